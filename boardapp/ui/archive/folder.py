"""A field for the folder that something is written to, and how a person is asked for it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

AskFolder = Callable[[QWidget, str], Path | None]
"""Asks for a folder under a heading; None when the person thinks better of it."""
NONE = "还没有选"


def ask_folder(parent: QWidget, heading: str) -> Path | None:
    """Let a person choose a folder."""
    chosen = QFileDialog.getExistingDirectory(parent, heading)
    return Path(chosen) if chosen else None


class FolderField(QWidget):
    """A button that asks for the folder, and its place beside it."""

    changed = Signal()

    def __init__(
        self, heading: str, choose: AskFolder = ask_folder, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._heading, self._choose = heading, choose
        self.path: Path | None = None
        self.button = QPushButton("选择文件夹(&F)…")
        self.place = QLabel(NONE)
        self.place.setProperty("role", "soft")
        # A long path must not widen the dialog, and a wrapped one would squeeze the button.
        self.place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.button)
        row.addWidget(self.place, 1)
        self.setFocusProxy(self.button)
        self.button.clicked.connect(self.ask)

    def ask(self) -> None:
        """Ask for the folder; the one before stays when the person thinks better of it."""
        path = self._choose(self, self._heading)
        if path is not None:
            self.path = path
            self.place.setText(str(path))
            self.place.setToolTip(str(path))
            self.changed.emit()
