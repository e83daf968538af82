"""The buttons above the archive's list, each with its own work about the year in sight."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from boardapp.ui.archive.closing import ClosingButton
from boardapp.ui.archive.handover import HandoverButton
from boardapp.ui.archive.year_file import YearFileButton
from boardapp.ui.session import Session

Section = Callable[[Session, Callable[[], int], QWidget], QWidget]
"""Makes one widget of the row: the session, what tells the year in sight, and the page."""

SECTIONS: tuple[Section, ...] = (YearFileButton, ClosingButton, HandoverButton)
"""Every widget of the row, from left to right."""
