"""Each step of the village database's history, on a file as it was before it."""

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from boardapp.core.registers.cards import CardKind
from boardapp.core.registers.fields import fields_of
from boardapp.store import journal, seals
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
    assert held == {**posting, "published_at": "", "submission": None, "replaces": None}
    for table in ("draft", "event", "waiver", "overridden"):
        assert list(db.table(table).rows) == []


def test_m004_guards_what_was_posted_before_it(tmp_path: Path) -> None:
    path = tmp_path / "village.db"
    as_it_was(path, "m004_life_of_a_posting")
    posting = {
        "id": "p", "item": "finance-lines", "body": "y", "period": "2026-10", "revision": 1,
        "year": 2026, "serial": 1, "number": "第1号", "digest": "d", "content": "{}",
        "notice_digest": "n", "notice": b"pdf", "published_on": "2026-11-06",
        "published_by": "王某", "published_at": "2026-11-06T08:12:00",
    }  # fmt: skip
    old = Database(path)
    old.table("body").insert({"id": "y", "kind": "committee", "name": "村委会", "prefix": "x"})
    old.table("posting").insert(posting)
    old.close()
    db = open_database(path, village, NOW)
    (held,) = db.table("posting").rows
    assert held == {**posting, "submission": None, "replaces": None}
    for change in ("delete from posting", "update posting set content = '{\"x\":1}'"):
        with pytest.raises(sqlite3.IntegrityError, match="what was published"):
            db.execute(change)
    for table in ("submission", "step", "meeting", "board", "display", "filed"):
        assert list(db.table(table).rows) == []


def test_m005_keeps_old_lines_of_the_journal_whole_and_gives_an_identity(tmp_path: Path) -> None:
    path = tmp_path / "village.db"
    as_it_was(path, "m005_seals_and_identity")
    old = Database(path)
    old.execute("drop trigger journal_keeps_rows")
    old.execute("delete from journal")
    columns = "seq, at, operator, action, details, previous, digest"
    line = journal.Line(1, "2026-11-06T08:12:00", "王某", "set-up", "{}", journal.START, "")
    values = [*list(vars(line).values())[:6], line.expected_digest]
    old.execute(f"insert into journal ({columns}) values (?, ?, ?, ?, ?, ?, ?)", values)
    old.close()
    db = open_database(path, village, NOW)
    assert journal.first_broken(db) is None
    assert not seals.is_sealed(db)
    assert list(seals.differences(db)) == []
    (held,) = db.table("instance").rows
    assert (len(held["uuid"]), held["origin"], held["proven"]) == (36, "new", 1)
    other = open_database(tmp_path / "other.db", village, NOW)
    assert next(other.table("instance").rows)["uuid"] != held["uuid"]


def test_after_m005_the_first_change_seals_everything_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "village.db"
    as_it_was(path, "m005_seals_and_identity")
    db = open_database(path, village, NOW)
    seals.watch(db)
    with db.atomic():
        journal.append(db, NOW, "王某", "test", {})
    assert list(seals.differences(db)) == []
    db.execute("update entry set fen = 200")
    (found,) = seals.differences(db)
    assert (found.table, found.key, found.field) == ("entry", ("e",), "fen")
    assert (found.kept, found.found, found.seq) == (100, 200, 2)


def test_m006_adds_signing_keys_of_which_one_is_current(tmp_path: Path) -> None:
    path = tmp_path / "village.db"
    as_it_was(path, "m006_signing_keys")
    db = open_database(path, village, NOW)
    assert len(list(db.table("entry").rows)) == 1
    key = {
        "key_id": "0123456789ABCDEF", "public": "R" * 56, "instance": "i", "made_on": "2026-11-06",
        "made_by": "王某", "reason": "首次设置",
    }  # fmt: skip
    gone = {"retired_on": "2026-11-07", "retired_by": "王某", "retired_reason": "换了电脑"}
    db.table("signing_key").insert({**key, **gone})
    db.table("signing_key").insert({**key, "key_id": "1123456789ABCDEF"})
    for wrong in (
        {"key_id": "2123456789ABCDEF"},
        {"key_id": "short", **gone},
        {"key_id": "3123456789ABCDEF", "public": "R", **gone},
        {"key_id": "4123456789ABCDEF", "retired_on": "2026-11-07"},
    ):
        with pytest.raises(sqlite3.IntegrityError):
            db.table("signing_key").insert({**key, **wrong})


def test_m007_keeps_what_was_carried_out_and_what_the_township_wrote(tmp_path: Path) -> None:
    path = tmp_path / "village.db"
    as_it_was(path, "m007_bundles")
    db = open_database(path, village, NOW)
    assert len(list(db.table("entry").rows)) == 1
    bundle = {
        "sequence": 1, "digest": "d" * 64, "previous": "", "state": "s" * 64, "instance": "i",
        "exported_on": "2026-11-06", "exported_by": "王某", "program": "1.0", "complete": 1,
        "receipt": 0, "size": 1000, "key": "0123456789ABCDEF",
    }  # fmt: skip
    db.table("bundle").insert(bundle)
    db.table("bundle_file").insert({"path": "data/postings/x.json", "sequence": 1})
    receipt = {"issued_on": "2026-11-07", "taken_on": "2026-11-08", "taken_by": "王某", "key": ""}
    db.table("receipt").insert({"number": 1, **receipt, "content": "{}"})
    for wrong in (
        {"sequence": 0},
        {"sequence": 1, "digest": "e" * 64},
        {"sequence": 2},
        {"sequence": 10_000, "digest": "e" * 64},
    ):
        with pytest.raises(sqlite3.IntegrityError):
            db.table("bundle").insert({**bundle, **wrong})
    for table, column in (("bundle", "sequence"), ("bundle_file", "path"), ("receipt", "number")):
        for statement in (f"delete from {table}", f"update {table} set {column} = {column}"):
            with pytest.raises(sqlite3.IntegrityError, match=r"kept|never changes"):
                db.execute(statement)


def test_m008_adds_the_register_of_opinions_and_keeps_every_row(tmp_path: Path) -> None:
    path = tmp_path / "village.db"
    as_it_was(path, "m008_feedback")
    assert not Database(path).table("feedback").exists()
    db = open_database(path, village, NOW)
    for table, row in OLD.items():
        (held,) = db.table(table).rows
        assert {key: held[key] for key in row} == row
    for table in ("feedback", "feedback_act", "feedback_posted"):
        assert list(db.table(table).rows) == []


def test_m010_adds_handovers_that_never_change_but_for_their_sheet(tmp_path: Path) -> None:
    path = tmp_path / "village.db"
    as_it_was(path, "m010_handover")
    db = open_database(path, village, NOW)
    db.table("body").insert({"id": "y", "kind": "committee", "name": "村委会", "prefix": "x"})
    row = {
        "id": "h", "body": "y", "held_on": "2026-11-06", "reason": "election", "giver": "王某",
        "taker": "李某", "witness": "张某", "since": None, "due": None, "basis": "",
        "offices": "[]", "lines": "[]", "digest": "d", "content": "{}",
        "entered_at": "2026-11-06T08:12:00", "entered_by": "王某", "pack": "", "sheet": None,
    }  # fmt: skip
    db.table("handover").insert(row)
    db.execute("update handover set pack = '移交'")
    for change in ("delete from handover", "update handover set taker = '陈某'"):
        with pytest.raises(sqlite3.IntegrityError, match="what was handed over"):
            db.execute(change)
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        db.table("handover").insert({**row, "id": "i", "reason": "nonsense"})
    (held,) = db.table("handover").rows
    assert held == {**row, "pack": "移交"}


def test_m009_leaves_every_book_open_and_guards_a_closed_one(tmp_path: Path) -> None:
    path = tmp_path / "village.db"
    as_it_was(path, "m009_archive")
    db = open_database(path, village, NOW)
    assert list(db.table("year_closed").rows) == list(db.table("_search_text").rows) == []
    db.execute("update entry set fen = 200")
    closed = "insert into year_closed values ('b', 2026, '2027-01-20', '王某', '', '[]', '[]')"
    db.execute(closed)
    with pytest.raises(sqlite3.IntegrityError, match="the year is closed"):
        db.execute("update entry set fen = 300")
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(closed)


def test_m011_keeps_the_townships_keys_and_the_order_in_which_receipts_were_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "village.db"
    as_it_was(path, "m011_township_keys")
    old = {"issued_on": "2026-11-07", "taken_on": "2026-11-08", "taken_by": "王某", "key": ""}
    before = Database(path)
    before.table("receipt").insert_all({"number": n, **old, "content": "{}"} for n in (4, 2))
    before.close()
    db = open_database(path, village, NOW)
    assert [(one["id"], one["number"]) for one in db.table("receipt").rows] == [(1, 2), (2, 4)]
    db.table("receipt").insert({"number": 2, **old, "content": "{}"})
    key = {
        "key_id": "0123456789ABCDEF", "public": "R" * 56, "code": "331181102000",
        "name": "青石镇", "registered_on": "2026-11-06", "registered_by": "王某",
    }  # fmt: skip
    db.table("township_key").insert(key)
    second = {**key, "key_id": "1123456789ABCDEF", "public": "S" * 56}
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        db.table("township_key").insert(second)
    ended = {"revoked_on": "2026-11-07", "revoked_by": "王某", "revoked_reason": "丢了"}
    db.table("township_key").update(key["key_id"], ended)
    db.table("township_key").insert(second)
    for change in (
        "delete from receipt", "update receipt set number = 9", "delete from township_key",
        "update township_key set name = '青山镇'", "update township_key set revoked_on = null",
    ):  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError, match=r"kept|never changes|stays so"):
            db.execute(change)
