"""The ways back."""

from dataclasses import replace

import pytest

from boardapp.core.errors import UserError
from boardapp.core.ledger import Entry
from boardapp.services import ledger as service
from boardapp.store import entries
from boardapp.ui.session import Session
from boardapp.ui.tables.changes import MOST, Change, Changes
from tests.builders import entry
from tests.ui.conftest import OCTOBER


@pytest.fixture
def line(session: Session) -> Entry:
    return service.save_entry(session.desk, entry(book=session.book.id))


def held(session: Session) -> tuple[Entry, ...]:
    return entries.of_months(session.desk.db, session.book.id, [OCTOBER])


def test_an_added_line_goes_and_a_removed_one_comes_back(session: Session, line: Entry) -> None:
    changes = Changes()
    changes.add(Change("新增", after=(line,)))
    assert changes.undo(session.desk) == "新增"
    assert held(session) == ()
    changes.add(Change("删除", before=(line,)))
    changes.undo(session.desk)
    assert held(session) == (line,)
    assert not changes


def test_a_change_that_was_changed_again_elsewhere_stays(session: Session, line: Entry) -> None:
    changes = Changes()
    changed = service.save_entry(session.desk, replace(line, fen=500))
    changes.add(Change("修改", (line,), (changed,)))
    later = service.save_entry(session.desk, replace(changed, fen=700))
    with pytest.raises(UserError, match="不能撤销"):
        changes.undo(session.desk)
    assert held(session) == (later,)


def test_nothing_to_take_back_is_nothing_done(session: Session) -> None:
    assert Changes().undo(session.desk) == ""


def test_only_so_many_changes_are_remembered(session: Session, line: Entry) -> None:
    changes = Changes()
    for _ in range(MOST + 5):
        changes.add(Change("改", (line,), (line,)))
    assert len([1 for _ in range(MOST + 5) if changes.undo(session.desk)]) == MOST
