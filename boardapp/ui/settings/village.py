"""The village's particulars, as they stand on every notice."""

from PySide6.QtWidgets import QLineEdit, QWidget

from boardapp.core.errors import UserError
from boardapp.core.village import Village
from boardapp.services.village import change_village, the_village
from boardapp.ui.errors import show_error
from boardapp.ui.session import Session
from boardapp.ui.settings.layout import SaveRow, lay_out
from boardapp.ui.widgets.form import Form
from boardapp.ui.widgets.village_fields import VillageFields


class VillageSection(QWidget):
    """Name, code, township, and where people can turn to."""

    title = "村庄资料"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._shown: Village | None = None
        self.fields = VillageFields()
        self.form = Form(self.fields.problems)
        self.fields.add_names(self.form)
        self.fields.add_contacts(self.form)
        self.save_row = SaveRow("保存(&S)")
        note = "印在每一张公开榜上。改动从下一次公布起生效，已经公布的不变。"
        lay_out(self, self.title, note, self.form, self.save_row)
        self.save_row.button.clicked.connect(self.save)
        self.form.edited.connect(self.refresh)

    @property
    def name(self) -> QLineEdit:
        """The field of the village's name."""
        return self.fields.name

    def reload(self) -> None:
        """Show what the database holds, unless the person has begun to change it."""
        if self._shown in (None, self.fields.draft()):
            self._shown = the_village(self.session.desk)
            self.fields.show(self._shown)
            self.form.forget()

    def refresh(self) -> None:
        """Take back the word of success once something is changed again."""
        if self.fields.draft() != self._shown:
            self.save_row.say("")

    def save(self) -> None:
        """Keep the particulars."""
        if not self.form.check():
            return
        try:
            change_village(self.session.desk, self.fields.draft())
        except UserError as error:
            show_error(error, self)
            return
        self._shown = None
        self.session.changed.emit()
        self.save_row.say("已保存")
