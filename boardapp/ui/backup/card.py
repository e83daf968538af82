"""One matter on the page of backups: a heading, what it is for, how it stands, what to press."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from boardapp.ui.dialogs.message import Confirm, ask
from boardapp.ui.widgets.note import Note

WIDEST = 44
"""Wider cards, in heights of plain text, are hard to read across."""


@dataclass(frozen=True)
class Ask:
    """How the page asks a person: for a folder, for a backup, and whether to go on."""

    folder: Callable[[QWidget, str], Path | None] = lambda parent, title: _path(
        QFileDialog.getExistingDirectory(parent, title)
    )
    file: Callable[[QWidget, str], Path | None] = lambda parent, title: _path(
        QFileDialog.getOpenFileName(parent, title, "", "备份 (backup-*.zip)")[0]
    )
    confirm: Confirm = ask


class Card(QFrame):
    """A heading, a line on what it is for, a note on how it stands, and its buttons."""

    def __init__(self, title: str, purpose: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setMaximumWidth(WIDEST * self.font().pixelSize())
        heading, told = QLabel(title), QLabel(purpose)
        heading.setProperty("role", "section")
        told.setProperty("role", "soft")
        told.setWordWrap(True)
        self.note = Note()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(14)
        self._buttons.addStretch()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 16, 24, 18)
        self.column.setSpacing(8)
        for one in (heading, told, self.note):
            self.column.addWidget(one)
        self.column.addLayout(self._buttons)

    def add_button(self, words: str, role: str = "") -> QPushButton:
        """Add a button after the others."""
        button = QPushButton(words)
        if role:
            button.setProperty("role", role)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def add(self, widget: QWidget) -> None:
        """Put a widget above the note."""
        self.column.insertWidget(2, widget)


def scrolled(*cards: Card) -> QScrollArea:
    """Put cards below one another on a ground that scrolls."""
    ground = QWidget()
    ground.setObjectName("ground")
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 12, 12, 12)
    column.setSpacing(12)
    for card in cards:
        column.addWidget(card)
    column.addStretch()
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(ground)
    return area


def _path(text: str) -> Path | None:
    return Path(text) if text else None
