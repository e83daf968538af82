"""The stick before anything is written to it: every way it can fail has a name and a next step."""

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from boardapp.core.errors import UserError
from boardapp.services.drives import Drive
from boardapp.services.whole_files import CHUNK, flush

Tick = Callable[[int], None]
"""Called with so many bytes done; may raise Cancelled."""
PART = ".part"
FLUSH = 16 << 20
_KEPT = frozenset({"attachments", "backups", "bundles", "catalogue", "keys", "rules"})
_SLACK = 1 << 16
"""What a file system needs for itself beside the file."""


class Stick(StrEnum):
    """How the look at the stick ended."""

    READY = "ready"
    NO_STICK = "no-stick"
    SEVERAL = "several-sticks"
    NOT_THERE = "not-there"
    NOT_A_FOLDER = "not-a-folder"
    DATA_FOLDER = "data-folder"
    READ_ONLY = "read-only"
    NAME_TAKEN = "name-taken"
    TOO_SMALL = "too-little-space"
    UNREADABLE = "unreadable"

    @property
    def ok(self) -> bool:
        """Whether something can be written there."""
        return self is Stick.READY

    @property
    def sentence(self) -> str:
        """Say what was found."""
        return _WORDS[self][0]

    @property
    def next_step(self) -> str:
        """Say what the person does now."""
        return _WORDS[self][1]


_WORDS = {
    Stick.READY: ("U盘可以写入。", "请不要拔出U盘，等提示完成。"),
    Stick.NO_STICK: ("没有找到U盘。", "请插好U盘，等电脑认出它，再试一次。"),
    Stick.SEVERAL: (
        "插着不止一个U盘，不知道该写到哪一个。",
        "请只留下要用的那一个，或者选定它。",
    ),
    Stick.NOT_THERE: (
        "找不到这个文件夹，U盘可能没有插好，或换了名字。",
        "请插好U盘，重新选择它，再试一次。",
    ),
    Stick.NOT_A_FOLDER: ("这不是文件夹。", "请选择U盘或它里面的一个文件夹。"),
    Stick.DATA_FOLDER: (
        "这是本程序自己的数据文件夹，数据包不能放在这里。",
        "请选择U盘。",
    ),
    Stick.READ_ONLY: (
        "U盘不能写入，可能是只读的。",
        "请关掉U盘上的写保护开关，或换一个U盘，再试一次。",
    ),
    Stick.NAME_TAKEN: (
        "U盘上已经有一个同名、内容却不同的文件，没有覆盖它。",
        "请先把那个文件移到别处或改名，再导出一次；弄不清是哪来的，就先问乡镇。",
    ),
    Stick.TOO_SMALL: ("U盘的空间不够。", "请删掉U盘上不要的文件，或换一个U盘，再试一次。"),
    Stick.UNREADABLE: (
        "U盘读不出来，可能接触不良或已经损坏。",
        "请拔下重新插好；还不行就换一个U盘。",
    ),
}


@dataclass(frozen=True)
class Look:
    """What was found on a stick: the result, the concrete detail, warnings, and old bundles.

    ``leftovers`` are half-written files of last time, ``older`` the bundles of this village that
    lie there already, ``same`` that the very file is there. ``free`` is in bytes.
    ``same_disk`` says that the data lies on that disk too: it is no stick.
    """

    result: Stick
    folder: Path | None = None
    detail: str = ""
    warnings: tuple[str, ...] = ()
    leftovers: tuple[Path, ...] = ()
    older: tuple[str, ...] = ()
    same: bool = False
    free: int = 0
    same_disk: bool = False

    @property
    def sentence(self) -> str:
        """The whole sentence: what was found, the detail, what to do, and that all is safe."""
        if self.result.ok:
            return self.result.sentence
        what = self.result.sentence
        if self.detail.startswith("（"):
            what = f"{what.rstrip('。')}{self.detail}。"
        else:
            what += self.detail
        return f"没有导出：{what}{self.result.next_step}数据和U盘上原来的文件都没有改动。"


def choose(found: tuple[Drive, ...]) -> Look:
    """Return the one drive there is, or that there is none, or that there are several."""
    if not found:
        return Look(Stick.NO_STICK)
    if len(found) > 1:
        names = "、".join(f"{one.label}（{one.path}）" for one in found)
        return Look(Stick.SEVERAL, detail=f"现有：{names}。")
    return Look(Stick.READY, found[0].path, free=found[0].free)


def look(folder: Path, name: str, needed: int, data: Path, same_as: Path | None = None) -> Look:
    """Look at a folder before the file ``name`` of ``needed`` bytes goes there; write nothing.

    ``data`` is the data folder, ``same_as`` the file whose bytes a file of that name there must
    have to be left alone.
    """
    try:
        return _look(folder, name, needed, data, same_as)
    except OSError as error:
        return Look(Stick.UNREADABLE, folder, f"（{error.strerror or error}）")


def clear(leftovers: tuple[Path, ...]) -> None:
    """Remove half-written files; raises UserError where the stick does not let them go."""
    for one in leftovers:
        try:
            one.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                Look(Stick.READ_ONLY, detail=f"（{one.name} 删不掉）").sentence
            ) from error


