"""Numbers that were split over neighbouring cells of a row, or neighbouring lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from boardapp.core.content import Cell
from boardapp.core.finding import Level
from boardapp.core.privacy.kinds import Kind, hidden
from boardapp.core.privacy.labels import Label, head_label
from boardapp.core.privacy.numbers import SEAM, numbers
from boardapp.core.privacy.plain import Plain, plain

_ENDS = re.compile(r"(\d+)[ .\-_\n]{0,2}\Z")
_BEGINS = re.compile(r"[ .\-_\n]{0,2}(\d+|[xX]\s*\Z)")
_OTHER = re.compile(
    r"年|月|日|期$|字$|号$|编号|代码|编码|序|数|量|面积|金额|单价|价|合计|余额|度|亩|元|率|次|页|借|贷|收入|支出|时间|邮编"
)


@dataclass(frozen=True)
class Seam:
    """A number over several cells: ``parts`` are cell, start and end in it, and the masked part."""

    kind: Kind
    level: Level
    number: str
    parts: tuple[tuple[int, int, int, str], ...]

    @property
    def first(self) -> int:
        """The cell in which it begins."""
        return self.parts[0][0]


def seams(cells: tuple[Cell, ...], heads: tuple[str, ...] = ()) -> Iterator[Seam]:
    """Yield the numbers that run over neighbouring cells; ``heads`` are those of the columns.

    Columns that are days, quantities or codes by their heads stay apart, unless the whole is an
    identity number, which its check proves.
    """
    for first, stretch in _stretches(cells):
        spellings = [plain(text) for text in stretch]
        text = SEAM.join(one.text for one in spellings)
        head = heads[first] if heads else ""
        for kind, level, window in numbers(text, head):
            if SEAM not in text[window.start : window.end] or level is not Level.MUST:
                continue
            parts = tuple(_parts(spellings, first, window.start, window.end))
            if kind is not Kind.IDENTITY and any(_is_other(heads, at) for at, *_ in parts):
                continue
            stars = iter(hidden(kind, window.number))
            yield Seam(
                kind,
                level,
                window.number,
                tuple(
                    (at, start, end, _filled(stretch[at - first][start:end], stars))
                    for at, start, end in parts
                ),
            )


def split_masked(cells: tuple[Cell, ...], seam: Seam) -> tuple[Cell, ...]:
    """Return the cells with each part of such a number masked where it stands."""
    new = list(cells)
    for at, start, end, part in seam.parts:
        text = str(new[at])
        new[at] = text[:start] + part + text[end:]
    return tuple(new)


def _stretches(cells: tuple[Cell, ...]) -> Iterator[tuple[int, list[str]]]:
    first, stretch = 0, [""]
    for at, cell in enumerate((*cells, 0)):
        text = cell if isinstance(cell, str) else ""
        if text and stretch[-1] and _meet(stretch[-1], text):
            stretch.append(text)
            continue
        if len(stretch) > 1:
            yield first, stretch
        first, stretch = at, [text]


def _meet(left: str, right: str) -> bool:
    if not (left[-3:].strip() and right[:3].strip()):
        return False
    end, begin = _ENDS.search(plain(left[-30:]).text), _BEGINS.match(plain(right[:30]).text)
    # Two runs that together are longer than any number are each complete.
    return bool(end and begin and len(end[1]) + len(begin[1]) <= 22)


def _is_other(heads: tuple[str, ...], at: int) -> bool:
    if not heads or head_label(heads[at]) in {Label.PHONE, Label.CARD, Label.IDENTITY}:
        return False
    return bool(_OTHER.search(heads[at]))


def _parts(
    spellings: list[Plain], first: int, start: int, end: int
) -> Iterator[tuple[int, int, int]]:
    begin = 0
    for at, one in enumerate(spellings, start=first):
        left, right = max(start - begin, 0), min(end - begin, len(one.text))
        if left < right:
            yield (at, *one.span(left, right))
        begin += len(one.text) + len(SEAM)


def _filled(text: str, stars: Iterator[str]) -> str:
    """Put the next characters of a masked number in the place of the digits of a text."""
    return "".join(
        next(stars) if plain(char).text.isdigit() or plain(char).text.upper() == "X" else char
        for char in text
    )
