"""What to do with writing that is not kept yet: keep it, let it go, or stay with it."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtWidgets import QPushButton, QWidget

from boardapp.ui.dialogs.message import Message


class Unsaved(StrEnum):
    """A person's answer."""

    SAVE = "save"
    DROP = "drop"
    STAY = "stay"


AskUnsaved = Callable[[QWidget, str], Unsaved]
"""Asks a person: parent and what is not kept."""


class UnsavedDialog(Message):
    """Asks, and staying is what happens when it is closed."""

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__("草稿还没有保存", f"“{what}”有改动还没有保存。", parent, "保存草稿")
        self.answer = Unsaved.STAY
        self.close_button.setText("留下继续写")
        self.drop_button = QPushButton("不保存")
        self.drop_button.setProperty("role", "danger")
        self.buttons.insertWidget(0, self.drop_button)
        self.drop_button.clicked.connect(self.drop)
        self.do_by(self.save)
        self.do_button.setDefault(True)

    def save(self) -> None:
        """Keep it."""
        self.answer = Unsaved.SAVE
        self.accept()

    def drop(self) -> None:
        """Let it go."""
        self.answer = Unsaved.DROP
        self.accept()


def ask_unsaved(parent: QWidget, what: str) -> Unsaved:
    """Ask a person and wait for the answer."""
    dialog = UnsavedDialog(what, parent)
    dialog.exec()
    return dialog.answer
