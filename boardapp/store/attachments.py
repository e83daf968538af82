"""Attachments by their SHA-256, and what they belong to; the files lie in the data folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
"""The kinds of file that are kept, with the ending of their names."""


@dataclass(frozen=True)
class Attachment:
    """One kept file: ``name`` as it was called when it came in, ``size`` in bytes."""

    digest: str
    name: str
    media: str
    size: int
    taken_on: date
    taken_by: str

    @property
    def file_name(self) -> str:
        """The name under which the file lies in the folder of attachments."""
        return f"{self.digest[:2]}/{self.digest}.{SUFFIXES[self.media]}"


def save(db: Database, one: Attachment) -> None:
    """Keep what is known of a file; one that is known already stays as it is."""
    row = {**vars(one), "taken_on": one.taken_on.isoformat()}
    db.table("attachment").insert(row, pk="digest", ignore=True)


def link(db: Database, digest: str, owner_kind: str, owner_id: str, name: str) -> None:
    """Say that a file belongs to a record; ``owner_kind`` is the record's table."""
    row = {"digest": digest, "owner_kind": owner_kind, "owner_id": owner_id, "name": name}
    db.table("attachment_link").insert(row, pk=("owner_kind", "owner_id", "digest"), replace=True)


def unlink(db: Database, digest: str, owner_kind: str, owner_id: str) -> None:
    """Say that a file no longer belongs to a record; the file itself is kept."""
    db.execute(
        "delete from attachment_link where digest = ? and owner_kind = ? and owner_id = ?",
        [digest, owner_kind, owner_id],
    )


def of_owner(db: Database, owner_kind: str, owner_id: str) -> tuple[Attachment, ...]:
    """Return the files of a record in the order in which they were attached, by their names."""
    return _select(
        db,
        "l.name",
        "join attachment_link l on l.digest = a.digest"
        " where l.owner_kind = ? and l.owner_id = ? order by l.rowid",
        [owner_kind, owner_id],
    )


def names(db: Database) -> tuple[str, ...]:
    """Return the names that attachments bear, each once."""
    rows = db.execute("select name from attachment_link union select name from attachment")
    return tuple(row[0] for row in rows)


def begun(db: Database, start: str) -> tuple[Attachment, ...]:
    """Return the files whose digest begins with some characters."""
    return _select(db, "a.name", "where substr(a.digest, 1, ?) = ?", [len(start), start])


def _select(db: Database, name: str, rest: str, values: Sequence[Any]) -> tuple[Attachment, ...]:
    columns = f"a.digest, {name}, a.media, a.size, a.taken_on, a.taken_by"
    rows = db.execute(f"select {columns} from attachment a {rest}", values)
    return tuple(
        Attachment(d, n, media, size, date.fromisoformat(on), by)
        for d, n, media, size, on, by in rows
    )
