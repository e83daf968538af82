"""Start the window: everything it needs, in order, and everything put away at the end."""

import os
import sys
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from boardapp import PRODUCT, __version__
from boardapp.core.errors import UserError
from boardapp.services import pending, starting
from boardapp.services.desk import Desk, is_set_up, open_desk
from boardapp.services.resources import resource
from boardapp.services.settings import OPERATOR, TYPE_SIZE
from boardapp.store import villages
from boardapp.ui.crashes import CrashLog, last_crash
from boardapp.ui.dialogs.first_run import Answers, FirstRun, set_up_village
from boardapp.ui.dialogs.message import Message, tell
from boardapp.ui.errors import show_error
from boardapp.ui.jobs import Jobs
from boardapp.ui.main_window import MainWindow
from boardapp.ui.session import Session, usual_period
from boardapp.ui.theme import TypeSize, application, wear


def run(folder: Path, operator: str = "", day: date | None = None) -> int:
    """Open the window on a data folder, and return the exit status when it is closed.

    Where no village is set up the first-run wizard comes first. What stands in the way (another
    window, a damaged or newer file) is said in a box, and the status is 1.
    """
    _refuse_without_screen()
    app = start_application()
    try:
        with ExitStack() as closing:
            replaced = pending.carry_out(folder, operator)
            desk = _open(folder, operator, day, closing)
            if desk is None:
                return 0
            crashes = CrashLog(folder)
            left = crashes.start()
            closing.callback(crashes.stop)
            jobs = Jobs(show_error)
            closing.callback(jobs.close)
            window = open_window(desk, jobs)
            if left:
                last_crash(left).present()
            for sentence in filter(None, (replaced, *starting.start(desk))):
                tell("请注意", sentence, window)
            status = app.exec()
            jobs.close()
            _say_all(starting.finish(window.session.desk, at_exit=True))
            window.deleteLater()
            return int(status)
    except UserError as error:
        Message(f"{PRODUCT}打不开", str(error)).exec()
        return 1


def start_application() -> QApplication:
    """Return the application: its name, language, fonts and look."""
    app = application(sys.argv[:1])
    app.setApplicationName("boardapp")
    app.setApplicationDisplayName(PRODUCT)
    app.setApplicationVersion(__version__)
    app.setWindowIcon(QIcon(str(resource("icons") / "board.svg")))
    chinese = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
    QLocale.setDefault(chinese)
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(chinese, "qtbase", "_", folder):
        app.installTranslator(translator)
    wear(app, TypeSize.LARGE)
    return app


def open_window(desk: Desk, jobs: Jobs) -> MainWindow:
    """Show the main window of an open desk."""
    if not desk.operator:
        desk = replace(desk, operator=villages.setting(desk.db, OPERATOR))
    wear_remembered(desk)
    window = MainWindow(Session(desk, usual_period(desk.today), jobs))
    window.resize(1366, 768)
    window.showMaximized()
    window.start()
    return window


def wear_remembered(desk: Desk) -> None:
    """Put on the size of type that this data folder remembers."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        wear(app, TypeSize.named(villages.setting(desk.db, TYPE_SIZE)))


def _open(folder: Path, operator: str, day: date | None, closing: ExitStack) -> Desk | None:
    """Open the desk, with the wizard before it where there is no village; None if that is left."""
    answers = None if is_set_up(folder) else _ask(day, operator)
    if answers is None and not is_set_up(folder):
        return None
    desk = closing.enter_context(open_desk(folder, operator, day, new=answers is not None))
    if villages.village(desk.db) is None:
        answers = answers or _ask(day, operator)
        if answers is None:
            return None
        desk = replace(desk, operator=operator or answers.operator)
        set_up_village(desk, answers)
    return desk


def _refuse_without_screen() -> None:
    """Raise UserError where Qt would end the program: Linux without a desktop."""
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(map(os.environ.get, wanted)):
        raise UserError(
            "这里没有图形桌面，打不开窗口。数据没有改动；命令行仍可使用：boardapp --help。"
        )


def _say_all(sentences: tuple[str, ...]) -> None:
    """Say what went wrong in the last moment, when there is no window any more."""
    if sentences:
        Message("备份没有做成", "\n\n".join(sentences)).exec()


def _ask(day: date | None, operator: str) -> Answers | None:
    wizard = FirstRun(day or datetime.now().astimezone().date(), operator)
    return wizard.answers() if wizard.exec() else None
