"""A field for one photo: of the signed sheet, of the notice on its board."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from boardapp.ui.registers.attachments import ask_files

AskPhoto = Callable[[QWidget], Path | None]
"""Asks for a photo or a scan; None when the person thinks better of it."""

NONE = "没有选照片"


def ask_photo(parent: QWidget) -> Path | None:
    """Let a person choose one photo or scan."""
    return next(iter(ask_files(parent)), None)


class PhotoField(QWidget):
    """A button that asks for the photo, and its name beside it."""

    def __init__(self, choose: AskPhoto = ask_photo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choose = choose
        self.path: Path | None = None
        self.button = QPushButton("选择照片(&F)…")
        self.name = QLabel(NONE)
        self.name.setProperty("role", "soft")
        self.name.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.button)
        row.addWidget(self.name, 1)
        self.setFocusProxy(self.button)
        self.button.clicked.connect(self.ask)

    def ask(self) -> None:
        """Ask for the photo; the one before stays when the person thinks better of it."""
        path = self._choose(self)
        if path is not None:
            self.path = path
            self.name.setText(path.name)
