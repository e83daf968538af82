"""Read a sheet of cards: which row is the head, which column is which field, what each row says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.money import fen_from_number, plain
from boardapp.core.progress import Progress, silent
from boardapp.core.reading import Skipped
from boardapp.core.registers.fields import CardField, Kind
from boardapp.spreadsheets.card_heads import (
    Head,
    find_head,
    head_findings,
    with_units,
    worth,
)
from boardapp.spreadsheets.cells import Cell, Place, Sheet, is_blank, squeeze, text_of
from boardapp.spreadsheets.files import open_book

_ZERO = date(1899, 12, 30)
_TOTAL = re.compile(r"^(合计|小计|总计|本页合计|累计)[:]?$")
_FOOT = re.compile(
    r"^(填表|制表|审核|单位负责人|负责人|复核|经办|说明|备注[:]|注[:]|附注|[★*]?带?★)"
)
_ERRORS = re.compile(r"^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)$")


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
    scored = [(worth(heads), -n, one, row, heads)
              for n, one in enumerate(chosen)
              for row, heads in [find_head(one, fields)]]  # fmt: skip
    most, _, best, row, heads = max(scored, key=lambda one: one[:2])
    if most < 2 or not any(head.field and head.field.key == "code" for head in heads):
        must = "、".join(one.title for one in fields if one.required)
        raise UserError(
            f"“{path.name}”里没有找到表头（要有编号，以及 {must} 等栏目），什么也没有改动。"
            "请用 boardapp template 写出模板，把内容填进去再导入。"
        )
    heads, unit_findings = with_units(best, row, heads)
    others = [one[2].name for one in scored if one[2] is not best and one[0] == most]
    rows, skipped, found = _rows(best, row, heads)
    return CardReading(
        book.digest,
        best.name,
        row + 1,
        heads,
        tuple(rows),
        tuple(skipped),
        (*head_findings(heads, others), *unit_findings, *found),
    )


def _spread(sheet: Sheet, head_row: int, heads: Sequence[Head]) -> dict[Place, Cell]:
    """Return what cells merged downwards hold, for columns of words; sums stay where they are."""
    words = {
        one.index
        for one in heads
        if one.field and one.field.kind in (Kind.TEXT, Kind.CHOICE)
        and one.field.key not in ("code", "name", "party")
    }  # fmt: skip
    return {
        (row, left): sheet.at(top, left)
        for (top, left), (bottom, right) in sheet.merges
        if top > head_row and left == right and left in words
        for row in range(top + 1, bottom + 1)
    }


def _rows(
    sheet: Sheet, head_row: int, heads: Sequence[Head]
) -> tuple[list[CardRow], list[Skipped], list[Finding]]:
    rows, skipped, found = [], [], []
    columns = [head for head in heads if head.field]
    code = next(head.index for head in columns if head.field and head.field.key == "code")
    names = {squeeze(head.text) for head in heads}
    spread = _spread(sheet, head_row, heads)
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
            cell = spread.get((number, head.index), sheet.at(number, head.index))
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
