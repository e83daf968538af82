"""A plan of payments, day and amount below one another."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

_MOST = 5


class PlanEdit(QWidget):
    """A small table that is typed in; no higher than a few rows, the rest is scrolled to.

    Signals: ``left`` after a change.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = QTableWidget(0, 2)
        self.table.setHorizontalHeaderLabels(["应付日期（如 2026-01-31）", "金额（元）"])
        self.table.setAccessibleName("付款计划")
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setStyleSheet("QLineEdit { min-height: 0; border-radius: 0; padding: 0 4px; }")
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        self.none = QLabel("没有逐期约定：各期按“年租金”和“付款方式”算出来。")
        self.none.setProperty("role", "small")
        self.none.setWordWrap(True)
        self.add_button = QPushButton("加一期(&J)")
        self.remove_button = QPushButton("去掉这一期(&Q)")
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(self.add_button)
        bar.addWidget(self.remove_button)
        bar.addWidget(self.none, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.table)
        layout.addLayout(bar)
        self.setFocusProxy(self.add_button)
        self.add_button.clicked.connect(self.add_row)
        self.remove_button.clicked.connect(self.remove_row)
        self.table.itemChanged.connect(self._tell)
        self._fit()

    def text(self) -> str:
        """Return the rows as one text, in the way that plans are written."""
        rows = []
        for row in range(self.table.rowCount()):
            cells = [self.table.item(row, column) for column in (0, 1)]
            day, amount = (
                "".join(cell.text().split()).rstrip(";；") if cell else "" for cell in cells
            )
            if day or amount:
                rows.append(f"{day} {amount}")
        return "；".join(rows)

    def show_text(self, text: str) -> None:
        """Show another plan."""
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for part in text.split("；") if text else ():
            day, _, amount = part.strip().partition(" ")
            self._append(day, amount)
        self.table.blockSignals(False)
        self._fit()

    def add_row(self) -> None:
        """Add a row and begin typing in it."""
        self.table.blockSignals(True)
        first = self._append("", "")
        self.table.blockSignals(False)
        self._fit()
        self.table.setCurrentItem(first)
        self.table.setFocus()
        self.table.editItem(first)

    def remove_row(self) -> None:
        """Take the current row out."""
        row = self.table.currentRow()
        self.table.removeRow(row if row >= 0 else self.table.rowCount() - 1)
        self._fit()
        self._tell()

    def _append(self, day: str, amount: str) -> QTableWidgetItem:
        row = self.table.rowCount()
        self.table.insertRow(row)
        first = QTableWidgetItem(day)
        self.table.setItem(row, 0, first)
        cell = QTableWidgetItem(amount)
        cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.setItem(row, 1, cell)
        return first

    def _tell(self) -> None:
        self.left.emit()

    def _fit(self) -> None:
        rows = self.table.rowCount()
        high = max(40, round(self.fontMetrics().height() * 1.7))
        self.table.verticalHeader().setDefaultSectionSize(high)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + min(rows, _MOST) * high + 6)
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.remove_button.setEnabled(bool(rows))
