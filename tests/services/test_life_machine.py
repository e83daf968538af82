"""Whatever is done to postings in whatever order, what was promised of them holds."""

import contextlib
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from boardapp.core.errors import UserError
from boardapp.core.life import State, days_hung
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.services import (
    boards,
    catalogues,
    correcting,
    ledger,
    life,
    posting,
    proof,
    reviewing,
    rulebooks,
)
from boardapp.services.desk import Desk, open_desk
from boardapp.services.life import Subject
from boardapp.services.village import body_named, book_named, set_up
from boardapp.store import journal, postings, seals
from boardapp.store import life as store
from tests.builders import VILLAGE
from tests.life import REVIEWERS

MONTHS = (Period(2026, 9), Period(2026, 10))
LINES = "finance-lines"
months = st.sampled_from(MONTHS)


class Village(RuleBasedStateMachine):
    """One village, two months and two boards; every deed either happens whole or is refused."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.opened = open_desk(Path(self.folder.name) / "v", "王某", date(2026, 11, 6), new=True)
        self.desk: Desk = self.opened.__enter__()
        set_up(self.desk, VILLAGE, "青石桥村股份经济合作社")
        self.body, self.book = body_named(self.desk), book_named(self.desk)
        for month in MONTHS:
            one = ledger.blank_entry(self.book.id, None, month, month.first_day)
            ledger.save_entry(self.desk, replace(one, summary="收租金", fen=100))
        self.boards = [boards.open_board(self.desk, name) for name in ("东公开栏", "西公开栏")]
        rulebooks.rulebook(self.desk)
        catalogues.catalogue(self.desk)
        self.frozen: dict[str, tuple[Posting, bytes]] = {}
        self.serials: list[int] = []

    def teardown(self) -> None:
        assert journal.first_broken(self.desk.db) is None
        assert list(seals.differences(self.desk.db)) == []
        assert proof.troubles(self.desk.db, self.desk.folder) == ()
        self.opened.__exit__(None, None, None)
        self.folder.cleanup()

    def subject(self, month: Period) -> Subject:
        return life.subject_named(self.desk, f"{LINES}@{month.code}")

    def try_(self, deed: Callable[[], Any]) -> Any:
        """Do a deed; one that is refused must have changed nothing."""
        head = journal.head(self.desk.db)
        with contextlib.suppress(UserError):
            return deed()
        assert journal.head(self.desk.db) == head
        return None

    @rule(days=st.integers(0, 9))
    def time_passes(self, days: int) -> None:
        assert self.desk.day
        self.desk = replace(self.desk, day=self.desk.day + timedelta(days=days))

    @rule(month=months, fen=st.integers(1, 3))
    def the_ledger_changes(self, month: Period, fen: int) -> None:
        line = ledger.lines(self.desk.db, self.book.id, month)[0]
        ledger.save_entry(self.desk, replace(line, fen=line.fen + fen))

    @rule(month=months)
    def submit(self, month: Period) -> None:
        subject = self.subject(month)
        self.try_(lambda: reviewing.submit(self.desk, subject.item, month, subject.body))

    @rule(month=months, times=st.integers(1, 2))
    def approve(self, month: Period, times: int) -> None:
        for _ in range(times):
            held = life.life_of(self.desk, self.subject(month))
            one = life.waiting(self.desk, *self.subject(month).key)
            if one and held.missing:
                step = held.missing[0]
                reviewing.approve(self.desk, [one], step, REVIEWERS.get(step, "张某"))

    @rule(month=months)
    def return_(self, month: Period) -> None:
        one = life.waiting(self.desk, *self.subject(month).key)
        if one:
            self.try_(lambda: reviewing.send_back(self.desk, [one], "不清楚", by="陈某"))

    @rule(month=months)
    def withdraw(self, month: Period) -> None:
        one = life.waiting(self.desk, *self.subject(month).key)
        if one:
            self.try_(lambda: reviewing.withdraw(self.desk, one))

    @rule(month=months)
    def publish(self, month: Period) -> None:
        one = life.waiting(self.desk, *self.subject(month).key)
        held = self.try_(lambda: posting.publish(self.desk, LINES, month, self.body))
        if held:
            assert one
            assert (held.digest, held.content) == (one.digest, one.content)
            self.frozen[held.id] = held, postings.notice(self.desk.db, held.id)
            serial = int(held.number.split("第")[1].removesuffix("号"))
            assert serial not in self.serials
            assert serial > max(self.serials, default=0)
            self.serials.append(serial)

    @rule(skip=st.integers(1, 2))
    def a_number_is_lost(self, skip: int) -> None:
        assert self.desk.day
        serial = max(self.serials, default=0) + skip
        year = self.desk.day.year
        if self.try_(lambda: posting.void_number(self.desk, self.body, year, serial, "遗失")):
            self.serials.append(serial)

    @precondition(lambda self: self.frozen)
    @rule(data=st.data())
    def put_up(self, data: st.DataObject) -> None:
        one, board = self.one(data), data.draw(st.sampled_from(self.boards))
        display = self.try_(lambda: boards.put_up(self.desk, one, board))
        if display:
            assert days_hung(display, self.desk.today) == 0

    @precondition(lambda self: self.frozen)
    @rule(data=st.data())
    def take_down(self, data: st.DataObject) -> None:
        one, board = self.one(data), data.draw(st.sampled_from(self.boards))
        up = [d for d in store.displays(self.desk.db, one.id) if not d.down_on]
        done = self.try_(lambda: boards.take_down(self.desk, one, board))
        if done and done.repost:
            assert done.days < done.least
            assert life.life_of_posting(self.desk, one).state is State.REPOST
        elif done and len(up) == 1:
            replaced = postings.replacing(self.desk.db, one.id)
            long = any(
                days_hung(d, self.desk.today) >= done.least
                for d in store.displays(self.desk.db, one.id)
            )
            assert long or replaced

    @precondition(lambda self: self.frozen)
    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        one = self.one(data)
        new = self.try_(lambda: correcting.correct(self.desk, one, "抄错了"))
        if new:
            assert (new.replaces, new.revision) == (one.id, one.revision + 1)

    @precondition(lambda self: self.frozen)
    @rule(data=st.data())
    def archive(self, data: st.DataObject) -> None:
        one = self.one(data)
        before = life.life_of_posting(self.desk, one).state
        if self.try_(lambda: boards.archive(self.desk, one)):
            assert before in (State.DAYS_DONE, State.REPLACED)

    def one(self, data: st.DataObject) -> Posting:
        return self.frozen[data.draw(st.sampled_from(sorted(self.frozen)))][0]

    @invariant()
    def what_was_published_never_changes(self) -> None:
        for id_, (held, pdf) in self.frozen.items():
            assert postings.by_id(self.desk.db, id_) == held
            assert postings.notice(self.desk.db, id_) == pdf

    @invariant()
    def one_revision_is_current_and_one_submission_open(self) -> None:
        for month in MONTHS:
            found = postings.revisions(self.desk.db, LINES, self.body.id, month.code)
            current = [one for one in found if not postings.replacing(self.desk.db, one.id)]
            assert len(current) <= 1
            assert [one.revision for one in found] == list(range(1, len(found) + 1))
            waiting = [one for one in store.waiting(self.desk.db) if one.about == month.code]
            assert len(waiting) <= 1

    @invariant()
    def days_are_done_only_after_so_many_in_one_go(self) -> None:
        for held, _ in self.frozen.values():
            one = life.life_of_posting(self.desk, held)
            assert one.hanging
            longest = max((days_hung(d, self.desk.today) for d in one.hanging.displays), default=0)
            if one.state is State.DAYS_DONE:
                assert longest >= one.hanging.least == 15


@pytest.mark.complains
def test_whatever_is_done_in_whatever_order() -> None:
    """Run the machine; a village takes a second, so there are few of them."""
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Village,
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
