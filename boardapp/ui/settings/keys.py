"""The signing key: its fingerprint, its enrolment card, and a new one when it must be."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from boardapp.core.errors import UserError
from boardapp.services import key_card, keys
from boardapp.services.files import write_whole
from boardapp.services.village import the_village
from boardapp.ui.dialogs.keys import CardDialog, NewKeyDialog
from boardapp.ui.errors import AskPath, ask_path, show_error
from boardapp.ui.session import Session
from boardapp.ui.settings.layout import lay_out, side_by_side
from boardapp.ui.widgets.note import Note

NOTE = (
    "上报U盘的文件用它签名，乡镇凭登记卡认得是本村的、没有被人改过。"
    "私钥只在这台电脑上，不在任何备份里；电脑换了就重新生成，再交一张新卡。"
)


class KeysSection(QWidget):
    """The fingerprint in large figures, and what can be done with the key and its card."""

    title = "签名密钥与登记卡"

    def __init__(
        self, session: Session, parent: QWidget | None = None, choose_path: AskPath = ask_path
    ) -> None:
        super().__init__(parent)
        self.session, self._choose_path = session, choose_path
        caption = QLabel("指纹（与登记卡、与乡镇念的逐组对照）")
        caption.setProperty("role", "soft")
        self.fingerprint = QLabel()
        self.fingerprint.setProperty("role", "head")
        self.fingerprint.setAccessibleName("指纹")
        self.about = QLabel()
        for label in (self.fingerprint, self.about):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note = Note()
        self.print_button = QPushButton("打印登记卡(&P)…")
        self.print_button.setProperty("role", "main")
        self.file_button = QPushButton("存登记卡文件(&F)…")
        self.new_button = QPushButton("重新生成(&N)…")
        self.new_button.setProperty("role", "danger")
        verbs = side_by_side(self.print_button, self.file_button, self.new_button)
        lay_out(self, self.title, NOTE, caption, self.fingerprint, self.about, self.note, verbs)
        self.print_button.clicked.connect(self.show_card)
        self.file_button.clicked.connect(self.save_file)
        self.new_button.clicked.connect(self.ask_new)

    def reload(self) -> None:
        """Show the current key, how its card stands, and what is wrong with it."""
        desk = self.session.desk
        one, made, trouble = keys.current_key(desk), keys.card_made(desk), keys.trouble(desk)
        self.fingerprint.setText(grouped(one.public.fingerprint) if one else "（没有）")
        self.about.setText(
            f"密钥编号 {one.public.id_text}，{one.told.made_on}起，{one.told.reason}" if one else ""
        )
        if trouble or not made:
            self.note.say(trouble or keys.reminder(desk), wrong=True)
        else:
            self.note.say(f"✓ 登记卡 {made[0]} 已存或打印：{made[1]}")
        for button in (self.print_button, self.file_button):
            button.setEnabled(one is not None and not trouble)
        self.new_button.setEnabled(keys.may_make(desk))

    def show_card(self) -> None:
        """Show the card, to be printed or saved."""
        desk = self.session.desk
        try:
            pdf = key_card.card_pdf(desk)
        except UserError as error:
            show_error(error, self)
            return
        CardDialog(self.session, pdf, the_village(desk).name, self).present()

    def save_file(self) -> None:
        """Write the card as a file that a program reads."""
        desk = self.session.desk
        path = self._choose_path(self, f"登记卡-{the_village(desk).code}.pub")
        if path is None:
            return
        path = path if path.suffix.lower() == ".pub" else Path(f"{path}.pub")
        try:
            write_whole(path, key_card.card_text(desk).encode("utf-8"))
            key_card.note_card(desk, str(path))
        except UserError as error:
            show_error(error, self)
            return
        self.session.changed.emit()

    def ask_new(self) -> None:
        """Ask for the reason of a new key, and make it."""
        NewKeyDialog(self.session, self).present()


def grouped(fingerprint: str) -> str:
    """Return the eight groups in two lines of four."""
    groups = fingerprint.split(" ")
    return "\n".join("　".join(groups[n : n + 4]) for n in (0, 4))
