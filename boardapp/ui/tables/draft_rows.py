"""The rows of a list that a clerk writes: the item's columns, what is wrong, a way back."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
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

from boardapp.core.catalogue import ItemColumn
from boardapp.core.disclosure import ColumnKind
from boardapp.core.draft import cell_problem
from boardapp.core.errors import UserError
from boardapp.core.money import grouped, parse_fen
from boardapp.core.period import Period
from boardapp.ui.tables.typed import typed_day
from boardapp.ui.theme import COLOURS

Index = QModelIndex | QPersistentModelIndex
Rows = tuple[tuple[str, ...], ...]
_NOWHERE = QModelIndex()
_RIGHT = frozenset({ColumnKind.AMOUNT, ColumnKind.NUMBER})
_MOST_UNDONE = 100
_SUMS = re.compile(r"^(合计|总计|小计|共计)")


class DraftRows(QAbstractTableModel):
    """Cells as typed, and one blank row at the end for the next line.

    A cell that cannot be taken is marked and says why, and keeps what was typed.

    Signals: ``edited`` after each change.
    """

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[ItemColumn, ...] = ()
        self._rows: list[list[str]] = []
        self._period, self._today = Period(2000, 1), date.min
        self._undone: list[list[list[str]]] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._undone)

    def show_rows(
        self, columns: Sequence[ItemColumn], rows: Sequence[Sequence[str]], today: date
    ) -> None:
        """Show the rows of another draft; those of a changed catalogue are cut or filled up."""
        self.beginResetModel()
        self.columns, self._today = tuple(columns), today
        self._period = Period.month_of(today)
        self._rows = [self._fitted(row) for row in rows]
        self._undone = []
        self.endResetModel()

    def rows(self) -> Rows:
        """Return the rows that hold anything."""
        return tuple(tuple(row) for row in self._rows if any(cell.strip() for cell in row))

    def row_of(self, number: int) -> int:
        """Return the row here of a draft's row, which counts from 1 without the empty ones."""
        held = [n for n, row in enumerate(self._rows) if any(cell.strip() for cell in row)]
        return held[number - 1] if 0 < number <= len(held) else -1

    def is_blank(self, row: int) -> bool:
        """Whether a row is the one for the next line."""
        return row >= len(self._rows)

    def problem(self, row: int, column: int) -> str:
        """Return what is wrong with a cell; rows without anything are not judged."""
        if self.is_blank(row) or not any(cell.strip() for cell in self._rows[row]):
            return ""
        return cell_problem(self.columns[column], self._rows[row][column])

    def insert(self, row: int) -> None:
        """Put an empty row before another."""
        self._change([*self._rows[:row], [""] * len(self.columns), *self._rows[row:]])

    def remove(self, rows: Sequence[int]) -> None:
        """Take rows out."""
        self._change([one for n, one in enumerate(self._rows) if n not in set(rows)])

    def clear(self, cells: Sequence[tuple[int, int]]) -> None:
        """Empty cells."""
        after = [list(row) for row in self._rows]
        for row, column in cells:
            if row < len(after) and column < len(self.columns):
                after[row][column] = ""
        self._change(after)

    def move(self, row: int, way: int) -> bool:
        """Move a row up or down by one; false where it cannot go."""
        there = row + way
        if self.is_blank(row) or not 0 <= there < len(self._rows):
            return False
        after = list(self._rows)
        after[row], after[there] = after[there], after[row]
        self._change(after)
        return True

    def paste(self, row: int, column: int, text: str) -> int:
        """Put a block from a spreadsheet in at a cell and return how many rows it had.

        A block with the columns' titles above it goes where the titles say, into new rows.
        Raises UserError when it is wider than the table.
        """
        block = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
        block = [[cell.strip() for cell in line] for line in block if any(c.strip() for c in line)]
        if not block:
            raise UserError("没有粘贴：剪贴板里没有文字。请在表格里选中几行，复制后再粘贴。")
        places = self._titled(block[0])
        if places:
            block, row = block[1:], row if self.is_blank(row) else len(self._rows)
        else:
            wide = max(map(len, block))
            if column + wide > len(self.columns):
                room = len(self.columns) - column
                raise UserError(
                    f"没有粘贴：复制了 {wide} 列，从这一格起只有 {room} 列。"
                    "请从最左边的一格粘贴，或连同表头一起复制，程序按表头对列。"
                )
            places = {n: column + n for n in range(wide)}
        block = [line for line in block if not _SUMS.match(next(filter(None, line), ""))]
        after = [list(one) for one in self._rows]
        after += [[""] * len(self.columns) for _ in range(row + len(block) - len(after))]
        for down, line in enumerate(block):
            for n, cell in enumerate(line):
                if n in places:
                    after[row + down][places[n]] = self._read(places[n], cell)
        self._change(after)
        return len(block)

    def undo(self) -> None:
        """Take the newest change back."""
        if self._undone:
            self.beginResetModel()
            self._rows = self._undone.pop()
            self.endResetModel()
            self.edited.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows, and the blank one."""
        return 0 if parent.isValid() or not self.columns else len(self._rows) + 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the head of a column with what it asks for, or the number of a row."""
        across = orientation is Qt.Orientation.Horizontal
        if not across:
            number = "新" if self.is_blank(section) else str(section + 1)
            return number if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return head(self.columns[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell of the item's columns be typed in."""
        flags = super().flags(index)
        if index.isValid():
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(column)
        text = "" if self.is_blank(row) else self._rows[row][column]
        problem = self.problem(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return text
        if role == Qt.ItemDataRole.DisplayRole:
            return f"✗ {text or '没有填写'}" if problem else text
        if role == Qt.ItemDataRole.ToolTipRole:
            return problem or text or None
        if role == Qt.ItemDataRole.BackgroundRole and problem:
            return QBrush(QColor(COLOURS["red_fill"]))
        if role == Qt.ItemDataRole.ForegroundRole and problem:
            return QBrush(QColor(COLOURS["red"]))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed, days and amounts in one spelling."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, text = index.row(), self._read(index.column(), str(value or ""))
        if text == (self.data(index, Qt.ItemDataRole.EditRole) or ""):
            return True
        after = [list(one) for one in self._rows]
        if self.is_blank(row):
            after.append([""] * len(self.columns))
        after[row][index.column()] = text
        self._change(after)
        return True

    def _change(self, after: list[list[str]]) -> None:
        """Take other rows, and remember the ones before."""
        if after == self._rows:
            return
        self._undone = [*self._undone, self._rows][-_MOST_UNDONE:]
        grown = len(after) - len(self._rows)
        if grown > 0:
            # Below the blank row, so that the cursor stays where a person types.
            self.beginInsertRows(_NOWHERE, len(self._rows) + 1, len(after))
        elif grown < 0:
            self.beginRemoveRows(_NOWHERE, len(after) + 1, len(self._rows))
        self._rows = after
        if grown > 0:
            self.endInsertRows()
        elif grown < 0:
            self.endRemoveRows()
        last = self.rowCount() - 1
        self.dataChanged.emit(self.index(0, 0), self.index(last, len(self.columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, last)
        self.edited.emit()

    def _fitted(self, row: Sequence[str]) -> list[str]:
        wide = len(self.columns)
        return [*row[:wide], *[""] * (wide - len(row))]

    def _titled(self, line: Sequence[str]) -> dict[int, int]:
        """Return which cell of a head is which column, or nothing when it is no head."""
        titles = {_bare(column.title): n for n, column in enumerate(self.columns)}
        found = {n: titles[_bare(cell)] for n, cell in enumerate(line) if _bare(cell) in titles}
        return found if len(found) >= min(2, len(self.columns)) else {}

    def _read(self, column: int, text: str) -> str:
        """Return a cell in the spelling that is kept; what cannot be understood stays as it is."""
        plain, kind = text.strip(), self.columns[column].kind
        try:
            if plain and kind is ColumnKind.AMOUNT:
                return grouped(parse_fen(plain))
            if plain and kind is ColumnKind.DATE:
                return typed_day(plain, self._today, self._period).isoformat()
        except ValueError:
            return plain
        return unicodedata.normalize("NFKC", plain) if kind is ColumnKind.NUMBER else plain

    def _side(self, column: int) -> Qt.AlignmentFlag:
        right = self.columns[column].kind in _RIGHT
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def head(column: ItemColumn) -> str:
    """Return the head of a column: its title, a star where it must be filled, what stays here."""
    star = " *" if column.required else ""
    return f"{column.title}{star}{'（不公布）' if column.private else ''}"


def _bare(text: str) -> str:
    return re.sub(r"[\s*＊（(].*$|\s", "", unicodedata.normalize("NFKC", text).strip())
