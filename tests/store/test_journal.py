import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from boardapp.store import journal
from boardapp.store.database import open_database
from boardapp.store.migrations import village

NOW = datetime(2026, 11, 6, 8, 12)  # noqa: DTZ001 - a fixed local time


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_database(tmp_path / "village.db", village, NOW)


def fill(db: Database, count: int = 5) -> None:
    for n in range(count):
        journal.append(db, NOW, "王某", "save-entry", {"n": n, "summary": "买笔"})


def test_a_journal_that_nobody_touched_is_whole(db: Database) -> None:
    assert journal.first_broken(db) is None
    fill(db)
    assert journal.first_broken(db) is None
    assert [line.seq for line in journal.lines(db)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("change", ["delete from journal", "update journal set operator = '李某'"])
def test_the_program_itself_cannot_change_it(db: Database, change: str) -> None:
    fill(db)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(change)


def by_hand(db: Database, change: str) -> None:
    db.execute("drop trigger journal_keeps_rows")
    db.execute("drop trigger journal_keeps_text")
    db.execute(change)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("update journal set details = replace(details, '买笔', '买烟') where seq = 3", 3),
        ("update journal set operator = '李某' where seq = 2", 2),
        ("update journal set at = '2020-01-01' where seq = 1", 1),
        ("delete from journal where seq = 2", 2),
        ("delete from journal where seq = 1", 1),
        ("update journal set previous = 'x' where seq = 4", 4),
        ("update journal set digest = 'x' where seq = 5", 5),
        ("update journal set seq = 50 where seq = 5", 5),
    ],
)
def test_a_change_by_hand_is_located(db: Database, change: str, place: int) -> None:
    fill(db)
    by_hand(db, change)
    broken = journal.first_broken(db)
    assert broken is not None
    assert broken[0] == place


details = st.dictionaries(
    st.text(max_size=5),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=5,
    ),
    max_size=4,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(details, st.text(st.characters(exclude_categories=["Cs"]), max_size=6))
def test_whatever_was_written_never_raises_an_alarm(
    db: Database, told: dict[str, Any], who: str
) -> None:
    journal.append(db, NOW, who, "test", told)
    assert journal.first_broken(db) is None
