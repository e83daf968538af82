"""The head of a table: titles in one or two storeys, and where a cell stands under them."""

from collections.abc import Iterator
from itertools import groupby

from boardapp.notices.columns import Columns
from boardapp.notices.fonts import Fonts, clean
from boardapp.notices.marks import BASELINE, Box, Mark, Rule, Text, centred, right
from boardapp.notices.table import MONEY, Grid
from boardapp.notices.text import title_lines

_LINE = 1.15
_STOREY = 1.5


class Titles:
    """The head of a table at one size of type; ``height`` in pt."""

    def __init__(
        self, fonts: Fonts, grid: Grid, columns: Columns, width: float, size: float
    ) -> None:
        self.fonts, self.grid, self.columns = fonts, grid, columns
        self.width, self.size = width, size
        self.starts = columns.starts()
        self.lines = [
            title_lines(fonts, one.title, columns.widths[n] - 2 * columns.pad)
            for n, one in enumerate(grid.measures)
        ]
        heights = [
            (0.55 + _STOREY if column.group else 0.75) + _LINE * len(lines)
            for column, lines in zip(grid.table.columns, self.lines, strict=True)
        ]
        self.height = max(heights) * size

    def marks(self, x: float, y: float) -> Iterator[Mark]:
        """Yield the titles between two lines."""
        size, end = self.size, x + self.width
        yield Box(x, y, self.width, self.height, "shade")
        yield Rule(x, y, end, y, 0.12 * size, "strong")
        first = 0
        for group, same in groupby(self.grid.table.columns, key=lambda column: column.group):
            stop = first + len(list(same))
            top = y
            if group:
                yield from self._group(x, y, first, stop, clean(group))
                top += _STOREY * size
            for n in range(first, stop):
                yield from self._title(x, top, y + self.height, n)
            first = stop
        yield Rule(x, y + self.height, end, y + self.height, 0.06 * size, "strong")

    def placed(
        self,
        x: float,
        base: float,
        n: int,
        end: int,
        text: str,
        bold: bool,
        ink: str = "text",
        inset: float = 0.0,
    ) -> Text:
        """Return a text under the titles ``n`` to ``end``, set as the role of its column wants."""
        one, size, pad = self.grid.measures[n], self.size, self.columns.pad
        left, to = x + (self.starts[n] + pad) * size, x + (self.starts[end] - pad) * size
        if one.role in MONEY:
            return right(self.fonts, to, base, size, text, bold, ink)
        if one.middle and end == n + 1:
            return centred(self.fonts, (left + to) / 2, base, size, text, bold, ink)
        return Text(left + inset * size, base, size, text, bold, ink)

    def _group(self, x: float, y: float, first: int, stop: int, group: str) -> Iterator[Mark]:
        size = self.size
        left, to = x + self.starts[first] * size, x + self.starts[stop] * size
        fitted = min(size, (to - left) / self.fonts.width(group, True))
        base = y + (_STOREY / 2 + BASELINE + 0.08) * size
        yield centred(self.fonts, (left + to) / 2, base, fitted, group, bold=True)
        at, inset = y + _STOREY * size, 0.3 * size
        yield Rule(left + inset, at, to - inset, at, 0.04 * size, "quiet")

    def _title(self, x: float, top: float, bottom: float, n: int) -> Iterator[Mark]:
        lines = self.lines[n]
        for k, line in enumerate(lines):
            middle = (top + bottom) / 2 + (k - (len(lines) - 1) / 2) * _LINE * self.size
            yield self.placed(x, middle + BASELINE * self.size, n, n + 1, line, bold=True)
