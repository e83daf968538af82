import shutil
import sqlite3
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlite_utils import Database, Migrations

from boardapp.core.errors import UserError
from boardapp.store import database
from boardapp.store.database import backup, open_database
from boardapp.store.migrations import village

NOW = datetime(2026, 11, 6, 8, 12)  # noqa: DTZ001 - a fixed local time


def fresh(path: Path, migrations: Migrations = village) -> Database:
    return open_database(path, migrations, NOW)


def test_a_new_file_has_strict_tables_foreign_keys_and_survives_power_loss(tmp_path: Path) -> None:
    db = fresh(tmp_path / "village.db")
    for name, strict in db.execute(
        "select name, strict from pragma_table_list where schema = 'main' and type = 'table'"
        " and name not like 'sqlite_%' and name not like '_sqlite_%'"
    ):
        assert strict, name
    settings = ("foreign_keys", "journal_mode", "synchronous")
    assert [db.execute(f"pragma {s}").fetchone()[0] for s in settings] == [1, "wal", 2]


def test_a_file_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "village.db"
    newer = Migrations("village")
    newer(name="m001_ledger_and_postings")(lambda _db: None)
    newer(name="m999_future")(lambda db: db.execute("create table future (id integer)"))
    fresh(path, newer).close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="更新版本的程序"):
        fresh(path)
    assert path.read_bytes() == before


def test_before_migrating_a_copy_is_kept_with_all_that_was_in_it(tmp_path: Path) -> None:
    path = tmp_path / "village.db"
    steps = Migrations("steps")
    steps(name="m001")(lambda db: db.execute("create table note (text text)"))
    db = fresh(path, steps)
    db.table("note").insert({"text": "旧"})
    db.close()
    steps(name="m002")(lambda db: db.execute("drop table note"))
    fresh(path, steps).close()
    (copy,) = (tmp_path / "backups").iterdir()
    assert copy.name == "village-20261106-081200-m002.db"
    assert list(Database(copy).table("note").rows) == [{"text": "旧"}]


def test_opening_an_up_to_date_file_makes_no_copy(tmp_path: Path) -> None:
    fresh(tmp_path / "village.db").close()
    fresh(tmp_path / "village.db").close()
    assert not (tmp_path / "backups").exists()


def test_a_failing_step_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "village.db"
    steps = Migrations("steps")
    steps(name="m001")(lambda db: db.execute("create table note (text text)"))
    fresh(path, steps).close()
    steps(name="m002")(lambda db: [db.execute("drop table note"), db.execute("nonsense")])
    with pytest.raises(UserError, match="备份"):
        fresh(path, steps)
    assert Database(path).table("note").exists()


@pytest.mark.parametrize(
    "data", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\1" * 4000]
)
def test_what_is_no_database_is_refused_with_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "village.db"
    path.write_bytes(data)
    with pytest.raises(UserError, match="已损坏或不是本程序的数据"):
        fresh(path)
    assert path.read_bytes() == data


def test_a_backup_is_complete_even_while_the_log_holds_the_last_change(tmp_path: Path) -> None:
    db = fresh(tmp_path / "village.db")
    db.table("setting").insert({"key": "operator", "value": "王某"})
    backup(db, tmp_path / "copies" / "copy.db")
    assert [p.name for p in (tmp_path / "copies").iterdir()] == ["copy.db"]
    held = sqlite3.connect(tmp_path / "copies" / "copy.db")
    assert held.execute("select value from setting").fetchone() == ("王某",)


EVERY_STEP = {
    "m001_ledger_and_postings",
    "m002_registers",
    "m003_drafts_and_events",
    "m004_life_of_a_posting",
    "m005_seals_and_identity",
    "m006_signing_keys",
    "m007_bundles",
    "m008_feedback",
    "m009_archive",
    "m010_handover",
    "m011_township_keys",
}


def test_every_migration_has_a_test() -> None:
    assert {step.name for step in village.pending(Database(memory=True))} == EVERY_STEP


@pytest.mark.parametrize(("free", "said"), [(4096, "磁盘已满"), (10**9, "读写磁盘出错")])
def test_an_error_of_a_disk_without_any_room_is_told_as_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, said: str
) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert said in database.sentence(error, tmp_path / "village.db")
