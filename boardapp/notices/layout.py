"""The plan of a notice: type size, sheets, and what stands where, all as numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from boardapp.core.content import Content, Figures, Table, Words
from boardapp.core.errors import UserError
from boardapp.core.posting import Imprint
from boardapp.notices import qr
from boardapp.notices.columns import fit, widest
from boardapp.notices.flow import Frames, Span, balanced, greedy, onward
from boardapp.notices.fonts import Fonts
from boardapp.notices.foot import Foot
from boardapp.notices.head import BAND, Head, foot_line, frame
from boardapp.notices.lines import Lines
from boardapp.notices.marks import Mark
from boardapp.notices.paper import MM, Paper
from boardapp.notices.parts import AIRY, TIGHT, Bars, FigureCards, Pace, Part, Sentences
from boardapp.notices.table import Grid, measure

STEP = 0.25
"""Sizes of type are tried in steps of so many pt."""
_STRETCH = 0.45
"""What a row may grow to fill a sheet, in ems."""
EDGE = 22.0
"""From the lower edge up to the last line of text, in pt: most printers leave 5 mm blank."""
_NEVER = 10**6


@dataclass(frozen=True)
class Slot:
    """A stretch of one part on a sheet: from ``y`` down, its rows ``extra`` pt higher."""

    span: Span
    y: float
    extra: float


@dataclass(frozen=True)
class Sheet:
    """One sheet: its slots from top to bottom, and every mark with its place."""

    slots: tuple[Slot, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Plan:
    """A notice laid out: the body type in pt, how airy it is set, its parts, and its sheets."""

    paper: Paper
    size: float
    pace: Pace
    parts: tuple[Part, ...]
    sheets: tuple[Sheet, ...]


class Desk:
    """Everything that stays the same while sizes of type are tried."""

    def __init__(self, content: Content, imprint: Imprint, paper: Paper, fonts: Fonts) -> None:
        self.content, self.imprint, self.paper, self.fonts = content, imprint, paper, fonts
        form = paper.form
        self.unit = form.scale
        self.page_width, self.page_height = paper.size
        self.x = form.margin * MM
        self.width = self.page_width - 2 * self.x
        self.top = (BAND + 16) * self.unit
        self.bottom = self.page_height - EDGE - 28 * self.unit
        self.head = Head(fonts, content, imprint, self.width, self.unit)
        first, _ = self.head.marks(self.x, self.top)
        again, _ = self.head.again(self.x, self.top)
        self.tops = self.top + first, self.top + again
        self.frames = Frames(self.bottom - self.tops[0], self.bottom - self.tops[1])
        tables = [block for block in content.blocks if isinstance(block, Table)]
        self.grids: list[Grid] = [measure(fonts, block) for block in tables]
        self.code = qr.encode(qr.payload(content, imprint))

    def fits(self, size: float) -> bool:
        """Whether every table has room for its columns, and every row for its lines."""
        columns = all(fit(grid, self.width / size) for grid in self.grids)
        return columns and self.count(size, TIGHT) < _NEVER

    def easy(self, size: float) -> bool:
        """Whether no column of words is squeezed at this size."""
        found = [fit(grid, self.width / size) for grid in self.grids]
        return all(columns and columns.easy for columns in found)

    def parts(self, size: float, pace: Pace) -> list[Part]:
        """Return what flows over the sheets, the closing part last."""
        found: list[Part] = []
        grids = iter(self.grids)
        for block in self.content.blocks:
            if isinstance(block, Table):
                grid = next(grids)
                columns = fit(grid, self.width / size)
                assert columns is not None
                limit = min(self.frames.first, self.frames.later)
                found.append(Lines(self.fonts, grid, columns, self.width, size, pace, limit))
            elif isinstance(block, Figures):
                if not block.figures:
                    continue
                found.append(FigureCards(self.fonts, block, self.width, size, pace))
            elif isinstance(block, Words):
                found.append(Sentences(self.fonts, block, self.width, size, pace))
            elif block.bars:
                found.append(Bars(self.fonts, block, self.width, size, pace))
        foot = Foot(
            self.fonts, self.content, self.imprint, self.code, self.width, size, self.unit, pace
        )
        return [part for part in (*found, foot) if part.chunks]

    def count(self, size: float, pace: Pace) -> int:
        """Return how many sheets the notice takes at this size; ``_NEVER`` if it does not fit."""
        parts = self.parts(size, pace)
        return len(greedy(parts, self.frames)) if self.frames.hold(parts) else _NEVER


def plan(
    content: Content, imprint: Imprint, paper: Paper, fonts: Fonts, save_paper: bool = False
) -> Plan:
    """Lay a notice out: as few sheets as the usual type allows, then the largest type on them.

    Raises UserError when a table has more columns than the paper can bear.
    """
    desk = Desk(content, imprint, paper, fonts)
    size, pace = _size(desk, save_paper)
    parts = desk.parts(size, pace)
    # Sheets hang side by side on a board; what is filed or written on is turned leaf by leaf.
    spread = balanced if content.standing.days else onward
    spans = spread(parts, desk.frames)
    sheets = []
    for n, on_sheet in enumerate(spans):
        slots = _slots(desk, parts, on_sheet, n, size, last=n == len(spans) - 1)
        sheets.append(Sheet(slots, _marks(desk, parts, slots, n, len(spans))))
    return Plan(paper, size, pace, tuple(parts), tuple(sheets))


def _size(desk: Desk, save_paper: bool) -> tuple[float, Pace]:
    form = desk.paper.form
    base = form.saving if save_paper else form.usual
    if not desk.fits(base):
        return _squeezed(desk, base), TIGHT
    most = desk.count(base, TIGHT)
    pace = AIRY if desk.count(base, AIRY) <= most else TIGHT
    low, high = 0, int((form.largest - base) / STEP)
    while low < high:
        middle = (low + high + 1) // 2
        size = base + middle * STEP
        if desk.easy(size) and desk.count(size, pace) <= most:
            low = middle
        else:
            high = middle - 1
    return base + low * STEP, pace


def _squeezed(desk: Desk, base: float) -> float:
    """Return the largest type below the usual at which the columns fit."""
    size = base
    while size - STEP >= desk.paper.form.least:
        size -= STEP
        if desk.fits(size):
            return size
    room = desk.width / size
    columns = [widest(grid) for grid in desk.grids if not fit(grid, room)]
    if not columns:
        raise UserError(
            "有一行文字（或落款）太长，一张纸上排不下。没有生成公示件，原有数据不受影响；"
            "请把它分开写，或改用更大的纸张。"
        )
    upright = desk.page_width < desk.page_height
    turn = "请改用横向纸张（A3-landscape）" if upright else "请缩短这一栏"
    raise UserError(
        f"表格太宽，这种纸上排不下：最宽的一栏是“{columns[0].title}”。"
        f"没有生成公示件，原有数据不受影响；{turn}，或减少栏目。"
    )


def _slots(
    desk: Desk, parts: Sequence[Part], spans: Sequence[Span], n: int, size: float, last: bool
) -> tuple[Slot, ...]:
    """Place the spans of one sheet, spreading what room is left over rows, then over gaps."""
    frame_height = desk.frames.height(n)
    left = frame_height - desk.frames.used(parts, spans)
    rows = sum(parts[span.part].elastic(span.start, span.stop) for span in spans)
    extra = min(max(left, 0.0) / rows, _STRETCH * size) if rows else 0.0
    left -= extra * rows
    gaps = len(spans) - 1
    air = min(max(left, 0.0) / (gaps + 1), 0.9 * size) if gaps else 0.0
    slots, y = [], desk.tops[min(n, 1)]
    for place, span in enumerate(spans):
        part = parts[span.part]
        y += part.gap if place == 0 else part.gap + air
        height = desk.frames.span_height(parts, span) + extra * part.elastic(span.start, span.stop)
        if last and place == len(spans) - 1:
            y = max(y, desk.bottom - height)
        slots.append(Slot(span, y, extra))
        y += height
    return tuple(slots)


def _marks(
    desk: Desk, parts: Sequence[Part], slots: Sequence[Slot], n: int, sheets: int
) -> tuple[Mark, ...]:
    sample = not desk.imprint.number
    found = list(frame(desk.page_width, desk.page_height, desk.unit, sample))
    _, head = desk.head.again(desk.x, desk.top) if n else desk.head.marks(desk.x, desk.top)
    found += head
    for slot in slots:
        span = slot.span
        found += parts[span.part].marks(desk.x, slot.y, span.start, span.stop, slot.extra)
    at = desk.page_height - EDGE - 20 * desk.unit
    found += foot_line(desk.head, desk.x, at, n + 1, sheets, desk.width)
    return tuple(found)
