"""List a zip from its raw bytes, and read its files within what they declare."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from boardapp.bundles import limits
from boardapp.bundles.records import (
    CENTRAL,
    CENTRAL_MARK,
    CRYPTED,
    DEFLATED,
    DESCRIBED,
    LOCAL,
    LOCAL_MARK,
    STORED,
    UTF8,
)
from boardapp.bundles.verdict import Refused, damaged, shown
from boardapp.bundles.zipend import End
from boardapp.core.bundle.outcome import Outcome

_FULL = 0xFFFFFFFF
_WIDE = struct.Struct("<2H2Q")
"""The extra field that tells sizes in 64 bits: APPNOTE 6.3.10, section 4.5.3."""
_DESCRIPTOR = 24
"""The longest record of sizes that may follow a file's bytes."""


@dataclass(frozen=True)
class Entry:
    """One file of a zip: ``offset`` of its local header, ``start`` of its bytes."""

    name: str
    method: int
    flags: int
    crc: int
    packed: int
    size: int
    made_by: int
    attributes: int
    offset: int
    start: int = 0

    @property
    def is_folder(self) -> bool:
        """Whether the entry only names a folder."""
        return self.name.endswith("/")


def listed(file: BinaryIO, end: End) -> tuple[Entry, ...]:
    """Return the files of a zip, having read nothing but its directory.

    Raises Refused when the directory is not what the end record says, or when the sizes in it
    are beyond every limit.
    """
    file.seek(end.offset)
    raw = file.read(end.length)
    entries, at = [], 0
    for _ in range(end.count):
        entry, at = _entry(raw, at)
        entries.append(entry)
    if at != len(raw):
        raise damaged("压缩文件的名单里有多余的内容。")
    total = sum(one.size for one in entries)
    if total > min(limits.CONTENT, max(limits.UNASKED, end.offset * limits.ALL_RATIO)):
        raise Refused(Outcome.TOO_LARGE, f"展开以后有{total}字节。")
    for one in entries:
        if one.size > max(limits.MIB, one.packed * limits.RATIO):
            reason = f"{shown(one.name)}只有{one.packed}字节，展开后却有{one.size}字节。"
            raise Refused(Outcome.TOO_LARGE, reason)
    return tuple(entries)


