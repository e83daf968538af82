"""An amount with its line of the ledger, or with a day of its own where there is no line."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.ledger import Direction, Entry
from boardapp.ui.registers.entry_picker import EntryPicker
from boardapp.ui.session import Session
from boardapp.ui.widgets.amount_edit import AmountEdit
from boardapp.ui.widgets.day_edit import DayEdit


class LinkedMoney(QWidget):
    """First whether there is a line in this program, then which, then how much and a remark.

    Signals: ``edited`` when anything of it changes.
    """

    edited = Signal()

    def __init__(self, session: Session, book: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.with_line = QRadioButton("账上已有这一笔，挂上它(&W)")
        self.without_line = QRadioButton("账不在本程序里(&O)")
        self.group = QButtonGroup(self)
        self.picker = EntryPicker(session, book)
        self.day, self.amount, self.note = DayEdit(), AmountEdit(self), QLineEdit()
        self._typed = False
        ways = QHBoxLayout()
        ways.setSpacing(24)
        for button in (self.with_line, self.without_line):
            self.group.addButton(button)
            ways.addWidget(button)
        ways.addStretch()
        self.day_name = QLabel("日期(&D)")
        self.grid = grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        for column, (name, field, share) in enumerate(
            (
                (self.day_name, self.day, 1),
                (QLabel("金额（元）(&M)"), self.amount, 1),
                (QLabel("备注（可不填）(&K)"), self.note, 2),
            )
        ):
            name.setProperty("role", "strong")
            name.setBuddy(field)
            grid.addWidget(name, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(ways)
        layout.addWidget(self.picker, 1)
        layout.addLayout(grid)
        layout.addStretch()
        self.day.show_day(session.desk.today)
        self.with_line.setChecked(True)
        self.group.buttonClicked.connect(self.refresh)
        self.picker.chosen.connect(self._propose)
        self.amount.textEdited.connect(self._mark_typed)
        self.amount.textChanged.connect(self.edited)
        self._proposed: int | None = None

    def show_direction(self, direction: Direction) -> None:
        """Offer lines of income or those of spending."""
        self.picker.show_direction(direction)
        self.refresh()

    def propose(self, fen: int | None) -> None:
        """Propose what is open, in fen, until a person types an amount of her own."""
        self._proposed = fen
        self._propose()

    def refresh(self) -> None:
        """Show the lines, or the day where there is none."""
        linked = self.with_line.isChecked()
        self.picker.setVisible(linked)
        for widget in (self.day_name, self.day):
            widget.setVisible(not linked)
        self.grid.setColumnStretch(0, 0 if linked else 1)
        self._propose()

    def entry(self) -> Entry | None:
        """Return the line that is chosen, None where there is none."""
        return self.picker.entry() if self.with_line.isChecked() else None

    def on(self) -> date:
        """Return the day of the line, or the day that was typed."""
        entry = self.entry()
        return entry.date if entry else self.day.day()

    def problem(self) -> str:
        """Say what is missing, or nothing."""
        if self.with_line.isChecked() and self.entry() is None:
            return "请选一笔账，或选“账不在本程序里”。"
        if self.amount.problem():
            return self.amount.problem()
        return "" if self.amount.fen() else "请填写金额。"

    def _mark_typed(self) -> None:
        self._typed = True

    def _propose(self) -> None:
        if not self._typed:
            left = self.picker.left() if self.with_line.isChecked() else None
            known = [fen for fen in (left, self._proposed) if fen]
            self.amount.show_fen(min(known) if known else None)
        self.edited.emit()
