"""What a person sees when something goes wrong; nothing is swallowed and the program stays open."""

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from boardapp import PRODUCT, __version__
from boardapp.core.errors import UserError
from boardapp.services.files import write_whole
from boardapp.ui.dialogs.message import Message, tell

AskPath = Callable[[QWidget, str], Path | None]
"""Asks where to save a file of a proposed name; None when the person thinks better of it."""

log = logging.getLogger("boardapp")


def show_error(error: BaseException, parent: QWidget | None = None) -> QDialog | None:
    """Show an error in a box and return the box, which does not hold up the program.

    A UserError is one sentence; anything else is a bug of ours and is logged and shown whole.
    While one crash is on the screen the next ones go to the log only.
    """
    parent = parent or QApplication.activeWindow()
    if isinstance(error, UserError):
        return tell("这一步没有完成", str(error), parent)
    text = report(error)
    log.error("%s", text)
    if any(isinstance(one, CrashDialog) for one in QApplication.topLevelWidgets()):
        return None
    dialog = CrashDialog(text, parent)
    dialog.present()
    return dialog


def report(error: BaseException) -> str:
    """Return all that a maintainer needs to know of a bug, as text."""
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    return f"{about_machine()}\n\n{''.join(lines)}"


def about_machine() -> str:
    """Return the versions of the program and of what it runs on."""
    python = f"Python {platform.python_version()}, Qt {qVersion()}"
    return f"{PRODUCT} {__version__}\n{platform.platform()}\n{python}\n{sys.executable}"


def ask_path(parent: QWidget, name: str) -> Path | None:
    """Let a person choose where to save a file."""
    chosen, _ = QFileDialog.getSaveFileName(parent, "保存到文件", name)
    return Path(chosen) if chosen else None


class CrashDialog(Message):
    """A bug: what happened, that the data is safe, and the text for whoever can help."""

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        sentence: str = "",
        choose: AskPath = ask_path,
    ) -> None:
        super().__init__(
            "程序出了错",
            sentence
            or "这是程序自身的问题，不是您操作错了。已经保存的账目不受影响，可以接着用。"
            "请把下面的内容复制或保存下来，交给帮您维护电脑的人。",
            parent,
        )
        self._choose = choose
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(220)
        self.copy_button = QPushButton("复制(&C)")
        self.save_button = QPushButton("保存到文件(&S)…")
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self.save)
        self.body.insertWidget(2, self.text, 1)
        self.buttons.insertWidget(0, self.copy_button)
        self.buttons.insertWidget(1, self.save_button)
        self.setMinimumWidth(36 * self.fontMetrics().height())

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QApplication.clipboard().setText(self.text.toPlainText())
        self.copy_button.setText("已复制")

    def save(self) -> None:
        """Write the text to a file that the person chooses."""
        path = self._choose(self, "boardapp-error.txt")
        if path is None:
            return
        try:
            write_whole(path, self.text.toPlainText().encode("utf-8", "replace"))
        except UserError as error:
            show_error(error, self)
        else:
            self.save_button.setText("已保存")
