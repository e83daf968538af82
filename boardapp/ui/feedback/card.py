"""The card of the chosen opinion: its words, what was done, and what can be done."""

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.feedback import ActKind, FeedbackState
from boardapp.services.desk import Desk
from boardapp.services.opinions import Seen
from boardapp.ui.feedback.words import state_words, told

_LINES = 4


class OpinionDeed(StrEnum):
    """What can be done about an opinion, by the word on its button."""

    ANSWER = "答复(&G)…"
    PASS_ON = "转交乡镇(&T)…"
    RESULT = "记入结果(&J)…"
    CLOSE = "结案(&E)…"
    CORRECT = "改正(&C)…"
    VOID = "作废(&V)…"
    SLIP = "加照片(&F)…"
    LOOK = "看榜(&L)"


class OpinionCard(QFrame):
    """One opinion in full, and its deeds below.

    Signals: ``asked`` with the deed.
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seen: Seen | None = None
        self.setProperty("role", "card")
        self.title = QLabel()
        self.title.setProperty("role", "strong")
        self.detail = QPlainTextEdit()
        self.detail.setReadOnly(True)
        self.detail.setTabChangesFocus(True)
        self.detail.setAccessibleName("这条意见的内容和办理")
        self.buttons = {deed: QPushButton(deed.value) for deed in OpinionDeed}
        self.buttons[OpinionDeed.ANSWER].setProperty("role", "main")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for deed in reversed(OpinionDeed):
            row.addWidget(self.buttons[deed])
            self.buttons[deed].clicked.connect(lambda _=False, one=deed: self.asked.emit(one))
            self.buttons[deed].hide()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(18, 10, 18, 12)
        inside.setSpacing(6)
        inside.addWidget(self.title)
        inside.addWidget(self.detail)
        inside.addLayout(row)

    def show_opinion(self, desk: Desk, seen: Seen | None) -> None:
        """Show an opinion, or nothing."""
        self.seen = seen
        self.setVisible(seen is not None)
        if seen is None:
            return
        held = seen.opinion
        numbers = f"　公开：{'、'.join(seen.numbers)}" if seen.numbers else ""
        self.title.setText(f"{state_words(seen)}　{held.number}　{held.kind.word}{numbers}")
        self.detail.setPlainText(told(desk, seen))
        self.detail.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + 24)
        for deed, button in self.buttons.items():
            button.setVisible(deed in allowed(seen))

    def act(self) -> None:
        """Ask for the answer, which is what most rows wait for."""
        if self.seen and OpinionDeed.ANSWER in allowed(self.seen):
            self.asked.emit(OpinionDeed.ANSWER)


def allowed(seen: Seen) -> frozenset[OpinionDeed]:
    """Return what can be done about an opinion as it stands."""
    if seen.state is FeedbackState.VOID:
        return frozenset()
    found = {OpinionDeed.ANSWER, OpinionDeed.SLIP}
    kinds = {act.kind for act in seen.acts}
    found.add(OpinionDeed.RESULT if seen.awaits_result else OpinionDeed.PASS_ON)
    if not kinds & {ActKind.ANSWER, ActKind.CLOSED}:
        found.add(OpinionDeed.CLOSE)
    if not seen.acts:
        found |= {OpinionDeed.CORRECT, OpinionDeed.VOID}
    if seen.numbers:
        found.add(OpinionDeed.LOOK)
    return frozenset(found)
