"""The township's public key: what proves its receipts, registered from its card."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from boardapp.core.errors import UserError
from boardapp.services import township_keys
from boardapp.services.township_keys import Offered
from boardapp.ui.dialogs.message import Message
from boardapp.ui.errors import show_error
from boardapp.ui.session import Session
from boardapp.ui.settings.keys import grouped
from boardapp.ui.settings.layout import lay_out, side_by_side
from boardapp.ui.widgets.form import Form, Problems
from boardapp.ui.widgets.note import Note

NOTE = (
    "乡镇的回执用它的密钥签名，本村凭这把公钥认得是乡镇写的。"
    "登记以前，当面或用平时的号码打电话，把八组数字逐组对完。"
)
ABSENT = "还没有登记，读不了回执。请向乡镇要登记卡文件（township.pub 之类），在这里登记。"
AskCard = Callable[[QWidget], Path | None]
"""Asks for the township's card; None when the person thinks better of it."""


def ask_card(parent: QWidget) -> Path | None:
    """Let a person choose a card."""
    name, _ = QFileDialog.getOpenFileName(
        parent, "选乡镇的登记卡文件", "", "登记卡 (*.pub);;所有文件 (*)"
    )
    return Path(name) if name else None


class TownshipSection(QWidget):
    """The registered key with its fingerprint, and the ways to register and revoke."""

    title = "乡镇的公钥"

    def __init__(
        self, session: Session, parent: QWidget | None = None, choose: AskCard = ask_card
    ) -> None:
        super().__init__(parent)
        self.session, self.choose = session, choose
        self.fingerprint, self.about, self.before = QLabel(), QLabel(), QLabel()
        self.fingerprint.setProperty("role", "head")
        self.fingerprint.setAccessibleName("乡镇公钥的指纹")
        self.before.setProperty("role", "small")
        for label in (self.fingerprint, self.about, self.before):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note = Note()
        self.card_button = QPushButton("登记乡镇的登记卡(&T)…")
        self.card_button.setProperty("role", "main")
        self.revoke_button = QPushButton("作废(&D)…")
        self.revoke_button.setProperty("role", "danger")
        verbs = side_by_side(self.card_button, self.revoke_button)
        parts = (self.fingerprint, self.about, self.note, verbs, self.before)
        lay_out(self, self.title, NOTE, *parts)
        self.card_button.clicked.connect(self.ask)
        self.revoke_button.clicked.connect(self.ask_revoke)

    def reload(self) -> None:
        """Show the key that counts, and those before it."""
        desk = self.session.desk
        one, keys = township_keys.current(desk), township_keys.all_keys(desk)
        self.fingerprint.setText(grouped(township_keys.fingerprint(one)) if one else "（没有）")
        self.about.setText(
            f"{one.name}，密钥编号 {one.key_id}，{one.registered_on} 由{one.registered_by}登记"
            if one
            else ""
        )
        self.note.say("" if one else ABSENT, wrong=True)
        self.revoke_button.setEnabled(one is not None)
        gone = [f"{k.key_id} {k.revoked_on} 作废：{k.revoked_reason}" for k in keys if k.revoked]
        self.before.setText("\n".join(gone))
        self.before.setVisible(bool(gone))

    def ask(self) -> None:
        """Ask for a card, and have its fingerprint compared."""
        path = self.choose(self)
        if path is None:
            return
        try:
            offered = township_keys.look(self.session.desk, path)
        except UserError as error:
            show_error(error, self)
            return
        self.dialog = CompareDialog(self.session, offered, self)
        self.dialog.present()

    def ask_revoke(self) -> None:
        """Ask for a reason, and let the key count no more."""
        self.revoking = RevokeDialog(self.session, self)
        self.revoking.present()


class CompareDialog(Message):
    """Shows the fingerprint in groups; it is registered only by whoever has compared them."""

    def __init__(self, session: Session, offered: Offered, parent: QWidget | None = None) -> None:
        super().__init__(
            "这是乡镇的公钥吗？",
            f"卡上写的是“{offered.name}”，这只是自称。请乡镇把他们的八组数字念一遍，逐组对照：",
            parent,
            "逐组对过，相符，登记",
        )
        self.session, self.offered = session, offered
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.groups = QLabel(grouped(offered.public.fingerprint))
        self.groups.setProperty("role", "head")
        self.groups.setAccessibleName("指纹")
        self.doubts = Note()
        self.doubts.setTextFormat(Qt.TextFormat.PlainText)
        self.doubts.say("\n".join(f"⚠ {one}" for one in offered.doubts), wrong=True)
        self.body.insertWidget(2, self.groups)
        self.body.insertWidget(3, self.doubts)
        self.accepted.connect(self.register)

    def register(self) -> None:
        """Register the key; the one before it is revoked."""
        try:
            township_keys.register(self.session.desk, self.offered)
        except UserError as error:
            show_error(error, self.parentWidget())
            return
        self.session.changed.emit()


class RevokeDialog(Message):
    """Asks why the township's key counts no more."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "作废乡镇的公钥？",
            "作废以后不能再用，它签的回执都不收；登记了新的登记卡才能再读回执。"
            "乡镇换了密钥的，直接登记新卡就行，旧的自动作废。",
            parent,
            "作废",
        )
        self.session = session
        self.reason = QLineEdit()
        self.form = Form(self.problems)
        self.form.add("reason", "为什么作废(&R)", self.reason, "例如：乡镇通知密钥丢了")
        self.body.insertWidget(2, self.form)
        self.do_by(self.save)
        self.reason.setFocus()

    def problems(self) -> Problems:
        """Return what is wrong with the field."""
        return {} if len(self.reason.text().strip()) > 1 else {"reason": "请写明为什么作废。"}

    def save(self) -> None:
        """Revoke the key, and close."""
        if not self.form.check():
            return
        try:
            township_keys.revoke(self.session.desk, self.reason.text())
        except UserError as error:
            self.form.summary.show_problems({"reason": str(error)})
            return
        self.accept()
        self.session.changed.emit()
