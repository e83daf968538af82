"""记入审核结果: which step, approved or returned, by whom, when, and the signed sheet."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QWidget

from boardapp.core.disclosure import Step
from boardapp.core.errors import UserError
from boardapp.core.life import Meeting, Outcome, Submission
from boardapp.core.life.roles import MEETINGS, holder
from boardapp.services import meetings, reviewing
from boardapp.services.reviewing import Reviewed
from boardapp.ui.dialogs.message import Message
from boardapp.ui.life.columns import side_by_side
from boardapp.ui.life.lives import named
from boardapp.ui.life.photo import AskPhoto, PhotoField, ask_photo
from boardapp.ui.session import Session
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.day_edit import DayEdit
from boardapp.ui.widgets.form import Form, Problems
from boardapp.ui.widgets.note import Note

NOT_COUNTED = "没有记"


class StepDialog(Message):
    """Asks for one person's or one meeting's word on one submission, or on many at once."""

    def __init__(
        self,
        session: Session,
        submissions: Sequence[Submission],
        parent: QWidget | None = None,
        choose_photo: AskPhoto = ask_photo,
    ) -> None:
        super().__init__("记入审核结果", "", parent, "记入")
        self.session, self.submissions = session, tuple(submissions)
        self.entered: Reviewed | None = None
        self._usual = ""
        self.sentence.setText(self._told())
        self._build(choose_photo)
        self._fill()
        self.do_by(self.save)
        self.do_button.setDefault(True)
        self.step.currentIndexChanged.connect(self.turn)
        self.outcome.currentIndexChanged.connect(self.show_fitting)
        self.day.dateChanged.connect(self.refresh)
        self.refresh()
        self.outcome.setFocus()

    def _build(self, choose_photo: AskPhoto) -> None:
        self.step, self.outcome, self.by = Choice(), Choice(), Choice()
        self.by.setEditable(True)
        self.day = DayEdit()
        self.form = Form(self.problems)
        self.form.add("step", "哪一步(&S)", self.step)
        self.form.add("outcome", "结果(&R)", self.outcome)
        self.form.add("by", "审核人或主持人(&W)", self.by)
        self.reason = QLineEdit()
        self.photo = PhotoField(choose_photo)
        self.more, self.back = Form(self.day_problems), Form(self.back_problems)
        self.meeting = Form()
        self.more.add("day", "哪一天(&D)", self.day)
        self.more.add("photo", "签过字的审查单(&P)", self.photo, "拍照或扫描，与摘要码一起保存")
        self.back.add("reason", "退回的理由(&T)", self.reason, "例如：第3行附件不全")
        self.place = QLineEdit()
        self.counts = [_count(word) for word in ("应到人数", "实到人数", "同意人数")]
        self.meeting.add("place", "会议地点(&L)", self.place)
        self.meeting.add("counts", "应到、实到、同意(&C)", _in_a_row(self.counts))
        parts = self.more, self.back, self.meeting
        self.body.insertLayout(2, side_by_side((self.form,), parts))
        self.refused = Note()
        self.refused.say("")
        self.body.insertWidget(2, self.refused)
        self.setMinimumWidth(36 * self.fontMetrics().height())

    def _fill(self) -> None:
        lacking = [reviewing.missing_of(self.session.desk, one) for one in self.submissions]
        for step in lacking[0] if lacking else ():
            if all(step in steps for steps in lacking):
                self.step.addItem(step.word, step)
        for outcome in Outcome:
            self.outcome.addItem(outcome.word, outcome)
        self.day.show_day(self.session.desk.today)

    def kind(self) -> Step | None:
        """Return the chosen step."""
        step = self.step.currentData()
        return Step(step) if step else None

    def returns(self) -> bool:
        """Whether the submissions are sent back."""
        return Outcome(self.outcome.currentData()) is Outcome.RETURNED

    def turn(self) -> None:
        """Offer another step to whoever takes that one."""
        self.by.setEditText(self._usual)
        self.refresh()

    def refresh(self) -> None:
        """Offer those who are in office on the day; a name that was typed stays."""
        kind, day, typed = self.kind(), self.day.day(), self.by.currentText().strip()
        body = self.submissions[0].body if self.submissions else ""
        offices = reviewing.offices_of(self.session.desk, body)
        usual = holder(offices, kind, day) if kind else ""
        held = [one.person for one in offices if one.held_on(day)]
        self.by.clear()
        self.by.addItems(list(dict.fromkeys(([usual] if usual else []) + held)))
        self.by.setEditText(usual if typed in ("", self._usual) else typed)
        self._usual = usual
        self.show_fitting()

    def show_fitting(self) -> None:
        """Show only the fields that go with the step and its outcome."""
        back = self.returns()
        self.back.setVisible(back)
        self.meeting.setVisible(self.kind() in MEETINGS and not back)
        self.do_button.setText(f"记入{self.outcome.currentText()}")

    def problems(self) -> Problems:
        """Return what is wrong with the fields."""
        found: dict[str, str] = {}
        if self.kind() is None:
            found["step"] = "所选的几份没有同一步可以一起记，请分开记。"
        if not self.by.currentText().strip():
            found["by"] = "请写明是谁审的。"
        return found

    def day_problems(self) -> Problems:
        """Return what is wrong with the day."""
        if self.day.day() > self.session.desk.today:
            return {"day": "还没到这一天，请填审核的日子。"}
        return {}

    def back_problems(self) -> Problems:
        """Return what is wrong with the reason for sending them back."""
        if self.returns() and len(self.reason.text().strip()) < 2:
            return {"reason": "退回要写明理由。"}
        return {}

    def save(self) -> None:
        """Enter it for all submissions or for none, and close."""
        kind = self.kind()
        if not all(part.check() for part in (self.form, self.more, self.back)) or kind is None:
            return
        try:
            self.entered = self._enter(kind)
        except UserError as error:
            self.refused.say(f"✖ {error}", wrong=True)
            return
        self.accept()
        self.session.changed.emit()

    def _enter(self, kind: Step) -> Reviewed:
        desk, by, day = self.session.desk, self.by.currentText().strip(), self.day.day()
        if self.returns():
            why = self.reason.text()
            return reviewing.send_back(desk, self.submissions, why, kind, by, day, self.photo.path)
        if kind not in MEETINGS:
            return reviewing.approve(desk, self.submissions, kind, by, day, self.photo.path)
        expected, present, agreed = (
            None if one.value() < 0 else one.value() for one in self.counts
        )
        held = Meeting("", kind, day, self.place.text().strip(), by, expected, present, agreed)
        return meetings.hold_meeting(desk, self.submissions, held, self.photo.path)

    def _told(self) -> str:
        names = [named(one) for one in self.submissions]
        if len(names) == 1:
            return f"{names[0]}，摘要码 {self.submissions[0].digest[:16]}。"
        return f"{len(names)} 份一起记，要么都记入，要么都不记：{'、'.join(names)}。"


def _count(word: str) -> QSpinBox:
    field = QSpinBox()
    field.setRange(-1, 99_999)
    field.setValue(-1)
    field.setSpecialValueText(NOT_COUNTED)
    field.setAccessibleName(word)
    field.setToolTip(word)
    return field


def _in_a_row(fields: Sequence[QWidget]) -> QWidget:
    row = QWidget()
    inside = QHBoxLayout(row)
    inside.setContentsMargins(0, 0, 0, 0)
    for field in fields:
        inside.addWidget(field, 1)
    row.setFocusProxy(fields[0])
    return row
