import re

import pytest

from boardapp.services.resources import resource
from boardapp.ui.theme import COLOURS, Scale, TypeSize, style_sheet


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"),
        ("ink", "card"),
        ("ink", "shade"),
        ("ink", "amber_fill"),
        ("soft", "paper"),
        ("soft", "card"),
        ("soft", "amber_fill"),
        ("nav_ink", "nav"),
        ("nav_ink", "nav_soft"),
        ("on_red", "red"),
        ("on_red", "red_dark"),
        ("on_red", "focus"),
        ("red", "card"),
        ("red", "paper"),
        ("red", "red_fill"),
        ("amber", "card"),
        ("green", "card"),
        ("green", "green_fill"),
        ("focus", "paper"),
    ],
)
def test_texts_stand_out_from_their_ground(text: str, ground: str) -> None:
    one, other = sorted((luminance(COLOURS[text]), luminance(COLOURS[ground])))
    assert (other + 0.05) / (one + 0.05) >= 4.5


def test_every_colour_and_icon_of_the_style_sheet_is_there() -> None:
    for size in TypeSize:
        sheet = style_sheet(size)
        assert "$" not in sheet
        for file in re.findall(r'url\("([^"]+)"\)', sheet):
            assert file.startswith(resource("icons").as_posix())
            assert (resource("icons") / file.rpartition("/")[2]).exists()


def test_no_colour_is_written_into_the_style_sheet() -> None:
    assert not re.findall(r":[^;{]*#[0-9a-f]{3,6}", resource("style.qss").read_text("utf-8"))


@pytest.mark.parametrize("size", TypeSize)
def test_what_is_clicked_is_large_enough_in_every_size_of_type(size: TypeSize) -> None:
    lengths = Scale(size.pixels).lengths
    assert lengths["hit"] + 4 >= 44
    assert lengths["small"] >= 14


def test_large_type_is_fourteen_points_and_the_largest_eighteen() -> None:
    assert TypeSize.LARGE.pixels * 72 / 96 >= 14
    assert TypeSize.LARGEST.pixels * 72 / 96 >= 18


def test_the_sizes_go_round_and_unknown_words_mean_large() -> None:
    assert [one.next() for one in TypeSize] == ["大", "特大", "标准"]
    assert TypeSize.named("") is TypeSize.LARGE
    assert TypeSize.named("特大") is TypeSize.LARGEST
