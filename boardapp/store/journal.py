"""The append-only journal: every change with who, when, before and after, chained by digests."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from boardapp.store import seals

_COLUMNS = "seq, at, operator, action, details, previous, digest, rows"

START = "0" * 64
"""What the first row carries in place of the digest before it."""


@dataclass(frozen=True)
class Line:
    """One row of the journal; ``at`` is an ISO time, ``details`` canonical JSON.

    ``rows`` is the digest over what the line tells of rows of other tables, empty without any.
    """

    seq: int
    at: str
    operator: str
    action: str
    details: str
    previous: str
    digest: str
    rows: str = ""

    @property
    def expected_digest(self) -> str:
        """The digest that the row should carry: SHA-256 over all its other columns."""
        parts = [self.seq, self.at, self.operator, self.action, self.details, self.previous]
        # Lines from before there were seals have none, and keep the digest they had.
        parts += [self.rows] if self.rows else []
        text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def append(
    db: Database, at: datetime, operator: str, action: str, details: Mapping[str, Any]
) -> None:
    """Add one row after the last; call it inside the transaction of the change it tells of."""
    row = db.execute("select seq, digest from journal order by seq desc limit 1").fetchone()
    seq, previous = (row[0] + 1, row[1]) if row else (1, START)
    text = json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    changes = seals.take(db)
    moment, rows = at.isoformat(timespec="seconds"), seals.digest_of(changes)
    line = Line(seq, moment, operator, action, text, previous, "", rows)
    db.table("journal").insert({**vars(line), "digest": line.expected_digest})
    seals.keep(db, seq, changes)


def first_day(db: Database) -> date | None:
    """Return the day of the first row: when this data began."""
    row = db.execute("select at from journal order by seq limit 1").fetchone()
    return date.fromisoformat(row[0][:10]) if row else None


def head(db: Database) -> tuple[int, str]:
    """Return the number and the digest of the last row; zero and START before the first."""
    row = db.execute("select seq, digest from journal order by seq desc limit 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, START)


def digest_at(db: Database, seq: int) -> str:
    """Return the digest that a row carries; empty when there is no such row."""
    row = db.execute("select digest from journal where seq = ?", [seq]).fetchone()
    return str(row[0]) if row else (START if seq == 0 else "")


def newest(db: Database, action: str) -> Line | None:
    """Return the last row of an action, or None."""
    where = "where action = ? order by seq desc limit 1"
    row = db.execute(f"select {_COLUMNS} from journal {where}", [action]).fetchone()
    return Line(*row) if row else None


def latest_by_the_clock(db: Database, after: int = 0) -> tuple[str, ...]:
    """Return the latest ISO times of rows that the computer's own clock dated, one by time zone.

    Only rows after a number are looked at.
    """
    rows = db.execute(
        'select max(at) from journal where instr(details, \'"clock":"given"\') = 0'
        " and seq > ? group by substr(at, 20)",
        [after],
    )
    return tuple(row[0] for row in rows)


def lines(db: Database, after: int = 0) -> Iterator[Line]:
    """Return every row after a number, in order."""
    for row in db.execute(f"select {_COLUMNS} from journal where seq > ? order by seq", [after]):
        yield Line(*row)


def first_broken(db: Database, proven: tuple[int, str] = (0, START)) -> tuple[int, str] | None:
    """Return the number of the first row that does not fit the chain and why, or None.

    ``proven`` is a row up to which the chain was found whole before, with its digest.
    """
    seq, previous = proven
    if digest_at(db, seq) != previous:
        return seq, "与上次核对时不同"
    expected, told = seq + 1, seals.digests(db, seq)
    for line in lines(db, seq):
        if line.seq != expected:
            return expected, "这一条不见了"
        if line.previous != previous:
            return line.seq, "与上一条接不上"
        if line.digest != line.expected_digest:
            return line.seq, "内容被改动过"
        if line.rows != told.pop(line.seq, ""):
            return line.seq, "它记下的各行数据被改动过"
        previous, expected = line.digest, expected + 1
    if told:
        return min(told), "多出了它没有记过的数据"
    return None
