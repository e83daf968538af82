"""Killed in the middle of any transition, the village stands before it or after it."""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlite_utils import Database

from boardapp.core.disclosure import Step
from boardapp.core.life import Meeting, State
from boardapp.core.period import Period
from boardapp.services import (
    boards,
    correcting,
    ledger,
    life,
    meetings,
    posting,
    reviewing,
    rulebooks,
)
from boardapp.services.desk import DATABASE, Desk, open_desk
from boardapp.services.life import Subject
from boardapp.services.village import body_named, book_named, set_up
from boardapp.store import journal, seals
from tests.builders import VILLAGE
from tests.life import approve, published, reviewed, submitted

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

OCTOBER = Period(2026, 10)
LINES = "finance-lines"
WRITES = ("BEGIN", "COMMIT", "INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE")
Deed = Callable[[Desk, Path], None]


@contextmanager
def at(folder: Path, day: date) -> Iterator[Desk]:
    with open_desk(folder, "王某", day) as desk:
        yield desk


def subject(desk: Desk) -> Subject:
    return life.subject_named(desk, f"{LINES}@2026-10")


def change(desk: Desk) -> None:
    line = ledger.lines(desk.db, book_named(desk).id, OCTOBER)[0]
    ledger.save_entry(desk, replace(line, fen=line.fen + 1))


def newest(desk: Desk) -> Any:
    return life.posting_named(desk, f"{LINES}@2026-10")


def in_review(desk: Desk) -> Any:
    return reviewing.open_submission(desk, subject(desk))


def meet(desk: Desk, photo: Path) -> None:
    held = Meeting("", Step.JOINT_MEETING, desk.today, "会议室", "张某", 9, 8, 7)
    meetings.hold_meeting(desk, [in_review(desk)], held, photo)


def first_step(desk: Desk, photo: Path) -> None:
    reviewing.approve(desk, [in_review(desk)], Step.FINANCE_GROUP, "陈某", paper=photo)


PREPARED: dict[str, list[Callable[[Desk], object]]] = {
    "ready": [],
    "submitted": [lambda d: submitted(d, LINES, OCTOBER, body_named(d))],
    "reviewed": [lambda d: reviewed(d, LINES, OCTOBER, body_named(d))],
    "published": [lambda d: published(d, LINES, OCTOBER, body_named(d))],
    "hanging": [
        lambda d: published(d, LINES, OCTOBER, body_named(d)),
        lambda d: boards.put_up(d, newest(d), boards.board_named(d)),
    ],
    "changed": [lambda d: published(d, LINES, OCTOBER, body_named(d)), change],
    "corrected": [
        lambda d: published(d, LINES, OCTOBER, body_named(d)),
        change,
        lambda d: approve(d, correcting.correct(d, newest(d), "抄错了")),
    ],
    "done": [
        lambda d: published(d, LINES, OCTOBER, body_named(d)),
        lambda d: boards.put_up(d, newest(d), boards.board_named(d)),
        lambda d: boards.take_down(
            replace(d, day=date(2026, 11, 21)), newest(d), boards.board_named(d)
        ),
    ],
}

DEEDS: list[tuple[str, str, Deed]] = [
    ("submit", "ready", lambda d, _: submitted(d, LINES, OCTOBER, body_named(d)) and None),
    ("approve", "submitted", first_step),
    ("meeting", "reviewed", meet),
    (
        "return",
        "submitted",
        lambda d, p: reviewing.send_back(d, [in_review(d)], "不清楚", by="陈某", paper=p) and None,
    ),
    ("withdraw", "reviewed", lambda d, _: reviewing.withdraw(d, in_review(d)) and None),
    (
        "publish",
        "reviewed",
        lambda d, _: posting.publish(d, LINES, OCTOBER, body_named(d)) and None,
    ),
    (
        "put-up",
        "published",
        lambda d, p: boards.put_up(d, newest(d), boards.board_named(d), photo=p) and None,
    ),
    (
        "take-down",
        "hanging",
        lambda d, p: boards.take_down(d, newest(d), boards.board_named(d), photo=p) and None,
    ),
    ("correct", "changed", lambda d, _: correcting.correct(d, newest(d), "抄错了") and None),
    (
        "publish-correction",
        "corrected",
        lambda d, _: posting.publish(d, LINES, OCTOBER, body_named(d)) and None,
    ),
    (
        "archive",
        "done",
        lambda d, _: boards.archive(replace(d, day=date(2026, 11, 21)), newest(d)) and None,
    ),
    ("void", "ready", lambda d, _: posting.void_number(d, body_named(d), 2026, 1, "遗失") and None),
]


