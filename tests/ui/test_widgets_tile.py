import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from boardapp.ui.theme import TypeSize, wear
from boardapp.ui.widgets.tile import Tile


@pytest.fixture
def tile(qtbot: QtBot) -> Tile:
    tile = Tile("结余")
    qtbot.addWidget(tile)
    tile.resize(260, 160)
    tile.show()
    return tile


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_a_tile(qtbot: QtBot, tile: Tile, key: Qt.Key) -> None:
    with qtbot.waitSignal(tile.clicked):
        qtbot.keyClick(tile, key)


def test_pressing_a_word_on_it_presses_the_tile(qtbot: QtBot, tile: Tile) -> None:
    tile.show_count("46", "收入 6 笔", "笔")
    with qtbot.waitSignal(tile.clicked):
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton, pos=tile.note.geometry().center())


@pytest.mark.parametrize("size", TypeSize)
@pytest.mark.parametrize("figure", ["0.00", "297,210.75", "-12,345,678,901.23"])
def test_a_figure_is_never_cut(qapp: QApplication, tile: Tile, size: TypeSize, figure: str) -> None:
    wear(qapp, size)
    tile.show_count(figure, "", "元")
    tile.resize(tile.minimumSizeHint().expandedTo(tile.size()))
    metrics = QFontMetrics(tile.figure.fitted())
    unit = tile.figure.fontMetrics().horizontalAdvance("元")
    shown = metrics.horizontalAdvance(figure) + 8 + unit
    assert shown <= tile.figure.width()


def test_a_screen_reader_is_told_title_figure_and_unit(tile: Tile) -> None:
    tile.name("本月结余")
    tile.show_count("297,210.75", "期初 230,187.27 元", "元")
    assert tile.accessibleName() == "本月结余 297,210.75元"
    assert tile.accessibleDescription() == "期初 230,187.27 元"
