"""The two files of a receipt: whatever their bytes, there is an outcome, and the document holds."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from boardapp.bundles.receipt_file import read_receipt
from boardapp.bundles.verdict import KnownKey
from boardapp.core.bundle.receipt import Receipt
from boardapp.core.bundle.receipt_outcome import ReceiptOutcome
from tests.township import CODE, Township

DOCUMENT = Path(__file__).parents[2] / "docs" / "bundle-format.md"
TOWN = Township()
KNOWN = (KnownKey(TOWN.secret.public),)
ONE = Receipt(
    3, date(2026, 11, 8), "青石镇", "331181102299", "0b0a7f1e-8b55-4f6e-9d0a-1c1f4c2f9a11",
    7, "c" * 64,
)  # fmt: skip


def read(raw: bytes, signature: bytes) -> tuple[ReceiptOutcome | None, Receipt | None]:
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / ONE.file_name
        file.write_bytes(raw)
        file.with_name(f"{file.name}.minisig").write_bytes(signature)
        found = read_receipt(file, KNOWN)
        return found.outcome, found.receipt


def written() -> tuple[bytes, bytes]:
    with tempfile.TemporaryDirectory() as place:
        file = TOWN.write(Path(place), ONE)
        return file.read_bytes(), file.with_name(f"{file.name}.minisig").read_bytes()


RAW, SIGNATURE = written()


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes_have_an_outcome_and_are_no_receipt(raw: bytes, signature: bytes) -> None:
    for one in ((raw, signature), (RAW, signature), (raw, SIGNATURE)):
        outcome, receipt = read(*one)
        assert outcome
        assert receipt is None


@given(st.integers(0, len(RAW) + len(SIGNATURE) - 1), st.integers(1, 255))
def test_no_byte_of_either_file_changes_unseen(at: int, other: int) -> None:
    both = bytearray(RAW + SIGNATURE)
    both[at] ^= other
    outcome, receipt = read(bytes(both[: len(RAW)]), bytes(both[len(RAW) :]))
    assert outcome
    assert receipt is None


@given(st.integers(1, 10**9 - 1), st.integers(1, 9999), st.sampled_from(["", CODE]))
def test_what_a_township_writes_a_village_reads(number: int, sequence: int, code: str) -> None:
    one = replace(ONE, number=number, sequence=sequence)
    with tempfile.TemporaryDirectory() as place:
        file = TOWN.write(Path(place), one, one.comment(code))
        found = read_receipt(file, KNOWN)
    assert (found.outcome, found.receipt, found.code) == (None, one, code)


def test_the_receipt_of_the_document_is_the_one_that_its_signature_signs() -> None:
    text = DOCUMENT.read_text("utf-8")
    start = text.index('{"digest":')
    raw = text[start : text.index("```", start)].encode("utf-8")
    begin = text.index("untrusted comment: signature", start)
    signature = text[begin : text.index("```", begin)].encode("utf-8")
    outcome, receipt = read(raw, signature)
    assert outcome is None
    assert receipt
    assert receipt.postings[0].returned
    assert f"`{TOWN.secret.public.line}`" in text


def test_the_document_names_every_outcome() -> None:
    text = DOCUMENT.read_text("utf-8")
    for one in ReceiptOutcome:
        assert f"`{one.value}`" in text


def test_a_receipt_that_cannot_be_read_is_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "receipt-a.json").mkdir()
    for name, why in (("nothing.json", "没有这个文件"), ("receipt-a.json", "它不是文件")):
        read = read_receipt(tmp_path / name, ())
        assert (read.outcome, read.reason) == (ReceiptOutcome.NOT_THERE, f"（{why}）")
