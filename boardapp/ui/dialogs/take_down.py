"""揭下: from which board, on which day; taken down too early it must be put up again."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from boardapp.core.errors import UserError
from boardapp.core.life import Display, days_hung, due_down
from boardapp.core.posting import Posting
from boardapp.services import boards, life
from boardapp.services.boards import TakenDown
from boardapp.store import postings
from boardapp.ui.dialogs.message import Message
from boardapp.ui.life.columns import side_by_side
from boardapp.ui.life.photo import AskPhoto, PhotoField, ask_photo
from boardapp.ui.session import Session
from boardapp.ui.tasks.words import day_words
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.day_edit import DayEdit
from boardapp.ui.widgets.form import Form, Problems
from boardapp.ui.widgets.note import Note


class TakeDownDialog(Message):
    """Asks for the board, the day, the photo and why, and counts the days as they are typed."""

    def __init__(
        self,
        session: Session,
        posting: Posting,
        parent: QWidget | None = None,
        choose_photo: AskPhoto = ask_photo,
    ) -> None:
        super().__init__("记入揭下", f"{posting.number}从公开栏上揭下了。", parent, "记入揭下")
        self.session, self.posting = session, posting
        self.down: TakenDown | None = None
        self.hanging = life.hanging_of(session.desk, posting)
        self.replaced = postings.replacing(session.desk.db, posting.id) is not None
        self.board = Choice()
        names = {one.id: one for one in boards.all_boards(session.desk)}
        for one in _up(self.hanging.displays):
            self.board.addItem(names[one.board].name, one)
        self.boards = names
        self.day = DayEdit()
        self.day.show_day(session.desk.today)
        self.reason = QLineEdit()
        self.photo = PhotoField(choose_photo)
        self.count = Note()
        self.form = Form(self.problems)
        self.form.add("board", "哪个公开栏(&B)", self.board)
        self.form.add("day", "哪一天揭的(&D)", self.day)
        self.proof = Form()
        self.proof.add(
            "reason", "为什么揭下(&R)", self.reason, "期满揭下的可以不写；提前揭下的请写明"
        )
        self.proof.add("photo", "照片(&P)", self.photo, "没有照片可以不选")
        self.body.insertWidget(2, self.count)
        self.body.insertLayout(3, side_by_side((self.form,), (self.proof,)))
        self.refused = Note()
        self.refused.say("")
        self.body.insertWidget(2, self.refused)
        self.do_by(self.save)
        self.do_button.setDefault(True)
        self.setMinimumWidth(36 * self.fontMetrics().height())
        self.board.currentIndexChanged.connect(self.refresh)
        self.day.dateChanged.connect(self.refresh)
        self.refresh()
        self.day.setFocus()

    def refresh(self) -> None:
        """Say for how many days it hung, and what follows when that is too few."""
        one = self.board.currentData()
        if not isinstance(one, Display):
            return
        today, least = self.session.desk.today, self.hanging.least
        hung = days_hung(replace(one, down_on=self.day.day()), today)
        words = f"{day_words(one.up_on, today)}贴上，贴了 {hung} 天，规定不少于 {least} 天。"
        if hung >= least or self.replaced:
            self.count.say(f"✓ {words}")
            return
        until = day_words(due_down(one, least), today)
        self.count.say(f"✖ {words}{until}起才能揭。现在揭下，需重新公布，天数重算。", wrong=True)

    def problems(self) -> Problems:
        """Return what is wrong with the fields."""
        one, today = self.board.currentData(), self.session.desk.today
        if not isinstance(one, Display):
            return {"board": "这份榜没有贴在公开栏上。"}
        if not one.up_on <= self.day.day() <= today:
            return {"day": f"应在张贴（{one.up_on}）以后、今天（{today}）以前。"}
        return {}

    def save(self) -> None:
        """Enter it, and close."""
        if not self.form.check():
            return
        board = self.boards[self.board.currentData().board]
        day, why = self.day.day(), self.reason.text()
        try:
            self.down = boards.take_down(
                self.session.desk, self.posting, board, day, self.photo.path, why
            )
        except UserError as error:
            self.refused.say(f"✖ {error}", wrong=True)
            return
        self.accept()
        self.session.changed.emit()


def _up(displays: Sequence[Display]) -> list[Display]:
    return [one for one in displays if one.down_on is None]
