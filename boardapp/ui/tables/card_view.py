"""The cards of a register under the keyboard: Enter opens, Del removes, Ctrl and a digit sorts."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from boardapp.ui.tables.cards import CardColumn, CardTable

_AIR = 24
_CTRL = Qt.KeyboardModifier.ControlModifier
_NARROWEST = 9
"""The column that takes the room left is never narrower than so many characters."""


class CardView(QTableView):
    """The list itself.

    Signals: ``opened`` when a card is to be opened, ``removing`` when cards are to go.
    """

    opened = Signal()
    removing = Signal()

    def __init__(self, table: CardTable, wide: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self._wide = next(n for n, one in enumerate(table.columns) if one.key == wide)
        self.setModel(table)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.doubleClicked.connect(self.opened)

    def fit(self) -> None:
        """Give rows and columns the room that the type in use needs."""
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(max(44, round(metrics.height() * 1.7)))
        wide = [self._needed(column) for column in self.table.columns]
        least = _NARROWEST * metrics.horizontalAdvance("国")
        room = self.viewport().width()
        tight = sum(wide) - wide[self._wide] + least > room
        for number, column in enumerate(self.table.columns):
            self.setColumnHidden(number, column.spare and tight)
            wide[number] = 0 if column.spare and tight else wide[number]
        wide[self._wide] = max(room - sum(wide) + wide[self._wide], least)
        for number, width in enumerate(wide):
            if width:
                self.setColumnWidth(number, width)

    def chosen(self) -> list[int]:
        """Return the chosen rows, in order."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def go_to(self, row: int) -> None:
        """Make a row the current one."""
        index = self.table.index(row, 0)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, remove with Del, sort with Ctrl and a column's number."""
        column = event.key() - Qt.Key.Key_1
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removing.emit()
        elif event.modifiers() == _CTRL and 0 <= column < len(self.table.columns):
            self.sort_by(column)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit to the type, which a setting may have changed."""
        super().showEvent(event)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def sort_by(self, column: int) -> None:
        """Sort by a column, the other way round when it is sorted by it already."""
        head = self.horizontalHeader()
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        again = head.sortIndicatorSection() == column and head.sortIndicatorOrder() is up
        self.sortByColumn(column, down if again else up)

    def _needed(self, column: CardColumn) -> int:
        metrics = self.fontMetrics()
        # The head is bold and leaves room for the mark that shows the order.
        head = round(metrics.horizontalAdvance(column.title) * 1.1) + 16
        return max(metrics.horizontalAdvance(column.sample), head) + _AIR
