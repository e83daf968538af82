"""The computer's clock: whether it runs behind what the journal has seen of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from boardapp.core.errors import UserError
from boardapp.services.desk import Desk
from boardapp.store import journal

TOLERANCE = timedelta(minutes=5)
"""Clocks are set right by a few minutes all the time."""
_RIGHT = "clock-confirmed"


@dataclass(frozen=True)
class Behind:
    """The clock says ``now``, though work was journalled at ``seen``."""

    now: datetime
    seen: datetime

    @property
    def sentence(self) -> str:
        """Say what is wrong, what is safe and what to do."""
        return (
            f"电脑的时间是 {self.now:%Y-%m-%d %H:%M}，比操作记录里最晚的 {self.seen:%Y-%m-%d %H:%M}"
            "还早，可能是电脑没电后时间乱了。数据没有受影响，但公布的日期和编号会出错。"
            "请先校准电脑的日期和时间；如果现在的时间才是对的，运行 boardapp journal "
            "--clock-is-right，或在“备份与恢复”里点“现在的时间没有错”。"
        )


def behind(desk: Desk) -> Behind | None:
    """Return how the clock contradicts the journal, or None.

    A day that was given by hand is not the clock's, neither now nor in the journal.
    """
    if desk.day:
        return None
    said = journal.newest(desk.db, _RIGHT)
    now = desk.now
    told = journal.latest_by_the_clock(desk.db, said.seq - 1 if said else 0)
    seen = max(filter(None, (_moment(at, now) for at in told)), default=None)
    if seen and now < seen - TOLERANCE:
        return Behind(now, seen)
    return None


def refuse_before(desk: Desk, day: date, what: str) -> None:
    """Raise UserError when today is before a day on which what comes first was done."""
    if desk.today < day:
        raise UserError(
            f"今天是 {desk.today}，{what}却是 {day}，不会更早。没有改动。请核对电脑的日期。"
        )


def note(desk: Desk) -> Behind | None:
    """Journal a clock that runs behind; call it once at every start."""
    found = behind(desk)
    if found:
        told = {"now": found.now.isoformat(), "seen": found.seen.isoformat()}
        with desk.writing("clock-ran-back", told):
            pass
    return found


def confirm(desk: Desk) -> None:
    """Keep that a person looked at the clock and found it right as it is now."""
    found = behind(desk)
    if found:
        told = {"now": found.now.isoformat(), "seen": found.seen.isoformat()}
        with desk.writing(_RIGHT, told):
            pass


def _moment(text: str, now: datetime) -> datetime | None:
    """Read a time of the journal; None where somebody wrote there what is no time."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=now.tzinfo)
