"""群众意见: what villagers say of what is public, by when to answer it, and what was said."""

from boardapp.core.feedback.records import Act, ActKind, Channel, Kind, Opinion, Way
from boardapp.core.feedback.state import (
    FeedbackState,
    answered_on,
    days_left,
    is_late,
    may_post,
    state_of,
)

__all__ = [
    "Act",
    "ActKind",
    "Channel",
    "FeedbackState",
    "Kind",
    "Opinion",
    "Way",
    "answered_on",
    "days_left",
    "is_late",
    "may_post",
    "state_of",
]
