from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from boardapp.core.errors import UserError
from boardapp.services import clock, instance, starting
from boardapp.services import desk as desks
from boardapp.services.desk import Desk, open_desk
from boardapp.services.settings import change_setting
from boardapp.services.village import set_up
from boardapp.store import journal
from tests.builders import VILLAGE

NOW = datetime(2026, 11, 6, 8, 12).astimezone()


class Clock:
    """Stands in place of the computer's clock."""

    moment = NOW

    @classmethod
    def now(cls) -> datetime:
        return cls.moment.replace(tzinfo=None)

    combine = datetime.combine


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(Clock, "moment", NOW)
    monkeypatch.setattr(desks, "datetime", Clock)
    return Clock


@pytest.fixture
def desk(wall: type[Clock], tmp_path: Path) -> Iterator[Desk]:
    del wall
    with open_desk(tmp_path / "data", "王某", new=True) as one:
        set_up(one, VILLAGE)
        yield one


def actions(desk: Desk) -> list[str]:
    return [line.action for line in journal.lines(desk.db)]


@pytest.mark.parametrize("step", [timedelta(0), timedelta(minutes=-4), timedelta(days=400)])
def test_a_clock_that_runs_as_clocks_do_is_no_matter(
    desk: Desk, wall: type[Clock], step: timedelta
) -> None:
    wall.moment = NOW + step
    assert starting.start(desk) == ()
    assert actions(desk) == ["set-up"]


def test_a_clock_that_ran_backwards_is_noticed_journalled_and_not_trusted(
    desk: Desk, wall: type[Clock]
) -> None:
    wall.moment = NOW - timedelta(days=300)
    (told,) = starting.start(desk)
    assert "2026-01-10" in told
    assert actions(desk) == ["set-up", "clock-ran-back"]
    with pytest.raises(UserError, match="校准"):
        instance.refuse_if_unproven(desk)
    wall.moment = NOW + timedelta(hours=1)
    assert starting.start(desk) == ()
    instance.refuse_if_unproven(desk)


def test_it_is_noticed_at_every_start_until_the_clock_is_right(
    desk: Desk, wall: type[Clock]
) -> None:
    wall.moment = NOW - timedelta(days=300)
    starting.start(desk)
    wall.moment += timedelta(days=1)
    assert len(starting.start(desk)) == 1
    assert actions(desk).count("clock-ran-back") == 2


def test_a_clock_that_had_run_ahead_is_confirmed_once(desk: Desk, wall: type[Clock]) -> None:
    wall.moment = NOW + timedelta(days=3000)
    change_setting(desk, "x", "1")
    wall.moment = NOW + timedelta(days=1)
    assert clock.behind(desk)
    clock.confirm(desk)
    assert clock.behind(desk) is None
    wall.moment = NOW
    assert clock.behind(desk)


def test_a_day_given_by_hand_is_neither_judged_nor_believed(
    desk: Desk,
) -> None:
    early = Desk(desk.db, desk.folder, "王某", NOW.date() - timedelta(days=900))
    late = Desk(desk.db, desk.folder, "王某", NOW.date() + timedelta(days=900))
    change_setting(late, "x", "1")
    assert clock.behind(desk) is None
    assert clock.behind(early) is None
    change_setting(early, "x", "2")
    assert clock.behind(desk) is None


def test_a_time_that_cannot_be_read_says_nothing(desk: Desk) -> None:
    desk.db.execute("drop trigger journal_keeps_text")
    desk.db.execute("update journal set at = 'yesterday'")
    assert clock.behind(desk) is None
