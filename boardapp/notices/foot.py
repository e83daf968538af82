"""The closing part: who signs, how long it hangs, whom to call, and the QR code."""

from collections.abc import Iterator
from dataclasses import dataclass

from boardapp.core.content import Content, Signer
from boardapp.core.posting import Imprint
from boardapp.notices.fonts import Fonts, clean
from boardapp.notices.head import day
from boardapp.notices.marks import BASELINE, Code, Mark, Rule, Text, centred
from boardapp.notices.paper import MM
from boardapp.notices.parts import Pace, Solid
from boardapp.notices.qr import QUIET, Runs
from boardapp.notices.text import wrap

_CAPTION = "扫码核对，不用上网"
_LINE = 5.0
"""What a person needs to sign on, in ems."""
_SIGNER = 3.7
"""Height of an office with the line below it, in ems; enough to write by hand."""
_FACT = 1.5
_INDENT = 4.7
_OFFICE = 0.92
_FRESH = frozenset(("张贴日期", "公布日期"))
"""Facts that begin a line, so that what belongs together stands side by side."""


@dataclass(frozen=True)
class Fact:
    """A label and its lines; ``place`` is 0 or 1 for the left or right half, ``row`` its line."""

    label: str
    lines: tuple[str, ...]
    place: int
    row: int


class Foot(Solid):
    """The closing part at one size of type; it stands at the bottom of the last sheet."""

    def __init__(
        self,
        fonts: Fonts,
        content: Content,
        imprint: Imprint,
        code: tuple[int, Runs],
        width: float,
        size: float,
        unit: float,
        pace: Pace,
    ) -> None:
        self.fonts, self.imprint, self.code, self.width = fonts, imprint, code, width
        self.size = min(max(0.89 * size, min(size, 14 * unit)), 19 * unit)
        self.gap = 1.2 * size * pace.gap
        # A module of half a millimetre is read from an arm's length by an old phone.
        self.side = max(40 * MM * unit**0.5, (code[0] + 2 * QUIET) * 0.5 * MM)
        self.room = width - self.side - 1.6 * self.size
        self.signers = content.signers
        self.across = self._columns()
        self.cell = min(self.room / self.across, 15 * self.size)
        self.facts, fact_rows = self._placed(self._facts(content))
        self.signing = -(-len(self.signers) // self.across) * _SIGNER * self.size
        left = self.signing + fact_rows * _FACT * self.size
        code_height = self.side + 2.6 * 0.8 * self.size
        self.height = 0.8 * self.size + max(left, code_height)
        self.chunks = [self.height]

    def marks(self, x: float, y: float, _start: int, _stop: int, _extra: float) -> Iterator[Mark]:
        """Yield the rule, the signers, the facts and the code."""
        size = self.size
        yield Rule(x, y, x + self.width, y, 0.09 * size, "strong")
        y += 0.8 * size
        yield from self._code(x + self.width - self.side, y)
        for n, signer in enumerate(self.signers):
            row, place = divmod(n, self.across)
            yield from self._signer(x + place * self.cell, y + row * _SIGNER * size, signer)
        y += self.signing
        for fact in self.facts:
            left = x + fact.place * self.room / 2
            for n, line in enumerate(fact.lines):
                base = y + ((fact.row + n + 0.5) * _FACT + BASELINE) * size
                if n == 0:
                    yield Text(left, base, size, fact.label, bold=True)
                yield Text(left + _INDENT * size, base, size, line)

    def _columns(self) -> int:
        """Return how many signers stand side by side, in rows as even as can be."""
        widest = max((self._taken(one) for one in self.signers), default=1.0) * self.size
        most = max(1, int(self.room // widest))
        rows = -(-len(self.signers) // most)
        return -(-len(self.signers) // max(rows, 1)) or 1

    def _taken(self, signer: Signer) -> float:
        """Return the width of a signer in ems, with air behind."""
        office = self.fonts.width(clean(signer.office)) * _OFFICE
        name = self.fonts.width(clean(signer.name), True) + 0.5 if signer.name else 0.0
        return max(office, name + _LINE) + 1.0

    def _signer(self, x: float, y: float, signer: Signer) -> Iterator[Mark]:
        size, room = self.size, self.cell - self.size
        office, name = clean(signer.office), clean(signer.name)
        fitted = min(_OFFICE * size, room / max(self.fonts.width(office), 0.1))
        yield Text(x, y + 0.95 * size, fitted, office, ink="quiet")
        base = y + 2.75 * size
        left = x
        if name:
            fitted = min(size, (room - 3 * size) / self.fonts.width(name, True))
            yield Text(x, base, fitted, name, bold=True)
            left += self.fonts.width(name, True) * fitted + 0.5 * size
        yield Rule(left, base + 0.2 * size, x + room, base + 0.2 * size, 0.05 * size, "quiet")

    def _facts(self, content: Content) -> Iterator[tuple[str, str]]:
        standing = content.standing
        if standing.days:
            yield from self._days(standing.days)
        published = self.imprint.published_on
        yield "公布日期", day(published) if published else ""
        yield "监督电话", standing.hotline
        yield "意见箱", standing.opinion_box
        yield "如有异议", standing.objection
        yield "依据", standing.basis

    def _placed(self, facts: Iterator[tuple[str, str]]) -> tuple[tuple[Fact, ...], int]:
        """Set short facts side by side and long ones over the whole room."""
        found: list[Fact] = []
        room, row, place = self.room / self.size, 0, 0
        for label, text in facts:
            plain = clean(text)
            if not plain:
                continue
            if label in _FRESH:
                row, place = row + place, 0
            if self.fonts.width(plain) <= room / 2 - _INDENT - 0.8:
                found.append(Fact(label, (plain,), place, row))
                row, place = row + place, 1 - place
                continue
            row, place = row + place, 0
            lines = wrap(self.fonts, plain, room - _INDENT)
            found.append(Fact(label, lines, 0, row))
            row += len(lines)
        return tuple(found), row + place

    def _days(self, days: int) -> Iterator[tuple[str, str]]:
        up, down = self.imprint.put_up_on, self.imprint.take_down_on
        if up and down:
            yield "公示期", f"{day(up)}至{day(down)}（{(down - up).days}天）"
        elif up:
            yield "公示期", f"自{day(up)}起不少于{days}天"
        else:
            blank = "＿＿＿年＿＿月＿＿日"
            yield "公示期", f"自张贴之日起不少于{days}天"
            yield "张贴日期", blank
            yield "揭下日期", blank

    def _code(self, x: float, y: float) -> Iterator[Mark]:
        count, runs = self.code
        module = self.side / (count + 2 * QUIET)
        yield Code(x + QUIET * module, y + QUIET * module, module, runs)
        small = 0.8 * self.size
        middle, base = x + self.side / 2, y + self.side + 0.6 * small
        yield self._small(middle, base, small, _CAPTION)
        if self.imprint.digest:
            code = self.imprint.digest[:16]
            shown = " ".join(code[n : n + 4] for n in range(0, 16, 4))
            yield self._small(middle, base + 1.35 * small, small, shown)

    def _small(self, middle: float, base: float, size: float, text: str) -> Text:
        fitted = min(size, self.side / self.fonts.width(text))
        return centred(self.fonts, middle, base, fitted, text, ink="quiet")
