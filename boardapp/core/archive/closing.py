"""Closing a year's book: once, and from then on it is only read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from boardapp.core.finding import Finding, Level
from boardapp.core.period import Period


@dataclass(frozen=True)
class Balance:
    """What one ledger of a book ended its year with, in fen: 上年结转 of the next January.

    ``account`` is empty for the book's combined ledger, ``name`` what the ledger is called.
    """

    account: str
    name: str
    fen: int


@dataclass(frozen=True)
class Closed:
    """One year of one book that was closed: when (ISO time), by whom, and with what left open.

    ``reason`` says why it was closed although ``findings`` were left.
    """

    book: str
    year: int
    at: str
    by: str
    reason: str
    balances: tuple[Balance, ...]
    findings: tuple[Finding, ...]

    @property
    def day(self) -> str:
        """The day on which it was closed."""
        return self.at[:10]


def refusal(book: str, one: Closed) -> str:
    """Say that a closed year is not written in any more, and how to go on instead."""
    after = one.year + 1
    return (
        f"{book}{one.year}年的账已由{one.by}在{one.day}年结，只能查看，没有改动。"
        f"账上有错，请在{after}年的账里用红字冲销、补记，摘要写明更正的是{one.year}年哪一号凭证；"
        "已经公布的有错，请发更正公告。"
    )


def blocking(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what must be put right before a year can be closed."""
    return tuple(one for one in found if one.level is Level.MUST)


def doubtful(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what a year can only be closed in spite of, for a reason."""
    return tuple(one for one in found if one.level is Level.VERIFY)


def month_findings(year: int, held: Iterable[Period], told: bool) -> tuple[Finding, ...]:
    """Say which months of a year have no ledger.

    Months within the held ones must be filled or declared empty; those before the first may be
    from before the program was used, and need a reason unless the year's sums are ``told``.
    """
    here = sorted(month for month in held if month.year == year)
    if not here:
        sentence = f"{year}年一个月的账也没有，不用年结。"
        return (Finding(Level.MUST, "no-ledger", sentence, "收支登记"),)
    gaps = [Period(year, n) for n in range(here[0].index, 13)]
    gaps = [month for month in gaps if month not in here]
    early = [] if told else [Period(year, n) for n in range(1, here[0].index)]
    found = []
    if gaps:
        sentence = f"{_names(gaps)}没有账。请导入；确实没有收支的，登记“本期无收支”。"
        found.append(Finding(Level.MUST, "no-ledger", sentence, "收支登记"))
    if early:
        sentence = f"{_names(early)}的账不在本程序里，也没有补填年初以来累计。"
        found.append(Finding(Level.VERIFY, "ledger-begins-late", sentence, "收支登记"))
    return tuple(found)


def _names(months: Sequence[Period]) -> str:
    return f"{months[0].year}年" + "、".join(f"{month.index}月" for month in months)
