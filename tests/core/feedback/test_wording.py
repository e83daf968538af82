"""Before others an opinion loses its asker and its numbers, and never a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.feedback.wording import anonymous, asker, pieces
from tests.core.feedback.builders import opinion

PHONE, CARD = "13812345678", "331181199003070011"


def test_without_consent_an_asker_is_a_villager() -> None:
    one = opinion(person="赵某", contact=PHONE, text=f"我是村民赵某，电话{PHONE}，赵某问路。")
    assert asker(one) == "村民"
    assert anonymous(one.text, one) == "我是村民，电话（联系方式略），村民问路。"


def test_by_consent_the_name_is_told_and_the_numbers_still_are_not() -> None:
    one = opinion(person="赵某", contact="微信 zhao", named=True, text=f"赵某，{PHONE}")
    assert asker(one) == "村民赵某"
    said = anonymous(one.text, one)
    assert said.startswith("赵某")
    assert PHONE not in said
    assert PHONE not in anonymous(PHONE, opinion())


@pytest.mark.parametrize(
    "text", [PHONE, f"身份证{CARD}", f"打 {PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}"]
)
def test_numbers_of_a_person_are_masked(text: str) -> None:
    said = "".join(anonymous(text, opinion()).split())
    assert PHONE not in said
    assert CARD not in said


TEXTS = st.text(st.sampled_from("路修好了吗，。？！ 12aZ（）\n款"), max_size=900)


@given(TEXTS, st.integers(20, 150))
def test_pieces_lose_nothing_and_none_is_longer_than_allowed(text: str, most: int) -> None:
    cut = pieces(text, most)
    assert "".join("".join(cut).split()) == "".join(text.split())
    assert all(len(one) <= most for one in cut)


@given(st.lists(st.sampled_from(["13812345678", "abcdefgh", "路面", "款项，"]), max_size=80))
def test_no_number_and_no_latin_word_is_cut(words: list[str]) -> None:
    text = " ".join(words)
    cut = pieces(text, 40)
    for word in ("13812345678", "abcdefgh"):
        assert sum(one.count(word) for one in cut) == text.count(word)


def test_one_word_longer_than_a_piece_is_cut_all_the_same() -> None:
    assert "".join(pieces("a" * 500, 72)) == "a" * 500
