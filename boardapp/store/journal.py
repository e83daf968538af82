"""The append-only journal: every change with who, when, before and after, chained by digests."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

START = "0" * 64
"""What the first row carries in place of the digest before it."""


@dataclass(frozen=True)
class Line:
    """One row of the journal; ``at`` is an ISO time, ``details`` canonical JSON."""

    seq: int
    at: str
    operator: str
    action: str
    details: str
    previous: str
    digest: str

    @property
    def expected_digest(self) -> str:
        """The digest that the row should carry: SHA-256 over all its other columns."""
        parts = [self.seq, self.at, self.operator, self.action, self.details, self.previous]
        text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def append(
    db: Database, at: datetime, operator: str, action: str, details: Mapping[str, Any]
) -> None:
    """Add one row after the last; call it inside the transaction of the change it tells of."""
    row = db.execute("select seq, digest from journal order by seq desc limit 1").fetchone()
    seq, previous = (row[0] + 1, row[1]) if row else (1, START)
    text = json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    line = Line(seq, at.isoformat(timespec="seconds"), operator, action, text, previous, "")
    db.table("journal").insert({**vars(line), "digest": line.expected_digest})


def first_day(db: Database) -> date | None:
    """Return the day of the first row: when this data began."""
    row = db.execute("select at from journal order by seq limit 1").fetchone()
    return date.fromisoformat(row[0][:10]) if row else None


def lines(db: Database) -> Iterator[Line]:
    """Return every row in order."""
    columns = "seq, at, operator, action, details, previous, digest"
    for row in db.execute(f"select {columns} from journal order by seq"):
        yield Line(*row)


def first_broken(db: Database) -> tuple[int, str] | None:
    """Return the number of the first row that does not fit the chain and why, or None."""
    previous, expected = START, 1
    for line in lines(db):
        if line.seq != expected:
            return expected, "这一条不见了"
        if line.previous != previous:
            return line.seq, "与上一条接不上"
        if line.digest != line.expected_digest:
            return line.seq, "内容被改动过"
        previous, expected = line.digest, expected + 1
    return None
