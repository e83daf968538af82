"""Time writing and reading a bundle as multiples of copying and hashing the same bytes.

Every figure is the median of repeated runs, after one that is not counted; memory is the peak of
what Python allocates, measured in a run of its own. Run from the repository:

    python tests/bench/bundle_bench.py [--repeat 5] [--mib 8 32 128] [--folder DIR]
"""

import argparse
import hashlib
import os
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from boardapp.bundles.bag import Part, part, write_bundle
from boardapp.bundles.minisign import sign
from boardapp.bundles.reader import read_bundle
from boardapp.core.bundle.bagit import info_of
from boardapp.core.bundle.header import Header
from tests.bundles.making import HEADER, VILLAGE, known, small

CHUNK = 1 << 20
PHOTO = 512 << 10


def sources(folder: Path, mib: int) -> list[Part]:
    """Make photos of half a MiB each, of bytes that do not repeat."""
    found = [part(path, raw) for path, raw in small().items()]
    for _ in range(mib * CHUNK // PHOTO):
        raw = os.urandom(PHOTO)
        digest = hashlib.sha256(raw).hexdigest()
        file = folder / digest
        file.write_bytes(raw)
        found.append(Part(f"data/attachments/{digest}.jpg", file, digest, PHOTO))
    return found


def copied(parts: Sequence[Part], target: Path) -> None:
    """Copy all bytes into one file, hash them on the way, and bring them to the disk."""
    digest = hashlib.sha256()
    with target.open("wb", buffering=0) as out:
        for one in parts:
            raw = one.source if isinstance(one.source, bytes) else one.source.read_bytes()
            digest.update(raw)
            out.write(raw)
        os.fsync(out.fileno())


def hashed(target: Path) -> None:
    """Read a file and hash it."""
    digest = hashlib.sha256()
    with target.open("rb", buffering=0) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)


def write(parts: Sequence[Part], target: Path) -> None:
    """Write the bundle."""
    info = info_of(HEADER)
    write_bundle(
        target, HEADER.bundle_name, parts, info, lambda raw: sign(VILLAGE, raw, HEADER.comment)
    )


def read(target: Path) -> None:
    """Judge the bundle."""

    def unchecked(_: Header, __: Mapping[str, bytes]) -> Sequence[str]:
        return ()

    assert read_bundle(target, known, unchecked).outcome == "accepted"


def median(repeat: int, work: Callable[[], None]) -> float:
    """Return the median time of a piece of work in seconds."""
    work()
    times = []
    for _ in range(repeat):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def peak(work: Callable[[], None]) -> float:
    """Return the most that Python held during a piece of work, in MiB."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / CHUNK


def main() -> None:
    """Print one line per size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--mib", type=int, nargs="+", default=[8, 32, 128])
    parser.add_argument("--folder", type=Path, default=None)
    told = parser.parse_args()
    print("  MiB  copy+hash     write    times      hash      read    times  write/read peak MiB")
    for mib in told.mib:
        with tempfile.TemporaryDirectory(dir=told.folder) as name:
            folder = Path(name)
            parts = sources(folder, mib)
            plain, target = folder / "plain", folder / "bundle.zip"
            copy = median(told.repeat, lambda: copied(parts, plain))  # noqa: B023
            wrote = median(told.repeat, lambda: write(parts, target))  # noqa: B023
            hash_ = median(told.repeat, lambda: hashed(target))  # noqa: B023
            judge = median(told.repeat, lambda: read(target))  # noqa: B023
            most = peak(lambda: write(parts, target)), peak(lambda: read(target))  # noqa: B023
        print(
            f"{mib:5} {copy:9.3f}s {wrote:8.3f}s {wrote / copy:7.2f}x "
            f"{hash_:8.3f}s {judge:8.3f}s {judge / hash_:7.2f}x  {most[0]:8.1f} {most[1]:8.1f}"
        )


if __name__ == "__main__":
    main()
