"""What is owed about a period: which items, by which bodies, by when, and where each stands."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from boardapp.core.catalogue import Item
from boardapp.core.due import (
    Due,
    arises,
    cycle_on,
    days_on_board,
    due_of_event,
    due_of_period,
    period_of,
)
from boardapp.core.life.state import State
from boardapp.core.obligations.held import Held
from boardapp.core.obligations.records import (
    Event,
    Obligation,
    Situation,
    Waiver,
)
from boardapp.core.period import Cycle, Period
from boardapp.core.village import Body, BodyKind, Book


def about(situation: Situation, period: Period) -> tuple[Obligation, ...]:
    """Return what is owed about a period, in the order of the catalogue.

    That is every period within it and every longer one that ends with it: in the last month of a
    quarter also the quarter's items. Plans come with the first month of their year.
    """
    return owed(Held(situation), period)


def owed(found: Held, period: Period) -> tuple[Obligation, ...]:
    """Return what ``about`` returns, for callers that ask of several periods."""
    return tuple(
        one
        for item in found.situation.items
        for one in (*_periodic(found, item, period), *_occasional(found, item, period))
    )


def publishers(item: Item, bodies: Iterable[Body], books: Iterable[Book]) -> tuple[Body, ...]:
    """Return the bodies that must post an item.

    With ``books`` that is, for each book, the first kind that keeps it. Where a village has no
    农村集体经济组织 the 村民委员会 acts for it (农村集体经济组织法 art. 64).
    """
    held = tuple(bodies)
    if item.books:
        keepers = [_keeper(item, held, book.bodies) for book in books]
        return tuple(dict.fromkeys(body for body in keepers if body)) or held[:1]
    kinds = set(item.bodies)
    if BodyKind.COLLECTIVE in kinds and all(b.kind is not BodyKind.COLLECTIVE for b in held):
        kinds.add(BodyKind.COMMITTEE)
    return tuple(body for body in held if body.kind in kinds)


def _periodic(found: Held, item: Item, period: Period) -> Iterator[Obligation]:
    """Return what a regular item owes about the periods that belong to one."""
    if item.cycle is None:
        return
    situation = found.situation
    bodies = publishers(item, situation.bodies, situation.books)
    for one in _belonging(item, period):
        start = arises(item, one)
        edge = one.first_day if item.ahead else one.last_day
        wanted = cycle_on(
            item, situation.rules, start, situation.finance_cycle, busy=situation.busy
        )
        if wanted is not one.cycle or not item.valid(edge):
            continue
        due = due_of_period(item, one, situation.rules)
        for body in bodies:
            reached, day = found.about(item.code, body.id, one.code)
            if day is None and (day := found.published(item.code, body.id, one)):
                reached = State.PUBLISHED
            blank = _blank(item, body, due, one, None)
            yield _settled(situation, blank, start, reached, day)


def _occasional(found: Held, item: Item, period: Period) -> Iterator[Obligation]:
    """Return what an item owes about the events of a period."""
    situation = found.situation
    for event in situation.events:
        if event.item != item.code or not period.holds(event.happened_on):
            continue
        due = due_of_event(item, event.happened_on, situation.rules)
        for body in publishers(item, situation.bodies, situation.books):
            if event.body in ("", body.id):
                reached, day = found.about(item.code, body.id, event.id)
                blank = _blank(item, body, due, None, event)
                yield _settled(situation, blank, event.happened_on, reached, day)


def _blank(
    item: Item, body: Body, due: Due, period: Period | None, event: Event | None
) -> Obligation:
    return Obligation(item, body, period, event, due.day, due.rule, None, None, State.NOT_BEGUN)


def _settled(
    situation: Situation, one: Obligation, start: date, reached: State, published: date | None
) -> Obligation:
    """Return an obligation with its state, since when, and how long it must hang."""
    state, reason, since = reached, "", start
    waiver = None if one.item.zero else _waiver(situation, one)
    if published:
        since = published
    elif waiver:
        state, reason = State.NOT_APPLICABLE, waiver.reason
    elif one.due and one.due < situation.today:
        state, since = State.OVERDUE, one.due + timedelta(days=1)
    rule = days_on_board(one.item, published or max(start, situation.today), situation.rules)
    return replace(
        one,
        days=rule.number if rule else None,
        days_source=rule,
        state=state,
        reason=reason,
        since=since,
        begun=reached is not State.NOT_BEGUN,
        published_on=published,
        reached=reached,
    )


def _waiver(situation: Situation, one: Obligation) -> Waiver | None:
    fitting = (w for w in situation.waived if w.covers(one.item.code, one.body.id, one.about))
    return next(fitting, None)


def _belonging(item: Item, period: Period) -> Iterator[Period]:
    """Return the periods within one, and those around it that end (plans: begin) with it."""
    for cycle in Cycle:
        one = period_of(cycle, period.first_day)
        while one.first_day <= period.last_day:
            same = (
                one.first_day == period.first_day if item.ahead else one.last_day == period.last_day
            )
            if same or period.covers(one):
                yield one
            one = one.next()


def _keeper(item: Item, bodies: tuple[Body, ...], ids: tuple[str, ...]) -> Body | None:
    keeping = [body for body in bodies if body.id in ids and body.kind in item.bodies]
    return min(keeping, key=lambda body: item.bodies.index(body.kind), default=None)
