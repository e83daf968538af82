"""Restore: into a new folder, proved there, and only then put in the place of the live data."""

import shutil
import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from boardapp.core.backup import BackupError, Fault, Manifest
from boardapp.core.errors import UserError
from boardapp.core.progress import Progress, silent
from boardapp.services import backup_file, instance, marks, proof, proven
from boardapp.services.backup import ATTACHMENTS
from boardapp.services.backup_file import FILES
from boardapp.services.desk import DATABASE, Desk, alone, is_set_up, open_desk
from boardapp.services.whole_files import copy_whole, sentences, sync_folder
from boardapp.store import database, journal, villages
from boardapp.store.migrations import village as migrations

UNFINISHED = "unfinished-restore"
"""The file that a folder bears while a restore into it is not complete."""


@dataclass(frozen=True)
class Restored:
    """A proved restore: where it is, what was in it, and which attachments it lacks."""

    folder: Path
    manifest: Manifest
    postings: int
    entries: int
    attachments: int
    missing: tuple[str, ...]


def restore(
    path: Path,
    into: Path,
    operator: str = "",
    day: date | None = None,
    *,
    live: Path | None = None,
    without_attachments: bool = False,
    progress: Progress = silent,
) -> Restored:
    """Restore a backup into a new folder, prove it there and give it an identity of its own.

    ``live`` is the data folder in use: it is never touched, and its village must be the backup's.
    Raises BackupError for a backup that is not good, UserError when the folder is not new or
    cannot be written; nothing is left behind then.
    """
    _refuse_place(into, live)
    progress(0, 4, "正在核对备份")
    manifest = prove_outside(path, live)
    part = into.with_name(into.name + ".part")
    with sentences("恢复", into.parent):
        _clear(part, into)
        part.mkdir(parents=True)
        (part / UNFINISHED).touch()
        try:
            progress(1, 4, "正在取出数据")
            missing = unpack(path, part, manifest, without_attachments=without_attachments)
            progress(2, 4, "正在检查数据")
            prove_inside(part, manifest, missing)
            progress(3, 4, "正在登记新身份")
            _settle(part, into, operator, day, path)
            _name(part, into)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    counts = manifest.counts
    held = len(manifest.attachments) - len(missing)
    return Restored(into, manifest, counts.get("posting", 0), counts.get("entry", 0), held, missing)


def prove_outside(path: Path, live: Path | None = None) -> Manifest:
    """Check all of a backup that can be checked without unpacking; raises BackupError."""
    try:
        manifest = backup_file.prove_archive(path)
    except OSError as error:
        raise BackupError(Fault.UNREADABLE, path.name) from error
    if database.unknown_steps(manifest.steps, migrations):
        raise BackupError(Fault.TOO_NEW)
    mine = village_code(live) if live else ""
    if mine and manifest.village and mine != manifest.village:
        raise BackupError(Fault.OTHER_VILLAGE, manifest.village_name)
    return manifest


def unpack(
    path: Path, folder: Path, manifest: Manifest, *, without_attachments: bool = False
) -> tuple[str, ...]:
    """Write a backup's files and attachments into a folder; return the attachments that lack.

    An attachment that the backup could not find when it was made lacks too, and is no fault.
    """
    backup_file.extract(path, folder)
    missing = []
    for one in manifest.attachments:
        source = path.parent / FILES / one.name
        if copy_whole(source, folder / ATTACHMENTS / one.name, one.sha256):
            continue
        missing.append(one.sha256)
        if one.held and not without_attachments:
            fault = Fault.DAMAGED_ATTACHMENT if source.exists() else Fault.MISSING_ATTACHMENT
            raise BackupError(fault, one.name)
    return tuple(missing)


def prove_inside(folder: Path, manifest: Manifest, missing: tuple[str, ...] = ()) -> None:
    """Check an unpacked database from its pages to its last attachment; raises BackupError."""
    try:
        # Nothing may be created here: what is checked is the file as it was in the backup.
        db = Database(
            sqlite3.connect(f"{(folder / DATABASE).absolute().as_uri()}?mode=ro", uri=True)
        )
    except sqlite3.Error as error:
        raise BackupError(Fault.BAD_DATABASE) from error
    try:
        _prove_database(db, manifest)
        for one in proof.troubles(db, folder):
            if one.table == "attachment" and one.row in missing:
                continue
            raise BackupError(_FAULTS.get(one.code, Fault.CHANGED_ROWS), one.sentence.rstrip("。"))
    except sqlite3.Error as error:
        raise BackupError(Fault.BAD_DATABASE, str(error)) from error
    finally:
        db.close()


