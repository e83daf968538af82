"""Handovers: each with its frozen list, the name of its pack and the photo of its signed sheet."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlite_utils import Database

from boardapp.core.handover import Handover, Line, Reason

_COLUMNS = (
    "id, body, held_on, reason, giver, taker, witness, since, due, basis, offices, lines, digest,"
    " content, entered_at, entered_by, pack, coalesce(sheet, '')"
)


def add(db: Database, one: Handover) -> None:
    """Keep a handover."""
    row = {
        **vars(one),
        "held_on": one.on.isoformat(),
        "reason": one.reason.value,
        "since": one.since.isoformat() if one.since else None,
        "due": one.due.isoformat() if one.due else None,
        "offices": json.dumps(one.offices, ensure_ascii=False),
        "lines": json.dumps([[x.kind, x.text] for x in one.lines], ensure_ascii=False),
        "content": one.content.decode(),
        "sheet": one.sheet or None,
    }
    del row["on"]
    db.table("handover").insert(row)


def name_pack(db: Database, id_: str, pack: str) -> None:
    """Keep the name of the folder that a handover's pack was last written to."""
    db.execute("update handover set pack = ? where id = ?", [pack, id_])


def keep_sheet(db: Database, id_: str, sheet: str) -> None:
    """Keep the photo of the signed list."""
    db.execute("update handover set sheet = ? where id = ?", [sheet, id_])


def every(db: Database) -> tuple[Handover, ...]:
    """Return every handover, the oldest first."""
    return _select(db, "true order by rowid", [])


def begun(db: Database, start: str) -> tuple[Handover, ...]:
    """Return the handovers whose id begins with some characters."""
    return _select(db, "substr(id, 1, ?) = ? order by rowid", [len(start), start])


def _select(db: Database, where: str, values: Sequence[Any]) -> tuple[Handover, ...]:
    rows = db.execute(f"select {_COLUMNS} from handover where {where}", values)
    return tuple(_handover(row) for row in rows)


def _handover(row: Sequence[Any]) -> Handover:
    id_, body, on, reason, giver, taker, witness, since, due, basis, offices, lines, *rest = row
    digest, content, at, by, pack, sheet = rest
    return Handover(
        id_, body, date.fromisoformat(on), Reason(reason), giver, taker, witness,
        since and date.fromisoformat(since), due and date.fromisoformat(due), basis,
        tuple(json.loads(offices)), tuple(Line(*one) for one in json.loads(lines)),
        digest, content.encode(), at, by, pack, sheet,
    )  # fmt: skip