@pytest.fixture(scope="module")
def villages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A data folder for each state from which a transition starts, and a copy to go back to."""
    found = {}
    for name, steps in PREPARED.items():
        folder = found[name] = tmp_path_factory.mktemp(name) / "data"
        with open_desk(folder, "王某", date(2026, 11, 6), new=True) as desk:
            set_up(desk, VILLAGE, "青石桥村股份经济合作社")
            book = book_named(desk)
            ledger.state_opening(desk, book.id, None, OCTOBER, 100_000)
            one = ledger.blank_entry(book.id, None, OCTOBER, OCTOBER.first_day)
            ledger.save_entry(desk, replace(one, summary="村办公室电费", fen=2460))
            boards.open_board(desk, "村委会门口公开栏")
            subject(desk)
            rulebooks.rulebook(desk)
            for step in steps:
                step(desk)
        shutil.copytree(folder, folder.with_name("kept"))
    return found


def restored(folder: Path) -> Path:
    """Put a data folder back as it was, in its own place: elsewhere it would be a copy."""
    shutil.rmtree(folder)
    shutil.copytree(folder.with_name("kept"), folder)
    return folder


def counts(db: Database) -> dict[str, int]:
    names = [name for name in db.table_names() if not name.startswith(("_", "sqlite_"))]
    return {name: db.table(name).count for name in names}


def rows(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    return {
        name: sorted(db.execute(f'select * from "{name}"').fetchall(), key=repr)
        for name in counts(db)
    }


def killed(folder: Path, photo: Path, deed: Deed, number: int) -> bool:
    """Do a deed in a process that kills itself before its nth write; return whether it did."""
    child = os.fork()
    if child == 0:
        left = [number]

        def trace(statement: str) -> None:
            if statement.lstrip().upper().startswith(WRITES):
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            with at(folder, date(2026, 11, 6)) as desk:
                desk.db.conn.set_trace_callback(trace)
                deed(desk, photo)
                desk.db.conn.set_trace_callback(None)
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


@pytest.mark.parametrize(
    ("deed", "start"), [(d, s) for _, s, d in DEEDS], ids=[n for n, _, _ in DEEDS]
)
def test_killed_before_any_write_it_stands_before_or_after(
    villages: dict[str, Path], tmp_path: Path, deed: Deed, start: str
) -> None:
    photo = tmp_path / "photo.png"
    Image.new("RGB", (8, 8), "white").save(photo)
    with at(restored(villages[start]), date(2026, 11, 6)) as desk:
        before = rows(desk.db)
    seen, number, again = [], 0, True
    while again:
        folder = restored(villages[start])
        again = killed(folder, photo, deed, number)
        with at(folder, date(2026, 11, 6)) as desk:
            assert journal.first_broken(desk.db) is None
            assert list(seals.differences(desk.db)) == []
            assert desk.db.execute("pragma integrity_check").fetchone()[0] == "ok"
            assert life.life_of(desk, subject(desk)).state in State
            seen.append((rows(desk.db) == before, counts(desk.db), life_state(desk)))
        number += 1
    unchanged, after, state = seen[-1]
    assert not unchanged
    assert number > 3
    for same, held, now in seen:
        assert same or (held, now) == (after, state)


def life_state(desk: Desk) -> tuple[State, State | None]:
    held = life.life_of(desk, subject(desk))
    return held.state, held.review


def test_killed_at_any_moment_a_long_day_leaves_whole_transitions(
    villages: dict[str, Path],
) -> None:
    pick = random.Random(4)
    folder = restored(villages["published"])
    for _ in range(10):
        child = os.fork()
        if child == 0:
            try:
                with at(folder, date(2026, 11, 6)) as desk:
                    gate = boards.board_named(desk)
                    while True:
                        if life.hanging_of(desk, newest(desk)).displays[-1:] and (
                            life.hanging_of(desk, newest(desk)).displays[-1].down_on is None
                        ):
                            boards.take_down(desk, newest(desk), gate)
                        boards.put_up(desk, newest(desk), gate)
            finally:
                os._exit(1)
        time.sleep(pick.uniform(0.1, 0.6))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status)
        with at(folder, date(2026, 11, 6)) as desk:
            assert journal.first_broken(desk.db) is None
            assert list(seals.differences(desk.db)) == []
            told = [one.action for one in journal.lines(desk.db)]
            ups, downs = told.count("put-up"), told.count("take-down")
            displays = life.hanging_of(desk, newest(desk)).displays
            assert (len(displays), sum(d.down_on is not None for d in displays)) == (ups, downs)
    assert (folder / DATABASE).exists()
