"""From what is due for the township to the stick in the hand, by keyboard, through the window."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from boardapp.core.period import Period
from boardapp.services import instance, keys, sticks
from boardapp.services.desk import open_desk
from boardapp.services.settings import TYPE_SIZE, change_setting
from boardapp.services.village import set_up
from boardapp.store import bundles as store
from boardapp.ui.app import start_application
from boardapp.ui.jobs import Jobs
from boardapp.ui.main_window import MainWindow
from boardapp.ui.pages.backup import BackupPage
from boardapp.ui.pages.settings import SettingsPage
from boardapp.ui.pages.stick import StickPage
from boardapp.ui.session import Session
from boardapp.ui.stick.done import ON_STICK
from boardapp.ui.theme import TypeSize
from tests.blank import blank
from tests.builders import VILLAGE
from tests.ui.conftest import TODAY, InlinePool, Person
from tests.ui.sticks import Desktop, book_a_line, failing, posted

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", extend=True),
    pytest.mark.usefixtures("qapp"),
]


@pytest.fixture(autouse=True)
def another_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sticks, "on_one_disk", lambda *_: False)


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    return Desktop(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, desktop: Desktop) -> Iterator[MainWindow]:
    start_application()
    with open_desk(blank(tmp_path / "data"), "王某", TODAY, new=True) as desk:
        set_up(desk, VILLAGE, "青石桥村股份经济合作社")
        keys.ensure_key(desk)
        posted(desk)
        window = MainWindow(Session(desk, Period(2026, 10), Jobs(Person().told, InlinePool())))
        qtbot.addWidget(window)
        page = window.page("stick")
        assert isinstance(page, StickPage)
        page.world = desktop.world
        window.resize(1366, 768)
        window.show()
        yield window


def stick_page(qtbot: QtBot, window: MainWindow) -> StickPage:
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    page = window.page("stick")
    assert isinstance(page, StickPage)
    qtbot.waitUntil(page.isVisible)
    return page


def begin(qtbot: QtBot, page: StickPage) -> None:
    page.export_button.setFocus()
    qtbot.keyClick(page.export_button, Qt.Key.Key_Space)
    qtbot.waitUntil(page.wizard.isVisible)


def test_the_month_is_carried_by_keyboard_alone(
    qtbot: QtBot, window: MainWindow, desktop: Desktop
) -> None:
    page = stick_page(qtbot, window)
    assert desktop.looks == 0
    begin(qtbot, page)
    wizard = page.wizard
    assert "没有找到U盘" in wizard.find_page.told.text()
    stick = desktop.plug("KINGSTON")
    wizard.find_page.watch.look()
    for _ in range(2):
        qtbot.keyClick(wizard, Qt.Key.Key_Return)
    assert wizard.done_page.headline.text() == ON_STICK
    (file,) = stick.iterdir()
    qtbot.keyClick(wizard, Qt.Key.Key_Return)
    assert not wizard.isVisible()
    assert "已导出 1 份" in page.told.text()
    page.verify(file)
    assert page.verdict.heading.text().startswith("✓")
    page.verdict.close()


def test_a_pulled_stick_is_tried_again_and_the_number_is_used_once(
    qtbot: QtBot, window: MainWindow, desktop: Desktop
) -> None:
    page = stick_page(qtbot, window)
    first, second = desktop.plug("甲"), desktop.plug("乙")
    begin(qtbot, page)
    wizard = page.wizard
    qtbot.keyClick(wizard, Qt.Key.Key_Return)
    assert wizard.pages.currentWidget() is wizard.find_page
    wizard.find_page.rows[0].click()
    qtbot.keyClick(wizard, Qt.Key.Key_Return)
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(sticks, "copy", failing(OSError(errno.EIO, "broken")))
        qtbot.keyClick(wizard, Qt.Key.Key_Return)
    assert "可能被拔出" in wizard.failed_page.what.text()
    assert not list(first.iterdir())
    desktop.plugged.pop(0)
    qtbot.keyClick(wizard, Qt.Key.Key_Return)
    wizard.find_page.rows[0].click()
    for _ in range(3):
        qtbot.keyClick(wizard, Qt.Key.Key_Return)
    assert [one.name for one in second.iterdir()] == ["boardbundle-331181102299-0001.zip"]
    (one,) = store.bundles(window.session.desk.db)
    assert one.sequence == 1


def test_a_refusal_leads_to_the_page_that_puts_it_right(
    qtbot: QtBot, window: MainWindow, desktop: Desktop
) -> None:
    page = stick_page(qtbot, window)
    desktop.plug("KINGSTON")
    for path in (window.session.desk.folder / "keys").iterdir():
        path.unlink()
    begin(qtbot, page)
    for _ in range(2):
        qtbot.keyClick(page.wizard, Qt.Key.Key_Return)
    settings = window.page("settings")
    assert isinstance(settings, SettingsPage)
    assert settings.keys.isVisible()

    instance.renew(window.session.desk, "restored", {})
    page = stick_page(qtbot, window)
    begin(qtbot, page)
    for _ in range(2):
        qtbot.keyClick(page.wizard, Qt.Key.Key_Return)
    backup = window.page("backup")
    assert isinstance(backup, BackupPage)
    assert backup.restoring.isVisible()


@pytest.mark.parametrize("size", TypeSize)
def test_every_step_fits_a_small_screen_in_every_size_of_type(
    qtbot: QtBot, window: MainWindow, desktop: Desktop, size: TypeSize
) -> None:
    change_setting(window.session.desk, TYPE_SIZE, size)
    window.session.changed.emit()
    page = stick_page(qtbot, window)
    for label in ("甲", "乙", "丙"):
        desktop.plug(label)
    begin(qtbot, page)
    wizard = page.wizard
    for step in wizard.titles:
        wizard.pages.setCurrentWidget(step)
        assert wizard.minimumSizeHint().width() <= 1284
        assert wizard.minimumSizeHint().height() <= 737
    wizard.close()


def test_a_change_after_the_export_makes_the_next_number(
    qtbot: QtBot, window: MainWindow, desktop: Desktop
) -> None:
    page = stick_page(qtbot, window)
    stick = desktop.plug("KINGSTON")
    for _ in range(2):
        begin(qtbot, page)
        for _ in range(3):
            qtbot.keyClick(page.wizard, Qt.Key.Key_Return)
        if len(store.bundles(window.session.desk.db)) == 1:
            book_a_line(window.session.desk)
    assert sorted(one.name[-8:] for one in stick.iterdir()) == ["0001.zip", "0002.zip"]
