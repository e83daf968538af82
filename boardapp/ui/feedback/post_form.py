"""公开答复: which answers go on the board."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from boardapp.core.errors import UserError
from boardapp.core.village import Body
from boardapp.services import echo_wall
from boardapp.services.opinions import Seen
from boardapp.services.subjects import Subject
from boardapp.ui.dialogs.message import Message
from boardapp.ui.session import Session
from boardapp.ui.widgets.note import Note


class PostDialog(Message):
    """Offers the answers that are on no notice yet; those promised on the board are ticked."""

    def __init__(
        self, session: Session, body: Body, some: tuple[Seen, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "公开答复",
            "勾选要贴上公开栏的。反映人的姓名、号码都会隐去；本人同意公开姓名的除外。",
            parent,
            "选好，去审核张贴",
        )
        self.session, self.whose, self.some = session, body, some
        self.subject: Subject | None = None
        self.list = QListWidget()
        self.list.setAccessibleName("可以公开的答复")
        for one in some:
            text = " ".join(one.opinion.text.split())
            item = QListWidgetItem(f"{one.opinion.code}　{text[:40]}")
            item.setToolTip("\n".join(act.text for act in one.postable))
            on = Qt.CheckState.Checked if one.to_post else Qt.CheckState.Unchecked
            item.setCheckState(on)
            self.list.addItem(item)
        self.refused = Note()
        self.refused.say("")
        self.body.insertWidget(2, self.list, 1)
        self.body.insertWidget(3, self.refused)
        self.do_by(self.save)
        self.setMinimumWidth(36 * self.fontMetrics().height())
        self.list.setMinimumHeight(8 * self.fontMetrics().height())
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def ticked(self) -> tuple[Seen, ...]:
        """Return the opinions that are ticked."""
        return tuple(
            one
            for number, one in enumerate(self.some)
            if self.list.item(number).checkState() is Qt.CheckState.Checked
        )

    def save(self) -> None:
        """Choose them, and close."""
        try:
            self.subject = echo_wall.post_answers(self.session.desk, self.whose, self.ticked())
        except UserError as error:
            self.refused.say(f"✖ {error}", wrong=True)
            return
        self.accept()
