"""The backup's file: written and read back before it has its name, and never trusted when read."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from boardapp.core.backup import BackupError, Fault, Manifest, read_manifest
from boardapp.services.whole_files import CHUNK, flush, forget, put_in_place

MANIFEST, DATABASE, FILES = "manifest.json", "village.db", "files"
MOST_MEMBERS = 2_000
LARGEST_MANIFEST = 64 << 20
LARGEST = 64 << 30
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    OverflowError, LookupError,
)  # fmt: skip


def write(path: Path, manifest: Manifest, sources: Mapping[str, Path]) -> None:
    """Write a backup: whole under its name, or not there; raises OSError.

    What was written is read back and compared before it takes its place.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                archive.writestr(_member(MANIFEST), manifest.to_json())
                for name, source in sources.items():
                    with source.open("rb") as old, archive.open(_member(name), "w") as new:
                        while data := old.read(CHUNK):
                            new.write(data)
            flush(file.fileno(), file.flush)
        try:
            prove_archive(part)
        except BackupError as error:
            raise OSError(5, "read back otherwise than written") from error
        put_in_place(part, path)
    finally:
        forget(part)


def look(path: Path) -> Manifest:
    """Return what a backup says of itself, without checking the rest; raises BackupError."""
    with _opened(path) as archive:
        return _manifest(archive)


def prove_archive(path: Path) -> Manifest:
    """Check that a backup's archive is whole and holds just what it says; raises BackupError."""
    with _opened(path) as archive:
        manifest = _manifest(archive)
        for name, size, digest in _wanted(archive, manifest):
            with archive.open(name) as member:
                _compare(member, name, size, digest)
    return manifest


def extract(path: Path, folder: Path) -> Manifest:
    """Write the files of a backup's archive into a folder, checked; raises BackupError."""
    with _opened(path) as archive:
        manifest = _manifest(archive)
        for name, size, digest in _wanted(archive, manifest):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as member, target.open("wb") as file:
                _compare(member, name, size, digest, file)
                flush(file.fileno(), file.flush)
    return manifest


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with path.open("rb") as file:
            start = file.read(4)
            if not start:
                raise BackupError(Fault.EMPTY)
            try:
                archive = zipfile.ZipFile(file)
            except _BROKEN as error:
                cut = start == b"PK\x03\x04"
                raise BackupError(Fault.CUT_SHORT if cut else Fault.NOT_A_BACKUP) from error
            with archive:
                try:
                    yield archive
                except _BROKEN as error:
                    raise BackupError(Fault.DAMAGED) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BackupError(Fault.NOT_FOUND, path.name) from error
    except IsADirectoryError as error:
        raise BackupError(Fault.NOT_A_BACKUP, path.name) from error
    except PermissionError as error:
        raise BackupError(Fault.UNREADABLE, path.name) from error


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > LARGEST:
        raise BackupError(Fault.TOO_LARGE)
    names = [one.filename for one in members]
    if any(".." in name.split("/") or name.startswith("/") or "\\" in name for name in names):
        raise BackupError(Fault.UNSAFE)
    if MANIFEST not in names:
        raise BackupError(Fault.NO_MANIFEST)
    if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise BackupError(Fault.TOO_LARGE)
    with archive.open(MANIFEST) as file:
        return read_manifest(file.read(LARGEST_MANIFEST + 1))


def _wanted(archive: zipfile.ZipFile, manifest: Manifest) -> list[tuple[str, int, str]]:
    """Return what must be in the archive: exactly what the manifest says, each once."""
    names = sorted(one.filename for one in archive.infolist() if one.filename != MANIFEST)
    wanted = sorted(one.name for one in manifest.files)
    missing = [name for name in wanted if name not in names]
    if missing or DATABASE not in wanted:
        raise BackupError(Fault.MISSING_FILE, (missing or [DATABASE])[0])
    if len(set(wanted)) != len(wanted) or names != wanted:
        extra = [name for name in names if name not in wanted]
        raise BackupError(Fault.EXTRA_FILE, (extra or wanted)[0])
    return [(one.name, one.size, one.sha256) for one in manifest.files]


def _compare(
    member: IO[bytes], name: str, size: int, digest: str, out: IO[bytes] | None = None
) -> None:
    """Read a member up to its stated size, and refuse it when it is another file."""
    total, length = hashlib.sha256(), 0
    while data := member.read(CHUNK):
        length += len(data)
        if length > size:
            break
        total.update(data)
        if out is not None:
            out.write(data)
    if length != size or total.hexdigest() != digest:
        raise BackupError(Fault.WRONG_DIGEST, name)


def _member(name: str) -> zipfile.ZipInfo:
    one = zipfile.ZipInfo(name, _EARLIEST)
    one.compress_type = zipfile.ZIP_DEFLATED
    return one
