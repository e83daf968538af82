"""What a contract asks for and what was paid: the schedule, arrears, and reminders of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from boardapp.core.money import grouped
from boardapp.core.registers.choices import AtEnd, Frequency
from boardapp.core.registers.contract import Contract, shifted, term_rent
from boardapp.core.registers.values import Due

REMIND_DAYS = (7, 30, 90)
"""How many days ahead a person is reminded, the nearest first."""


@dataclass(frozen=True)
class Payment:
    """Money received or paid for one due day of a contract, in fen.

    ``entry`` is its ledger line; ``source`` repeats that line in words, so that it can be told
    when the line is gone. Both are empty for a payment without a line in this program.
    """

    id: str
    contract: str
    due: date
    paid_on: date
    fen: int
    entry: str | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class DueState:
    """One due day: the amount asked for and the amount paid so far, in fen."""

    on: date
    fen: int
    paid: int

    @property
    def unpaid(self) -> int:
        """What is still to be paid, in fen."""
        return max(0, self.fen - self.paid)


@dataclass(frozen=True)
class Reminder:
    """Something about a contract that a person should act on.

    ``code`` is payment-overdue, payment-due, contract-ended or contract-ending; ``days`` from the
    day asked about, below zero when past; ``within`` the 7, 30 or 90 days it falls within, None
    when past; ``fen`` the open amount.
    """

    contract: str
    code: str
    on: date
    days: int
    within: int | None
    fen: int
    sentence: str


def schedule(contract: Contract) -> tuple[Due, ...]:
    """Return every payment that the contract asks for, by day; none when it does not tell.

    Recurring amounts add up to the annual rent in each year and to ``term_rent`` in all.
    Nothing falls due after an early end.
    """
    return tuple(
        due
        for due in _agreed(contract)
        if contract.terminated_on is None or due.on <= contract.terminated_on
    )


def due_states(contract: Contract, payments: Iterable[Payment]) -> tuple[DueState, ...]:
    """Return each due day with what was paid for it.

    Days up to ``settled_through`` are taken as paid. A payment for a day that the schedule no
    longer has counts for the first day after it, or for the last.
    """
    dues = _by_day(schedule(contract))
    paid = dict.fromkeys(dues, 0)
    for one in payments:
        if one.contract == contract.id and dues:
            day = next((day for day in dues if day >= one.due), max(dues))
            paid[day] += one.fen
    settled = contract.settled_through
    return tuple(
        DueState(day, fen, max(fen, paid[day]) if settled and day <= settled else paid[day])
        for day, fen in dues.items()
    )


def next_payment(contract: Contract, payments: Iterable[Payment], day: date) -> DueState | None:
    """Return the first payment from a day on that is still open, or None."""
    return next_open(due_states(contract, payments), day)


def arrears(contract: Contract, payments: Iterable[Payment], day: date) -> int:
    """Return in fen what fell due before a day and is still open."""
    return owed_before(due_states(contract, payments), day)


def next_open(states: Iterable[DueState], day: date) -> DueState | None:
    """Return the first of a contract's due days from a day on that is still open, or None."""
    return next((one for one in states if one.on >= day and one.unpaid), None)


def owed_before(states: Iterable[DueState], day: date) -> int:
    """Return in fen what is still open of the due days before a day."""
    return sum(one.unpaid for one in states if one.on < day)


def reminders(contract: Contract, payments: Sequence[Payment], day: date) -> tuple[Reminder, ...]:
    """Return what to act on by a day: payments and the end, 90, 30 and 7 days ahead and after."""
    word = "应收" if contract.receives else "应付"
    found = []
    for one in due_states(contract, payments):
        days = (one.on - day).days
        within = _within(days)
        if not one.unpaid or (days >= 0 and within is None):
            continue
        code = "payment-overdue" if days < 0 else "payment-due"
        when = f"已逾期 {-days} 天" if days < 0 else f"还有 {days} 天"
        sentence = (
            f"{contract.name}（{contract.party}）{one.on}{word} {grouped(one.unpaid)} 元，{when}。"
        )
        found.append(Reminder(contract.id, code, one.on, days, within, one.unpaid, sentence))
    return (*found, *_end_reminder(contract, day))


def _end_reminder(contract: Contract, day: date) -> tuple[Reminder, ...]:
    """Remind of the end until somebody has said what becomes of it."""
    last = contract.last_day
    if last is None or contract.at_end not in (None, AtEnd.OPEN):
        return ()
    days = (last - day).days
    within = _within(days)
    if days >= 0 and within is None:
        return ()
    code = "contract-ended" if days < 0 else "contract-ending"
    when = f"已到期 {-days} 天，请登记到期处理" if days < 0 else f"还有 {days} 天到期"
    sentence = f"{contract.name}（{contract.party}）{last}到期，{when}。"
    return (Reminder(contract.id, code, last, days, within, 0, sentence),)


def _within(days: int) -> int | None:
    return next((most for most in REMIND_DAYS if 0 <= days <= most), None)


def _by_day(dues: Iterable[Due]) -> dict[date, int]:
    found: dict[date, int] = {}
    for due in sorted(dues, key=lambda one: one.on):
        found[due.on] = found.get(due.on, 0) + due.fen
    return found


def _agreed(contract: Contract) -> tuple[Due, ...]:
    start, end, frequency = contract.start, contract.end, contract.frequency
    if contract.plan:
        return contract.plan
    if start is None or end is None or end < start or frequency is None:
        return ()
    first = contract.first_due or start
    if frequency is Frequency.ONCE:
        total = contract.total
        if total is None and contract.annual_rent is not None:
            total = term_rent(contract)
        return (Due(first, total),) if total is not None else ()
    if not frequency.months or contract.annual_rent is None:
        return ()
    return _recurring(contract, start, end, frequency.months)


def _recurring(contract: Contract, start: date, end: date, step: int) -> tuple[Due, ...]:
    """Return payments every ``step`` months; the last takes what is left of the whole term."""
    first, rent = contract.first_due or start, contract.annual_rent or 0
    whole = term_rent(contract)
    found: list[Due] = []
    so_far = 0
    while True:
        months = len(found) * step
        begin = shifted(start, months)
        if begin > end or (begin == end and months and months % 12 == 0):
            return tuple(found)
        ended = shifted(start, months + step).toordinal() - 1 >= end.toordinal()
        upto = whole if ended else (2 * rent * (months + step) + 12) // 24
        found.append(Due(shifted(first, months), upto - so_far))
        so_far = upto
