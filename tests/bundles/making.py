"""Make bundles, good ones through the writer and bad ones byte by byte."""

import hashlib
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from boardapp.bundles.bag import part, write_bundle
from boardapp.bundles.minisign import SecretKey, sign
from boardapp.bundles.reader import read_bundle
from boardapp.bundles.records import ATTRIBUTES, DAY, MADE_BY
from boardapp.bundles.verdict import KnownKey, Verdict
from boardapp.core.bundle.bagit import (
    BAGIT,
    DECLARATION,
    INFO,
    MANIFEST,
    SIGNATURE,
    TAGMANIFEST,
    info_of,
    info_text,
    manifest_text,
    payload_order,
)
from boardapp.core.bundle.header import Header
from boardapp.core.bundle.package import package_of
from boardapp.core.bundle.tables import TABLES, write_table

CODE = "331181102299"
TODAY = date(2026, 11, 10)
# Keys for tests alone: anybody can read them here.
VILLAGE = SecretKey(b"village\0", bytes(range(32)))
STRANGER = SecretKey(b"stranger", bytes(range(1, 33)))
REVOKED = SecretKey(b"revoked\0", bytes(range(2, 34)))
HEADER = Header(
    CODE,
    "青石桥村",
    "青石镇",
    "7b1f0d52-6f0e-4a6e-9b53-2f3c8e1d4a10",
    7,
    date(2026, 11, 6),
    "1.0",
    previous="5a" * 32,
)


def known(village: str) -> Sequence[KnownKey]:
    """The keys that the tests' township has registered."""
    keys = (KnownKey(VILLAGE.public), KnownKey(REVOKED.public, revoked=True))
    return keys if village == CODE else ()


def anything(_: Header, __: Mapping[str, bytes]) -> Sequence[str]:
    """Let any table pass."""
    return ()


def judged(raw: bytes, check: Callable[..., Sequence[str]] = anything) -> Verdict:
    """Judge bytes as a file; each call reads a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bundle.zip"
        file.write_bytes(raw)
        return read_bundle(file, known, check, today=TODAY)


def small(header: Header = HEADER, **more: bytes) -> dict[str, bytes]:
    """A payload that is enough for everything that is judged before the tables."""
    return {
        "data/bundle.json": header.to_json(),
        "data/datapackage.json": b"{}\n",
        "data/tables/village.csv": b"id\r\n",
        **more,
    }


def full(header: Header = HEADER) -> tuple[Header, dict[str, bytes]]:
    """A payload whose tables are right, and its header: one village, which holds nothing yet."""
    blank = [""] * (len(TABLES[0].fields) - 3)
    tables = {one.name: write_table(one, ()) for one in TABLES}
    tables["village"] = write_table(
        TABLES[0], [(header.village, header.name, header.township, *blank)]
    )
    header = replace(header, holds={one.name: int(one.name == "village") for one in TABLES})
    return header, {
        "data/bundle.json": header.to_json(),
        "data/datapackage.json": package_of(header, tables),
        **{f"data/tables/{name}.csv": raw for name, raw in tables.items()},
    }


def written(
    payload: Mapping[str, bytes], header: Header = HEADER, key: SecretKey = VILLAGE
) -> bytes:
    """Return the bundle that the writer writes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bundle.zip"
        parts = [part(path, raw) for path, raw in payload.items()]
        signed = lambda raw: sign(key, raw, header.comment)  # noqa: E731
        write_bundle(file, header.bundle_name, parts, info_of(header), signed)
        return file.read_bytes()


@dataclass(frozen=True)
class Raw:
    """One entry of a zip, every field of which can be a lie."""

    name: str | bytes
    data: bytes = b""
    method: int = 0
    flags: int = 0
    day: int = DAY
    time: int = 0
    attributes: int = ATTRIBUTES
    made_by: int = MADE_BY
    extra: bytes = b""
    comment: bytes = b""
    crc: int | None = None
    size: int | None = None
    local_name: bytes | None = None
    local_day: int | None = None
    offset: int | None = None
    packed: bytes | None = None
    described: bool = False

    @property
    def raw_name(self) -> bytes:
        return self.name if isinstance(self.name, bytes) else self.name.encode()


def zipped(entries: Iterable[Raw], *, comment: bytes = b"", count: int | None = None) -> bytes:
    """Return a zip of exactly these entries."""
    out, directory, number = b"", b"", 0
    for one in entries:
        number += 1
        offset = len(out) if one.offset is None else one.offset
        stored = one.data if one.packed is None else one.packed
        crc = _crc(one.data) if one.crc is None else one.crc
        size = len(one.data) if one.size is None else one.size
        name = one.raw_name if one.local_name is None else one.local_name
        day = one.day if one.local_day is None else one.local_day
        told = (crc, len(stored), size)
        flags = one.flags | (8 if one.described else 0)
        if one.offset is None:
            out += struct.pack(
                "<4s5H3I2H", b"PK\3\4", 10, flags, one.method, one.time, day,
                *((0, 0, 0) if one.described else told), len(name), len(one.extra),
            ) + name + one.extra + stored  # fmt: skip
            out += struct.pack("<4s3I", b"PK\7\10", *told) if one.described else b""
        directory += struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", one.made_by, 10, flags, one.method, one.time, one.day,
            crc, len(stored), size, len(one.raw_name), len(one.extra), len(one.comment), 0, 0,
            one.attributes, offset,
        ) + one.raw_name + one.extra + one.comment  # fmt: skip
    number = number if count is None else count
    end = struct.pack(
        "<4s4H2IH", b"PK\5\6", 0, 0, number, number, len(directory), len(out), len(comment)
    )
    return out + directory + end + comment


def bag(
    payload: Mapping[str, bytes],
    header: Header = HEADER,
    key: SecretKey = VILLAGE,
    *,
    comment: str | None = None,
    manifest: Mapping[str, str] | bytes | None = None,
    tags: Mapping[str, bytes] | None = None,
    listed: Iterable[str] = (BAGIT, INFO, MANIFEST),
    tagmanifest: bytes | None = None,
) -> dict[str, bytes]:
    """Return the files of a bag by path, signed after whatever was made wrong in it."""
    digests = {path: sha(raw) for path, raw in payload.items()}
    chosen = digests if manifest is None else manifest
    files = {
        BAGIT: DECLARATION,
        INFO: info_text(header.bundle_name, info_of(header), map(len, payload.values())),
        MANIFEST: chosen if isinstance(chosen, bytes) else manifest_text(chosen),
    } | dict(tags or {})
    lines = manifest_text({path: sha(files[path]) for path in listed})
    files[TAGMANIFEST] = lines if tagmanifest is None else tagmanifest
    told = header.comment if comment is None else comment
    files[SIGNATURE] = sign(key, files[TAGMANIFEST], told)
    return files | {path: payload[path] for path in sorted(payload, key=payload_order)}


def entries(files: Mapping[str, bytes], root: str = HEADER.bundle_name) -> list[Raw]:
    """Return the files of a bag as entries of a zip, in the order they come."""
    prefix = f"{root}/" if root else ""
    return [Raw(prefix + path, raw) for path, raw in files.items()]


def changed(found: list[Raw], path: str, **fields: object) -> list[Raw]:
    """Return the entries with one of them told otherwise."""
    assert any(str(one.name).endswith(path) for one in found)
    return [
        replace(one, **fields) if str(one.name).endswith(path) else one  # type: ignore[arg-type]
        for one in found
    ]


def sha(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _crc(raw: bytes) -> int:
    return zlib.crc32(raw)
