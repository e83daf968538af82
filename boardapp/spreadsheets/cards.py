"""Read a sheet of cards: which row is the head, which column is which field, what each row says."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.money import fen_from_number, plain
from boardapp.core.progress import Progress, silent
from boardapp.core.reading import Skipped
from boardapp.core.registers.fields import CardField, Kind
from boardapp.spreadsheets.cells import Cell, Sheet, is_blank, squeeze, text_of
from boardapp.spreadsheets.files import open_book

HEAD_ROWS = 15
_ZERO = date(1899, 12, 30)
_UNIT = re.compile(r"^(.*?)[(\[]([^()\[\]]*)[)\]]$")
_PLAIN_UNITS = frozenset({"", "元", "亩", "%", "月", "个月", "人民币元", "单位:元", "单位:亩"})
_TOTAL = re.compile(r"^(合计|小计|总计|本页合计|累计)[:]?$")
_FOOT = re.compile(
    r"^(填表|制表|审核|单位负责人|负责人|复核|经办|说明|备注[:]|注[:]|附注|[★*]?带?★)"
)
_ERRORS = re.compile(r"^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)$")


@dataclass(frozen=True)
class Head:
    """One column: its 0-based place, its head as written, its field, and the unit behind it."""

    index: int
    text: str
    field: CardField | None
    unit: str = ""


@dataclass(frozen=True)
class CardRow:
    """One row of the file, by its 1-based number: what it says by field key, as text."""

    row: int
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CardReading:
    """One sheet of cards as it was understood; nothing in it has been written anywhere."""

    digest: str
    sheet: str
    head_row: int
    heads: tuple[Head, ...]
    rows: tuple[CardRow, ...]
    skipped: tuple[Skipped, ...]
    findings: tuple[Finding, ...]


def read_cards(
    path: Path,
    fields: Sequence[CardField],
    sheet: str | None = None,
    progress: Progress = silent,
) -> CardReading:
    """Read the sheet that looks most like cards with these fields, or the one that is named.

    Raises UserError when the file cannot be opened or no row of it is the head of such a table.
    """
    book = open_book(path, progress)
    if sheet is not None and all(one.name != sheet for one in book.sheets):
        names = "、".join(f"“{one.name}”" for one in book.sheets)
        raise UserError(f"“{path.name}”里没有工作表“{sheet}”；有：{names}。什么也没有改动。")
    chosen = [one for one in book.sheets if sheet in (None, one.name)]
    scored = [(_worth(heads), -n, one, row, heads)
              for n, one in enumerate(chosen)
              for row, heads in [_head(one, fields)]]  # fmt: skip
    worth, _, best, row, heads = max(scored, key=lambda one: one[:2])
    if worth < 2 or not any(head.field and head.field.key == "code" for head in heads):
        must = "、".join(one.title for one in fields if one.required)
        raise UserError(
            f"“{path.name}”里没有找到表头（要有编号，以及 {must} 等栏目），什么也没有改动。"
            "请用 boardapp template 写出模板，把内容填进去再导入。"
        )
    others = [one[2].name for one in scored if one[2] is not best and one[0] == worth]
    rows, skipped, found = _rows(best, row, heads)
    return CardReading(
        book.digest,
        best.name,
        row + 1,
        heads,
        tuple(rows),
        tuple(skipped),
        (*_head_findings(heads, others), *found),
    )


def _head(sheet: Sheet, fields: Sequence[CardField]) -> tuple[int, tuple[Head, ...]]:
    """Return the row that is the head (the lower one of two) and its columns."""
    best: tuple[int, int, tuple[Head, ...]] = (0, 0, ())
    for row in range(min(HEAD_ROWS, len(sheet.rows))):
        for labels, last in ((_labels(sheet, row), row), (_two_rows(sheet, row), row + 1)):
            heads = _matched(labels, fields)
            if _worth(heads) > best[0]:
                best = (_worth(heads), last, heads)
    return best[1], best[2]


def _worth(heads: Iterable[Head]) -> int:
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


def _rows(
    sheet: Sheet, head_row: int, heads: Sequence[Head]
) -> tuple[list[CardRow], list[Skipped], list[Finding]]:
    rows, skipped, found = [], [], []
    columns = [head for head in heads if head.field]
    code = next(head.index for head in columns if head.field and head.field.key == "code")
    names = {squeeze(head.text) for head in heads}
    for number in range(head_row + 1, len(sheet.rows)):
        cells = sheet.rows[number]
        if is_blank(cells):
            continue
        first = next(squeeze(cell) for cell in cells if squeeze(cell))
        reason = _reason(first, sheet.at(number, code), cells, names)
        if reason:
            skipped.append(Skipped(number + 1, reason, first))
            continue
        values = []
        for head in columns:
            cell = sheet.at(number, head.index)
            try:
                broken = (number, head.index) in sheet.broken
                values.append((head.field.key, _text(cell, head, broken)))  # type: ignore[union-attr]
            except ValueError as error:
                sentence = f"第{number + 1}行{head.text}：{error}"
                found.append(
                    Finding(Level.MUST, "unreadable", sentence, head.field.key, number + 1)  # type: ignore[union-attr]
                )
        rows.append(CardRow(number + 1, tuple(values)))
    return rows, skipped, found


def _reason(first: str, code: Cell, cells: Sequence[Cell], names: set[str]) -> str:
    """Return why a row is no card, by a stable name, or nothing when it is one."""
    filled = [squeeze(cell) for cell in cells if squeeze(cell)]
    if first.startswith(("示例", "例:", "样例")):
        return "example"
    if any(_TOTAL.match(text) for text in filled[:2]):
        return "total"
    if len(filled) > 1 and set(filled) <= names:
        return "head"
    if _FOOT.match(first) and (not squeeze(code) or squeeze(code) == first) and len(filled) < 6:
        return "foot"
    return ""


def _text(cell: Cell, head: Head, broken: bool) -> str:
    """Return a cell as a person would have typed it into the field."""
    field = head.field
    if broken or (isinstance(cell, str) and _ERRORS.match(cell.strip())):
        raise ValueError("公式算不出结果，请改成数值或文字。")
    if field is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        return _from_number(cell, field, head.unit)
    if isinstance(cell, datetime | date):
        return cell.date().isoformat() if isinstance(cell, datetime) else cell.isoformat()
    text = text_of(cell)
    if text in ("/", "-", "—", "——", "无") and field.kind not in (Kind.TEXT, Kind.CHOICE):
        return ""
    return f"{text}{head.unit}" if head.unit and re.fullmatch(r"[\d.,]+", text) else text


def _from_number(number: float, field: CardField, unit: str) -> str:
    if field.kind is Kind.DATE:
        return _from_serial(number)
    if field.kind is Kind.PERCENT and 0 < number < 1:
        number = round(number * 100, 6)
    if field.kind in (Kind.TEXT, Kind.LINK) and abs(number) >= 10**15:
        raise ValueError("数字超过 15 位，Excel 已经丢了后几位，请改成文字格式重新录入。")
    if field.kind is Kind.MONEY and not unit:
        return plain(fen_from_number(number))
    whole = float(number).is_integer()
    text = str(int(number)) if whole else f"{round(number, 6):f}".rstrip("0")
    return f"{text}{unit}"


def _from_serial(number: float) -> str:
    whole = int(number)
    if 19_000_101 <= whole <= 21_991_231:
        return str(whole)
    if 7_306 <= whole < 110_000:
        return (_ZERO + timedelta(days=whole)).isoformat()
    return text_of(number)


def _head_findings(heads: Sequence[Head], others: Sequence[str]) -> Iterable[Finding]:
    unused = [head.text for head in heads if head.field is None]
    if unused:
        names = "、".join(f"“{text}”" for text in unused[:10])
        yield Finding(Level.HINT, "columns-unused", f"这些列没有用到：{names}。", "head")
    if others:
        names = "、".join(f"“{name}”" for name in others)
        sentence = f"另有工作表{names}也像卡片，没有读。要读它请指明工作表（--sheet）。"
        yield Finding(Level.VERIFY, "sheets-unread", sentence, "sheet")
