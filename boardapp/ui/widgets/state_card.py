"""Where a notice stands: a sample that must not hang anywhere, or fixed under its number."""

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from boardapp.core.posting import Posting
from boardapp.ui.widgets.note import wear_role


class StateCard(QFrame):
    """A heading and a sentence, green once the notice is published."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state, self.words = QLabel(), QLabel()
        self.state.setProperty("role", "section")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 12, 16, 12)
        for label in (self.state, self.words):
            label.setWordWrap(True)
            inside.addWidget(label)

    def show_posting(self, held: Posting | None) -> None:
        """Show a published notice, or that it is none yet."""
        if held:
            day = held.published_on
            self.state.setText("✓ 已公布")
            self.words.setText(
                f"{held.number}\n{day.year}年{day.month}月{day.day}日公布，内容已固定，可以打印张贴。"
            )
        else:
            self.state.setText("样张")
            self.words.setText("还没有公布，没有编号，每页印有“样张”，不要张贴。")
        wear_role(self, "calm" if held else "next")
