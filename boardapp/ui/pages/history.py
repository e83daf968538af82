"""导入记录: what came in from which file, taking an import back, and the journal's last lines."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.errors import UserError
from boardapp.core.finding import Level
from boardapp.core.ledger import totals
from boardapp.core.money import grouped
from boardapp.services import importing
from boardapp.store import entries, imports, villages
from boardapp.store.imports import LedgerImport
from boardapp.ui.deeds import last_deeds
from boardapp.ui.dialogs.message import Confirm, ask
from boardapp.ui.errors import show_error
from boardapp.ui.session import Freshness, Session
from boardapp.ui.widgets.rows import Rows


class HistoryPage(QWidget):
    """The imports that stand, the newest first, and what was done last at this desk."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, confirm: Confirm = ask
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._confirm = confirm
        self._imports: tuple[LedgerImport, ...] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.table = Rows(("导入日期", "期间", "账本", "文件", "笔数", "操作人"), wide=3)
        self.table.setAccessibleName("导入记录")
        self.empty = QLabel("还没有导入过账目。到“收支登记”里导入记账中心的账。")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.undo_button = QPushButton("撤销这次导入(&U)")
        self.undo_button.setProperty("role", "danger")
        self.card = QFrame()
        self.card.setProperty("role", "card")
        row = QHBoxLayout(self.card)
        row.setContentsMargins(20, 14, 20, 14)
        row.setSpacing(20)
        row.addWidget(self.detail, 1)
        row.addWidget(self.undo_button, 0, Qt.AlignmentFlag.AlignVCenter)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(14)
        column.addWidget(self.empty, 1)
        column.addWidget(self.table, 1)
        column.addWidget(self.card)
        self.deeds = Rows(("时间", "操作人", "做了什么"), wide=2)
        self.deeds.setAccessibleName("操作记录")
        second = QWidget()
        below = QVBoxLayout(second)
        below.setContentsMargins(14, 14, 14, 14)
        below.addWidget(self.deeds)
        self.tabs = QTabWidget()
        self.tabs.addTab(first, "导入的账")
        self.tabs.addTab(second, "操作记录")
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.tabs)

    def _connect(self) -> None:
        self.table.itemSelectionChanged.connect(self.refresh)
        self.undo_button.clicked.connect(self.undo)
        Freshness(self, self.session, self.reload)

    def chosen(self) -> LedgerImport | None:
        """Return the import of the selected row."""
        row = self.table.currentRow()
        return self._imports[row] if 0 <= row < len(self._imports) else None

    def reload(self) -> None:
        """Show what the database holds."""
        db = self.session.desk.db
        self._imports = imports.standing(db, self.session.book.id)
        self.table.show_rows([self._row(one) for one in self._imports])
        for widget in (self.table, self.card):
            widget.setVisible(bool(self._imports))
        self.empty.setVisible(not self._imports)
        self.deeds.show_rows(last_deeds(self.session.desk))
        self.refresh()

    def refresh(self) -> None:
        """Show what the selected import brought."""
        one = self.chosen()
        self.undo_button.setEnabled(one is not None)
        self.detail.setText(self._told(one) if one else "")

    def undo(self) -> None:
        """Take the selected import back, after asking."""
        one = self.chosen()
        if one is None or not self._confirm(self, "撤销这次导入？", self._warning(one), "撤销导入"):
            return
        try:
            importing.undo(self.session.desk, one.id)
        except UserError as error:
            show_error(error, self)
        self.session.changed.emit()

    def _row(self, one: LedgerImport) -> tuple[str, ...]:
        return (
            one.taken_on.isoformat(),
            one.period.label,
            self._ledger(one),
            one.file_name or "（登记为本期无收支）",
            str(one.entries),
            one.taken_by,
        )

    def _ledger(self, one: LedgerImport) -> str:
        accounts = villages.accounts(self.session.desk.db, one.book)
        return next((account.name for account in accounts if account.id == one.account), "总账")

    def _told(self, one: LedgerImport) -> str:
        if not one.file_name:
            return f"{one.period.label}登记为没有收入也没有支出（零公开）。"
        held = entries.of_import(self.session.desk.db, one.id)
        sums = totals(one.opening or 0, held)
        sheet = f"　工作表：{one.sheet}" if one.sheet else ""
        opening = "文件没有写" if one.opening is None else grouped(one.opening)
        gone = one.entries - len(held)
        doubts = sum(finding.level is not Level.HINT for finding in one.findings)
        return (
            f"{one.file_name}{sheet}\n"
            f"带来 {one.entries} 笔{f'，其中 {gone} 笔后来删去了' if gone > 0 else ''}　·　"
            f"期初 {opening}　·　收入 {grouped(sums.income)}　·　支出 {grouped(sums.expense)}　·　"
            f"{f'{doubts} 处要核实' if doubts else '没有要核实的地方'}"
        )

    def _warning(self, one: LedgerImport) -> str:
        if not one.file_name:
            return f"{one.period.label}将不再登记为“本期无收支”。已经公布的榜文不会变。"
        held = len(entries.of_import(self.session.desk.db, one.id))
        return (
            f"将从{one.period.label}的{self._ledger(one)}里拿掉“{one.file_name}”带来的 {held} 笔账"
            "和它写的期初余额，包括后来在这些账上改过的类别。"
            "手工登记的账和已经公布的榜文不会变；原文件不动，以后可以再导入。"
        )
