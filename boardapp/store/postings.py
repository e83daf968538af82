"""Published postings: frozen content, frozen PDF, and the numbers they bear."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlite_utils import Database

from boardapp.core.posting import Posting

_COLUMNS = (
    "id, item, body, period, revision, number, digest, content, notice_digest, published_on, "
    "published_by, published_at"
)


def next_serial(db: Database, body: str, year: int) -> int:
    """Return the next number of a body in a year; numbers are never used again."""
    row = db.execute(
        "select coalesce(max(serial), 0) + 1 from posting where body = ? and year = ?", [body, year]
    ).fetchone()
    return int(row[0])


def add(db: Database, one: Posting, year: int, serial: int, notice: bytes) -> None:
    """Keep a posting with its number and the PDF that was frozen with it."""
    db.table("posting").insert(
        {
            **vars(one),
            "content": one.content.decode(),
            "published_on": one.published_on.isoformat(),
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


def all_of(db: Database) -> tuple[Posting, ...]:
    """Return every posting, the newest first."""
    return _select(db, "true order by published_on desc, rowid desc", [])


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
