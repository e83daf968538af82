"""A line of the ledger to link to: found by words among the lines of a period."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from boardapp.core.ledger import Direction, Entry
from boardapp.core.money import grouped
from boardapp.core.period import Period
from boardapp.services import ledger
from boardapp.store import register_money as money
from boardapp.ui.registers.filters import FindEdit
from boardapp.ui.session import Session
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.rows import Rows

_EARLIER = 24
"""How many periods before the one on screen are offered."""


class EntryPicker(QWidget):
    """The lines of a book and a direction that still have something to be linked.

    Signals: ``chosen`` with the line that is chosen, None for none.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, book: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self._book = session, book
        self._direction = Direction.INCOME
        self._all: list[tuple[Entry, int]] = []
        self._shown: list[tuple[Entry, int]] = []
        self.periods = Choice()
        self.periods.setAccessibleName("哪一期的账")
        period: Period = session.period
        for _ in range(_EARLIER):
            self.periods.addItem(period.label, period)
            period = period.previous()
        self.words = FindEdit()
        self.words.setPlaceholderText("查找：摘要、凭证、经手人、金额")
        self.words.setAccessibleName("查找账目")
        self.words.setClearButtonEnabled(True)
        self.table = Rows(("日期", "凭证", "摘要", "金额", "还可挂"), wide=2)
        self.table.setAccessibleName("账目")
        self.empty = QLabel()
        self.empty.setProperty("role", "soft")
        self.empty.setWordWrap(True)
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(self.periods)
        bar.addWidget(self.words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.empty)
        layout.addStretch()
        self.periods.activated.connect(self.reload)
        self.words.textChanged.connect(self.refresh)
        self.words.left.connect(self.table.setFocus)
        self.table.itemSelectionChanged.connect(self._tell)

    def show_direction(self, direction: Direction) -> None:
        """Offer lines of income or those of spending."""
        self._direction = direction
        self.reload()

    def reload(self) -> None:
        """Read the lines of the chosen period."""
        db = self.session.desk.db
        period = self.periods.currentData()
        self._all = []
        for one in ledger.lines(db, self._book, period):
            if one.direction is self._direction and not one.transfer:
                left = abs(one.fen) - money.linked_fen(db, one.id)
                if left > 0:
                    self._all.append((one, left))
        self.refresh()

    def refresh(self) -> None:
        """Show the lines that hold every word that is typed."""
        words = self.words.text().replace(",", "").split()
        self._shown = [(one, left) for one, left in self._all if _holds(one, words)]
        self.table.show_rows(
            [
                (e.date.isoformat(), e.voucher, e.summary, grouped(e.fen), grouped(n))
                for e, n in self._shown
            ]
        )
        # A line is linked only when a person has pointed at it.
        self.table.clearSelection()
        self.table.setVisible(bool(self._shown))
        self.empty.setVisible(not self._shown)
        word = self._direction.word
        self.empty.setText(
            f"{self.periods.currentText()}没有{'这样的' if words else '可以挂的'}{word}。"
            "换一期看看，或在“收支登记”里先登记、导入这笔账。"
        )
        self._tell()

    def entry(self) -> Entry | None:
        """Return the line of the chosen row."""
        row = self._row()
        return self._shown[row][0] if row >= 0 else None

    def left(self) -> int:
        """Return in fen what the chosen line still has to be linked."""
        row = self._row()
        return self._shown[row][1] if row >= 0 else 0

    def _row(self) -> int:
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        return rows[0] if rows and rows[0] < len(self._shown) else -1

    def _tell(self) -> None:
        self.chosen.emit(self.entry())


def _holds(one: Entry, words: list[str]) -> bool:
    amount = grouped(one.fen).replace(",", "")
    text = f"{one.summary} {one.voucher} {one.handler} {amount}".lower()
    return all(word.lower() in text for word in words)
