"""There and back: a month goes to the township, its receipt comes home, and less goes next."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from boardapp.core.bundle.reporting import Reported
from boardapp.core.period import Period
from boardapp.services import keys, ledger
from boardapp.services.desk import open_desk
from boardapp.services.village import set_up
from boardapp.store import bundles as store
from boardapp.ui.app import start_application
from boardapp.ui.jobs import Jobs
from boardapp.ui.main_window import MainWindow
from boardapp.ui.pages.home import HomePage
from boardapp.ui.pages.settings import SettingsPage
from boardapp.ui.pages.stick import StickPage
from boardapp.ui.session import Session
from tests.blank import blank
from tests.builders import VILLAGE, entry
from tests.township import Township, holding, returning
from tests.ui.conftest import TODAY, InlinePool, Person
from tests.ui.sticks import Desktop, posted

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", extend=True),
    pytest.mark.usefixtures("qapp"),
]


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
        stick_of(window).world = desktop.world
        window.resize(1366, 768)
        window.show()
        yield window


def stick_of(window: MainWindow) -> StickPage:
    page = window.page("stick")
    assert isinstance(page, StickPage)
    return page


def export(qtbot: QtBot, page: StickPage) -> None:
    page.export_button.setFocus()
    qtbot.keyClick(page.export_button, Qt.Key.Key_Space)
    for _ in range(3):
        qtbot.keyClick(page.wizard, Qt.Key.Key_Return)
    assert not page.wizard.isVisible()


def test_a_month_goes_out_comes_back_returned_is_corrected_and_only_that_goes_next(
    qtbot: QtBot, window: MainWindow, desktop: Desktop, tmp_path: Path
) -> None:
    desk, stick, town = window.session.desk, desktop.plug("KINGSTON"), Township()
    window.show_page("stick")
    page = stick_of(window)
    export(qtbot, page)
    assert page.tiles[Reported.EXPORTED].figure.text() == "1"

    desktop.receipt = town.write(stick, returning(holding(desk), "第3行金额不符"))
    page.receipt_button.click()
    assert page.reader.dialog
    page.reader.dialog.do_button.click()
    settings = window.page("settings")
    assert isinstance(settings, SettingsPage)
    assert settings.township.isVisible()
    settings.township.choose = lambda _: town.card(tmp_path)
    settings.township.card_button.click()
    settings.township.dialog.do_button.click()

    window.show_page("stick")
    page.receipt_button.click()
    page.reader.dialog.reject()
    assert page.tiles[Reported.RETURNED].figure.text() == "1"
    window.show_page("home")
    home = window.page("home")
    assert isinstance(home, HomePage)
    assert home.returned.isVisible()
    assert "第3行金额不符" in home.next.sentence.text()
    qtbot.keyClick(home.next.button, Qt.Key.Key_Space)
    assert page.isVisible()

    book = window.session.book
    ledger.save_entry(desk, entry(book=book.id, month=Period(2026, 10), voucher="记8"))
    page.correct_button.click()
    page.fixing.reason.setText("漏登一笔")
    page.fixing.save()
    window.show_page("stick")
    export(qtbot, page)
    second = store.bundles(desk.db)[0]
    assert (second.sequence, second.complete) == (2, False)

    desktop.receipt = town.answer(desk, stick)
    page.receipt_button.click()
    page.reader.dialog.reject()
    assert page.tiles[Reported.RECEIVED].figure.text() == "1"
    assert page.tiles[Reported.RETURNED].figure.text() == "0"
    window.show_page("home")
    assert home.returned.isHidden()
