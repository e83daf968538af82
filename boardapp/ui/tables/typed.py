"""What a person types into one cell of the ledger, and what it makes of the line."""

import re
import unicodedata
from dataclasses import replace
from datetime import date
from enum import IntEnum

from boardapp.core.ledger import Direction, Entry
from boardapp.core.money import grouped, parse_fen
from boardapp.core.period import Period

TRANSFER = "transfer"
"""What the subject picker returns for a move between the book's own accounts."""

_DAY = re.compile(r"^(\d{1,2})[日号]?$")
_MONTH_DAY = re.compile(r"^(\d{1,2})[月./\-](\d{1,2})[日号]?$")
_FULL = re.compile(r"^(\d{4})[年./\-]?(\d{1,2})[月./\-]?(\d{1,2})[日号]?$")


class Cell(IntEnum):
    """The columns of the ledger table, from left to right."""

    DATE = 0
    VOUCHER = 1
    SUMMARY = 2
    INCOME = 3
    EXPENSE = 4
    SUBJECT = 5
    HANDLER = 6
    BALANCE = 7

    @property
    def title(self) -> str:
        """The head of the column."""
        return _TITLES[self]


_TITLES = ("日期", "凭证", "摘要", "收入", "支出", "类别", "经手人", "余额")


def typed_day(text: str, around: date, period: Period) -> date:
    """Return the day that was typed; a bare number is a day of the month of ``around``.

    A month without a year is the one that lies in the period or before it, never after it.
    Raises ValueError with a Chinese reason.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    try:
        if found := _DAY.match(plain):
            base = around if period.holds(around) else period.last_day
            return date(base.year, base.month, int(found[1]))
        if found := _MONTH_DAY.match(plain):
            month, day = int(found[1]), int(found[2])
            year = period.year if month <= period.last_day.month else period.year - 1
            return date(year, month, day)
        if found := _FULL.match(plain):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise ValueError(f"“{text.strip()}”：没有这一天，请核对日期。") from None
    raise ValueError(f"“{text.strip()}”不是日期，请填几号，例如 12，或 10-12。")


def typed_fen(text: str) -> int:
    """Return a typed amount in fen, zero for nothing; raises ValueError with a full sentence."""
    if not text.strip():
        return 0
    try:
        return parse_fen(text)
    except ValueError as error:
        raise ValueError(f"{error}，请填数字，例如 1200 或 24.60。") from error


def accounting_month(day: date, period: Period) -> Period:
    """Return the month a typed line is booked in: its own, or the nearest one of the period."""
    return min(max(Period.month_of(day), period.months[0]), period.months[-1])


def changed(entry: Entry, cell: Cell, text: str, period: Period) -> Entry:
    """Return the line with one cell typed anew; raises ValueError with the reason.

    An amount typed on the other side moves the line there, and its subject is chosen anew.
    """
    if cell is Cell.DATE:
        day = typed_day(text, entry.date, period)
        return replace(entry, date=day, month=accounting_month(day, period))
    if cell is Cell.INCOME:
        return _with_amount(entry, Direction.INCOME, typed_fen(text))
    if cell is Cell.EXPENSE:
        return _with_amount(entry, Direction.EXPENSE, typed_fen(text))
    if cell is Cell.SUBJECT:
        transfer = text == TRANSFER
        return replace(entry, subject="" if transfer else text, transfer=transfer)
    if cell is Cell.VOUCHER:
        return replace(entry, voucher=text.strip())
    if cell is Cell.SUMMARY:
        return replace(entry, summary=text)
    return replace(entry, handler=text.strip())


def amount_text(fen: int) -> str:
    """Return an amount as the ledger shows it: a reversal as 冲(500.00), told without colour."""
    return f"冲({grouped(-fen)})" if fen < 0 else grouped(fen)


def editing_text(entry: Entry, cell: Cell) -> str:
    """Return what an editor of the cell starts from."""
    if cell is Cell.DATE:
        return f"{entry.date.month}-{entry.date.day}"
    if cell in (Cell.INCOME, Cell.EXPENSE):
        side = Direction.INCOME if cell is Cell.INCOME else Direction.EXPENSE
        return grouped(entry.fen) if entry.direction is side and entry.fen else ""
    if cell is Cell.SUBJECT:
        return TRANSFER if entry.transfer else entry.subject
    return {Cell.VOUCHER: entry.voucher, Cell.SUMMARY: entry.summary}.get(cell, entry.handler)


def _with_amount(entry: Entry, direction: Direction, fen: int) -> Entry:
    if direction is entry.direction:
        return replace(entry, fen=fen)
    if not fen:
        return entry
    return replace(entry, direction=direction, fen=fen, subject="")
