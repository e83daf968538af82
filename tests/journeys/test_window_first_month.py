"""From the first start to the next step after a change of office, through the real window."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from boardapp.core.period import Period
from boardapp.services import importing, previewing
from boardapp.services.desk import open_desk
from boardapp.services.importing import Decision
from boardapp.services.village import publisher
from boardapp.ui.app import start_application
from boardapp.ui.dialogs.first_run import FirstRun, set_up_village
from boardapp.ui.jobs import Jobs
from boardapp.ui.main_window import MainWindow
from boardapp.ui.pages.home import HomePage
from boardapp.ui.pages.settings import SettingsPage
from boardapp.ui.session import Session, usual_period
from tests.ui.conftest import LEDGERS, TODAY, InlinePool, Person
from tests.ui.test_dialogs_first_run import fill


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
@pytest.mark.usefixtures("qapp")
def test_the_first_month_from_the_wizard_to_the_next_step(qtbot: QtBot, tmp_path: Path) -> None:
    start_application()
    wizard = FirstRun(TODAY)
    qtbot.addWidget(wizard)
    fill(wizard)
    with open_desk(tmp_path / "data", "陈小燕", TODAY, new=True) as desk:
        set_up_village(desk, wizard.answers())
        session = Session(desk, usual_period(TODAY), Jobs(Person().told, InlinePool()))
        window = MainWindow(session)
        qtbot.addWidget(window)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        home, settings = window.page("home"), window.page("settings")
        assert isinstance(home, HomePage)
        assert isinstance(settings, SettingsPage)
        assert "导入2026年10月的账" in home.next.sentence.text()

        qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(settings.isVisible)
        settings.show_section(settings.offices)
        settings.offices.office.setCurrentText("会计")
        settings.offices.person.setText("王美芳")
        settings.offices.start.show_day(date(2026, 11, 1))
        qtbot.mouseClick(settings.offices.save_row.button, Qt.MouseButton.LeftButton)
        signers = publisher(desk, session.body, TODAY).signers
        assert "王美芳" in [one.name for one in signers]

        for month in (9, 10):
            file = LEDGERS / f"centre-2026-{month:02d}.xlsx"
            seen = previewing.preview(desk, file, Period(2026, month), session.book)
            importing.take_in(desk, seen, Decision("here", "keep"))
        session.changed.emit()
        qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(home.isVisible)
        assert home.lines.figure.text() == "46"
        assert home.closing.figure.text() == "297,210.75"
        assert home._step.page == "preview"
