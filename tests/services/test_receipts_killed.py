"""Killed at each thing that the reading of a receipt does, it was read or it was not."""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from boardapp.core.bundle.receipt import LastNumber
from boardapp.core.bundle.receipt_outcome import ReceiptOutcome
from boardapp.services import instance, proof, receipts
from boardapp.services.desk import open_desk
from boardapp.services.exporting import export
from boardapp.services.instance import Standing
from boardapp.services.village import body_named, set_up
from boardapp.store import bundles as store
from boardapp.store import life as lives
from tests.builders import VILLAGE
from tests.township import Township

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
DAY = date(2026, 11, 9)
TOUCHES = ("open", "os.", "shutil.")
WRITES = ("BEGIN", "COMMIT", "INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE")
MOST = 16
Before = tuple[Path, str]


@pytest.fixture
def before(tmp_path: Path) -> Before:
    """Return a restored village beside the receipt that tells it how far it had come."""
    place = tmp_path / "before"
    (place / "stick").mkdir(parents=True)
    with open_desk(place / "data", "王某", DAY, new=True) as desk:
        set_up(desk, VILLAGE)
        Township().enrol(desk, tmp_path)
        export(desk, place / "stick")
        last = LastNumber(body_named(desk).id, 2026, 2)
        file = Township().answer(desk, place / "stick", numbers=(last,))
        instance.renew(desk, "restored", {})
    return place, file.name


def test_killed_anywhere_a_receipt_and_what_it_wins_are_kept_whole_or_not_at_all(
    before: Before,
) -> None:
    seen = set()
    for place in killed(before):
        with open_desk(place / "data", "王某", DAY) as desk:
            assert proof.troubles(desk.db, desk.folder) == ()
            held = store.newest_receipt(desk.db) is not None
            assert (instance.standing(desk) is Standing.PROVEN) is held
            assert len(lives.voids(desk.db)) == (2 if held else 0)
            seen.add(held)
            again = receipts.take(desk, place / "stick" / before[1])
            wanted = ReceiptOutcome.ALREADY_TAKEN if held else ReceiptOutcome.TAKEN
            assert again.outcome is wanted
            assert instance.standing(desk) is Standing.PROVEN
    assert seen == {True, False}


def killed(before: Before) -> Iterator[Path]:
    """Read the receipt again and again on a copy, and kill it each time a step later."""
    count, _ = run(copied(before, "count"), before[1], 0)
    assert count > 8
    step = max(1, count // MOST)
    for at in sorted({*range(1, count + 1, step), count - 1, count}):
        place = copied(before, f"kill{at}")
        assert run(place, before[1], at)[1] == signal.SIGKILL
        yield place
        shutil.rmtree(place)


def copied(before: Before, name: str) -> Path:
    place = before[0].parent / name
    shutil.copytree(before[0], place)
    mark = place / "data" / "instance"
    text = mark.read_text("utf-8").replace(str(before[0] / "data"), str(place / "data"))
    mark.write_text(text, "utf-8")
    return place


def run(place: Path, name: str, at: int) -> tuple[int, int]:
    """Read in a process of its own, killed at a step; return the steps and the signal."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        steps = 0

        def step() -> bool:
            nonlocal steps
            steps += 1
            if steps == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return True

        def touched(event: str, arguments: tuple[object, ...]) -> None:
            if event.startswith(TOUCHES) and any(str(place) in str(a) for a in arguments[:2]):
                step()

        try:
            with open_desk(place / "data", "王某", DAY) as desk:
                sys.addaudithook(touched)
                desk.db.conn.set_trace_callback(lambda sql: sql.startswith(WRITES) and step())
                receipts.take(desk, place / "stick" / name)
                step()
                os.write(writer, str(steps).encode())
        finally:
            os._exit(0)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    told = os.read(reader, 20)
    os.close(reader)
    return int(told or 0), os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
