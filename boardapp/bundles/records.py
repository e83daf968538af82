"""The three records of a zip, as bytes: APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16."""

import struct
from dataclasses import dataclass

LOCAL_MARK, CENTRAL_MARK, END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
WIDE_MARK, LOCATOR_MARK = b"PK\x06\x06", b"PK\x06\x07"

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")

STORED, DEFLATED = 0, 8
CRYPTED, DESCRIBED, UTF8 = 0x0001, 0x0008, 0x0800
"""Bits of the flags: a password, sizes after the data, the name in UTF-8."""

NEEDED, MADE_BY = 10, 0x0314
"""What our entries need (version 1.0: stored) and say of their maker (Unix, version 2.0)."""
TIME, DAY = 0, 0x0021
"""Midnight of 1980-01-01, the first moment that a zip can tell."""
ATTRIBUTES = 0o100644 << 16
"""An ordinary file that its owner may write and everybody may read."""


@dataclass(frozen=True)
class Stored:
    """One file as our own zip holds it: name, CRC-32 and size in bytes."""

    name: str
    crc: int
    size: int


def local_header(one: Stored) -> bytes:
    """Return what stands before the file's bytes."""
    name = one.name.encode("ascii")
    fixed = (LOCAL_MARK, NEEDED, 0, STORED, TIME, DAY)
    return LOCAL.pack(*fixed, one.crc, one.size, one.size, len(name), 0) + name


def central_record(one: Stored, offset: int) -> bytes:
    """Return the file's line in the directory; ``offset`` is where its local header begins."""
    name = one.name.encode("ascii")
    fixed = (CENTRAL_MARK, MADE_BY, NEEDED, 0, STORED, TIME, DAY)
    rest = (len(name), 0, 0, 0, 0, ATTRIBUTES, offset)
    return CENTRAL.pack(*fixed, one.crc, one.size, one.size, *rest) + name


def end_record(count: int, length: int, offset: int) -> bytes:
    """Return the last 22 bytes: how many files, and where the directory lies."""
    return END.pack(END_MARK, 0, 0, count, count, length, offset, 0)


def zip_size(sizes: dict[str, int]) -> int:
    """Return how many bytes the zip of these files has, by name and size."""
    names = sum(2 * len(name.encode("ascii")) for name in sizes)
    return sum(sizes.values()) + names + len(sizes) * (LOCAL.size + CENTRAL.size) + END.size
