import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from boardapp.core.archive.closing import Balance
from boardapp.core.errors import UserError
from boardapp.core.finding import Level
from boardapp.core.ledger import Entry
from boardapp.core.period import Period
from boardapp.core.village import AccountKind, Book
from boardapp.services import debts, funds, importing, ledger, previewing, proof, registers
from boardapp.services.closing import balances, close_year, closed_years, closing_findings
from boardapp.services.desk import Desk
from boardapp.services.importing import Decision
from boardapp.services.village import book_named, open_account
from boardapp.store import entries as store
from boardapp.store import imports, villages
from tests.builders import debt, entry

YEAR = 2026
DECEMBER, JANUARY = Period(YEAR, 12), Period(YEAR + 1, 1)
LEDGER = "日期,凭证号,摘要,收入,支出,余额\n2026-12-03,记9,电费,,10.00,90.00\n"
WHY = "县里要求一月底前结账"


@pytest.fixture
def later(desk: Desk) -> Desk:
    """Return the desk in the February after, with a ledger from October through December."""
    book = book_named(desk)
    ledger.state_opening(desk, book.id, None, Period(YEAR, 10), 100_000)
    ledger.save_entry(desk, entry(book=book.id, fen=3800))
    ledger.declare_none(desk, book.id, Period(YEAR, 11))
    ledger.save_entry(
        desk, entry(id="december", book=book.id, month=DECEMBER, date=date(YEAR, 12, 3), fen=200)
    )
    return replace(desk, day=date(YEAR + 1, 2, 1))


@pytest.fixture
def book(later: Desk) -> Book:
    return book_named(later)


def codes(desk: Desk, book: Book, level: Level) -> set[str]:
    return {one.code for one in closing_findings(desk, book, YEAR) if one.level is level}


def test_a_year_is_closed_with_who_when_why_and_its_balances(later: Desk, book: Book) -> None:
    assert codes(later, book, Level.MUST) == set()
    assert "ledger-begins-late" in codes(later, book, Level.VERIFY)
    one = close_year(later, book, YEAR, WHY)
    assert (one.by, one.day, one.reason) == ("王某", "2027-02-01", WHY)
    assert one.balances == (Balance("", "总账", 96_000),)
    assert closed_years(later, book) == (one,)
    assert one.findings
    assert proof.troubles(later.db) == ()


def test_the_balances_are_carried_into_the_next_january(later: Desk, book: Book) -> None:
    ledger.remove_entries(later, [line_of(later)])
    cash = open_account(later, book.id, AccountKind.CASH, "现金")
    ledger.state_opening(later, book.id, cash.id, DECEMBER, 9_500)
    ledger.save_entry(
        later,
        entry(book=book.id, account=cash.id, month=DECEMBER, date=date(YEAR, 12, 9), voucher="现1"),
    )
    ends = {one.account: one.fen for one in balances(later.db, book.id, YEAR)}
    assert ends == {cash.id: 5_700}
    close_year(later, book, YEAR, WHY)
    for account, fen in ends.items():
        figure = ledger.opening_figure(later.db, book.id, account or None, JANUARY)
        assert figure.carried == figure.fen == fen
    assert ledger.period_ledger(later.db, book.id, JANUARY).opening == sum(ends.values())


def test_what_is_left_open_needs_a_reason(later: Desk, book: Book) -> None:
    for reason in ("", "  ", "急"):
        with pytest.raises(UserError, match=r"没有年结：.*写明为什么"):
            close_year(later, book, YEAR, reason)
    assert closed_years(later, book) == ()


