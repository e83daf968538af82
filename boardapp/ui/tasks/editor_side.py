"""What stands beside a draft: what is wrong with it, and keeping and previewing it."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from boardapp.ui.widgets.finding_list import FindingList
from boardapp.ui.widgets.note import Note


class EditorSide(QWidget):
    """The findings above, the buttons below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings = FindingList("自查")
        self.override_button = QPushButton("放行(&F)…")
        self.override_button.setToolTip("写明理由，让一处不再拦着公布")
        self.note = Note()
        self.save_button = QPushButton("保存草稿(&S)")
        self.save_button.setProperty("role", "main")
        self.preview_button = QPushButton("预览公布(&G)")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.findings, 1)
        column.addStretch()
        for widget in (
            self.override_button,
            self.note,
            self.save_button,
            self.preview_button,
        ):
            column.addWidget(widget)
        self.setFixedWidth(9 * self.fontMetrics().height())
