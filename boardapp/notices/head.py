"""The head of a sheet: who publishes what about when, and under which number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from boardapp.core.content import Content
from boardapp.core.posting import Imprint
from boardapp.notices.fonts import Fonts, clean
from boardapp.notices.marks import Box, Mark, Rule, Sample, Text, right
from boardapp.notices.text import even, wrap

SAMPLE_NOTE = "样张 · 尚未公布"
BAND = 26.0
"""Height of the band at the top edge, in pt on A3; a printer may trim its first 4 mm."""


@dataclass(frozen=True)
class Head:
    """What the heads are made from; ``width`` is that of the frame, ``unit`` 1 on A3, in pt."""

    fonts: Fonts
    content: Content
    imprint: Imprint
    width: float
    unit: float

    @property
    def body(self) -> str:
        """The publisher, with its village where its name does not say so."""
        body, village = clean(self.content.body), clean(self.content.village)
        return body if village in body else f"{village} {body}"

    def marks(self, x: float, y: float) -> tuple[float, list[Mark]]:
        """Return the height of the first sheet's head, and its marks."""
        unit = self.unit
        base = y + 20 * unit
        label, taken = self._label(x + self.width, base)
        size = self._fitted(self.body, self.width - taken, 20 * unit)
        found = [*label, Text(x, base, size, self.body, True, "accent")]
        base, title = self._title(x, base)
        found += title
        if self.imprint.note:
            note = clean(self.imprint.note)
            for line in wrap(self.fonts, note, self.width / (18 * unit), bold=True):
                base += 32 * unit
                found.append(Text(x, base, 18 * unit, line, True, "accent"))
        return base + 16 * unit - y, found

    def _label(self, far: float, base: float) -> tuple[list[Mark], float]:
        """Return the number at the right, or that there is none yet, and the room it takes."""
        unit, number = self.unit, self.imprint.number
        size = 18 * unit
        if number:
            text = right(self.fonts, far, base, size, number)
            return [text], far - text.x + size
        air = 10 * unit
        text = right(self.fonts, far - air, base, size, SAMPLE_NOTE, True, "accent")
        left, top = text.x - air, base - 21 * unit
        frame_of_it = Box(left, top, far - left, 30 * unit, "", "accent", 1.4 * unit)
        return [frame_of_it, text], far - left + size

    def _title(self, x: float, base: float) -> tuple[float, list[Mark]]:
        """Return the last baseline and the marks of title and period, side by side if they fit."""
        unit, most = self.unit, 54 * self.unit
        title, period = clean(self.content.title), clean(self.content.period_label)
        beside = self.width - (self.fonts.width(period, True) * 32 + 28) * unit
        size = self._fitted(title, beside, most)
        if size >= 40 * unit:
            base += 24 * unit + 0.9 * size
            far = x + self.width
            when = right(self.fonts, far, base, 32 * unit, period, True, "accent")
            return base, [Text(x, base, size, title, bold=True), when]
        found: list[Mark] = []
        size = max(self._fitted(title, self.width, most), 36 * unit)
        for line in even(self.fonts, title, self.width / size, bold=True):
            base += 22 * unit + 0.9 * size
            found.append(Text(x, base, size, line, bold=True))
        base += 44 * unit
        return base, [*found, Text(x, base, 30 * unit, period, True, "accent")]

    def again(self, x: float, y: float) -> tuple[float, list[Mark]]:
        """Return the height of a later sheet's head, and its marks."""
        unit, far = self.unit, x + self.width
        base = y + 24 * unit
        label = self.imprint.number or SAMPLE_NOTE
        ink = "quiet" if self.imprint.number else "accent"
        found: list[Mark] = [
            right(self.fonts, far, base, 17 * unit, label, not self.imprint.number, ink)
        ]
        period = clean(self.content.period_label)
        behind = f"{period}（续）"
        room = self.width - (self.fonts.width(label, True) * 17 + 24) * unit
        title = clean(self.content.title)
        taken = self.fonts.width(title, True) + 0.7 + self.fonts.width(behind, True)
        size = min(24 * unit, room / taken)
        found.append(Text(x, base, size, title, bold=True))
        at = x + (self.fonts.width(title, True) + 0.7) * size
        found.append(Text(at, base, size, behind, True, "accent"))
        return base + 14 * unit - y, found

    def _fitted(self, text: str, room: float, most: float) -> float:
        return min(most, room / max(self.fonts.width(text, True), 0.1))


def frame(width: float, height: float, unit: float, sample: bool) -> Iterator[Mark]:
    """Yield what lies behind every sheet: the band, and 样张 across an unpublished one."""
    if sample:
        size = min(width, height) * 0.34
        yield Sample(width / 2, height / 2, size, 35)
    yield Box(0, 0, width, BAND * unit, "band")
    yield Rule(0, BAND * unit, width, BAND * unit, 3 * unit, "accent")


def foot_line(
    head: Head, x: float, y: float, sheet: int, sheets: int, width: float
) -> Iterator[Mark]:
    """Yield the line at the very foot of a sheet: whom to call, and 第x页/共y页."""
    unit = head.unit
    yield Rule(x, y, x + width, y, 0.8 * unit, "line")
    base = y + 20 * unit
    pages = f"第{sheet}页/共{sheets}页"
    yield right(head.fonts, x + width, base, 15 * unit, pages, bold=True)
    standing = head.content.standing
    parts = [f"监督电话 {clean(standing.hotline)}"] if standing.hotline else []
    parts += [f"意见箱 {clean(standing.opinion_box)}"] if standing.opinion_box else []
    room = width / (14 * unit) - head.fonts.width(pages, True) * 1.1 - 2
    for count in range(len(parts), 0, -1):
        text = "　".join(parts[:count])
        if head.fonts.width(text) <= room:
            yield Text(x, base, 14 * unit, text, ink="quiet")
            return
    if head.fonts.width(head.body) <= room:
        yield Text(x, base, 14 * unit, head.body, ink="quiet")


def day(when: date) -> str:
    """Return a day as people write it: 2026年11月8日."""
    return f"{when.year}年{when.month}月{when.day}日"
