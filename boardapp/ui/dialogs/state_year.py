"""年初以来累计: the year's sums up to the month before the first ledger held here."""

from PySide6.QtWidgets import QComboBox, QWidget

from boardapp.core.errors import UserError
from boardapp.core.period import Period
from boardapp.services import ledger as service
from boardapp.ui.dialogs.message import Message
from boardapp.ui.session import Session
from boardapp.ui.widgets.amount_edit import AmountEdit
from boardapp.ui.widgets.form import Form, Problems


class StateYear(Message):
    """Asks through which month, how much came in and how much went out."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "填写年初以来累计",
            "从一月到下面这个月，账不在本程序里的收入和支出合计。公布的“本年累计”从这里接着算。",
            parent,
            "保存",
        )
        self.session = session
        self.through = QComboBox()
        year, last = session.period.year, session.period.months[0].index
        held = service.months_held(session.desk.db, session.book.id)
        months = [Period(year, n) for n in range(1, last)]
        for month in months:
            self.through.addItem(f"截至{month.label}", month)
        before = [n for n, month in enumerate(months) if month.next() in held]
        self.through.setCurrentIndex(before[0] if before else self.through.count() - 1)
        self.income, self.expense = AmountEdit(), AmountEdit()
        self.form = Form(self.problems)
        self.form.add("through", "截至(&M)", self.through)
        self.form.add("income", "累计收入(&S)", self.income)
        self.form.add("expense", "累计支出(&X)", self.expense)
        self.body.insertWidget(2, self.form)
        self.do_by(self.save)
        self.do_button.setDefault(True)
        self.through.setFocus()

    def problems(self) -> Problems:
        """Return what is wrong with the fields."""
        found = {}
        for key, field, name in (
            ("income", self.income, "累计收入"),
            ("expense", self.expense, "累计支出"),
        ):
            problem = field.problem()
            if not problem and not field.text().strip():
                problem = f"请填写{name}，没有就填 0。"
            if problem:
                found[key] = problem
        return found

    def save(self) -> None:
        """Keep the figures, and close."""
        if not self.form.check():
            return
        session = self.session
        through = self.through.currentData()
        income, expense = self.income.fen() or 0, self.expense.fen() or 0
        try:
            service.state_year(session.desk, session.book.id, through, income, expense)
        except UserError as error:
            self.form.summary.show_problems({"income": str(error)})
            return
        self.accept()
        session.changed.emit()
