"""归档: where the paper lies, once its days are done and it is off every board."""

from PySide6.QtWidgets import QLineEdit, QWidget

from boardapp.core.errors import UserError
from boardapp.core.posting import Posting
from boardapp.services import boards
from boardapp.ui.dialogs.message import Message
from boardapp.ui.session import Session
from boardapp.ui.widgets.form import Form


class ArchiveDialog(Message):
    """Asks in which box or folder the paper is kept."""

    def __init__(self, session: Session, posting: Posting, parent: QWidget | None = None) -> None:
        super().__init__(
            "归档", f"{posting.number}归入档案，以后仍可查看和打印，不再张贴。", parent, "归档"
        )
        self.session, self.posting = session, posting
        self.place = QLineEdit()
        self.form = Form()
        self.form.add("place", "纸质件放在哪里(&P)", self.place, "例如：2026年第3盒；没有可以不填")
        self.body.insertWidget(2, self.form)
        self.do_by(self.save)
        self.do_button.setDefault(True)
        self.place.setFocus()

    def save(self) -> None:
        """File it, and close."""
        try:
            boards.archive(self.session.desk, self.posting, self.place.text())
        except UserError as error:
            self.form.summary.show_problems({"place": str(error)})
            return
        self.accept()
        self.session.changed.emit()
