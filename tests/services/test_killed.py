"""The process is killed at each thing it does to a disk; what was there before must be whole."""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from boardapp.services import backup, backup_file, instance, proof, restore
from boardapp.services.desk import open_desk
from boardapp.services.settings import change_setting
from boardapp.services.village import set_up
from boardapp.store import villages
from tests.builders import VILLAGE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill")
DAY = date(2026, 11, 6)
TOUCHES = ("open", "os.", "shutil.", "sqlite3.connect")
MOST = 45


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """Return a folder with live data, an older backup, and a restore of it that was proved."""
    base = tmp_path / "before"
    with open_desk(base / "live", "王某", DAY, new=True) as one:
        set_up(one, VILLAGE)
        path = backup.make(one).path
        change_setting(one, "since", "1")
    restore.restore(path, base / "new", "王某", DAY)
    return base


def killed(base: Path, act: Callable[[Path], object]) -> Iterator[Path]:
    """Do something again and again on a copy of a folder, and kill it each time a step later."""
    count, _ = run(copied(base, "count"), act, 0)
    assert count > 10
    for at in range(1, count + 1, max(1, count // MOST)):
        place = copied(base, f"kill{at}")
        assert run(place, act, at)[1] == signal.SIGKILL
        yield place
        shutil.rmtree(place)


def copied(base: Path, name: str) -> Path:
    place = base.parent / name
    shutil.copytree(base, place)
    return place


def run(place: Path, act: Callable[[Path], object], at: int) -> tuple[int, int]:
    """Run in a process of its own, killed at a step; return how many steps and which signal."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        steps = 0

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal steps
            here = any(str(place) in str(one) for one in arguments[:2])
            if event.startswith(TOUCHES) and here:
                steps += 1
                if steps == at:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            act(place)
            os.write(writer, str(steps).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        told = pipe.read()
    return int(told or 0), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) * -1


def back_up(place: Path) -> None:
    with open_desk(place / "live", "王某", DAY) as one:
        backup.make(one)


def restore_again(place: Path) -> None:
    path = next((place / "live" / "backups").glob("*.zip"))
    restore.restore(path, place / "again", "王某", DAY, live=place / "live")


def put_in_place(place: Path) -> None:
    restore.put_in_place(place / "live", place / "new", "王某")


def since(folder: Path) -> str:
    """Return what the data say of the change after the backup, having proved them whole."""
    with open_desk(folder, "王某", DAY) as one:
        assert proof.troubles(one.db, folder) == ()
        return villages.setting(one.db, "since")


def test_a_backup_killed_anywhere_leaves_data_and_old_backups_whole(before: Path) -> None:
    for place in killed(before, back_up):
        assert since(place / "live") == "1"
        held = backup.backups(place / "live" / "backups")
        assert held
        for one in held:
            backup_file.prove_archive(one.path)
        back_up(place)
        leftover = [p.name for p in (place / "live" / "backups").iterdir()]
        assert all(name.endswith(".zip") or name == "files" for name in leftover)


def test_a_restore_killed_anywhere_leaves_nothing_that_looks_finished(before: Path) -> None:
    for place in killed(before, restore_again):
        assert since(place / "live") == "1"
        if (place / "again").exists():
            assert since(place / "again") == ""
        else:
            restore_again(place)


def test_a_replacement_killed_anywhere_leaves_the_old_data_or_the_new(before: Path) -> None:
    seen = set()
    for place in killed(before, put_in_place):
        found = since(place / "live")
        seen.add(found)
        with open_desk(place / "live", "王某", DAY) as one:
            if not found:
                assert instance.standing(one) is instance.Standing.RESTORED
    assert seen == {"", "1"}
