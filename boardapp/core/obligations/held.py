"""What has been posted already, found by item and body, and by month."""

from datetime import date

from boardapp.core.life.state import State
from boardapp.core.obligations.records import Posted, Situation
from boardapp.core.period import Period


class Held:
    """A situation with what was posted found by item and body, and by month."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.exact: dict[tuple[str, str, str], list[Posted]] = {}
        self.months: dict[tuple[str, str, str], date] = {}
        for one in situation.posted:
            self.exact.setdefault((one.item, one.body, one.about), []).append(one)
            for month in _months(one):
                key = (one.item, one.body, month)
                day = one.published_on or date.max
                self.months[key] = min(day, self.months.get(key, day))

    def published(self, item: str, body: str, period: Period) -> date | None:
        """Return when the whole of a period was public, in one posting or in several."""
        days = [self.months.get((item, body, month.code)) for month in period.months]
        known = [day for day in days if day is not None]
        return max(known) if len(known) == len(days) else None

    def about(self, item: str, body: str, about: str) -> tuple[State, date | None]:
        """Return where one obligation stands, and when it was first published."""
        held = self.exact.get((item, body, about), [])
        days = [one.published_on for one in held if one.published_on]
        if days:
            return [one.stands for one in held if one.published_on][-1], min(days)
        return held[-1].stands if held else State.NOT_BEGUN, None


def _months(one: Posted) -> tuple[str, ...]:
    """Return the months that a published posting is about; none for events and drafts."""
    if one.published_on is None:
        return ()
    try:
        return tuple(month.code for month in Period.parse(one.about).months)
    except ValueError:
        return ()
