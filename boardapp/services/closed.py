"""Whether a year of a book is closed, for everything that would write in it."""

from collections.abc import Iterable

from sqlite_utils import Database

from boardapp.core.archive.closing import Closed, refusal
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.period import Period
from boardapp.store import closing as store
from boardapp.store import villages


def closed(db: Database, book: str, period: Period) -> Closed | None:
    """Return how the year of a period was closed in a book, or None while it is open."""
    return store.one(db, book, period.year)


def refuse_closed(db: Database, book: str, *periods: Period) -> None:
    """Raise UserError when a change would touch a closed year of a book; nothing is written."""
    for year in sorted({period.year for period in periods}):
        one = store.one(db, book, year)
        if one:
            raise UserError(refusal(_name(db, book), one))


def closed_findings(db: Database, book: str, periods: Iterable[Period]) -> tuple[Finding, ...]:
    """Return a finding for each closed year that something would be written in."""
    found = []
    for year in sorted({period.year for period in periods}):
        one = store.one(db, book, year)
        if one:
            sentence = refusal(_name(db, book), one)
            found.append(Finding(Level.MUST, "year-closed", sentence, "收支登记"))
    return tuple(found)


def _name(db: Database, book: str) -> str:
    """Return the book's name, where there are several."""
    held = villages.books(db)
    return next((f"“{one.name}”" for one in held if one.id == book and len(held) > 1), "")
