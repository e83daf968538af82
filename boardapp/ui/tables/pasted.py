"""A block copied from a spreadsheet, understood as ledger lines or refused row by row."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.ledger import Direction, Entry
from boardapp.core.period import Period
from boardapp.core.reading import Field
from boardapp.core.subjects import SUBJECTS
from boardapp.services.ledger import entry_problem
from boardapp.ui.tables.typed import TRANSFER, accounting_month, typed_day, typed_fen

_HEADS: tuple[tuple[str, Field], ...] = (
    (r"日期|业务日期|记账日期", Field.DATE),
    (r"月", Field.MONTH),
    (r"日", Field.DAY),
    (r"字|凭证字", Field.VOUCHER_WORD),
    (r"号|凭证号数?|编号", Field.VOUCHER_NUMBER),
    (r"凭证|凭证字号|凭证编号", Field.VOUCHER),
    (r"摘要|事由|用途|内容|项目", Field.SUMMARY),
    (r"收入.*|借方.*|收方.*", Field.INCOME),
    (r"支出.*|贷方.*|付方.*", Field.EXPENSE),
    (r"类别|科目|科目名称", Field.SUBJECT_NAME),
    (r"经手人?|经办人?", Field.HANDLER),
    (r"余额.*|结余.*", Field.BALANCE),
)
_TABLE_ORDER = (
    Field.DATE,
    Field.VOUCHER,
    Field.SUMMARY,
    Field.INCOME,
    Field.EXPENSE,
    Field.SUBJECT_NAME,
    Field.HANDLER,
    Field.BALANCE,
)
_WORDS = re.compile(r"[\u3400-\u9fff]")
_SUMS = re.compile(r"合计|小计|累计|总计|结转|承前|过次|期[初末]余额")
_SUBJECT_BY_NAME = {(one.name, one.direction): one.code for one in SUBJECTS.values()}


@dataclass(frozen=True)
class Pasted:
    """The lines of a block, or why it is refused; rows count from 1 within the block."""

    entries: tuple[Entry, ...]
    problems: tuple[Finding, ...]


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of a copied block; a spreadsheet parts them by tabs and line ends."""
    rows = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
    width = max(len(row) for row in rows)
    return [[cell.strip().strip('"') for cell in row] + [""] * (width - len(row)) for row in rows]


def is_block(text: str) -> bool:
    """Whether a text is more than what fits into one cell."""
    return "\t" in text or "\n" in text.strip()


def read_block(text: str, blank: Entry, period: Period) -> Pasted:
    """Read a block as new lines of the ledger that ``blank`` belongs to, all of it or nothing.

    Raises UserError when it does not tell which column is what.
    """
    rows = cells_of(text)
    head = _head(rows[0])
    columns = head or _guessed(rows)
    _refuse_incomplete(columns)
    entries: list[Entry] = []
    problems: list[Finding] = []
    day = None
    for number, row in enumerate(rows[1:] if head else rows, start=2 if head else 1):
        parts = {field: row[place] for field, place in columns.items()}
        if not any(parts.values()):
            continue
        try:
            entry = _entry(parts, blank, period, day)
        except ValueError as error:
            problems.append(Finding(Level.MUST, "pasted", str(error), f"第{number}行", number))
        else:
            day = entry.date
            entries.append(entry)
    return Pasted(() if problems else tuple(entries), tuple(problems))


def _head(row: Sequence[str]) -> dict[Field, int] | None:
    found: dict[Field, int] = {}
    for place, text in enumerate(row):
        plain = re.sub(r"[\s（(].*$", "", text.strip())
        for pattern, field in _HEADS:
            if field not in found and re.fullmatch(pattern, plain):
                found[field] = place
                break
    return found if len(found) >= 3 else None