def same_bytes(one: Path, other: Path, tick: Tick = lambda _: None) -> bool:
    """Whether two files hold the same bytes, read from the disk anew; raises OSError."""
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        _forget_cache(second.fileno())
        while data := first.read(CHUNK):
            if data != second.read(len(data)):
                return False
            tick(len(data))
    return True


def copy(source: Path, target: Path, tick: Tick) -> None:
    """Copy a file to a stick and bring it to the disk; raises OSError.

    It is flushed every few megabytes, so that progress tells the truth and cancelling works on a
    slow stick, where the system would else take everything at once and write for minutes.
    """
    waiting = 0
    with source.open("rb") as old, target.open("wb") as new:
        while data := old.read(CHUNK):
            new.write(data)
            waiting += len(data)
            if waiting >= FLUSH:
                flush(new.fileno(), new.flush)
                waiting = 0
            tick(len(data))
        flush(new.fileno(), new.flush)


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn what a stick says while it is written to into one sentence."""
    try:
        yield
    except OSError as error:
        raise UserError(sentence_of(error, folder)) from error


def sentence_of(error: OSError, folder: Path) -> str:
    """Say why a stick took nothing, by the system's error number, and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Look(Stick.TOO_SMALL, folder).sentence
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return Look(Stick.READ_ONLY, folder, f"（{folder}）").sentence
    if error.errno == errno.EFBIG:
        return Look(Stick.TOO_SMALL, folder, "它的格式放不下这么大的文件。").sentence
    reason = error.strerror or str(error)
    return (
        f"没有导出：U盘读写中断，可能被拔出或接触不良（{reason}）。数据没有改动，序号没有用掉，"
        "U盘上原来的文件也没有改动。请重新插好U盘，再导出一次；还不行就换一个U盘。"
    )


def on_one_disk(one: Path, other: Path) -> bool:
    """Whether two folders lie on the same disk; raises OSError."""
    return one.stat().st_dev == other.stat().st_dev


def human(size: int) -> str:
    """Return a number of bytes as a person reads it, never less than what is needed."""
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")):
        if size >= unit:
            return f"{-(-size * 10 // unit) / 10:.1f} {name}"
    return f"{size} 字节"


def _forget_cache(number: int) -> None:
    """Ask the system to read a file from the disk, not from what it remembers of writing it."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)


def _look(folder: Path, name: str, needed: int, data: Path, same_as: Path | None) -> Look:
    if not folder.exists():
        return Look(Stick.NOT_THERE, folder, f"（{folder}）")
    if not folder.is_dir():
        return Look(Stick.NOT_A_FOLDER, folder, f"（{folder}）")
    if _is_ours(folder.resolve(), data.resolve()):
        return Look(Stick.DATA_FOLDER, folder, f"（{folder}）")
    leftovers, older = _ours(folder, name)
    target = folder / name
    same_disk = on_one_disk(folder, data)
    warnings = _warnings(leftovers, same_disk=same_disk)
    if target.exists():
        if same_as is None or not target.is_file() or not same_bytes(target, same_as):
            return Look(Stick.NAME_TAKEN, folder, f"（{name}）", older=older)
        return Look(
            Stick.READY, folder, "", warnings, leftovers, older, same=True, same_disk=same_disk
        )
    if not os.access(folder, os.W_OK):
        return Look(Stick.READ_ONLY, folder, f"（{folder}）")
    free = shutil.disk_usage(folder).free
    usable = free + sum(one.stat().st_size for one in leftovers)
    if usable < needed + _SLACK:
        detail = f"需要 {human(needed + _SLACK)}，只有 {human(usable)}。"
        return Look(Stick.TOO_SMALL, folder, detail, free=free)
    return Look(Stick.READY, folder, "", warnings, leftovers, older, False, free, same_disk)


def _is_ours(folder: Path, data: Path) -> bool:
    """Whether a folder is the data folder, or one in it that the program keeps for itself."""
    if not folder.is_relative_to(data):
        return False
    return folder == data or folder.relative_to(data).parts[0] in _KEPT


def _ours(folder: Path, name: str) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Return the half-written files and the whole bundles of this village on a stick."""
    start = name.rpartition("-")[0]
    whole = re.compile(rf"{re.escape(start)}-\d{{4}}\.zip")
    parts, older = [], []
    for one in sorted(folder.iterdir()):
        if whole.fullmatch(one.name.removesuffix(PART)) and one.is_file():
            if one.name.endswith(PART):
                parts.append(one)
            elif one.name != name:
                older.append(one.name)
    return tuple(parts), tuple(older)


def _warnings(leftovers: tuple[Path, ...], *, same_disk: bool) -> tuple[str, ...]:
    found = []
    if same_disk:
        found.append("这个文件夹和数据在同一个磁盘上，不是U盘；请记得把数据包拷到U盘再带走。")
    if leftovers:
        names = "、".join(one.name for one in leftovers)
        found.append(f"上次没有写完的文件已清除：{names}。")
    return tuple(found)
