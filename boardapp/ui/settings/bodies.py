"""The publishing bodies: their names and the words that their numbers begin with."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from boardapp.core.errors import UserError
from boardapp.core.posting import number_label
from boardapp.core.village import Body
from boardapp.services.village import change_body
from boardapp.store import life, villages
from boardapp.ui.dialogs.void import VoidDialog
from boardapp.ui.errors import show_error
from boardapp.ui.session import Session
from boardapp.ui.settings.layout import SaveRow, lay_out, side_by_side
from boardapp.ui.widgets.form import Form
from boardapp.ui.widgets.rows import Rows


class BodiesSection(QWidget):
    """A list of bodies and, below it, the chosen one to be changed."""

    title = "公开主体"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._bodies: tuple[Body, ...] = ()
        self.table = Rows(("名称", "编号的样子"), wide=0, most=6)
        self.table.setAccessibleName("公开主体")
        self.name = QLineEdit()
        self.prefix = QLineEdit()
        self.form = Form(self.problems)
        self.form.add("name", "名称", self.name)
        self.form.add("prefix", "编号字头", self.prefix, "例如“青石桥公开”，后面接年份和第几号")
        self.save_row = SaveRow("保存(&S)")
        self.voids = Rows(("作废的编号", "为什么", "哪一天"), wide=1, most=4)
        self.voids.setAccessibleName("作废的编号")
        self.void_button = QPushButton("作废编号(&F)…")
        self.void_button.setToolTip("登记一个遗失或跳过的编号，从此不再使用")
        note = "以谁的名义公布。编号按主体、按年从第1号起，用过的编号不再用。"
        parts = (self.table, self.form, self.save_row, self.voids)
        lay_out(self, self.title, note, *parts, side_by_side(self.void_button))
        self.table.itemSelectionChanged.connect(self.choose)
        self.void_button.clicked.connect(self.ask_void)
        self.save_row.button.clicked.connect(self.save)

    def chosen(self) -> Body | None:
        """Return the body of the selected row."""
        row = self.table.currentRow()
        return self._bodies[row] if 0 <= row < len(self._bodies) else None

    def reload(self) -> None:
        """Show what the database holds, unless the person has begun to change it."""
        begun = self.chosen() and self.draft() != self.chosen()
        self._bodies = villages.bodies(self.session.desk.db)
        year = self.session.desk.today.year
        rows = [(b.name, number_label(b.prefix, year, 1)) for b in self._bodies]
        self.table.blockSignals(bool(begun))
        self.table.show_rows(rows)
        self.table.blockSignals(False)
        if not begun:
            self.choose()
        self._show_voids()

    def choose(self) -> None:
        """Show the chosen body in the fields."""
        body = self.chosen()
        self.name.setText(body.name if body else "")
        self.prefix.setText(body.prefix if body else "")
        self.save_row.say("")
        self.form.forget()
        self.void_button.setEnabled(body is not None)
        self._show_voids()

    def ask_void(self) -> None:
        """Ask which number of the chosen body is void."""
        body = self.chosen()
        if body is not None:
            self.voiding = VoidDialog(self.session, body, self)
            self.voiding.accepted.connect(self.tell_void)
            self.voiding.open()

    def tell_void(self) -> None:
        """Say which number is void."""
        if self.voiding.void:
            self.save_row.say(f"已作废：{self.voiding.void.number}")

    def draft(self) -> Body | None:
        """Return the fields as a record."""
        body = self.chosen()
        if body is None:
            return None
        return replace(body, name=self.name.text().strip(), prefix=self.prefix.text().strip())

    def problems(self) -> dict[str, str]:
        """Return what is wrong with the fields."""
        found = {}
        if not self.name.text().strip():
            found["name"] = "请填写名称。"
        if not self.prefix.text().strip():
            found["prefix"] = "请填写编号字头。"
        return found

    def save(self) -> None:
        """Keep the chosen body."""
        body = self.draft()
        if body is None or not self.form.check():
            return
        try:
            change_body(self.session.desk, body)
        except UserError as error:
            show_error(error, self)
            return
        self._bodies = villages.bodies(self.session.desk.db)
        self.session.changed.emit()
        self.save_row.say("已保存")

    def _show_voids(self) -> None:
        """Show the void numbers of the chosen body, the newest first."""
        body = self.chosen()
        voids = [one for one in life.voids(self.session.desk.db) if body and one.body == body.id]
        self.voids.show_rows([(one.number, one.reason, one.at[:10]) for one in voids[::-1]])
        self.voids.setVisible(bool(voids))
