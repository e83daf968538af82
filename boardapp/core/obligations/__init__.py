"""What a village owes its board: each item, body and period or event, by when, and where it is.

Everything comes in as one ``Situation``; nothing here reads a clock or a database.
"""

from boardapp.core.life.state import State
from boardapp.core.obligations.owing import about, publishers
from boardapp.core.obligations.records import (
    Event,
    Obligation,
    Posted,
    Situation,
    Vanished,
    Waiver,
    YearRow,
)
from boardapp.core.obligations.views import due_by, vanished, year_view

__all__ = [
    "Event",
    "Obligation",
    "Posted",
    "Situation",
    "State",
    "Vanished",
    "Waiver",
    "YearRow",
    "about",
    "due_by",
    "publishers",
    "vanished",
    "year_view",
]
