"""群众意见: the register, the days left to answer, and what is done about each opinion."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from boardapp.core.errors import UserError
from boardapp.core.feedback.answers import ITEM
from boardapp.core.obligations import Event
from boardapp.core.period import Period
from boardapp.core.progress import Progress
from boardapp.core.village import Body, BodyKind
from boardapp.services import echo_wall, feedback, opinions
from boardapp.services.opinion_book import opinion_book
from boardapp.services.opinions import Seen
from boardapp.store import villages
from boardapp.ui.errors import AskPath, ask_path, show_error
from boardapp.ui.feedback.act_form import ActDialog
from boardapp.ui.feedback.book_form import BookAsk, BookDialog
from boardapp.ui.feedback.card import OpinionCard, OpinionDeed
from boardapp.ui.feedback.opinion_form import OpinionDialog
from boardapp.ui.feedback.post_form import PostDialog
from boardapp.ui.feedback.table import OpinionTable
from boardapp.ui.feedback.words import needs_care
from boardapp.ui.life.photo import AskPhoto, ask_photo
from boardapp.ui.printing import AskPrinter, ask_printer
from boardapp.ui.session import Freshness, Session
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.note import Note

CARE, PERIOD, ALL = "要办的", "本期收到的", "全部"
NOTHING = {
    CARE: "没有要办的意见。收到新的，按“记一条意见”。",
    PERIOD: "本期没有收到意见。",
    ALL: "登记簿上还没有意见。收到的意见条、来访、电话，都可以记在这里。",
}


class FeedbackPage(QWidget):
    """The opinions of one body, and below them the chosen one.

    Signals: ``asked_for`` with the page to turn to.
    """

    asked_for = Signal(str)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        choose_photo: AskPhoto = ask_photo,
        choose_path: AskPath = ask_path,
        choose_printer: AskPrinter = ask_printer,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._photo, self._path, self._printer = choose_photo, choose_path, choose_printer
        self._build()
        self._connect()

    def _build(self) -> None:
        self.extent, self.whose = Choice(), Choice()
        self.extent.setAccessibleName("看哪些")
        self.whose.setAccessibleName("谁的登记簿")
        # Long names of bodies must not push the buttons off a small screen.
        self.whose.setSizeAdjustPolicy(
            Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.whose.setMinimumContentsLength(8)
        for word in (CARE, PERIOD, ALL):
            self.extent.addItem(word, word)
        self.new_button = QPushButton("记一条意见(&N)…")
        self.new_button.setProperty("role", "main")
        self.post_button = QPushButton("公开答复(&P)…")
        self.post_button.setToolTip("选出答复，成为一份榜，经审查贴上公开栏（回音壁）")
        self.book_button = QPushButton("登记簿(&B)…")
        self.book_button.setToolTip("打印意见登记簿，或空白的")
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.extent)
        top.addWidget(self.whose)
        top.addStretch()
        for button in (self.book_button, self.post_button, self.new_button):
            top.addWidget(button)
        self.table = OpinionTable()
        self.empty = QLabel()
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.note = Note()
        self.note.say("")
        self.card = OpinionCard()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.note)
        column.addWidget(self.card)

    def _connect(self) -> None:
        self.extent.activated.connect(self.reload)
        self.whose.activated.connect(self.reload)
        self.new_button.clicked.connect(self.enter)
        self.post_button.clicked.connect(self.choose_answers)
        self.book_button.clicked.connect(self.ask_for_book)
        self.table.itemSelectionChanged.connect(self.refresh)
        self.table.cellPressed.connect(lambda *_: self.note.say(""))
        self.table.done.connect(self.card.act)
        self.card.asked.connect(self.act)
        Freshness(self, self.session, self.reload)

    def body(self) -> Body:
        """Return the body whose register is shown: at first the 村民委员会."""
        desk = self.session.desk
        id_ = self.whose.currentData()
        found = (one for one in villages.bodies(desk.db) if one.id == id_)
        return next(found, None) or opinions.opinion_body(desk)

    def reload(self) -> None:
        """Show what the database holds."""
        self._show_bodies()
        held = opinions.register(self.session.desk, self.body())
        rows = self._chosen_of(held)
        word = self.extent.currentData()
        self.table.show_opinions(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.empty.setText(NOTHING[word if held else ALL])
        count = len(echo_wall.choice(self.session.desk, self.body()))
        self.post_button.setEnabled(count > 0)
        self.refresh()

    def refresh(self) -> None:
        """Show the chosen opinion."""
        self.card.show_opinion(self.session.desk, self.table.chosen())

    def enter(self) -> None:
        """Ask for a new opinion."""
        self.form = OpinionDialog(self.session, self.body(), None, self, self._photo)
        self.form.accepted.connect(self._tell_kept)
        self.form.open()

    def act(self, deed: Any) -> None:
        """Do what is asked for with the chosen opinion."""
        seen = self.table.chosen()
        if seen is None:
            return
        if deed is OpinionDeed.CORRECT:
            self.form = OpinionDialog(self.session, self.body(), seen.opinion, self, self._photo)
            self.form.accepted.connect(self._tell_kept)
            self.form.open()
        elif deed is OpinionDeed.SLIP:
            self._add_slip(seen)
        elif deed is OpinionDeed.LOOK:
            self._look(seen)
        else:
            self.doing = ActDialog(self.session, seen, OpinionDeed(deed), self)
            self.doing.accepted.connect(lambda: self._tell_done(seen, OpinionDeed(deed)))
            self.doing.open()

    def choose_answers(self) -> None:
        """Ask which answers go on the board, and turn to where they are submitted."""
        some = echo_wall.choice(self.session.desk, self.body())
        self.posting = PostDialog(self.session, self.body(), some, self)
        self.posting.accepted.connect(self._submit)
        self.posting.open()

    def ask_for_book(self) -> None:
        """Ask which register is printed."""
        self.asking = BookAsk(self.session, self)
        self.asking.accepted.connect(self._draw_book)
        self.asking.open()

    def show_book(self, drawn: Any) -> None:
        """Show the register that was drawn, to be saved or printed."""
        pdf, content = drawn
        label = content.period_label
        self.book = BookDialog(self.session, pdf, label, self, self._path, self._printer)
        self.book.open()

    def _draw_book(self) -> None:
        session, body = self.session, self.body()
        period, blank, empty = self.asking.period(), self.asking.blank.value(), self.asking.empty

        def task(_progress: Progress) -> Any:
            with session.desk.again() as desk:
                return opinion_book(desk, body, period, blank, empty=empty)

        session.jobs.start(task, "正在排登记簿", self, self.show_book)

    def _show_bodies(self) -> None:
        bodies = villages.bodies(self.session.desk.db)
        now = self.body()
        self.whose.clear()
        for one in bodies:
            self.whose.addItem(_short(one), one.id)
            self.whose.setItemData(self.whose.count() - 1, one.name, Qt.ItemDataRole.ToolTipRole)
        self.whose.setCurrentIndex(max(self.whose.findData(now.id), 0))
        self.whose.setVisible(len(bodies) > 1)

    def _chosen_of(self, held: tuple[Seen, ...]) -> tuple[Seen, ...]:
        word = self.extent.currentData()
        if word == PERIOD:
            return opinions.of_period(held, self.session.period)
        if word == ALL:
            return held[::-1]
        waits = opinions.pending(held)
        return (*waits, *(one for one in held if needs_care(one) and one not in waits))

    def _submit(self) -> None:
        subject = self.posting.subject
        if subject and isinstance(subject.about, Event):
            event = subject.about
            period = Period.month_of(event.happened_on)
            self.session.show_posting(period, subject.body, subject.item.code, event.id)
            self.asked_for.emit("review")

    def _look(self, seen: Seen) -> None:
        held = next(one for one in seen.posted.values() if one.number)
        day = held.published_on or self.session.desk.today
        self.session.show_posting(Period.month_of(day), self.body(), ITEM, held.event)
        self.asked_for.emit("preview")

    def _add_slip(self, seen: Seen) -> None:
        path = self._photo(self)
        if path is None:
            return
        try:
            photo = feedback.add_slip(self.session.desk, seen.opinion, path)
        except UserError as error:
            show_error(error, self)
            return
        self.session.changed.emit()
        self.note.say(f"✓ 已添加照片：{photo.name}。")

    def _tell_kept(self) -> None:
        one = self.form.kept
        if one:
            self.table.go_to(one.id)
            by = f"，{one.due_on.month}月{one.due_on.day}日前答复" if one.due_on else ""
            self.note.say(f"✓ {'已改正' if self.form.before else '已登记'}：{one.number}{by}。")

    def _tell_done(self, seen: Seen, deed: OpinionDeed) -> None:
        now = opinions.seen(self.session.desk, seen.opinion)
        then = "。请按“公开答复”，经审查贴上公开栏。" if now.to_post else "。"
        word = deed.value.partition("(")[0]
        self.note.say(f"✓ {seen.opinion.number}：{word}，现在是“{now.state.word}”{then}")


def _short(body: Body) -> str:
    """Return the words for a body that fit beside the buttons."""
    return {
        BodyKind.COMMITTEE: "村委会",
        BodyKind.COLLECTIVE: "集体经济组织",
        BodyKind.GROUP: body.name,
    }[body.kind]
