"""Each step of the village database's history, on a file as it was before it."""

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from boardapp.core.registers.cards import CardKind
from boardapp.core.registers.fields import fields_of
from boardapp.store.database import open_database
from boardapp.store.migrations import village

NOW = datetime(2026, 11, 6, 8, 12)  # noqa: DTZ001 - a fixed local time

OLD: dict[str, dict[str, Any]] = {
    "setting": {"key": "operator", "value": "王某"},
    "book": {"id": "b", "name": "村账"},
    "account": {"id": "a", "book": "b", "kind": "cash", "name": "现金", "number": ""},
    "entry": {
        "id": "e", "book": "b", "account": "a", "month": "2026-10", "date": "2026-10-08",
        "voucher": "记1", "summary": "水费", "direction": "expense", "fen": 100, "subject": "",
        "file_subject": "", "handler": "", "transfer": 0, "position": 1,
    },
    "journal": {
        "seq": 1, "at": "2026-11-06T08:12:00", "operator": "王某", "action": "set-up",
        "details": "{}", "previous": "0" * 64, "digest": "d",
    },
}  # fmt: skip


def as_it_was(path: Path, step: str) -> None:
    """Make a file as it was before a step, with rows in it."""
    db = Database(path)
    village.apply(db, stop_before=step)
    for table, row in OLD.items():
        db.table(table).insert(row)
    db.close()


def test_m002_adds_the_registers_and_leaves_every_row_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "village.db"
    as_it_was(path, "m002_registers")
    assert not Database(path).table("asset").exists()
    db = open_database(path, village, NOW)
    for table, row in OLD.items():
        (held,) = db.table(table).rows
        assert {key: held[key] for key in row} == row
    assert [one.name for one in (tmp_path / "backups").iterdir()] == [
        "village-20261106-081200-m002_registers.db"
    ]
    for kind in CardKind:
        columns = [column.name for column in db.table(kind.value).columns]
        keys = [one.key for one in fields_of(kind.record)]
        assert columns[: len(keys) + 2] == ["id", "book", *keys]


def test_m003_adds_drafts_and_keeps_what_was_posted(tmp_path: Path) -> None:
    path = tmp_path / "village.db"
    as_it_was(path, "m003_drafts_and_events")
    posting = {
        "id": "p", "item": "finance-lines", "body": "y", "period": "2026-10", "revision": 1,
        "year": 2026, "serial": 1, "number": "第1号", "digest": "d", "content": "{}",
        "notice_digest": "n", "notice": b"pdf", "published_on": "2026-11-06",
        "published_by": "王某",
    }  # fmt: skip
    old = Database(path)
    old.table("body").insert({"id": "y", "kind": "committee", "name": "村委会", "prefix": "x"})
    old.table("posting").insert(posting)
    old.close()
    db = open_database(path, village, NOW)
    (held,) = db.table("posting").rows
    assert held == {**posting, "published_at": ""}
    for table in ("draft", "event", "waiver", "overridden"):
        assert list(db.table(table).rows) == []
