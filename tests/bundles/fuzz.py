"""Change bundles at random and watch that the reader never errs.

``python -m tests.bundles.fuzz --seconds 60 [--seed N]`` changes the files of the corpus, their
bytes and their structure, judges each, and counts the outcomes. It stops with exit status 1, and
keeps the bytes in ``fuzz-found.zip``, when the reader raises, takes longer than some seconds, or
accepts bytes that differ from every bundle that was made.
"""

import argparse
import collections
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from boardapp.bundles.reader import read_bundle
from boardapp.core.bundle.bagit import MANIFEST
from boardapp.core.bundle.outcome import Outcome
from tests.bundles.corpus import cases
from tests.bundles.making import (
    HEADER,
    TODAY,
    Raw,
    anything,
    bag,
    entries,
    known,
    small,
    zipped,
)
from tests.bundles.test_foreign import INVALID, VALID, packed

SLOW = 5.0
"""Seconds after which judging a few kilobytes counts as hanging."""
LARGEST = 20_000
ODD = [b"PK\1\2", b"PK\3\4", b"PK\5\6", b"PK\6\6", b"PK\6\7", b"\xff" * 4, b"\0" * 4, b"../", b"\n"]
NAMES = ["../a", "/a", "a\\b", "data/CON", "data/\u00e9", "data/A", "data/a", "~/a", "", "a/", "\0"]
FIELDS = ("method", "flags", "day", "attributes", "made_by", "crc", "size", "offset")


def mutated(chance: random.Random, seeds: list[bytes]) -> bytes:
    """Return a seed, changed a few times."""
    raw = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        raw = chance.choice(BYTES)(chance, raw, seeds)
    return raw


def structured(chance: random.Random, _: list[bytes]) -> bytes:
    """Return a bag whose parts are changed before it is signed, and its zip after."""
    files = bag(small(), **_made(chance))  # type: ignore[arg-type]
    if chance.random() < 0.3:
        path = chance.choice(list(files))
        files[path] = _flip(chance, files[path], [])
    found = entries(files)
    for _time in range(chance.choice((0, 1, 1, 2))):
        found = _entry_changed(chance, found)
    return zipped(found, count=chance.choice((None, None, None, 0, 1, len(found) + 1)))


def _made(chance: random.Random) -> dict[str, object]:
    """Return one thing made wrong inside the bag before it is signed."""
    kind = chance.randrange(5)
    lines = bag(small())[MANIFEST]
    if kind == 0:
        return {"manifest": _flip(chance, lines, [])}
    if kind == 1:
        return {"tags": {chance.choice(list(bag(small()))[:3]): _flip(chance, lines, [])}}
    if kind == 2:
        return {"tagmanifest": _flip(chance, lines, [])}
    if kind == 3:
        return {"comment": HEADER.comment[: chance.randrange(len(HEADER.comment))]}
    return {}


def _entry_changed(chance: random.Random, found: list[Raw]) -> list[Raw]:
    at = chance.randrange(len(found))
    one, kind = found[at], chance.randrange(6)
    if kind == 0:
        beside = str(one.name).partition("/")[2]
        return [*found, replace(one, name=chance.choice([*NAMES, beside, beside]))]
    if kind == 1:
        return found[:at] + found[at + 1 :] or found
    if kind == 2:
        return chance.sample(found, len(found))
    if kind == 3:
        told: dict[str, object] = {"name": chance.choice(NAMES)}
    elif kind == 4:
        told = {
            chance.choice(("extra", "comment", "packed")): chance.randbytes(chance.randrange(9))
        }
    else:
        told = {
            chance.choice(FIELDS): chance.choice((0, 1, 8, 0x800, 0xFFFF, chance.getrandbits(16)))
        }
    return [*found[:at], replace(one, **told), *found[at + 1 :]]  # type: ignore[arg-type]


def _flip(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    if not raw:
        return b"\0"
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ (1 << chance.randrange(8))]) + raw[at + 1 :]


def _cut(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    return raw[: chance.randrange(len(raw) + 1)]


def _insert(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + chance.choice([*ODD, chance.randbytes(4)]) + raw[at:]


def _remove(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + raw[at + chance.randrange(40) :]


def _overwrite(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    at, piece = chance.randrange(len(raw) + 1), chance.choice(ODD)
    return raw[:at] + piece + raw[at + len(piece) :]


def _head(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    """Change a field of the directory or the end, where the structure of a zip is."""
    marks = [raw.rfind(b"PK\1\2"), raw.rfind(b"PK\5\6"), raw.find(b"PK\3\4")]
    start = chance.choice(marks)
    at = start + chance.randrange(46)
    if start < 0 or at >= len(raw):
        return raw
    return raw[:at] + bytes([chance.choice((0, 1, 255, chance.randrange(256)))]) + raw[at + 1 :]


def _splice(chance: random.Random, raw: bytes, seeds: list[bytes]) -> bytes:
    other = chance.choice(seeds)
    at = chance.randrange(min(len(raw), len(other)) + 1)
    return raw[:at] + other[at:]


BYTES: tuple[Callable[[random.Random, bytes, list[bytes]], bytes], ...] = (
    _flip, _flip, _cut, _insert, _remove, _overwrite, _head, _head, _splice
)  # fmt: skip


def run(seconds: float, seed: int, out: Path) -> int:
    """Fuzz for so long; return the exit status."""
    chance = random.Random(seed)
    made = [one.raw for one in cases()]
    made += [packed(files) for files in (*VALID.values(), *(pair[0] for pair in INVALID.values()))]
    good = {one.raw for one in cases() if one.outcome is Outcome.ACCEPTED} | {
        zipped(entries(bag(small())))
    }
    seeds = [raw for raw in made if len(raw) < LARGEST]
    seeds += [zipped(entries(bag(small())))] * 40
    counts: collections.Counter[str] = collections.Counter()
    slowest, begun = 0.0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "fuzz.zip"
        while time.monotonic() - begun < seconds:
            raw = chance.choice((mutated, mutated, structured))(chance, seeds)
            file.write_bytes(raw)
            start = time.monotonic()
            wrong, name = _judge(file, raw, good)
            took = time.monotonic() - start
            slowest = max(slowest, took)
            counts[name] += 1
            if took > SLOW:
                wrong = f"took {took:.1f} s"
            if wrong:
                out.write_bytes(raw)
                print(f"seed {seed}, run {counts.total()}: {wrong}\nkept in {out}")
                return 1
    spent = time.monotonic() - begun
    print(f"seed {seed}: {counts.total()} runs, {counts.total() / spent:.0f}/s, ", end="")
    print(f"slowest {slowest * 1000:.0f} ms")
    for name, number in counts.most_common():
        print(f"{number:9}  {name}")
    return 0


def _judge(file: Path, raw: bytes, good: set[bytes]) -> tuple[str, str]:
    """Judge one file; return what is wrong with the reader, if anything, and the outcome."""
    try:
        verdict = read_bundle(file, known, anything, today=TODAY)
    except Exception:
        return traceback.format_exc(), "exception"
    if verdict.outcome is Outcome.ACCEPTED and raw not in good:
        return "changed bytes were accepted", verdict.outcome
    return "", verdict.outcome


def main() -> int:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(date.today().strftime("%Y%m%d")))  # noqa: DTZ011
    parser.add_argument("--out", type=Path, default=Path("fuzz-found.zip"))
    told = parser.parse_args()
    return run(told.seconds, told.seed, told.out)


if __name__ == "__main__":
    sys.exit(main())
