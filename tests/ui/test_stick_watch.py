"""Looking for sticks costs nothing while nobody waits for one, and never holds the window up."""

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from boardapp.services.drives import Drive
from boardapp.ui.stick import watch as module
from boardapp.ui.stick.watch import DriveWatch


def test_it_looks_again_by_itself_on_another_thread(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "EVERY_MS", 1)
    threads: list[threading.Thread] = []
    seen: list[threading.Thread] = []

    def find() -> tuple[Drive, ...]:
        threads.append(threading.current_thread())
        return ()

    parent = QObject()
    watch = DriveWatch(find, parent)
    watch.seen.connect(lambda _: seen.append(threading.current_thread()))
    watch.start()
    qtbot.waitUntil(lambda: len(seen) >= 3)
    watch.stop()
    assert threading.main_thread() not in threads
    assert set(seen) == {threading.main_thread()}


def test_a_stick_that_hangs_is_not_looked_at_twice_and_holds_nothing_up(qtbot: QtBot) -> None:
    answer, looks = threading.Event(), []

    def find() -> tuple[Drive, ...]:
        looks.append(1)
        answer.wait(10)
        return ()

    parent = QObject()
    watch = DriveWatch(find, parent)
    watch.start()
    for _ in range(5):
        watch.look()
    watch.stop()
    told: list[object] = []
    watch.seen.connect(told.append)
    answer.set()
    qtbot.waitUntil(lambda: watch._round is None)
    assert len(looks) == 1
    assert not told


def test_a_drive_that_breaks_while_it_is_looked_at_counts_as_none(qtbot: QtBot) -> None:
    def find() -> tuple[Drive, ...]:
        raise OSError(5, "gone")

    parent = QObject()
    watch = DriveWatch(find, parent)
    with qtbot.waitSignal(watch.seen) as told:
        watch.start()
    watch.stop()
    assert told.args == [()]
