"""What a backup says of itself, why one is refused, and which ones are kept."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from boardapp.core.errors import UserError

FORMAT, VERSION = "boardapp-backup", 1
DAYS, MONTHS, LAST = 30, 12, 3
"""How many days and months keep their newest backup, and how many of the last are kept anyway."""

_NAME = re.compile(r"backup-(\d{12}|village)-(\d{8}-\d{6})\.zip")


class Fault(StrEnum):
    """Everything that can be wrong with a backup; each has its own sentence."""

    NOT_FOUND = "not-found"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    NOT_A_BACKUP = "not-a-backup"
    CUT_SHORT = "cut-short"
    UNSAFE = "unsafe"
    TOO_LARGE = "too-large"
    DAMAGED = "damaged"
    NO_MANIFEST = "no-manifest"
    BAD_MANIFEST = "bad-manifest"
    TOO_NEW = "too-new"
    WRONG_ROLE = "wrong-role"
    MISSING_FILE = "missing-file"
    EXTRA_FILE = "extra-file"
    WRONG_DIGEST = "wrong-digest"
    OTHER_VILLAGE = "other-village"
    BAD_DATABASE = "bad-database"
    BROKEN_LINKS = "broken-links"
    BROKEN_JOURNAL = "broken-journal"
    CHANGED_ROWS = "changed-rows"
    WRONG_COUNTS = "wrong-counts"
    MISSING_ATTACHMENT = "missing-attachment"
    DAMAGED_ATTACHMENT = "damaged-attachment"

    @property
    def word(self) -> str:
        """Say what is wrong and what to do."""
        return _WORDS[self]


_OTHER = "请换一份备份再试"
_WORDS = {
    Fault.NOT_FOUND: "找不到这个备份文件。请检查U盘是否插好，文件是否移走或改名",
    Fault.UNREADABLE: "读不出这个备份文件，U盘可能接触不良或已拔出。请重新插好再试",
    Fault.EMPTY: f"这个备份文件是空的，当时没有写成。{_OTHER}",
    Fault.NOT_A_BACKUP: "这不是村务公开栏的备份。请选名字像“backup-村代码-日期.zip”的文件",
    Fault.CUT_SHORT: f"这份备份不完整，后面的部分不见了（可能拷贝时中断）。请重新拷贝，或{_OTHER}",
    Fault.UNSAFE: f"这个文件里有不该有的文件名，不安全，没有打开。{_OTHER}",
    Fault.TOO_LARGE: f"这个文件展开后大得不像备份，没有打开。{_OTHER}",
    Fault.DAMAGED: f"这份备份已损坏，里面的数据读不通。{_OTHER}",
    Fault.NO_MANIFEST: f"这个压缩文件里没有备份清单，不是本程序写的备份。{_OTHER}",
    Fault.BAD_MANIFEST: f"这份备份的清单读不懂，可能被改动过。{_OTHER}",
    Fault.TOO_NEW: "这份备份是更新版本的程序写的，本版本不能恢复。请先安装新版本的村务公开栏",
    Fault.WRONG_ROLE: "这是乡镇端的备份，不能恢复到村级数据里。请选村里的备份",
    Fault.MISSING_FILE: f"这份备份缺少清单上的文件。{_OTHER}",
    Fault.EXTRA_FILE: f"这份备份里多出了清单上没有的文件，可能被改动过。{_OTHER}",
    Fault.WRONG_DIGEST: f"这份备份里的文件与清单的摘要不符，已损坏或被改动过。{_OTHER}",
    Fault.OTHER_VILLAGE: "这是另一个村的备份，与现在数据的村代码不同。请选本村的备份",
    Fault.BAD_DATABASE: f"这份备份里的数据库已损坏。{_OTHER}",
    Fault.BROKEN_LINKS: f"这份备份里的数据前后对不上（有记录指向不存在的记录）。{_OTHER}",
    Fault.BROKEN_JOURNAL: f"这份备份里的操作记录接不上，不可信。{_OTHER}",
    Fault.CHANGED_ROWS: f"这份备份里的数据与操作记录不一致，被直接改动过。{_OTHER}",
    Fault.WRONG_COUNTS: f"这份备份里的记录数与清单不符。{_OTHER}",
    Fault.MISSING_ATTACHMENT: (
        "这份备份的附件不全：旁边的 files 文件夹里缺少照片或扫描件。请把 files 文件夹一起拷来；"
        "确实没有了，可以选择不要附件（--without-attachments）"
    ),
    Fault.DAMAGED_ATTACHMENT: (
        "备份旁边 files 文件夹里有附件已损坏。请换一份完好的 files 文件夹；"
        "确实没有了，可以选择不要附件（--without-attachments）"
    ),
}


class BackupError(UserError):
    """A backup that is not taken: which fault, and where."""

    def __init__(self, fault: Fault, where: str = "") -> None:
        self.fault = fault
        place = f"（{where}）" if where else ""
        super().__init__(f"没有恢复，现在的数据没有改动。{fault.word}{place}。")


@dataclass(frozen=True)
class KeptFile:
    """One file of a backup: ``size`` in bytes, ``held`` false where it was gone already."""

    name: str
    size: int
    sha256: str
    held: bool = True


@dataclass(frozen=True)
class Manifest:
    """What a backup holds, as written into it.

    ``seq`` and ``digest`` are the journal's last line, ``counts`` the rows of each table,
    ``files`` lie in the archive and ``attachments`` in the folder ``files`` beside it.
    """

    village: str
    village_name: str
    instance: str
    program: str
    made_at: str
    made_by: str
    seq: int
    digest: str
    steps: tuple[str, ...]
    counts: dict[str, int]
    files: tuple[KeptFile, ...]
    attachments: tuple[KeptFile, ...]

    def to_json(self) -> bytes:
        """Return the canonical bytes of the manifest."""
        told = {"format": FORMAT, "version": VERSION, "role": "village", **asdict(self)}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode()


def read_manifest(data: bytes) -> Manifest:
    """Read a manifest; raises BackupError when it is not one, or of a newer format."""
    try:
        told = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BackupError(Fault.BAD_MANIFEST) from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise BackupError(Fault.NOT_A_BACKUP)
    version = told.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise BackupError(Fault.BAD_MANIFEST)
    if version > VERSION:
        raise BackupError(Fault.TOO_NEW)
    if told.get("role") != "village":
        raise BackupError(Fault.WRONG_ROLE)
    try:
        return _manifest(told)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BackupError(Fault.BAD_MANIFEST) from error


def backup_name(village: str, moment: datetime) -> str:
    """Return the file name of a backup made at a moment."""
    return f"backup-{village or 'village'}-{moment:%Y%m%d-%H%M%S}.zip"


def stamp_of(name: str) -> str:
    """Return when a backup was made by its file name, as yyyymmdd-hhmmss; empty for others."""
    found = _NAME.fullmatch(name)
    return found[2] if found else ""


def kept(names: Iterable[str]) -> frozenset[str]:
    """Return which backups to keep: the newest of 30 days and of 12 months, and the last three.

    Days and months are those that have a backup, so that a wrong clock never empties the folder.
    Names that are no backup's are always kept.
    """
    stamps = {name: stamp_of(name) for name in names}
    newest = sorted((name for name in stamps if stamps[name]), key=stamps.__getitem__, reverse=True)
    found = {name for name in stamps if not stamps[name]} | set(newest[:LAST])
    for length, most in ((8, DAYS), (6, MONTHS)):
        seen: dict[str, str] = {}
        for name in newest:
            seen.setdefault(stamps[name][:length], name)
        found |= set(list(seen.values())[:most])
    return frozenset(found)


def _manifest(told: dict[str, Any]) -> Manifest:
    counts = told["counts"]
    if not all(isinstance(value, int) for value in counts.values()):
        raise ValueError(counts)
    datetime.fromisoformat(_text(told["made_at"]))
    return Manifest(
        village=_text(told["village"]),
        village_name=_text(told["village_name"]),
        instance=_text(told["instance"]),
        program=_text(told["program"]),
        made_at=_text(told["made_at"]),
        made_by=_text(told["made_by"]),
        seq=int(told["seq"]),
        digest=_text(told["digest"]),
        steps=tuple(_text(one) for one in told["steps"]),
        counts=dict(counts),
        files=tuple(_file(one) for one in told["files"]),
        attachments=tuple(_file(one) for one in told["attachments"]),
    )


def _file(told: dict[str, Any]) -> KeptFile:
    size, digest = told["size"], _text(told["sha256"])
    if not isinstance(size, int) or size < 0 or not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise ValueError(told)
    if not isinstance(told["held"], bool):
        raise TypeError(told)
    return KeptFile(_safe(_text(told["name"])), size, digest, told["held"])


def _safe(name: str) -> str:
    """Return a name inside the backup; raises BackupError for one that could lead outside."""
    parts = name.split("/")
    good = r'[^\\/:*?"<>|\x00-\x1f]{1,200}'
    if not all(re.fullmatch(good, part) and part.strip(". ") for part in parts):
        raise BackupError(Fault.UNSAFE)
    return name


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
