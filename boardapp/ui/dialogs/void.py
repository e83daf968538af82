"""作废编号: a number that was lost or skipped, named twice before it is never used again."""

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from boardapp.core.errors import UserError
from boardapp.core.life import Void
from boardapp.core.posting import number_label
from boardapp.core.village import Body
from boardapp.services.posting import void_number
from boardapp.store import postings
from boardapp.ui.dialogs.message import Message
from boardapp.ui.session import Session
from boardapp.ui.widgets.form import Form, Problems


class VoidDialog(Message):
    """Asks for the year, the number and the reason, shows what follows, and asks to type it."""

    def __init__(self, session: Session, body: Body, parent: QWidget | None = None) -> None:
        super().__init__(
            "作废编号",
            f"{body.name}的一个编号遗失了或者跳过了，就登记作废：它从此不再使用，不能恢复。"
            "已公布的榜有错，请发更正公告，不是作废。",
            parent,
            "作废",
        )
        self.session, self.publisher = session, body
        self.void: Void | None = None
        self.year, self.serial = QLineEdit(str(session.desk.today.year)), QLineEdit()
        self.reason, self.again = QLineEdit(), QLineEdit()
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("role", "strong")
        self.form = Form(self.problems)
        self.form.add("year", "哪一年的(&Y)", self.year)
        self.form.add("serial", "第几号(&H)", self.serial)
        self.form.add("reason", "为什么作废(&R)", self.reason, "例如：打印后丢失，没有张贴")
        self.form.add("again", "再输入一次第几号，确认作废(&A)", self.again)
        self.body.insertWidget(2, self.form)
        self.body.insertWidget(3, self.told)
        self.do_by(self.save)
        self.setMinimumWidth(30 * self.fontMetrics().height())
        for field in (self.year, self.serial):
            field.textChanged.connect(self.refresh)
        self.refresh()
        self.serial.setFocus()

    def refresh(self) -> None:
        """Show the whole number and which one is the next after it."""
        year, serial = _number(self.year.text()), _number(self.serial.text())
        if not year or not serial:
            self.told.setText("")
            return
        number = number_label(self.publisher.prefix, year, serial)
        last = postings.next_serial(self.session.desk.db, self.publisher.id, year) - 1
        if serial > last + 1:
            self.told.setText(f"下一个编号是第{last + 1}号；跳过了的，请从它起一个一个作废。")
            return
        self.told.setText(f"将作废：{number}。下一个是第{max(last, serial) + 1}号。")

    def problems(self) -> Problems:
        """Return what is wrong with the fields."""
        found = {}
        if not _number(self.year.text()):
            found["year"] = "请填四位数的年份。"
        if not _number(self.serial.text()):
            found["serial"] = "请填数字，例如 12。"
        if len(self.reason.text().strip()) < 2:
            found["reason"] = "请写明为什么作废。"
        if not found and _number(self.again.text()) != _number(self.serial.text()):
            found["again"] = f"请再输入一次 {self.serial.text().strip()}。"
        return found

    def save(self) -> None:
        """Enter it, and close."""
        if not self.form.check():
            return
        year, serial = _number(self.year.text()), _number(self.serial.text())
        desk = self.session.desk
        try:
            self.void = void_number(desk, self.publisher, year, serial, self.reason.text())
        except UserError as error:
            self.form.summary.show_problems({"serial": str(error)})
            return
        self.session.changed.emit()
        self.accept()


def _number(text: str) -> int:
    """Return a number as typed, 0 for what is none."""
    words = text.strip()
    return int(words) if words.isascii() and words.isdigit() and len(words) < 6 else 0