def test_a_closing_that_cannot_be_journalled_leaves_the_year_open(
    later: Desk, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("boardapp.services.desk.journal.append", full)
    with pytest.raises(UserError):
        close_year(later, book, YEAR, WHY)
    monkeypatch.undo()
    assert closed_years(later, book) == ()
    ledger.save_entry(later, entry(book=book.id, voucher="新1"))
    assert proof.troubles(later.db) == ()


def test_a_year_is_closed_once(later: Desk, book: Book) -> None:
    close_year(later, book, YEAR, WHY)
    with pytest.raises(UserError, match=r"2026年的账已由王某在2027-02-01年结.*红字冲销.*更正公告"):
        close_year(later, book, YEAR, WHY)
    for change in ("delete from year_closed", "update year_closed set closed_by = '李某'"):
        with pytest.raises(sqlite3.IntegrityError, match="closed once"):
            later.db.execute(change)


def test_nobody_closes_a_year_without_a_name(later: Desk, book: Book) -> None:
    with pytest.raises(UserError, match="操作人"):
        close_year(replace(later, operator=" "), book, YEAR, WHY)


def test_a_year_that_is_not_over_is_not_closed(later: Desk, book: Book) -> None:
    early = replace(later, day=date(YEAR, 12, 31))
    with pytest.raises(UserError, match="还没有过完"):
        close_year(early, book, YEAR, WHY)


def test_years_are_closed_in_their_order(later: Desk, book: Book) -> None:
    line = entry(book=book.id, month=Period(2025, 12), date=date(2025, 12, 1), voucher="旧1")
    ledger.save_entry(later, line)
    assert "earlier-year-open" in codes(later, book, Level.MUST)


def test_a_month_without_a_ledger_between_two_stands_in_the_way(later: Desk, book: Book) -> None:
    (none,) = imports.standing(later.db, book.id)
    importing.undo(later, none.id)
    with pytest.raises(UserError, match="2026年11月没有账"):
        close_year(later, book, YEAR, WHY)


def test_a_year_without_any_ledger_cannot_be_closed(later: Desk, book: Book) -> None:
    with pytest.raises(UserError, match="一个月的账也没有"):
        close_year(later, book, 2024, WHY)


def test_a_balance_that_does_not_run_on_stands_in_the_way(later: Desk, book: Book) -> None:
    ledger.state_opening(later, book.id, None, DECEMBER, 1)
    assert "opening-differs" in codes(later, book, Level.MUST)
    ledger.state_opening(later, book.id, None, DECEMBER, None)
    ledger.state_opening(later, book.id, None, JANUARY, 1)
    assert codes(later, book, Level.MUST) == {"next-opening-differs"}


@pytest.fixture
def shut(later: Desk, book: Book) -> Desk:
    """Return the desk after the year was closed, with all that a book of a year can hold in it."""
    cash = open_account(later, book.id, AccountKind.CASH, "现金")
    ledger.state_opening(later, book.id, cash.id, DECEMBER, 500)
    ledger.state_year(later, book.id, Period(YEAR, 9), 0, 0)
    funds.state_funds(later, cash, DECEMBER, 500)
    held = debt(book=book.id)
    registers.save_card(later, held)
    debts.move_debt(later, held, date(YEAR, 12, 5), 100)
    close_year(later, book, YEAR, WHY)
    return later


def line_of(desk: Desk, id_: str = "december") -> Entry:
    one = store.one(desk.db, id_)
    assert one is not None
    return one


def move(desk: Desk) -> None:
    (held,) = desk.db.execute("select id from debt").fetchone()
    debts.move_debt(desk, debt(id=held, book=book_named(desk).id), date(YEAR, 12, 6), 100)


def take_back(desk: Desk) -> None:
    (held,) = desk.db.execute("select id from debt_movement").fetchone()
    debts.take_back_movement(desk, held)


CHANGES: dict[str, Callable[[Desk, Book], object]] = {
    "a new line": lambda d, b: ledger.save_entry(d, entry(book=b.id, voucher="新1")),
    "another amount": lambda d, _: ledger.save_entry(d, replace(line_of(d), fen=1)),
    "a line moved out": lambda d, _: ledger.save_entry(
        d, replace(line_of(d), month=JANUARY, date=date(YEAR + 1, 1, 3))
    ),
    "a line taken out": lambda d, _: ledger.remove_entries(d, [line_of(d)]),
    "a line put back": lambda d, _: ledger.restore_entries(d, [line_of(d)]),
    "an opening": lambda d, b: ledger.state_opening(d, b.id, None, Period(YEAR, 10), 5),
    "no opening": lambda d, b: ledger.state_opening(d, b.id, None, Period(YEAR, 10), None),
    "the year so far": lambda d, b: ledger.state_year(d, b.id, Period(YEAR, 9), 5, 5),
    "nothing in a month": lambda d, b: ledger.declare_none(d, b.id, Period(YEAR, 3)),
    "an import undone": lambda d, b: importing.undo(d, imports.standing(d.db, b.id)[0].id),
    "money counted": lambda d, b: funds.state_funds(
        d, villages.accounts(d.db, b.id)[0], DECEMBER, 1, "点错了"
    ),
    "a debt added to": lambda d, _: move(d),
    "a movement taken back": lambda d, _: take_back(d),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_closed_year_is_refused_with_the_way_to_go_on(
    shut: Desk, book: Book, change: Callable[[Desk, Book], object]
) -> None:
    before = list(shut.db.conn.iterdump())
    with pytest.raises(UserError, match=r"2026年的账已由王某在2027-02-01年结.*2027年的账里用红字"):
        change(shut, book)
    assert list(shut.db.conn.iterdump()) == before


@pytest.mark.parametrize(
    "change",
    [
        "update entry set fen = 1 where id = 'december'",
        "update entry set subject = 'E01' where id = 'december'",
        "update entry set month = '2027-01' where id = 'december'",
        "delete from entry where id = 'december'",
        "insert into entry select 'x', book, account, month, date, voucher, summary, direction,"
        ' fen, subject, file_subject, handler, transfer, reverses, import_id, "row", position'
        " from entry where id = 'december'",
        "update opening set fen = 1",
        "delete from opening",
        "update year_opening set income = 1",
        "delete from year_opening",
        "update ledger_import set undone_on = '2027-01-01'",
        "delete from ledger_import",
        "update funds_statement set actual = 1",
        "delete from funds_statement",
        "update debt_movement set fen = 1",
        "delete from debt_movement",
    ],
)
def test_past_the_services_the_database_itself_refuses(shut: Desk, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="the year is closed"):
        shut.db.execute(change)


def test_the_next_year_goes_on_and_reverses_what_was_wrong(shut: Desk) -> None:
    wrong = line_of(shut)
    fix = replace(
        wrong, id="fix", month=JANUARY, date=date(YEAR + 1, 1, 8), voucher="记1",
        summary="冲销2026年12月记1号凭证", fen=-wrong.fen, reverses=wrong.id,
    )  # fmt: skip
    ledger.save_entry(shut, fix)
    ledger.remove_entries(shut, [fix])
    assert store.one(shut.db, "fix") is None


def test_another_book_of_the_same_year_stays_open(shut: Desk) -> None:
    with shut.writing("test", {}) as db:
        db.execute("insert into book values ('other', '二组账')")
    ledger.save_entry(shut, entry(book="other", voucher="组1"))


def test_a_file_for_a_closed_year_is_refused_and_looking_at_it_says_so(
    shut: Desk, book: Book, tmp_path: Path
) -> None:
    path = tmp_path / "十二月.csv"
    path.write_text(LEDGER, "utf-8")
    seen = previewing.preview(shut, path, DECEMBER, book)
    assert seen.blocked[0].code == "year-closed"
    with pytest.raises(UserError, match=r"没有导入.*年结"):
        importing.take_in(shut, seen, Decision(overlaps="keep"))
    later_file = replace(seen, findings=())
    with pytest.raises(UserError, match="年结"):
        importing.take_in(shut, later_file, Decision("here", "keep"))


def test_a_year_stays_closed_when_the_folder_is_opened_anew(shut: Desk, book: Book) -> None:
    with shut.again() as other:
        with pytest.raises(UserError, match="年结"):
            ledger.save_entry(other, entry(book=book.id, voucher="新1"))
        assert proof.troubles(other.db) == ()
