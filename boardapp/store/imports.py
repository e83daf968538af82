"""Ledger files that were taken in, and the column choices remembered for the next of a shape."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from boardapp.core.finding import Finding, Level
from boardapp.core.period import Period
from boardapp.core.reading import Field, Stated


@dataclass(frozen=True)
class LedgerImport:
    """One ledger file that was taken in; ``undone_on`` once it was taken back whole.

    ``account`` is None when it was the book's combined ledger. ``opening`` is in fen. An empty
    ``file_name`` means that a person declared the period to be without income and spending.
    """

    id: str
    book: str
    account: str | None
    period: Period
    file_name: str
    file_digest: str
    sheet: str
    shape: str
    entries: int
    opening: int | None
    stated: Stated
    findings: tuple[Finding, ...]
    taken_on: date
    taken_by: str
    undone_on: date | None = None


_COLUMNS = (
    "id, book, account, period, file_name, file_digest, sheet, shape, entries, opening, stated, "
    "findings, taken_on, taken_by, undone_on"
)


def save(db: Database, one: LedgerImport) -> None:
    """Keep an import."""
    db.table("ledger_import").upsert(
        {
            **vars(one),
            "period": one.period.code,
            "stated": json.dumps(asdict(one.stated)),
            "findings": json.dumps([asdict(f) for f in one.findings], ensure_ascii=False),
            "taken_on": one.taken_on.isoformat(),
            "undone_on": one.undone_on.isoformat() if one.undone_on else None,
        },
        pk="id",
    )


def standing(db: Database, book: str | None = None) -> tuple[LedgerImport, ...]:
    """Return the imports that have not been taken back, the newest first."""
    where = "undone_on is null" + (" and book = ?" if book else "")
    return _select(db, f"{where} order by rowid desc", [book] if book else [])


def one(db: Database, id_: str) -> LedgerImport | None:
    """Return an import by its id, or by the beginning of it when only one begins so."""
    found = _select(db, "substr(id, 1, ?) = ?", [len(id_), id_]) if id_ else ()
    return found[0] if len(found) == 1 else None


def choice(db: Database, shape: str) -> tuple[tuple[int, Field], ...] | None:
    """Return the columns that a person chose for files of this shape, or None."""
    row = db.execute("select fields from column_choice where shape = ?", [shape]).fetchone()
    if not row:
        return None
    return tuple((int(index), Field(name)) for index, name in json.loads(row[0]))


def save_choice(db: Database, shape: str, fields: tuple[tuple[int, Field], ...]) -> None:
    """Remember the columns that a person chose for files of this shape."""
    text = json.dumps([[index, field.value] for index, field in fields])
    db.table("column_choice").upsert({"shape": shape, "fields": text}, pk="shape")


def _select(db: Database, where: str, values: list[object]) -> tuple[LedgerImport, ...]:
    rows = db.execute(f"select {_COLUMNS} from ledger_import where {where}", values)
    return tuple(_import(row) for row in rows)


def _import(row: Sequence[Any]) -> LedgerImport:
    values = list(row)
    values[3] = Period.parse(values[3])
    values[10] = Stated(**json.loads(values[10]))
    values[11] = tuple(
        Finding(**{**part, "level": Level(part["level"])}) for part in json.loads(values[11])
    )
    values[12] = date.fromisoformat(values[12])
    values[14] = date.fromisoformat(values[14]) if values[14] else None
    return LedgerImport(*values)
