"""The life of a posting: submitted, reviewed, published, put up, taken down, corrected, filed."""

from boardapp.core.life.records import (
    Board,
    Display,
    Filed,
    Meeting,
    Outcome,
    StepTaken,
    Submission,
    Void,
)
from boardapp.core.life.state import (
    Hanging,
    Place,
    State,
    days_hung,
    days_left,
    due_down,
    missing_steps,
    places_short,
    posting_state,
    submission_state,
    taken_early,
)

__all__ = [
    "Board",
    "Display",
    "Filed",
    "Hanging",
    "Meeting",
    "Outcome",
    "Place",
    "State",
    "StepTaken",
    "Submission",
    "Void",
    "days_hung",
    "days_left",
    "due_down",
    "missing_steps",
    "places_short",
    "posting_state",
    "submission_state",
    "taken_early",
]
