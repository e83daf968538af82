"""不适用: the reason why an item is not owed, once or for good."""

from PySide6.QtWidgets import QLineEdit, QWidget

from boardapp.core.errors import UserError
from boardapp.core.obligations import Obligation
from boardapp.services.obligations import waive
from boardapp.ui.dialogs.message import Message
from boardapp.ui.session import Session
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.form import Form, Problems

ONCE, ALWAYS = "once", "always"


class WaiverDialog(Message):
    """Asks why, and whether for this one only or from now on."""

    def __init__(
        self, session: Session, obligation: Obligation, parent: QWidget | None = None
    ) -> None:
        one = obligation
        super().__init__(
            "登记为不适用",
            f"“{one.item.title}”（{one.label}，{one.body.name}）不再算未完成。"
            "理由会记入操作记录。以后可以改回来。",
            parent,
            "登记",
        )
        self.session, self.obligation = session, obligation
        self.reason = QLineEdit()
        self.extent = Choice()
        self.extent.addItem(f"只这一次（{one.label}）", ONCE)
        if one.period:
            self.extent.addItem("一直不适用，以后各期也不用", ALWAYS)
        self.form = Form(self.problems)
        self.form.add("reason", "为什么不适用(&R)", self.reason, "例如：本村没有对外投资")
        self.form.add("extent", "多久(&T)", self.extent)
        self.body.insertWidget(2, self.form)
        self.do_by(self.save)
        self.do_button.setDefault(True)
        self.setMinimumWidth(30 * self.fontMetrics().height())
        self.reason.setFocus()

    def problems(self) -> Problems:
        """Return what is wrong with the fields."""
        if len(self.reason.text().strip()) < 4:
            return {"reason": "请写明理由，至少四个字。"}
        return {}

    def save(self) -> None:
        """Keep it, and close."""
        if not self.form.check():
            return
        one = self.obligation
        about = "" if self.extent.currentData() == ALWAYS else one.about
        try:
            waive(self.session.desk, one.item.code, self.reason.text(), one.body.id, about)
        except UserError as error:
            self.form.summary.show_problems({"reason": str(error)})
            return
        self.accept()
        self.session.changed.emit()
