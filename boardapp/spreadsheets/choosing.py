"""Which sheet of a workbook is the ledger that is meant."""

import re
from dataclasses import dataclass

from boardapp.core.errors import UserError
from boardapp.core.period import Period
from boardapp.core.reading import Choice, Field
from boardapp.spreadsheets.blocks import parts_of_sheet
from boardapp.spreadsheets.cells import Sheet, squeeze
from boardapp.spreadsheets.dates import number_of, parts_of
from boardapp.spreadsheets.files import Book
from boardapp.spreadsheets.heads import Head, find_head
from boardapp.spreadsheets.titles import Title, read_title

_CORE = re.compile(
    r"(?:股份)?经济(?:联)?合作(?:联)?社|村?(?:村民)?委员会|居?民?委员会|村委会|社区|居委会|村$"
)


@dataclass(frozen=True)
class Candidate:
    """A sheet that holds a ledger."""

    sheet: Sheet
    head: Head
    title: Title


def choose_sheet(book: Book, period: Period, choice: Choice, village: str) -> Candidate:
    """Return the sheet to read; raises UserError when there is none or it cannot be told."""
    if choice.sheet is not None:
        return _only(_narrowed(_named(book, choice), village, period))
    found = [c for sheet in book.sheets for c in _candidates(sheet, choice)]
    shown = [c for c in found if not c.sheet.hidden] or found
    if not shown:
        raise UserError(_no_head(book))
    return _only(_narrowed(shown, village, period))


def _only(left: list[Candidate]) -> Candidate:
    """Return the one ledger that is left; raises UserError with their names when it is not one."""
    sheets = list(dict.fromkeys(c.sheet.name for c in left))
    if len(sheets) == 1 and len(left) > 1:
        units = "、".join(c.title.unit or (c.title.texts or ("?",))[0] for c in left)
        raise UserError(
            f"工作表“{sheets[0]}”里有{len(left)}个单位的账：{units}，不知道要哪一个，什么也没有改动；"
            "请把它们分到各自的工作表再导入。"
        )
    if len(left) > 1:
        names = "、".join(f"“{name}”" for name in sheets)
        raise UserError(
            f"这个文件里有{len(left)}张账：{names}，不知道要哪一张，什么也没有改动；"
            "请选定工作表（窗口里点选，命令行加 --sheet 表名）再导入。"
        )
    return left[0]


def names_village(text: str, village: str) -> bool:
    """Whether a text names a village, with or without 村 and 村民委员会."""
    core = _core(village)
    return bool(core) and core in squeeze(text)


def _core(village: str) -> str:
    text = squeeze(village)
    bare = _CORE.sub("", text)
    return bare if len(bare) >= 2 else text


def _named(book: Book, choice: Choice) -> list[Candidate]:
    wanted = squeeze(choice.sheet or "")
    sheet = next((s for s in book.sheets if s.name == choice.sheet), None)
    sheet = sheet or next((s for s in book.sheets if squeeze(s.name) == wanted), None)
    if sheet is None:
        names = "、".join(f"“{s.name}”" for s in book.sheets)
        raise UserError(
            f"这个文件里没有工作表“{choice.sheet}”，什么也没有改动；里面有{names}，请从中选一张。"
        )
    candidates = _candidates(sheet, choice)
    if not candidates:
        raise UserError(_no_head(Book(book.digest, (sheet,))))
    return candidates


def _candidates(sheet: Sheet, choice: Choice) -> list[Candidate]:
    """Return the ledgers of one sheet; chosen columns are of one ledger only."""
    head = find_head(sheet, choice)
    if head is None:
        return []
    if choice.fields is not None or choice.head_row is not None:
        return [Candidate(sheet, head, read_title(sheet, head.row))]
    parts = parts_of_sheet(sheet, head)
    heads = [head] if len(parts) == 1 else [find_head(part, choice) for part in parts]
    return [
        Candidate(part, own, read_title(part, own.row))
        for part, own in zip(parts, heads, strict=True)
        if own
    ]


def _narrowed(found: list[Candidate], village: str, period: Period) -> list[Candidate]:
    """Keep the sheets that name the village, then those of the period, then those with lines."""
    left = found
    if village and len(left) > 1:
        left = [c for c in left if _names(c, village)] or left
    if len(left) > 1:
        left = (
            [c for c in left if c.title.span and c.title.span.fits(period)]
            or [c for c in left if c.title.span and c.title.span.meets(period)]
            or left
        )
    if len(left) > 1:
        left = [c for c in left if _days_in(c, period)] or left
    if len(left) > 1:
        left = [c for c in left if _has_rows(c)] or left
    return left


def _names(candidate: Candidate, village: str) -> bool:
    texts = (candidate.sheet.name, candidate.title.unit, *candidate.title.texts)
    return any(names_village(text, village) for text in texts)


def _has_rows(candidate: Candidate) -> bool:
    head = candidate.head
    places = [
        c for f in (Field.INCOME, Field.EXPENSE, Field.AMOUNT) for c in head.places.get(f, ())
    ]
    return any(
        candidate.sheet.at(row, c) != ""
        for row in range(head.row + head.depth, len(candidate.sheet.rows))
        for c in places
    )


def _days_in(candidate: Candidate, period: Period) -> bool:
    """Whether one of the first readable days of a sheet lies in the period."""
    head = candidate.head
    whole, month = head.one(Field.DATE), head.one(Field.MONTH)
    months = {m.first_day.month for m in period.months}
    for row in range(head.row + head.depth, min(len(candidate.sheet.rows), head.row + 60)):
        try:
            if whole is not None:
                parts = parts_of(candidate.sheet.at(row, whole))
            elif month is not None:
                found = number_of(candidate.sheet.at(row, month), 12)
                if found in months:
                    return True
                continue
            else:
                return False
        except ValueError:
            continue
        if parts.month in months and parts.year in (None, period.first_day.year):
            return True
    return False


def _no_head(book: Book) -> str:
    names = "、".join(f"“{s.name}”" for s in book.sheets[:5])
    return (
        f"工作表{names}里没有找到账本的表头（要有日期或摘要，还要有收入、支出或金额），什么也没有改动；"
        "请检查是不是选错了文件，或者在窗口里指定表头在第几行、各列是什么。"
    )
