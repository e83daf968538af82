"""Backups: made, copied to a second disk, remembered, thinned out; daily and at exit by itself."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from boardapp import __version__
from boardapp.core.backup import (
    BackupError,
    KeptFile,
    Manifest,
    backup_name,
    kept,
    stamp_of,
)
from boardapp.core.errors import UserError
from boardapp.services import backup_file
from boardapp.services.desk import Desk
from boardapp.services.settings import change_setting
from boardapp.services.whole_files import copy_whole, digest_of, forget, sentences
from boardapp.store import database, instance, journal, villages
from boardapp.store.migrations import village as migrations

FOLDER, ATTACHMENTS = "backups", "attachments"
SECOND = "second-copy-folder"
"""The setting that names the folder of the second copy."""
COPIED, DRILLED = "backup-copy", "backup-drill"
QUIET = frozenset({COPIED, DRILLED, "clock-ran-back"})
"""Lines of the journal that are no reason for another backup."""
REMIND_AFTER = timedelta(days=7)
SPARE = 20 << 20
"""Bytes that must stay free beside a backup."""
_OWN_FILES = ("rules", "catalogue")


@dataclass(frozen=True)
class Backup:
    """One backup: ``manifest`` is None where the file can no longer be read."""

    path: Path
    manifest: Manifest | None

    @property
    def stamp(self) -> str:
        """When it was made, as yyyymmdd-hhmmss."""
        return stamp_of(self.path.name)

    @property
    def made_at(self) -> datetime:
        """When it was made, by its name."""
        return datetime.strptime(self.stamp, "%Y%m%d-%H%M%S").astimezone()


def folder_of(desk: Desk) -> Path:
    """Return where the backups of a data folder lie."""
    return desk.folder / FOLDER


def make(desk: Desk, folder: Path | None = None) -> Backup:
    """Make a backup: database and the village's own files in one archive, attachments beside it.

    An attachment lies once in the folder ``files`` beside all backups that speak of it. Older
    backups are thinned out once the new one was read back. Raises UserError with one sentence,
    and what was there before is whole.
    """
    folder = folder or folder_of(desk)
    with sentences("备份", folder):
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_full(desk, folder)
        _sweep(folder)
        path = _free_name(desk, folder)
        with _snapshot(desk, folder / (path.name + ".db")) as copy:
            manifest = _manifest(desk, folder, copy)
            sources = {backup_file.DATABASE: copy, **_own_files(desk.folder)}
            backup_file.write(path, manifest, sources)
        thin_out(folder, path.name)
    return Backup(path, manifest)


def backups(folder: Path) -> tuple[Backup, ...]:
    """Return the backups in a folder, the newest first; those that cannot be read too."""
    return tuple(_each(folder))


def newest(desk: Desk) -> Backup | None:
    """Return the newest backup of this data folder that can be read."""
    return next((one for one in _each(folder_of(desk)) if one.manifest), None)


def changed_since(desk: Desk, one: Backup | None) -> bool:
    """Whether anything worth keeping was journalled after a backup was made."""
    if one is None or one.manifest is None:
        return villages.village(desk.db) is not None
    if journal.digest_at(desk.db, one.manifest.seq) != one.manifest.digest:
        return True
    return any(line.action not in QUIET for line in journal.lines(desk.db, one.manifest.seq))


def make_if_changed(desk: Desk) -> Backup | None:
    """Make the backup at exit, unless nothing has changed since the last one."""
    return make(desk) if changed_since(desk, newest(desk)) else None


def make_daily(desk: Desk) -> Backup | None:
    """Make the first backup of a day on which something has changed."""
    last = newest(desk)
    if last and f"{desk.today:%Y%m%d}" == last.stamp[:8]:
        return None
    return make(desk) if changed_since(desk, last) else None


def thin_out(folder: Path, made: str) -> None:
    """Remove backups that need not be kept; never the one that was just read back as good."""
    names = [path.name for path in folder.iterdir() if stamp_of(path.name)]
    for name in set(names) - kept(names) - {made}:
        forget(folder / name)


def same_disk(one: Path, other: Path) -> bool:
    """Whether two folders lie on the same disk, so that both would be lost with it."""
    return _existing(one).stat().st_dev == _existing(other).stat().st_dev


def choose_second(desk: Desk, folder: Path | None) -> None:
    """Remember where the second copy goes, on another disk or a stick; None for nowhere."""
    if folder is not None:
        if not folder.is_dir():
            raise UserError(f"没有这个文件夹：{folder}。没有改动。请插好U盘，再选一次。")
        if same_disk(folder, desk.folder):
            raise UserError(
                f"{folder} 和数据在同一个磁盘上，磁盘坏了两份会一起丢，没有改动。"
                "请选U盘或另一个磁盘上的文件夹。"
            )
    change_setting(desk, SECOND, str(folder.resolve()) if folder else "")


def second_folder(desk: Desk) -> Path | None:
    """Return where the second copy goes, or None while nobody has chosen."""
    text = villages.setting(desk.db, SECOND)
    return Path(text) if text else None


def make_second(desk: Desk, folder: Path | None = None) -> Backup:
    """Make the second copy on another disk, and journal it; raises UserError with a sentence."""
    target = folder or second_folder(desk)
    if target is None:
        raise UserError("还没有选第二份备份放在哪里。请先选U盘或另一个磁盘上的文件夹。")
    # A folder named for this once may be new; the remembered one is not made in a stick's absence.
    if not (target.parent if folder else target).is_dir():
        raise UserError(f"找不到 {target}。请插好放第二份备份的U盘，再试一次。数据没有改动。")
    one = make(desk, target)
    if not same_disk(target, desk.folder):
        told = {"file": one.path.name, "folder": str(target), "seq": _seq(one)}
        with desk.writing(COPIED, told):
            pass
    return one


def second_made(desk: Desk) -> date | None:
    """Return the day of the last second copy."""
    line = journal.newest(desk.db, COPIED)
    return date.fromisoformat(line.at[:10]) if line else None


def reminder(desk: Desk) -> str:
    """Return a sentence when a second copy is due, else an empty text."""
    if newest(desk) is None:
        return ""
    folder, day = second_folder(desk), second_made(desk)
    if folder is None:
        return "还没有第二份备份。电脑坏了数据会全丢，请在“备份与恢复”里选一个U盘存一份。"
    if day is None or desk.today - day >= REMIND_AFTER:
        ago = f"已经 {(desk.today - day).days} 天没有更新" if day else "还没有存过"
        return f"第二份备份{ago}，请插上U盘（{folder}），在“备份与恢复”里存一份。"
    return ""


def _each(folder: Path) -> Iterator[Backup]:
    try:
        names = [path for path in folder.iterdir() if stamp_of(path.name)]
    except OSError:
        return
    for path in sorted(names, key=lambda one: stamp_of(one.name), reverse=True):
        try:
            yield Backup(path, backup_file.look(path))
        except (BackupError, OSError):
            yield Backup(path, None)


@contextmanager
def _snapshot(desk: Desk, path: Path) -> Iterator[Path]:
    """Copy the live database through SQLite's own backup, for as long as it is needed."""
    try:
        database.backup(desk.db, path)
        yield path
    finally:
        forget(path)


