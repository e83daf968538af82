"""Where an opinion stands, computed from what was done, what was published, and today."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from boardapp.core.feedback.records import Act, ActKind, Kind, Opinion, Way


class FeedbackState(StrEnum):
    """Where an opinion stands; it is computed and never stored."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    PASSED_ON = "passed-on"
    ANSWERED = "answered"
    PUBLISHED = "published"
    CLOSED = "closed"
    VOID = "void"

    @property
    def word(self) -> str:
        """The state as people say it."""
        return {
            "waiting": "待答复",
            "overdue": "已逾期",
            "passed-on": "已转交",
            "answered": "已答复",
            "published": "已公开答复",
            "closed": "已结案",
            "void": "已作废",
        }[self.value]

    @property
    def open(self) -> bool:
        """Whether somebody must still answer."""
        return self in (FeedbackState.WAITING, FeedbackState.OVERDUE)


def answered_on(acts: Iterable[Act], published: Mapping[str, date]) -> date | None:
    """Return the day of the first answer, or None.

    An answer that is to be given on the board is given when it is published: ``published`` holds
    the days by the ids of answers.
    """
    days = []
    for one in acts:
        if one.kind is ActKind.ANSWER:
            day = published.get(one.id) if one.way is Way.BOARD else one.on
            days += [day] if day else []
    return min(days, default=None)


def state_of(
    opinion: Opinion, acts: Sequence[Act], published: Mapping[str, date], today: date
) -> FeedbackState:
    """Return where an opinion stands; the order in which acts were entered changes nothing.

    What was passed on to the township waits for no answer of the village.
    """
    kinds = {one.kind for one in acts}
    if opinion.void_on:
        return FeedbackState.VOID
    if any(one.id in published for one in acts):
        return FeedbackState.PUBLISHED
    if answered_on(acts, published):
        return FeedbackState.ANSWERED
    if ActKind.CLOSED in kinds:
        return FeedbackState.CLOSED
    if ActKind.PASSED_ON in kinds:
        return FeedbackState.PASSED_ON
    over = opinion.due_on is not None and today > opinion.due_on
    return FeedbackState.OVERDUE if over else FeedbackState.WAITING


def days_left(opinion: Opinion, today: date) -> int | None:
    """Return how many days there are to answer, below zero when they are over; None without."""
    return (opinion.due_on - today).days if opinion.due_on else None


def is_late(opinion: Opinion, acts: Iterable[Act], published: Mapping[str, date]) -> bool:
    """Whether it was answered after its last day."""
    day = answered_on(acts, published)
    return bool(day and opinion.due_on and day > opinion.due_on)


def may_post(opinion: Opinion, act: Act) -> bool:
    """Whether an act can go on the board: the answer to anything but a 举报 or a void line."""
    if opinion.void_on or opinion.kind is Kind.REPORT:
        return False
    return act.kind is ActKind.ANSWER
