"""A field for an amount."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from boardapp.ui.widgets.amount_edit import AmountEdit


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[AmountEdit]:
    around = QWidget()
    qtbot.addWidget(around)
    field = AmountEdit()
    QVBoxLayout(around).addWidget(field)
    around.resize(400, 200)
    around.show()
    field.setFocus()
    yield field
    around.close()


def test_an_amount_is_told_when_the_field_is_left(field: AmountEdit, qtbot: QtBot) -> None:
    QTest.keyClicks(field, "1,234.50")
    with qtbot.waitSignal(field.amount_typed) as typed:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert typed.args == [123_450]


def test_an_empty_field_is_told_as_nothing(field: AmountEdit, qtbot: QtBot) -> None:
    field.show_fen(100)
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    with qtbot.waitSignal(field.amount_typed) as typed:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert typed.args == [None]


def test_what_is_no_amount_is_told_right_below_the_field(field: AmountEdit, qtbot: QtBot) -> None:
    QTest.keyClicks(field, "12a")
    qtbot.waitUntil(lambda: bool(field.reason.text()))
    assert "不是金额" in field.reason.text()
    with qtbot.assertNotEmitted(field.amount_typed):
        QTest.keyClick(field, Qt.Key.Key_Return)


def test_showing_an_amount_is_not_typing_one(field: AmountEdit, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(field.amount_typed):
        field.show_fen(500)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "5.00"
