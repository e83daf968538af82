"""The register as rows: state, number, day, kind, words, days left."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QWidget

from boardapp.services.opinions import Seen
from boardapp.ui.feedback.words import INKS, left_words, state_words
from boardapp.ui.theme import COLOURS
from boardapp.ui.widgets.rows import Rows

STATE, NUMBER, DAY, KIND, TEXT, LEFT = range(6)
HEADS = ("状态", "编号", "收到", "类别", "内容", "答复期限")
_LONGEST = 60


class OpinionTable(Rows):
    """One row for each opinion.

    Signals: ``done`` when a row is acted upon by double click or Enter.
    """

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(HEADS, wide=TEXT, parent=parent)
        self.setAccessibleName("群众意见登记簿")
        self.rows: tuple[Seen, ...] = ()
        self.cellActivated.connect(self.done)

    def show_opinions(self, rows: Sequence[Seen]) -> None:
        """Show opinions and stay with the chosen one."""
        before = self.chosen()
        self.blockSignals(True)
        self.rows = tuple(rows)
        self.show_rows([_texts(one) for one in rows])
        for number, one in enumerate(rows):
            for column in (STATE, LEFT):
                item = self.item(number, column)
                if item:
                    item.setForeground(QBrush(QColor(COLOURS[INKS[one.state]])))
        self.blockSignals(False)
        if before:
            self.go_to(before.opinion.id)
        self.itemSelectionChanged.emit()

    def go_to(self, id_: str) -> None:
        """Turn to an opinion."""
        for number, one in enumerate(self.rows):
            if one.opinion.id == id_:
                self.setCurrentCell(number, 0)

    def chosen(self) -> Seen | None:
        """Return the opinion that is looked at."""
        row = self.currentRow()
        return self.rows[row] if 0 <= row < len(self.rows) else None


def _texts(one: Seen) -> tuple[str, ...]:
    held = one.opinion
    text = " ".join(held.text.split())
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    day = f"{held.received_on.month}月{held.received_on.day}日"
    return (state_words(one), held.code, day, held.kind.word, short, left_words(one))
