"""Cells as they are printed, and columns measured from them."""

import pytest

from boardapp.core.content import Column, Role, Row, RowKind, Table
from boardapp.core.money import grouped
from boardapp.notices.columns import fit
from boardapp.notices.table import label_column, measure, show
from tests.notices.builders import ledger_table, printing_fonts

FONTS = printing_fonts()


@pytest.mark.parametrize(
    ("fen", "role", "kind", "shown"),
    [
        (123_400, Role.SUM, RowKind.LINE, "1,234.00"),
        (-123_400, Role.SUM, RowKind.LINE, "冲(1,234.00)"),
        (-123_400, Role.AMOUNT, RowKind.DETAIL, "冲(1,234.00)"),
        (-123_400, Role.BALANCE, RowKind.LINE, "(1,234.00)"),
        (-123_400, Role.SUM, RowKind.TOTAL, "(1,234.00)"),
        (0, Role.SUM, RowKind.LINE, "0.00"),
    ],
)
def test_a_reversal_says_so_without_colour(fen: int, role: Role, kind: RowKind, shown: str) -> None:
    assert show(fen, role, kind) == shown


def test_breaks_and_tabs_in_a_cell_become_spaces() -> None:
    assert show("买笔\n宣传\t用纸\u200b", Role.TEXT, RowKind.LINE) == "买笔 宣传 用纸"


def test_money_and_short_words_have_all_the_room_they_need() -> None:
    grid = measure(FONTS, ledger_table(139, scale=3000))
    for room in (90.0, 60.0, 46.0):
        columns = fit(grid, room)
        assert columns is not None
        assert sum(columns.widths) == pytest.approx(room)
        for one, width in zip(grid.measures, columns.widths, strict=True):
            if one.role is not Role.TEXT:
                assert width - 2 * columns.pad >= one.need - 1e-9


def test_sums_that_are_longer_than_any_cell_are_measured_too() -> None:
    table = Table((Column("元", Role.SUM),), tuple(Row((90_000_000,)) for _ in range(2000)))
    need = measure(FONTS, table).measures[0].need
    assert need >= FONTS.width(grouped(2000 * 90_000_000), bold=True)


def test_titles_wrap_before_words_are_squeezed() -> None:
    columns = (
        Column("摘要"),
        Column("本年累计支出金额", Role.SUM),
        Column("上年同期支出金额", Role.SUM),
    )
    grid = measure(FONTS, Table(columns, (Row(("礼堂搞卫生的工资和运费", 100, 100)),)))
    wide, narrow = fit(grid, 40), fit(grid, 22)
    assert wide is not None
    assert narrow is not None
    assert (wide.head_lines, narrow.head_lines) == (1, 2)
    assert narrow.easy


def test_words_are_squeezed_last_and_then_nothing_fits() -> None:
    grid = measure(FONTS, ledger_table(46))
    assert fit(grid, 60).easy  # type: ignore[union-attr]
    assert not fit(grid, 31).easy  # type: ignore[union-attr]
    assert fit(grid, 20) is None


def test_the_label_stands_in_the_first_words_or_at_the_left() -> None:
    assert label_column(ledger_table(1)) == 4
    late = Table((Column("序号", Role.SHORT), Column("元", Role.SUM), Column("说明")), ())
    assert label_column(late) == 0


def test_a_heading_runs_over_the_empty_cells_beside_it() -> None:
    columns = (Column("编号", Role.SHORT), Column("名称"), Column("元", Role.SUM))
    heading = Row(("一、房屋建筑及附属设施", "", ""), RowKind.HEADING)
    grid = measure(FONTS, Table(columns, (heading, Row(("1", "办公楼", 100)))))
    assert grid.spans[0] == ((0, 3, "一、房屋建筑及附属设施"),)
    assert grid.measures[0].need < 3
