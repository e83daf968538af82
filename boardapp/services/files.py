"""Whole files out: written beside their name, flushed, and only then put in place."""

import errno
from pathlib import Path

from boardapp.core.errors import UserError
from boardapp.services.whole_files import flush, forget


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is either complete or not there; raises UserError with a sentence.

    The old file of that name stays until the new one is flushed to disk. What is no file, like a
    device or a pipe, is written to and never replaced.
    """
    try:
        if not path.name or path.is_dir():
            raise UserError(
                f"“{path}”是文件夹，不是文件名，没有写成，什么也没有改动；请写明文件名再试。"
            )
    except OSError as error:
        raise UserError(write_sentence(error, path)) from error
    part = path.with_name(path.name + ".part")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(data)
            flush(file.fileno(), file.flush)
        part.replace(path)
    except OSError as error:
        raise UserError(write_sentence(error, path)) from error
    finally:
        forget(part)


def write_sentence(error: OSError, path: Path) -> str:
    """Say why a file could not be written, by the system's error number."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"磁盘已满，没有写成 {path.name}；原来的文件没有改动。请腾出空间后再试。"
    if error.errno == errno.ENAMETOOLONG:
        return f"文件名太长，没有写成：{path.name[:20]}……。什么也没有改动；请换一个短的再试。"
    if error.errno == errno.EROFS:
        return f"这个磁盘是只读的，不能写入 {path.name}。请换一个位置。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY):
        return (
            f"不能写入 {path}：文件可能正被别的程序打开，或文件夹不允许写入。"
            "原来的文件没有改动。请关闭打开它的程序，或换一个位置再试。"
        )
    return f"没有写成 {path}（{error.strerror or error}）；原来的文件没有改动。请换一个位置再试。"
