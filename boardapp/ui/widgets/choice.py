"""Drop-down lists: one that the wheel does not change by accident, one filled from words."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class Choice(QComboBox):
    """A combo box that leaves the wheel to the page it stands on."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


def combo(name: str, choices: dict[str, str]) -> QComboBox:
    """Return a list of words, each with its key as data, as wide as its longest word."""
    found = QComboBox()
    found.setAccessibleName(name)
    found.setToolTip(name)
    found.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for key, word in choices.items():
        found.addItem(word, key)
    return found
