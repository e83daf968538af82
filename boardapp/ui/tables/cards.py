"""The cards of a register as a table: a few columns of each card, with what is computed of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor

from boardapp.core.registers.cards import Card
from boardapp.ui.theme import COLOURS

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class CardRow:
    """One card with what its register computes of it, such as depreciation or arrears."""

    card: Card
    computed: Any = None


@dataclass(frozen=True)
class CardColumn:
    """One column of a register's list.

    ``text`` says what it shows of a row; ``order`` what it is sorted by when the store does not
    know the value, which is then computed. ``sample`` is the widest text it should show whole.
    ``warns`` tells whether a row's text is to be seen first; the words say it without the colour.
    A ``spare`` column is left out where there is no room for all.
    """

    key: str
    title: str
    text: Callable[[CardRow], str]
    sample: str
    figure: bool = False
    order: Callable[[CardRow], Any] | None = None
    warns: Callable[[CardRow], bool] | None = None
    spare: bool = False


class CardTable(QAbstractTableModel):
    """Cards to look at and choose from, all of them held, their texts made when they are seen.

    Signals: ``sort_asked`` with a column's number and whether downwards, when a head is pressed.
    """

    sort_asked = Signal(int, bool)

    def __init__(self, columns: Sequence[CardColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[CardRow, ...] = ()

    def show_rows(self, rows: Sequence[CardRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def row_of(self, id_: str) -> int:
        """Return the row of a card by its id, -1 when it is not shown."""
        return next((n for n, one in enumerate(self.rows) if one.card.id == id_), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        if role == Qt.ItemDataRole.ForegroundRole and column.warns and column.warns(row):
            return QBrush(QColor(COLOURS["red"]))
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Pass the wish on: the store sorts."""
        self.sort_asked.emit(column, order is Qt.SortOrder.DescendingOrder)

    def _side(self, column: int) -> Qt.AlignmentFlag:
        figure = self.columns[column].figure
        side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter
