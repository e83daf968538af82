import io
import os
import random
import struct
import tracemalloc
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boardapp.bundles.reader import read_bundle
from boardapp.bundles.verdict import KnownKey
from boardapp.core.bundle.outcome import Outcome
from boardapp.core.errors import Cancelled, UserError
from tests.bundles.making import (
    CODE,
    HEADER,
    REVOKED,
    STRANGER,
    VILLAGE,
    Raw,
    anything,
    bag,
    entries,
    judged,
    known,
    sha,
    small,
    written,
    zipped,
)

WHOLE = written(small())
FINE = Outcome.ACCEPTED


def test_a_right_bundle_tells_who_sent_what() -> None:
    verdict = judged(WHOLE)
    assert (verdict.outcome, verdict.reason, verdict.notes) == (FINE, "", ())
    assert verdict.header == HEADER
    assert (verdict.village, verdict.sequence) == (CODE, 7)
    assert verdict.signer == VILLAGE.public
    assert verdict.digest == sha(bag(small())["tagmanifest-sha256.txt"])
    for one in verdict.files:
        assert sha(WHOLE[one.offset : one.offset + one.size]) == one.digest


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_no_changed_byte_is_ever_accepted(at: int, bits: int) -> None:
    raw = WHOLE[:at] + bytes([WHOLE[at] ^ bits]) + WHOLE[at + 1 :]
    verdict = judged(raw)
    assert verdict.outcome is not FINE
    assert verdict.reason


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE) - 1))
def test_a_bundle_that_is_cut_anywhere_is_damaged(length: int) -> None:
    assert judged(WHOLE[:length]).outcome is Outcome.DAMAGED


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\3\4", WHOLE[:300]]))
def test_random_bytes_end_in_an_outcome(raw: bytes, head: bytes) -> None:
    assert judged(head + raw).outcome not in {FINE, Outcome.UNSIGNED}


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=30))
def test_bytes_put_in_anywhere_are_never_accepted(at: int, more: bytes) -> None:
    assert judged(WHOLE[:at] + more + WHOLE[at:]).outcome is not FINE


def test_every_order_of_files_but_ours_is_refused() -> None:
    found = entries(bag(small()))
    for seed in range(20):
        mixed = random.Random(seed).sample(found, len(found))
        outcome = judged(zipped(mixed)).outcome
        assert (outcome is FINE) is (mixed == found)


@pytest.mark.parametrize("path", list(bag(small())))
def test_a_right_file_beside_the_folder_never_stands_in_for_a_forged_one_inside(path: str) -> None:
    forged = entries(bag(small()) | {path: b"forged"})
    for at in range(len(forged) + 1):
        raw = zipped([*forged[:at], Raw(path, bag(small())[path]), *forged[at:]])
        assert judged(raw).outcome in {Outcome.DAMAGED, Outcome.BAD_SIGNATURE}


def test_a_million_entries_are_refused_without_being_read(tmp_path: Path) -> None:
    file = tmp_path / "million.zip"
    count, line = 10**6, struct.pack("<4s6H3I5H2I", b"PK\1\2", *[0] * 16) + b"a"
    with file.open("wb") as out:
        out.write(b"PK\3\4" + bytes(26))
        out.seek(len(line) * count, 1)  # a hole where the million lines would be
        at = out.tell()
        out.write(struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, at - 30, 30))
        out.write(struct.pack("<4sIQI", b"PK\6\7", 0, at, 1))
        out.write(struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, *[0xFFFF] * 2, *[0xFFFFFFFF] * 2, 0))
    tracemalloc.start()
    verdict = read_bundle(file, known, anything)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert verdict.outcome is Outcome.TOO_LARGE
    assert "1000000" in verdict.reason
    assert peak < 1 << 20


def test_a_long_directory_is_refused_by_its_length_alone() -> None:
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 3, 3, 17 << 20, 0, 0)
    assert judged(b"PK\3\4" + end).outcome is Outcome.TOO_LARGE


