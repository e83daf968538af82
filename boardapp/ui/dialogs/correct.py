"""更正: what stood there, what it is now, and why; it is reviewed like the first."""

from PySide6.QtWidgets import QHeaderView, QLineEdit, QWidget

from boardapp.core.errors import UserError
from boardapp.core.life import Submission
from boardapp.core.posting import Posting
from boardapp.services import correcting
from boardapp.ui.dialogs.message import Message
from boardapp.ui.session import Session
from boardapp.ui.widgets.form import Form, Problems
from boardapp.ui.widgets.rows import Rows


class CorrectDialog(Message):
    """Shows the difference between what hangs and what is held, and asks why."""

    def __init__(self, session: Session, posting: Posting, parent: QWidget | None = None) -> None:
        super().__init__("发更正公告", "", parent, "提交更正")
        self.session, self.posting = session, posting
        self.submission: Submission | None = None
        self.changes = correcting.changes_of(session.desk, posting)
        self.sentence.setText(self._told())
        self.table = Rows(("更正之处", "原公布", "更正为"), wide=0, most=6)
        self.table.setAccessibleName("更正之处")
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.show_rows(
            [(one.where, one.before or "（无）", one.after or "（无）") for one in self.changes]
        )
        self.reason = QLineEdit()
        self.form = Form(self.problems)
        self.form.add("reason", "为什么更正(&R)", self.reason, "会写在更正公告上，例如：漏登一笔")
        self.body.insertWidget(2, self.table)
        self.body.insertWidget(3, self.form)
        for widget in (self.table, self.form, self.do_button):
            widget.setVisible(bool(self.changes))
        self.do_by(self.save)
        self.setMinimumWidth((36 if self.changes else 28) * self.fontMetrics().height())
        if self.changes:
            self.do_button.setDefault(True)
            self.reason.setFocus()
        else:
            self.close_button.setText("知道了")

    def problems(self) -> Problems:
        """Return what is wrong with the fields."""
        if len(self.reason.text().strip()) < 2:
            return {"reason": "请写明为什么更正。"}
        return {}

    def save(self) -> None:
        """Submit the correction, and close."""
        if not self.form.check():
            return
        try:
            self.submission = correcting.correct(
                self.session.desk, self.posting, self.reason.text()
            )
        except UserError as error:
            self.form.summary.show_problems({"reason": str(error)})
            return
        self.accept()
        self.session.changed.emit()

    def _told(self) -> str:
        number = self.posting.number
        if not self.changes:
            return (
                f"现在的内容与{number}公布的一样，没有可以更正的。"
                "请先在收支登记、台账或草稿里改正，再来更正。"
            )
        return (
            f"{number}与现在的内容有 {len(self.changes)} 处不同。更正公告要重新审查，"
            "公布后用新的编号，张贴天数重新计算；原来的保留备查。"
        )
