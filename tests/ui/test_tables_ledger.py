"""The lines of a ledger as a table."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from boardapp.core.ledger import Direction, Start
from boardapp.core.period import Period
from boardapp.ui.tables.ledger import LedgerTable
from boardapp.ui.tables.typed import Cell
from tests.builders import entry

OCTOBER = Period(2026, 10)
pytestmark = pytest.mark.usefixtures("qapp")
BLANK = entry(id="blank", summary="", fen=0, voucher="", date=date(2026, 10, 9))


@pytest.fixture
def table() -> LedgerTable:
    table = LedgerTable(lambda summary, _file, _side: "E04-06" if "电费" in summary else "E10")
    lines = (
        entry(id="a", fen=3800),
        entry(id="b", direction=Direction.INCOME, fen=900_000, summary="房租费"),
        entry(id="c", fen=-50_000, summary="冲销10月第1号"),
    )
    table.show_lines(OCTOBER, Start(OCTOBER, 100_000), lines, BLANK)
    return table


def shown(
    table: LedgerTable, row: int, cell: Cell, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole
) -> Any:
    return table.index(row, cell).data(role)


def test_the_model_keeps_the_promises_of_models(
    table: LedgerTable, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(table)


def test_the_balance_runs_on_from_the_opening(table: LedgerTable) -> None:
    column = [shown(table, row, Cell.BALANCE) for row in range(4)]
    assert column == ["962.00", "9,962.00", "10,462.00", ""]


def test_a_reversal_is_red_and_says_so(table: LedgerTable) -> None:
    assert shown(table, 2, Cell.EXPENSE) == "冲(500.00)"
    ink = shown(table, 2, Cell.EXPENSE, Qt.ItemDataRole.ForegroundRole)
    assert ink.color().name() == "#b3261e"


def test_a_suggested_subject_is_shown_as_a_question_until_it_is_chosen(table: LedgerTable) -> None:
    table.setData(table.index(3, Cell.SUMMARY), "村办公室电费")
    table.setData(table.index(3, Cell.EXPENSE), "24.60")
    assert shown(table, 3, Cell.SUBJECT) == "水电费？"
    table.setData(table.index(3, Cell.SUBJECT), "E04-06")
    assert shown(table, 3, Cell.SUBJECT) == "水电费"


def test_what_is_no_amount_stays_in_sight_with_its_reason(table: LedgerTable) -> None:
    table.setData(table.index(0, Cell.EXPENSE), "三百")
    assert shown(table, 0, Cell.EXPENSE) == "三百"
    assert "三百" in table.problem(0)
    table.setData(table.index(0, Cell.EXPENSE), "300")
    assert table.problem(0) == ""
    assert table.entry(0).fen == 30_000


def test_typing_the_same_again_is_no_change(table: LedgerTable) -> None:
    table.setData(table.index(0, Cell.EXPENSE), "40")
    table.setData(table.index(0, Cell.EXPENSE), "38.00")
    assert table.edits == {}


def test_the_balance_cannot_be_typed_in(table: LedgerTable) -> None:
    assert not table.index(0, Cell.BALANCE).flags() & Qt.ItemFlag.ItemIsEditable


def test_without_a_blank_line_nothing_can_be_typed(table: LedgerTable) -> None:
    table.show_lines(OCTOBER, Start(OCTOBER, 0), table.entries, None)
    assert table.rowCount() == 3
    assert not table.index(0, Cell.SUMMARY).flags() & Qt.ItemFlag.ItemIsEditable


def test_a_line_has_no_balance_before_the_month_where_one_is_known() -> None:
    early = entry(month=Period(2026, 9), date=date(2026, 9, 5))
    table = LedgerTable(lambda *_: "")
    year = Period.parse("2026")
    table.show_lines(year, Start(OCTOBER, 100_000), (early, entry()), None)
    shown = [table.index(row, Cell.BALANCE).data() for row in (0, 1)]
    assert shown == ["—", "962.00"]
    table.show_lines(year, None, (early,), None)
    assert table.index(0, Cell.BALANCE).data() == "—"