def test_a_bomb_is_stopped_where_it_declared_to_end() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bag/bagit.txt", bytes(100 << 20))
    tracemalloc.start()
    outcome = judged(packed.getvalue()).outcome
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert outcome is Outcome.TOO_LARGE
    assert peak < 4 << 20


def test_many_bombs_that_each_stay_below_the_limit_are_refused_together() -> None:
    packed, size = bytes(10 << 20), 1990 << 20
    bombs = [Raw(f"bag/data/{n}", packed=packed, method=8, size=size) for n in range(2)]
    verdict = judged(zipped([Raw("bag/bagit.txt", b"x"), *bombs]))
    assert verdict.outcome is Outcome.TOO_LARGE
    assert str(2 * size + 1) in verdict.reason


def test_overlapping_files_that_multiply_a_kernel_are_refused() -> None:
    found = entries(bag(small()))
    copies = [Raw(f"{HEADER.bundle_name}/data/{n}", b"x", offset=0) for n in range(1000)]
    assert judged(zipped([*found, *copies])).outcome is Outcome.DAMAGED


@pytest.mark.parametrize(
    ("keys", "outcome"),
    [
        ((), Outcome.UNKNOWN_VILLAGE),
        ((KnownKey(STRANGER.public),), Outcome.WRONG_KEY),
        ((KnownKey(VILLAGE.public, revoked=True),), Outcome.REVOKED_KEY),
        ((KnownKey(REVOKED.public, revoked=True), KnownKey(VILLAGE.public)), FINE),
    ],
)
def test_who_signed_is_judged_by_the_registered_keys(
    tmp_path: Path, keys: Sequence[KnownKey], outcome: Outcome
) -> None:
    file = tmp_path / "b.zip"
    file.write_bytes(WHOLE)
    assert read_bundle(file, lambda _: keys, anything).outcome is outcome


def test_a_table_with_a_problem_damages_the_bundle_and_names_it(tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    file.write_bytes(WHOLE)
    verdict = read_bundle(file, known, lambda *_: ["表 village 的表头不对"])
    assert verdict.outcome is Outcome.DAMAGED
    assert verdict.reason == "表 village 的表头不对。"
    assert verdict.header is None
    assert verdict.digest


@pytest.mark.parametrize(
    ("length", "outcome"), [(4096, Outcome.BAD_SIGNATURE), (4097, Outcome.TOO_LARGE)]
)
def test_a_signature_is_no_longer_than_the_document_says(length: int, outcome: Outcome) -> None:
    files = bag(small())
    files["tagmanifest-sha256.txt.minisig"] = b"a" * length
    assert judged(zipped(entries(files))).outcome is outcome


def test_the_name_of_the_file_itself_does_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "新建文件夹 (2) 副本.ZIP"
    file.write_bytes(WHOLE)
    assert read_bundle(file, known, anything).outcome is FINE


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    def stop(_done: int, _total: int, _label: str) -> None:
        raise Cancelled

    file = tmp_path / "b.zip"
    file.write_bytes(WHOLE)
    with pytest.raises(Cancelled):
        read_bundle(file, known, anything, progress=stop)


def test_a_file_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name in ("gone.zip", "loop", "a\x1b[31m\n.zip", "a" * 300):
        with pytest.raises(UserError, match=r"读不出文件“[^\x1b\n]{4,80}”"):
            read_bundle(tmp_path / name, known, anything)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes")
def test_a_folder_a_pipe_and_a_device_are_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for file, kind in (
        (tmp_path / "pipe", "管道"),
        (Path("/dev/zero"), "设备"),
        (tmp_path, "文件夹"),
    ):
        with pytest.raises(UserError, match=kind):
            read_bundle(file, known, anything)


def test_names_that_cannot_be_shown_stand_in_the_reason_all_the_same() -> None:
    raw = zipped([Raw(b"\xff\xfe" * 300, b"")])
    assert len(judged(raw).reason) < 200
