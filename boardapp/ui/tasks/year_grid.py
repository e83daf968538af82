"""The year view: items by months, and the way from a cell to its month."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.obligations import YearRow
from boardapp.core.village import Body
from boardapp.ui.tables.year import YearTable, legend
from boardapp.ui.theme import Scale

Index = QModelIndex | QPersistentModelIndex
_TITLE = 14
"""So many characters of an item's title should be readable beside the months."""


class YearView(QTableView):
    """The grid under mouse and keyboard.

    Signals: ``opened`` with the cell that a person clicked or pressed Enter on.
    """

    opened = Signal(object)

    def __init__(self, table: YearTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.setModel(table)
        self.setAccessibleName("全年公开情况")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self.opened.emit)

    def fit(self) -> None:
        """Give the months the room that their heads need, the items the rest."""
        metrics = self.fontMetrics()
        self.horizontalHeader().setMinimumSectionSize(20)
        bold = QFont(self.font())
        bold.setBold(True)
        room = self.viewport().width() - _TITLE * metrics.horizontalAdvance("国")
        words = QFontMetrics(bold)
        short = 12 * (words.horizontalAdvance("12月") + 26) > room
        self.table.shorten(short=short)
        wide = words.horizontalAdvance("12" if short else "12月") + 26
        for column in range(1, 13):
            self.setColumnWidth(column, wide)
        self.verticalHeader().setDefaultSectionSize(
            max(metrics.height() + 14, Scale(self.font().pixelSize()).lengths["hit"] - 4)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the cell with Enter or the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the type, which a setting may have changed."""
        super().resizeEvent(event)
        self.fit()


class YearGrid(QWidget):
    """The grid with its legend.

    Signals: ``opened`` with the number of a month and the first obligation in it, or None.
    """

    opened = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = YearTable(self)
        self.view = YearView(self.table)
        self.legend = QLabel(legend())
        self.legend.setProperty("role", "small")
        self.legend.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.legend)
        column.addWidget(self.view, 1)
        self.view.opened.connect(self._open)

    def show_year(self, rows: Sequence[YearRow], name: Callable[[Body], str], month: int) -> None:
        """Show another year, with a month of it as the current one."""
        row = max(self.view.currentIndex().row(), 0)
        self.table.show_year(rows, name)
        self.view.fit()
        self.view.setCurrentIndex(self.table.index(min(row, len(rows) - 1), month))

    def _open(self, index: Index) -> None:
        if index.isValid() and index.column():
            self.opened.emit(index.column(), next(iter(self.table.owed(index)), None))
