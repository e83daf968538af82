"""Fonts on the machine: where they lie, and which characters each has, read from its cmap."""

import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from struct import unpack_from

_LARGEST = 100_000_000
_FIRST = ("simsunextg", "simsunb", "simsun", "msyh", "hanamin", "jigmo", "plangothic")


def font_folders() -> tuple[Path, ...]:
    """Return the folders where this platform keeps fonts, the machine's before the person's."""
    home = Path.home()
    if sys.platform == "win32":
        root = Path(os.environ.get("SYSTEMROOT", "C:/Windows"))
        own = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        return root / "Fonts", own / "Microsoft/Windows/Fonts"
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    shared = Path("/usr/share/fonts"), Path("/usr/local/share/fonts")
    return *shared, home / ".local/share/fonts", home / ".fonts"


def covering(
    folders: tuple[Path, ...], wanted: set[str]
) -> Iterator[tuple[Path, int, frozenset[str]]]:
    """Yield font files with outlines we can embed that have some wanted characters.

    Each comes with its number within a collection. Fonts known for rare characters come first,
    then by file name, so that the same machine always answers the same.
    """
    for path in _files(folders):
        try:
            if path.stat().st_size > _LARGEST:
                continue
            data = path.read_bytes()
            for number, start in enumerate(_starts(data)):
                found = _covered(data, start, wanted)
                if found:
                    yield path, number, found
        except (OSError, struct.error, IndexError):
            continue  # a broken font file on the machine is not ours to complain about


def _files(folders: tuple[Path, ...]) -> list[Path]:
    found = {
        path
        for folder in folders
        if folder.is_dir()
        for path in folder.rglob("*")
        if path.suffix.lower() in {".ttf", ".ttc"}
    }

    def order(path: Path) -> tuple[int, str, str]:
        stem = path.stem.lower()
        rank = next((n for n, name in enumerate(_FIRST) if stem.startswith(name)), len(_FIRST))
        return rank, stem, str(path)

    return sorted(found, key=order)


def _starts(data: bytes) -> tuple[int, ...]:
    """Return where each font of a file begins: one, or several in a collection."""
    if data[:4] != b"ttcf":
        return (0,)
    (count,) = unpack_from(">L", data, 8)
    return unpack_from(f">{min(count, 64)}L", data, 12)


def _covered(data: bytes, start: int, wanted: set[str]) -> frozenset[str]:
    (count,) = unpack_from(">H", data, start + 4)
    tables = {}
    for n in range(count):
        tag, _sum, offset, _length = unpack_from(">4sLLL", data, start + 12 + 16 * n)
        tables[tag] = offset
    if b"glyf" not in tables or b"cmap" not in tables:
        return frozenset()
    cmap = tables[b"cmap"]
    (count,) = unpack_from(">H", data, cmap + 2)
    found: set[str] = set()
    for n in range(count):
        platform, _encoding, offset = unpack_from(">HHL", data, cmap + 4 + 8 * n)
        if platform not in (0, 3):
            continue
        (kind,) = unpack_from(">H", data, cmap + offset)
        if kind == 12:
            found |= _in_groups(data, cmap + offset, wanted)
        elif kind == 4:
            found |= _in_segments(data, cmap + offset, wanted)
    return frozenset(found)


def _in_groups(data: bytes, at: int, wanted: set[str]) -> set[str]:
    (count,) = unpack_from(">L", data, at + 12)
    flat = unpack_from(f">{3 * count}L", data, at + 16)
    spans = list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))
    return {
        char
        for char in wanted
        if any(low <= ord(char) <= high and glyph + ord(char) - low for low, high, glyph in spans)
    }


def _in_segments(data: bytes, at: int, wanted: set[str]) -> set[str]:
    (double,) = unpack_from(">H", data, at + 6)
    count = double // 2
    ends = unpack_from(f">{count}H", data, at + 14)
    starts = unpack_from(f">{count}H", data, at + 16 + double)
    deltas = unpack_from(f">{count}H", data, at + 16 + 2 * double)
    ranges_at = at + 16 + 3 * double
    ranges = unpack_from(f">{count}H", data, ranges_at)
    found = set()
    for char in wanted:
        code = ord(char)
        for n in range(count):
            if starts[n] <= code <= ends[n]:
                glyph = (code + deltas[n]) & 0xFFFF
                if ranges[n]:
                    place = ranges_at + 2 * n + ranges[n] + 2 * (code - starts[n])
                    (glyph,) = unpack_from(">H", data, place)
                if glyph:
                    found.add(char)
                break
    return found