def _manifest(desk: Desk, folder: Path, copy: Path) -> Manifest:
    db = Database(copy)
    try:
        village = villages.village(db)
        seq, digest = journal.head(db)
        own = [
            KeptFile(name, path.stat().st_size, digest_of(path))
            for name, path in {backup_file.DATABASE: copy, **_own_files(desk.folder)}.items()
        ]
        return Manifest(
            village=village.code if village else "",
            village_name=village.name if village else "",
            instance=instance.held(db).uuid,
            program=__version__,
            made_at=desk.now.isoformat(timespec="seconds"),
            made_by=desk.operator,
            seq=seq,
            digest=digest,
            steps=database.steps(db, migrations),
            counts=database.counts(db),
            files=tuple(own),
            attachments=tuple(_kept(desk, folder, *one) for one in instance.files(db)),
        )
    finally:
        db.close()


def _kept(desk: Desk, folder: Path, digest: str, _name: str, place: str) -> KeptFile:
    """Put an attachment beside the backup, unless it is there; note when it is gone."""
    target = folder / backup_file.FILES / place
    source = desk.folder / ATTACHMENTS / place
    held = target.exists() and source.exists() and target.stat().st_size == source.stat().st_size
    held = held or copy_whole(source, target, digest)
    held = held or (target.exists() and digest_of(target) == digest)
    return KeptFile(place, target.stat().st_size if held else 0, digest, held)


def _own_files(folder: Path) -> dict[str, Path]:
    """Return the village's own rules and catalogue files by their names in the backup."""
    return {
        f"{kind}/{path.name}": path
        for kind in _OWN_FILES
        for path in sorted((folder / kind).glob("*.toml"))
        if path.is_file()
    }


def _free_name(desk: Desk, folder: Path) -> Path:
    village = villages.village(desk.db)
    moment = desk.now
    while (path := folder / backup_name(village.code if village else "", moment)).exists():
        moment += timedelta(seconds=1)
    return path


def _refuse_full(desk: Desk, folder: Path) -> None:
    """Raise UserError before anything is written when the disk has no room."""
    pages, size = (
        desk.db.execute(f"pragma {name}").fetchone()[0] for name in ("page_count", "page_size")
    )
    files = [desk.folder / ATTACHMENTS / place for _, _, place in instance.files(desk.db)]
    new = [
        one for one in files if not (folder / backup_file.FILES / one.parts[-2] / one.name).exists()
    ]
    need = 2 * pages * size + sum(one.stat().st_size for one in new if one.exists()) + SPARE
    free = shutil.disk_usage(folder).free
    if free < need:
        raise UserError(
            f"没有备份：{folder} 只剩 {free >> 20}MB，需要 {need >> 20}MB。"
            "现在的数据和以前的备份都没有改动。请腾出空间，或换一个U盘再试。"
        )


def _sweep(folder: Path) -> None:
    """Remove what a backup that was cut off left behind."""
    for path in folder.glob("backup-*"):
        if path.name.endswith((".part", ".zip.db")):
            forget(path)


def _existing(folder: Path) -> Path:
    """Return a folder, or the nearest one above it that is there."""
    return next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())


def _seq(one: Backup) -> int:
    return one.manifest.seq if one.manifest else 0
