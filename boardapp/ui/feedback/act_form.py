"""The forms for what is done about an opinion: answer, pass on, result, close, make void."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from boardapp.core.errors import UserError
from boardapp.core.feedback import Kind, Way
from boardapp.services import feedback
from boardapp.services.opinions import Seen
from boardapp.ui.dialogs.message import Message
from boardapp.ui.feedback.card import OpinionDeed
from boardapp.ui.life.columns import side_by_side
from boardapp.ui.session import Session
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.day_edit import DayEdit
from boardapp.ui.widgets.form import Form
from boardapp.ui.widgets.note import Note

_HEADS = {
    OpinionDeed.ANSWER: ("答复", "答复的内容(&N)", "答复人(&R)", "记入答复"),
    OpinionDeed.PASS_ON: ("转交乡镇", "转给了谁、附言(&N)", "经办人(&R)", "记入转交"),
    OpinionDeed.RESULT: ("记入转交结果", "乡镇的处理结果(&N)", "经办人(&R)", "记入结果"),
    OpinionDeed.CLOSE: ("不作答复而结案", "为什么不作答复(&N)", "经办人(&R)", "结案"),
    OpinionDeed.VOID: ("作废", "为什么作废(&N)", "", "作废"),
}
_KEPT = "记入以后不能改，有补充再记一次。"


class ActDialog(Message):
    """Asks for what was done, on which day and by whom."""

    def __init__(
        self, session: Session, seen: Seen, deed: OpinionDeed, parent: QWidget | None = None
    ) -> None:
        head, label, by, verb = _HEADS[deed]
        text = " ".join(seen.opinion.text.split())
        short = text if len(text) <= 80 else f"{text[:80]}…"
        super().__init__(f"{head}：{seen.opinion.number}", short, parent, verb)
        self.session, self.seen, self.deed = session, seen, deed
        self.text, self.asked = self._box(4), self._box(2)
        self.way = Choice()
        for way in Way:
            if way is not Way.BOARD or seen.opinion.kind is not Kind.REPORT:
                self.way.addItem(way.word, way.value)
        self.on = DayEdit()
        self.on.show_day(session.desk.today)
        self.by = QLineEdit(session.desk.operator)
        self.said, self.done_ = Form(), Form()
        self.said.add("text", label, self.text)
        if deed is OpinionDeed.ANSWER:
            hint = "不填就用原话；姓名、号码都会隐去"
            self.said.add("asked", "公开时对问题的提法(&T)", self.asked, hint)
            self.done_.add("way", "怎样答复的(&W)", self.way)
        if by:
            self.done_.add("on", "哪一天(&D)", self.on)
            self.done_.add("by", by, self.by)
        self.refused = Note()
        self.refused.say("")
        self.note = Note()
        self.note.say("编号和内容仍保留在簿上。" if deed is OpinionDeed.VOID else _KEPT)
        self.body.insertWidget(2, self.refused)
        columns = (self.said,), ((self.done_,) if by else ())
        self.body.insertLayout(3, side_by_side(*columns))
        self.body.insertWidget(4, self.note)
        self.do_by(self.save)
        self.setMinimumWidth(34 * self.fontMetrics().height())
        self.text.setFocus()

    def save(self) -> None:
        """Keep it, and close; what is wrong is said above the fields."""
        try:
            self._keep()
        except UserError as error:
            self.refused.say(f"✖ {error}", wrong=True)
            self.text.setFocus()
            return
        self.accept()
        self.session.changed.emit()

    def _keep(self) -> None:
        desk, one = self.session.desk, self.seen.opinion
        text, day, by = self.text.toPlainText(), self.on.day(), self.by.text()
        if self.deed is OpinionDeed.ANSWER:
            asked = self.asked.toPlainText()
            feedback.answer(desk, one, text, Way(self.way.currentData()), day, by, asked)
        elif self.deed is OpinionDeed.PASS_ON:
            feedback.pass_on(desk, one, day, by, text)
        elif self.deed is OpinionDeed.RESULT:
            feedback.note_result(desk, one, text, day, by)
        elif self.deed is OpinionDeed.CLOSE:
            feedback.close(desk, one, text, day, by)
        else:
            feedback.make_void(desk, one, text)

    def _box(self, lines: int) -> QPlainTextEdit:
        box = QPlainTextEdit()
        box.setTabChangesFocus(True)
        box.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 24)
        return box
