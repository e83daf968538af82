"""Obligations seen from elsewhere: by a day, over a year, and what has quietly vanished."""

from collections.abc import Iterator
from datetime import date, timedelta

from boardapp.core.catalogue import Item
from boardapp.core.life.state import State
from boardapp.core.obligations.held import Held
from boardapp.core.obligations.owing import about, owed
from boardapp.core.obligations.records import (
    Obligation,
    Situation,
    Vanished,
    YearRow,
)
from boardapp.core.period import Cycle, Period
from boardapp.core.village import Body

RECENT_DAYS = 400
"""How far back ``due_by`` looks: a year, and what was still due after its end."""


def due_by(situation: Situation, day: date) -> tuple[Obligation, ...]:
    """Return what must be public by a day, from about the last year, the earliest due first.

    What was published or does not apply is among it; ``pending`` tells what is still to do. What
    fell due before the village started with the program is not.
    """
    first = max(day - timedelta(days=RECENT_DAYS), situation.started or date.min)
    held = Held(situation)
    found = {
        (one.item.code, one.body.id, one.about): one
        for year in range(first.year - 1, day.year + 1)
        for one in owed(held, Period(year, 1, Cycle.YEAR))
        if one.due and first <= one.due <= day
    }
    return tuple(sorted(found.values(), key=lambda one: one.due or date.max))


def vanished(situation: Situation, period: Period) -> tuple[Vanished, ...]:
    """Return what was posted about the period before and is quietly missing about this one."""
    found = Held(situation)
    gone = []
    for one in owed(found, period):
        if one.period is None or one.state is not State.OVERDUE or one.begun:
            continue
        before = one.period.previous()
        if found.published(one.item.code, one.body.id, before):
            gone.append(Vanished(one.item.code, one.item.title, one.body.id, before, one))
    return (*gone, *_dropped(situation, period))


def year_view(situation: Situation, year: int) -> tuple[YearRow, ...]:
    """Return a year as items by months; a period stands in its last month, a plan in January.

    Periods that have not begun are left empty.
    """
    rows: dict[tuple[str, str], list[list[Obligation]]] = {}
    heads: dict[tuple[str, str], tuple[Item, Body]] = {}
    for one in about(situation, Period(year, 1, Cycle.YEAR)):
        key = (one.item.code, one.body.id)
        heads.setdefault(key, (one.item, one.body))
        months = rows.setdefault(key, [[] for _ in range(12)])
        if one.period is None or one.period.first_day <= situation.today:
            months[_month(one)].append(one)
    return tuple(
        YearRow(*heads[key], tuple(tuple(month) for month in months))
        for key, months in rows.items()
    )


def _dropped(situation: Situation, period: Period) -> Iterator[Vanished]:
    """Return items posted about the period before that no catalogue names any more."""
    known = {item.code for item in situation.items} | set(situation.off)
    before = period.previous()
    for one in dict.fromkeys((p.item, p.body, p.about) for p in situation.posted if p.published_on):
        item, body, code = one
        if code == before.code and item not in known:
            yield Vanished(item, item, body, before)


def _month(one: Obligation) -> int:
    if one.period is None or one.item.ahead:
        return (one.event.happened_on.month if one.event else 1) - 1
    return one.period.last_day.month - 1
