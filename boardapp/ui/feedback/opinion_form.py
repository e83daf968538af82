"""The form for an opinion: a new one, or one that was entered wrongly."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from boardapp.core.errors import UserError
from boardapp.core.feedback import Channel, Kind, Opinion
from boardapp.core.feedback.records import opinion_problems
from boardapp.core.village import Body
from boardapp.services import feedback
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

_RECENT = 60


class OpinionDialog(Message):
    """Asks what was said, by which way it came, and, if told, by whom."""

    def __init__(
        self,
        session: Session,
        body: Body,
        before: Opinion | None = None,
        parent: QWidget | None = None,
        choose_photo: AskPhoto = ask_photo,
    ) -> None:
        heading = f"改正{before.number}" if before else "记一条意见"
        super().__init__(heading, "", parent, "保存" if before else "登记")
        self.sentence.hide()
        self.session, self.whose, self.before = session, body, before
        self.kept: Opinion | None = None
        self._build_fields(choose_photo)
        self._build_forms()
        self.due = Note()
        self.refused = Note()
        self.refused.say("")
        self.body.insertWidget(2, self.refused)
        self.body.insertLayout(3, side_by_side((self.said,), (self.came,)))
        self.buttons.insertWidget(0, self.due, 1)
        self.body.setSpacing(8)
        self.body.setContentsMargins(28, 16, 28, 16)
        self.do_by(self.save)
        self.setMinimumWidth(34 * self.fontMetrics().height())
        self.received_on.dateChanged.connect(self.refresh)
        self.about.currentIndexChanged.connect(self.refresh)
        if before:
            self._fill(before)
        self.refresh()
        self.text.setFocus()

    def _build_fields(self, choose_photo: AskPhoto) -> None:
        desk = self.session.desk
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText("照原话记。姓名和联系方式可以不填。")
        self.text.setFixedHeight(2 * self.fontMetrics().lineSpacing() + 24)
        self.channel, self.kind, self.about = Choice(), Choice(), Choice()
        for channel in Channel:
            self.channel.addItem(channel.word, channel.value)
        for kind in Kind:
            self.kind.addItem(
                f"{kind.word}（转交乡镇）" if kind is Kind.REPORT else kind.word, kind
            )
        self.about.addItem("不关于哪一份", "")
        for one in postings.all_of(desk.db)[:_RECENT]:
            self.about.addItem(one.number, one.id)
        self.received_on = DayEdit()
        self.received_on.show_day(desk.today)
        self.taken_by = QLineEdit(desk.operator)
        self.person, self.contact = QLineEdit(), QLineEdit()
        self.named = QCheckBox("本人同意公开姓名(&Y)")
        self.slip = PhotoField(choose_photo)
        self.slip.button.setText("意见条照片(&F)…")

    def _build_forms(self) -> None:
        self.said = Form(lambda: self.problems(self.said))
        self.said.add("text", "内容(&N)", self.text)
        self.said.add("kind", "类别(&K)", self.kind)
        self.said.add("about", "关于哪份公示(&A)", self.about)
        self.said.add("person", "反映人(&P)", self.person)
        self.came = Form(lambda: self.problems(self.came))
        self.came.add("channel", "从哪里来(&H)", self.channel)
        self.came.add("received_on", "收到日期(&D)", self.received_on)
        self.came.add("taken_by", "接收人(&R)", self.taken_by)
        self.came.add("contact", "联系方式（不打印、不导出）(&X)", self.contact)
        self.came.add_widget(self.named)
        if self.before is None:
            self.said.add_widget(self.slip)

    def typed(self) -> Opinion:
        """Return the opinion as it stands in the fields."""
        return Opinion(
            id="",
            body=self.whose.id,
            year=0,
            serial=0,
            channel=Channel(self.channel.currentData()),
            kind=Kind(self.kind.currentData()),
            received_on=self.received_on.day(),
            taken_by=self.taken_by.text(),
            text=self.text.toPlainText(),
            person=self.person.text(),
            contact=self.contact.text(),
            named=self.named.isChecked(),
            posting=self.about.currentData() or "",
        )

    def problems(self, form: Form) -> Problems:
        """Return what is wrong with the fields of one of the two columns."""
        found = opinion_problems(self.typed(), self.session.desk.today)
        return {key: sentence for key, sentence in found.items() if key in form.fields}

    def refresh(self) -> None:
        """Say by when it must be answered, and on what that rests."""
        desk = self.session.desk
        day, rule = feedback.due_as_typed(desk, self.typed())
        if day and rule:
            law = "" if rule.binding else "（建议，不是法律规定）"
            self.due.say(f"答复期限：{day_words(day, desk.today)}前{law}。{rule.citation}")
        else:
            self.due.say("没有规定答复期限。")

    def save(self) -> None:
        """Keep it, and close."""
        if not self.said.check() or not self.came.check():
            return
        desk = self.session.desk
        try:
            if self.before:
                self.kept = feedback.put_right(desk, self.before, self.typed())
            else:
                self.kept = feedback.take(desk, self.typed(), self.slip.path)
        except UserError as error:
            self.refused.say(f"✖ {error}", wrong=True)
            return
        self.accept()
        self.session.changed.emit()

    def _fill(self, one: Opinion) -> None:
        self.text.setPlainText(one.text)
        self.channel.setCurrentIndex(list(Channel).index(one.channel))
        self.kind.setCurrentIndex(list(Kind).index(one.kind))
        place = self.about.findData(one.posting)
        if place < 0:
            self.about.addItem("（先前登记的那一份）", one.posting)
            place = self.about.count() - 1
        self.about.setCurrentIndex(place)
        self.received_on.show_day(one.received_on)
        self.taken_by.setText(one.taken_by)
        self.person.setText(one.person)
        self.contact.setText(one.contact)
        self.named.setChecked(one.named)
