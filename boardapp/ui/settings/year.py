"""What a year's income and spending had come to before this program took over."""

from PySide6.QtWidgets import QLineEdit, QWidget

from boardapp.core.errors import UserError
from boardapp.core.money import grouped, parse_fen
from boardapp.core.period import Period
from boardapp.services.ledger import state_year
from boardapp.store import entries
from boardapp.ui.errors import show_error
from boardapp.ui.session import Session
from boardapp.ui.settings.layout import SaveRow, lay_out
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.form import Form
from boardapp.ui.widgets.rows import Rows


class YearSection(QWidget):
    """The stated figures of the book, and the fields to state others."""

    title = "年初以来累计"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.table = Rows(("从一月起，截至", "收入", "支出"), wide=0, most=6)
        self.table.setAccessibleName("年初以来累计")
        self.through = Choice()
        self.income = QLineEdit()
        self.expense = QLineEdit()
        self.form = Form(self.problems)
        self.form.add("through", "从一月起，截至哪个月", self.through)
        self.form.add("income", "收入合计（元）", self.income)
        self.form.add("expense", "支出合计（元）", self.expense)
        self.save_row = SaveRow("保存(&S)")
        note = "年中开始使用本程序时，把以前月份的合计填在这里，公开榜上的“本年累计”才完整。"
        lay_out(self, self.title, note, self.table, self.form, self.save_row)
        self.save_row.button.clicked.connect(self.save)

    def reload(self) -> None:
        """Show what the database holds."""
        held = entries.year_openings(self.session.desk.db, self.session.book.id)
        self.table.show_rows(
            [(one.through.label, grouped(one.income), grouped(one.expense)) for one in held]
        )
        self.table.setVisible(bool(held))
        year = self.session.period.year
        if self.through.count() and self.through.itemData(0).year == year:
            return
        self.through.clear()
        for index in range(1, 13):
            month = Period(year, index)
            self.through.addItem(month.label, month)
        self.through.setCurrentIndex(max(0, self.session.period.months[0].index - 2))

    def problems(self) -> dict[str, str]:
        """Return what is wrong with the fields."""
        found = {}
        for key, field in (("income", self.income), ("expense", self.expense)):
            try:
                parse_fen(field.text())
            except ValueError as error:
                found[key] = f"{error}。请填数字，没有就填 0。" if field.text() else "请填写金额。"
        return found

    def save(self) -> None:
        """State the figures."""
        if not self.form.check():
            return
        through = self.through.currentData()
        income, expense = parse_fen(self.income.text()), parse_fen(self.expense.text())
        try:
            state_year(self.session.desk, self.session.book.id, through, income, expense)
        except UserError as error:
            show_error(error, self)
            return
        self.income.clear()
        self.expense.clear()
        self.form.forget()
        self.session.changed.emit()
        self.save_row.say(f"已保存，截至{through.label}")
