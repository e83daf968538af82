"""Write a bundle: the bag with its manifests and signature, in one zip."""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from boardapp.bundles import limits
from boardapp.bundles.archive import Source, ZipWriter, chunks
from boardapp.bundles.records import zip_size
from boardapp.core.bundle.bagit import (
    BAGIT,
    DECLARATION,
    HEADER,
    INFO,
    MANIFEST,
    PACKAGE,
    SIGNATURE,
    TAGMANIFEST,
    info_text,
    manifest_text,
    named,
    payload_fault,
    payload_order,
)
from boardapp.core.errors import Cancelled, UserError
from boardapp.core.progress import Progress, silent

Sign = Callable[[bytes], bytes]
"""Given the tagmanifest, returns its minisign signature file."""


@dataclass(frozen=True)
class Part:
    """One payload file: its path in the bag, its bytes or file, SHA-256 and size in bytes."""

    path: str
    source: Source
    digest: str
    size: int


@dataclass(frozen=True)
class Written:
    """A bundle that was written: its digest (SHA-256 of the tagmanifest) and size in bytes."""

    digest: str
    size: int


def part(path: str, data: bytes) -> Part:
    """Return bytes as a payload file."""
    return Part(path, data, hashlib.sha256(data).hexdigest(), len(data))


def never() -> bool:
    """Tell that nobody cancelled."""
    return False


def size_of(name: str, payload: Sequence[Part], info: Mapping[str, str], sign: Sign) -> int:
    """Return how many bytes ``write_bundle`` will write, before any of them is written.

    Raises UserError when the bundle would be too large for a stick.
    """
    return _size(name, _tag_files(name, payload, info, sign), payload)


def write_bundle(
    target: Path,
    name: str,
    payload: Sequence[Part],
    info: Mapping[str, str],
    sign: Sign,
    *,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = never,
) -> Written:
    """Write a bundle to a file, replacing what was there, and bring it to the disk.

    ``target`` is whatever temporary name the caller renames from; it is left behind when this
    fails. Raises Cancelled, OSError (the stick is full, gone, read-only), UserError when the bundle
    is too large or a source changed since it was hashed, ValueError for a payload that no bundle
    may hold.
    """
    tags = _tag_files(name, payload, info, sign)
    size = _size(name, tags, payload)
    label, done = "正在写入数据包", 0
    with target.open("w+b", buffering=limits.CHUNK) as file:
        archive = ZipWriter(file)
        for path, raw in tags.items():
            archive.add(f"{name}/{path}", len(raw), chunks(raw))
        for one in _ordered(payload):
            archive.add(f"{name}/{one.path}", one.size, _checked(one, cancelled))
            done += one.size
            progress(done, size, label)
        written = archive.close()
        file.flush()
        os.fsync(file.fileno())
    if written != size:
        raise AssertionError(f"{name}: {written} instead of {size}")
    progress(size, size, label)
    return Written(hashlib.sha256(tags[TAGMANIFEST]).hexdigest(), size)


def _checked(one: Part, cancelled: Callable[[], bool]) -> Iterator[bytes]:
    """Yield the bytes of a part, proving on the way that they are the ones that were promised."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks(one.source):
        if cancelled():
            raise Cancelled
        digest.update(chunk)
        size += len(chunk)
        if size > one.size:
            break
        yield chunk
    if size != one.size or digest.hexdigest() != one.digest:
        raise UserError(
            f"没有写成：文件“{one.path}”在导出时变了，与登记的不一样。"
            "数据没有改动，U盘上原来的文件也没有动；请再导出一次，仍然不行就检查附件是否损坏。"
        )


def _tag_files(
    name: str, payload: Sequence[Part], info: Mapping[str, str], sign: Sign
) -> dict[str, bytes]:
    """Return the five files at the root in their order; raises ValueError for a wrong payload."""
    digests = {one.path: one.digest for one in payload}
    if not named(name) or len(digests) != len(payload):
        raise ValueError(name)
    if not {HEADER, PACKAGE} <= set(digests):
        raise ValueError(f"{name}: {HEADER}, {PACKAGE}")
    for path, digest in digests.items():
        fault = payload_fault(path, digest)
        if fault:
            raise ValueError(f"{path}: {fault}")
    told = {
        BAGIT: DECLARATION,
        INFO: info_text(name, info, (one.size for one in payload)),
        MANIFEST: manifest_text(digests),
    }
    hashed = {path: hashlib.sha256(raw).hexdigest() for path, raw in told.items()}
    told[TAGMANIFEST] = manifest_text(hashed)
    told[SIGNATURE] = sign(told[TAGMANIFEST])
    return told


def _size(name: str, tags: Mapping[str, bytes], payload: Sequence[Part]) -> int:
    sizes = {f"{name}/{path}": len(raw) for path, raw in tags.items()}
    sizes |= {f"{name}/{one.path}": one.size for one in payload}
    size = zip_size(sizes)
    if size > limits.FILE or len(sizes) > limits.ENTRIES:
        raise UserError(
            "数据包太大，U盘上的一个文件放不下（最多 4 GB、五万个文件）。数据没有改动；"
            "请先读入乡镇的回执，只导出乡镇还没有的文件。"
        )
    return size


def _ordered(payload: Sequence[Part]) -> list[Part]:
    return sorted(payload, key=lambda one: payload_order(one.path))
