"""The ledger under the keyboard: Tab and Enter go from cell to cell and on to the next line."""

from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from boardapp.core.ledger import Direction
from boardapp.store.entries import summaries_like
from boardapp.ui.session import Session
from boardapp.ui.tables.ledger import LedgerTable
from boardapp.ui.tables.popup_keys import ONWARD, PopupKeys
from boardapp.ui.tables.typed import Cell
from boardapp.ui.widgets.amount_edit import AmountEdit
from boardapp.ui.widgets.subject_picker import SubjectPicker

Index = QModelIndex | QPersistentModelIndex
_MONEY = (Cell.INCOME, Cell.EXPENSE)
_WIDTHS = {
    Cell.DATE: "12-28",
    Cell.VOUCHER: "记-128",
    Cell.INCOME: "冲(3,456.00)",
    Cell.EXPENSE: "冲(3,456.00)",
    Cell.SUBJECT: "固定资产购建支出",
    Cell.HANDLER: "欧阳国",
    Cell.BALANCE: "-297,210.75",
}
_LEAST = "3,456.00"
_AIR = 24
_CELL_STYLE = """
QLineEdit, QComboBox { min-height: 0; border-radius: 0; padding: 0 4px; }
QComboBox::drop-down { width: 24px; }
"""


class LedgerDelegate(QStyledItemDelegate):
    """Makes the editor that suits a cell.

    Signals: ``onward`` with +1 or -1 when a person goes to the next cell or back.
    """

    onward = Signal(int)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return an editor for a cell."""
        editor = self._editor(parent, index)
        editor.setProperty("row", index.row())
        editor.setProperty("column", index.column())
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show in the editor what the cell holds, or the subject that is suggested."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, SubjectPicker):
            editor.choose(text or _model(index).suggestion(index.row()))
            line = editor.lineEdit()
            if line:
                line.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand to the table what was typed."""
        if isinstance(editor, SubjectPicker):
            code = editor.code()
            if code or not editor.currentText().strip():
                model.setData(index, code)
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Take Tab and Enter for the next cell, Shift+Tab for the one before, Esc for leaving."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = event.key() == Qt.Key.Key_Backtab
            widget = cast("QWidget", editor)
            if back or event.key() in ONWARD:
                self.leave(widget, -1 if back else 1)
                return True
        return super().eventFilter(editor, event)

    def leave(self, editor: QWidget, way: int) -> None:
        """Take what was typed and go on, unless it is no amount."""
        if not (isinstance(editor, AmountEdit) and editor.problem()):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.onward.emit(way)

    def _editor(self, parent: QWidget, index: Index) -> QWidget:
        cell = Cell(index.column())
        if cell in _MONEY:
            return AmountEdit(parent)
        if cell is Cell.SUBJECT:
            picker = SubjectPicker(_model(index).entry(index.row()).direction, parent)
            PopupKeys(picker.proposals.popup(), picker, self.leave)
            return picker
        editor = QLineEdit(parent)
        if cell is Cell.SUMMARY:
            self._complete(editor)
        return editor

    def _complete(self, editor: QLineEdit) -> None:
        """Offer the summaries used before that begin with what is typed."""
        words = QStringListModel(editor)
        completer = QCompleter(words, editor)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        editor.setCompleter(completer)
        PopupKeys(completer.popup(), editor, self.leave)
        db = self._session.desk.db

        def offer(text: str) -> None:
            words.setStringList(list(summaries_like(db, text)) if text.strip() else [])

        editor.textEdited.connect(offer)


