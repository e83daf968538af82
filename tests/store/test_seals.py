import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from boardapp.store import journal, seals
from boardapp.store.database import open_database
from boardapp.store.migrations import village

NOW = datetime(2026, 11, 6, 8, 12)  # noqa: DTZ001 - a fixed local time


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = open_database(tmp_path / "village.db", village, NOW)
    seals.watch(db)
    yield db
    db.close()


def write(db: Database, *statements: str) -> None:
    with db.atomic():
        for one in statements:
            db.execute(one)
        journal.append(db, NOW, "王某", "test", {})


def filled(db: Database) -> None:
    write(
        db,
        "insert into book values ('b', '村账')",
        "insert into body values ('y', 'committee', '村委会', '青石')",
        "insert into book_body values ('b', 'y')",
        "insert into waiver values ('x', null, '2026-10', '没有', '2026-11-06', '王某')",
        "insert into funds_statement select 'f', 'b', 'a', '2026-10', 1, '', '' where false",
    )
    write(db, "insert into setting values ('note', 'old')")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("update book set name = '别账'", ("book", ("b",), "name")),
        ("delete from book_body", ("book_body", ("b", "y"), "")),
        ("insert into book values ('c', '小账')", ("book", ("c",), "")),
        ("update setting set value = 'new'", ("setting", ("note",), "value")),
        ("update instance set uuid = 'x'", ("instance", (1,), "uuid")),
        ("update book set id = 'z' where id = 'b'", ("book", ("z",), "")),
    ],
)
def test_a_row_changed_by_hand_is_named_with_its_field(
    db: Database, tmp_path: Path, change: str, place: tuple[Any, ...]
) -> None:
    filled(db)
    other = sqlite3.connect(tmp_path / "village.db")
    other.execute(change)
    other.commit()
    other.close()
    assert place in [(one.table, one.key, one.field) for one in seals.differences(db)]
    assert journal.first_broken(db) is None


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("update row_change set after = '{}' where seq = 1 and tbl = 'book'", 1),
        ("delete from row_change where seq = 1", 1),
        ("delete from row_change where id = (select max(id) from row_change)", 2),
        ("insert into row_change values (99, 2, 'book', '[\"b\"]', null)", 2),
        ("update journal set rows = '' where seq = 2", 2),
    ],
)
def test_a_seal_changed_by_hand_breaks_the_chain_at_its_line(
    db: Database, change: str, place: int
) -> None:
    filled(db)
    for table in ("row_change", "journal"):
        db.execute(f"drop trigger {table}_keeps_rows")
        db.execute(f"drop trigger {table}_keeps_text")
    db.execute(change)
    broken = journal.first_broken(db)
    assert broken is not None
    assert broken[0] == place


def test_a_change_taken_back_leaves_nothing_to_be_sealed(db: Database) -> None:
    filled(db)
    for _ in range(2):
        with contextlib.suppress(ZeroDivisionError), db.atomic():
            db.execute("update book set name = '别账'")
            raise ZeroDivisionError
    assert seals.take(db) == ()


def test_a_reference_set_to_nothing_by_the_database_itself_is_no_alarm(db: Database) -> None:
    entry = "'b', null, '2026-10', '2026-10-08', '', '电费', 'expense', 1, '', '', '', 0, {}, 1, 1"
    filled(db)
    names = "id, book, account, month, date, voucher, summary, direction, fen, subject, "
    names += 'file_subject, handler, transfer, reverses, "row", position'
    write(
        db,
        f"insert into entry ({names}) values ('one', {entry.format('null')})",
        f"insert into entry ({names}) values ('two', {entry.format(repr('one'))})",
    )
    write(db, "delete from entry where id = 'one'")
    assert db.execute("select reverses from entry").fetchall() == [(None,)]
    assert list(seals.differences(db)) == []


def test_a_row_that_a_replacement_pushed_out_is_no_alarm(db: Database) -> None:
    filled(db)
    write(db, "insert into setting values ('other', 'x')")
    write(db, "insert or replace into setting values ('other', 'y')")
    assert list(seals.differences(db)) == []


def test_a_new_column_of_a_later_version_is_no_alarm(db: Database) -> None:
    filled(db)
    db.execute("alter table book add column colour text not null default 'red'")
    assert list(seals.differences(db)) == []


KINDS = {
    "text": st.text(st.characters(exclude_categories=["Cs"]), max_size=400),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "real": st.floats(allow_nan=False),
    "blob": st.binary(max_size=300),
}
"""Every type of a strict table."""

rows = st.fixed_dictionaries({name: st.none() | kind for name, kind in KINDS.items()})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(st.lists(st.tuples(st.integers(0, 3), st.none() | rows), min_size=1, max_size=6))
def test_whatever_the_program_wrote_is_never_reported(
    db: Database, steps: list[tuple[int, dict[str, Any] | None]]
) -> None:
    if not db.table("every").exists():
        columns = ", ".join(f'"{name}" {name}' for name in KINDS)
        db.execute(f"create table every (id integer primary key, {columns}) strict")
        seals.watch(db)
    for id_, row in steps:
        with db.atomic():
            if row is None:
                db.execute("delete from every where id = ?", [id_])
            else:
                db.table("every").insert({"id": id_, **row}, pk="id", replace=True)
            journal.append(db, NOW, "王某", "test", {})
        assert list(seals.differences(db)) == []
    assert journal.first_broken(db) is None
