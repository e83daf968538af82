from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from boardapp.core.errors import UserError
from boardapp.core.ledger import Direction, Entry
from boardapp.core.period import Period
from boardapp.core.village import AccountKind, Book
from boardapp.services import ledger
from boardapp.services.desk import Desk
from boardapp.services.village import open_account
from boardapp.store import entries, journal

SEPTEMBER, OCTOBER = Period(2026, 9), Period(2026, 10)


def typed(desk: Desk, book: Book, **changes: Any) -> Entry:
    day = changes.pop("date", date(2026, 10, 8))
    blank = ledger.blank_entry(book.id, changes.pop("account", None), Period.month_of(day), day)
    values = {"summary": "买笔", "fen": 3800, **changes}
    return ledger.save_entry(desk, replace(blank, **values))


def test_a_typed_line_is_kept_with_a_suggested_subject(desk: Desk, book: Book) -> None:
    one = typed(desk, book)
    assert one.subject == "E04-01"
    assert ledger.lines(desk.db, book.id, OCTOBER) == (one,)


def test_a_subject_once_chosen_is_suggested_for_the_same_summary(desk: Desk, book: Book) -> None:
    typed(desk, book, summary="炕炕馍", subject="E04-07")
    assert typed(desk, book, summary="炕炕馍").subject == "E04-07"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"summary": "  "}, "请填写摘要"),
        ({"fen": 0}, "请填写金额"),
        ({"subject": "I01"}, "不是支出类"),
        ({"date": date(2026, 11, 2), "month": OCTOBER}, "日期晚于2026年10月"),
        ({"month": Period.parse("2026-Q4")}, "请指明记到哪个月"),
    ],
)
def test_a_line_that_is_not_right_is_refused_and_nothing_kept(
    desk: Desk, book: Book, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        typed(desk, book, **changes)
    assert entries.of_months(desk.db, book.id, [OCTOBER, OCTOBER.next()]) == ()


def test_a_change_keeps_who_when_before_and_after(desk: Desk, book: Book) -> None:
    one = typed(desk, book)
    ledger.save_entry(desk, replace(one, fen=4000))
    last = list(journal.lines(desk.db))[-1]
    assert last.operator == "王某"
    assert '"fen":3800' in last.details
    assert '"fen":4000' in last.details


def test_removed_lines_come_back_just_as_they_were(desk: Desk, book: Book) -> None:
    kept = [typed(desk, book), typed(desk, book, summary="便餐", fen=-500)]
    ledger.remove_entries(desk, kept)
    assert ledger.lines(desk.db, book.id, OCTOBER) == ()
    ledger.restore_entries(desk, kept)
    assert list(ledger.lines(desk.db, book.id, OCTOBER)) == kept


def test_the_opening_is_carried_from_the_month_before(desk: Desk, book: Book) -> None:
    ledger.state_opening(desk, book.id, None, SEPTEMBER, 100_000)
    typed(desk, book, date=date(2026, 9, 5), fen=30_000)
    assert ledger.book_opening(desk.db, book.id, OCTOBER) == 70_000
    assert not ledger.opening_figure(desk.db, book.id, None, OCTOBER).parts


def test_a_stated_opening_that_parts_from_the_carried_one_is_told(desk: Desk, book: Book) -> None:
    ledger.state_opening(desk, book.id, None, SEPTEMBER, 100_000)
    ledger.state_opening(desk, book.id, None, OCTOBER, 90_000)
    figure = ledger.opening_figure(desk.db, book.id, None, OCTOBER)
    assert (figure.stated, figure.carried, figure.fen, figure.parts) == (
        90_000,
        100_000,
        90_000,
        True,
    )


def test_a_stated_opening_can_be_taken_back(desk: Desk, book: Book) -> None:
    ledger.state_opening(desk, book.id, None, OCTOBER, 90_000)
    ledger.state_opening(desk, book.id, None, OCTOBER, None)
    assert ledger.opening_figure(desk.db, book.id, None, OCTOBER).fen is None


def test_cash_and_bank_books_add_up_and_never_double_the_combined_ledger(
    desk: Desk, book: Book
) -> None:
    cash = open_account(desk, book.id, AccountKind.CASH, "现金")
    bank = open_account(desk, book.id, AccountKind.BANK, "基本户", "6222000011112222")
    ledger.state_opening(desk, book.id, cash.id, OCTOBER, 1_000)
    ledger.state_opening(desk, book.id, bank.id, OCTOBER, 50_000)
    typed(desk, book, account=cash.id, fen=300)
    typed(desk, book, account=bank.id, fen=9_000, direction=Direction.INCOME, summary="租金")
    sums = ledger.period_ledger(desk.db, book.id, OCTOBER).totals
    assert (sums.opening, sums.income, sums.expense, sums.closing) == (51_000, 9_000, 300, 59_700)
    ledger.state_opening(desk, book.id, None, OCTOBER, 51_000)
    typed(desk, book, fen=300)
    sums = ledger.period_ledger(desk.db, book.id, OCTOBER).totals
    assert (sums.opening, sums.income, sums.expense) == (51_000, 0, 300)


def test_a_line_typed_without_an_account_does_not_hide_the_account_books(
    desk: Desk, book: Book
) -> None:
    bank = open_account(desk, book.id, AccountKind.BANK, "基本户")
    typed(desk, book, account=bank.id, fen=9_000, direction=Direction.INCOME, summary="租金")
    with pytest.raises(UserError, match=r"记在基本户.*选定这一笔记在哪个账户"):
        typed(desk, book, fen=300)
    sums = ledger.period_ledger(desk.db, book.id, OCTOBER).totals
    assert (sums.income, sums.expense) == (9_000, 0)


def test_a_move_between_own_accounts_changes_no_sum(desk: Desk, book: Book) -> None:
    cash = open_account(desk, book.id, AccountKind.CASH, "现金")
    bank = open_account(desk, book.id, AccountKind.BANK, "基本户")
    for account, side in ((bank, Direction.EXPENSE), (cash, Direction.INCOME)):
        typed(
            desk, book, account=account.id, fen=500, direction=side, transfer=True, summary="提现"
        )
    sums = ledger.period_ledger(desk.db, book.id, OCTOBER).totals
    assert (sums.income, sums.expense, sums.moved, sums.closing) == (0, 0, 0, None)


def test_the_year_runs_on_from_stated_figures_and_names_what_is_missing(
    desk: Desk, book: Book
) -> None:
    typed(desk, book, date=date(2026, 8, 5), fen=100)
    typed(desk, book, date=date(2026, 10, 5), fen=20)
    year = ledger.year_to_date(desk.db, book.id, OCTOBER)
    assert (year.since, year.expense, year.missing) == (Period(2026, 8), 120, (SEPTEMBER,))
    ledger.state_year(desk, book.id, SEPTEMBER, 7_000, 5_000)
    year = ledger.year_to_date(desk.db, book.id, OCTOBER)
    assert (year.complete, year.income, year.expense) == (True, 7_000, 5_020)


def test_stated_figures_of_last_year_do_not_count(desk: Desk, book: Book) -> None:
    ledger.state_year(desk, book.id, Period(2025, 12), 7_000, 5_000)
    typed(desk, book, fen=20)
    assert ledger.year_to_date(desk.db, book.id, OCTOBER).expense == 20


def test_the_month_before_is_compared_only_when_it_is_held(desk: Desk, book: Book) -> None:
    typed(desk, book)
    assert ledger.period_ledger(desk.db, book.id, OCTOBER).before is None
    ledger.declare_none(desk, book.id, SEPTEMBER)
    before = ledger.period_ledger(desk.db, book.id, OCTOBER).before
    assert before is not None
    assert (before.income, before.expense) == (0, 0)


def test_a_month_with_lines_cannot_be_declared_empty(desk: Desk, book: Book) -> None:
    typed(desk, book)
    with pytest.raises(UserError, match="已有账目"):
        ledger.declare_none(desk, book.id, OCTOBER)


def test_a_quarter_holds_the_lines_of_its_months(desk: Desk, book: Book) -> None:
    july = typed(desk, book, date=date(2026, 7, 5))
    september = typed(desk, book, date=date(2026, 9, 5))
    assert ledger.lines(desk.db, book.id, Period.parse("2026-Q3")) == (july, september)
