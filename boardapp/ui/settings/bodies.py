"""The publishing bodies: their names and the words that their numbers begin with."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from boardapp.core.errors import UserError
from boardapp.core.posting import number_label
from boardapp.core.village import Body
from boardapp.services.village import change_body
from boardapp.store import villages
from boardapp.ui.errors import show_error
from boardapp.ui.session import Session
from boardapp.ui.settings.layout import SaveRow, lay_out
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
        note = "以谁的名义公布。编号按主体、按年从第1号起，用过的编号不再用。"
        lay_out(self, self.title, note, self.table, self.form, self.save_row)
        self.table.itemSelectionChanged.connect(self.choose)
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

    def choose(self) -> None:
        """Show the chosen body in the fields."""
        body = self.chosen()
        self.name.setText(body.name if body else "")
        self.prefix.setText(body.prefix if body else "")
        self.save_row.say("")
        self.form.forget()

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
