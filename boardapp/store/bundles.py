"""What was carried to the township, which bundle named a file first, and the receipts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from boardapp.core.bundle.receipt import Receipt, receipt_of

_COLUMNS = (
    "sequence, digest, previous, state, instance, exported_on, exported_by, program, complete,"
    " receipt, size, key"
)


@dataclass(frozen=True)
class Bundle:
    """One bundle that has its sequence for good.

    ``state`` is the digest of everything that the village held then; ``complete`` says that every
    file was inside, else ``receipt`` is our own number of the receipt that it was made after, zero
    for none. ``key`` is the identity of the key that signed it first, ``size`` in bytes.
    """

    sequence: int
    digest: str
    previous: str
    state: str
    instance: str
    exported_on: date
    exported_by: str
    program: str
    complete: bool
    receipt: int
    size: int
    key: str


def add(db: Database, one: Bundle, paths: Iterable[str]) -> None:
    """Keep a bundle, and which files it names that none before it named."""
    row = {**vars(one), "exported_on": one.exported_on.isoformat(), "complete": int(one.complete)}
    db.table("bundle").insert(row)
    known = first_sequences(db)
    new = [{"path": path, "sequence": one.sequence} for path in paths if path not in known]
    db.table("bundle_file").insert_all(new)


def bundles(db: Database) -> tuple[Bundle, ...]:
    """Return every bundle, the newest first."""
    rows = db.execute(f"select {_COLUMNS} from bundle order by sequence desc")
    return tuple(
        Bundle(no, dig, prev, st, ins, date.fromisoformat(on), by, prog, bool(all_), rec, size, key)
        for no, dig, prev, st, ins, on, by, prog, all_, rec, size, key in rows
    )


def first_sequences(db: Database) -> dict[str, int]:
    """Return the sequence of the first bundle that named a file, by the file's path."""
    return dict(db.execute("select path, sequence from bundle_file").fetchall())


def add_receipt(db: Database, one: Receipt, taken_on: date, taken_by: str, key: str) -> None:
    """Keep a receipt as the newest; ``key`` is the identity of the township's key."""
    db.table("receipt").insert(
        {
            "number": one.number,
            "issued_on": one.issued_on.isoformat(),
            "taken_on": taken_on.isoformat(),
            "taken_by": taken_by,
            "key": key,
            "content": one.to_json().decode(),
        }
    )


def receipt(db: Database, id_: int) -> Receipt | None:
    """Return a receipt by our own number, in the order of reading, or None."""
    row = db.execute("select content from receipt where id = ?", [id_]).fetchone()
    return receipt_of(row[0].encode()) if row else None


def newest_id(db: Database) -> int:
    """Return our own number of the receipt that was read last, zero before the first one."""
    return int(db.execute("select coalesce(max(id), 0) from receipt").fetchone()[0])


def newest_receipt(db: Database) -> Receipt | None:
    """Return the receipt that was read last, or None before the first one."""
    return receipt(db, newest_id(db))


def is_held(db: Database, one: Receipt) -> bool:
    """Whether this very receipt was read before."""
    values = [one.number, one.to_json().decode()]
    text = "select exists (select 1 from receipt where number = ? and content = ?)"
    return bool(db.execute(text, values).fetchone()[0])
