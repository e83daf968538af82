"""A table of texts to look at."""

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from boardapp.ui.tables.plain import PlainTable


def test_the_model_keeps_the_promises_of_models(qtmodeltester: ModelTester) -> None:
    table = PlainTable(("行", "摘要", "支出"), (0, 2))
    table.show_rows([("6", "便餐", "41.00"), ("7", "冲销", "冲(41.00)")])
    qtmodeltester.check(table)


def test_a_reversal_is_red() -> None:
    table = PlainTable(("支出",), (0,))
    table.show_rows([("冲(41.00)",), ("41.00",)])
    inks = [table.index(row, 0).data(Qt.ItemDataRole.ForegroundRole) for row in (0, 1)]
    assert inks[0]
    assert inks[1] is None
