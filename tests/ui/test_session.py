import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from boardapp.core.period import Cycle, Period
from boardapp.services.village import change_body
from boardapp.store import villages
from boardapp.ui.session import Freshness, Session, period_about, usual_period
from tests.ui.conftest import TODAY


class Counting(QLabel):
    """A page that counts how often it was shown afresh."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.times = 0
        Freshness(self, session, self.reload)

    def reload(self) -> None:
        self.times += 1


def test_the_usual_period_is_the_month_that_is_over() -> None:
    assert usual_period(TODAY) == Period(2026, 10)


@pytest.mark.parametrize(
    ("shown", "cycle", "wanted"),
    [
        ("2026-10", Cycle.QUARTER, "2026-Q4"),
        ("2026-05", Cycle.HALF, "2026-H1"),
        ("2026-05", Cycle.YEAR, "2026"),
        ("2026", Cycle.MONTH, "2026-10"),
        ("2025", Cycle.MONTH, "2025-12"),
        ("2026-Q4", Cycle.MONTH, "2026-10"),
    ],
)
def test_another_cycle_stays_near_what_was_shown(shown: str, cycle: Cycle, wanted: str) -> None:
    assert period_about(Period.parse(shown), cycle, TODAY).code == wanted


def test_choosing_a_cycle_or_a_body_is_told_to_every_page(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.changed):
        session.show_cycle(Cycle.QUARTER)
    other = villages.bodies(session.desk.db)[1]
    with qtbot.waitSignal(session.changed):
        session.show_body(other)
    assert session.body == other


def test_the_same_cycle_again_changes_nothing(qtbot: QtBot, session: Session) -> None:
    with qtbot.assertNotEmitted(session.changed):
        session.show_cycle(Cycle.MONTH)


def test_the_body_is_as_the_database_holds_it_now(session: Session) -> None:
    body = session.body
    change_body(session.desk, type(body)(body.id, body.kind, "新名合作社", "新名公开"))
    assert session.body.name == "新名合作社"


def test_a_new_operator_signs_later_changes_and_is_remembered(session: Session) -> None:
    session.seat("陈小燕")
    assert session.desk.operator == "陈小燕"
    assert villages.setting(session.desk.db, "operator") == "陈小燕"


def test_a_page_in_sight_follows_every_change(qtbot: QtBot, session: Session) -> None:
    page = Counting(session)
    qtbot.addWidget(page)
    page.show()
    session.changed.emit()
    assert page.times == 2


def test_a_hidden_page_catches_up_once_when_it_is_shown(qtbot: QtBot, session: Session) -> None:
    page = Counting(session)
    qtbot.addWidget(page)
    session.changed.emit()
    session.changed.emit()
    assert page.times == 0
    page.show()
    page.hide()
    page.show()
    assert page.times == 1
