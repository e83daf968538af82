"""张贴: on which board, since which day, with the photo that proves it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from boardapp.core.errors import UserError
from boardapp.core.life import Board, Display
from boardapp.core.posting import Posting
from boardapp.services import boards
from boardapp.ui.dialogs.message import Message
from boardapp.ui.life.columns import side_by_side
from boardapp.ui.life.photo import AskPhoto, PhotoField, ask_photo
from boardapp.ui.session import Session
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.day_edit import DayEdit
from boardapp.ui.widgets.form import Form, Problems
from boardapp.ui.widgets.note import Note


class PutUpDialog(Message):
    """Asks for the board, the day and the photo; a board that is new is entered on the way."""

    def __init__(
        self,
        session: Session,
        posting: Posting,
        parent: QWidget | None = None,
        choose_photo: AskPhoto = ask_photo,
    ) -> None:
        super().__init__(
            "记入张贴",
            f"{posting.number}贴到了公开栏上。张贴的当天不算，从第二天起算天数。",
            parent,
            "记入张贴",
        )
        self.session, self.posting = session, posting
        self.shown: Display | None = None
        self.board = Choice()
        for one in boards.all_boards(session.desk):
            if one.serves(session.desk.today):
                self.board.addItem(one.name, one)
        self.board.addItem("登记一个新的公开栏", None)
        self.name, self.village = QLineEdit(), QLineEdit()
        self.day = DayEdit()
        self.day.show_day(session.desk.today)
        self.photo = PhotoField(choose_photo)
        self.form = Form()
        self.form.add("board", "哪个公开栏(&B)", self.board)
        self.new = Form(self.new_problems)
        self.new.add("name", "公开栏的名称(&M)", self.name, "例如：村委会门口公开栏")
        self.new.add("village", "哪个自然村的(&V)", self.village, "全村共用的不用填")
        self.proof = Form(self.day_problems)
        self.proof.add("day", "哪一天贴的(&D)", self.day)
        self.proof.add("photo", "张贴照片(&P)", self.photo, "照出整块公开栏，作为张贴过的凭据")
        self.body.insertLayout(2, side_by_side((self.form, self.proof), (self.new,)))
        self.refused = Note()
        self.refused.say("")
        self.body.insertWidget(2, self.refused)
        self.do_by(self.save)
        self.do_button.setDefault(True)
        self.setMinimumWidth(36 * self.fontMetrics().height())
        self.board.currentIndexChanged.connect(self.refresh)
        self.refresh()
        self.board.setFocus()

    def refresh(self) -> None:
        """Ask for a name only when the board is a new one."""
        self.new.setVisible(self.board.currentData() is None)

    def day_problems(self) -> Problems:
        """Return what is wrong with the day."""
        day, today = self.day.day(), self.session.desk.today
        if not self.posting.published_on <= day <= today:
            since = self.posting.published_on
            return {"day": f"应在公布（{since}）以后、今天（{today}）以前。"}
        return {}

    def new_problems(self) -> Problems:
        """Return what is wrong with a new board."""
        if self.board.currentData() is None and not self.name.text().strip():
            return {"name": "请写公开栏的名称，例如“村委会门口公开栏”。"}
        return {}

    def save(self) -> None:
        """Enter it, and close."""
        if not self.new.check() or not self.proof.check():
            return
        desk = self.session.desk
        try:
            board = self._board()
            self.shown = boards.put_up(desk, self.posting, board, self.day.day(), self.photo.path)
        except UserError as error:
            self.refused.say(f"✖ {error}", wrong=True)
            return
        self.accept()
        self.session.changed.emit()

    def _board(self) -> Board:
        """Return the chosen board; a new one is kept and stays chosen if the rest fails."""
        held = self.board.currentData()
        if isinstance(held, Board):
            return held
        one = boards.open_board(
            self.session.desk, self.name.text(), natural_village=self.village.text()
        )
        self.board.insertItem(0, one.name, one)
        self.board.setCurrentIndex(0)
        return one
