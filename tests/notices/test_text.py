"""Breaking text into lines."""

from hypothesis import given
from hypothesis import strategies as st

from boardapp.notices.text import even, narrowest, title_lines, title_room, wrap
from tests.notices.builders import printing_fonts

FONTS = printing_fonts()
CLOSING = "，。、；：？！）》」』】〕”’…"
OPENING = "（《「『【〔“‘"
# Runs of punctuation alone are no text that anybody writes; they may be broken anywhere.
WORDS = st.lists(
    st.sampled_from(
        [
            "修",
            "路灯",
            "（征地丈量）",
            "“便民”",
            "水泥20包",
            "1,234.50元，",
            "《合同》",
            "A4纸、",
            "。",
        ]
    ),
    min_size=1,
    max_size=40,
).map("".join)


@given(WORDS, st.floats(7, 40))
def test_nothing_is_lost_and_nothing_is_wider_than_its_room(text: str, room: float) -> None:
    lines = wrap(FONTS, text, room)
    assert "".join(lines) == text
    assert all(FONTS.width(line) <= room + 1e-5 for line in lines)


@given(WORDS.filter(lambda text: "。。" not in text), st.floats(9, 40))
def test_no_line_starts_with_closing_or_ends_with_opening_marks(text: str, room: float) -> None:
    lines = wrap(FONTS, text, room)
    assert not any(line[0] in CLOSING for line in lines[1:])
    assert not any(line[-1] in OPENING for line in lines[:-1])


@given(st.floats(5, 30))
def test_amounts_stay_whole(room: float) -> None:
    lines = wrap(FONTS, "收到补助1,234.50元和9,876.00元", room)
    assert any("1,234.50" in line for line in lines)
    assert any("9,876.00" in line for line in lines)


def test_a_word_longer_than_the_room_is_broken_rather_than_cut() -> None:
    lines = wrap(FONTS, "型号QWERTYUIOPASDFGHJKLZXCVBNM1234567890", 6)
    assert "".join(lines) == "型号QWERTYUIOPASDFGHJKLZXCVBNM1234567890"
    assert all(FONTS.width(line) <= 6.001 for line in lines)


def test_a_short_text_is_one_line_and_an_empty_one_too() -> None:
    assert wrap(FONTS, "买笔", 10) == ("买笔",)
    assert wrap(FONTS, "", 10) == ("",)


@given(st.integers(1, 4))
def test_the_narrowest_room_keeps_the_count_of_lines(lines: int) -> None:
    room = narrowest(FONTS, "借方(收入)金额", lines, bold=True)
    assert len(wrap(FONTS, "借方(收入)金额", room, bold=True)) <= lines


@given(WORDS, st.floats(7, 40))
def test_even_lines_are_as_many_and_say_the_same(text: str, room: float) -> None:
    lines = even(FONTS, text, room)
    assert "".join(lines) == text
    assert len(lines) == len(wrap(FONTS, text, room))


def test_a_last_line_of_one_character_is_evened_out() -> None:
    assert wrap(FONTS, "礼堂搞卫生的工资和运费", 10)[-1] == "费"
    assert len(even(FONTS, "礼堂搞卫生的工资和运费", 10)[-1]) > 3


def test_what_stands_in_brackets_begins_a_line_of_a_title() -> None:
    room = title_room(FONTS, "借方（收入）", 2)
    assert title_lines(FONTS, "借方（收入）", room) == ("借方", "（收入）")
    assert title_lines(FONTS, "借方（收入）", 9) == ("借方（收入）",)


@given(
    st.sampled_from(["借方（收入）", "（元）", "累计折旧(元)", "借/贷", "本年累计"]),
    st.integers(1, 4),
)
def test_a_title_takes_no_more_lines_than_it_was_measured_for(title: str, lines: int) -> None:
    room = title_room(FONTS, title, lines)
    assert len(title_lines(FONTS, title, room)) <= lines


def test_a_list_of_names_breaks_between_the_names() -> None:
    names = "张某、李某、欧阳某某、王某"
    lines = wrap(FONTS, names, 7.0)
    assert "".join(lines) == names
    assert lines == ("张某、李某、", "欧阳某某、王某")


def test_a_name_wider_than_its_column_still_breaks() -> None:
    assert wrap(FONTS, "张某、欧阳某某", 3.0) == ("张某、", "欧阳某", "某")
