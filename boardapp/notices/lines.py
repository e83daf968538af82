"""The lines of a table on the sheets: heights at one size of type, carrying forward, marks."""

from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from boardapp.core.content import Role, Row, RowKind
from boardapp.notices.columns import Columns
from boardapp.notices.fonts import Fonts, clean
from boardapp.notices.marks import BASELINE, Box, Mark, Rule, Text, right
from boardapp.notices.paper import MM
from boardapp.notices.parts import Pace
from boardapp.notices.table import FINE, INDENT, MONEY, Grid, show
from boardapp.notices.text import even, wrap
from boardapp.notices.titles import Titles

TURN = 1.25
"""What each further line of a row adds, in ems."""
WRITING, WRITING_LINES = 9.5 * MM, 2
"""The height in pt of a line that is written by hand, and how many a blank row has."""

Carried = tuple[str, dict[int, int], str]
"""A row of sums that the renderer adds: its label, its amounts by column, and the side word."""


def is_ruled(row: Row, text: str) -> bool:
    """Whether a cell is not words but lines to write on."""
    return row.kind is RowKind.BLANK and not text.strip("＿")


class Lines:
    """A table that flows over the sheets with its head repeated and its sums carried."""

    def __init__(
        self,
        fonts: Fonts,
        grid: Grid,
        columns: Columns,
        width: float,
        size: float,
        pace: Pace,
        limit: float,
    ) -> None:
        self.fonts, self.grid, self.columns = fonts, grid, columns
        self.width, self.size, self.pitch = width, size, pace.pitch
        self.starts = columns.starts()
        self.gap = 0.9 * size * pace.gap
        self.turns = self._turns()
        heights = [self._height(n) for n in range(len(self.turns))]
        self.titles = Titles(fonts, grid, columns, width, size)
        head = self.titles.height
        money = [one for one in grid.measures if one.role in MONEY]
        self.unit = "" if all("元" in one.title for one in money) else "单位：元"
        self.title = clean(grid.table.title)
        self.caption = 1.7 * size if self.title or self.unit else 0.0
        self.lead = self.caption + head
        carried = self.pitch * size if grid.carried else 0.0
        self.again = head + carried
        self.carry = 2 * carried
        self.close = carried
        so_far = [0.0, *accumulate(heights)]
        spare = limit - self.gap - max(self.lead, self.again) - self.carry - self.close
        self.groups = list(_chunks(grid, so_far, spare))
        self.chunks = [so_far[stop] - so_far[start] for start, stop in self.groups]

    def _height(self, n: int) -> float:
        """Return the least height of a row in pt."""
        printed = (self.pitch + TURN * (self.turns[n] - 1)) * self.size
        blank = self.grid.rows[n].kind is RowKind.BLANK
        return max(printed, WRITING_LINES * WRITING) if blank else printed

    def elastic(self, start: int, stop: int) -> int:
        """Return how many rows there are to spread, those that carry sums included."""
        first, last = self.rows(start, stop)
        added = (
            (start > 0) + 2 * (stop < len(self.groups)) + (start > 0 and stop == len(self.groups))
        )
        return last - first + (added if self.grid.carried else 0)

    def rows(self, start: int, stop: int) -> tuple[int, int]:
        """Return the first row of a stretch of chunks, and the one after its last."""
        return self.groups[start][0], self.groups[stop - 1][1]

    def page_sums(self, start: int, stop: int) -> dict[int, int]:
        """Return 本页小计: the sum of the LINE rows of these chunks in each column of sums."""
        first, last = self.rows(start, stop)
        return self._sums(first, last)

    def _sums(self, first: int, last: int) -> dict[int, int]:
        return {n: sums[last] - sums[first] for n, sums in self._running.items()}

    @cached_property
    def _running(self) -> dict[int, list[int]]:
        """The sum of the LINE rows before each row, for each column of sums."""
        found = {}
        for n, column in enumerate(self.grid.table.columns):
            if column.role is Role.SUM:
                cells = (row.cells[n] if row.kind is RowKind.LINE else 0 for row in self.grid.rows)
                amounts = (cell if isinstance(cell, int) else 0 for cell in cells)
                found[n] = list(accumulate(amounts, initial=0))
        return found

    def _carried(self, label: str, last: int) -> Carried:
        """Return the sums up to a row and the last balances before it, with their side."""
        amounts = self._sums(0, last)
        side = ""
        for n, column in enumerate(self.grid.table.columns):
            if column.role is not Role.BALANCE:
                continue
            for row in reversed(self.grid.rows[:last]):
                cell = row.cells[n]
                if isinstance(cell, int):
                    amounts[n] = cell
                    before = row.cells[n - 1] if n else ""
                    if n and self.grid.table.columns[n - 1].role is Role.SHORT:
                        side = str(before)
                    break
        return label, amounts, side

    def _turns(self) -> list[int]:
        """Return the number of lines in each row."""
        found = []
        roles = [one.role for one in self.grid.measures]
        pad = 2 * self.columns.pad
        for row, spans in zip(self.grid.rows, self.grid.spans, strict=True):
            most = 1
            for start, end, text in spans:
                if is_ruled(row, text):
                    continue
                if roles[start] is Role.TEXT or end > start + 1:
                    room = self.starts[end] - self.starts[start] - pad
                    bold = row.kind not in FINE
                    if row.kind is RowKind.DETAIL and start == self.grid.label:
                        room -= INDENT
                    if self.fonts.width(text, bold) > room:
                        most = max(most, len(wrap(self.fonts, text, room, bold)))
            found.append(most)
        return found

    def marks(self, x: float, y: float, start: int, stop: int, extra: float) -> Iterator[Mark]:
        """Yield head, rows and carried sums; each row is ``extra`` pt higher than it must be."""
        first, last = self.rows(start, stop)
        whole = start == 0 and stop == len(self.groups)
        if start == 0 and self.caption:
            yield from self._caption(x, y)
            y += self.caption
        yield from self.titles.marks(x, y)
        y += self.titles.height
        pitch = self.pitch * self.size + extra
        sums = self.grid.carried and not whole
        if sums and start > 0:
            yield from self._sum_row(x, y, pitch, self._carried("承前页", first))
            y += pitch
        tail = last
        if stop == len(self.groups):
            # 本页小计 stands between the last line and the totals it leads to.
            while tail > first and self.grid.rows[tail - 1].kind is RowKind.TOTAL:
                tail -= 1
        for n in range(first, last):
            if n == tail and sums:
                yield from self._sum_row(x, y, pitch, ("本页小计", self.page_sums(start, stop), ""))
                y += pitch
            height = self._height(n) + extra
            yield from self._row(x, y, height, n)
            y += height
        if sums and tail == last:
            yield from self._sum_row(x, y, pitch, ("本页小计", self.page_sums(start, stop), ""))
            y += pitch
        if sums and stop < len(self.groups):
            yield from self._sum_row(x, y, pitch, self._carried("过次页", last))
            y += pitch
        yield Rule(x, y, x + self.width, y, 0.09 * self.size, "strong")

    def _caption(self, x: float, y: float) -> Iterator[Mark]:
        size, base = self.size, y + 1.15 * self.size
        if self.title:
            yield Text(x, base, 1.15 * size, self.title, bold=True)
        if self.unit:
            yield right(self.fonts, x + self.width, base, 0.85 * size, self.unit, ink="quiet")

    def _row(self, x: float, y: float, height: float, n: int) -> Iterator[Mark]:
        row, size = self.grid.rows[n], self.size
        fine = row.kind in FINE
        if row.kind in (RowKind.TOTAL, RowKind.HEADING):
            yield Box(x, y, self.width, height, "shade")
        middle = y + height / 2 + BASELINE * size
        roles = self.grid.measures
        for start, end, text in self.grid.spans[n]:
            role = roles[start].role
            ink = "text"
            if is_ruled(row, text):
                yield from self._ruled(x, y, height, start, end)
                continue
            if role in MONEY:
                cell = row.cells[start]
                if isinstance(cell, int) and cell < 0:
                    ink = "red"
                yield self.titles.placed(x, middle, start, end, text, not fine, ink)
                continue
            inset = INDENT if row.kind is RowKind.DETAIL and start == self.grid.label else 0.0
            room = self.starts[end] - self.starts[start] - 2 * self.columns.pad - inset
            lines = even(self.fonts, text, room, not fine) if self.turns[n] > 1 else (text,)
            for k, line in enumerate(lines):
                base = middle + (k - (len(lines) - 1) / 2) * TURN * size
                yield self.titles.placed(x, base, start, end, line, not fine, ink, inset)
        yield Rule(x, y + height, x + self.width, y + height, 0.5, "line")

    def _ruled(self, x: float, y: float, height: float, start: int, end: int) -> Iterator[Mark]:
        """Yield the lines to write on; the lower edge of the row is the last of them."""
        pad = self.columns.pad
        left, right = ((self.starts[start] + pad), (self.starts[end] - pad))
        for k in range(1, WRITING_LINES):
            at = y + height * k / WRITING_LINES
            yield Rule(x + left * self.size, at, x + right * self.size, at, 0.5, "line")

    def _sum_row(self, x: float, y: float, height: float, carried: Carried) -> Iterator[Mark]:
        label, amounts, side = carried
        base = y + height / 2 + BASELINE * self.size
        measures, label_at = self.grid.measures, self.grid.label
        yield Box(x, y, self.width, height, "shade")
        end = label_at + 1
        while end < len(measures) and end not in amounts and measures[end].role not in MONEY:
            end += 1
        yield self.titles.placed(x, base, label_at, max(end, label_at + 1), label, bold=True)
        for n, fen in amounts.items():
            ink = "red" if fen < 0 else "text"
            text = show(fen, Role.BALANCE, RowKind.TOTAL)
            yield self.titles.placed(x, base, n, n + 1, text, True, ink)
            if side and measures[n].role is Role.BALANCE:
                yield self.titles.placed(x, base, n - 1, n, side, bold=True)
        yield Rule(x, y + height, x + self.width, y + height, 0.5, "line")


def _chunks(grid: Grid, so_far: list[float], spare: float) -> Iterator[tuple[int, int]]:
    """Cut the rows where a sheet may end; never right after the start or before the end.

    Rows that belong together but are higher than a sheet are parted after all.
    """
    count = len(grid.rows)
    starts = [n for n in range(count) if not grid.glued[n]]
    if len(starts) > 6:
        starts = [starts[0], *starts[2:-1]]
    for start, stop in zip(starts, [*starts[1:], count], strict=True):
        if so_far[stop] - so_far[start] <= spare:
            yield start, stop
        else:
            yield from ((n, n + 1) for n in range(start, stop))
