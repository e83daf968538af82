"""PDF pages as pictures."""

import struct
import zlib

from boardapp.notices.paper import Paper
from boardapp.notices.pictures import page_picture, page_pictures, page_sizes_mm, png
from boardapp.notices.render import render
from tests.notices.builders import IMPRINT, ledger, printing_fonts


def test_pictures_come_page_by_page_as_rgb() -> None:
    pdf = render(ledger(46), IMPRINT, Paper.A3, printing_fonts())
    found = list(page_pictures(pdf, 36))
    assert len(found) == len(page_sizes_mm(pdf)) == 2
    for one in found:
        assert abs(one.width - 297 / 25.4 * 36) <= 1
        assert abs(one.height - 420 / 25.4 * 36) <= 1
        assert len(one.rgb) == one.stride * one.height
    assert found[1] == page_picture(pdf, 1, 36)


def test_the_band_at_the_top_is_red_and_not_blue() -> None:
    pdf = render(ledger(1), IMPRINT, Paper.A3, printing_fonts())
    red, green, blue = page_picture(pdf, 0, 36).rgb[30:33]
    assert red > 150 > green
    assert blue < 100


def test_a_png_holds_the_same_pixels() -> None:
    pdf = render(ledger(1), IMPRINT, Paper.A4, printing_fonts())
    picture = page_picture(pdf, 0, 30)
    data = png(picture)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">LL", data[16:24]) == (picture.width, picture.height)
    start = data.index(b"IDAT") + 4
    (length,) = struct.unpack(">L", data[start - 8 : start - 4])
    lines = zlib.decompress(data[start : start + length])
    row = 3 * picture.width
    assert lines[1 : row + 1] == picture.rgb[:row]
    assert len(lines) == (row + 1) * picture.height
