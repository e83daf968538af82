"""Several ledgers on one sheet, one below or beside another, taken apart.

Each part keeps the sheet's own row numbers and columns; what belongs to the others is blank.
"""

import re
from dataclasses import replace

from boardapp.core.errors import UserError
from boardapp.core.reading import Field
from boardapp.spreadsheets.aliases import meaning_of, normal
from boardapp.spreadsheets.cells import Cell, Sheet, is_blank, squeeze, text_of
from boardapp.spreadsheets.heads import Head
from boardapp.spreadsheets.labels import is_remark
from boardapp.spreadsheets.titles import read_title


def parts_of_sheet(sheet: Sheet, head: Head) -> list[Sheet]:
    """Return the ledgers of a sheet: itself, unless heads of other owners stand in it."""
    beside = _beside(sheet, head)
    if len(beside) > 1:
        return beside
    return _below(sheet, head)


def _beside(sheet: Sheet, head: Head) -> list[Sheet]:
    """Cut at the column where the same row of heads starts once more."""
    heads = {column.index: normal(column.head) for column in head.columns}
    if not heads:
        return [sheet]
    first = min(heads)
    starts = [c for c, text in heads.items() if text == heads[first]]
    if len(starts) < 2:
        _refuse_halves(sheet, head)
        return [sheet]
    ends = [*starts[1:], max(heads) + 1]
    runs = [
        [heads[c] for c in range(start, end) if heads.get(c)]
        for start, end in zip(starts, ends, strict=True)
    ]
    if any(run != runs[0] for run in runs) or len(runs[0]) < 4:
        _refuse_halves(sheet, head)
        return [sheet]
    return [
        replace(sheet, rows=[_between(row, start, end) for row in sheet.rows])
        for start, end in zip(starts, [*starts[1:], 10_000], strict=True)
    ]


def _refuse_halves(sheet: Sheet, head: Head) -> None:
    """Refuse income at the left and spending at the right, each with its own dates."""
    dates = [c for c in head.columns if (m := meaning_of(c.head)) and m.field is Field.DATE]
    exact = [c for c in dates if _unsided(c.head) == _unsided(dates[0].head)]
    if len(exact) > 1:
        raise UserError(
            f"工作表“{sheet.name}”的账分成左右两半，各有各的日期，程序读不准，什么也没有改动；"
            "请把收入和支出排在同一列日期下面（收入、支出各一列）再导入。"
        )


def _unsided(head: str) -> str:
    return re.sub(r"^(?:收入|支出|收款|付款)", "", normal(head))


def _between(row: list[Cell], start: int, end: int) -> list[Cell]:
    return [cell if start <= c < end else "" for c, cell in enumerate(row)]


def _below(sheet: Sheet, head: Head) -> list[Sheet]:
    """Cut above each later head whose title names another owner; the rest are pages."""
    pattern = _signs(sheet.rows[head.row])
    again = [
        n
        for n in range(head.row + head.depth, len(sheet.rows))
        if _starts_alike(sheet.rows[n], sheet.rows[head.row]) and _signs(sheet.rows[n]) == pattern
    ]
    if not again:
        return [sheet]
    owners = [read_title(sheet, head.row).unit]
    cuts = [0]
    for at in again:
        top = at
        while top > 0 and at - top < 6 and _is_title(sheet.rows[top - 1]):
            top -= 1
        title = replace(sheet, rows=sheet.rows[top:at])
        owner = read_title(title, at - top).unit
        if owner and squeeze(owner) != squeeze(owners[-1]):
            owners.append(owner)
            cuts.append(top)
    ends = [*cuts[1:], len(sheet.rows)]
    return [
        replace(sheet, rows=[*([] for _ in range(start)), *sheet.rows[start:end]])
        for start, end in zip(cuts, ends, strict=True)
    ]


def _is_title(row: list[Cell]) -> bool:
    if is_blank(row) or any(not isinstance(c, str) for c in row):
        return False
    text = "".join(text_of(c) for c in row)
    return "单位" in text or "村名" in text or not is_remark(text)


def _starts_alike(row: list[Cell], head: list[Cell]) -> bool:
    return bool(row) and isinstance(row[-1], str) and row[:1] == head[:1]


def _signs(row: list[Cell]) -> list[str]:
    return [squeeze(c) for c in row if c != ""]
