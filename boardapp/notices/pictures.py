"""PDF pages as pictures: for the window, and as PNG files for people."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium

from boardapp.notices.paper import MM


@dataclass(frozen=True)
class Picture:
    """One page as RGB bytes, three to a pixel; each line of pixels takes ``stride`` bytes."""

    width: int
    height: int
    stride: int
    rgb: bytes


def page_sizes_mm(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of each page in mm, to a tenth."""
    with pdfium.PdfDocument(pdf) as document:
        sizes = [document.get_page_size(n) for n in range(len(document))]
    return tuple((round(width / MM, 1), round(height / MM, 1)) for width, height in sizes)


def page_picture(pdf: bytes, page: int, dpi: float) -> Picture:
    """Return one page, counted from 0, at so many dots per inch."""
    with pdfium.PdfDocument(pdf) as document:
        return _picture(document, page, dpi)


def page_pictures(pdf: bytes, dpi: float) -> Iterator[Picture]:
    """Yield every page in turn, so that no more than one is held at a time."""
    with pdfium.PdfDocument(pdf) as document:
        for page in range(len(document)):
            yield _picture(document, page, dpi)


def png(picture: Picture) -> bytes:
    """Return a picture as a PNG file."""
    head = struct.pack(">LLBBBBB", picture.width, picture.height, 8, 2, 0, 0, 0)
    row = 3 * picture.width
    starts = range(0, picture.height * picture.stride, picture.stride)
    lines = b"".join(b"\0" + picture.rgb[start : start + row] for start in starts)
    data = zlib.compress(lines, 6)
    chunks = _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def _picture(document: pdfium.PdfDocument, page: int, dpi: float) -> Picture:
    bitmap = document[page].render(scale=dpi / 72, rev_byteorder=True)
    try:
        return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        bitmap.close()


def _chunk(name: bytes, data: bytes) -> bytes:
    body = name + data
    return struct.pack(">L", len(data)) + body + struct.pack(">L", zlib.crc32(body))
