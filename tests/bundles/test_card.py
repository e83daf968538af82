"""The enrolment card as a file: read by minisign, by us, and never trusted for its comment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.bundles.card import Card, card_text, parse_card, township_card_text
from boardapp.bundles.minisign import LIMIT, SecretKey, parse_public

PUBLIC = SecretKey(bytes(range(8)), bytes(range(32))).public


@given(st.text(max_size=300))
def test_whatever_a_village_is_called_its_card_has_two_lines(name: str) -> None:
    raw = card_text(PUBLIC, "331181102299", name).encode("utf-8")
    assert raw.count(b"\n") == 2
    one = parse_card(raw)
    assert (one.public, one.code) == (PUBLIC, "331181102299")
    assert len(one.name) <= 60


def test_a_plain_public_key_is_a_card_without_a_village() -> None:
    assert parse_card(PUBLIC.text.encode()) == Card(PUBLIC, "", "")
    assert parse_card(PUBLIC.line.encode()) == Card(PUBLIC, "", "")


def test_a_townships_card_says_so() -> None:
    text = township_card_text(PUBLIC, "331181102000", "青石镇")
    assert parse_card(text.encode()) == Card(PUBLIC, "331181102000", "青石镇", "township")
    without = township_card_text(PUBLIC, "", "青石镇")
    assert parse_card(without.encode()) == Card(PUBLIC, "", "青石镇", "township")
    assert parse_card(without.replace("township", "village").encode()) == Card(PUBLIC, "", "")


SAVED = card_text(PUBLIC, "331181102299", "青石桥村")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize(
    "text",
    [
        SAVED,
        SAVED.replace("\n", "\r\n"),
        SAVED.replace("\n", "\r"),
        SAVED.replace("\n", "\r\n\r\n"),
        f"\n\n  {SAVED.replace(chr(10), ' ' + chr(10))}\t",
        SAVED.strip(),
    ],
    ids=["as it is", "windows", "mac", "empty lines", "spaces", "no last line end"],
)
def test_an_editor_may_have_saved_it(text: str, encoding: str) -> None:
    raw = text.encode(encoding)
    assert parse_card(raw) == Card(PUBLIC, "331181102299", "青石桥村", "village")
    assert parse_public(text) == PUBLIC


@pytest.mark.parametrize("raw", [b"", b"\n \n", b"\xff\xfea", b"\x80\xff", SAVED.encode() * 2])
def test_what_no_editor_makes_of_a_card_is_none(raw: bytes) -> None:
    with pytest.raises(ValueError, match="公钥"):
        parse_card(raw)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_card_or_a_value_error(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"[\u4e00-\u9fff]"):
        parse_card(raw)


def test_a_card_that_is_too_large_is_not_looked_at() -> None:
    with pytest.raises(ValueError, match="太大"):
        parse_card(b"x" * (LIMIT + 1))
