"""资金: each account at a month's end, what the ledger leads to and what was really there."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.errors import UserError
from boardapp.core.money import grouped, told
from boardapp.core.registers.funds import FundsLine, FundsMonth, month_problems
from boardapp.services.funds import funds_month, state_funds
from boardapp.ui.errors import show_error
from boardapp.ui.session import Session
from boardapp.ui.widgets.amount_edit import AmountEdit
from boardapp.ui.widgets.finding_list import FindingList
from boardapp.ui.widgets.note import Note
from boardapp.ui.widgets.rows import Rows


class FundsView(QWidget):
    """The accounts above, the chosen one to be counted below.

    Signals: ``asked_for`` with the page where accounts are registered.
    """

    asked_for = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.month: FundsMonth | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.heading = QLabel()
        self.heading.setProperty("role", "section")
        self.sums = QLabel()
        self.sums.setWordWrap(True)
        self.table = Rows(("账户", "账面余额", "实存数额", "相差", "账实不符的原因"), 4, most=6)
        self.table.setAccessibleName("各账户月末余额")
        self.empty = QLabel(
            "还没有登记账户。请在设置的“账户”里登记现金和银行账户，再回来填每月末的实存数额。"
        )
        self.empty.setProperty("role", "soft")
        self.empty.setWordWrap(True)
        self.accounts_button = QPushButton("去登记账户(&A)")
        self.card = self._editor()
        self.note = Note()
        self.findings = FindingList("自查", most_lines=30)
        ground = QWidget()
        ground.setObjectName("ground")
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 8, 0, 0)
        outside.addWidget(area)
        layout = QVBoxLayout(ground)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.setSpacing(10)
        for widget in (self.heading, self.sums, self.table, self.empty):
            layout.addWidget(widget)
        layout.addWidget(self.accounts_button, 0, Qt.AlignmentFlag.AlignLeft)
        for below in (self.card, self.note, self.findings):
            layout.addWidget(below)
        layout.addStretch()

    def _editor(self) -> QFrame:
        """Return the card in which the chosen account is counted."""
        self.who = QLabel()
        self.who.setProperty("role", "strong")
        self.actual, self.reason, self.remark = AmountEdit(self), QLineEdit(), QLineEdit()
        self.difference = QLabel()
        self.save_button = QPushButton("保存(&S)")
        self.save_button.setProperty("role", "main")
        card = QFrame()
        card.setProperty("role", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(20, 14, 20, 16)
        grid.setHorizontalSpacing(16)
        grid.addWidget(self.who, 0, 0, 1, 3)
        for column, (name, field, share) in enumerate(
            (
                ("月末实存数额（元）(&M)", self.actual, 2),
                ("账实不符的原因(&Y)", self.reason, 4),
                ("备注（可不填）(&K)", self.remark, 3),
            )
        ):
            label = QLabel(name)
            label.setBuddy(field)
            field.setAccessibleName(name.partition("(&")[0])
            grid.addWidget(label, 1, column)
            grid.addWidget(field, 2, column)
            grid.setColumnStretch(column, share)
        last = QHBoxLayout()
        last.addWidget(self.difference, 1)
        last.addWidget(self.save_button)
        grid.addLayout(last, 3, 0, 1, 3)
        return card

    def _connect(self) -> None:
        self.table.itemSelectionChanged.connect(self.choose)
        self.actual.textChanged.connect(self.refresh)
        self.reason.textChanged.connect(self.refresh)
        self.save_button.clicked.connect(self.save)
        self.remark.returnPressed.connect(self.save)
        self.actual.returnPressed.connect(self.reason.setFocus)
        self.reason.returnPressed.connect(self.remark.setFocus)
        self.accounts_button.clicked.connect(self._ask_for_accounts)

    def chosen(self) -> FundsLine | None:
        """Return the account of the selected row."""
        row = self.table.currentRow()
        lines = self.month.lines if self.month else ()
        return lines[row] if 0 <= row < len(lines) else None

    def reload(self) -> None:
        """Show what the database holds, without touching what is being typed."""
        session = self.session
        begun = self.begun()
        self.month = month = funds_month(session.desk, session.book.id, session.period)
        self.heading.setText(f"{month.month.label}末的资金")
        self.table.blockSignals(True)
        self.table.show_rows([_row(line) for line in month.lines])
        self.table.blockSignals(False)
        held = bool(month.lines)
        for widget in (self.table, self.card, self.findings):
            widget.setVisible(held)
        self.empty.setVisible(not held)
        self.accounts_button.setVisible(not held)
        counted = "还没有填全" if month.counted is None else f"{grouped(month.counted)} 元"
        self.sums.setText(
            f"总账结余 <b>{told(month.booked)} 元</b>　·　各账户实存合计 <b>{counted}</b>"
        )
        self.findings.show_findings([replace(one, where="") for one in month_problems(month)])
        self.note.say("回车到下一格，填完一个账户自动到下一个。" if held else "")
        if not begun:
            self.choose()

    def begun(self) -> bool:
        """Whether something was typed that is not saved."""
        return bool(
            self.actual.isModified() or self.reason.isModified() or self.remark.isModified()
        )

    def choose(self) -> None:
        """Show the chosen account in the fields."""
        line = self.chosen()
        kept = line.statement if line else None
        unknown = line is None or line.booked is None
        booked = "还没有账" if unknown or not line else f"账面 {grouped(line.booked or 0)} 元"
        self.who.setText(f"{line.account.name}　{booked}" if line else "")
        self.actual.show_fen(kept.actual if kept else None)
        self.reason.setText(kept.reason if kept else "")
        self.remark.setText(kept.note if kept else "")
        self.refresh()

    def refresh(self) -> None:
        """Say whether what is typed agrees with the ledger."""
        line = self.chosen()
        self.difference.setText("")
        self.save_button.setEnabled(False)
        if line is None or self.actual.problem():
            return
        fen = self.actual.fen()
        if fen is None:
            return
        differs = line.booked is not None and fen != line.booked
        missing = differs and not self.reason.text().strip()
        self.save_button.setEnabled(not missing)
        if line.booked is None:
            self.difference.setText("● 这个账户这一期没有账，只能先记下实存。")
        elif differs:
            words = "，请写明账实不符的原因，再保存" if missing else ""
            gap = grouped(fen - line.booked)
            self.difference.setText(f"▲ 实存与账面相差 {gap} 元{words}。")
        else:
            self.difference.setText("✓ 账实相符")

    def save(self) -> None:
        """Keep what was counted, and go on to the next account."""
        line, fen = self.chosen(), None
        if line is None or self.month is None or not self.save_button.isEnabled():
            return
        fen = self.actual.fen() or 0
        try:
            state_funds(
                self.session.desk,
                line.account,
                self.month.month,
                fen,
                self.reason.text(),
                self.remark.text(),
            )
        except UserError as error:
            show_error(error, self)
            return
        for field in (self.actual, self.reason, self.remark):
            field.setModified(False)
        row = self.table.currentRow()
        self.session.changed.emit()
        if row + 1 < self.table.rowCount():
            self.table.setCurrentCell(row + 1, 0)
        self.actual.setFocus()
        self.note.say(f"✓ 已保存{line.account.name}的实存数额。")

    def _ask_for_accounts(self) -> None:
        self.asked_for.emit("settings")


def _row(line: FundsLine) -> tuple[str, ...]:
    kept, gap = line.statement, line.difference
    return (
        line.account.name,
        "没有账" if line.booked is None else grouped(line.booked),
        "还没有填" if kept is None or kept.actual is None else grouped(kept.actual),
        "" if gap is None else ("✓ 相符" if gap == 0 else f"▲ {grouped(gap)}"),
        kept.reason if kept else "",
    )
