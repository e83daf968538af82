"""Packs: folders that are whole or not there, with digests of all they hold, and looked at again.

A pack is written beside its name, flushed, read back and only then put in place.
"""

import errno
import hashlib
import os
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from boardapp.core.errors import UserError
from boardapp.core.pack import SUMS, Checked, PackedFile, compared, read_sums, sums_text
from boardapp.core.progress import Progress, silent
from boardapp.services.whole_files import (
    copy_whole,
    digest_of,
    flush,
    put_in_place,
    sentences,
    sync_folder,
)

SPARE = 8 << 20
"""Bytes that must stay free beside a pack."""
_LARGEST_SUMS = 16 << 20


@dataclass(frozen=True)
class Sealed:
    """A pack in its place: its files, and the SHA-256 of its list of digests."""

    folder: Path
    files: tuple[PackedFile, ...]
    digest: str


class Pack:
    """A pack that is being filled; ``root`` is its folder until it gets its name."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, PackedFile] = {}

    def put(self, path: str, data: bytes) -> PackedFile:
        """Write a file; raises OSError."""
        target = self._target(path)
        with target.open("wb") as file:
            file.write(data)
            flush(file.fileno(), file.flush)
        return self._note(path, hashlib.sha256(data).hexdigest(), len(data))

    def copy(self, path: str, source: Path, digest: str) -> PackedFile | None:
        """Copy a file of a known SHA-256; None when it is gone or is not that file any more."""
        target = self._target(path)
        if not copy_whole(source, target, digest):
            return None
        return self._note(path, digest, target.stat().st_size)

    def adopt(self, path: str) -> PackedFile:
        """Count a file in that somebody else wrote here whole; raises OSError."""
        target = self.root / path
        return self._note(path, digest_of(target), target.stat().st_size)

    def _target(self, path: str) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def _note(self, path: str, digest: str, size: int) -> PackedFile:
        one = PackedFile(path, digest, size)
        self.files[path] = one
        return one


def write_pack(
    what: str,
    parent: Path,
    name: str,
    need: int,
    fill: Callable[[Pack], None],
    progress: Progress = silent,
) -> Sealed:
    """Write a folder whole below ``parent``: filled, given digests, read back, put in place.

    ``what`` begins the sentence when that fails; ``need`` are the bytes it will take. A folder of
    that name is never touched: the new one gets a number. Raises UserError with a sentence, or
    Cancelled; then nothing of it is left.
    """
    ready(what, parent, need)
    with sentences(what, parent):
        target = _free(parent, name)
        part = target.with_name(f"{name}.part")
        try:
            _sweep(part)
            part.mkdir()
            pack = Pack(part)
            fill(pack)
            files = tuple(sorted(pack.files.values(), key=lambda one: one.path))
            sums = sums_text(files)
            for listed in SUMS:
                pack.put(listed, sums)
            _prove(pack, progress)
            put_in_place(part, target)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return Sealed(target, files, hashlib.sha256(sums).hexdigest())


def ready(what: str, parent: Path, need: int) -> None:
    """Raise UserError before anything is done when a folder cannot take so many bytes."""
    if not parent.is_dir() and not parent.absolute().parent.is_dir():
        raise UserError(
            f"{what}没有做成：找不到 {parent}。什么也没有改动。请插好U盘，或换一个文件夹再试。"
        )
    with sentences(what, parent):
        parent.mkdir(exist_ok=True)
        if not os.access(parent, os.W_OK):
            raise PermissionError(errno.EACCES, "Permission denied")
        free = shutil.disk_usage(parent).free
    if free < need + SPARE:
        raise UserError(
            f"{what}没有做成：{parent} 只剩 {free >> 20}MB，需要 {(need + SPARE) >> 20}MB。"
            "什么也没有改动。请腾出空间，或换一个U盘再试。"
        )


def check_pack(folder: Path, progress: Progress = silent) -> Checked:
    """Look at a pack again: what is missing, changed or too much, each by its name.

    Raises UserError when the folder is not there or cannot be read.
    """
    if not folder.is_dir():
        raise UserError(
            f"找不到文件夹：{folder}。什么也没有改动。请检查U盘是否插好、名称是否写对。"
        )
    try:
        lists = {name: _small(folder / name) for name in SUMS if (folder / name).is_file()}
        if not lists:
            return Checked(0, sums=_NO_SUMS)
        data = next(iter(lists.values()))
        told = read_sums(data)
        there = dict(_digests(folder, progress))
    except ValueError:
        return Checked(0, sums=_BAD_SUMS)
    except OSError as error:
        raise UserError(
            f"读不完 {folder}，U盘可能接触不良或已拔出。什么也没有改动。请重新插好再试。"
        ) from error
    found = compared(told, {path: mark for path, mark in there.items() if path not in SUMS})
    missing = tuple(name for name in SUMS if name not in lists)
    changed = tuple(name for name, other in lists.items() if other != data)
    return Checked(found.files, (*missing, *found.missing), (*changed, *found.changed), found.extra)


def size_of(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in _files(folder))


_NO_SUMS = (
    "这个文件夹里没有校验和（SHA256SUMS 或 校验和.txt），不是本程序写的档案，或已不完整。"
    "请选对文件夹，或换另一份拷贝。"
)
_BAD_SUMS = "校验和文件读不懂，已损坏或被改动过，不能用来核对。请换另一份拷贝。"


def _free(parent: Path, name: str) -> Path:
    """Return a folder that is not there yet."""
    target, count = parent / name, 1
    while target.exists() or target.is_symlink():
        count += 1
        target = parent / f"{name}-{count}"
    return target


def _sweep(part: Path) -> None:
    """Remove what a pack that was cut off left behind."""
    if part.is_symlink() or part.is_file():
        part.unlink()
    elif part.exists():
        shutil.rmtree(part)


def _prove(pack: Pack, progress: Progress) -> None:
    """Read every file back; raises OSError when one is not as it was written."""
    total = len(pack.files)
    for done, one in enumerate(pack.files.values()):
        progress(done, total, "正在读回核对")
        path = pack.root / one.path
        if path.stat().st_size != one.size or digest_of(path) != one.sha256:
            raise OSError(errno.EIO, "read back otherwise than written")
    progress(total, total, "正在读回核对")
    known = {pack.root / path for path in pack.files}
    for path in _files(pack.root):
        if path not in known:
            raise OSError(errno.EIO, f"unknown file {path.name}")
    for folder, _, _ in os.walk(pack.root):
        sync_folder(Path(folder))


def _digests(folder: Path, progress: Progress) -> Iterator[tuple[str, str]]:
    """Yield path and digest of every file; one that cannot be read has an empty digest."""
    paths = list(_files(folder))
    for done, path in enumerate(paths):
        progress(done, len(paths), "正在核对")
        name = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
        try:
            yield name, "" if path.is_symlink() else digest_of(path)
        except PermissionError:
            yield name, ""


def _files(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder in order; links are named, never followed."""
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted([*names, *(f for f in folders if (Path(root) / f).is_symlink())]):
            yield Path(root) / name


def _small(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(_LARGEST_SUMS + 1)
    if len(data) > _LARGEST_SUMS:
        raise ValueError(path.name)
    return data
