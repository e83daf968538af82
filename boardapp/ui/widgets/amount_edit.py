"""A field for an amount of money, which says at once what it cannot read."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from boardapp.core.money import grouped
from boardapp.ui.tables.typed import typed_fen
from boardapp.ui.theme import COLOURS


class AmountEdit(QLineEdit):
    """One amount; the reason why it cannot be read stands right below it.

    Signals: ``amount_typed`` with the amount in fen, or None for an empty field, once a person
    has typed one that can be read and leaves the field.
    """

    amount_typed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.reason = QLabel(self)
        self.reason.setObjectName("reason")
        self.reason.setStyleSheet(
            f"background: {COLOURS['red']}; color: {COLOURS['on_red']};"
            "padding: 3px 8px; border-radius: 4px;"
        )
        self.reason.hide()
        self.textChanged.connect(self.refresh)
        self.editingFinished.connect(self._tell)

    def fen(self) -> int | None:
        """Return the amount, None for an empty field; raises ValueError with the reason."""
        return typed_fen(self.text()) if self.text().strip() else None

    def show_fen(self, fen: int | None) -> None:
        """Show an amount, or an empty field."""
        self.setText("" if fen is None else grouped(fen))
        self.setModified(False)

    def problem(self) -> str:
        """Return why the text is no amount, or an empty text."""
        try:
            self.fen()
        except ValueError as error:
            return str(error)
        return ""

    def refresh(self) -> None:
        """Show the reason while there is one."""
        problem = self.problem()
        self.reason.setText(problem)
        shown = bool(problem) and self.hasFocus()
        self.reason.setVisible(shown)
        if shown:
            self._place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the reason again."""
        super().focusInEvent(event)
        self.refresh()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the reason away: whoever holds the field shows it from here."""
        super().focusOutEvent(event)
        self.reason.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the reason away with the field."""
        super().hideEvent(event)
        self.reason.hide()
        self.reason.setParent(self)

    def _tell(self) -> None:
        if self.isModified() and not self.problem():
            self.setModified(False)
            self.amount_typed.emit(self.fen())

    def _place(self) -> None:
        """Put the reason below the field, or above where there is no room, inside its parent."""
        around = self.parentWidget()
        if around is None:
            return
        self.reason.setParent(around)
        self.reason.adjustSize()
        self.reason.show()
        corner = self.mapTo(around, QPoint(0, self.height() + 2))
        if corner.y() + self.reason.height() > around.height():
            corner.setY(corner.y() - self.height() - self.reason.height() - 4)
        corner.setX(max(0, min(corner.x(), around.width() - self.reason.width())))
        self.reason.move(corner)
        self.reason.raise_()
