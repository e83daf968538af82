"""The lines of a ledger as a table, with a blank line at its end to type the next one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from boardapp.core.finding import Finding
from boardapp.core.ledger import Direction, Entry, Start, balances_from
from boardapp.core.money import grouped
from boardapp.core.period import Period
from boardapp.core.subjects import SUBJECTS
from boardapp.services.ledger import entry_problem
from boardapp.ui.tables.typed import Cell, amount_text, changed, editing_text
from boardapp.ui.theme import COLOURS

Suggest = Callable[[str, str, Direction], str]
Index = QModelIndex | QPersistentModelIndex

RED, GREY, WRONG = (QColor(COLOURS[name]) for name in ("red", "soft", "red_fill"))
TRANSFER_WORDS = "账户间划转"
_MONEY = (Cell.INCOME, Cell.EXPENSE, Cell.BALANCE)
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Wrong:
    """What was typed into a cell and cannot be understood, with the reason."""

    text: str
    reason: str


class LedgerTable(QAbstractTableModel):
    """The entries of one ledger, their running balance and the line that is being typed.

    A changed cell waits in ``edits`` until the page has saved the line.
    """

    def __init__(self, suggest: Suggest, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._suggest = suggest
        self.entries: tuple[Entry, ...] = ()
        self.blank: Entry | None = None
        self.period = Period(2000, 1)
        self.edits: dict[str, Entry] = {}
        self.wrong: dict[tuple[str, Cell], Wrong] = {}
        self._start: Start | None = None
        self._balances: tuple[int | None, ...] = ()

    def show_lines(
        self, period: Period, start: Start | None, entries: Sequence[Entry], blank: Entry | None
    ) -> None:
        """Show other lines; without a blank line they are for reading only.

        Balances run on from ``start``; there is none before it.
        """
        self.beginResetModel()
        self.period, self.entries, self.blank = period, tuple(entries), blank
        self._start, self._balances = start, balances_from(start, self.entries)
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        """Return the line in a row as it stands with what was typed last."""
        held = self.held(row)
        return self.edits.get(held.id, held)

    def held(self, row: int) -> Entry:
        """Return the line in a row as it was before anything was typed."""
        if row < len(self.entries):
            return self.entries[row]
        assert self.blank is not None
        return self.blank

    def is_blank(self, row: int) -> bool:
        """Whether a row is the one for the next line."""
        return row == len(self.entries)

    def row_of(self, id_: str) -> int:
        """Return the row of a line, or -1."""
        for row in range(self.rowCount()):
            if self.held(row).id == id_:
                return row
        return -1

    def row_about(self, finding: Finding) -> int:
        """Return the row that a finding is about, or -1 when it is about none of them."""
        for row, entry in enumerate(self.entries):
            named = finding.where in (entry.voucher, f"{entry.voucher} {entry.summary}")
            if (finding.row and entry.row == finding.row) or (finding.where and named):
                return row
        return -1

    def problem(self, row: int) -> str:
        """Return why a row that was typed in cannot be saved yet, or an empty text."""
        entry = self.entry(row)
        for (id_, cell), wrong in self.wrong.items():
            if id_ == entry.id:
                return f"{cell.title}：{wrong.reason}"
        return entry_problem(entry) if entry.id in self.edits else ""

    def drop(self, id_: str) -> None:
        """Forget what was typed in a line since it was saved."""
        self.edits.pop(id_, None)
        for key in [key for key in self.wrong if key[0] == id_]:
            del self.wrong[key]
        row = self.row_of(id_)
        if row >= 0:
            self._tell(row)

    def suggestion(self, row: int) -> str:
        """Return the subject that a line would get if none is chosen."""
        entry = self.entry(row)
        if entry.subject or entry.transfer or not entry.summary.strip() or not entry.fen:
            return ""
        return self._suggest(entry.summary, entry.file_subject, entry.direction)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the lines, and the one being typed."""
        return 0 if parent.isValid() else len(self.entries) + (self.blank is not None)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(Cell)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the head of a column, or the number of a line."""
        across = orientation is Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole:
            if across:
                return Cell(section).title
            return "新" if self.is_blank(section) else str(section + 1)
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(Cell(section))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell but the balance be typed in, unless the lines are for reading only."""
        flags = super().flags(index)
        if index.isValid() and self.blank is not None and index.column() != Cell.BALANCE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        row, cell = index.row(), Cell(index.column())
        wrong = self.wrong.get((self.held(row).id, cell))
        if role == Qt.ItemDataRole.DisplayRole:
            return wrong.text if wrong else self._shown(row, cell)
        if role == Qt.ItemDataRole.EditRole:
            return wrong.text if wrong else editing_text(self.entry(row), cell)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(cell)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(row, cell, wrong)
        if role == Qt.ItemDataRole.BackgroundRole:
            return QBrush(WRONG) if wrong else None
        if role == Qt.ItemDataRole.FontRole and cell is Cell.SUBJECT and self.suggestion(row):
            font = QFont()
            font.setItalic(True)
            return font
        if role == Qt.ItemDataRole.ToolTipRole:
            return wrong.reason if wrong else self._shown(row, cell) or None
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed; what cannot be understood stays in sight with its reason."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        row, cell, text = index.row(), Cell(index.column()), str(value or "")
        before = self.entry(row)
        self.wrong.pop((before.id, cell), None)
        if text != editing_text(before, cell):
            try:
                after = changed(before, cell, text, self.period)
            except ValueError as error:
                self.wrong[(before.id, cell)] = Wrong(text, str(error))
            else:
                if after == self.held(row):
                    self.edits.pop(before.id, None)
                else:
                    self.edits[before.id] = after
        self._tell(row)
        return True

    def _tell(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Cell) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, row, row)

    def _shown(self, row: int, cell: Cell) -> str:
        entry, blank = self.entry(row), self.is_blank(row)
        if cell is Cell.BALANCE:
            return self._balance(row, entry)
        if cell is Cell.SUBJECT:
            if entry.transfer:
                return TRANSFER_WORDS
            code = entry.subject or self.suggestion(row)
            return SUBJECTS[code].name + ("" if entry.subject else "？") if code else ""
        if cell in (Cell.INCOME, Cell.EXPENSE):
            side = Direction.INCOME if cell is Cell.INCOME else Direction.EXPENSE
            return amount_text(entry.fen) if entry.fen and entry.direction is side else ""
        if cell is Cell.DATE and blank and entry.id not in self.edits:
            return f"{entry.date.month}-{entry.date.day}"
        return editing_text(entry, cell)

    def _balance(self, row: int, entry: Entry) -> str:
        if not self.is_blank(row):
            balance = self._balances[row]
            return "—" if balance is None else grouped(balance)
        if not entry.fen:
            return ""
        begun = self._start.fen if self._start else None
        last = self._balances[-1] if self._balances else begun
        return "—" if last is None else grouped(last + entry.effect)

    def _ink(self, row: int, cell: Cell, wrong: Wrong | None) -> QBrush | None:
        entry = self.entry(row)
        if wrong or (cell in (Cell.INCOME, Cell.EXPENSE) and entry.fen < 0):
            return QBrush(RED)
        if cell is Cell.BALANCE and not self.is_blank(row) and (self._balances[row] or 0) < 0:
            return QBrush(RED)
        if cell is Cell.SUBJECT and (entry.transfer or self.suggestion(row)):
            return QBrush(GREY)
        if cell is Cell.DATE and self.is_blank(row) and entry.id not in self.edits:
            return QBrush(GREY)
        return None


def _side(cell: Cell) -> Qt.AlignmentFlag:
    right = Qt.AlignmentFlag.AlignRight if cell in _MONEY else Qt.AlignmentFlag.AlignLeft
    return right | Qt.AlignmentFlag.AlignVCenter
