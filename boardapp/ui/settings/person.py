"""Who sits at this computer, and how large the type is."""

from PySide6.QtWidgets import QLineEdit, QWidget

from boardapp.core.errors import UserError
from boardapp.services.settings import TYPE_SIZE, change_setting
from boardapp.store import villages
from boardapp.ui.errors import show_error
from boardapp.ui.session import Session
from boardapp.ui.settings.layout import SaveRow, lay_out
from boardapp.ui.theme import TypeSize
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.form import Form


class PersonSection(QWidget):
    """The operator's name and the size of type."""

    title = "操作人和字号"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._shown = ("", "")
        self.operator = QLineEdit()
        self.type_size = Choice()
        self.type_size.addItems([one.value for one in TypeSize])
        self.form = Form(self.problems)
        self.form.add("operator", "操作人", self.operator, "每一次改动都会记上这个姓名")
        self.form.add("size", "字号", self.type_size)
        self.save_row = SaveRow("保存(&S)")
        lay_out(self, self.title, "没有密码，只为了查得到是谁做的。", self.form, self.save_row)
        self.save_row.button.clicked.connect(self.save)

    def draft(self) -> tuple[str, str]:
        """Return the operator's name and the word of the size."""
        return self.operator.text().strip(), self.type_size.currentText()

    def reload(self) -> None:
        """Show what is set, unless the person has begun to change it."""
        desk = self.session.desk
        if self.draft()[0] == self._shown[0]:
            self.operator.setText(desk.operator)
        self.type_size.setCurrentText(TypeSize.named(villages.setting(desk.db, TYPE_SIZE)).value)
        self._shown = (desk.operator, self.type_size.currentText())

    def problems(self) -> dict[str, str]:
        """Return what is wrong with the fields."""
        return {} if self.draft()[0] else {"operator": "请填写操作人姓名。"}

    def save(self) -> None:
        """Keep both."""
        if not self.form.check():
            return
        operator, size = self.draft()
        try:
            change_setting(self.session.desk, TYPE_SIZE, size)
            self.session.seat(operator)
        except UserError as error:
            show_error(error, self)
            return
        self.save_row.say("已保存")
