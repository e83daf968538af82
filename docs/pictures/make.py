"""Make the documents' pictures anew: ``python docs/pictures/make.py``, without a screen."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from boardapp.core.period import Period
from boardapp.services import (
    demo,
    demo_life,
    importing,
    key_card,
    opinion_book,
    opinions,
    posting,
    previewing,
)
from boardapp.services.desk import Desk, open_desk
from boardapp.services.pictures import page_pictures
from boardapp.services.village import body_named, book_named, set_up
from boardapp.ui.app import start_application
from boardapp.ui.errors import show_error
from boardapp.ui.jobs import Jobs
from boardapp.ui.main_window import MainWindow
from boardapp.ui.session import Session

HERE = Path(__file__).parent
QUARTER = HERE.parents[1] / "tests" / "data" / "ledgers" / "quarter-2026-q2.xlsx"
TODAY, MONTH = date(2026, 11, 6), Period(2026, 10)
PAGES = ("home", "ledger", "feedback", "stick", "archive")


class AtOnce:
    """Runs each job where it is started."""

    def start(self, run: Callable[[], None]) -> None:
        """Run it."""
        run()


def main() -> None:
    """Fill two villages, print their papers and take the window's pictures."""
    application = start_application()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        with open_desk(Path("boardapp-demo"), "王某", TODAY, new=True) as desk:
            demo.fill(desk)
            papers(desk)
            window = MainWindow(Session(desk, MONTH, Jobs(show_error, AtOnce())))
            window.resize(1366, 768)
            window.show()
            window.start()
            for key in PAGES:
                window.show_page(key)
                application.processEvents()
                small(window.grab().toImage(), 900).save(str(HERE / f"{key}.png"))
            window.close()
        with open_desk(Path("quarter"), "王某", TODAY, new=True) as desk:
            sheets(quarter(desk), 26).save(str(HERE / "notice-139.png"))


def papers(desk: Desk) -> None:
    """Take the pictures of what is printed: the notice, the enrolment card, the register."""
    sheets(posting.notice(desk, MONTH).pdf, 50, most=1).save(str(HERE / "notice-1.png"))
    sheets(key_card.card_pdf(desk), 60, most=1).save(str(HERE / "card.png"))
    book, _ = opinion_book.opinion_book(desk, opinions.opinion_body(desk), blank=3)
    sheets(book, 60, most=1).save(str(HERE / "opinions.png"))


def quarter(desk: Desk) -> bytes:
    """Publish the long quarter and return its notice."""
    set_up(desk, demo.VILLAGE, demo.COLLECTIVE)
    period, book = Period.parse("2026-Q2"), book_named(desk)
    importing.take_in(desk, previewing.preview(desk, QUARTER, period, book))
    demo_life.publish_reviewed(desk, posting.DEFAULT_ITEM, period, body_named(desk))
    return posting.notice(desk, period).pdf


def sheets(pdf: bytes, dpi: float, most: int = 9) -> QImage:
    """Return the first sheets of a notice side by side."""
    pages = [
        QImage(p.rgb, p.width, p.height, p.stride, QImage.Format.Format_RGB888).copy()
        for p in list(page_pictures(pdf, dpi))[:most]
    ]
    gap = 8
    width = sum(page.width() + gap for page in pages) + gap
    whole = QImage(width, pages[0].height() + 2 * gap, QImage.Format.Format_RGB888)
    whole.fill(Qt.GlobalColor.lightGray)
    painter, x = QPainter(whole), gap
    for page in pages:
        painter.drawImage(x, gap, page)
        x += page.width() + gap
    painter.end()
    return whole


def small(image: QImage, width: int) -> QImage:
    """Return a picture scaled down to a width in pixels."""
    return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


if __name__ == "__main__":
    main()
