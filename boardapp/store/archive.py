"""The postings of a year as the archive lists them, without reading what stands on each."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True)
class Listed:
    """One posting of a year; ``about`` is a period's code or an event's id, days are ISO."""

    id: str
    item: str
    body: str
    about: str
    label: str
    title: str
    revision: int
    number: str
    serial: int
    published_on: str
    submission: str
    replaced_by: str


def of_year(db: Database, year: int) -> Iterator[Listed]:
    """Yield the postings that bear a number of a year, in the order of bodies and numbers."""
    rows = db.execute(
        "select p.id, p.item, p.body, p.period, json_extract(p.content, '$.period_label'),"
        " json_extract(p.content, '$.title'), p.revision, p.number, p.serial, p.published_on,"
        " coalesce(p.submission, ''), coalesce(n.number, '')"
        " from posting p join body b on b.id = p.body left join posting n on n.replaces = p.id"
        " where p.year = ? order by b.rowid, p.serial",
        [year],
    )
    for row in rows:
        yield Listed(*row)


def years(db: Database) -> tuple[int, ...]:
    """Return the years that numbers bear, the newest first."""
    rows = db.execute("select distinct year from posting order by year desc")
    return tuple(row[0] for row in rows)
