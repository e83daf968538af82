"""Month-end balances of accounts (清产核资 table 1): booked, counted, and why they differ."""

from dataclasses import dataclass

from boardapp.core.finding import Finding, Level
from boardapp.core.money import grouped
from boardapp.core.period import Period
from boardapp.core.registers.fields import Kind, described
from boardapp.core.village import Account


@dataclass(frozen=True)
class FundsStatement:
    """What was really there at the end of a month in one account; ``actual`` in fen."""

    id: str
    book: str
    account: str
    month: Period
    actual: int | None = described(
        "实存数额", Kind.MONEY, required=True, signed=True, example="577199.00"
    )
    reason: str = described("账实不符的原因", hint="两者不同时必填")
    note: str = described("备注", longest=500)


@dataclass(frozen=True)
class FundsLine:
    """One account at a month's end: ``booked`` from the ledger, None while nothing tells it."""

    account: Account
    month: Period
    booked: int | None
    statement: FundsStatement | None = None

    @property
    def difference(self) -> int | None:
        """The real balance less the book's, in fen; None while either is unknown."""
        if self.booked is None or self.statement is None or self.statement.actual is None:
            return None
        return self.statement.actual - self.booked


@dataclass(frozen=True)
class FundsMonth:
    """A book's accounts at a month's end.

    ``booked`` is the whole book's balance in fen, None while nothing tells it.
    """

    month: Period
    booked: int | None
    lines: tuple[FundsLine, ...]

    @property
    def counted(self) -> int | None:
        """What was really there in all accounts, None while one has not been counted."""
        found = [line.statement.actual if line.statement else None for line in self.lines]
        return None if None in found or not found else sum(fen or 0 for fen in found)


def month_problems(month: FundsMonth) -> tuple[Finding, ...]:
    """Return what is wrong with a book's month end: of each account, then of all together."""
    found = [one for line in month.lines for one in funds_problems(line)]
    alone = all(line.booked is None for line in month.lines)
    counted, booked = month.counted, month.booked
    if alone and counted is not None and booked is not None and counted != booked:
        found.append(
            Finding(
                Level.VERIFY,
                "funds-differ",
                f"各账户实存合计 {grouped(counted)} 元，总账结余 {grouped(booked)} 元，"
                "两者不符。请与记账中心核对。",
                "actual",
            )
        )
    return tuple(found)


def funds_problems(line: FundsLine) -> tuple[Finding, ...]:
    """Return what is missing or doubtful about one account's month end."""
    name, found = line.account.name, []
    if line.booked is None:
        sentence = f"{name}{line.month.label}没有账，账面数额算不出来。请先导入这个账户的账。"
        found.append(Finding(Level.VERIFY, "no-book-balance", sentence, "actual"))
    if line.statement is None:
        sentence = f"{name}{line.month.label}末还没有填实存数额。"
        found.append(Finding(Level.VERIFY, "not-counted", sentence, "actual"))
    if line.difference and line.statement and not line.statement.reason:
        sentence = f"{name}实存与账面相差 {grouped(line.difference)} 元，请写明账实不符的原因。"
        found.append(Finding(Level.MUST, "difference-unexplained", sentence, "reason"))
    return tuple(found)
