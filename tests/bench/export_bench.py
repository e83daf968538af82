"""How much longer an export takes than copying and hashing the same bytes, and its memory."""

import hashlib
import os
import resource
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from boardapp.services.attachments import FOLDER
from boardapp.services.desk import Desk, open_desk
from boardapp.services.exporting import export
from boardapp.services.registers import save_card
from boardapp.services.village import book_named, set_up
from boardapp.store import attachments as store
from boardapp.store.attachments import Attachment
from tests.builders import VILLAGE, asset

SIZES = (10, 100, 500)
FILE = 5 << 20
CHUNK = 1 << 20
MIB = 1 << 20


def fill(desk: Desk, megabytes: int) -> list[Path]:
    """Attach files of five megabytes to one card, past the checks of a photo that comes in."""
    card = save_card(desk, asset(book=book_named(desk).id, code=f"ZC-{uuid.uuid4().hex[:6]}"))
    paths = []
    for _ in range(max(1, megabytes * MIB // FILE)):
        data = os.urandom(FILE)
        digest = hashlib.sha256(data).hexdigest()
        one = Attachment(digest, "扫描.pdf", "application/pdf", FILE, desk.today, "王某")
        path = desk.folder / FOLDER / one.file_name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        with desk.writing("attach", {"digest": digest}) as db:
            store.save(db, one)
            store.link(db, digest, "asset", card.id, one.name)
        paths.append(path)
    return paths


def copy_and_hash(paths: list[Path], target: Path) -> None:
    """Do with the same bytes what any tool must: read, hash, write and flush them."""
    target.mkdir()
    for path in paths:
        total = hashlib.sha256()
        with path.open("rb") as old, (target / path.name).open("wb") as new:
            while data := old.read(CHUNK):
                total.update(data)
                new.write(data)
            new.flush()
            os.fsync(new.fileno())


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def memory() -> float:
    """Return the most memory that this process ever held, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / MIB if sys.platform == "darwin" else most / 1024


def measure(size: int, base: Path) -> str:
    """Return what one size takes, as a line to print."""
    with open_desk(base / "data", "王某", date(2026, 11, 6), new=True) as desk:
        set_up(desk, VILLAGE)
        paths, stick = fill(desk, size), base / "stick"
        stick.mkdir()
        before = memory()
        bare = seconds(lambda: copy_and_hash(paths, base / "bare"))
        first = seconds(lambda: export(desk, stick))
        next(stick.iterdir()).unlink()
        later = replace(desk, day=date(2026, 11, 9))
        again = seconds(lambda: export(later, stick))
    return (
        f"{size} MB: copy and hash {bare:.2f} s, export {first:.2f} s = {first / bare:.1f} ×, "
        f"again {again:.2f} s = {again / bare:.1f} ×, memory +{memory() - before:.0f} MiB"
    )


def main() -> None:
    for size in SIZES:
        with tempfile.TemporaryDirectory() as place:
            print(measure(size, Path(place)))


if __name__ == "__main__":
    main()
