"""Ledger entries of a book, and the sums that everything published rests on."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from boardapp.core.period import Period, month_runs


class Direction(StrEnum):
    """Which way money moved."""

    INCOME = "income"
    EXPENSE = "expense"

    @property
    def word(self) -> str:
        """The word in the window."""
        return "收入" if self is Direction.INCOME else "支出"


@dataclass(frozen=True)
class Entry:
    """One line of a ledger; ``fen`` is signed, and negative is a reversal (红字冲销).

    ``account`` is None in the book's combined ledger. ``month`` is the accounting month, which a
    late line (补记) does not share with its ``date``. ``summary`` is kept exactly as typed.
    ``transfer`` marks a move between the book's own accounts: neither income nor spending.
    ``position`` orders the lines of one ledger; ``import_id`` and ``row`` tell where it came from.
    """

    id: str
    book: str
    account: str | None
    month: Period
    date: date
    voucher: str
    summary: str
    direction: Direction
    fen: int
    subject: str = ""
    file_subject: str = ""
    handler: str = ""
    transfer: bool = False
    reverses: str | None = None
    import_id: str | None = None
    row: int | None = None
    position: int = 0

    @property
    def effect(self) -> int:
        """What the line does to the balance, in fen."""
        return self.fen if self.direction is Direction.INCOME else -self.fen


@dataclass(frozen=True)
class Totals:
    """The sums of one period in fen; ``moved`` is the net of moves between own accounts.

    ``opening`` is None where nothing tells it; ``end`` is then the balance at the end, if that is
    known from a later month of the period.
    """

    opening: int | None
    income: int
    expense: int
    moved: int = 0
    end: int | None = None

    @property
    def closing(self) -> int | None:
        """The balance at the end, None while nothing tells it."""
        if self.opening is None:
            return self.end
        return self.opening + self.income - self.expense + self.moved


@dataclass(frozen=True)
class YearToDate:
    """Income and spending since ``since`` (a month of the year), in fen.

    ``missing`` are the months since then of which nothing is held.
    """

    since: Period
    income: int
    expense: int
    missing: tuple[Period, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the figures reach back to the first of January without a gap."""
        return self.since.index == 1 and not self.missing

    @property
    def caveat(self) -> str:
        """What the figures leave out, to be printed beside them; empty when nothing."""
        if self.complete:
            return ""
        since = "" if self.since.index == 1 else f"自{self.since.index}月起"
        gaps = "、".join(str(month.index) for month in self.missing)
        return f"（{'，'.join(part for part in (since, gaps and f'缺{gaps}月') if part)}）"


@dataclass(frozen=True)
class Start:
    """The first month at whose start a balance is known, and that balance in fen."""

    month: Period
    fen: int


@dataclass(frozen=True)
class PeriodLedger:
    """All that a posting of one period's money needs: the balance before, the lines, the year.

    ``opening`` is None where nothing tells the balance before; ``start`` is then the first month
    of the period at whose start one is known, if any, and ``missing`` are the months of the
    period of which no ledger is held. ``before`` are the totals of the period before, None when
    nothing is held of it.
    """

    period: Period
    opening: int | None
    entries: tuple[Entry, ...]
    year: YearToDate
    before: Totals | None = None
    start: Start | None = None
    missing: tuple[Period, ...] = ()

    @property
    def known(self) -> Start | None:
        """The month from whose start the balance is known, if any is."""
        if self.opening is None:
            return self.start
        return Start(self.period.months[0], self.opening)

    @property
    def totals(self) -> Totals:
        """The period's sums."""
        return totals_from(self.known, self.period, self.entries)

    @property
    def balances(self) -> tuple[int | None, ...]:
        """The balance after each line in fen, None before the first month that has one."""
        return balances_from(self.known, self.entries)

    @property
    def caveat(self) -> str:
        """Which months the period's sums leave out, to be printed beside them."""
        gaps = month_runs(one.index for one in self.missing)
        return f"（缺{gaps}）" if gaps else ""


