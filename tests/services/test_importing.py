import json
import os
import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from boardapp.core.errors import UserError
from boardapp.core.ledger import Direction
from boardapp.core.money import plain
from boardapp.core.period import Period
from boardapp.core.reading import Choice, Field
from boardapp.core.village import AccountKind, Book
from boardapp.services import importing, ledger, previewing
from boardapp.services.desk import Desk
from boardapp.services.importing import Decision
from boardapp.services.previewing import Preview
from boardapp.services.village import open_account
from boardapp.store import entries, imports, journal, villages

LEDGERS = Path(__file__).parents[1] / "data" / "ledgers"
EXPECTED = json.loads((LEDGERS / "expected.json").read_text("utf-8"))
PERIODS = {"quarter-2026-q2.xlsx": "2026-Q2"}
AUGUST, SEPTEMBER, OCTOBER = (Period(2026, month) for month in (8, 9, 10))


def sheet(path: Path, *rows: tuple[Any, ...]) -> Path:
    """Write a plain ledger: date, voucher, summary, income, expense."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for number, row in enumerate([("日期", "凭证号", "摘要", "收入", "支出"), *rows]):
            page.write_row(number, 0, row)
    return path


def seen(desk: Desk, book: Book, name: str, period: Period = OCTOBER) -> Preview:
    return previewing.preview(desk, LEDGERS / name, period, book)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_of_the_trade_is_taken_in_to_the_fen(desk: Desk, book: Book, name: str) -> None:
    period = Period.parse(PERIODS.get(name, "-".join(name.split("-")[1:3])[:7]))
    one = importing.take_in(desk, seen(desk, book, name, period))
    sums = ledger.period_ledger(desk.db, book.id, period).totals
    held = {
        "entries": one.entries,
        "income": plain(sums.income),
        "expense": plain(sums.expense),
        "opening": plain(sums.opening),
        "closing": plain(sums.closing),
    }
    assert held == EXPECTED[name]


def test_looking_writes_nothing(desk: Desk, book: Book) -> None:
    before = [line.digest for line in journal.lines(desk.db)]
    seen(desk, book, "centre-2026-10.xlsx")
    assert [line.digest for line in journal.lines(desk.db)] == before
    assert imports.standing(desk.db) == ()


def test_the_same_file_twice_is_recognised_and_not_booked_again(desk: Desk, book: Book) -> None:
    first = importing.take_in(desk, seen(desk, book, "centre-2026-10.xlsx"))
    again = seen(desk, book, "centre-2026-10.xlsx")
    assert again.already == first
    assert importing.take_in(desk, again) == first
    assert len(ledger.lines(desk.db, book.id, OCTOBER)) == 46


def test_the_same_file_under_another_name_is_recognised(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    importing.take_in(desk, seen(desk, book, "centre-2026-10.xlsx"))
    copy = shutil.copy(LEDGERS / "centre-2026-10.xlsx", tmp_path / "十月.xlsx")
    assert previewing.preview(desk, Path(copy), OCTOBER, book).already is not None


def test_a_whole_import_is_taken_back(desk: Desk, book: Book) -> None:
    one = importing.take_in(desk, seen(desk, book, "centre-2026-10.xlsx"))
    importing.undo(desk, one.id[:8])
    assert ledger.lines(desk.db, book.id, OCTOBER) == ()
    assert ledger.opening_figure(desk.db, book.id, None, OCTOBER).fen is None
    assert imports.standing(desk.db) == ()
    with pytest.raises(UserError, match="撤销过"):
        importing.undo(desk, one.id)
    again = importing.take_in(desk, seen(desk, book, "centre-2026-10.xlsx"))
    assert again.id != one.id


def test_an_unknown_import_cannot_be_taken_back(desk: Desk) -> None:
    for id_ in ("", "nothing"):
        with pytest.raises(UserError, match="没有编号"):
            importing.undo(desk, id_)


def test_lines_that_are_there_already_wait_for_a_decision(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    rows = [("2026-10-01", "记1", "买笔", "", 38), ("2026-10-02", "记2", "租金", 900, "")]
    importing.take_in(
        desk, previewing.preview(desk, sheet(tmp_path / "a.xlsx", *rows), OCTOBER, book)
    )
    more = sheet(tmp_path / "b.xlsx", *rows, ("2026-10-03", "记3", "便餐", "", 41))

    def look() -> Preview:
        return previewing.preview(desk, more, OCTOBER, book)

    assert [(line.row, entry.summary) for line, entry in look().overlaps] == [
        (2, "买笔"),
        (3, "租金"),
    ]
    with pytest.raises(UserError, match="疑似重复"):
        importing.take_in(desk, look())
    assert len(ledger.lines(desk.db, book.id, OCTOBER)) == 2
    skipped = importing.take_in(desk, look(), Decision(overlaps="skip"))
    assert len(ledger.lines(desk.db, book.id, OCTOBER)) == 3
    importing.undo(desk, skipped.id)
    kept = importing.take_in(desk, look(), Decision(overlaps="keep"))
    assert len(ledger.lines(desk.db, book.id, OCTOBER)) == 5
    importing.undo(desk, kept.id)
    importing.take_in(desk, look(), Decision(overlaps="replace"))
    assert [e.summary for e in ledger.lines(desk.db, book.id, OCTOBER)] == ["买笔", "租金", "便餐"]
    assert len(imports.standing(desk.db)) == 1


def test_two_equal_lines_of_one_file_are_no_repetition(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    twice = sheet(tmp_path / "a.xlsx", *[("2026-10-01", "", "便餐", "", 41)] * 2)
    importing.take_in(desk, previewing.preview(desk, twice, OCTOBER, book))
    assert len(ledger.lines(desk.db, book.id, OCTOBER)) == 2


def test_lines_outside_the_period_wait_for_a_decision(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    file = sheet(
        tmp_path / "a.xlsx",
        ("2026-09-28", "记1", "补记9月28日账", "", 38),
        ("2026-10-02", "记2", "租金", 900, ""),
    )

    def look() -> Preview:
        return previewing.preview(desk, file, OCTOBER, book)

    assert [line.row for line in look().outside] == [2]
    with pytest.raises(UserError, match="--outside"):
        importing.take_in(desk, look())
    here = importing.take_in(desk, look(), Decision(outside="here"))
    late = ledger.lines(desk.db, book.id, OCTOBER)[0]
    assert (late.month, late.date.month, late.summary) == (OCTOBER, 9, "补记9月28日账")
    importing.undo(desk, here.id)
    importing.take_in(desk, look(), Decision(outside="leave-out"))
    assert [e.summary for e in ledger.lines(desk.db, book.id, OCTOBER)] == ["租金"]


def test_a_file_with_an_unreadable_amount_is_refused_whole(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    file = sheet(
        tmp_path / "a.xlsx",
        ("2026-10-01", "记1", "买笔", "", 38),
        ("2026-10-02", "记2", "便餐", "", "约四十"),
    )
    look = previewing.preview(desk, file, OCTOBER, book)
    assert [finding.row for finding in look.blocked] == [3]
    with pytest.raises(UserError, match="什么也没有改动"):
        importing.take_in(desk, look)
    assert ledger.lines(desk.db, book.id, OCTOBER) == ()


def test_columns_that_a_person_chose_serve_the_next_file_of_the_shape(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    swapped = (
        (0, Field.DATE),
        (1, Field.VOUCHER),
        (2, Field.SUMMARY),
        (3, Field.EXPENSE),
        (4, Field.INCOME),
    )
    file = sheet(tmp_path / "a.xlsx", ("2026-10-01", "记1", "租金", "", 900))
    look = previewing.preview(desk, file, OCTOBER, book, choice=Choice(fields=swapped))
    assert look.reading.income == 90_000
    importing.remember_columns(desk, look.reading.shape, swapped)
    other = sheet(tmp_path / "b.xlsx", ("2026-10-09", "记7", "水费", "", 50))
    assert previewing.preview(desk, other, OCTOBER, book).reading.income == 5_000


def test_combined_bank_and_cash_books_of_one_month_stand_side_by_side(
    desk: Desk, book: Book
) -> None:
    bank = open_account(desk, book.id, AccountKind.BANK, "基本户")
    cash = open_account(desk, book.id, AccountKind.CASH, "现金")
    for name, account in (
        ("daybook-2026-10.xls", bank),
        ("cash-2026-10-gbk.csv", cash),
        ("centre-2026-10.xlsx", None),
    ):
        look = previewing.preview(desk, LEDGERS / name, OCTOBER, book, account)
        assert look.overlaps == ()
        importing.take_in(desk, look)
    assert len(entries.of_months(desk.db, book.id, [OCTOBER])) == 31 + 12 + 46
    sums = ledger.period_ledger(desk.db, book.id, OCTOBER).totals
    assert (plain(sums.income), plain(sums.closing)) == ("86171.16", "297210.75")


def test_without_a_combined_ledger_the_books_are_published_together(desk: Desk, book: Book) -> None:
    for name, kind in (
        ("daybook-2026-10.xls", AccountKind.BANK),
        ("cash-2026-10-gbk.csv", AccountKind.CASH),
    ):
        account = open_account(desk, book.id, kind, kind.word)
        importing.take_in(desk, previewing.preview(desk, LEDGERS / name, OCTOBER, book, account))
    sums = ledger.period_ledger(desk.db, book.id, OCTOBER).totals
    assert plain(sums.opening) == "11355.61"
    assert plain(sums.closing) == "48953.48"


def test_an_opening_that_parts_from_last_months_closing_is_a_finding(
    desk: Desk, book: Book
) -> None:
    importing.take_in(desk, seen(desk, book, "centre-2026-09.xlsx", SEPTEMBER))
    codes = {one.code for one in seen(desk, book, "centre-2026-10.xlsx").findings}
    assert "opening-differs" not in codes
    ledger.save_entry(
        desk,
        replace(
            ledger.blank_entry(book.id, None, SEPTEMBER, SEPTEMBER.last_day), summary="多记", fen=1
        ),
    )
    codes = {one.code for one in seen(desk, book, "centre-2026-10.xlsx").findings}
    assert "opening-differs" in codes


def test_another_villages_file_is_noticed(desk: Desk, book: Book, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as other:
        page = other.add_worksheet()
        page.write_row(0, 0, ("单位：白鹭滩村股份经济合作社",))
        page.write_row(1, 0, ("日期", "凭证号", "摘要", "收入", "支出"))
        page.write_row(2, 0, ("2026-10-01", "记1", "买笔", "", 38))
    look = previewing.preview(desk, tmp_path / "a.xlsx", OCTOBER, book)
    assert "other-unit" in {one.code for one in look.findings}


def test_a_reversal_is_tied_to_the_line_that_it_takes_back(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    file = sheet(
        tmp_path / "a.xlsx",
        ("2026-10-01", "记1", "买笔", "", 38),
        ("2026-10-09", "记2", "冲销10月1日第1号记账凭证的错误", "", -38),
    )
    importing.take_in(desk, previewing.preview(desk, file, OCTOBER, book))
    wrong, reversal = ledger.lines(desk.db, book.id, OCTOBER)
    assert (reversal.fen, reversal.direction) == (-3800, Direction.EXPENSE)
    assert reversal.reverses == wrong.id


def test_a_full_disk_leaves_the_ledger_as_it_was(desk: Desk, book: Book) -> None:
    look = seen(desk, book, "quarter-2026-q2.xlsx", Period.parse("2026-Q2"))
    pages = desk.db.execute("pragma page_count").fetchone()[0]
    desk.db.execute(f"pragma max_page_count = {pages + 2}")
    with pytest.raises(UserError, match="磁盘已满"):
        importing.take_in(desk, look)
    assert imports.standing(desk.db) == ()
    assert entries.months_held(desk.db, book.id, None) == ()


def test_a_file_of_the_trade_finds_its_own_ledger(desk: Desk, book: Book) -> None:
    for name in ("daybook-2026-10.xls", "cash-2026-10-gbk.csv", "centre-2026-10.xlsx"):
        look = previewing.preview(desk, LEDGERS / name, OCTOBER, book, place=True)
        importing.take_in(desk, look)
    held = [(one.name, one.kind) for one in villages.accounts(desk.db, book.id)]
    assert held == [("银行存款", AccountKind.BANK), ("库存现金", AccountKind.CASH)]
    sums = ledger.period_ledger(desk.db, book.id, OCTOBER).totals
    assert (plain(sums.income), plain(sums.closing)) == ("86171.16", "297210.75")


def test_with_two_bank_accounts_a_person_must_say_which(desk: Desk, book: Book) -> None:
    open_account(desk, book.id, AccountKind.BANK, "基本户")
    open_account(desk, book.id, AccountKind.BANK, "土地补偿费专户")
    with pytest.raises(UserError, match="基本户、土地补偿费专户"):
        previewing.preview(desk, LEDGERS / "daybook-2026-10.xls", OCTOBER, book, place=True)


def test_a_second_ledger_of_the_same_month_waits_for_a_decision(desk: Desk, book: Book) -> None:
    importing.take_in(desk, seen(desk, book, "centre-2026-10.xlsx"))
    look = seen(desk, book, "vouchers-2026-10.xlsx")
    assert look.rival
    with pytest.raises(UserError, match="不是接着它的"):
        importing.take_in(desk, look)
    importing.take_in(desk, look, Decision(overlaps="replace"))
    assert len(ledger.lines(desk.db, book.id, OCTOBER)) == 27


def test_a_second_file_that_runs_on_from_the_first_is_taken_in(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    heads = ("日期", "凭证号", "摘要", "收入", "支出", "余额")
    for name, row in (
        ("a", ("2026-10-03", "记1", "租金", 900, "", 1900)),
        ("b", ("2026-10-20", "记2", "买笔", "", 38, 1862)),
    ):
        with xlsxwriter.Workbook(tmp_path / f"{name}.xlsx") as other:
            page = other.add_worksheet()
            page.write_row(0, 0, heads)
            page.write_row(1, 0, row)
        look = previewing.preview(desk, tmp_path / f"{name}.xlsx", OCTOBER, book)
        assert not look.rival
        importing.take_in(desk, look)
    assert plain(ledger.period_ledger(desk.db, book.id, OCTOBER).totals.closing) == "1862.00"


JULY_TO_SEPTEMBER = Period.parse("2026-Q3")
LINES = [(f"2026-{month}-5", f"记-{month}", f"收{month}月租金", 100, "") for month in (7, 8, 9)]


def sums(desk: Desk, book: Book, period: Period = JULY_TO_SEPTEMBER) -> tuple[int, int]:
    found = ledger.period_ledger(desk.db, book.id, period).totals
    return found.income, found.expense


def test_a_quarter_takes_the_place_of_its_months(desk: Desk, book: Book, tmp_path: Path) -> None:
    month = sheet(tmp_path / "八月.xlsx", LINES[1], ("2026-8-9", "记-9", "电费", "", 30))
    importing.take_in(desk, previewing.preview(desk, month, AUGUST, book))
    quarter = sheet(tmp_path / "季.xlsx", *LINES)
    again = previewing.preview(desk, quarter, JULY_TO_SEPTEMBER, book)
    importing.take_in(desk, again, Decision(overlaps="replace"))
    assert sums(desk, book) == (30_000, 0)


def test_a_month_cannot_take_the_place_of_a_quarter(desk: Desk, book: Book, tmp_path: Path) -> None:
    quarter = sheet(tmp_path / "季.xlsx", *LINES)
    importing.take_in(desk, previewing.preview(desk, quarter, JULY_TO_SEPTEMBER, book))
    month = sheet(tmp_path / "八月.xlsx", LINES[1], ("2026-8-9", "记-9", "电费", "", 30))
    again = previewing.preview(desk, month, AUGUST, book)
    with pytest.raises(UserError, match="2026年第三季度的账，还有别的月份"):
        importing.take_in(desk, again, Decision(overlaps="replace"))
    importing.take_in(desk, again, Decision(overlaps="skip"))
    assert sums(desk, book) == (30_000, 3_000)


def test_other_lines_for_a_month_that_a_quarter_holds_wait_for_a_decision(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    quarter = sheet(tmp_path / "季.xlsx", ("2026-7-1", "", "上季结余", "", ""), *LINES)
    importing.take_in(desk, previewing.preview(desk, quarter, JULY_TO_SEPTEMBER, book))
    rows = [["日期", "摘要", "收入", "支出", "余额"], ["2026-8-7", "收水费", 50, "", 50]]
    with xlsxwriter.Workbook(tmp_path / "八月.xlsx") as made:
        page = made.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    again = previewing.preview(desk, tmp_path / "八月.xlsx", AUGUST, book)
    assert (again.overlaps, again.rival) == ((), True)


def test_replacing_does_not_double_what_was_typed(desk: Desk, book: Book, tmp_path: Path) -> None:
    blank = ledger.blank_entry(book.id, None, AUGUST, date(2026, 8, 5))
    one = replace(
        blank, summary="收8月租金", voucher="记-8", fen=10_000, direction=Direction.INCOME
    )
    ledger.save_entry(desk, one)
    month = sheet(tmp_path / "八月.xlsx", LINES[1], ("2026-8-9", "记-9", "电费", "", 30))
    again = previewing.preview(desk, month, AUGUST, book)
    importing.take_in(desk, again, Decision(overlaps="replace"))
    assert sums(desk, book, AUGUST) == (10_000, 3_000)


def test_a_reversal_is_tied_within_its_own_ledger_and_file(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    lines = [
        ("2026-8-5", "记-3", "买水泥", "", 300),
        ("2026-8-9", "记-9", "冲销8月5日第3号凭证", "", -300),
    ]
    path = sheet(tmp_path / "八月.xlsx", *lines)
    importing.take_in(desk, previewing.preview(desk, path, AUGUST, book))
    path = sheet(tmp_path / "改.xlsx", *lines, ("2026-8-20", "记-10", "电费", "", 30))
    again = previewing.preview(desk, path, AUGUST, book)
    importing.take_in(desk, again, Decision(overlaps="replace"))
    held = {one.id: one for one in ledger.lines(desk.db, book.id, AUGUST)}
    back = next(one for one in held.values() if one.fen < 0)
    assert held[back.reverses or ""].summary == "买水泥"


def test_the_years_figures_of_a_bank_book_are_not_those_of_all_money(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    bank = open_account(desk, book.id, AccountKind.BANK, "基本户")
    path = sheet(tmp_path / "银行.xlsx", LINES[1], ("", "", "本年累计", 9000, 8000))
    importing.take_in(desk, previewing.preview(desk, path, AUGUST, book, bank))
    year = ledger.year_to_date(desk.db, book.id, AUGUST)
    assert (year.income, year.since) == (10_000, AUGUST)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows names are always text")
def test_a_file_name_from_an_old_stick_is_told_in_its_own_letters(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    path = sheet(tmp_path / "八月.xlsx", LINES[1])
    path = path.rename(tmp_path / os.fsdecode("八月账本.xlsx".encode("gb18030")))
    one = importing.take_in(desk, previewing.preview(desk, path, AUGUST, book))
    assert one.file_name == "八月账本.xlsx"
