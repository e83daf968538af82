"""Killed at each thing that an export does, no two bundles ever bear one sequence."""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from boardapp.core.bundle.outcome import Outcome
from boardapp.services import ledger, proof
from boardapp.services.attachments import attach
from boardapp.services.desk import open_desk
from boardapp.services.exporting import export
from boardapp.services.registers import save_card
from boardapp.services.verifying import own_verdict
from boardapp.services.village import book_named, set_up
from boardapp.store import bundles as store
from tests.builders import VILLAGE, asset, entry

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
DAY = date(2026, 11, 6)
TOUCHES = ("open", "os.", "shutil.")
WRITES = ("BEGIN", "COMMIT", "INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE")
MOST = 14
OLD = "boardbundle-331181102299-0001.zip"


@dataclass(frozen=True)
class Place:
    """A village with its stick."""

    base: Path

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.base / "data"

    @property
    def stick(self) -> Path:
        """The stick."""
        return self.base / "stick"

    def export(self) -> str:
        """Export to the stick, and return the digest."""
        with open_desk(self.data, "王某", DAY) as desk:
            return export(desk, self.stick).digest

    def change(self, voucher: str) -> None:
        """Change what the next bundle holds."""
        with open_desk(self.data, "王某", DAY) as desk:
            ledger.save_entry(desk, entry(book=book_named(desk).id, voucher=voucher))

    def out(self) -> dict[str, str]:
        """Return the digest of every bundle on the stick, each found right."""
        found = {}
        with open_desk(self.data, "王某", DAY) as desk:
            for path in self.stick.glob("*.zip"):
                verdict = own_verdict(desk, path)
                assert verdict.outcome is Outcome.ACCEPTED, (path.name, verdict.reason)
                found[path.name] = verdict.digest
        return found


@pytest.fixture
def before(tmp_path: Path) -> Place:
    """Return a village whose first bundle is out, and that has changed since."""
    place = Place(tmp_path / "before")
    place.stick.mkdir(parents=True)
    with open_desk(place.data, "王某", DAY, new=True) as desk:
        set_up(desk, VILLAGE)
        card = save_card(desk, asset(book=book_named(desk).id))
        scan = tmp_path / "scan.pdf"
        scan.write_bytes(b"%PDF-1.4\n" + bytes(5000))
        attach(desk, "asset", card.id, scan)
        export(desk, place.stick)
    place.change("记2")
    return place


def test_killed_anywhere_in_an_export_no_sequence_is_used_twice(before: Place) -> None:
    old = (before.stick / OLD).read_bytes()
    for place in killed(before):
        assert (place.stick / OLD).read_bytes() == old
        seen = place.out()
        with open_desk(place.data, "王某", DAY) as desk:
            assert proof.troubles(desk.db, desk.folder) == ()
            numbered = {one.sequence: one.digest for one in store.bundles(desk.db)}
        assert set(seen.values()) <= set(numbered.values())
        place.change("记3")
        place.export()
        for name, digest in place.out().items():
            assert seen.setdefault(name, digest) == digest
        with open_desk(place.data, "王某", DAY) as desk:
            now = {one.sequence: one.digest for one in store.bundles(desk.db)}
            assert numbered.items() <= now.items()
            assert now[max(now)] in seen.values()
        assert not list(place.base.rglob("*.part"))


def test_killed_anywhere_the_same_export_again_ends_with_the_same_bundle(before: Place) -> None:
    for place in killed(before):
        place.export()
        with open_desk(place.data, "王某", DAY) as desk:
            assert [one.sequence for one in store.bundles(desk.db)] == [2, 1]
        assert len(place.out()) == 2
        assert not list(place.base.rglob("*.part"))


def killed(before: Place) -> Iterator[Place]:
    """Export again and again on a copy, and kill it each time a step later."""
    count, _ = run(copied(before, "count"), 0)
    assert count > 20
    for at in range(1, count + 1, max(1, count // MOST)):
        place = copied(before, f"kill{at}")
        assert run(place, at)[1] == signal.SIGKILL
        yield place
        shutil.rmtree(place.base)


def copied(before: Place, name: str) -> Place:
    place = Place(before.base.parent / name)
    shutil.copytree(before.base, place.base)
    # A copied folder is another instance unless its mark says that it was made for this place.
    mark = place.data / "instance"
    text = mark.read_text("utf-8").replace(str(before.data), str(place.data))
    mark.write_text(text, "utf-8")
    return place


def run(place: Place, at: int) -> tuple[int, int]:
    """Export in a process of its own, killed at a step; return the steps and the signal."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        steps = 0

        def step() -> None:
            nonlocal steps
            steps += 1
            if steps == at:
                os.kill(os.getpid(), signal.SIGKILL)

        def touched(event: str, arguments: tuple[object, ...]) -> None:
            if event.startswith(TOUCHES) and any(str(place.base) in str(a) for a in arguments[:2]):
                step()

        try:
            with open_desk(place.data, "王某", DAY) as desk:
                sys.addaudithook(touched)
                desk.db.conn.set_trace_callback(lambda sql: sql.startswith(WRITES) and step())
                export(desk, place.stick)
                os.write(writer, str(steps).encode())
        finally:
            os._exit(0)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    told = os.read(reader, 20)
    os.close(reader)
    return int(told or 0), os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
