import hashlib
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boardapp.bundles import limits
from boardapp.bundles.bag import Part, part, size_of, write_bundle
from boardapp.bundles.minisign import sign
from boardapp.core.bundle.bagit import BAGIT, TAGMANIFEST, info_of
from boardapp.core.bundle.outcome import Outcome
from boardapp.core.errors import Cancelled, UserError
from tests.bundles.making import (
    HEADER,
    VILLAGE,
    bag,
    entries,
    judged,
    sha,
    small,
    written,
    zipped,
)

NAME, INFO = HEADER.bundle_name, info_of(HEADER)


def signed(raw: bytes) -> bytes:
    return sign(VILLAGE, raw, HEADER.comment)


def parts(**more: bytes) -> list[Part]:
    return [part(path, raw) for path, raw in small(HEADER, **more).items()]


def attached(source: bytes) -> dict[str, bytes]:
    return {f"data/attachments/{sha(source)}.png": source}


def test_the_same_content_is_the_same_bytes_however_it_is_ordered(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    one = write_bundle(first, NAME, parts(), INFO, signed)
    two = write_bundle(second, NAME, parts()[::-1], dict(reversed(INFO.items())), signed)
    assert one == two
    assert first.read_bytes() == second.read_bytes()


def test_the_writer_writes_what_the_format_says_byte_by_byte() -> None:
    assert written(small()) == zipped(entries(bag(small())))


def test_the_size_is_known_before_a_byte_is_written(tmp_path: Path) -> None:
    target = tmp_path / "a"
    size = size_of(NAME, parts(), INFO, signed)
    assert write_bundle(target, NAME, parts(), INFO, signed).size == size == target.stat().st_size


def test_the_digest_of_a_bundle_is_that_of_its_tagmanifest(tmp_path: Path) -> None:
    told = write_bundle(tmp_path / "a", NAME, parts(), INFO, signed)
    assert told.digest == sha(bag(small())[TAGMANIFEST])


def test_others_read_the_zip_and_find_ordinary_files(tmp_path: Path) -> None:
    write_bundle(tmp_path / "a", NAME, parts(), INFO, signed)
    with zipfile.ZipFile(tmp_path / "a") as archive:
        assert archive.testzip() is None
        first = archive.infolist()[0]
        assert first.filename == f"{NAME}/{BAGIT}"
        assert first.date_time == (1980, 1, 1, 0, 0, 0)
        assert first.external_attr >> 16 == 0o100644


def test_bagit_of_the_library_of_congress_accepts_the_unpacked_bag(tmp_path: Path) -> None:
    photo = b"\x89PNG" + bytes(1000)
    write_bundle(tmp_path / "a.zip", NAME, parts(**attached(photo)), INFO, signed)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        archive.extractall(tmp_path)
    command = [sys.executable, "-m", "bagit", "--validate", str(tmp_path / NAME)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (tmp_path / NAME / "data" / "bundle.json").write_bytes(b"{}")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1


def test_a_source_that_changed_since_it_was_hashed_is_told_by_name(tmp_path: Path) -> None:
    photo = tmp_path / "photo"
    photo.write_bytes(b"old")
    for now in (b"new", b"longer", b"s"):
        promised = Part(f"data/attachments/{sha(b'old')}.jpg", photo, sha(b"old"), 3)
        photo.write_bytes(now)
        with pytest.raises(UserError, match=promised.path):
            write_bundle(tmp_path / "a", NAME, [*parts(), promised], INFO, signed)


def test_a_cancelled_bundle_stops_between_two_pieces(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_bundle(tmp_path / "a", NAME, parts(), INFO, signed, cancelled=lambda: True)


def test_progress_ends_at_the_whole_size(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    size = write_bundle(
        tmp_path / "a", NAME, parts(), INFO, signed, progress=lambda a, b, _: seen.append((a, b))
    ).size
    assert seen[-1] == (size, size)
    assert seen == sorted(seen)


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("data/a.exe", b""),
        ("a.txt", b""),
        ("data/../a", b""),
        ("data/tables/weather.csv", b""),
        (f"data/postings/{'0' * 64}.json", b"{}"),
        (f"data/attachments/{'0' * 64}.exe", b""),
        ("data/notices/1.pdf", b""),
    ],
)
def test_nothing_is_written_that_no_bundle_may_hold(tmp_path: Path, path: str, raw: bytes) -> None:
    with pytest.raises(ValueError, match=path.split("/")[-1]):
        write_bundle(tmp_path / "a", NAME, [*parts(), part(path, raw)], INFO, signed)
    assert not (tmp_path / "a").exists()


def test_a_bundle_that_no_stick_holds_is_refused_beforehand(tmp_path: Path) -> None:
    huge = Part(f"data/attachments/{'0' * 64}.pdf", tmp_path, "0" * 64, limits.FILE)
    with pytest.raises(UserError, match="4 GB"):
        size_of(NAME, [*parts(), huge], INFO, signed)


def test_a_large_file_passes_through_without_being_held(tmp_path: Path) -> None:
    photo = tmp_path / "photo"
    piece = bytes(1 << 20)
    digest, size = hashlib.sha256(), 24 << 20
    with photo.open("wb") as file:
        for _ in range(24):
            file.write(piece)
            digest.update(piece)
    name = digest.hexdigest()
    large = Part(f"data/attachments/{name}.pdf", photo, name, size)
    tracemalloc.start()
    write_bundle(tmp_path / "a", NAME, [*parts(), large], INFO, signed)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 << 20


@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(max_size=200), max_size=6, unique=True))
def test_whatever_is_written_is_accepted_when_read(files: list[bytes]) -> None:
    more: dict[str, bytes] = {}
    for number, raw in enumerate(files):
        more |= {f"data/postings/{sha(raw)}.json": raw} if number % 2 else attached(raw)
    verdict = judged(written(small() | more))
    assert verdict.outcome is Outcome.ACCEPTED
    assert {one.path for one in verdict.files} == set(small()) | set(more)
