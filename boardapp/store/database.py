"""Open the database file: refuse a newer one, back up before migrating, migrate."""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from pathlib import Path

from sqlite_utils import Database, Migrations

from boardapp.core.errors import UserError

_ROOM = 64 * 1024
"""SQLite maps 32 KiB beside the file; where there is no room it tells of an I/O error."""


def open_database(path: Path, migrations: Migrations, now: datetime) -> Database:
    """Open the database at ``path``, making or migrating it as needed.

    Before an existing file is migrated a copy is kept in ``backups`` beside it. Raises UserError
    when the file is no database, is damaged, or was written by a newer version of the program.
    """
    existed = path.exists()
    try:
        db = _connect(path)
        _refuse_newer(db, migrations, path)
        pending = [step.name for step in migrations.pending(db)]
        if existed and pending:
            backup(db, path.parent / "backups" / f"{path.stem}-{now:%Y%m%d-%H%M%S}-{pending[0]}.db")
        migrations.apply(db)
    except sqlite3.DatabaseError as error:
        raise UserError(sentence(error, path)) from error
    except OSError as error:
        raise UserError(
            f"升级数据以前要先备份，备份没有写成（{error.strerror or error}）：{path.parent}。"
            "数据没有改动。请腾出磁盘空间，或检查文件夹权限后再打开。"
        ) from error
    return db


def backup(db: Database, target: Path) -> None:
    """Copy the whole database to ``target`` through SQLite's own backup.

    Until it is complete, sound and flushed the copy bears a ``.part`` name. Raises sqlite3.Error
    or OSError when it cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        copy = sqlite3.connect(part)
        try:
            db.conn.backup(copy)
            # One file that is all there is: without a log beside it.
            copy.execute("pragma journal_mode = delete")
            if copy.execute("pragma quick_check(1)").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("the copy is not sound")
        finally:
            copy.close()
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def faults(db: Database) -> tuple[str, ...]:
    """Return what SQLite itself finds wrong with a file: its pages first, else its links."""
    try:
        found = [str(row[0]) for row in db.execute("pragma integrity_check(5)")]
        if found != ["ok"]:
            return tuple(found)
        links = db.execute("pragma foreign_key_check").fetchmany(5)
    except sqlite3.DatabaseError as error:
        return (str(error),)
    return tuple(f"{row[0]} → {row[2]}" for row in links)


def counts(db: Database) -> dict[str, int]:
    """Return how many rows each table holds."""
    names = db.execute(
        "select name from pragma_table_list where schema = 'main' and type = 'table'"
        " and name not like 'sqlite\\_%' escape '\\' order by name"
    ).fetchall()
    return {
        name: int(db.execute(f'select count(*) from "{name}"').fetchone()[0]) for (name,) in names
    }


def steps(db: Database, migrations: Migrations) -> tuple[str, ...]:
    """Return the names of the steps that a file has been through."""
    return tuple(step.name for step in migrations.applied(db))


def unknown_steps(names: Iterable[str], migrations: Migrations) -> tuple[str, ...]:
    """Return those steps that only a newer version of the program knows."""
    known = _names(migrations)
    return tuple(name for name in names if name not in known)


class Change(Enum):
    """What became of a table, an index or a trigger."""

    MISSING = "missing"
    CHANGED = "changed"
    ADDED = "added"


def schema_faults(db: Database, migrations: Migrations) -> tuple[tuple[Change, str, str], ...]:
    """Return what a file has otherwise than the program makes it: what became of it, table, name.

    Tables are compared by their columns, triggers and indexes by their text.
    """
    blank = Database(memory=True)
    migrations.apply(blank)
    held, wanted = _schema(db), _schema(blank)
    blank.close()
    found = []
    for place in sorted(wanted.keys() | held.keys()):
        owner = place[0], place[0]
        if place != owner and owner in wanted and owner not in held:
            continue  # It went with its table.
        if place not in wanted:
            found.append((Change.ADDED, *place))
        elif place not in held:
            found.append((Change.MISSING, *place))
        elif held[place] != wanted[place]:
            found.append((Change.CHANGED, *place))
    return tuple(found)


def _schema(db: Database) -> dict[tuple[str, str], str]:
    """Return the text of each index, trigger and view, and the columns of each table."""
    rows = db.execute(
        "select tbl_name, name, type, sql from sqlite_master where sql is not null"
        " and name not like 'sqlite\\_%' escape '\\' and name not like '\\_sqlite%' escape '\\'"
    ).fetchall()
    columns = 'select group_concat(name || " " || type || " " || pk) from pragma_table_info(?)'
    return {
        (table, name): db.execute(columns.replace('"', "'"), [name]).fetchone()[0]
        if kind == "table"
        else sql
        for table, name, kind, sql in rows
    }


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error tells of a damaged file or a failing disk rather than of a fault of ours."""
    name = getattr(error, "sqlite_errorname", "") or ""
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR"))


def sentence(error: sqlite3.Error, path: Path) -> str:
    """Say what a database error means to the person, by SQLite's own error name."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL") or (name.startswith("SQLITE_IOERR") and _is_full(path)):
        return "磁盘已满，这一步没有写入；以前的数据完好。请腾出空间后再试。"
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return f"数据文件夹不能写入：{path.parent}。数据没有改动。请检查文件夹权限或只读属性。"
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "数据文件正被另一个程序占用，这一步没有写入。请关闭占用它的程序后再试。"
    if name.startswith("SQLITE_IOERR"):
        return f"读写磁盘出错，这一步没有写入：{path.parent}。请检查磁盘，必要时从备份恢复。"
    return f"数据文件已损坏或不是本程序的数据：{path}。请不要删除它，从备份文件夹恢复最近一份。"


def _is_full(path: Path) -> bool:
    """Whether the disk has no room even for the files that SQLite works with."""
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False


def _connect(path: Path) -> Database:
    db = Database(sqlite3.connect(path, timeout=5))
    db.execute("pragma foreign_keys = on")
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = full")
    return db


def _refuse_newer(db: Database, migrations: Migrations, path: Path) -> None:
    known = {step.name for step in migrations.pending(db)} | _names(migrations)
    newer = [step.name for step in migrations.applied(db) if step.name not in known]
    if newer:
        db.close()
        raise UserError(
            f"这份数据是更新版本的程序写的，本版本不能打开：{path}。"
            "数据没有改动。请安装新版本的村务公开栏后再打开。"
        )


def _names(migrations: Migrations) -> set[str]:
    """Return the names of every step of this program, applied to some file or not."""
    blank = Database(memory=True)
    return {step.name for step in migrations.pending(blank)}
