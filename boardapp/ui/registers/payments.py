"""What a contract asks for, what was paid, and the moves of a debt."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.errors import UserError
from boardapp.core.money import grouped
from boardapp.core.registers.cards import Card
from boardapp.core.registers.contract import Contract
from boardapp.core.registers.debt import Debt, Movement, balance
from boardapp.core.registers.payments import DueState, Payment
from boardapp.services.contracts import contract_state, take_back_payment
from boardapp.services.debts import take_back_movement
from boardapp.services.desk import Desk
from boardapp.store import register_money as money
from boardapp.ui.dialogs.message import Confirm
from boardapp.ui.errors import show_error
from boardapp.ui.registers.money_dialogs import MoneyDialog, MoveDialog, PayDialog
from boardapp.ui.session import Session
from boardapp.ui.widgets.note import Note
from boardapp.ui.widgets.rows import Rows


class MoneyTab(QWidget):
    """A button to register, one to take back, and what was registered.

    Signals: ``counted`` with how much was registered.
    """

    counted = Signal(int)

    def __init__(
        self, session: Session, confirm: Confirm, heads: tuple[str, ...], wide: int
    ) -> None:
        super().__init__()
        self.session, self._confirm = session, confirm
        self.note = Note()
        self.note.say("")
        self.bar = self._bar()
        self.below = self._held(heads, wide)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 14, 14, 14)
        self.column.setSpacing(8)
        self.column.addLayout(self.bar)
        self.column.addWidget(self.below, 1)
        self.column.addWidget(self.note)
        self.column.addStretch()
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        self.table.itemSelectionChanged.connect(self._allow)

    def _bar(self) -> QHBoxLayout:
        self.add_button = QPushButton()
        self.add_button.setProperty("role", "main")
        self.remove_button = QPushButton("取消这一笔(&Q)")
        self.told = QLabel()
        self.told.setWordWrap(True)
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(self.add_button)
        bar.addWidget(self.told, 1)
        bar.addWidget(self.remove_button)
        return bar

    def _held(self, heads: tuple[str, ...], wide: int) -> QWidget:
        self.title = QLabel()
        self.title.setProperty("role", "strong")
        self.table = Rows(heads, wide=wide)
        self.empty = QLabel()
        self.empty.setProperty("role", "soft")
        self.empty.setWordWrap(True)
        self.empty.hide()
        below = QWidget()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(self.title)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.empty)
        inside.addStretch()
        return below

    def asking(self) -> MoneyDialog | None:
        """Return the dialog that registers one, or None when no card is shown."""

    def taking_back(self, row: int) -> tuple[str, Callable[[Desk], object]]:
        """Return what taking one back means, and the deed."""
        raise NotImplementedError

    def add(self) -> None:
        """Open the dialog that registers one."""
        dialog = self.asking()
        if dialog:
            self.dialog = dialog
            self.dialog.accepted.connect(self._say_added)
            self.dialog.open()

    def remove(self) -> None:
        """Take the chosen one back, after asking; its ledger line stays."""
        row = self.table.currentRow()
        if not 0 <= row < self.table.rowCount():
            return
        sentence, take_back = self.taking_back(row)
        if not self._confirm(self, "取消这一笔？", sentence, "取消登记"):
            return
        try:
            take_back(self.session.desk)
        except UserError as error:
            show_error(error, self)
            return
        self.session.changed.emit()
        self.note.say("✓ 已取消登记。")

    def _say_added(self) -> None:
        self.note.say("✓ 已登记。登记错了，选中它按“取消这一笔”。")

    def show_held(self, rows: Sequence[tuple[str, ...]], words: str, *, kept: bool) -> None:
        """Show what was registered, or the words for nothing."""
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.empty.setText(words)
        self.add_button.setEnabled(kept)
        self._allow()
        self.counted.emit(len(rows))

    def _allow(self) -> None:
        self.remove_button.setEnabled(self.table.currentRow() >= 0 and self.table.rowCount() > 0)


class Payments(MoneyTab):
    """The due days of a contract, or the payments that were registered."""

    def __init__(self, session: Session, confirm: Confirm) -> None:
        super().__init__(session, confirm, ("日期", "归入", "金额", "挂的账", "备注"), wide=3)
        self._contract: Contract | None = None
        self._paid: tuple[Payment, ...] = ()
        self.dues = Rows(("应付日期", "应付", "已付", "还差", "状态"), wide=4)
        self.dues.setAccessibleName("各期")
        self.table.setAccessibleName("已登记的收付款")
        self.no_dues = QLabel(
            "合同上没有付款方式和金额，算不出各期。可以填“年租金”“付款方式”，或填“付款计划”。"
        )
        self.no_dues.setProperty("role", "soft")
        self.no_dues.setWordWrap(True)
        self.no_dues.hide()
        self.other_button = QPushButton()
        self.other_button.clicked.connect(self.turn)
        self.bar.insertWidget(1, self.other_button)
        self.column.insertWidget(1, self.no_dues)
        self.column.insertWidget(2, self.dues, 1)
        self._listing = False
        self._follow()

    def show_card(self, card: Card, *, kept: bool) -> None:
        """Show how a contract stands today."""
        if not isinstance(card, Contract):
            return
        desk, contract = self.session.desk, card
        self._contract = contract
        state = contract_state(desk, contract)
        self._paid = state.payments
        word = "收" if contract.receives else "付"
        self.add_button.setText(f"登记{word}款(&P)…")
        self.title.setText(f"已登记的{word}款")
        heads = ("应X日期", "应X", "已X", "还差", "状态")
        self.dues.setHorizontalHeaderLabels([one.replace("X", word) for one in heads])
        self.dues.show_rows([self._due_row(one, word) for one in state.dues])
        for row, one in enumerate(state.dues):
            if one.unpaid:
                self.dues.setCurrentCell(row, 0)
                break
        owed = f"✖ 已欠 {grouped(state.arrears)} 元。" if state.arrears else ""
        after = f"下一期 {state.next.on}，{grouped(state.next.unpaid)} 元。" if state.next else ""
        self.told.setText(owed + after)
        rows = [
            (str(p.paid_on), str(p.due), grouped(p.fen), _source(p.entry, p.source), p.note)
            for p in self._paid
        ]
        words = f"还没有登记{word}款。" if kept else "先保存卡片，再登记。"
        self.show_held(rows, words, kept=kept)
        self._follow()

    def turn(self) -> None:
        """Show what was registered in place of the due days, or the other way round."""
        self._listing = not self._listing
        self._follow()

    def _follow(self) -> None:
        count, dues = len(self._paid), self.dues.rowCount()
        self.other_button.setText("看各期(&L)" if self._listing else f"看已登记的 {count} 笔(&L)")
        self.below.setVisible(self._listing)
        self.remove_button.setVisible(self._listing)
        self.dues.setVisible(not self._listing and dues > 0)
        self.no_dues.setVisible(not self._listing and not dues)

    def asking(self) -> MoneyDialog | None:
        """Return the dialog that registers a payment."""
        return PayDialog(self.session, self._contract, self) if self._contract else None

    def taking_back(self, row: int) -> tuple[str, Callable[[Desk], object]]:
        """Return what taking a payment back means, and the deed."""
        one = self._paid[row]
        sentence = f"{one.paid_on} 的 {grouped(one.fen)} 元不再算作已收付，账上那一笔不变。"
        return sentence, lambda desk: take_back_payment(desk, one.id)

    def _due_row(self, one: DueState, word: str) -> tuple[str, ...]:
        days = (one.on - self.session.desk.today).days
        if not one.unpaid:
            state = f"✓ 已{word}清"
        elif days < 0:
            state = f"✖ 已逾期 {-days} 天"
        else:
            state = f"还有 {days} 天"
        return (str(one.on), grouped(one.fen), grouped(one.paid), grouped(one.unpaid), state)


class Movements(MoneyTab):
    """The moves of a debt."""

    def __init__(self, session: Session, confirm: Confirm) -> None:
        super().__init__(session, confirm, ("日期", "增加", "减少", "挂的账", "备注"), wide=3)
        self._debt: Debt | None = None
        self._moves: tuple[Movement, ...] = ()
        self.add_button.setText("登记增减(&P)…")
        self.title.setText("已登记的增减")
        self.table.setAccessibleName("已登记的增减")

    def show_card(self, card: Card, *, kept: bool) -> None:
        """Show how a debt stands today."""
        if not isinstance(card, Debt):
            return
        desk = self.session.desk
        self._debt, self._moves = card, money.movements(desk.db, card.id)
        self.told.setText(f"现欠 {grouped(self.owed())} 元（{desk.today}）。")
        rows = [
            (
                str(one.on),
                grouped(one.fen) if one.fen > 0 else "",
                grouped(-one.fen) if one.fen < 0 else "",
                _source(one.entry, one.source),
                one.note,
            )
            for one in self._moves
        ]
        words = "期初以来还没有增减。" if kept else "先保存卡片，再登记。"
        self.show_held(rows, words, kept=kept)

    def owed(self) -> int:
        """Return in fen what is owed today."""
        return balance(self._debt, self._moves, self.session.desk.today) if self._debt else 0

    def asking(self) -> MoneyDialog | None:
        """Return the dialog that registers a movement."""
        return MoveDialog(self.session, self._debt, self.owed(), self) if self._debt else None

    def taking_back(self, row: int) -> tuple[str, Callable[[Desk], object]]:
        """Return what taking a movement back means, and the deed."""
        one = self._moves[row]
        sentence = f"{one.on} 的 {grouped(abs(one.fen))} 元不再计入余额，账上那一笔不变。"
        return sentence, lambda desk: take_back_movement(desk, one.id)


def _source(entry: str | None, source: str) -> str:
    """Return the ledger line in words; one that is gone from the ledger is said so."""
    if not source:
        return "（账不在本程序里）"
    return source if entry else f"✖ 账上已没有：{source}"
