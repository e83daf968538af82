"""Any text becomes a name that every disk takes, and no two names are one on any of them."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.safe_names import LONGEST, Names, safe_name, same


@given(st.text(max_size=300))
def test_any_text_becomes_a_name_that_every_disk_takes(text: str) -> None:
    name = safe_name(text, ".pdf")
    assert name.endswith(".pdf")
    assert 0 < len(name.encode()) <= LONGEST + 5
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f\x7f]', name)
    assert name == name.strip(" .") == unicodedata.normalize("NFC", name)
    assert all(ord(char) <= 0xFFFF for char in name)
    stem = name.split(".")[0].upper()
    assert stem not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}


@given(st.lists(st.text(max_size=20) | st.sampled_from(["a", "A", "é", "e\u0301", "com1", "ａ"])))
def test_no_two_names_are_one_on_a_disk_without_case_or_forms(texts: list[str]) -> None:
    names = Names()
    given_out = [names.take(text, ".jpg") for text in texts]
    assert len({same(name) for name in given_out}) == len(texts)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青石公开〔2026〕第1号-财务收支", "青石公开〔2026〕第1号-财务收支"),
        ("2026/10: 收支*表?", "2026_10_ 收支_表_"),
        ("  ..名..  ", "名"),
        ("", "_"),
        ("...", "_"),
        ("nul", "_nul"),
        ("COM1.公开", "_COM1.公开"),
        ("𠮷某", "_某"),
        ("a\u202eb\u200bc", "abc"),
        ("换\n行\t和  空格", "换 行 和 空格"),
    ],
)
def test_a_name_stays_readable(text: str, name: str) -> None:
    assert safe_name(text) == name
