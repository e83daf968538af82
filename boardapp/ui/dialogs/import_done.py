"""The last step of taking a ledger in: what was written, and the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from boardapp.core.ledger import Direction, Entry, totals
from boardapp.core.money import grouped, told
from boardapp.store.imports import LedgerImport
from boardapp.ui.widgets.finding_list import FindingList


class Done(QWidget):
    """How many lines came in and what they come to; the import can be taken back whole.

    Signals: ``undo_asked`` when it is to be taken back.
    """

    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline = QLabel()
        self.headline.setProperty("role", "head")
        self.place = QLabel()
        self.place.setProperty("role", "soft")
        self.place.setWordWrap(True)
        self.values: dict[str, QLabel] = {}
        card = QFrame()
        card.setProperty("role", "calm")
        grid = QGridLayout(card)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(40)
        for column, name in enumerate(("期初", "收入", "支出", "期末")):
            head = QLabel(name)
            head.setProperty("role", "soft")
            value = QLabel()
            value.setProperty("role", "section")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(head, 0, column)
            grid.addWidget(value, 1, column)
            self.values[name] = value
        self.findings = FindingList("还要核实的")
        self.undo_button = QPushButton("撤销这次导入(&Z)")
        self.undo_button.setProperty("role", "danger")
        self.undo_button.clicked.connect(self.undo_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        for widget in (self.headline, self.place, card):
            layout.addWidget(widget)
        layout.addWidget(self.findings, 1)
        layout.addWidget(self.undo_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()

    def show_import(self, one: LedgerImport, ledger: str, entries: tuple[Entry, ...]) -> None:
        """Show an import as it stands in the ledger."""
        sums = totals(one.opening or 0, entries)
        known = one.opening is not None
        sides = (Direction.INCOME, Direction.EXPENSE)
        counts = [sum(e.direction is side for e in entries) for side in sides]
        self.headline.setText(f"✓ 已导入 {one.entries} 笔")
        self.place.setText(
            f"{one.file_name}　→　{one.period.label} · {ledger}。"
            f"收入 {counts[0]} 笔，支出 {counts[1]} 笔。"
        )
        self.values["期初"].setText(told(sums.opening) if known else "文件没写")
        self.values["收入"].setText(grouped(sums.income))
        self.values["支出"].setText(grouped(sums.expense))
        self.values["期末"].setText(told(sums.closing) if known else "—")
        self.findings.show_findings(one.findings)
        self.undo_button.show()

    def show_undone(self, one: LedgerImport) -> None:
        """Say that the import was taken back."""
        self.headline.setText("已撤销这次导入")
        self.place.setText(
            f"{one.file_name} 的 {one.entries} 笔和它带来的期初都已撤回，账上和导入前一样。"
        )
        for value in self.values.values():
            value.setText("—")
        self.findings.show_findings(())
        self.findings.hide()
        self.undo_button.hide()
