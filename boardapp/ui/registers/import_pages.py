"""The steps of taking cards in: which file, what it would change, what it has changed."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.finding import Finding
from boardapp.core.registers.cards import CardKind, card_title
from boardapp.services.desk import Desk
from boardapp.services.templates import CardPreview, RowSeen, differences
from boardapp.store import register_imports as imports
from boardapp.store.register_imports import RegisterImport
from boardapp.ui.session import Session
from boardapp.ui.tables.plain import PlainTable, plain_view
from boardapp.ui.widgets.finding_list import FindingList
from boardapp.ui.widgets.rows import Rows

REASONS = {
    "example": "示例行",
    "head": "重复的表头",
    "total": "合计行",
    "foot": "签字、说明等文字",
}
"""Why a row was left out, in the words of the window."""

_TOLD = 4
"""How many fields of a new card are told in its row."""


class ChooseCards(QWidget):
    """The file, by button or by dropping it here; below, what was taken in before.

    Signals: ``undo_asked`` with the id of an earlier import to take back.
    """

    undo_asked = Signal(str)

    def __init__(self, session: Session, kind: CardKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.kind = session, kind
        self._held: tuple[RegisterImport, ...] = ()
        self.file_button = QPushButton("选择填好的表(&F)…")
        self.file_button.setProperty("role", "main")
        hint = QLabel(
            "先按“导出模板”得到表格，在 Excel 或 WPS 里填好、保存，再在这里选它，也可以拖到这里。"
            "按编号认卡片：台账上已有的改，没有的新增；空着的格子不改原来的内容。"
        )
        hint.setWordWrap(True)
        zone = QFrame()
        zone.setProperty("role", "card")
        inside = QVBoxLayout(zone)
        inside.setContentsMargins(28, 24, 28, 24)
        inside.setSpacing(12)
        inside.addWidget(hint)
        inside.addWidget(self.file_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.title = QLabel("以前导入的")
        self.title.setProperty("role", "strong")
        self.table = Rows(("日期", "文件", "新增", "改动", "操作人"), wide=1, most=8)
        self.table.setAccessibleName("以前导入的")
        self.undo_button = QPushButton("撤销选中的这次导入(&Z)")
        self.undo_button.setProperty("role", "danger")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(zone)
        layout.addWidget(self.title)
        layout.addWidget(self.table)
        layout.addWidget(self.undo_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        self.undo_button.clicked.connect(self._undo)

    def reload(self) -> None:
        """Show the imports of this register that stand."""
        held = imports.standing(self.session.desk.db, self.kind)
        self._held = tuple(one for one in held if one.book == self.session.book.id)
        self.table.show_rows(
            [
                (str(o.taken_on), o.file_name, str(o.added), str(o.changed), o.taken_by)
                for o in self._held
            ]
        )
        for widget in (self.title, self.table, self.undo_button):
            widget.setVisible(bool(self._held))

    def _undo(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._held):
            self.undo_asked.emit(self._held[row].id)


class LookCards(QWidget):
    """Left the rows by what they would do, right what was found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.title.setProperty("role", "strong")
        self.title.setWordWrap(True)
        self.added = PlainTable(("行", "卡片", "内容"), (0,))
        self.changed = PlainTable(("行", "卡片", "栏目", "原来", "改成"), (0,))
        self.same = PlainTable(("行", "卡片"), (0,))
        self.skipped = PlainTable(("行", "为什么没有导入", "这一行写的"), (0,))
        self.tables = (self.added, self.changed, self.same, self.skipped)
        self.views = tuple(
            plain_view(table, wide) for table, wide in zip(self.tables, (2, 4, 1, 2), strict=True)
        )
        self.tabs = QTabWidget()
        for view in self.views:
            view.horizontalHeader().setMaximumSectionSize(16 * view.fontMetrics().height())
            self.tabs.addTab(view, "")
        self.findings = FindingList("发现的问题")
        self.findings.setFixedWidth(16 * self.fontMetrics().lineSpacing())
        below = QHBoxLayout()
        below.setSpacing(14)
        below.addWidget(self.tabs, 1)
        below.addWidget(self.findings)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addLayout(below, 1)
        self.findings.chosen.connect(self.jump)

    def show_preview(self, desk: Desk, seen: CardPreview) -> None:
        """Show what a file would do to the register."""
        place = f"{seen.path.name}　工作表：{seen.reading.sheet}"
        self.title.setText(f"{place}　→　{seen.kind.word}台账（{seen.book.name}）")
        same = [one for one in seen.rows if one.same]
        self.added.show_rows([_added(desk, one) for one in seen.added])
        self.changed.show_rows([row for one in seen.changed for row in _changed(desk, one)])
        self.same.show_rows([(str(one.row), card_title(one.after)) for one in same])
        self.skipped.show_rows(
            [(str(x.row), REASONS.get(x.reason, "其他"), x.text) for x in seen.reading.skipped]
        )
        for number, words in enumerate(
            (
                f"新增 {len(seen.added)} 张",
                f"改动 {len(seen.changed)} 张",
                f"没有变化 {len(same)} 张",
                f"没有导入 {len(seen.reading.skipped)} 行",
            )
        ):
            self.tabs.setTabText(number, words)
        for view in self.views:
            view.resizeColumnsToContents()
        self.tabs.setCurrentIndex(0 if seen.added or not seen.changed else 1)
        self.findings.show_findings([_placed(one) for one in seen.findings])

    def jump(self, finding: Finding) -> None:
        """Go to the row of the file that a finding is about."""
        for view, table in zip(self.views, self.tables, strict=True):
            for row, texts in enumerate(table.rows):
                if texts[0] == str(finding.row):
                    self.tabs.setCurrentWidget(view)
                    view.selectRow(row)
                    view.setFocus()
                    return


