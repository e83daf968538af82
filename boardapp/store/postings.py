"""Published postings: frozen content, frozen PDF, and the numbers they bear."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlite_utils import Database

from boardapp.core.posting import Posting

_COLUMNS = (
    "id, item, body, period, revision, number, digest, content, notice_digest, published_on, "
    "published_by, published_at, coalesce(submission, ''), coalesce(replaces, '')"
)


def next_serial(db: Database, body: str, year: int) -> int:
    """Return the next number of a body in a year; numbers, void ones too, are never used again."""
    row = db.execute(
        "select coalesce(max(serial), 0) + 1 from (select body, year, serial from posting"
        " union all select body, year, serial from number_void) where body = ? and year = ?",
        [body, year],
    ).fetchone()
    return int(row[0])


def add(db: Database, one: Posting, year: int, serial: int, notice: bytes) -> None:
    """Keep a posting with its number and the PDF that was frozen with it."""
    db.table("posting").insert(
        {
            **vars(one),
            "content": one.content.decode(),
            "published_on": one.published_on.isoformat(),
            "submission": one.submission or None,
            "replaces": one.replaces or None,
            "year": year,
            "serial": serial,
            "notice": notice,
        }
    )


def latest(db: Database, item: str, body: str, period: str) -> Posting | None:
    """Return the newest revision posted of an item about a period, or None."""
    found = _select(
        db,
        "item = ? and body = ? and period = ? order by revision desc limit 1",
        [item, body, period],
    )
    return found[0] if found else None


def by_id(db: Database, id_: str) -> Posting | None:
    """Return a posting by its id, or None."""
    found = _select(db, "id = ?", [id_])
    return found[0] if found else None


def numbered(db: Database, number: str) -> tuple[Posting, ...]:
    """Return the postings whose number is, or ends with, some text."""
    exact = _select(db, "number = ?", [number])
    return exact or _select(db, "substr(number, -length(?)) = ?", [number, number])


def revisions(db: Database, item: str, body: str, period: str) -> tuple[Posting, ...]:
    """Return every revision of an item about a period, the first one first."""
    return _select(
        db, "item = ? and body = ? and period = ? order by revision", [item, body, period]
    )


def replacing(db: Database, id_: str) -> Posting | None:
    """Return the posting that corrects another one, or None."""
    found = _select(db, "replaces = ?", [id_])
    return found[0] if found else None


def bodies_of(db: Database, item: str, period: str) -> tuple[str, ...]:
    """Return the bodies that posted or submitted an item about a period."""
    rows = db.execute(
        "select body from posting where item = ? and period = ?"
        " union select body from submission where item = ? and about = ?",
        [item, period, item, period],
    )
    return tuple(row[0] for row in rows)


def all_of(db: Database) -> tuple[Posting, ...]:
    """Return every posting, the newest first."""
    return _select(db, "true order by published_on desc, rowid desc", [])


def figures_told(db: Database, without: Sequence[str]) -> tuple[int, ...]:
    """Return every amount in fen that the key figures of postings tell, some items left out."""
    marks = ",".join("?" * len(without))
    rows = db.execute(
        "select distinct json_extract(f.value, '$.value') from posting p,"
        " json_each(p.content, '$.blocks') b, json_each(b.value, '$.figures') f"
        f" where p.item not in ({marks}) and json_type(f.value, '$.value') = 'integer'",
        list(without),
    )
    return tuple(row[0] for row in rows)


def places(db: Database) -> Iterator[tuple[str, str, str, str, date, bool]]:
    """Return id, item, body, period, day and whether it was corrected, of all, oldest first."""
    rows = db.execute(
        "select p.id, p.item, p.body, p.period, p.published_on, n.id is not null from posting p"
        " left join posting n on n.replaces = p.id order by p.published_on, p.rowid"
    )
    for id_, item, body, period, day, replaced in rows:
        yield id_, item, body, period, date.fromisoformat(day), bool(replaced)


def notice(db: Database, id_: str) -> bytes:
    """Return the frozen PDF of a posting."""
    row = db.execute("select notice from posting where id = ?", [id_]).fetchone()
    return bytes(row[0])


def _select(db: Database, where: str, values: list[Any]) -> tuple[Posting, ...]:
    rows = db.execute(f"select {_COLUMNS} from posting where {where}", values)
    return tuple(_posting(row) for row in rows)


def _posting(row: Sequence[Any]) -> Posting:
    values = list(row)
    values[7] = values[7].encode()
    values[9] = date.fromisoformat(values[9])
    return Posting(*values)