def located(file: BinaryIO, end: End, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the entries with the place of their bytes, in the order in which they lie.

    Raises Refused when a local header differs from the directory, when files overlap, and when
    bytes lie between them that belong to none.
    """
    found: list[Entry] = []
    at = 0
    for entry in sorted(entries, key=lambda one: one.offset):
        described = found and found[-1].flags & DESCRIBED
        if not at <= entry.offset <= at + (_DESCRIPTOR if described else 0):
            where = "重叠" if entry.offset < at else "之前有来历不明的内容"
            raise damaged(f"压缩文件里{shown(entry.name)}{where}。")
        found.append(replace(entry, start=_start(file, entry)))
        at = found[-1].start + entry.packed
    if not at <= end.offset <= at + (_DESCRIPTOR if found and found[-1].flags & DESCRIBED else 0):
        raise damaged("压缩文件的名单与内容重叠，或者中间有来历不明的内容。")
    return tuple(found)


def read_chunks(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """Yield a file's bytes in pieces, never more than it declares.

    Raises Refused when they are more or fewer, cannot be unpacked, or do not fit the checksum.
    """
    crc, size = 0, 0
    for piece in _stored(file, entry) if entry.method == STORED else _inflated(file, entry):
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        if size > entry.size:
            break
        yield piece
    if size != entry.size:
        raise damaged(f"{shown(entry.name)}的长短与压缩文件说的不一样。")
    if crc != entry.crc:
        raise damaged(f"{shown(entry.name)}的内容坏了（校验值不对）。")


def read_whole(file: BinaryIO, entry: Entry, limit: int) -> bytes:
    """Return a file's bytes; raises Refused when it declares more than the limit."""
    if entry.size > limit:
        reason = f"{shown(entry.name)}有{entry.size}字节，最多{limit}字节。"
        raise Refused(Outcome.TOO_LARGE, reason)
    return b"".join(read_chunks(file, entry))


def _entry(raw: bytes, at: int) -> tuple[Entry, int]:
    if raw[at : at + 4] != CENTRAL_MARK or at + CENTRAL.size > len(raw):
        raise damaged("压缩文件的名单读不通。")
    (_, made_by, _, flags, method, _, _, crc, packed, size, *rest) = CENTRAL.unpack_from(raw, at)
    name_length, extra, comment, disk, _, attributes, offset = rest
    start = at + CENTRAL.size
    name = _name(raw[start : start + name_length], flags)
    after = start + name_length + extra + comment
    if disk or after > len(raw):
        raise damaged("压缩文件的名单读不通。")
    if flags & CRYPTED:
        raise damaged(f"{shown(name)}加了密码，数据包从不加密码。")
    if method not in {STORED, DEFLATED} or (method == STORED and packed != size):
        raise damaged(f"{shown(name)}的压缩方法不认识。")
    return Entry(name, method, flags, crc, packed, size, made_by, attributes, offset), after


def _name(raw: bytes, flags: int) -> str:
    """Return an entry's name: UTF-8, or what zips of old called code page 437."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if flags & UTF8:
            raise damaged("压缩文件里有一个文件名不是 UTF-8。") from error
        return raw.decode("cp437")


def _start(file: BinaryIO, entry: Entry) -> int:
    """Return where an entry's bytes begin, having compared its local header."""
    file.seek(entry.offset)
    raw = file.read(LOCAL.size)
    if len(raw) < LOCAL.size or raw[:4] != LOCAL_MARK:
        raise damaged(f"找不到{shown(entry.name)}的内容。")
    (_, _, flags, method, _, _, crc, packed, size, name_length, extra) = LOCAL.unpack(raw)
    same = (flags, method) == (entry.flags, entry.method)
    start = entry.offset + LOCAL.size + int(name_length) + int(extra)
    name, more = file.read(name_length), file.read(extra)
    told = (crc, *_wide_sizes(packed, size, more))
    later = (0,) if flags & DESCRIBED else ()  # each field may wait for the record that follows
    right = (entry.crc, entry.packed, entry.size)
    if not same or any(one not in (want, *later) for one, want in zip(told, right, strict=True)):
        raise damaged(f"{shown(entry.name)}在压缩文件里的两处说明不一样。")
    if _name(name, flags) != entry.name:
        raise damaged(f"{shown(entry.name)}在压缩文件里有两个名字。")
    return start


def _wide_sizes(packed: int, size: int, extra: bytes) -> tuple[int, int]:
    """Return packed size and size of a local header, from its 64-bit field if they are there.

    Programs that write into a pipe set that field aside for small files too.
    """
    told = extra[: _WIDE.size]
    if (packed, size) == (_FULL, _FULL) and len(told) == _WIDE.size:
        kind, length, size_there, packed_there = _WIDE.unpack(told)
        if (kind, length) == (1, _WIDE.size - 4):
            return packed_there, size_there
    return packed, size


def _stored(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    file.seek(entry.start)
    left = entry.size
    while left:
        piece = file.read(min(left, limits.CHUNK))
        if not piece:
            return
        left -= len(piece)
        yield piece


def _inflated(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """Unpack within bounds: a piece at a time, so that a bomb is stopped at what it declared."""
    machine, at, last = zlib.decompressobj(-15), entry.start, entry.start + entry.packed
    try:
        while not machine.eof:
            waiting = machine.unconsumed_tail
            if not waiting:
                file.seek(at)
                waiting = file.read(min(limits.CHUNK, last - at))
                at += len(waiting)
            piece = machine.decompress(waiting, limits.CHUNK)
            if piece:
                yield piece
            elif not waiting:
                break
    except zlib.error as error:
        raise damaged(f"{shown(entry.name)}解不开，内容坏了。") from error
    if not machine.eof:
        raise damaged(f"{shown(entry.name)}没有完，后面的部分不见了。")
    if machine.unused_data or at != last:
        raise damaged(f"{shown(entry.name)}后面有多余的内容。")
