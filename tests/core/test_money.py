import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.money import fen_from_number, grouped, in_words, parse_fen, plain

VECTORS = Path(__file__).parents[1] / "data" / "reference" / "17_uppercase_amount_vectors.csv"


def vectors() -> list[tuple[str, str]]:
    with VECTORS.open(encoding="utf-8-sig") as file:
        return [(row["小写"], row["大写"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("amount", "words"), vectors())
def test_formal_numerals_follow_the_published_examples(amount: str, words: str) -> None:
    assert in_words(parse_fen(amount)) == words


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "人民币零元整"),
        (5, "人民币伍分"),
        (50, "人民币伍角"),
        (1000, "人民币壹拾元整"),
        (100_000_05, "人民币壹拾万元零伍分"),
        (10_001_00, "人民币壹万零壹元整"),
        (100_010_000_00, "人民币壹亿零壹万元整"),
        (100_000_001_00, "人民币壹亿零壹元整"),
        (-24_60, "人民币负贰拾肆元陆角"),
    ],
)
def test_formal_numerals_at_the_edges(fen: int, words: str) -> None:
    assert in_words(fen) == words


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1234.5", 123450),
        ("1,234.50", 123450),
        ("￥1,234.50", 123450),
        ("１，２３４．５０", 123450),
        ("1234.50元", 123450),
        ("人民币 1,234.50 元整", 123450),
        ("-500", -50000),
        ("－500.00", -50000),
        ("−500", -50000),
        ("500-", -50000),
        ("(500.00)", -50000),
        ("（500）", -50000),
        ("[500]", -50000),
        ("红字500", -50000),
        ("△500", -50000),
        ("¥-500", -50000),
        ("-¥500", -50000),
        ("+7", 700),
        (".5", 50),
        ("0.10", 10),
        ("3.100", 310),
    ],
)
def test_an_amount_is_read_as_a_person_means_it(text: str, fen: int) -> None:
    assert parse_fen(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "叁佰元",
        "1.2.3",
        "12,34",
        "1,2345",
        "1e5",
        "1.005",
        "--5",
        "元",
        "99999999999999",
    ],
)
def test_what_is_no_amount_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"不是金额|小数|太大"):
        parse_fen(text)


@pytest.mark.parametrize(
    ("number", "fen"), [(0.1 + 0.2, 30), (24.6, 2460), (-3, -300), (1e7, 10**9)]
)
def test_binary_noise_of_a_number_cell_is_rounded_away(number: float, fen: int) -> None:
    assert fen_from_number(number) == fen


@pytest.mark.parametrize("number", [1.005, float("nan"), float("inf"), 1e16])
def test_a_number_cell_that_is_no_amount_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match=r"不是金额|小数|太大"):
        fen_from_number(number)


amounts = st.integers(min_value=-(10**13), max_value=10**13)


@given(amounts)
def test_what_is_written_is_read_back(fen: int) -> None:
    assert parse_fen(plain(fen)) == fen
    assert parse_fen(grouped(fen)) == fen
    assert parse_fen(f"￥{grouped(fen)}元") == fen


@given(st.integers(min_value=0, max_value=10**13))
def test_every_amount_of_a_number_cell_is_exact(fen: int) -> None:
    assert fen_from_number(fen / 100) == fen


@given(st.integers(min_value=1, max_value=10**13), st.integers(min_value=1, max_value=10**13))
def test_different_amounts_have_different_words(one: int, other: int) -> None:
    assert (in_words(one) == in_words(other)) == (one == other)
