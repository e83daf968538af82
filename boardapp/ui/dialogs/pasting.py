"""Why a pasted block was refused, row by row."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from boardapp.core.finding import Finding
from boardapp.ui.dialogs.message import Message
from boardapp.ui.widgets.finding_list import FindingList


class PasteRefused(Message):
    """Says that nothing was pasted and lists every row that must be put right first."""

    def __init__(self, problems: Sequence[Finding], parent: QWidget | None = None) -> None:
        super().__init__(
            "没有粘贴",
            "下面几行看不懂，所以整批都没有粘贴，账上没有改动。"
            "请在表格里改好，再复制、粘贴一次。行号从复制的第一行算起。",
            parent,
        )
        self.problems = FindingList("要改的行")
        self.problems.show_findings(problems)
        self.problems.setMinimumHeight(self.fontMetrics().height() * 9)
        self.body.insertWidget(2, self.problems, 1)
        self.setMinimumWidth(40 * self.fontMetrics().height())
