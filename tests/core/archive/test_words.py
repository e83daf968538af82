import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.archive.lines import folded, lines_of
from boardapp.core.archive.words import fold, spans, words_of
from boardapp.core.content import (
    Column,
    Content,
    Figure,
    Figures,
    Row,
    Signer,
    Table,
    Words,
    to_json,
)

CONTENT = Content(
    "x", "收支明细", "青石桥村", "村委会", "2026-10", "2026年10月",
    (
        Figures((Figure("结余", 123450),)),
        Table((Column("摘要"), Column("金额")), (Row(("水费（9月）\n补记", -3800)),), "支出"),
        Words(("以上请监督。",)),
    ),
    (Signer("负责人", "张某"),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("水", "交水费"),
        ("１２３", "共123元"),
        ("a3", "Ａ３纸"),
        ("〔2026〕", "青石公开[2026]第3号"),
        ("王·某", "王•某"),
        ("(九月)", "水费（九月）"),
    ],
)
def test_a_word_is_found_however_it_was_typed(typed: str, text: str) -> None:
    (word,) = words_of(typed)
    assert word.occurs(fold(text))


@pytest.mark.parametrize("typed", ["1234.5", "1,234.50", "1234.50元", "￥1,234.5", "１２３４．５"])
def test_an_amount_is_found_in_a_cell_to_the_fen(typed: str) -> None:
    (word,) = words_of(typed)
    assert word.fen == 123450
    assert word.occurs("\t结余\t1234.50\t")


def test_an_amount_with_yuan_is_a_whole_cell_and_finds_its_reversal_too() -> None:
    (word,) = words_of("38元")
    assert word.occurs("\t38.00\t")
    assert word.occurs("\t-38.00\t")
    assert not word.occurs("\t138.00\t")
    assert not word.occurs("\t38.01\t")


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("37", True),
        ("037", True),
        ("第37号", True),
        ("37号", True),
        ("〔2026〕37", True),
        ("[2026]第37号", True),
        ("【2026】37号", True),
        ("2026第37号", True),
        ("青石公开(2026)第37号", True),
        ("公开〔2026〕第37号", True),
        ("〔2025〕第37号", False),
        ("别村公开〔2026〕第37号", False),
        ("第3号", False),
        ("2026-37", False),
        ("1.37", False),
    ],
)
def test_a_number_is_known_in_any_form(typed: str, fits: bool) -> None:
    (word,) = words_of(typed)
    assert bool(word.number and word.number.fits("青石公开", 2026, 37)) is fits


def test_every_title_cell_word_and_signer_is_looked_through() -> None:
    text = folded(to_json(CONTENT))
    for part in (
        "收支明细",
        "2026年10月",
        "结余\t1234.50\t",
        "水费〔9月〕 补记\t-38.00",
        "请监督",
        "张某",
    ):
        assert part in text
    assert len(text.split("\n")) == len(list(lines_of(to_json(CONTENT))))


@pytest.mark.parametrize("typed", ["", "  ", "\u3000", "水" * 201])
def test_nothing_and_far_too_much_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="要找的词"):
        words_of(typed)


def test_what_was_looked_for_is_marked_in_the_text_as_it_stands() -> None:
    line = "2026-10-08\t交水费（9月）\t1234.50"
    found = spans(line, words_of("水费(9 1,234.5元"))
    assert [line[a:b] for a, b in found] == ["水费（9", "1234.50"]


@given(st.text(max_size=40), st.text(min_size=1, max_size=6))
def test_a_mark_lies_in_the_text_and_holds_something_of_the_word(line: str, typed: str) -> None:
    line = " ".join(line.split())
    try:
        words = words_of(typed)
    except ValueError:
        return
    last = 0
    for start, end in spans(line, words):
        assert last <= start < end <= len(line)
        last = end
    if all(word.typed in fold(line) for word in words):
        assert spans(line, words) or not typed.strip()


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert [fold(char) for char in text] == [fold(text[n]) for n in range(len(text))]
    assert "".join(fold(char) for char in text) == fold(text)
