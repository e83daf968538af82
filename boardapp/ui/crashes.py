"""Catch what nobody caught: into a log in the data folder, and a hard crash at the next start."""

import faulthandler
import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from boardapp.ui.errors import CrashDialog, about_machine, log, show_error

KEPT_BYTES = 500_000
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashLog:
    """The files ``boardapp.log`` and ``crash.txt`` in the folder ``logs`` of a data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "logs"
        self._handler: logging.Handler | None = None
        self._fault: IO[str] | None = None
        self._before: tuple[Any, Any] = (sys.__excepthook__, None)
        self._watched = False

    def start(self) -> str:
        """Watch from now on; return what the last run left behind when it was killed by a bug."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._handler = RotatingFileHandler(
            self._folder / "boardapp.log", maxBytes=KEPT_BYTES, backupCount=1, encoding="utf-8"
        )
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(self._handler)
        fault = self._folder / "crash.txt"
        left = fault.read_text("utf-8", "replace") if fault.exists() else ""
        self._fault = fault.open("w", encoding="utf-8")
        self._watched = faulthandler.is_enabled()
        faulthandler.enable(self._fault)
        self._before = (sys.excepthook, qInstallMessageHandler(_note_qt))
        sys.excepthook = catch
        return left

    def stop(self) -> None:
        """Stop watching; a run that ends like this leaves no crash behind."""
        sys.excepthook, handler = self._before
        qInstallMessageHandler(handler)
        faulthandler.disable()
        if self._watched:
            faulthandler.enable()
        if self._fault:
            self._fault.close()
        if self._handler:
            log.removeHandler(self._handler)
            self._handler.close()


def catch(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show an exception that nobody caught; Ctrl+C in a terminal still ends the program."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        show_error(error.with_traceback(trace))


def last_crash(text: str) -> CrashDialog:
    """Return the dialog that offers what a hard crash of the last run left behind."""
    sentence = (
        "上次使用时程序意外退出了。已经保存的账目不受影响。"
        "请把下面的内容复制或保存下来，交给帮您维护电脑的人。"
    )
    return CrashDialog(f"{about_machine()}\n\n{text}", None, sentence)


def _note_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", text)
