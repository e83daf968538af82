import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.bundle.receipt import (
    Holding,
    LastNumber,
    NewerReceipt,
    Receipt,
    comment_says,
    lacking,
    receipt_of,
)
from boardapp.core.bundle.reporting import Reported, reported

A, B = "0b0a7f1e-8b55-4f6e-9d0a-1c1f4c2f9a11", "1b0a7f1e-8b55-4f6e-9d0a-1c1f4c2f9a11"
HELD = (Holding(A, "a" * 64), Holding(B, "b" * 64, returned=True, reason="缺监委会签字"))
RECEIPT = Receipt(
    3, date(2026, 11, 8), "青石镇", "331181102299", A, 7, "c" * 64, HELD, ("data/notices/x.pdf",),
    (LastNumber(B, 2026, 8), LastNumber(B, 2025, 40)),
)  # fmt: skip


def changed(**changes: Any) -> bytes:
    told = json.loads(RECEIPT.to_json()) | changes
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return (text + "\n").encode()


def test_a_receipt_is_read_back_to_the_byte() -> None:
    assert receipt_of(RECEIPT.to_json()) == RECEIPT
    nothing = Receipt(1, date(2026, 11, 8), "青石镇", "331181102299", "", 0, "")
    assert receipt_of(nothing.to_json()) == nothing


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 0}, {"number": "3"}, {"number": True}, {"sequence": -1}, {"sequence": 10_000},
        {"digest": ""}, {"sequence": 0}, {"digest": "C" * 64}, {"village": "33"},
        {"issued_on": "2026-02-30"}, {"issued_on": 5}, {"instance": "x"}, {"version": 2},
        {"postings": [{"posting": A}]}, {"postings": [{"more": 1}]}, {"postings": "x"},
        {"missing": [1]}, {"missing": ["x" * 201]}, {"extra": 1}, {"township": "青\n石"},
        {"postings": [vars(HELD[0]), vars(HELD[0])]},
        {"postings": [{**vars(HELD[1]), "reason": " "}]},
        {"postings": [{**vars(HELD[0]), "reason": "为什么"}]},
        {"postings": [{**vars(HELD[1]), "reason": "\x1b[2J退回"}]},
        {"version": True}, {"version": 0}, {"instance": ""}, {"missing": [""]},
        {"numbers": None}, {"numbers": [{"body": B}]},
        {"numbers": [{"body": B, "year": 2026, "serial": 0}]},
        {"numbers": [{"body": "x", "year": 2026, "serial": 1}]},
        {"numbers": [{"body": B, "year": 2026, "serial": n} for n in (1, 2)]},
    ],
)  # fmt: skip
def test_what_no_receipt_says_is_refused(changes: Mapping[str, Any]) -> None:
    with pytest.raises(ValueError, match="回执"):
        receipt_of(changed(**changes))


@given(st.binary(max_size=100))
def test_no_bytes_bring_the_reader_down(raw: bytes) -> None:
    for one in (raw, RECEIPT.to_json() + raw + b" ", RECEIPT.to_json()[: -1 - len(raw)]):
        with pytest.raises(ValueError, match="回执"):
            receipt_of(one)


def test_the_township_lacks_what_came_later_and_what_it_names() -> None:
    first = {"old": 5, "newest": 7, "later": 8, "data/notices/x.pdf": 1}
    paths = [*first, "never"]
    assert lacking(paths, first, None) == frozenset(paths)
    assert lacking(paths, first, RECEIPT) == {"later", "never", "data/notices/x.pdf"}


def test_a_posting_goes_from_unreported_to_received_and_back_where_the_township_lost_it() -> None:
    assert reported(A, (), None) is Reported.UNREPORTED
    assert reported(A, (A,), None) is Reported.EXPORTED
    assert reported(A, (A,), RECEIPT) is Reported.RECEIVED
    assert reported(B, (A, B), RECEIPT) is Reported.RETURNED
    smaller = Receipt(4, date(2026, 11, 9), "青石镇", "331181102299", A, 0, "")
    assert reported(A, (A,), smaller) is Reported.EXPORTED
    assert [one.word for one in Reported] == ["未报", "已导出", "已收", "乡镇退回"]


def test_a_later_version_is_told_apart_from_a_damaged_one() -> None:
    with pytest.raises(NewerReceipt):
        receipt_of(changed(version=2, more="x"))


def test_a_receipt_has_a_name_and_a_comment_of_its_own() -> None:
    assert RECEIPT.file_name == "receipt-331181102299-0003.json"
    told = RECEIPT.comment("331181102000")
    assert told == "township:331181102000 village:331181102299 receipt:3 sequence:7"
    assert comment_says(told) == ("331181102000", "331181102299", 3, 7)
    assert comment_says(RECEIPT.comment()) == ("", "331181102299", 3, 7)


@pytest.mark.parametrize(
    "comment",
    [
        "", "village:331181102299 sequence:7 previous:-",
        "township:331181102000 village:331181102299 receipt:03 sequence:7",
        "township:331181102000 village:331181102299 receipt:3 sequence:10000",
        "township: village:331181102299 receipt:3 sequence:7",
        "township:- village:331181102299 receipt:3 sequence:7 ",
        "township:- village:331181102299 receipt:３ sequence:7",
    ],
)  # fmt: skip
def test_other_comments_say_nothing(comment: str) -> None:
    assert comment_says(comment) is None


TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)
HOLDINGS = st.builds(Holding, st.uuids().map(str), DIGESTS) | st.builds(
    Holding, st.uuids().map(str), DIGESTS, st.just(value=True), TEXTS
)
NUMBERS = st.builds(
    LastNumber, st.uuids().map(str), st.integers(2000, 2099), st.integers(1, 999_999)
)
RECEIPTS = st.builds(
    Receipt, st.integers(1, 10**9 - 1), st.dates(), TEXTS, st.just("331181102299"),
    st.uuids().map(str), st.integers(1, 9999), DIGESTS,
    st.lists(HOLDINGS, max_size=5, unique_by=lambda one: one.posting).map(tuple),
    st.lists(TEXTS, max_size=3).map(tuple),
    st.lists(NUMBERS, max_size=3, unique_by=lambda one: (one.body, one.year)).map(tuple),
)  # fmt: skip


@given(RECEIPTS, st.sampled_from(["", "331181102000"]))
def test_any_receipt_is_read_back_and_so_is_its_comment(one: Receipt, code: str) -> None:
    assert receipt_of(one.to_json()) == one
    assert comment_says(one.comment(code)) == (code, one.village, one.number, one.sequence)
