"""A year as items by months: a sign in each cell, in words for whoever asks."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from boardapp.core.obligations import Obligation, State, YearRow
from boardapp.core.village import Body
from boardapp.ui.tasks.words import INKS, MARKS, ORDER
from boardapp.ui.theme import COLOURS

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_GROUNDS = {State.OVERDUE: "red_fill", State.DRAFT: "amber_fill", State.PUBLISHED: "green_fill"}


class YearTable(QAbstractTableModel):
    """The item and its body in the first column, the months in the other twelve."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[YearRow, ...] = ()
        self._short = False
        self._name: Callable[[Body], str] = lambda body: body.name

    def show_year(self, rows: Sequence[YearRow], name: Callable[[Body], str]) -> None:
        """Show another year; ``name`` shortens the name of a body."""
        self.beginResetModel()
        self.rows, self._name = tuple(rows), name
        self.endResetModel()

    def shorten(self, *, short: bool) -> None:
        """Head the months with their numbers alone, or with 月 again."""
        if short != self._short:
            self._short = short
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 12)

    def owed(self, index: Index) -> tuple[Obligation, ...]:
        """Return what a cell stands for; nothing for the first column."""
        if not index.isValid() or index.column() == 0:
            return ()
        return self.rows[index.row()].months[index.column() - 1]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the items."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else 13

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the month over a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            if not section:
                return "事项　（月份 →）" if self._short else "事项"
            return str(section) if self._short else f"{section}月"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _MIDDLE if section else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if index.column() == 0:
            return self._head(row, role)
        state = row.states[index.column() - 1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _MIDDLE
        if state is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            count = len(self.owed(index))
            return f"{MARKS[state]}{count}" if count > 1 else MARKS[state]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return "\n".join(f"{one.label}：{one.state.word}" for one in self.owed(index))
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(COLOURS[INKS[state]]))
        if role == Qt.ItemDataRole.BackgroundRole and state in _GROUNDS:
            return QBrush(QColor(COLOURS[_GROUNDS[state]]))
        return None

    def _head(self, row: YearRow, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.item.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.item.title}（{row.item.cycle_word}，{self._name(row.body)}）"
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None


def legend() -> str:
    """Say what each sign means."""
    signs = "　".join(f"{MARKS[state]} {state.word}" for state in ORDER)
    return f"{signs}　空格：不用公布或还没到"
