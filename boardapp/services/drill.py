"""The monthly drill: the newest backup is restored to a temporary place, checked and reported."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from boardapp.core.backup import BackupError
from boardapp.core.errors import UserError
from boardapp.services.backup import DRILLED, backups, folder_of, newest
from boardapp.services.desk import Desk
from boardapp.services.restore import prove_inside, prove_outside, unpack
from boardapp.services.whole_files import sentences
from boardapp.store import journal


@dataclass(frozen=True)
class Drill:
    """How a drill went: the backup's name, whether it could be restored, and what was in it."""

    day: date
    backup: str
    ok: bool
    sentence: str
    lines: int = 0
    postings: int = 0
    entries: int = 0
    attachments: int = 0


def drill(desk: Desk) -> Drill:
    """Restore the newest backup to a temporary place, check it whole, and journal the outcome.

    Raises UserError when there is no backup yet, or no room for the drill.
    """
    one = newest(desk)
    if one is None:
        raise UserError("还没有可用的备份，没有演练。请先做一份备份。")
    with sentences("恢复演练", Path(gettempdir())):
        found = _restored(desk, one.path)
    told = {key: value for key, value in asdict(found).items() if key != "day"}
    with desk.writing(DRILLED, told):
        pass
    return found


def last_drill(desk: Desk) -> Drill | None:
    """Return the outcome of the last drill, or None."""
    line = journal.newest(desk.db, DRILLED)
    if line is None:
        return None
    told = json.loads(line.details)
    told.pop("clock", None)
    return Drill(date.fromisoformat(line.at[:10]), **told)


def is_due(desk: Desk) -> bool:
    """Whether no drill has been held in this month yet, or the last one failed.

    The first one waits until there are backups of an earlier day.
    """
    last = last_drill(desk)
    if last is None:
        return any(one.stamp[:8] < f"{desk.today:%Y%m%d}" for one in backups(folder_of(desk)))
    if not last.ok:
        return True
    return (last.day.year, last.day.month) != (desk.today.year, desk.today.month)


def _restored(desk: Desk, path: Path) -> Drill:
    try:
        manifest = prove_outside(path, desk.folder)
        with TemporaryDirectory(prefix="boardapp-drill-") as name:
            missing = unpack(path, Path(name), manifest)
            prove_inside(Path(name), manifest, missing)
    except BackupError as error:
        return Drill(
            desk.today, path.name, False, f"备份 {path.name} 恢复不了：{error.fault.word}。"
        )
    if journal.digest_at(desk.db, manifest.seq) != manifest.digest:
        sentence = f"现在的操作记录第 {manifest.seq} 条与备份 {path.name} 里的不同，记录被改写过。"
        return Drill(desk.today, path.name, False, sentence)
    held = len(manifest.attachments) - len(missing)
    counts = manifest.counts
    sentence = (
        f"{desk.today.month}月{desk.today.day}日演练：备份能完整恢复（操作记录 {manifest.seq} 条、"
        f"账 {counts.get('entry', 0)} 笔、公布 {counts.get('posting', 0)} 项、附件 {held} 个）"
    )
    if missing:
        sentence += f"；有 {len(missing)} 个附件备份时就已不在"
    return Drill(
        desk.today, path.name, True, sentence, manifest.seq, counts.get("posting", 0),
        counts.get("entry", 0), held,
    )  # fmt: skip
