"""What to act on in the contracts: overdue, and within 7, 30 and 90 days, in words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from boardapp.core.registers.payments import Reminder
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.note import wear_role

GROUPS = (
    ("overdue", "✖ 已逾期"),
    ("ended", "✖ 已到期未处理"),
    ("7", "▲ 7天内"),
    ("30", "▲ 30天内"),
    ("90", "● 90天内"),
)
"""Every group with its mark and its words, the most urgent first."""

_URGENT = 3
"""How many groups are told where there is little room."""

_TOLD = 20
"""How many reminders the tip names one by one."""


def group_of(reminder: Reminder) -> str:
    """Return the group that a reminder belongs to."""
    if reminder.within is not None:
        return str(reminder.within)
    return "ended" if reminder.code == "contract-ended" else "overdue"


class ReminderStrip(QFrame):
    """How many contracts each group has, the first thing to do, and a choice to see some only.

    Signals: ``chosen`` with the ids of contracts to show, None for all.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "calm")
        self._ids: dict[str, frozenset[str]] = {}
        self._words: list[str] = []
        self.counts, self.first = QLabel(), QLabel()
        self.counts.setProperty("role", "strong")
        for label in (self.counts, self.first):
            label.setWordWrap(True)
        self.only = Choice()
        self.only.setAccessibleName("只看哪些合同")
        self.only.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.only.setMinimumContentsLength(8)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.counts)
        told.addWidget(self.first)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(14)
        row.addLayout(told, 1)
        row.addWidget(self.only)
        self.only.activated.connect(self._choose)

    def show_reminders(self, reminders: Sequence[Reminder]) -> None:
        """Show how many contracts each group has, and the first thing to do."""
        self._ids = {
            key: frozenset(one.contract for one in reminders if group_of(one) == key)
            for key, _ in GROUPS
        }
        chosen = self.only.currentData()
        words = {key: f"{word} {len(self._ids[key])} 份" for key, word in GROUPS if self._ids[key]}
        self.only.clear()
        self.only.addItem("看全部合同", "")
        for key, text in words.items():
            self.only.addItem(f"只看{text[2:]}", key)
        self.only.setCurrentIndex(max(0, self.only.findData(chosen)))
        self.only.setVisible(bool(words))
        self._words = [text.replace(" ", "\u00a0") for text in words.values()]
        self.counts.setText("　".join(self._words))
        self.counts.setVisible(bool(words))
        first = next(iter(reminders), None)
        calm = "✓ 90 天之内没有要收付的款，也没有到期的合同。"
        self.first.setText(first.sentence if first else calm)
        self.first.setToolTip("\n".join(one.sentence for one in reminders[:_TOLD]))
        wear_role(self, "next" if first else "calm")

    def brief(self, *, brief: bool) -> None:
        """Tell the most urgent only where there is little room; the choice tells the rest."""
        self.counts.setText("　".join(self._words[:_URGENT] if brief else self._words))
        self.first.setVisible(not brief or not self._words)

    def forget(self) -> None:
        """Choose all: all contracts are shown again."""
        self.only.setCurrentIndex(0)

    def _choose(self) -> None:
        key = self.only.currentData()
        self.chosen.emit(self._ids[key] if key else None)