class LedgerView(QTableView):
    """The table itself.

    Signals: ``kept`` with a row that a person has left and that should be saved, ``pasting`` and
    ``removing`` when the keys for that are pressed on the table.
    """

    kept = Signal(int)
    pasting = Signal()
    removing = Signal()
    _left = Signal(int)

    def __init__(self, session: Session, table: LedgerTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ledger")
        self.setStyleSheet(_CELL_STYLE)
        self.table = table
        self.setModel(table)
        delegate = LedgerDelegate(session, self)
        delegate.onward.connect(self.step)
        self.setItemDelegate(delegate)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(Cell.SUMMARY, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        table.modelReset.connect(self.fit)
        # Rows are written while the selection changes, so that the reload waits its turn.
        self._left.connect(self.kept, Qt.ConnectionType.QueuedConnection)

    def fit(self) -> None:
        """Give rows and columns the room that the type in use needs."""
        metrics = self.fontMetrics()
        self._fit_height()
        wide = {cell: metrics.horizontalAdvance(text) + _AIR for cell, text in _WIDTHS.items()}
        one = metrics.horizontalAdvance("国")
        if self.viewport().width() - sum(wide.values()) < 9 * one:
            # What the money was for matters more than the whole name of its class.
            wide[Cell.SUBJECT] = 5 * one + _AIR
            for cell in _MONEY:
                texts = (str(self.table.index(n, cell).data() or "") for n in self._rows())
                wide[cell] = max(map(metrics.horizontalAdvance, (_LEAST, *texts))) + _AIR
        for cell, width in wide.items():
            self.setColumnWidth(cell, width)

    def _rows(self) -> range:
        return range(self.table.rowCount())

    def _fit_height(self) -> None:
        """Share the height among whole rows, so that no row is cut under the head."""
        head, rows = self.horizontalHeader(), self.verticalHeader()
        room = self.viewport().geometry().bottom() + 1 - head.y() - head.sizeHint().height()
        least = int(self.fontMetrics().height() * 1.55)
        high = max(least, room // max(room // least, 1))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(high)
        head.setFixedHeight(head.sizeHint().height() + max(room, 0) % high)

    def go_to(self, row: int, cell: Cell, *, edit: bool = False) -> None:
        """Make a cell the current one, and begin typing in it."""
        index = self.table.index(row, cell)
        if not index.isValid():
            return
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)
        if edit and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def step(self, way: int) -> None:
        """Go to the next cell or the one before; past the last one the line is saved."""
        here = self.currentIndex()
        row, column = here.row(), here.column() + way
        income = self.table.entry(row).direction is Direction.INCOME and self.table.entry(row).fen
        if column == Cell.EXPENSE and income:
            column += way
        if 0 <= column < Cell.BALANCE:
            if not self.table.is_blank(row):
                self.kept.emit(row)
                row = self.currentIndex().row()
            self.go_to(row, Cell(column), edit=True)
        elif way < 0:
            self.go_to(row - 1, Cell.HANDLER, edit=True)
        else:
            self._finish(row)

    def rows_chosen(self) -> list[int]:
        """Return the rows that hold a chosen cell, without the blank one."""
        rows = {index.row() for index in self.selectionModel().selectedIndexes()}
        return sorted(row for row in rows if not self.table.is_blank(row))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Save a new line that a person leaves with the mouse or the arrows."""
        super().currentChanged(current, previous)
        gone = previous.isValid() and current.row() != previous.row()
        if gone and self.table.blank and self.table.is_blank(previous.row()):
            self._left.emit(previous.row())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Save a line after its cell was left; Esc forgets what could not be understood."""
        row, column = editor.property("row"), editor.property("column")
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if row is None or row >= self.table.rowCount():
            return
        if hint == QAbstractItemDelegate.EndEditHint.RevertModelCache:
            self.table.wrong.pop((self.table.held(row).id, Cell(column)), None)
        if not self.table.is_blank(row):
            self._left.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin typing with Enter, paste, delete, and let Tab leave the table at rest."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasting.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removing.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            here = self.currentIndex()
            cell = Cell(here.column()) if here.isValid() else Cell.DATE
            self.go_to(max(here.row(), 0), min(cell, Cell.HANDLER), edit=True)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit to the type, which a setting may have changed."""
        super().showEvent(event)
        self.fit()
        self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current line in sight."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
        else:
            self._fit_height()
        self.scrollTo(self.currentIndex())

    def _finish(self, row: int) -> None:
        was_blank = self.table.is_blank(row)
        self.kept.emit(row)
        row = self.currentIndex().row()
        if not was_blank:
            self.go_to(row + 1, Cell.DATE, edit=True)
        elif not self.table.edits.get(self.table.held(self.table.rowCount() - 1).id):
            self.go_to(self.table.rowCount() - 1, Cell.DATE, edit=True)


def _model(index: Index) -> LedgerTable:
    return cast("LedgerTable", index.model())
