"""Who changed a card, when, and from what to what."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from boardapp.core.registers.cards import Card, kind_of
from boardapp.services.templates import differences
from boardapp.store import registers as store
from boardapp.store.registers import Change
from boardapp.ui.session import Session
from boardapp.ui.widgets.rows import Rows

ACTIONS = {
    "remove-card": "删除",
    "restore-card": "恢复",
    "import-cards": "导入",
    "undo-import-cards": "撤销导入",
}
"""What each action is called; typing a card is 新建 or 修改."""

_BLANK = "（空）"
_OLD, _NEW = 4, 5
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class CardHistory(QWidget):
    """One row for each field that was changed, the newest change first."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.table = Rows(("时间", "操作人", "做了什么", "栏目", "原来", "改成"), wide=5)
        self.table.setAccessibleName("改动记录")
        self.empty = QLabel("还没有保存过，没有改动记录。")
        self.empty.setProperty("role", "soft")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.addWidget(self.empty)
        layout.addWidget(self.table)

    def show_card(self, card: Card) -> int:
        """Show the history of a card and return how many changes it has."""
        desk = self.session.desk
        changes = store.history(desk.db, kind_of(card), card.id)
        rows: list[tuple[str, ...]] = []
        for change in reversed(changes):
            head = change.at[:16].replace("T", " "), change.operator, _word(change)
            if change.before is None or change.after is None:
                rows.append((*head, "整张卡片", "", ""))
                continue
            for field, old, new in differences(desk, change.before, change.after):
                rows.append((*head, field.title, old or _BLANK, new or _BLANK))
        self.table.show_rows(rows)
        for row in range(len(rows)):
            for column in (_OLD, _NEW):
                # Words and figures stand below one another here: one side for both.
                item = self.table.item(row, column)
                if item:
                    item.setTextAlignment(_LEFT)
                title = self.table.horizontalHeaderItem(column)
                if title:
                    title.setTextAlignment(_LEFT)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        return len(changes)


def _word(change: Change) -> str:
    return ACTIONS.get(change.action) or ("修改" if change.before else "新建")
