"""What is due as a table: where it stands, what it is, by when, and what to do next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from boardapp.core.obligations import Obligation, State
from boardapp.ui.tasks.words import INKS, Deed, due_words, left_words, state_words
from boardapp.ui.theme import COLOURS

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

BELOW = Qt.ItemDataRole.UserRole + 1
"""The role of the smaller line below the text of a cell."""


class TaskColumn(IntEnum):
    """The columns, from left to right."""

    STATE = 0
    ITEM = 1
    DUE = 2
    DEED = 3

    @property
    def title(self) -> str:
        """The head of the column."""
        return ("状态", "事项", "期限", "下一步")[self]


@dataclass(frozen=True)
class Task:
    """One row: an obligation, who owes it in short, and the next deed."""

    obligation: Obligation
    body: str
    deed: Deed


class TasksTable(QAbstractTableModel):
    """Obligations in the order they are given, two lines each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks: tuple[Task, ...] = ()
        self._today = date.min

    def show_tasks(self, tasks: Sequence[Task], today: date) -> None:
        """Show other tasks."""
        self.beginResetModel()
        self.tasks, self._today = tuple(tasks), today
        self.endResetModel()

    def row_of(self, item: str, body: str, about: str) -> int:
        """Return the row of an obligation, or -1."""
        for row, task in enumerate(self.tasks):
            one = task.obligation
            if (one.item.code, one.body.id, one.about) == (item, body, about):
                return row
        return -1

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self.tasks)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(TaskColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        across = orientation is Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole:
            return TaskColumn(section).title
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        task, column = self.tasks[index.row()], TaskColumn(index.column())
        above, below = self._lines(task)[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return above
        if role == BELOW:
            return below
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return "　".join(part for part in (above, below) if part)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(task.obligation, column)
        return None

    def _lines(self, task: Task) -> Mapping[TaskColumn, tuple[str, str]]:
        one = task.obligation
        begun = "已有草稿" if one.state is State.OVERDUE and one.begun else ""
        about = f"{one.label}（{_stage(one)}）" if _stage(one) else one.label
        return {
            TaskColumn.STATE: (state_words(one), begun),
            TaskColumn.ITEM: (one.item.title, f"{about}　·　{task.body}"),
            TaskColumn.DUE: (due_words(one, self._today), left_words(one, self._today)),
            TaskColumn.DEED: (task.deed.value, ""),
        }

    def _ink(self, one: Obligation, column: TaskColumn) -> QBrush | None:
        if column is TaskColumn.STATE:
            return QBrush(QColor(COLOURS[INKS[one.state]]))
        if column is TaskColumn.DUE and one.state is State.OVERDUE:
            return QBrush(QColor(COLOURS["red"]))
        return None


def _stage(one: Obligation) -> str:
    """Return the word of an event's stage, or an empty text."""
    stage = one.event.stage if one.event else ""
    return next((word.word for word in one.item.stages if word.value == stage), "")
