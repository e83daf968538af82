"""The desk: an open data folder, who sits at it, and what day it is."""

import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from platformdirs import user_data_path
from sqlite_utils import Database

from boardapp.core.errors import UserError
from boardapp.services import marks
from boardapp.services.files import write_sentence
from boardapp.store import database, journal, seals
from boardapp.store.migrations import village as village_migrations

DATABASE = "village.db"
UNREADABLE = "文字里有电脑读不出的字符，没有登记。请重新输入或粘贴。"


@dataclass(frozen=True)
class Desk:
    """What every service works on; ``day`` replaces the computer's date when it was given."""

    db: Database
    folder: Path
    operator: str
    day: date | None = None

    @property
    def now(self) -> datetime:
        """The present moment in local time, on the given day if there is one."""
        moment = datetime.now().astimezone()
        return datetime.combine(self.day, moment.timetz()) if self.day else moment

    @property
    def today(self) -> date:
        """The present day."""
        return self.now.date()

    @contextmanager
    def writing(self, action: str, details: Mapping[str, Any]) -> Iterator[Database]:
        """Join a change and its line in the journal into one transaction, all or nothing.

        A full disk, a read-only folder, a busy file, or a text that no file can hold, becomes a
        UserError that says so.
        """
        if self.day:
            details = {**details, "clock": "given"}
        try:
            with self.db.atomic():
                yield self.db
                journal.append(self.db, self.now, self.operator, action, details)
        except sqlite3.OperationalError as error:
            raise UserError(database.sentence(error, self.folder / DATABASE)) from error
        except UnicodeEncodeError as error:
            raise UserError(UNREADABLE) from error

    @contextmanager
    def again(self) -> Iterator["Desk"]:
        """Open the same folder a second time, for work on another thread."""
        db = database.open_database(self.folder / DATABASE, village_migrations, self.now)
        try:
            seals.watch(db)
            yield Desk(db, self.folder, self.operator, self.day)
        finally:
            db.close()


def default_folder() -> Path:
    """Return where data lies when nobody says: beside a portable program, else the user's own."""
    program = Path(sys.executable).parent
    if getattr(sys, "frozen", False) and (program / "portable").exists():
        return program / "data" / "village"
    return Path(user_data_path("boardapp", appauthor=False)) / "village"


def is_set_up(folder: Path) -> bool:
    """Whether a data folder holds a village."""
    return (folder / DATABASE).exists()


@contextmanager
def open_desk(
    folder: Path, operator: str = "", day: date | None = None, *, new: bool = False
) -> Iterator[Desk]:
    """Open a data folder for one program at a time, and close it again.

    ``new`` makes the folder. Raises UserError when it is not set up, is in use, or is not ours.
    """
    if not new and not is_set_up(folder):
        raise UserError(
            f"这里还没有村级数据：{folder}。请先运行 boardapp init，或用 --data 指定数据文件夹。"
        )
    with alone(folder):
        now = datetime.combine(day, datetime.min.time()) if day else datetime.now().astimezone()
        db = database.open_database(folder / DATABASE, village_migrations, now)
        try:
            marks.settle(db, folder)
            seals.watch(db)
            yield Desk(db, folder, operator, day)
        except sqlite3.DatabaseError as error:
            if not database.is_damage(error):
                raise
            raise UserError(database.sentence(error, folder / DATABASE)) from error
        finally:
            db.close()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, which the system releases even when the program is killed."""
    lock = FileLock(folder / "lock", timeout=2)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(13, "Permission denied")
        lock.acquire()
    except Timeout as error:
        raise UserError(
            f"另一个村务公开栏正开着这份数据：{folder}。请先关闭那一个窗口，再打开。"
        ) from error
    except OSError as error:
        raise UserError(write_sentence(error, folder)) from error
    try:
        yield
    finally:
        lock.release()
