"""Finding cards: the words to find, the choices to filter by, the order."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from boardapp.store.registers import Query
from boardapp.ui.registers.shelves import Shelf
from boardapp.ui.widgets.choice import Choice

TYPING_MS = 120
"""How long after a key the list is read anew, so that quick typing reads it once."""

_ALL, _BLANK = "", "blank"


class FindEdit(QLineEdit):
    """The field for words to find; Esc empties it, the arrow down goes to what was found.

    Signals: ``left`` when a person goes on to the list.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Esc, Enter and the arrow down."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Filters(QWidget):
    """One row above the list; ``only`` are the ids of cards that are asked for by hand.

    Signals: ``edited`` when other cards are to be shown, once typing has paused.
    """

    edited = Signal()

    def __init__(self, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shelf = shelf
        self.only: frozenset[str] | None = None
        self.words = FindEdit()
        self.words.setPlaceholderText("查找：编号、名称、地点、人名（Ctrl+F）")
        self.words.setAccessibleName(f"查找{shelf.kind.word}")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(8 * self.fontMetrics().height())
        self.choices: dict[str, QComboBox] = {}
        for field in shelf.filters:
            combo = self._choice(field.title)
            for one in field.choices or ():
                combo.addItem(one.word, one.value)
            combo.addItem("（没有填）", _BLANK)
            self.choices[field.key] = combo
        self.state = self._choice("状态")
        for word in shelf.states:
            self.state.addItem(word, word)
        self.state.setVisible(bool(shelf.states))
        self.all_button = QPushButton("全部显示(&L)")
        self.all_button.clicked.connect(self.show_all)
        self.all_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.words, 1)
        for box in (*self.choices.values(), self.state):
            row.addWidget(box)
        row.addWidget(self.all_button)
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self._tell)
        self.words.textChanged.connect(self._timer.start)
        for box in (*self.choices.values(), self.state):
            box.currentIndexChanged.connect(self._tell)

    @property
    def state_word(self) -> str:
        """The state to show only, empty for all."""
        return str(self.state.currentData() or "") if self.shelf.states else ""

    @property
    def narrow(self) -> bool:
        """Whether not every card is to be shown."""
        words = self.words.text().strip() or self.equal() or self.state_word
        return bool(words) or self.only is not None

    def equal(self) -> Mapping[str, Any]:
        """Return the values to filter by, as the store keeps them."""
        found = {key: box.currentData() for key, box in self.choices.items()}
        return {
            key: None if value == _BLANK else value for key, value in found.items() if value != _ALL
        }

    def query(self, sort: str, *, descending: bool) -> Query:
        """Return the query that finds what is to be shown."""
        return Query(self.words.text(), self.equal(), sort, descending)

    def show_only(self, ids: frozenset[str] | None) -> None:
        """Ask for these cards only, by their ids; None for all again."""
        self.only = ids
        self._tell()

    def show_all(self) -> None:
        """Ask for every card again."""
        self.only = None
        for box in (*self.choices.values(), self.state):
            box.setCurrentIndex(0)
        self.words.clear()
        self._tell()

    def _choice(self, title: str) -> QComboBox:
        combo = Choice()
        combo.addItem(f"全部{title}", _ALL)
        combo.setAccessibleName(title)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(len(title) + 5)
        return combo

    def _tell(self) -> None:
        self._timer.stop()
        self.all_button.setVisible(self.narrow)
        self.edited.emit()
