"""登记卡 and 重新生成: the card of the signing key shown whole, and a new key for a reason."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from boardapp.core.errors import UserError
from boardapp.services import key_card
from boardapp.services.keys import make_key
from boardapp.ui.dialogs.message import Message
from boardapp.ui.dialogs.sheet import SheetDialog
from boardapp.ui.errors import show_error
from boardapp.ui.session import Session
from boardapp.ui.widgets.form import Form, Problems

SURE = "作废旧密钥"
"""What a person types to show that she means it."""


class CardDialog(SheetDialog):
    """The enrolment card; that it was printed or saved is remembered."""

    what = "登记卡"
    purpose = "打印两份，签字盖章：一份交乡镇登记，一份存档。"

    def tell_saved(self, path: Path) -> None:
        """Remember and say where the card was written."""
        self._remember(str(path))
        super().tell_saved(path)

    def tell_printed(self, count: Any) -> None:
        """Remember and say that the card went to the printer."""
        self._remember("打印机")
        super().tell_printed(count)

    def _remember(self, where: str) -> None:
        try:
            key_card.note_card(self.session.desk, where)
        except UserError as error:
            show_error(error, self)
            return
        self.session.changed.emit()


class NewKeyDialog(Message):
    """Asks why the key is replaced, and for a word that nobody types by mistake."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "重新生成签名密钥？",
            "旧密钥马上作废，不能再用，也找不回来。乡镇登记新的登记卡以前，"
            "本村新的上报会被退回。只在电脑换了、坏了、被偷，或怀疑密钥被人拷走时才换。",
            parent,
            "重新生成",
        )
        self.session = session
        self.reason, self.sure = QLineEdit(), QLineEdit()
        self.form = Form(self.problems)
        self.form.add("reason", "为什么要换(&R)", self.reason, "例如：电脑换了")
        self.form.add("sure", f"确认的话，输入“{SURE}”(&Q)", self.sure)
        self.body.insertWidget(2, self.form)
        self.do_by(self.save)
        self.do_button.setDefault(True)
        self.setMinimumWidth(30 * self.fontMetrics().height())
        self.reason.setFocus()

    def problems(self) -> Problems:
        """Return what is wrong with the fields."""
        found = {}
        if len(self.reason.text().strip()) < 4:
            found["reason"] = "请写明理由，至少四个字。"
        if self.sure.text().strip() != SURE:
            found["sure"] = f"要换就照样输入“{SURE}”；不换请按“取消”。"
        return found

    def save(self) -> None:
        """Make the new key, and close."""
        if not self.form.check():
            return
        try:
            make_key(self.session.desk, self.reason.text())
        except UserError as error:
            self.form.summary.show_problems({"reason": str(error)})
            return
        self.accept()
        self.session.changed.emit()
