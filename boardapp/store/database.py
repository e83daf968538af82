"""Open the database file: refuse a newer one, back up before migrating, migrate."""

import sqlite3
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database, Migrations

from boardapp.core.errors import UserError


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
    return db


def backup(db: Database, target: Path) -> None:
    """Copy the whole database to ``target`` through SQLite's own backup.

    Until it is complete the copy bears a ``.part`` name.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    copy = sqlite3.connect(part)
    try:
        db.conn.backup(copy)
    finally:
        copy.close()
    part.replace(target)


def sentence(error: sqlite3.Error, path: Path) -> str:
    """Say what a database error means to the person, by SQLite's own error name."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL"):
        return "磁盘已满，这一步没有写入；以前的数据完好。请腾出空间后再试。"
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return f"数据文件夹不能写入：{path.parent}。数据没有改动。请检查文件夹权限或只读属性。"
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "数据文件正被另一个程序占用，这一步没有写入。请关闭占用它的程序后再试。"
    if name.startswith("SQLITE_IOERR"):
        return f"读写磁盘出错，这一步没有写入：{path.parent}。请检查磁盘，必要时从备份恢复。"
    return f"数据文件已损坏或不是本程序的数据：{path}。请不要删除它，从备份文件夹恢复最近一份。"


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
