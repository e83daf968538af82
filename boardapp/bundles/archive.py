"""Write our own zip: files stored in one order under one date, so that the same is the same."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from boardapp.bundles.limits import CHUNK
from boardapp.bundles.records import Stored, central_record, end_record, local_header

Source = bytes | Path | Callable[[], bytes]
"""The bytes of a file, the file, or what fetches its bytes when their turn comes."""


class ZipWriter:
    """A zip that is written from front to back into an open file.

    The file must be seekable: a large file's checksum is filled in after its bytes went by, so
    that nothing is read twice or held in memory.
    """

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._stored: list[tuple[Stored, int]] = []
        self._offset = 0

    def add(self, name: str, size: int, chunks: Iterable[bytes]) -> None:
        """Write one file; raises ValueError when the bytes are not as many as ``size`` says."""
        start, crc, written = self._offset, 0, 0
        self._target.write(local_header(Stored(name, 0, size)))
        for chunk in chunks:
            crc, written = zlib.crc32(chunk, crc), written + len(chunk)
            if written > size:
                break
            self._target.write(chunk)
        if written != size:
            raise ValueError(f"{name}: {written} instead of {size}")
        one = Stored(name, crc, size)
        header = local_header(one)
        self._offset = start + len(header) + size
        self._target.seek(start)
        self._target.write(header)
        self._target.seek(self._offset)
        self._stored.append((one, start))

    def close(self) -> int:
        """Write the directory and return the size of the zip; the file itself stays open."""
        offset, length = self._offset, 0
        for one, start in self._stored:
            length += self._target.write(central_record(one, start))
        return offset + length + self._target.write(end_record(len(self._stored), length, offset))


def chunks(source: Source) -> Iterator[bytes]:
    """Yield bytes, or those of a file, in pieces of at most one MiB."""
    if callable(source):
        source = source()
    if isinstance(source, bytes):
        view = memoryview(source)
        yield from (bytes(view[at : at + CHUNK]) for at in range(0, len(source), CHUNK))
        return
    with source.open("rb", buffering=0) as file:
        while chunk := file.read(CHUNK):
            yield chunk
