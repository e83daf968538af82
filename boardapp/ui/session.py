"""What every page is given: the open desk, the period on screen, and word of every change."""

from PySide6.QtCore import QObject, Signal

from boardapp.core.period import Period
from boardapp.core.village import Body, Book
from boardapp.services.desk import Desk
from boardapp.services.posting import book_of
from boardapp.services.village import body_named
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
        self.body: Body = body_named(desk)

    @property
    def book(self) -> Book:
        """The book that the chosen body publishes."""
        return book_of(self.desk, self.body)

    def show_period(self, period: Period) -> None:
        """Turn every page to another period."""
        self.period = period
        self.changed.emit()

    def show_body(self, body: Body) -> None:
        """Turn every page to another body."""
        self.body = body
        self.changed.emit()
