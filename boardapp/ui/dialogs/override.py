"""放行: a finding that stands in the way no more, for a reason that is kept."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from boardapp.core.catalogue import Item
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding
from boardapp.core.village import Body
from boardapp.services.composing import About, label_of
from boardapp.services.posting import override
from boardapp.ui.dialogs.message import Message
from boardapp.ui.session import Session
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.form import Form, Problems

WARNING = (
    "公布个人信息要有法律依据，并且只公布必要的部分（个人信息保护法第六条、第二十五条）。"
    "能改写或打码的，请改内容，不要放行。"
)


class OverrideDialog(Message):
    """Shows the finding, says what letting it pass means, and asks why."""

    def __init__(
        self,
        session: Session,
        item: Item,
        about: About,
        body: Body,
        findings: Sequence[Finding],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "放行这一处？",
            "",
            parent,
            "放行",
        )
        self.session = session
        self._place = (item, about, body)
        self.findings = Choice()
        for one in findings:
            self.findings.addItem(told(one), one)
        self.warning = QLabel(WARNING)
        self.warning.setWordWrap(True)
        self.warning.setProperty("role", "wrong")
        self.note = QLabel(
            f"只对“{item.title}”（{label_of(about)}）现在的内容有效，内容改动后要重新放行。"
            f"姓名（{session.desk.operator or '没有填写'}）和理由会记入操作记录。"
        )
        self.note.setWordWrap(True)
        self.note.setProperty("role", "soft")
        self.reason = QLineEdit()
        self.form = Form(self.problems)
        if len(findings) > 1:
            self.form.add("finding", "放行哪一处(&W)", self.findings)
        self.form.add("reason", "为什么可以公布(&R)", self.reason, "例如：这是合同编号，不是证件号")
        self.body.insertWidget(2, self.warning)
        self.body.insertWidget(3, self.note)
        self.body.insertWidget(4, self.form)
        self.do_by(self.save)
        self.do_button.setDefault(True)
        self.setMinimumWidth(32 * self.fontMetrics().height())
        self.findings.currentIndexChanged.connect(self.refresh)
        self.refresh()
        self.reason.setFocus()

    def refresh(self) -> None:
        """Show the chosen finding whole."""
        self.sentence.setText(self.findings.currentText())
        finding = self.findings.currentData()
        self.warning.setVisible(finding.code.startswith("privacy-"))

    def problems(self) -> Problems:
        """Return what is wrong with the fields."""
        if len(self.reason.text().strip()) < 4:
            return {"reason": "请写明理由，至少四个字。"}
        return {}

    def save(self) -> None:
        """Keep the reason, and close."""
        if not self.form.check():
            return
        try:
            finding = self.findings.currentData()
            override(self.session.desk, *self._place, finding, self.reason.text())
        except UserError as error:
            self.form.summary.show_problems({"reason": str(error)})
            return
        self.accept()
        self.session.changed.emit()


def told(finding: Finding) -> str:
    """Return a finding's sentence with its place."""
    return f"{finding.sentence}{f'（{finding.where}）' if finding.where else ''}"
