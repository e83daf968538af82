"""Parts: what flows down the sheets, each cut into chunks that are never parted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from boardapp.core.content import Chart, Figures, Words
from boardapp.core.money import grouped
from boardapp.notices.fonts import Fonts, clean
from boardapp.notices.marks import BASELINE, Box, Mark, Rule, Text
from boardapp.notices.text import even, wrap


@dataclass(frozen=True)
class Pace:
    """How airy a notice is set, in ems: rows, lines of running text, and gaps by a factor."""

    pitch: float
    leading: float
    gap: float


TIGHT = Pace(1.36, 1.36, 0.7)
"""The closest that is still easy to read; decides how many sheets are needed."""
AIRY = Pace(1.46, 1.5, 1.0)
"""What type may grow against, so that larger letters do not eat all the air."""


class Part(Protocol):
    """Something that flows; all heights are in pt.

    ``gap`` is the air above it, ``lead`` what its head takes where it begins, ``again`` what it
    takes where it goes on, ``carry`` what it needs at the foot of a sheet that it leaves, and
    ``close`` what it takes at its end if it was parted.
    ``elastic`` counts the lines of chunks ``start`` to ``stop`` that may be spread to fill a sheet.
    """

    gap: float
    lead: float
    again: float
    carry: float
    close: float
    chunks: list[float]

    def elastic(self, start: int, stop: int) -> int:
        """Return how many lines there are to spread."""

    def marks(self, x: float, y: float, start: int, stop: int, extra: float) -> Iterator[Mark]:
        """Yield the marks of chunks ``start`` to ``stop`` from ``y`` down."""


class Solid:
    """A part that is never parted."""

    lead = again = carry = close = 0.0

    def elastic(self, _start: int, _stop: int) -> int:
        """Return 0: nothing here is spread."""
        return 0


class FigureCards(Solid):
    """Figures in large type, side by side in one or more rows of cards."""

    def __init__(self, fonts: Fonts, block: Figures, width: float, size: float, pace: Pace) -> None:
        self.fonts, self.block, self.width, self.size = fonts, block, width, size
        self.values = [_value(figure.value) for figure in block.figures]
        self.gap = 0.9 * size * pace.gap
        count = max(len(self.values), 1)
        self.space, self.inset = 0.7 * size, 0.75 * size
        widest = max((fonts.width(value, bold=True) for value in self.values), default=1.0)
        # Fewer cards to a row, until the figures are clearly larger than the lines below them.
        for rows in range(1, count + 1):
            self.across = -(-count // rows)
            self.card = (width - (self.across - 1) * self.space) / self.across
            self.type = min((self.card - 1.9 * self.inset) / widest, 2.1 * size)
            if self.type >= 1.25 * size or self.across == 1:
                break
        self.high = 1.3 * self.type + 2.1 * size
        self.chunks = [self.high * rows + self.space * (rows - 1)]

    def marks(self, x: float, y: float, _start: int, _stop: int, _extra: float) -> Iterator[Mark]:
        """Yield the cards."""
        label = 0.95 * self.size
        for n, (figure, value) in enumerate(zip(self.block.figures, self.values, strict=True)):
            row, place = divmod(n, self.across)
            left = x + place * (self.card + self.space)
            top = y + row * (self.high + self.space)
            tone = figure.tone if figure.tone in ("income", "expense") else "text"
            if isinstance(figure.value, int) and figure.value < 0:
                tone = "red"
            yield Box(left, top, self.card, self.high, "card", "line", 0.8)
            bar = 0.24 * self.size
            yield Rule(left + bar / 2, top, left + bar / 2, top + self.high, bar, tone)
            middle = top + 0.6 * self.size + label / 2
            text = clean(figure.label)
            fitted = min(label, (self.card - 1.9 * self.inset) / max(self.fonts.width(text), 1))
            yield Text(left + self.inset, middle + BASELINE * fitted, fitted, text, ink="quiet")
            base = top + self.high - 0.65 * self.size - 0.12 * self.type
            yield Text(left + self.inset, base, self.type, value, True, tone)


class Sentences:
    """Plain sentences; a long text runs on to the next sheet."""

    again = carry = close = 0.0

    def __init__(self, fonts: Fonts, block: Words, width: float, size: float, pace: Pace) -> None:
        self.size, self.leading = size, pace.leading
        self.title = clean(block.title)
        self.gap = 0.8 * size * pace.gap
        self.lead = 1.75 * size if self.title else 0.0
        self.lines: list[str] = []
        self.heights: list[float] = []
        self.groups: list[tuple[int, int]] = []
        room = width / size
        for paragraph in [one for text in block.lines for one in text.splitlines()]:
            lines = wrap(fonts, clean(paragraph), room)
            first = len(self.lines)
            self.groups += [(first + start, first + stop) for start, stop in _pairs(len(lines))]
            self.lines += lines
            self.heights += [pace.leading * size] * len(lines)
            # A paragraph is told from the next by air, once there is one of several lines.
            self.heights[-1] += 0.4 * size if len(lines) > 1 else 0.0
        self.chunks = [sum(self.heights[start:stop]) for start, stop in self.groups]

    def elastic(self, _start: int, _stop: int) -> int:
        """Return 0: sentences keep their leading."""
        return 0

    def marks(self, x: float, y: float, start: int, stop: int, _extra: float) -> Iterator[Mark]:
        """Yield the lines."""
        if self.title and start == 0:
            yield Text(x, y + 1.15 * self.size, 1.15 * self.size, self.title, bold=True)
            y += self.lead
        first, last = self.groups[start][0], self.groups[stop - 1][1]
        for line, height in zip(self.lines[first:last], self.heights[first:last], strict=True):
            yield Text(x, y + (self.leading / 2 + BASELINE) * self.size, self.size, line)
            y += height


class Bars:
    """Amounts side by side as bars."""

    again = carry = close = 0.0

    def __init__(self, fonts: Fonts, block: Chart, width: float, size: float, pace: Pace) -> None:
        self.fonts, self.block, self.width, self.size = fonts, block, width, size
        self.gap = 1.2 * size * pace.gap
        self.title = clean(block.title)
        self.lead = 1.9 * size if self.title else 0.0
        labels = [clean(bar.label) for bar in block.bars]
        self.room = min(max((fonts.width(one) for one in labels), default=0), 0.5 * width / size)
        self.labels = [even(fonts, one, self.room) for one in labels]
        self.groups = _pairs(len(labels))
        self.heights = [
            (pace.pitch + 0.1 + 1.25 * (len(lines) - 1)) * size for lines in self.labels
        ]
        self.chunks = [sum(self.heights[start:stop], 0.0) for start, stop in self.groups]

    def elastic(self, _start: int, _stop: int) -> int:
        """Return 0: bars keep their distance."""
        return 0

    def marks(self, x: float, y: float, start: int, stop: int, _extra: float) -> Iterator[Mark]:
        """Yield the bars, each with its label before and its amount behind."""
        size = self.size
        if self.title and start == 0:
            yield Text(x, y + 1.15 * size, 1.15 * size, self.title, bold=True)
            y += self.lead
        left = x + (self.room + 0.8) * size
        values = [_value(bar.fen) for bar in self.block.bars]
        behind = max(self.fonts.width(value, bold=True) for value in values) + 0.6
        longest = x + self.width - left - behind * size
        most = max(max(bar.fen for bar in self.block.bars), 1)
        first, last = self.groups[start][0], self.groups[stop - 1][1]
        for n in range(first, last):
            middle = y + self.heights[n] / 2
            lines = self.labels[n]
            for k, line in enumerate(lines):
                at = middle + (k - (len(lines) - 1) / 2) * 1.25 * size + BASELINE * size
                yield Text(x, at, size, line)
            fen = self.block.bars[n].fen
            length = max(longest * fen / most, 1.5) if fen > 0 else 0.0
            if length:
                yield Box(left, middle - 0.42 * size, length, 0.84 * size, "bar", "strong", 1.2)
            ink = "red" if fen < 0 else "text"
            at = left + length + 0.5 * size
            yield Text(at, middle + BASELINE * size, size, values[n], True, ink)
            y += self.heights[n]


def _pairs(count: int) -> list[tuple[int, int]]:
    """Cut lines into chunks so that neither the first nor the last two are parted."""
    if count < 4:
        return [(0, count)] if count else []
    return [(0, 2), *((n, n + 1) for n in range(2, count - 2)), (count - 2, count)]


def _value(value: str | int) -> str:
    if isinstance(value, str):
        return clean(value)
    return grouped(value) if value >= 0 else f"({grouped(-value)})"
