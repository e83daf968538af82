"""What the sections of the settings share: a heading, and a button that says when it is done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

WIDEST = 44
"""Fields wider than this, in heights of plain text, are hard to read across."""


class SaveRow(QWidget):
    """A button with the word of its success beside it."""

    def __init__(self, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton(verb)
        self.button.setProperty("role", "main")
        self.done = QLabel()
        self.done.setProperty("role", "done")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 14, 0, 0)
        row.setSpacing(18)
        row.addWidget(self.button)
        row.addWidget(self.done, 1)

    def say(self, words: str) -> None:
        """Say that it is done, or with an empty text say nothing any more."""
        self.done.setText(f"✓ {words}" if words else "")


def side_by_side(*buttons: QPushButton) -> QWidget:
    """Return buttons in one row, no wider than their words."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    for button in buttons:
        line.addWidget(button)
    line.addStretch()
    return row


def lay_out(section: QWidget, title: str, note: str, *parts: QWidget) -> None:
    """Put the parts of a section below its title and a line on what it is for."""
    card = QFrame()
    card.setProperty("role", "card")
    card.setMaximumWidth(WIDEST * section.font().pixelSize())
    inside = QVBoxLayout(card)
    inside.setContentsMargins(24, 20, 24, 22)
    inside.setSpacing(10)
    heading = QLabel(title)
    heading.setProperty("role", "section")
    told = QLabel(note)
    told.setProperty("role", "soft")
    told.setWordWrap(True)
    inside.addWidget(heading)
    inside.addWidget(told)
    for part in parts:
        inside.addWidget(part)
    column = QVBoxLayout(section)
    column.setContentsMargins(0, 0, 12, 0)
    column.addWidget(card)
    column.addStretch()
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
