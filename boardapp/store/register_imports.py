"""Files of cards that were taken into a register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from boardapp.core.registers.cards import CardKind

_COLUMNS = (
    "id, kind, book, file_name, file_digest, sheet, added, changed, unchanged, "
    "taken_on, taken_by, undone_on"
)


@dataclass(frozen=True)
class RegisterImport:
    """One file of cards that was taken in; ``undone_on`` once it was taken back whole."""

    id: str
    kind: CardKind
    book: str
    file_name: str
    file_digest: str
    sheet: str
    added: int
    changed: int
    unchanged: int
    taken_on: date
    taken_by: str
    undone_on: date | None = None


def save(db: Database, one: RegisterImport) -> None:
    """Keep an import."""
    row = {
        **vars(one),
        "kind": one.kind.value,
        "taken_on": one.taken_on.isoformat(),
        "undone_on": one.undone_on.isoformat() if one.undone_on else None,
    }
    db.table("register_import").upsert(row, pk="id")


def standing(db: Database, kind: CardKind | None = None) -> tuple[RegisterImport, ...]:
    """Return the imports that have not been taken back, the newest first."""
    where = "undone_on is null" + (" and kind = ?" if kind else "")
    return _select(db, f"{where} order by rowid desc", [kind.value] if kind else [])


def one(db: Database, id_: str) -> RegisterImport | None:
    """Return an import by its id, or by the beginning of it when only one begins so."""
    found = _select(db, "substr(id, 1, ?) = ?", [len(id_), id_]) if id_ else ()
    return found[0] if len(found) == 1 else None


def _select(db: Database, where: str, values: Sequence[Any]) -> tuple[RegisterImport, ...]:
    rows = db.execute(f"select {_COLUMNS} from register_import where {where}", values)
    return tuple(_import(row) for row in rows)


def _import(row: Sequence[Any]) -> RegisterImport:
    values = list(row)
    values[1] = CardKind(values[1])
    values[9] = date.fromisoformat(values[9])
    values[11] = date.fromisoformat(values[11]) if values[11] else None
    return RegisterImport(*values)
