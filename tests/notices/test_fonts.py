"""Rare characters: found on the machine, or named."""

from pathlib import Path

import pytest

from boardapp.core.content import Words
from boardapp.core.errors import UserError
from boardapp.notices import fonts
from boardapp.notices.paper import Paper
from boardapp.notices.render import render
from tests.notices.builders import FONTS, IMPRINT, content, printing_fonts
from tests.notices.test_render import said

RARE = "𠮷"


def tiny_font(path: Path, chars: str) -> Path:
    """Write a TrueType font with a square for each character."""
    builder = pytest.importorskip("fontTools.fontBuilder")
    pens = pytest.importorskip("fontTools.pens.ttGlyphPen")
    pen = pens.TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 700), (650, 700), (650, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    names = [f"g{ord(char):X}" for char in chars]
    made = builder.FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder([".notdef", *names])
    made.setupCharacterMap({ord(char): name for char, name in zip(chars, names, strict=True)})
    made.setupGlyf(dict.fromkeys([".notdef", *names], square))
    made.setupHorizontalMetrics(dict.fromkeys([".notdef", *names], (700, 50)))
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": "Tiny", "styleName": "Regular", "psName": "Tiny-Regular"})
    made.setupOS2()
    made.setupPost()
    made.save(path)
    return path


def test_the_printing_fonts_cover_the_words_of_a_notice() -> None:
    assert (
        fonts.unprintable(printing_fonts(), ["青石公开〔2026〕第37号", "阿卜杜拉·买买提江", "￥"])
        == ()
    )


def test_characters_in_no_font_are_named_with_their_code_points() -> None:
    found = fonts.unprintable(printing_fonts(), [f"{RARE}野家", "𰀀"])
    assert found == ("“𠮷”（U+20BB7）", "“𰀀”（U+30000）")


def test_a_notice_with_a_character_in_no_font_is_refused() -> None:
    notice = content(Words((f"户主{RARE}某",)))
    with pytest.raises(UserError, match="U\\+20BB7"):
        render(notice, IMPRINT, Paper.A3, printing_fonts())


def test_an_invisible_mark_that_no_font_has_is_named_too() -> None:
    assert fonts.unprintable(printing_fonts(), ["葛\U000e0100城"]) == ("（U+E0100）",)


def test_a_font_of_the_machine_lends_what_ours_lack(tmp_path: Path) -> None:
    tiny_font(tmp_path / "tiny.ttf", RARE + "𮧵")
    found = fonts.load(FONTS, machine_folders=[tmp_path])
    assert fonts.unprintable(found, [f"{RARE}某"]) == ()
    assert found.width(f"{RARE}某") == pytest.approx(1.7)
    pdf = render(content(Words((f"户主{RARE}某和𮧵某",))), IMPRINT, Paper.A3, found)
    assert f"户主{RARE}某和𮧵某" in said(pdf)
    assert b"Tiny-Regular" in pdf


def test_fonts_of_the_machine_are_not_read_without_need(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font at all")
    found = fonts.load(FONTS, machine_folders=[tmp_path])
    assert fonts.unprintable(found, ["修门费用"]) == ()
    assert not found.spare


def test_broken_fonts_of_the_machine_are_passed_over(tmp_path: Path) -> None:
    good = tiny_font(tmp_path / "z.ttf", RARE).read_bytes()
    (tmp_path / "a.ttf").write_bytes(b"no font at all")
    (tmp_path / "b.ttc").write_bytes(b"ttcf" + b"\xff" * 40)
    (tmp_path / "c.ttf").write_bytes(good[: len(good) // 3])
    found = fonts.load(FONTS, machine_folders=[tmp_path])
    assert fonts.unprintable(found, [RARE]) == ()


def test_a_missing_folder_is_no_error(tmp_path: Path) -> None:
    found = fonts.load(FONTS, machine_folders=[tmp_path / "nowhere"])
    assert fonts.unprintable(found, [RARE]) == ("“𠮷”（U+20BB7）",)


def test_every_character_of_gb_2312_is_in_the_programs_own_fonts() -> None:
    pairs = (bytes((high, low)) for high in range(0xA1, 0xFF) for low in range(0xA1, 0xFF))
    chars = {pair.decode("gb2312", "ignore") for pair in pairs} - {""}
    assert len(chars) > 7000
    assert fonts.uncommon(chars) == ""
    assert fonts.unprintable(printing_fonts(), chars) == ()


@pytest.mark.parametrize("char", [RARE, "㛃", "\x07", "\ufffe", "🙂"])
def test_what_the_standard_lacks_is_asked_of_the_fonts(char: str) -> None:
    assert fonts.uncommon(["王某", char]) == char
