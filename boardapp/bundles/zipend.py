"""Find the end of a zip, and refuse by what it says before anything is listed."""

import struct
from dataclasses import dataclass
from typing import BinaryIO

from boardapp.bundles import limits
from boardapp.bundles.records import END, END_MARK, LOCAL_MARK, LOCATOR_MARK, WIDE_MARK
from boardapp.bundles.verdict import Refused, damaged
from boardapp.core.bundle.outcome import Outcome

_TAIL = END.size + 0xFFFF
_LOCATOR = struct.Struct("<4sIQI")
_WIDE = struct.Struct("<4sQ2H2I4Q")
_FULL = 0xFFFF


@dataclass(frozen=True)
class End:
    """What the end record says: how many files, and the directory's length and place in bytes."""

    count: int
    length: int
    offset: int


def find_end(file: BinaryIO, size: int) -> End:
    """Return what the end record of a zip says; raises Refused unless it is the only one.

    It must be the last 22 bytes, without a comment, for one disk, and the directory must end
    where it begins.
    """
    if size > limits.FILE:
        raise Refused(Outcome.TOO_LARGE, "文件超过 4 GB。")
    file.seek(0)
    first = file.read(4)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    if tail[-END.size :][:4] != END_MARK or size < END.size:
        raise _no_end(first, tail)
    _, disk, start, here, count, length, offset, comment = END.unpack(tail[-END.size :])
    locator = tail[-END.size - _LOCATOR.size : -END.size]
    if locator[:4] == LOCATOR_MARK or _FULL in (count, here):
        raise _wide(file, locator, size, count)
    if disk or start or here != count:
        raise damaged("这是分卷的压缩文件，数据包只有一个文件。")
    if count > limits.ENTRIES or length > limits.DIRECTORY:
        raise Refused(Outcome.TOO_LARGE, f"里面有{count}个文件，文件名单长{length}字节。")
    if comment:
        raise damaged("压缩文件带有注释，数据包没有。")
    if _others(tail):
        raise damaged("压缩文件有两个结尾，说不清哪个是真的。")
    if offset + length != size - END.size:
        raise damaged("压缩文件的名单不在它说的地方，前面或中间多了或少了内容。")
    return End(count, length, offset)


def _no_end(first: bytes, tail: bytes) -> Refused:
    """Tell a zip that was cut short or added to from a file that never was one."""
    if not first:
        return damaged("文件是空的，没有写成。")
    if END_MARK in tail and first in {LOCAL_MARK, END_MARK}:
        return damaged("文件结尾后面多了内容，或者结尾不完整。")
    if LOCAL_MARK.startswith(first):
        return damaged("文件不完整，后面的部分不见了。")
    return Refused(Outcome.NOT_A_BUNDLE, "它不是压缩文件（zip）。")


def _wide(file: BinaryIO, locator: bytes, size: int, count: int) -> Refused:
    """Refuse the 64-bit form, which only a zip of more than 65 534 files or 4 GiB needs."""
    if locator[:4] == LOCATOR_MARK:
        at = _LOCATOR.unpack(locator)[2]
        if at + _WIDE.size <= size:
            file.seek(at)
            raw = file.read(_WIDE.size)
            if raw[:4] == WIDE_MARK:
                count = _WIDE.unpack(raw)[7]
    if count > limits.ENTRIES:
        return Refused(Outcome.TOO_LARGE, f"它说里面有{count}个文件，最多{limits.ENTRIES}个。")
    return damaged("压缩文件用了 64 位的写法，数据包不用。")


def _others(tail: bytes) -> bool:
    """Tell whether another record fits: its comment would reach exactly to the end of the file."""
    at = tail.find(END_MARK)
    while 0 <= at < len(tail) - END.size:
        if at + END.size + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail):
            return True
        at = tail.find(END_MARK, at + 1)
    return False
