"""Cells as they come out of any file, and the two ways their text is looked at."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

Cell = str | int | float | bool | date | datetime | time | timedelta
"""What a cell can hold; an empty one holds the empty string."""

Place = tuple[int, int]
"""A cell's 0-based row and column."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells with their true row numbers, and what only the file's markup tells.

    ``red`` are the cells written in red, ``broken`` those whose formula gave an error or has no
    value that we could work out.
    """

    name: str
    rows: list[list[Cell]]
    merges: tuple[tuple[Place, Place], ...] = ()
    hidden: bool = False
    red: frozenset[Place] = frozenset()
    broken: frozenset[Place] = field(default_factory=frozenset)

    def at(self, row: int, column: int) -> Cell:
        """Return one cell, empty where the sheet does not reach."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]


def text_of(cell: Cell) -> str:
    """Return a cell as a person reads it, the text itself unchanged but for outer blanks."""
    if isinstance(cell, str):
        return cell.strip() if cell else cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)


def squeeze(cell: Cell) -> str:
    """Return a cell for comparing: half-width, without any blanks."""
    return _squeezed(cell) if isinstance(cell, str) else text_of(cell)


@lru_cache(maxsize=20_000)
def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("\u200b", "")


def is_blank(row: list[Cell]) -> bool:
    """Whether nothing at all stands in a row."""
    return all(c == "" or (isinstance(c, str) and not c.strip()) for c in row)
