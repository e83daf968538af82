"""A session on a real database, with jobs that run at once, and words said in place of a person."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from boardapp.core.period import Period
from boardapp.services.desk import Desk, open_desk
from boardapp.services.village import set_up
from boardapp.ui.dialogs.message import Message
from boardapp.ui.jobs import Jobs
from boardapp.ui.session import Session
from boardapp.ui.theme import TypeSize, application, wear
from tests.blank import blank
from tests.builders import VILLAGE

DATA = Path(__file__).parents[1] / "data"
LEDGERS = DATA / "ledgers"
TODAY = date(2026, 11, 6)
OCTOBER = Period(2026, 10)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a warning of Qt fail the test of a widget; the screen that is not there has one."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


class InlinePool:
    """Runs a job at once, on the thread that starts it."""

    def start(self, run: Callable[[], None]) -> None:
        run()


@dataclass
class Person:
    """Answers every question the same way and remembers what was asked and what went wrong."""

    answer: bool = True
    asked: list[str] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def confirm(self, _parent: QWidget, _heading: str, sentence: str, _verb: str) -> bool:
        self.asked.append(sentence)
        return self.answer

    def told(self, error: Exception, _parent: QWidget | None) -> None:
        self.failures.append(error)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Dress the one application of all tests as the program dresses its own."""
    application([])
    return qapp


@pytest.fixture(autouse=True)
def clean_desk(qapp: QApplication) -> Iterator[None]:
    """Begin every test with the same size of type, and end it without its widgets."""
    if qapp.font().pixelSize() != TypeSize.LARGE.pixels or not qapp.styleSheet():
        wear(qapp, TypeSize.LARGE)
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(blank(tmp_path / "data"), "王某", TODAY, new=True) as one:
        set_up(one, VILLAGE, "青石桥村股份经济合作社")
        yield one


@pytest.fixture
def session(desk: Desk, person: Person) -> Session:
    return Session(desk, OCTOBER, Jobs(person.told, InlinePool()))


def message_of(widget: QWidget) -> Message:
    """Return the one message that stands before a widget."""
    (found,) = (one for one in widget.findChildren(Message) if one.isVisible())
    return found
