import json
from datetime import date
from typing import Any

import pytest

from boardapp.core.bundle.header import Header, NewerFormat, header_of

UUID = "0b0a7f1e-8b55-4f6e-9d0a-1c1f4c2f9a11"
HEADER = Header(
    "331181102299", "青石桥村", "青石镇", UUID, 7, date(2026, 11, 6), "1.0", "ab" * 32,
    full=True, holds={"posting": 3},
)  # fmt: skip


def changed(**changes: Any) -> bytes:
    told = json.loads(HEADER.to_json()) | changes
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return (text + "\n").encode()


def test_what_is_written_is_read_back_to_the_byte() -> None:
    assert header_of(HEADER.to_json()) == HEADER
    assert HEADER.bundle_name == "boardbundle-331181102299-0007"
    assert HEADER.comment == f"village:331181102299 sequence:7 previous:{'ab' * 32}"
    first = Header("331181102299", "青石桥村", "青石镇", UUID, 1, date(2026, 11, 6), "1.0")
    assert first.comment.endswith("sequence:1 previous:-")


def test_a_newer_format_is_told_apart_from_a_wrong_one() -> None:
    with pytest.raises(NewerFormat) as told:
        header_of(changed(version=2, something={"new": 1}))
    assert told.value.version == 2


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("version", 0), ("version", True), ("version", "1"), ("version", 1.5),
        ("role", ""), ("role", 1), ("village", "33118110229"), ("village", "\uff13" + "3" * 11),
        ("village", 331181102299), ("name", ""), ("name", "青石\n桥村"), ("name", "村" * 300),
        ("instance", "x"), ("instance", ""), ("previous_instance", "x"), ("sequence", 0),
        ("sequence", 10_000), ("sequence", "7"), ("sequence", True), ("previous", "AB" * 32),
        ("previous", "-"), ("exported_on", "2026-02-30"), ("exported_on", "20261106"),
        ("exported_on", None), ("full", 1), ("holds", []), ("holds", {"posting": -1}),
        ("holds", {"../x": 1}), ("extra", 1),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named(key: str, value: object) -> None:
    with pytest.raises(ValueError, match=rf"bundle.json 的.*{key}"):
        header_of(changed(**{key: value}))


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"[]", b"{", b"\xff", b"null", b"[" * 100_000, HEADER.to_json()[:-1],
        HEADER.to_json().replace(b'"role":"village"', b'"role":"\\ud800"'),
        b"\xef\xbb\xbf" + HEADER.to_json(), HEADER.to_json().replace(b",", b", "),
        HEADER.to_json().replace(b'"full":true', b'"full":true,"full":true'),
    ],
    ids=range(11),
)  # fmt: skip
def test_other_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"bundle\.json"):
        header_of(raw)
