"""Copies that are whole or not there: written beside, flushed, read back, then put in place."""

import errno
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from boardapp.core.errors import UserError

CHUNK = 1 << 20


def copy_whole(source: Path, target: Path, digest: str) -> bool:
    """Copy a file of a known SHA-256; false when the source is gone or is not that file.

    Raises OSError when the target cannot be written.
    """
    try:
        if digest_of(source) != digest:
            return False
    except OSError:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    try:
        with source.open("rb") as old, part.open("wb") as new:
            while data := old.read(CHUNK):
                new.write(data)
            flush(new.fileno(), new.flush)
        if digest_of(part) != digest:
            raise OSError(errno.EIO, "read back otherwise than written")
        put_in_place(part, target)
    finally:
        forget(part)
    return True


def flush(number: int, first: object = None) -> None:
    """Bring a file's bytes to the disk; ``first`` is called before."""
    if callable(first):
        first()
    os.fsync(number)


def put_in_place(part: Path, target: Path) -> None:
    """Give a complete file its name, and bring the name to the disk."""
    part.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError as error:
        # Some network and USB file systems cannot; the file itself is flushed.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(number)


def digest_of(path: Path) -> str:
    """Return a file's SHA-256 in hex; raises OSError."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while data := file.read(CHUNK):
            total.update(data)
    return total.hexdigest()


def wipe(path: Path) -> None:
    """Write over a file's bytes and remove it; raises OSError when it stays.

    A disk that moves what is written, such as an SSD, may keep the old bytes out of reach.
    """
    if path.is_file() and not path.is_symlink():
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            flush(file.fileno(), file.flush)
    path.unlink()
    sync_folder(path.parent)


def forget(path: Path) -> None:
    """Remove a leftover; where even that is refused it does no harm."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


@contextmanager
def sentences(what: str, folder: Path) -> Iterator[None]:
    """Turn what a disk says into one sentence: ``what`` was not done, nothing else changed."""
    try:
        yield
    except OSError as error:
        raise UserError(f"{what}没有做成：{_reason(error, folder)}") from error
    except sqlite3.Error as error:
        full = "full" in str(error)
        why = _FULL if full else f"读写 {folder} 出错（{error}）。请检查磁盘，换一个位置再试。"
        raise UserError(f"{what}没有做成：{why}{_SAFE}") from error


_SAFE = "现在的数据和以前的备份都没有改动。"
_FULL = "磁盘已满。请腾出空间，或换一个U盘再试。"


def _reason(error: OSError, folder: Path) -> str:
    number = error.errno
    if number in (errno.ENOSPC, errno.EDQUOT):
        return _FULL + _SAFE
    if number == errno.EROFS:
        return f"{folder} 是只读的，不能写入。请关掉U盘的写保护开关，或换一个位置。{_SAFE}"
    if number in (errno.EACCES, errno.EPERM):
        return f"{folder} 不允许写入。请换一个文件夹再试。{_SAFE}"
    if number in (errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE):
        return f"{folder} 读写中断，U盘可能被拔出或已损坏。请重新插好再试。{_SAFE}"
    if number == errno.EFBIG:
        return f"文件超过了 {folder} 能放的大小（FAT32 最大 4GB）。请换一个U盘再试。{_SAFE}"
    if number in (errno.ENOTDIR, errno.EEXIST):
        return f"{folder} 不是文件夹。请换一个位置再试。{_SAFE}"
    return f"{folder} 不能写入（{error.strerror or error}）。请换一个位置再试。{_SAFE}"
