from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from boardapp.services import backup
from boardapp.services.settings import TYPE_SIZE, change_setting
from boardapp.store import villages
from boardapp.ui.main_window import PLACES, MainWindow, Place
from boardapp.ui.pages.home import HomePage
from boardapp.ui.session import Session
from boardapp.ui.theme import SMALLEST_TARGET, TypeSize, wear


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> MainWindow:
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    return window


TWELVE = (
    *(place for place in PLACES if place.everyday),
    *(
        Place(f"more-{digit}", "插入U盘", f"Alt+{digit}", lambda _: QWidget())
        for digit in sorted(
            set("0123456789") - {place.keys[-1] for place in PLACES if place.everyday}
        )
    ),
    *(place for place in PLACES if not place.everyday),
)
"""The navigation when every digit leads to a page."""

ROOM = 768 - 40 - 31
"""What a small screen leaves: without the task bar and the title of the window."""


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.key)
def test_its_keys_turn_to_each_page(qtbot: QtBot, window: MainWindow, place: Place) -> None:
    press = QKeySequence(place.keys)[0]
    qtbot.keyClick(window, press.key(), press.keyboardModifiers())
    qtbot.waitUntil(window.page(place.key).isVisible)
    assert window.buttons[place.key].isChecked()
    assert place.keys in window.buttons[place.key].toolTip()


def test_no_two_pages_have_the_same_keys_and_none_is_empty(window: MainWindow) -> None:
    assert len({place.keys for place in PLACES}) == len(PLACES)
    assert all(window.page(place.key).findChildren(QWidget) for place in PLACES)


def test_a_page_is_made_when_it_is_first_turned_to(window: MainWindow) -> None:
    assert window.stack.count() == 1
    window.show_page("archive")
    window.show_page("home")
    window.show_page("archive")
    assert window.stack.count() == 2


def test_every_page_opens_where_the_county_turned_the_main_item_off(
    qtbot: QtBot, session: Session
) -> None:
    folder = session.desk.folder / "catalogue"
    folder.mkdir(exist_ok=True)
    words = (
        'name = "青石县目录"\nprefix = "3311"\n[[off]]\nitems = ["finance-lines"]\nreason = "改版"'
    )
    (folder / "county.toml").write_text(words, "utf-8")
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    for place in PLACES:
        window.show_page(place.key)
    assert window.page("home").isHidden()


@pytest.mark.parametrize("size", TypeSize)
def test_twelve_entries_fit_a_small_screen_in_every_size_of_type(
    qtbot: QtBot, session: Session, size: TypeSize
) -> None:
    assert len(TWELVE) == 12
    window = MainWindow(session, places=TWELVE)
    qtbot.addWidget(window)
    assert all(window.page(place.key) for place in TWELVE)
    change_setting(session.desk, TYPE_SIZE, size)
    session.changed.emit()
    window.resize(1366, 768)
    window.show()
    assert (window.width(), window.height()) == (1366, 768)
    assert window.navigation.minimumSizeHint().height() <= ROOM
    for button in window.buttons.values():
        assert button.height() >= SMALLEST_TARGET
        assert button.width() >= button.sizeHint().width()
    assert window.place.height() >= window.place.heightForWidth(window.place.width())
    stand = sorted((one.y(), one.y() + one.height()) for one in window.buttons.values())
    assert all(above[1] <= below[0] for above, below in pairwise(stand))
    assert stand[-1][1] <= window.place.y()


def test_the_arrow_keys_go_through_the_navigation(qtbot: QtBot, window: MainWindow) -> None:
    window.buttons["home"].setFocus()
    qtbot.keyClick(window.buttons["home"], Qt.Key.Key_Down)
    assert window.page("tasks").isVisible()


def test_the_next_step_has_the_cursor_at_the_start(window: MainWindow) -> None:
    window.start()
    home = window.page("home")
    assert isinstance(home, HomePage)
    assert home.next.button.hasFocus()


def test_a_page_can_ask_for_another(window: MainWindow) -> None:
    home = window.page("home")
    assert isinstance(home, HomePage)
    home.asked_for.emit("history")
    assert window.page("history").isVisible()


def test_it_says_whose_data_it_is_and_where(window: MainWindow, session: Session) -> None:
    assert "青石桥村" in window.windowTitle()
    assert "青石镇" in window.place.text()
    assert "2026年11月6日" in window.place.text()
    assert str(session.desk.folder) in window.status.text()
    assert "王某" in window.status.text()
    assert "还没有备份" in window.status.text()


def test_the_newest_backup_is_told_and_that_a_second_copy_is_due(
    window: MainWindow, session: Session
) -> None:
    backup.make(session.desk)
    session.changed.emit()
    assert "最近备份：11月6日" in window.status.text()
    assert "该存第二份备份了" in window.status.text()


def test_the_next_size_of_type_is_put_on_and_remembered(
    qtbot: QtBot, window: MainWindow, qapp: QApplication
) -> None:
    qtbot.mouseClick(window.bar.size_button, Qt.MouseButton.LeftButton)
    assert qapp.font().pixelSize() == TypeSize.LARGEST.pixels
    assert villages.setting(window.session.desk.db, TYPE_SIZE) == "特大"
    assert "特大" in window.bar.size_button.text()


@pytest.mark.usefixtures("window")
def test_a_size_chosen_in_the_settings_is_put_on(qapp: QApplication, session: Session) -> None:
    change_setting(session.desk, TYPE_SIZE, "标准")
    session.changed.emit()
    assert qapp.font().pixelSize() == TypeSize.STANDARD.pixels


@pytest.mark.parametrize("size", TypeSize)
def test_the_window_fits_a_small_screen_in_every_size_of_type(
    qtbot: QtBot, window: MainWindow, qapp: QApplication, size: TypeSize
) -> None:
    wear(qapp, size)
    qtbot.waitUntil(lambda: window.minimumSizeHint().width() <= 1366)
    assert window.minimumSizeHint().height() <= 768


@pytest.mark.parametrize("key", [place.key for place in PLACES])
def test_everything_to_be_pressed_is_large_enough(window: MainWindow, key: str) -> None:
    window.show_page(key)
    small = [
        (type(one).__name__, one.accessibleName() or getattr(one, "text", str)(), one.height())
        for one in window.findChildren(QAbstractButton)
        + window.findChildren(QComboBox)
        + window.findChildren(QLineEdit)
        if one.isVisible() and not isinstance(one.parent(), QComboBox | QLineEdit)
        if one.metaObject().className() not in ("QTableCornerButton", "QToolButton")
        if one.objectName() != "qt_spinbox_lineedit" and one.height() < SMALLEST_TARGET
    ]
    assert not small
