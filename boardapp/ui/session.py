"""What every page is given: the open desk, the period on screen, and word of every change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from boardapp.core.period import Cycle, Period
from boardapp.core.village import Body, Book
from boardapp.services.composing import book_of
from boardapp.services.desk import Desk
from boardapp.services.settings import OPERATOR, change_setting
from boardapp.services.village import body_named
from boardapp.store import villages
from boardapp.ui.jobs import Jobs


class Session(QObject):
    """The desk with the period and the body that the window shows.

    Signals: ``changed`` after every write, and when another period or body is chosen.
    """

    changed = Signal()

    def __init__(self, desk: Desk, period: Period, jobs: Jobs) -> None:
        super().__init__()
        self.desk = desk
        self.period = period
        self.jobs = jobs
        self._body = body_named(desk).id
        self.chosen: tuple[str, str] = ("", "")
        """The item to be previewed, by its code, and the period's code or event's id."""

    @property
    def body(self) -> Body:
        """The chosen body as the database holds it now."""
        found = (one for one in villages.bodies(self.desk.db) if one.id == self._body)
        return next(found, None) or body_named(self.desk)

    @property
    def book(self) -> Book:
        """The book that the chosen body publishes."""
        return book_of(self.desk, self.body)

    def show_period(self, period: Period) -> None:
        """Turn every page to another period."""
        self.period = period
        self.changed.emit()

    def show_cycle(self, cycle: Cycle) -> None:
        """Turn every page to the period of another length about the same time."""
        if cycle is not self.period.cycle:
            self.show_period(period_about(self.period, cycle, self.desk.today))

    def show_body(self, body: Body) -> None:
        """Turn every page to another body."""
        self._body = body.id
        self.changed.emit()

    def show_posting(self, period: Period, body: Body, item: str, about: str) -> None:
        """Turn every page to one item of a body, about a period's code or an event's id."""
        self.period, self._body, self.chosen = period, body.id, (item, about)
        self.changed.emit()

    def seat(self, operator: str) -> None:
        """Let another person work on, whose name every later change carries."""
        self.desk = replace(self.desk, operator=operator)
        change_setting(self.desk, OPERATOR, operator)
        self.changed.emit()


def usual_period(day: date) -> Period:
    """Return the month that is posted about on a day: the last one that is over."""
    return Period.month_of(day).previous()


def period_about(period: Period, cycle: Cycle, day: date) -> Period:
    """Return the period of a cycle that overlaps another, the one to be posted now if it does."""
    usual = usual_period(day)
    month = usual if period.covers(usual) else period.months[-1]
    return Period(month.year, (month.index - 1) // cycle.months + 1, cycle)


class Freshness(QObject):
    """Keeps a page up to date: at once while it is in sight, else when it next comes in sight."""

    def __init__(self, page: QWidget, session: Session, reload: Callable[[], None]) -> None:
        super().__init__(page)
        self._page, self._show, self._stale = page, reload, True
        session.changed.connect(self.note_change)
        page.installEventFilter(self)

    def note_change(self) -> None:
        """Reload the page, now or later."""
        self._stale = True
        if self._page.isVisible():
            self._reload()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Reload a page that comes in sight after it went stale."""
        if event.type() is QEvent.Type.Show and self._stale:
            self._reload()
        return super().eventFilter(watched, event)

    def _reload(self) -> None:
        self._stale = False
        self._show()