class DoneCards(QWidget):
    """How many cards came in, and the way back.

    Signals: ``undo_asked`` when the import is to be taken back.
    """

    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline = QLabel()
        self.headline.setProperty("role", "head")
        self.told = QLabel()
        self.told.setWordWrap(True)
        card = QFrame()
        card.setProperty("role", "calm")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 16, 24, 16)
        inside.addWidget(self.told)
        self.undo_button = QPushButton("撤销这次导入(&Z)")
        self.undo_button.setProperty("role", "danger")
        self.undo_button.setAutoDefault(False)
        self.undo_button.clicked.connect(self._undo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.headline)
        layout.addWidget(card)
        layout.addWidget(self.undo_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()

    def show_import(self, one: RegisterImport) -> None:
        """Show what an import brought."""
        self.headline.setText(f"✓ 已导入 {one.added + one.changed} 张卡片")
        self.told.setText(
            f"{one.file_name}　→　{one.kind.word}台账：新增 {one.added} 张，改动 {one.changed} 张，"
            f"{one.unchanged} 张没有变化。"
        )
        self.undo_button.show()

    def show_undone(self, one: RegisterImport) -> None:
        """Say that the import was taken back."""
        self.headline.setText("已撤销这次导入")
        self.told.setText(
            f"{one.file_name} 新增的 {one.added} 张已拿掉，改动的 {one.changed} 张已改回，"
            "台账和导入前一样。"
        )
        self.undo_button.hide()

    def _undo(self) -> None:
        self.undo_asked.emit()


def _placed(one: Finding) -> Finding:
    """Return a finding that tells its row once, behind its sentence, and not its field's key."""
    return replace(one, where="", sentence=one.sentence.removeprefix(f"第{one.row}行："))


def _added(desk: Desk, one: RowSeen) -> tuple[str, ...]:
    """Return a row that tells a new card by the first of its fields after number and name."""
    named = card_title(one.after).split(" ")
    told = [
        f"{field.title} {new}"
        for field, _, new in differences(desk, None, one.after)
        if new not in named
    ]
    more = "……" if len(told) > _TOLD else ""
    return str(one.row), card_title(one.after), f"{'，'.join(told[:_TOLD])}{more}"


def _changed(desk: Desk, one: RowSeen) -> list[tuple[str, ...]]:
    return [
        (str(one.row), card_title(one.after), field.title, old or "（空）", new or "（空）")
        for field, old, new in differences(desk, one.before, one.after)
    ]
