"""A table measured once, in ems: its cells as text, and how wide its columns must be."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from boardapp.core.content import Cell, Role, Row, RowKind, Table
from boardapp.core.money import grouped
from boardapp.notices.fonts import Fonts, clean
from boardapp.notices.text import longest_token, title_room

MONEY = frozenset((Role.AMOUNT, Role.SUM, Role.BALANCE))
_RUNNING = frozenset((Role.SUM, Role.BALANCE))
FINE = frozenset((RowKind.LINE, RowKind.DETAIL, RowKind.BLANK))
"""Rows that are not set in bold."""
HEAD_LINES = 4
"""Lines that the title of a column may take at the most."""
_LEAST_TEXT = 4.0
_EASY_TEXT = 9.0
_LONGEST_TOKEN = 8.0
_SHORT, _NOT_SHORT = 7.0, 40.0
"""A column of short texts that needs more than the first wraps like words, a bank's serial
number say; what needs more than the second is no short text at all."""
_SHORT_TOKEN = 5.5
_CENTRED = 3.5
INDENT = 1.0
"""How far a DETAIL row is set back, in ems."""


@dataclass(frozen=True)
class Measure:
    """What a column needs: ``need`` for its cells, ``heads`` for its title in 1, 2 … lines.

    For a column of words ``need`` is what its longest cell would take on one line, ``weight`` says
    how much of the shared room it should get, and ``token`` is its longest word or number.
    """

    title: str
    role: Role
    need: float
    heads: tuple[float, ...]
    weight: float = 0.0
    token: float = 0.0

    @property
    def words(self) -> bool:
        """Whether the column holds words that wrap."""
        return self.role is Role.TEXT

    @property
    def middle(self) -> bool:
        """Whether its cells are centred; names and the like start at the left."""
        return self.role is Role.SHORT and self.need <= _CENTRED

    def least(self, lines: int) -> float:
        """Return the narrowest this column may be with a title of so many lines."""
        need = min(self.need, max(_LEAST_TEXT, self.token)) if self.words else self.need
        return max(need, self.heads[lines - 1])

    def easy(self, lines: int) -> float:
        """Return the width from which this column reads without haste."""
        need = min(self.need, max(_EASY_TEXT, self.token)) if self.words else self.need
        return max(need, self.heads[lines - 1])


@dataclass(frozen=True)
class Grid:
    """A table ready to be laid out.

    ``spans`` holds for each row its texts as ``(column, end column, text)``; ``glued`` the rows
    that must stay on one sheet with the row before; ``carried`` whether the table has sums or
    balances that 本页小计, 过次页 and 承前页 would show.
    """

    table: Table
    rows: tuple[Row, ...]
    spans: tuple[tuple[tuple[int, int, str], ...], ...]
    measures: tuple[Measure, ...]
    label: int
    carried: bool
    glued: tuple[bool, ...]


def show(cell: Cell, role: Role, kind: RowKind) -> str:
    """Return a cell as it is printed; a reversal says so without relying on colour."""
    if isinstance(cell, str):
        return clean(cell)
    if cell >= 0:
        return grouped(cell)
    struck = "冲" if kind in FINE and role in (Role.SUM, Role.AMOUNT) else ""
    return f"{struck}({grouped(-cell)})"


def measure(fonts: Fonts, table: Table) -> Grid:
    """Measure a table; this is the only pass over all of its cells before drawing."""
    label = label_column(table)
    rows = table.rows or (_nothing(table, label),)
    roles = tuple(column.role for column in table.columns)
    spans = tuple(_spans(row, roles) for row in rows)
    carried = not _RUNNING.isdisjoint(roles)
    measures = tuple(_measure(fonts, table, rows, spans, n, label) for n in range(len(roles)))
    return Grid(table, rows, spans, measures, label, carried, tuple(_glue(rows)))


def label_column(table: Table) -> int:
    """Return the column that names a row: the first of words, or the first that is no money."""
    roles = [column.role for column in table.columns]
    money = next((n for n, role in enumerate(roles) if role in MONEY), len(roles))
    words = next((n for n, role in enumerate(roles) if role is Role.TEXT), len(roles))
    return words if words < money or not money else 0


def _nothing(table: Table, label: int) -> Row:
    return Row(tuple("无" if n == label else "" for n in range(len(table.columns))))


def _spans(row: Row, roles: tuple[Role, ...]) -> tuple[tuple[int, int, str], ...]:
    """Return the texts of a row; a label may run on over the empty cells to its right."""
    texts = [show(cell, role, row.kind) for cell, role in zip(row.cells, roles, strict=True)]
    fine = row.kind in FINE
    found = []
    for n, text in enumerate(texts):
        if text:
            end = n + 1
            if not fine and roles[n] not in MONEY:
                while end < len(texts) and not texts[end]:
                    end += 1
            found.append((n, end, text))
    return tuple(found)


def _measure(
    fonts: Fonts,
    table: Table,
    rows: tuple[Row, ...],
    spans: tuple[tuple[tuple[int, int, str], ...], ...],
    n: int,
    label: int,
) -> Measure:
    column = table.columns[n]
    title = clean(column.title)
    heads = tuple(_head(fonts, title, lines) for lines in range(1, HEAD_LINES + 1))
    widths: list[float] = []
    token = 0.0
    if column.role in MONEY:
        widths = [fonts.width(text, bold=True) for text in _widest(column.role, rows, n)]
    else:
        for row, texts in zip(rows, spans, strict=True):
            for start, end, text in texts:
                if start == n and end == n + 1:
                    fine = row.kind in FINE
                    inset = INDENT if row.kind is RowKind.DETAIL and n == label else 0.0
                    widths.append(fonts.width(text, not fine) + inset)
                    if column.role in (Role.TEXT, Role.SHORT):
                        token = max(token, longest_token(fonts, text, not fine) + inset)
    need = max(widths, default=0.0)
    mean = sum(widths) / len(widths) if widths else 0.0
    role = column.role
    if role is Role.SHORT and _SHORT < need <= _NOT_SHORT:
        role, token = Role.TEXT, min(token, _SHORT_TOKEN)
    token = min(token, _LONGEST_TOKEN)
    return Measure(title, role, need, heads, (need * mean) ** 0.5 + 0.5, token)


def _head(fonts: Fonts, title: str, lines: int) -> float:
    """Return the room a title needs; two characters are set upright only when nothing else fits."""
    return title_room(fonts, title, 1 if lines == 2 and len(title) < 3 else lines)


def _widest(role: Role, rows: tuple[Row, ...], n: int) -> Iterator[str]:
    """Yield the longest texts that a column of money may show, its sums over pages among them."""
    values = [cell for row in rows if isinstance(cell := row.cells[n], int)]
    yield from {clean(cell) for row in rows if isinstance(cell := row.cells[n], str)}
    if values:
        yield show(max(values), role, RowKind.LINE)
        yield show(min(values), role, RowKind.LINE)
    if role is Role.SUM:
        lines = (row.cells[n] for row in rows if row.kind is RowKind.LINE)
        sums = list(accumulate((cell for cell in lines if isinstance(cell, int)), initial=0))
        spread = max(sums) - min(sums)
        yield grouped(spread)
        if min(values, default=0) < 0:
            yield f"({grouped(spread)})"


def _glue(rows: tuple[Row, ...]) -> Iterator[bool]:
    before = None
    run = 0
    for row in rows:
        stays = before is not None and (
            before in (RowKind.HEADING, RowKind.OPENING)
            or row.kind is RowKind.TOTAL
            or (row.kind is RowKind.DETAIL and before is not RowKind.DETAIL)
        )
        # A stack of totals longer than this is a table of its own and may be parted.
        run = run + 1 if stays and run < 12 else 0
        yield bool(run)
        before = row.kind
