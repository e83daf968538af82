"""Closed years: which book's year was closed when, by whom and with what balances."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlite_utils import Database

from boardapp.core.archive.closing import Balance, Closed
from boardapp.core.finding import Finding, Level

_COLUMNS = "book, year, closed_at, closed_by, reason, balances, findings"


def add(db: Database, one: Closed) -> None:
    """Keep that a year was closed; from then on the database guards its book."""
    db.table("year_closed").insert(
        {
            "book": one.book,
            "year": one.year,
            "closed_at": one.at,
            "closed_by": one.by,
            "reason": one.reason,
            "balances": json.dumps([asdict(b) for b in one.balances], ensure_ascii=False),
            "findings": json.dumps([asdict(f) for f in one.findings], ensure_ascii=False),
        }
    )


def one(db: Database, book: str, year: int) -> Closed | None:
    """Return how a year of a book was closed, or None while it is open."""
    found = _select(db, "book = ? and year = ?", [book, year])
    return found[0] if found else None


def of_book(db: Database, book: str) -> tuple[Closed, ...]:
    """Return the closed years of a book, the oldest first."""
    return _select(db, "book = ? order by year", [book])


def _select(db: Database, where: str, values: Sequence[Any]) -> tuple[Closed, ...]:
    rows = db.execute(f"select {_COLUMNS} from year_closed where {where}", values)
    return tuple(_closed(row) for row in rows)


def _closed(row: Sequence[Any]) -> Closed:
    values = list(row)
    values[5] = tuple(Balance(**one) for one in json.loads(values[5]))
    values[6] = tuple(
        Finding(**{**one, "level": Level(one["level"])}) for one in json.loads(values[6])
    )
    return Closed(*values)
