"""登记收款 and 登记增减: what was paid for a contract or a debt, with its line of the ledger."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from boardapp.core.errors import UserError
from boardapp.core.ledger import Direction
from boardapp.core.money import grouped
from boardapp.core.registers.cards import card_title
from boardapp.core.registers.contract import Contract
from boardapp.core.registers.debt import Debt
from boardapp.services.contracts import contract_state, pay
from boardapp.services.debts import move_debt
from boardapp.ui.registers.linked_money import LinkedMoney
from boardapp.ui.registers.one_line import OneLine
from boardapp.ui.session import Session
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.form import Summary


class MoneyDialog(QDialog):
    """A choice on top, the money below, 取消 and 登记; ``keep`` writes it."""

    def __init__(
        self, session: Session, heading: str, about: str, book: str, label: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.setWindowTitle(heading)
        self.heading = QLabel(heading)
        self.heading.setProperty("role", "section")
        told = OneLine()
        told.show_text(about)
        told.setProperty("role", "soft")
        self.summary = Summary()
        self.choice = Choice()
        self.choice.setAccessibleName(label)
        self.choice_name = QLabel(f"{label}(&P)")
        self.choice_name.setProperty("role", "strong")
        self.choice_name.setBuddy(self.choice)
        self.money = LinkedMoney(session, book)
        self.cancel_button = QPushButton("取消")
        self.keep_button = QPushButton("登记(&S)")
        self.keep_button.setProperty("role", "main")
        self.keep_button.setDefault(True)
        self.cancel_button.setAutoDefault(False)
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addStretch()
        bar.addWidget(self.cancel_button)
        bar.addWidget(self.keep_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(10)
        which = QHBoxLayout()
        which.setSpacing(12)
        which.addWidget(self.choice_name)
        which.addWidget(self.choice, 1)
        for widget in (self.heading, told, self.summary):
            layout.addWidget(widget)
        layout.addLayout(which)
        layout.addWidget(self.money, 1)
        layout.addLayout(bar)
        self.cancel_button.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self.save)
        self.choice.currentIndexChanged.connect(self.choose)
        around = parent.window().size()
        self.resize(int(around.width() * 0.8), int(around.height() * 0.94))

    def choose(self) -> None:
        """Follow the choice on top."""

    def keep(self) -> None:
        """Write what was typed; raises UserError."""

    def save(self) -> None:
        """Write what was typed, or say what stands in the way."""
        problem = self.money.problem()
        if problem:
            self.summary.show_problems({"money": problem})
            return
        try:
            self.keep()
        except UserError as error:
            self.summary.show_problems({"money": str(error)})
            return
        self.session.changed.emit()
        self.accept()


class PayDialog(MoneyDialog):
    """Money that came in, or went out, for one due day of a contract."""

    def __init__(self, session: Session, contract: Contract, parent: QWidget) -> None:
        word = "收款" if contract.receives else "付款"
        about = f"{card_title(contract)}（{contract.party}）"
        super().__init__(session, f"登记{word}", about, contract.book, "归入哪一期", parent)
        self.contract = contract
        for one in contract_state(session.desk, contract).dues:
            if one.unpaid:
                days = (session.desk.today - one.on).days
                late = f"，已逾期 {days} 天" if days > 0 else ""
                text = f"{one.on} 应{word[0]}，还差 {grouped(one.unpaid)} 元{late}"
                self.choice.addItem(text, one)
        planned = bool(self.choice.count())
        self.choice.setVisible(planned)
        self.choice_name.setVisible(planned)
        self.money.show_direction(Direction.INCOME if contract.receives else Direction.EXPENSE)
        self.choose()

    def choose(self) -> None:
        """Propose what is open of the chosen day."""
        due = self.choice.currentData()
        self.money.propose(due.unpaid if due else None)

    def keep(self) -> None:
        """Register the payment."""
        due, money = self.choice.currentData(), self.money
        pay(
            self.session.desk,
            self.contract,
            due.on if due else money.on(),
            money.entry(),
            money.amount.fen(),
            money.on(),
            money.note.text(),
        )


class MoveDialog(MoneyDialog):
    """More owed, or some of it paid off."""

    def __init__(self, session: Session, debt: Debt, owed: int, parent: QWidget) -> None:
        about = f"{card_title(debt)}，现欠 {grouped(owed)} 元"
        super().__init__(session, "登记增减", about, debt.book, "是增加还是减少", parent)
        self.debt, self._owed = debt, owed
        theirs = debt.kind is not None and debt.kind.owed_to_us
        self.choice.addItem("减少：收回了欠款" if theirs else "减少：归还了欠款", -1)
        self.choice.addItem("增加：别人又欠村里" if theirs else "增加：村里又欠别人", 1)
        self.choose()

    def choose(self) -> None:
        """Offer the lines that fit, and propose all that is owed when it is paid off."""
        sign = self.choice.currentData()
        theirs = self.debt.kind is not None and self.debt.kind.owed_to_us
        comes_in = (sign < 0) is theirs
        self.money.propose(self._owed if sign < 0 else None)
        self.money.show_direction(Direction.INCOME if comes_in else Direction.EXPENSE)

    def keep(self) -> None:
        """Register the movement."""
        money = self.money
        fen = (money.amount.fen() or 0) * self.choice.currentData()
        move_debt(self.session.desk, self.debt, money.on(), fen, money.note.text(), money.entry())
