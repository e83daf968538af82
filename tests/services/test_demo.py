"""The demonstration village: every state that a posting can be in, each step on its own day."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from boardapp.core.life import State, days_hung
from boardapp.services import demo, life
from boardapp.services.catalogues import catalogue
from boardapp.services.demo import Demo
from boardapp.services.desk import Desk, open_desk
from boardapp.services.rulebooks import rulebook
from boardapp.store import journal, postings
from boardapp.store import life as store

TODAY = date(2026, 11, 6)
PEOPLE = {"王某", "李某", "陈某", "张某", "赵某"}


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Demo]]:
    with open_desk(tmp_path_factory.mktemp("demo") / "data", "王某", TODAY, new=True) as desk:
        yield desk, demo.fill(desk)


def test_every_state_of_a_posting_is_to_be_seen(village: tuple[Desk, Demo]) -> None:
    desk, _ = village
    posted = life.all_posted(desk, catalogue(desk).items, rulebook(desk).rules)
    assert {one.stands for one in posted} == {
        State.DRAFT, State.SUBMITTED, State.RETURNED, State.REVIEWED, State.PUBLISHED,
        State.ON_BOARD, State.DAYS_DONE, State.REPLACED, State.ARCHIVED,
    }  # fmt: skip


def test_each_month_was_posted_on_its_day_hung_its_days_and_was_filed(
    village: tuple[Desk, Demo],
) -> None:
    desk, made = village
    rows = [one for one in postings.all_of(desk.db) if one.item == "finance-lines"]
    assert made.posting.published_on == TODAY
    first = min(rows, key=lambda one: one.published_on)
    assert (first.period, first.published_on) == ("2025-11", date(2025, 12, 8))
    (hung,) = store.displays(desk.db, first.id)
    assert (hung.up_on, days_hung(hung, TODAY)) == (date(2025, 12, 8), 16)
    filed = store.filed(desk.db, first.id)
    assert filed
    assert (filed.on, filed.place) == (date(2025, 12, 24), "2025年第1盒")


def test_one_came_down_too_early_and_was_put_up_again(village: tuple[Desk, Demo]) -> None:
    desk, _ = village
    (twice,) = (
        held for one in postings.all_of(desk.db) if len(held := store.displays(desk.db, one.id)) > 1
    )
    early, again = twice
    assert days_hung(early, TODAY) < 15 <= days_hung(again, TODAY)
    assert again.up_on == (early.down_on or TODAY) + timedelta(days=1)


def test_one_was_returned_and_submitted_anew_and_one_corrected(
    village: tuple[Desk, Demo],
) -> None:
    desk, _ = village
    (fixing,) = (one for one in postings.all_of(desk.db) if one.replaces)
    assert fixing.published_on == TODAY
    lines = list(journal.lines(desk.db))
    assert sum(line.action == "return" for line in lines) == 2
    assert journal.first_broken(desk.db) is None
    assert all('"clock":"given"' in line.details for line in lines)


def test_nobody_is_named_who_could_be_somebody(village: tuple[Desk, Demo]) -> None:
    desk, _ = village
    rows = desk.db.execute("select taken_by from step union select person from office")
    assert {name for (name,) in rows} <= PEOPLE


def test_it_works_on_the_first_day_of_a_year(tmp_path: Path) -> None:
    today = date(2026, 1, 1)
    with open_desk(tmp_path / "data", "王某", today, new=True) as desk:
        made = demo.fill(desk)
        assert made.notice.exists()
        assert made.posting.published_on <= today
