"""The page to check before a notice gets its number and can no longer be changed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from boardapp.core.content import Content, Figures, Role, RowKind, Table
from boardapp.core.finding import Finding
from boardapp.core.money import grouped
from boardapp.ui.dialogs.message import Message
from boardapp.ui.widgets.finding_list import FindingList

FIXED = (
    "公布后，编号、每一行和每个数字都永久固定，不能再改，也不能删除。"
    "以后发现有错，只能发更正公告，重新公示。"
)


class PublishCheck(Message):
    """Says who publishes what with which figures, and what will be fixed for ever."""

    def __init__(
        self, content: Content, findings: Sequence[Finding], parent: QWidget | None = None
    ) -> None:
        super().__init__("公布前请核对", FIXED, parent, "公布")
        self.sentence.setProperty("role", "wrong")
        self.answers: dict[str, QLabel] = {}
        card = QFrame()
        card.setProperty("role", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(20, 12, 20, 12)
        grid.setHorizontalSpacing(28)
        grid.setColumnStretch(1, 1)
        for line, (name, answer) in enumerate(_answers(content).items()):
            label, value = QLabel(name), QLabel(answer)
            label.setProperty("role", "soft")
            value.setProperty("role", "strong")
            value.setWordWrap(True)
            grid.addWidget(label, line, 0)
            grid.addWidget(value, line, 1)
            self.answers[name] = value
        self.findings = FindingList("仍需您心里有数的", most_lines=5)
        self.findings.show_findings(findings)
        self.findings.setVisible(bool(findings))
        self.body.insertWidget(1, card)
        self.body.insertWidget(2, self.findings)
        self.close_button.setText("返回")
        self.setMinimumWidth(38 * self.fontMetrics().height())


def _answers(content: Content) -> dict[str, str]:
    found = {
        "公布什么": content.title,
        "哪一期": content.period_label,
        "谁公布": content.body,
    }
    for block in content.blocks:
        if isinstance(block, Figures):
            for figure in block.figures:
                value = figure.value
                found[figure.label] = f"{grouped(value)} 元" if isinstance(value, int) else value
        elif isinstance(block, Table) and any(c.role is Role.BALANCE for c in block.columns):
            lines = sum(row.kind is RowKind.LINE for row in block.rows)
            found["逐笔行数"] = f"{lines} 行"
    return found
