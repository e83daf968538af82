"""The cash boxes and bank accounts of the book."""

from PySide6.QtWidgets import QLineEdit, QWidget

from boardapp.core.errors import UserError
from boardapp.core.village import AccountKind
from boardapp.services.village import open_account
from boardapp.store import villages
from boardapp.ui.errors import show_error
from boardapp.ui.session import Session
from boardapp.ui.settings.layout import SaveRow, lay_out
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.form import Form
from boardapp.ui.widgets.rows import Rows


class AccountsSection(QWidget):
    """A list of accounts, and the fields of a new one."""

    title = "账户"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.table = Rows(("名称", "种类", "账号"), wide=0, most=6)
        self.table.setAccessibleName("账户")
        self.kind = Choice()
        for kind in AccountKind:
            self.kind.addItem(kind.word, kind)
        self.name = QLineEdit()
        self.number = QLineEdit()
        self.form = Form(self.problems)
        self.form.add("kind", "种类", self.kind)
        self.form.add("name", "名称", self.name, "例如：基本户、现金")
        self.form.add("number", "账号（可不填）", self.number, "只留在本机，不上公开榜，也不导出")
        self.save_row = SaveRow("添加账户(&S)")
        note = "记账中心按现金账、银行账分开给账时才需要登记；只给一本总账的，不用登记。"
        lay_out(self, self.title, note, self.table, self.form, self.save_row)
        self.save_row.button.clicked.connect(self.save)

    def reload(self) -> None:
        """Show what the database holds."""
        held = villages.accounts(self.session.desk.db, self.session.book.id)
        self.table.show_rows(
            [(a.name, a.kind.word, f"尾号 {a.number[-4:]}" if a.number else "") for a in held]
        )
        self.table.setVisible(bool(held))

    def problems(self) -> dict[str, str]:
        """Return what is wrong with the fields."""
        return {} if self.name.text().strip() else {"name": "请填写账户名称，例如“基本户”。"}

    def save(self) -> None:
        """Add the account."""
        if not self.form.check():
            return
        name = self.name.text().strip()
        try:
            open_account(
                self.session.desk,
                self.session.book.id,
                AccountKind(self.kind.currentData()),
                name,
                self.number.text(),
            )
        except UserError as error:
            show_error(error, self)
            return
        self.name.clear()
        self.number.clear()
        self.form.forget()
        self.session.changed.emit()
        self.save_row.say(f"已添加“{name}”")
