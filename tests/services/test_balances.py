"""What a period starts and ends with where the ledger does not reach back to its first month."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boardapp.core.content import Content, Figures, RowKind, Table, texts
from boardapp.core.errors import UserError
from boardapp.core.ledger import Direction, Entry
from boardapp.core.period import Period
from boardapp.core.registers.funds import month_problems
from boardapp.core.village import AccountKind, Body, Book
from boardapp.services import funds, item_checks, ledger
from boardapp.services.checking import ledger_findings
from boardapp.services.closing import balances, close_year, closing_findings
from boardapp.services.desk import Desk
from boardapp.services.village import open_account
from boardapp.store import villages
from tests.builders import entry

YEAR = Period.parse("2026")
OCTOBER, DECEMBER = Period(2026, 10), Period(2026, 12)


def put(desk: Desk, book: Book, month: int, fen: int, account: str | None = None) -> Entry:
    """Book income of so much, or spending where it is below nought, in a month of 2026."""
    side = Direction.INCOME if fen > 0 else Direction.EXPENSE
    line = entry(
        book=book.id, account=account, month=Period(2026, month), date=date(2026, month, 5),
        direction=side, fen=abs(fen), voucher=f"记{month}-{fen}", summary="村办公室电费",
    )  # fmt: skip
    return ledger.save_entry(desk, line)


@pytest.fixture
def late(desk: Desk, book: Book) -> Desk:
    """Return the desk with a ledger from October through December, opened with 99,325.31."""
    ledger.state_opening(desk, book.id, None, OCTOBER, 9_932_531)
    put(desk, book, 10, -900_000)
    ledger.declare_none(desk, book.id, Period(2026, 11))
    put(desk, book, 12, -44_877)
    return replace(desk, day=date(2027, 2, 1))


def composed(desk: Desk, body: Body, period: Period, item: str = "finance-lines") -> Content:
    return item_checks.compose(desk, item, period, body)


def figures(content: Content) -> dict[str, object]:
    (block,) = (one for one in content.blocks if isinstance(one, Figures))
    return {one.label: one.value for one in block.figures}


@pytest.mark.parametrize("code", ["2026", "2026-H2"])
def test_what_a_late_ledger_does_not_tell_is_not_shown_as_nought(
    late: Desk, body: Body, code: str
) -> None:
    period = Period.parse(code)
    for item in ("finance-lines", "finance-form"):
        content = composed(late, body, period, item)
        shown = list(figures(content).values())
        assert shown == ["不详", 0, 944_877, 8_987_654]
        assert not any("-9,448.77" in text or " 0.00 元" in text for text in texts(content))
        assert any("上" in text and "结余不详" in text for text in texts(content))


def test_the_sums_say_which_months_they_leave_out(late: Desk, body: Body) -> None:
    content = composed(late, body, YEAR)
    assert "本年支出（缺1—9月）" in figures(content)
    assert "本年合计（缺1—9月）" in texts(content)


def test_the_board_runs_on_from_the_first_month_that_is_known(late: Desk, body: Body) -> None:
    (table,) = (b for b in composed(late, body, YEAR).blocks if isinstance(b, Table))
    assert [(row.cells[4], row.cells[8]) for row in table.rows][:3] == [
        ("上期结转", "不详"),
        ("10月期初结转", 9_932_531),
        ("村办公室电费", 9_032_531),
    ]
    assert table.rows[1].kind is RowKind.OPENING


def test_lines_before_any_known_opening_have_no_balance(late: Desk, book: Book, body: Body) -> None:
    put(late, book, 8, -100)
    (table,) = (b for b in composed(late, body, YEAR).blocks if isinstance(b, Table))
    assert [row.cells[8] for row in table.rows][:3] == ["不详", "—", 9_932_531]
    assert figures(composed(late, body, YEAR))["本年结余"] == 8_987_654


def test_a_known_start_is_told_as_before(late: Desk, body: Body) -> None:
    shown = figures(composed(late, body, Period.parse("2026-Q4")))
    assert next(iter(shown.items())) == ("上季结余", 9_932_531)
    assert list(shown.items())[3] == ("本季结余", 8_987_654)


def test_the_check_names_the_month_and_the_ledger_and_warns_of_nothing_false(
    late: Desk, book: Book
) -> None:
    found = {one.code: one for one in ledger_findings(late.db, book.id, YEAR)}
    assert "overdrawn" not in found
    assert found["opening-unknown"].sentence == (
        "2026年1—9月没有账，总账2026年1月的期初余额没有依据，"
        "公示上写“不详”，余额从2026年10月的期初 99,325.31 元算起。"
        "请在收支登记页填写2026年1月的期初余额。"
    )
    ledger.state_opening(late, book.id, None, Period(2026, 1), 9_932_531)
    assert "opening-unknown" not in {o.code for o in ledger_findings(late.db, book.id, YEAR)}


def test_a_year_that_begins_late_is_closed_with_the_balance_that_is_known(
    late: Desk, book: Book
) -> None:
    assert "overdrawn" not in {one.code for one in closing_findings(late, book, 2026)}
    one = close_year(late, book, 2026, "十月起用本程序")
    assert [end.fen for end in one.balances] == [8_987_654]
    assert ledger.book_opening(late.db, book.id, Period(2027, 1)) == 8_987_654


def test_a_year_whose_end_nothing_tells_is_not_closed(desk: Desk, book: Book) -> None:
    put(desk, book, 12, -100)
    later = replace(desk, day=date(2027, 2, 1))
    assert balances(later.db, book.id, 2026) == ()
    with pytest.raises(UserError, match=r"总账的期初余额没有依据，2026年末的结余算不出来"):
        close_year(later, book, 2026, "县里要求")


def test_a_stated_year_so_far_is_counted_in_the_year(late: Desk, book: Book, body: Body) -> None:
    ledger.state_year(late, book.id, Period(2026, 9), 700, 500)
    year = ledger.year_to_date(late.db, book.id, YEAR)
    assert (year.complete, year.income, year.expense) == (True, 700, 944_877 + 500)
    assert figures(composed(late, body, YEAR))["上年结余"] == "不详"


def test_a_stated_year_so_far_is_not_counted_twice(late: Desk, book: Book) -> None:
    ledger.state_year(late, book.id, Period(2026, 9), 700, 500)
    put(late, book, 9, -200)
    assert ledger.year_to_date(late.db, book.id, YEAR).expense == 944_877 + 200
    assert ledger.year_to_date(late.db, book.id, OCTOBER).expense == 900_000 + 500


def test_a_month_that_nothing_opens_is_unknown_to_its_end(
    desk: Desk, book: Book, body: Body
) -> None:
    put(desk, book, 10, -100)
    content = composed(desk, body, OCTOBER)
    assert list(figures(content).values()) == ["不详", 0, 100, "不详"]
    assert "上月结余不详，本月结余也不详。" in content.blocks[1].lines[0]  # type: ignore[union-attr]
    codes = {one.code for one in ledger_findings(desk.db, book.id, OCTOBER)}
    assert "opening-unknown" in codes
    assert "overdrawn" not in codes


def test_the_money_of_a_month_that_nothing_opens_is_unknown_too(
    desk: Desk, book: Book, two: dict[str, str]
) -> None:
    put(desk, book, 10, -100)
    for account in two.values():
        (one,) = (a for a in villages.accounts(desk.db, book.id) if a.id == account)
        funds.state_funds(desk, one, OCTOBER, 500)
    month = funds.funds_month(desk, book.id, OCTOBER)
    assert (month.booked, month.counted) == (None, 1_000)
    assert "funds-differ" not in {one.code for one in month_problems(month)}


@pytest.fixture
def two(desk: Desk, book: Book) -> dict[str, str]:
    """Return a cash and a bank account by name."""
    kinds = {"现金": AccountKind.CASH, "基本户": AccountKind.BANK}
    return {name: open_account(desk, book.id, kind, name).id for name, kind in kinds.items()}


def test_where_one_account_starts_later_the_ledger_is_named(
    desk: Desk, book: Book, two: dict[str, str]
) -> None:
    ledger.state_opening(desk, book.id, two["现金"], Period(2026, 1), 1_000)
    put(desk, book, 1, -100, two["现金"])
    ledger.state_opening(desk, book.id, two["基本户"], OCTOBER, 50_000)
    put(desk, book, 10, 7, two["基本户"])
    sums = ledger.period_ledger(desk.db, book.id, YEAR).totals
    assert (sums.opening, sums.closing) == (None, 50_907)
    found = {one.code: one.sentence for one in ledger_findings(desk.db, book.id, YEAR)}
    assert "基本户2026年1月的期初余额没有依据" in found["opening-unknown"]
    assert "现金" not in found["opening-unknown"]


def test_an_account_that_is_opened_later_with_nothing_in_it_had_nothing_before(
    desk: Desk, book: Book, two: dict[str, str]
) -> None:
    ledger.state_opening(desk, book.id, two["现金"], Period(2026, 1), 1_000)
    put(desk, book, 1, -100, two["现金"])
    ledger.state_opening(desk, book.id, two["基本户"], OCTOBER, 0)
    put(desk, book, 10, 7, two["基本户"])
    sums = ledger.period_ledger(desk.db, book.id, YEAR).totals
    assert (sums.opening, sums.closing) == (1_000, 907)


@pytest.mark.parametrize("month", [9, 12])
def test_a_month_without_money_keeps_what_the_account_books_carry(
    desk: Desk, book: Book, two: dict[str, str], month: int
) -> None:
    for name, fen in (("现金", 1_000), ("基本户", 50_000)):
        ledger.state_opening(desk, book.id, two[name], Period(2026, min(month, 10)), fen)
    put(desk, book, 10, -100, two["现金"])
    ledger.declare_none(desk, book.id, Period(2026, month))
    sums = ledger.period_totals(desk.db, book.id, Period(2026, month))
    assert sums.opening == sums.closing == (51_000 if month == 9 else 50_900)
    later = replace(desk, day=date(2027, 2, 1))
    assert sum(one.fen for one in balances(later.db, book.id, 2026)) == 50_900


def test_a_zero_month_may_come_first(desk: Desk, book: Book, body: Body) -> None:
    ledger.declare_none(desk, book.id, OCTOBER)
    content = composed(desk, body, OCTOBER)
    assert list(figures(content).values()) == ["不详", 0, 0, "不详"]
    ledger.state_opening(desk, book.id, None, OCTOBER, 5_000)
    assert list(figures(composed(desk, body, OCTOBER)).values()) == [5_000, 0, 0, 5_000]
    assert list(figures(composed(desk, body, YEAR)).values()) == ["不详", 0, 0, 5_000]


def test_the_account_books_run_on_from_the_combined_ledger(
    desk: Desk, book: Book, two: dict[str, str]
) -> None:
    ledger.state_opening(desk, book.id, None, Period(2026, 9), 60_000)
    put(desk, book, 9, -10_000)
    put(desk, book, 10, -100, two["现金"])
    put(desk, book, 11, -100, two["现金"])
    opened = [ledger.book_opening(desk.db, book.id, Period(2026, n)) for n in (10, 11)]
    assert opened == [50_000, None]


def test_a_combined_ledger_that_others_passed_by_does_not_tell_the_balance(
    desk: Desk, book: Book, two: dict[str, str]
) -> None:
    ledger.state_opening(desk, book.id, None, Period(2026, 8), 60_000)
    put(desk, book, 8, -10_000)
    put(desk, book, 9, -100, two["现金"])
    put(desk, book, 10, -5)
    assert ledger.book_opening(desk.db, book.id, OCTOBER) is None
    found = {one.code: one.sentence for one in ledger_findings(desk.db, book.id, OCTOBER)}
    assert "总账2026年10月的期初余额没有依据" in found["opening-unknown"]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.integers(1, 12),
    st.integers(-(10**9), 10**9),
    st.lists(st.integers(-(10**7), 10**7), min_size=12, max_size=12),
)
def test_a_year_held_from_any_month_on_ends_right_and_claims_nothing_before(
    desk: Desk, book: Book, k: int, opening: int, moved: list[int]
) -> None:
    held = {month: moved[month - 1] for month in range(k, 13)}
    desk.db.execute("savepoint one_example")
    ledger.state_opening(desk, book.id, None, Period(2026, k), opening)
    for month, fen in held.items():
        if fen:
            put(desk, book, month, fen)
        else:
            ledger.declare_none(desk, book.id, Period(2026, month))
    for code in ("2026", "2026-H1", "2026-H2", *(f"2026-Q{n}" for n in range(1, 5))):
        one = ledger.period_ledger(desk.db, book.id, Period.parse(code))
        first, last = one.period.months[0].index, one.period.months[-1].index
        before = opening + sum(fen for month, fen in held.items() if month < first)
        end = opening + sum(fen for month, fen in held.items() if month <= last)
        assert one.totals.opening == (before if first >= k else None)
        assert one.totals.closing == (end if last >= k else None)
        assert one.balances[-1:] in ((), (end,))
    desk.db.execute("rollback to one_example")
    desk.db.execute("release one_example")
