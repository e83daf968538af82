"""补照片: the photo of a posting on its board, or of its taking down, that was not at hand then."""

from PySide6.QtWidgets import QWidget

from boardapp.core.errors import UserError
from boardapp.core.posting import Posting
from boardapp.services import boards, life
from boardapp.ui.dialogs.message import Message
from boardapp.ui.life.photo import AskPhoto, PhotoField, ask_photo
from boardapp.ui.session import Session
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.form import Form
from boardapp.ui.widgets.note import Note


class AddPhotoDialog(Message):
    """Asks what the photo shows, and for the photo; what is there already is not replaced."""

    def __init__(
        self,
        session: Session,
        posting: Posting,
        parent: QWidget | None = None,
        choose_photo: AskPhoto = ask_photo,
    ) -> None:
        told = f"{posting.number}张贴、揭下时没有照的，现在补上。补了以后不能换。"
        super().__init__("补照片", told, parent, "补照片")
        self.session, self.posting = session, posting
        self.boards = {one.id: one for one in boards.all_boards(session.desk)}
        self.which = Choice()
        displays = life.hanging_of(session.desk, posting).displays
        for id_, down in boards.photos_lacking(displays):
            name = self.boards[id_].name
            self.which.addItem(f"{name}：{'揭下' if down else '张贴'}", (id_, down))
        self.photo = PhotoField(choose_photo)
        self.photo_problem = Note()
        self.photo_problem.say("")
        form = Form()
        form.add("which", "照的是什么(&B)", self.which)
        form.add("photo", "照片(&P)", self.photo)
        self.body.insertWidget(2, self.photo_problem)
        self.body.insertWidget(3, form)
        self.do_by(self.save)
        self.do_button.setDefault(True)
        self.photo.setFocus()

    def save(self) -> None:
        """Add it, and close."""
        id_, down = self.which.currentData()
        try:
            if self.photo.path is None:
                raise UserError("还没有选照片。没有改动。")
            desk, board = self.session.desk, self.boards[id_]
            boards.add_photo(desk, self.posting, board, self.photo.path, down=down)
        except UserError as error:
            self.photo_problem.say(f"✖ {error}", wrong=True)
            return
        self.accept()
        self.session.changed.emit()