def totals(opening: int | None, entries: Iterable[Entry]) -> Totals:
    """Add up entries from an opening balance in fen, None where nothing tells it."""
    income = expense = moved = 0
    for entry in entries:
        if entry.transfer:
            moved += entry.effect
        elif entry.direction is Direction.INCOME:
            income += entry.fen
        else:
            expense += entry.fen
    return Totals(opening, income, expense, moved)


def totals_from(start: Start | None, period: Period, entries: Sequence[Entry]) -> Totals:
    """Add up a period's entries where the balance is known from the start of some month on."""
    if start and start.month <= period.months[0]:
        return totals(start.fen, entries)
    sums = totals(None, entries)
    if start is None:
        return sums
    since = (entry.effect for entry in entries if entry.month >= start.month)
    return replace(sums, end=start.fen + sum(since))


def balances_from(start: Start | None, entries: Sequence[Entry]) -> tuple[int | None, ...]:
    """Return the balance after each entry in fen, None before the month where one is known."""
    early = sum(start is None or entry.month < start.month for entry in entries)
    unknown: tuple[int | None, ...] = (None,) * early
    return unknown + running(start.fen, entries[early:]) if start else unknown


def running(opening: int, entries: Iterable[Entry]) -> tuple[int, ...]:
    """Return the balance after each entry, in fen."""
    balances, balance = [], opening
    for entry in entries:
        balance += entry.effect
        balances.append(balance)
    return tuple(balances)


def published_lines(
    entries: Sequence[Entry], combined_months: Collection[Period]
) -> tuple[Entry, ...]:
    """Return the lines that stand for a book's period, each movement once.

    The combined ledger holds what the cash and bank books hold too, so in ``combined_months``,
    for which it is held, it alone counts; in others the account books together, by date.
    """
    chosen: list[Entry] = []
    for month in sorted({entry.month for entry in entries}):
        lines = [entry for entry in entries if entry.month == month]
        if month in combined_months:
            combined = [entry for entry in lines if entry.account is None]
            chosen += sorted(combined, key=lambda e: e.position)
        else:
            chosen += sorted(lines, key=lambda e: (e.date, e.position, e.voucher, e.summary))
    return tuple(chosen)


_VOUCHER = re.compile(r"^\s*(\D*?)[\s\-—字第#]*(\d+(?:[-/]\d+)*)\s*号?\s*$")


def split_voucher(voucher: str) -> tuple[str, str]:
    """Split a voucher such as 记-001 or 银付字第12号 into its word and its number as typed."""
    found = _VOUCHER.match(voucher)
    return (found[1].strip(), found[2]) if found else (voucher.strip(), "")


_REVERSAL = re.compile(
    r"(?:冲销?|更正|红冲).*?(?:(\d{1,2})月(?:份)?)?(?:\d{1,2}[日号])?.*?第?\s*[记字收付银现转第#-]*(\d+)\s*号"
)


def reversed_entry(entry: Entry, earlier: Iterable[Entry]) -> str | None:
    """Return the id of the entry that a reversal takes back, when its summary names the voucher.

    The summary 冲销某月第×号凭证 is the usual form; an amount equal and opposite must agree.
    """
    if entry.fen >= 0:
        return None
    found = _REVERSAL.search(entry.summary)
    for one in earlier:
        if one.direction is not entry.direction or one.fen != -entry.fen:
            continue
        if found and split_voucher(one.voucher)[1].lstrip("0") == found[2].lstrip("0"):
            return one.id
    return None


def placed(entry: Entry, others: Sequence[Entry]) -> Entry:
    """Return the entry with a position after the last line of the same or an earlier date."""
    ordered = sorted(others, key=lambda e: e.position)
    before = [e.position for e in ordered if e.date <= entry.date]
    after = [e.position for e in ordered if e.date > entry.date]
    low = max(before, default=0)
    later = [p for p in after if p > low]
    high = min(later, default=low + 2 * POSITION_STEP)
    return replace(entry, position=(low + high) // 2)


POSITION_STEP = 1024
"""How far apart the lines of a file are placed, so that a typed line fits between two."""
