"""Who holds which office: the newest first, with those who held it before."""

from PySide6.QtWidgets import QLineEdit, QWidget

from boardapp.core.errors import UserError
from boardapp.core.village import OFFICES, Office
from boardapp.services.village import take_office
from boardapp.store import villages
from boardapp.ui.errors import show_error
from boardapp.ui.session import Session
from boardapp.ui.settings.layout import SaveRow, lay_out
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.day_edit import DayEdit
from boardapp.ui.widgets.form import Form
from boardapp.ui.widgets.rows import Rows


class OfficesSection(QWidget):
    """The offices of the body on screen, and the fields to let somebody take one."""

    title = "任职人员"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.table = Rows(("职务", "姓名", "从", "到"), wide=1, most=6)
        self.table.setAccessibleName("任职人员")
        self.office = Choice()
        self.office.addItems(OFFICES)
        self.person = QLineEdit()
        self.start = DayEdit()
        self.form = Form(self.problems)
        self.form.add("office", "职务", self.office)
        self.form.add("person", "姓名", self.person)
        self.form.add("start", "从哪一天起任职", self.start, "前任的任期到前一天为止")
        self.save_row = SaveRow("登记任职(&S)")
        note = "公开榜上由他们签字。旧榜保留当时的签字人，换人不影响已经公布的。"
        lay_out(self, self.title, note, self.table, self.form, self.save_row)
        self.save_row.button.clicked.connect(self.save)

    def reload(self) -> None:
        """Show what the database holds."""
        held = villages.offices(self.session.desk.db, self.session.body.id)
        order = {title: place for place, title in enumerate(OFFICES)}
        newest_first = held[::-1]
        ordered = sorted(newest_first, key=lambda one: order.get(one.title, len(order)))
        self.table.show_rows([_row(one) for one in ordered])
        self.table.setVisible(bool(held))
        if not self.person.text():
            self.start.show_day(self.session.desk.today)

    def problems(self) -> dict[str, str]:
        """Return what is wrong with the fields."""
        return {} if self.person.text().strip() else {"person": "请填写姓名。"}

    def save(self) -> None:
        """Let the person take the office."""
        if not self.form.check():
            return
        title, person = self.office.currentText(), self.person.text()
        try:
            take_office(self.session.desk, self.session.body.id, title, person, self.start.day())
        except UserError as error:
            show_error(error, self)
            return
        self.person.clear()
        self.form.forget()
        self.session.changed.emit()
        self.save_row.say(f"已登记：{title} {person.strip()}")


def _row(one: Office) -> tuple[str, str, str, str]:
    return one.title, one.person, one.start.isoformat(), one.end.isoformat() if one.end else "现任"
