"""Where a posting stands: computed from its steps, its displays and today, and never stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from boardapp.core.disclosure import Step
from boardapp.core.life.records import Display, Outcome, StepTaken, Submission


class State(StrEnum):
    """Every place between what is not begun and what lies in the archive."""

    NOT_BEGUN = "not-begun"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    ON_BOARD = "on-board"
    REPOST = "repost"
    DAYS_DONE = "days-done"
    REPLACED = "replaced"
    ARCHIVED = "archived"
    OVERDUE = "overdue"
    NOT_APPLICABLE = "not-applicable"

    @property
    def word(self) -> str:
        """The state as people say it."""
        return _WORDS[self]

    @property
    def public(self) -> bool:
        """Whether it has been published, whatever became of it since."""
        return self in _PUBLIC


_WORDS = {
    State.NOT_BEGUN: "未开始",
    State.DRAFT: "草稿",
    State.SUBMITTED: "待审",
    State.RETURNED: "退回",
    State.REVIEWED: "已审",
    State.PUBLISHED: "已公布",
    State.ON_BOARD: "张贴中",
    State.REPOST: "待重新公布",
    State.DAYS_DONE: "期满",
    State.REPLACED: "已被更正",
    State.ARCHIVED: "已归档",
    State.OVERDUE: "已过期限",
    State.NOT_APPLICABLE: "不适用",
}
_PUBLIC = frozenset(
    {
        State.PUBLISHED,
        State.ON_BOARD,
        State.REPOST,
        State.DAYS_DONE,
        State.REPLACED,
        State.ARCHIVED,
    }
)


@dataclass(frozen=True)
class Place:
    """Where a posting must hang: any one of some boards, by their ids; without any, anywhere."""

    name: str = ""
    boards: frozenset[str] = frozenset()

    def holds(self, one: Display) -> bool:
        """Whether a display hangs, or hung, there."""
        return not self.boards or one.board in self.boards


@dataclass(frozen=True)
class Hanging:
    """What a posting did on its boards, oldest first, and how many whole days it must hang.

    It must hang that long in one go in each of ``places``.
    """

    displays: tuple[Display, ...]
    least: int
    places: tuple[Place, ...] = (Place(),)


def days_hung(one: Display, today: date) -> int:
    """Return for how many days a display hung, or hangs; the day it went up is not counted.

    That is how a term in days is counted (民法典第二百零一条: 自开始的次日起计算).
    """
    return max(((one.down_on or today) - one.up_on).days, 0)


def due_down(one: Display, least: int) -> date:
    """Return the first day on which a display may come down."""
    return one.up_on + timedelta(days=least)


def places_short(hanging: Hanging) -> tuple[Place, ...]:
    """Return the places where it must hang and never went up."""
    return tuple(place for place in hanging.places if not any(map(place.holds, hanging.displays)))


def taken_early(hanging: Hanging, today: date) -> tuple[Display, ...]:
    """Return what came down too early and was not put up again in its place: 应当重新公布."""
    found = []
    for place in hanging.places:
        there = [one for one in hanging.displays if place.holds(one)]
        if there and all(one.down_on for one in there) and not _done(hanging, place, today):
            found.append(there[-1])
    return tuple(found)


def days_left(hanging: Hanging, today: date) -> int:
    """Return for how many days what hangs must stay, of several boards the longest."""
    up = (one for one in hanging.displays if one.down_on is None)
    return max((max((due_down(d, hanging.least) - today).days, 0) for d in up), default=0)


def missing_steps(
    required: Iterable[Step], taken: Iterable[StepTaken], digest: str
) -> tuple[Step, ...]:
    """Return the steps that nobody approved yet on exactly this digest, in their order."""
    approved = {
        one.kind for one in taken if one.outcome is Outcome.APPROVED and one.digest == digest
    }
    wanted = set(required)
    return tuple(step for step in Step if step in wanted and step not in approved)


def submission_state(
    submission: Submission | None, taken: Sequence[StepTaken], required: Iterable[Step]
) -> State:
    """Return where something stands that is not published yet."""
    if submission is None or submission.withdrawn_on:
        return State.DRAFT
    if any(one.outcome is Outcome.RETURNED for one in taken):
        return State.RETURNED
    return State.SUBMITTED if missing_steps(required, taken, submission.digest) else State.REVIEWED


def posting_state(
    hanging: Hanging, today: date, *, replaced: bool = False, archived: bool = False
) -> State:
    """Return where something stands that was published.

    One place where it came down too early makes the whole wait for 重新公布; it is 期满 only
    when it has hung long enough in every place where it must hang.
    """
    if archived:
        return State.ARCHIVED
    if replaced:
        return State.REPLACED
    if not hanging.displays:
        return State.PUBLISHED
    if taken_early(hanging, today):
        return State.REPOST
    done = all(_done(hanging, place, today) for place in hanging.places)
    return State.DAYS_DONE if done else State.ON_BOARD


def _done(hanging: Hanging, place: Place, today: date) -> bool:
    """Whether it has hung in a place for long enough in one go."""
    return any(
        place.holds(one) and days_hung(one, today) >= hanging.least for one in hanging.displays
    )
