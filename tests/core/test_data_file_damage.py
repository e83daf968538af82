"""Damaged files: whatever happens to a good one, the answer is a record or lines and reasons."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boardapp.core.catalogue import parse_catalogue
from boardapp.core.rules import parse_pack
from boardapp.core.toml_text import DataFileError, Fault
from tests.core.catalogue.test_reading import GOOD as CATALOGUE
from tests.core.rules.test_reading import GOOD as RULES

SCRAPS = st.sampled_from(
    ['"', "'", '"""', "[", "]", "[[", "{", "}", "=", ",", "#", "\n", "\\", "1", "true", "[]",
     "{a = 1}", "2026-02-30", "2026-01-01", "nan", "名", "\x00", "\r", "1e999", "[[item.column]]\n"]
)  # fmt: skip


def faults(parse: Callable[[str], object], text: str) -> tuple[Fault, ...]:
    try:
        parse(text)
    except DataFileError as error:
        return error.faults
    return ()


@pytest.mark.parametrize(("parse", "good"), [(parse_pack, RULES), (parse_catalogue, CATALOGUE)])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_read_or_told_with_lines(
    parse: Callable[[str], object], good: str, data: st.DataObject
) -> None:
    text = good
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 20)))
        text = text[:start] + data.draw(SCRAPS) + text[end:]
    lines = len(text.splitlines()) + 1
    assert all(1 <= one.line <= lines and one.reason for one in faults(parse, text))


@pytest.mark.parametrize("parse", [parse_pack, parse_catalogue])
@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_at_all_is_answered(parse: Callable[[str], object], text: str) -> None:
    with pytest.raises(DataFileError):
        parse(text)
