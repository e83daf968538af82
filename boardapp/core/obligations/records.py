"""The records of what a village owes its board, and what they follow from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from boardapp.core.catalogue import Item
from boardapp.core.life.state import State
from boardapp.core.period import Cycle, Period
from boardapp.core.rules import Rule
from boardapp.core.village import Body, Book


@dataclass(frozen=True)
class Event:
    """What makes a 随时 item due: a tender, a grant, a stage of a project.

    ``body`` is empty while every body that the item names must post it.
    """

    id: str
    item: str
    happened_on: date
    title: str
    stage: str = ""
    body: str = ""


@dataclass(frozen=True)
class Posted:
    """What exists of an item about a period's code or an event's id: a draft or a posting.

    ``state`` is where it stands now; of several revisions the last is the one that counts.
    """

    item: str
    body: str
    about: str
    published_on: date | None = None
    state: State | None = None

    @property
    def stands(self) -> State:
        """Where it stands: a posting is published, anything else a draft until somebody says."""
        return self.state or (State.PUBLISHED if self.published_on else State.DRAFT)


@dataclass(frozen=True)
class Waiver:
    """Somebody's word that an item does not apply, with the reason.

    An empty ``body`` means every body, an empty ``about`` every period.
    """

    item: str
    reason: str
    body: str = ""
    about: str = ""

    def covers(self, item: str, body: str, about: str) -> bool:
        """Whether it speaks of one obligation."""
        return self.item == item and self.body in ("", body) and self.about in ("", about)


@dataclass(frozen=True)
class Situation:
    """All that obligations follow from.

    ``rules`` are the village's own (``rules_of``). ``finance_cycle`` is how often it wants to
    post income and spending, ``busy`` that its money moves much, ``started`` the day it began to
    use the program: nothing from before is called overdue. ``off`` are the items that the
    catalogue switched off, with reasons.
    """

    items: tuple[Item, ...]
    rules: tuple[Rule, ...]
    bodies: tuple[Body, ...]
    books: tuple[Book, ...]
    today: date
    events: tuple[Event, ...] = ()
    posted: tuple[Posted, ...] = ()
    waived: tuple[Waiver, ...] = ()
    finance_cycle: Cycle | None = None
    busy: bool = False
    started: date | None = None
    off: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Obligation:
    """One item that one body owes about one period or event.

    ``due_source`` and ``days_source`` are the rules to cite; a suggestion is never law. ``days``
    is how long it must hang. ``since`` is the day from which it has been in its state.
    ``reached`` is how far the work has come: what is overdue may be a draft or in review.
    """

    item: Item
    body: Body
    period: Period | None
    event: Event | None
    due: date | None
    due_source: Rule | None
    days: int | None
    days_source: Rule | None
    state: State
    reason: str = ""
    since: date | None = None
    begun: bool = False
    published_on: date | None = None
    reached: State = State.NOT_BEGUN

    @property
    def about(self) -> str:
        """The period's code or the event's id."""
        return self.period.code if self.period else self.event.id if self.event else ""

    @property
    def label(self) -> str:
        """What it is about, as people say it."""
        if self.period:
            return self.period.label
        return self.event.title if self.event else ""

    @property
    def pending(self) -> bool:
        """Whether somebody still has to do something."""
        settled = self.state.public or self.state is State.NOT_APPLICABLE
        return not settled or self.state is State.REPOST

    @property
    def late(self) -> bool:
        """Whether it was published after its last day."""
        return bool(self.published_on and self.due and self.published_on > self.due)

    @property
    def lawful(self) -> bool:
        """Whether the last day is one that may be cited as law or as the place's own rule."""
        return self.due_source is not None and self.due_source.binding


@dataclass(frozen=True)
class Vanished:
    """An item that was posted about the period before and is missing now.

    Without an ``obligation`` it is in the catalogue no more, and nobody said why.
    """

    item: str
    title: str
    body: str
    previous: Period
    obligation: Obligation | None = None


@dataclass(frozen=True)
class YearRow:
    """One item of one body over a year: for each of twelve months what is owed about it."""

    item: Item
    body: Body
    months: tuple[tuple[Obligation, ...], ...]

    @property
    def states(self) -> tuple[State | None, ...]:
        """The state of each month, the most pressing where there are several."""
        return tuple(pressing(one.state for one in month) for month in self.months)


_PRESSING = (
    State.OVERDUE,
    State.REPOST,
    State.RETURNED,
    State.SUBMITTED,
    State.REVIEWED,
    State.DRAFT,
    State.NOT_BEGUN,
    State.PUBLISHED,
    State.ON_BOARD,
    State.DAYS_DONE,
    State.REPLACED,
    State.ARCHIVED,
    State.NOT_APPLICABLE,
)


def pressing(states: Iterable[State]) -> State | None:
    """Return the state that most needs somebody, or None without any."""
    return min(states, key=_PRESSING.index, default=None)
