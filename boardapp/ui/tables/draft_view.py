"""A list under the keyboard: Tab and Enter go from cell to cell and on to the next row."""

from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from boardapp.core.disclosure import ColumnKind
from boardapp.ui.tables.draft_rows import DraftRows, head
from boardapp.ui.tables.popup_keys import ONWARD

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = {
    ColumnKind.AMOUNT: "-297,210.75",
    ColumnKind.DATE: "2026-12-28",
    ColumnKind.NUMBER: "12,345",
    ColumnKind.PERSON: "欧阳建国",
}
_AIR, _LEAST_CHARACTERS = 26, 6
_CELL_STYLE = "QLineEdit { min-height: 0; border-radius: 0; padding: 0 4px; }"


class DraftDelegate(QStyledItemDelegate):
    """Makes the editor of a cell.

    Signals: ``onward`` with +1 or -1 when a person goes to the next cell or back.
    """

    onward = Signal(int)

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QWidget:
        """Return an editor for a cell."""
        return QLineEdit(parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show in the editor what the cell holds."""
        cast("QLineEdit", editor).setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand to the table what was typed."""
        model.setData(index, cast("QLineEdit", editor).text())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Take Tab and Enter for the next cell, Shift+Tab for the one before."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = event.key() == Qt.Key.Key_Backtab
            if back or event.key() in ONWARD:
                widget = cast("QWidget", editor)
                self.commitData.emit(widget)
                self.closeEditor.emit(widget, QAbstractItemDelegate.EndEditHint.NoHint)
                self.onward.emit(-1 if back else 1)
                return True
        return super().eventFilter(editor, event)


class DraftView(QTableView):
    """The table itself.

    Signals: ``pasting`` and ``undoing`` when the keys for that are pressed, ``looked_at`` after
    another cell became the current one.
    """

    looked_at = Signal()

    pasting = Signal()
    undoing = Signal()

    def __init__(self, table: DraftRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.setModel(table)
        self.setStyleSheet(_CELL_STYLE)
        self.setAccessibleName("名单")
        delegate = DraftDelegate(self)
        delegate.onward.connect(self.step)
        self.setItemDelegate(delegate)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Give rows and columns the room that the type in use needs."""
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(int(metrics.height() * 1.6))
        bold = self.horizontalHeader().fontMetrics()
        columns = self.table.columns
        wide = [
            max(
                metrics.horizontalAdvance(_WIDTHS.get(column.kind, "国" * _LEAST_CHARACTERS)),
                round(bold.horizontalAdvance(head(column)) * 1.08),
            )
            + _AIR
            for column in columns
        ]
        texts = [n for n, column in enumerate(columns) if column.kind is ColumnKind.TEXT]
        left = self.viewport().width() - sum(wide)
        for n in texts or range(len(columns)):
            wide[n] += max(0, left // max(1, len(texts or columns)))
        for n, width in enumerate(wide):
            self.setColumnWidth(n, width)

    def go_to(self, row: int, column: int, *, edit: bool = False) -> None:
        """Make a cell the current one, and begin typing in it."""
        index = self.table.index(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.scrollTo(index)
            if edit:
                self.edit(index)

    def step(self, way: int) -> None:
        """Go to the next cell or the one before; past the last one to the next row."""
        here, wide = self.currentIndex(), len(self.table.columns)
        row, column = divmod(here.row() * wide + here.column() + way, wide)
        if 0 <= row < self.table.rowCount():
            self.go_to(row, column, edit=True)

    def rows_chosen(self) -> list[int]:
        """Return the rows that hold a chosen cell, without the blank one."""
        rows = {index.row() for index in self.selectionModel().selectedIndexes()}
        return sorted(row for row in rows if not self.table.is_blank(row))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that another cell is looked at."""
        super().currentChanged(current, previous)
        self.looked_at.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin typing with Enter, paste, undo, and empty the chosen cells with Delete."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasting.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undoing.emit()
        elif event.key() == Qt.Key.Key_Delete:
            chosen = self.selectionModel().selectedIndexes()
            self.table.clear([(one.row(), one.column()) for one in chosen])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            here = self.currentIndex()
            self.go_to(max(here.row(), 0), max(here.column(), 0), edit=True)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the room and the type."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