def _guessed(rows: Sequence[Sequence[str]]) -> dict[Field, int]:
    """Tell the columns by what they hold, in the order that ledgers have them."""
    columns = [[row[place] for row in rows] for place in range(len(rows[0]))]
    kinds = [_kind(column) for column in columns]
    dated = len(columns) > 2 and kinds[0] == kinds[1] == "money" and _is_month_and_day(columns)
    words = [
        place
        for place, kind in enumerate(kinds)
        if place and kind == "text" and "money" in kinds[place:]
    ]
    if not words:
        return {}
    summary = max(words, key=lambda place: sum(len(_WORDS.findall(c)) for c in columns[place]))
    found = {Field.MONTH: 0, Field.DAY: 1} if dated else {Field.DATE: 0}
    between = range(2 if dated else 1, summary)
    if len(between) == 1:
        found[Field.VOUCHER] = between[0]
    elif len(between) == 2:
        found |= {Field.VOUCHER_WORD: between[0], Field.VOUCHER_NUMBER: between[1]}
    found[Field.SUMMARY] = summary
    sums = [place for place in range(summary + 1, len(columns)) if kinds[place] == "money"]
    if len(sums) >= 2:
        found |= {Field.INCOME: sums[0], Field.EXPENSE: sums[1]}
    if summary == _TABLE_ORDER.index(Field.SUMMARY) and not dated:
        for field in (Field.SUBJECT_NAME, Field.HANDLER):
            place = _TABLE_ORDER.index(field)
            if place < len(columns) and kinds[place] == "text":
                found[field] = place
    return found


def _kind(column: Sequence[str]) -> str:
    """Tell amounts from words by most of the cells, so that one bad cell is named as such."""
    filled = [cell for cell in column if cell]
    words = sum(not _is_amount(cell) for cell in filled)
    return "text" if words * 2 > len(filled) or (filled and words == len(filled)) else "money"


def _is_amount(cell: str) -> bool:
    try:
        typed_fen(cell)
    except ValueError:
        return False
    return True


def _is_month_and_day(columns: Sequence[Sequence[str]]) -> bool:
    whole = all(cell.isdigit() for column in columns[:2] for cell in column if cell)
    return (
        whole
        and all(int(cell) <= 12 for cell in columns[0] if cell)
        and all(int(cell) <= 31 for cell in columns[1] if cell)
    )


def _refuse_incomplete(columns: Mapping[Field, int]) -> None:
    dated = Field.DATE in columns or {Field.MONTH, Field.DAY} <= columns.keys()
    if Field.SUMMARY not in columns or not dated:
        raise UserError("没有粘贴：看不出哪一列是日期、哪一列是摘要。请连同表头一起复制。")
    if not {Field.INCOME, Field.EXPENSE} <= columns.keys():
        raise UserError("没有粘贴：分不清收入和支出。请连同表头一起复制，收入、支出各占一列。")


def _entry(parts: Mapping[Field, str], blank: Entry, period: Period, last: date | None) -> Entry:
    summary = parts[Field.SUMMARY]
    if _SUMS.search(summary) and not _day_text(parts):
        raise ValueError(f"“{summary}”像是合计行。请只复制明细行。")
    day = _day(parts, blank, period, last)
    income, expense = typed_fen(parts[Field.INCOME]), typed_fen(parts[Field.EXPENSE])
    if income and expense:
        raise ValueError(f"“{summary}”的收入和支出都有数，一行只能记一边。")
    direction = Direction.INCOME if income else Direction.EXPENSE
    voucher = parts.get(Field.VOUCHER, "")
    if not voucher:
        both = parts.get(Field.VOUCHER_WORD, ""), parts.get(Field.VOUCHER_NUMBER, "")
        voucher = "-".join(part for part in both if part)
    subject = _subject(parts.get(Field.SUBJECT_NAME, ""), direction)
    entry = replace(
        blank,
        id=str(uuid.uuid4()),
        month=accounting_month(day, period),
        date=day,
        voucher=voucher,
        summary=summary,
        direction=direction,
        fen=income or expense,
        subject="" if subject == TRANSFER else subject,
        transfer=subject == TRANSFER,
        file_subject=parts.get(Field.SUBJECT_NAME, ""),
        handler=parts.get(Field.HANDLER, ""),
    )
    problem = entry_problem(entry)
    if problem:
        raise ValueError(problem)
    return entry


def _day_text(parts: Mapping[Field, str]) -> str:
    if Field.DATE in parts:
        return parts[Field.DATE]
    month, day = parts[Field.MONTH], parts[Field.DAY]
    return f"{month}-{day}" if month and day else day


def _day(parts: Mapping[Field, str], blank: Entry, period: Period, last: date | None) -> date:
    text = _day_text(parts)
    if text:
        return typed_day(text.partition(" ")[0], last or blank.date, period)
    if last is None:
        raise ValueError(f"“{parts[Field.SUMMARY]}”没有日期。")
    return last


def _subject(name: str, direction: Direction) -> str:
    if name == "账户间划转":
        return TRANSFER
    return _SUBJECT_BY_NAME.get((name.removesuffix("？"), direction), "")
