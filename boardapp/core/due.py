"""When an item must be public, for how many days and after which steps, each with its rule."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from boardapp.core.catalogue import Item
from boardapp.core.disclosure import Step
from boardapp.core.period import Cycle, Period
from boardapp.core.rules import DUE_KEYS, KEYS, Kind, Rule, Value, governing, strictest

_ALWAYS = date.min


@dataclass(frozen=True)
class Due:
    """The last day on which something must be public, and the rule that says so."""

    day: date | None
    rule: Rule | None


def arises(item: Item, period: Period) -> date:
    """Return the day from which an item about a period can be posted: the day after its end.

    A plan can be posted from the first day of its year. The rules of this day govern.
    """
    return period.first_day if item.ahead else period.last_day + timedelta(days=1)


def cycle_on(
    item: Item,
    rules: Sequence[Rule],
    day: date,
    choice: Cycle | None = None,
    *,
    busy: bool = False,
) -> Cycle | None:
    """Return how often an item is due on a day: as rarely as it may be, no rarer than the rules.

    ``choice`` is the village's own for income and spending, ``busy`` that its money moves much
    (财务往来较多). None means that it is due when an event happens.
    """
    if item.cycle is None:
        return None
    cycles = [item.cycle]
    keys = [item.cycle_rule] if item.cycle_rule else []
    if item.cycle_rule == "finance_cycle":
        cycles = [max(item.cycle, choice or item.cycle, key=_months)]
        keys += ["busy_finance_cycle"] if busy else []
    for key in keys:
        rule = governing(rules, key, day, item.item_class)
        cycles += [Cycle(str(rule.value))] if rule else []
    return min(cycles, key=_months)


def due_of_period(item: Item, period: Period, rules: Sequence[Rule]) -> Due:
    """Return by when an item about a period must be public.

    Where no law gives a day for a period of this length, one for a longer period that ends on the
    same day counts: what is due for the half-year in July covers its last quarter too.
    """
    start = arises(item, period)
    key = item.due_rule or ("plan_due" if item.ahead else DUE_KEYS[period.cycle])
    rule = _rule(item, key, start, rules, _own(item, key))
    if rule is None or not rule.binding:
        rule = _longer(item, period, rules) or rule
    return Due(_day(rule, period, ahead=item.ahead) if rule else None, rule)


def due_of_event(item: Item, happened_on: date, rules: Sequence[Rule]) -> Due:
    """Return by when an item must be public after an event; the day of the event counts not."""
    key = item.due_rule or "event_days"
    rule = _rule(item, key, happened_on, rules, _own(item, key))
    return Due(happened_on + timedelta(days=rule.number) if rule else None, rule)


def days_on_board(item: Item, day: date, rules: Sequence[Rule]) -> Rule | None:
    """Return the rule for how long an item posted on a day must hang, or None without one."""
    general = governing(rules, "min_days_on_board", day, item.item_class)
    special = governing(rules, item.days_rule, day, item.item_class) if item.days_rule else None
    own = _made(item, "min_days_on_board", item.min_days)
    found = [rule for rule in (general, special, own) if rule]
    best = min((rule.grade for rule in found), default=0)
    return max((r for r in found if r.grade == best), key=lambda rule: rule.number, default=None)


def steps_of(item: Item, day: date, rules: Sequence[Rule]) -> tuple[Step, ...]:
    """Return the steps before an item is posted: the rules' and its own, in their order."""
    rule = governing(rules, "procedure", day, item.item_class)
    wanted = {*item.steps, *(Step(one) for one in (rule.words if rule else ()))}
    return tuple(step for step in Step if step in wanted)


def period_of(cycle: Cycle, day: date) -> Period:
    """Return the period of a cycle that a day lies in."""
    return Period(day.year, (day.month - 1) // cycle.months + 1, cycle)


def _months(cycle: Cycle) -> int:
    return cycle.months


def _rule(item: Item, key: str, day: date, rules: Sequence[Rule], own: Rule | None) -> Rule | None:
    """Return the stricter of what the rules and the item itself say."""
    found = governing(rules, key, day, item.item_class)
    return strictest(rule for rule in (found, own) if rule)


def _own(item: Item, key: str) -> Rule | None:
    """Return the item's own number as a rule, when it has one of the kind that the key holds."""
    kind = KEYS[key].kind
    if kind is Kind.DAY:
        return _made(item, key, item.due_day)
    return _made(item, key, item.due_on or None if kind is Kind.MONTH_DAY else item.due_days)


def _made(item: Item, key: str, value: Value | None) -> Rule | None:
    if value is None:
        return None
    source = f"{item.catalogue}“{item.title}”"
    start, note = item.since or _ALWAYS, item.note
    return Rule(
        key, value, start, item.until, source, item.catalogue, item.confirmed, note=note,
        prefix="own",
    )  # fmt: skip


def _longer(item: Item, period: Period, rules: Sequence[Rule]) -> Rule | None:
    """Return a binding rule for a longer period that ends with this one."""
    if item.ahead or item.due_rule:
        return None
    for cycle in (Cycle.QUARTER, Cycle.HALF):
        around = period_of(cycle, period.last_day)
        if cycle.months > period.cycle.months and around.last_day == period.last_day:
            found = governing(rules, DUE_KEYS[cycle], arises(item, period), item.item_class)
            if found and found.binding:
                return found
    return None


def _day(rule: Rule, period: Period, *, ahead: bool) -> date:
    if KEYS[rule.key].kind is Kind.MONTH_DAY:
        month, day = map(int, str(rule.value).split("-"))
        return _clamped(period.year if ahead else period.year + 1, month, day)
    after = period.last_day + timedelta(days=1)
    return _clamped(after.year, after.month, rule.number)


def _clamped(year: int, month: int, day: int) -> date:
    """Return a day of a month; one past its end is the last."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
