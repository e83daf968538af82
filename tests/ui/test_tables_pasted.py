"""A block copied from a spreadsheet."""

from datetime import date

import pytest

from boardapp.core.errors import UserError
from boardapp.core.ledger import Direction
from boardapp.core.period import Period
from boardapp.ui.tables.pasted import read_block
from tests.builders import entry

OCTOBER = Period(2026, 10)
BLANK = entry(id="blank", summary="", fen=0, voucher="")


def test_rows_in_the_order_of_the_table_are_taken() -> None:
    block = "2026-10-3\t记-5\t买笔、宣传用纸\t\t38.00\n10-4\t记-6\t房租费\t9,000\t\n"
    read = read_block(block, BLANK, OCTOBER)
    assert not read.problems
    first, second = read.entries
    assert (first.date, first.voucher, first.summary) == (
        date(2026, 10, 3),
        "记-5",
        "买笔、宣传用纸",
    )
    assert (first.direction, first.fen) == (Direction.EXPENSE, 3800)
    assert (second.direction, second.fen) == (Direction.INCOME, 900_000)


def test_a_head_tells_the_columns_in_any_order() -> None:
    block = "摘要\t支出（元）\t收入（元）\t日期\n修门费用\t984\t\t10月5日"
    (line,) = read_block(block, BLANK, OCTOBER).entries
    assert (line.summary, line.fen, line.date) == ("修门费用", 98_400, date(2026, 10, 5))


def test_the_columns_of_the_centre_are_understood_without_their_head() -> None:
    block = (
        "10\t1\t记\t1\t办公人员工资\t\t350\t借\t229837.27\n\t2\t记\t2\t便餐\t\t41\t借\t229796.27"
    )
    first, second = read_block(block, BLANK, OCTOBER).entries
    assert (first.voucher, first.fen, second.date) == ("记-1", 35_000, date(2026, 10, 2))


def test_one_bad_row_refuses_the_whole_block_and_names_every_bad_row() -> None:
    block = "3\t记-5\t买笔\t\t38\n4\t记-6\t便餐\t\t三百\n5\t记-7\t水泥\t20\t20\n6\t记-8\t\t\t7"
    read = read_block(block, BLANK, OCTOBER)
    assert read.entries == ()
    assert [one.row for one in read.problems] == [2, 3, 4]


def test_a_row_of_sums_is_not_taken_for_a_line() -> None:
    read = read_block("3\t记-5\t买笔\t\t38\n\t\t本月合计\t\t38", BLANK, OCTOBER)
    assert "合计" in read.problems[0].sentence


def test_one_column_of_amounts_is_refused() -> None:
    with pytest.raises(UserError, match="分不清收入和支出"):
        read_block("3\t记-5\t买笔\t38", BLANK, OCTOBER)


def test_names_of_subjects_and_transfers_are_recognised() -> None:
    block = "3\t记-5\t买笔\t\t38\t办公费\t王某\n4\t\t取现\t\t500\t账户间划转\t"
    first, second = read_block(block, BLANK, OCTOBER).entries
    assert (first.subject, first.handler, second.transfer) == ("E04-01", "王某", True)
