"""The head of a sheet of cards: which row it is, and which column holds which field."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from boardapp.core.finding import Finding, Level
from boardapp.core.registers.fields import CardField, Kind
from boardapp.spreadsheets.cells import Sheet, squeeze, text_of

HEAD_ROWS = 15
_UNIT = re.compile(r"^(.*?)[(\[]([^()\[\]]*)[)\]]$")
_PLAIN_UNITS = frozenset({"", "元", "亩", "%", "月", "个月", "人民币元", "单位:元", "单位:亩"})
_UNIT_LINE = re.compile(r"单位[:]?[^万千公平]{0,6}?(万元|千元|公顷|平方米)")


@dataclass(frozen=True)
class Head:
    """One column: its 0-based place, its head as written, its field, and the unit behind it."""

    index: int
    text: str
    field: CardField | None
    unit: str = ""


def find_head(sheet: Sheet, fields: Sequence[CardField]) -> tuple[int, tuple[Head, ...]]:
    """Return the row that is the head (the lower one of two) and its columns."""
    best: tuple[int, int, tuple[Head, ...]] = (0, 0, ())
    for row in range(min(HEAD_ROWS, len(sheet.rows))):
        for labels, last in ((_labels(sheet, row), row), (_two_rows(sheet, row), row + 1)):
            heads = _matched(labels, fields)
            if worth(heads) > best[0]:
                best = (worth(heads), last, heads)
    return best[1], best[2]


def worth(heads: Iterable[Head]) -> int:
    """Return how many columns found their field."""
    return sum(1 for head in heads if head.field)


def _labels(sheet: Sheet, row: int) -> list[str]:
    return [text_of(cell) for cell in sheet.rows[row]]


def _two_rows(sheet: Sheet, row: int) -> list[str]:
    """Join a head with the row below it, as in 依法承包 over 面积."""
    if row + 1 >= len(sheet.rows):
        return []
    spread = dict(enumerate(_labels(sheet, row)))
    for (top, left), (bottom, right) in sheet.merges:
        if top == bottom == row:
            spread.update(dict.fromkeys(range(left, right + 1), spread.get(left, "")))
    width = max(len(sheet.rows[row]), len(sheet.rows[row + 1]))
    found = []
    for column in range(width):
        above, below = spread.get(column, ""), text_of(sheet.at(row + 1, column))
        found.append(f"{above}-{below}" if above and below else above or below)
    return found


def _matched(labels: Sequence[str], fields: Sequence[CardField]) -> tuple[Head, ...]:
    """Give each column the field that its head names, each field to its best column."""
    ranked = sorted(
        (rank, index, number)
        for index, label in enumerate(labels)
        for number, one in enumerate(fields)
        if (rank := _rank(label, one)) is not None
    )
    taken: dict[int, CardField] = {}
    used: set[int] = set()
    for _, index, number in ranked:
        if index not in taken and number not in used:
            taken[index] = fields[number]
            used.add(number)
    return tuple(
        Head(index, label, taken.get(index), _unit(label, taken.get(index)))
        for index, label in enumerate(labels)
        if label
    )


def _rank(label: str, field: CardField) -> int | None:
    """Return how well a head names a field, 0 the best, None when it does not."""
    text = squeeze(label).strip("★*:☆※")
    bare = found[1] if (found := _UNIT.match(text)) else text
    names = [squeeze(field.title), squeeze(field.title).partition("(")[0]]
    for rank, one in enumerate((text, bare)):
        if one in names:
            return rank
    also = [squeeze(one) for one in field.also]
    return 2 + also.index(bare) if bare in also else 2 + also.index(text) if text in also else None


def _unit(label: str, field: CardField | None) -> str:
    """Return the unit that a head gives its column, empty for the field's own."""
    found = _UNIT.match(squeeze(label))
    unit = found[2].removeprefix("单位:") if found else ""
    if field and field.kind is Kind.INTEGER and field.title.endswith("(月)"):
        return "年" if "月" not in label and "年" in label else ""
    if field and field.kind in (Kind.MONEY, Kind.AREA) and unit not in _PLAIN_UNITS:
        return unit
    return ""


def with_units(
    sheet: Sheet, head_row: int, heads: tuple[Head, ...]
) -> tuple[tuple[Head, ...], list[Finding]]:
    """Give amounts and areas the unit that stands above the head, as in 单位：万元."""
    above = "　".join(squeeze(cell) for row in sheet.rows[:head_row] for cell in row if cell != "")
    units = set(_UNIT_LINE.findall(above))
    found = []
    for kind, words in ((Kind.MONEY, {"万元", "千元"}), (Kind.AREA, {"公顷", "平方米"})):
        for unit in units & words:
            heads = tuple(
                replace(one, unit=unit)
                if one.field and one.field.kind is kind and not _UNIT.match(squeeze(one.text))
                else one
                for one in heads
            )
            sentence = f"表头上面写着单位是{unit}，没有另写单位的列都按{unit}读。请核实。"
            found.append(Finding(Level.VERIFY, "unit-line", sentence, "head"))
    return heads, found


def head_findings(heads: Sequence[Head], others: Sequence[str]) -> Iterable[Finding]:
    """Say which columns and which sheets that look like cards were not read."""
    unused = [head.text for head in heads if head.field is None]
    if unused:
        names = "、".join(f"“{text}”" for text in unused[:10])
        yield Finding(Level.HINT, "columns-unused", f"这些列没有用到：{names}。", "head")
    if others:
        names = "、".join(f"“{name}”" for name in others)
        sentence = f"另有工作表{names}也像卡片，没有读。要读它请指明工作表（--sheet）。"
        yield Finding(Level.VERIFY, "sheets-unread", sentence, "sheet")
