"""Compare a zip with the one we would have written of the same files, piece by piece."""

from collections.abc import Sequence
from typing import BinaryIO

from boardapp.bundles.records import (
    END,
    STORED,
    Stored,
    central_record,
    end_record,
    local_header,
)
from boardapp.bundles.verdict import damaged, shown
from boardapp.bundles.ziplist import Entry
from boardapp.core.bundle.bagit import TAG_FILES, payload_order


def check_canonical(file: BinaryIO, entries: Sequence[Entry]) -> None:
    """Raise Refused unless every byte that is not a file's is the one we would have written.

    That fixes order, dates, attributes, flags, extra fields and comments. ``entries`` are all the
    zip's, in the order of their bytes, with safe ASCII names, all in one folder.
    """
    at, directory = 0, []
    wanted = sorted(entries, key=_order)
    for entry, expected in zip(entries, wanted, strict=True):
        if entry.name != expected.name:
            raise damaged(f"压缩文件里{shown(entry.name)}不在规定的位置。")
        one = Stored(entry.name, entry.crc, entry.size)
        header = local_header(one)
        file.seek(at)
        if entry.method != STORED or entry.offset != at or file.read(len(header)) != header:
            raise damaged(f"{shown(entry.name)}在压缩文件里不是规定的写法（日期、压缩或属性）。")
        directory.append(central_record(one, at))
        at += len(header) + entry.size
    file.seek(at)
    for record in directory:
        if file.read(len(record)) != record:
            raise damaged("压缩文件的名单不是规定的写法（日期、顺序或属性）。")
    length = sum(map(len, directory))
    if file.read(END.size + 1) != end_record(len(entries), length, at):
        raise damaged("压缩文件的结尾不是规定的写法。")


def _order(entry: Entry) -> tuple[int, tuple[int, str]]:
    path = entry.name.partition("/")[2]
    place = TAG_FILES.index(path) if path in TAG_FILES else len(TAG_FILES)
    return place, payload_order(path)