def village_code(folder: Path) -> str:
    """Return the code of the village that a data folder holds, without opening it for work."""
    try:
        db = sqlite3.connect(f"{(folder / DATABASE).absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error:
        return ""
    try:
        row = db.execute("select code from village").fetchone()
    except sqlite3.Error:
        return ""
    finally:
        db.close()
    return str(row[0]) if row else ""


def put_in_place(folder: Path, restored: Path, operator: str = "") -> Path:
    """Put a proved restore in the place of the live data; return where the old data was kept.

    The old database is copied aside first; the new one takes its place by one rename, so that at
    every moment one of the two is there whole. Nothing may have the data open.
    """
    if not is_set_up(restored) or (restored / UNFINISHED).exists():
        raise UserError(f"{restored} 不是恢复好的数据，没有替换。请先恢复到新文件夹。")
    if village_code(folder) not in ("", village_code(restored)):
        raise BackupError(Fault.OTHER_VILLAGE)
    with open_desk(restored, operator) as new:
        if instance.standing(new) is instance.Standing.PROVEN or proof.troubles(new.db, restored):
            raise UserError(f"{restored} 不是刚从备份恢复、检查过的数据，没有替换。")
        aside = folder.with_name(f"{folder.name}-before-restore-{new.now:%Y%m%d-%H%M%S}")
        with alone(folder), sentences("替换", folder):
            _set_aside(folder, aside)
            for one in sorted((restored / ATTACHMENTS).rglob("*.*")):
                place = one.relative_to(restored)
                if one.is_file() and not (folder / place).exists():
                    copy_whole(one, folder / place, one.stem)
            for kind in ("rules", "catalogue"):
                if (restored / kind).is_dir():
                    shutil.copytree(restored / kind, folder / kind, dirs_exist_ok=True)
            proven.forget(folder)
            database.backup(new.db, folder / "restored.db")
            for suffix in ("-wal", "-shm"):
                (folder / (DATABASE + suffix)).unlink(missing_ok=True)
            (folder / "restored.db").replace(folder / DATABASE)
            sync_folder(folder)
            marks.write(folder, instance.identity(new).mark)
            instance.retire_keys(Desk(new.db, folder, operator))
    # Two folders of one identity would be one too many.
    shutil.rmtree(restored, ignore_errors=True)
    return aside


_FAULTS = {
    "journal-broken": Fault.BROKEN_JOURNAL,
    "attachment-missing": Fault.MISSING_ATTACHMENT,
    "attachment-damaged": Fault.DAMAGED_ATTACHMENT,
}


def _prove_database(db: Database, manifest: Manifest) -> None:
    found = database.faults(db)
    if found:
        broken = "→" in found[0]
        raise BackupError(Fault.BROKEN_LINKS if broken else Fault.BAD_DATABASE, found[0])
    if database.unknown_steps(database.steps(db, migrations), migrations):
        raise BackupError(Fault.TOO_NEW)
    village = villages.village(db)
    if (village.code if village else "") != manifest.village:
        raise BackupError(Fault.BAD_MANIFEST)
    if journal.head(db) != (manifest.seq, manifest.digest):
        raise BackupError(Fault.BROKEN_JOURNAL)
    held = database.counts(db)
    wrong = [
        name
        for name in held.keys() | manifest.counts
        if held.get(name) != manifest.counts.get(name)
    ]
    if wrong:
        raise BackupError(Fault.WRONG_COUNTS, min(wrong))


def _settle(part: Path, into: Path, operator: str, day: date | None, path: Path) -> None:
    """Give the restored database its own identity and the mark of the place it will stand in."""
    with open_desk(part, operator, day) as desk:
        one = instance.renew(desk, "restored", {"backup": path.name})
    marks.write(part, one.mark, into)


def _name(part: Path, into: Path) -> None:
    (part / UNFINISHED).unlink()
    if into.exists():
        into.rmdir()
    part.replace(into)
    sync_folder(into.parent)


def _clear(part: Path, into: Path) -> None:
    """Remove what a restore that was cut off left behind, and nothing else."""
    if not part.exists():
        return
    # In its last moment a restore bears the mark of the place it was to have.
    ours = (part / UNFINISHED).exists() or marks.place_of(part) == str(into.resolve())
    if not ours and any(part.iterdir()):
        raise UserError(f"{part} 已经存在，没有动它。请换一个新文件夹。")
    shutil.rmtree(part)


def _refuse_place(into: Path, live: Path | None) -> None:
    place = into.absolute()
    if live and (live.absolute() == place or live.absolute() in place.parents):
        raise UserError(
            f"不能直接恢复到正在用的数据文件夹 {live}，没有改动。"
            "请先恢复到一个新文件夹，检查好再替换。"
        )
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise UserError(f"{into} 里已经有东西，没有动它。请选一个新的、空的文件夹。")


def _set_aside(folder: Path, aside: Path) -> None:
    """Copy the live database aside, as it is where it cannot be read, and close its log."""
    aside.mkdir(parents=True)
    live = folder / DATABASE
    if not live.exists():
        return
    try:
        db = Database(sqlite3.connect(live))
        try:
            database.backup(db, aside / DATABASE)
            db.execute("pragma wal_checkpoint(truncate)")
        finally:
            db.close()
    except sqlite3.DatabaseError:
        for path in folder.glob(f"{DATABASE}*"):
            shutil.copy2(path, aside / path.name)
