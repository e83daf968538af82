"""The archive's page: finding, the year's list, opening, photos and closing the year."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.village import Body, Book
from boardapp.services import boards, ledger
from boardapp.services.closed import closed
from boardapp.services.desk import Desk
from boardapp.services.village import body_named, book_named
from boardapp.store import life as store
from boardapp.ui.archive.closing import ClosingButton, ClosingDialog
from boardapp.ui.dialogs.message import Message
from boardapp.ui.life.photos import PhotoViewer
from boardapp.ui.pages.archive import ArchivePage
from boardapp.ui.pages.ledger import LedgerPage
from boardapp.ui.pages.review import ReviewPage
from boardapp.ui.session import Session
from tests.builders import entry
from tests.life import published
from tests.ui.conftest import OCTOBER

YEAR = 2026


@pytest.fixture
def book(desk: Desk) -> Book:
    return book_named(desk)


@pytest.fixture
def body(desk: Desk) -> Body:
    return body_named(desk)


@pytest.fixture
def posting(desk: Desk, book: Book, body: Body, tmp_path: Path) -> Posting:
    """Return October's notice, put up with a photo."""
    ledger.state_opening(desk, book.id, None, OCTOBER, 100_000)
    ledger.save_entry(desk, entry(book=book.id, summary="路灯维修", fen=123450))
    one = published(desk, "finance-lines", OCTOBER, body)
    photo = tmp_path / "up.jpg"
    Image.new("RGB", (40, 30), "white").save(photo)
    board = boards.open_board(desk, "村委会门口")
    boards.put_up(desk, one, board, photo=photo)
    return one


@pytest.fixture
def page(qtbot: QtBot, session: Session, posting: Posting) -> ArchivePage:
    assert posting.number
    page = ArchivePage(session)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    return page


def closing_button(page: ArchivePage) -> ClosingButton:
    (found,) = (one for one in page.sections if isinstance(one, ClosingButton))
    return found


def test_the_year_is_listed_with_where_each_notice_is_or_why_it_is_not_filed(
    page: ArchivePage, posting: Posting
) -> None:
    assert page.year() == YEAR
    assert page.kept.text(0, 0) == posting.number
    assert page.kept.text(0, 3) == "张贴中"
    assert "还没有贴满" in page.kept.text(0, 4)
    assert "没有归档" in page.note.text()
    assert "没有签字审查单的照片" in page.detail.text()


def test_what_is_typed_is_looked_for_as_soon_as_the_person_pauses(
    qtbot: QtBot, page: ArchivePage
) -> None:
    page.timer.setInterval(1)
    qtbot.keyClicks(page.words, "1234.5")
    qtbot.waitUntil(lambda: bool(page.hits.hits))
    assert [hit.kind.value for hit in page.hits.hits] == ["posting", "entry"]
    assert "<u><b" in page.detail.text()
    qtbot.keyClick(page.words, Qt.Key.Key_Escape)
    assert page.words.text() == ""
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.kept)


def test_the_keyboard_goes_from_the_words_to_the_notice(
    qtbot: QtBot, page: ArchivePage, posting: Posting
) -> None:
    page.words.setText("路灯")
    qtbot.keyClick(page.words, Qt.Key.Key_Return)
    qtbot.keyClick(page.words, Qt.Key.Key_Down)
    assert page.focusWidget() is page.hits
    qtbot.keyClick(page.hits, Qt.Key.Key_Return)
    assert page.notice.mark == posting.number
    assert page.notice.view.count() > 0
    page.notice.reject()


def test_a_line_of_the_ledger_leads_to_its_month(qtbot: QtBot, page: ArchivePage) -> None:
    page.session.show_period(Period(YEAR, 3))
    page.words.setText("路灯")
    page.look()
    page.hits.setCurrentCell(1, 0)
    with qtbot.waitSignal(page.asked_for) as told:
        page.open()
    assert (told.args, page.session.period) == (["ledger"], OCTOBER)


@pytest.mark.parametrize("words", ["没有这个", "水" * 300])
def test_what_is_not_found_is_said_in_words(page: ArchivePage, words: str) -> None:
    page.words.setText(words)
    page.look()
    assert page.stack.currentWidget() is page.empty
    assert page.empty.text()
    assert not page.open_button.isVisible()


def test_photos_open_in_a_viewer_and_a_lost_one_is_told(
    qtbot: QtBot, page: ArchivePage, posting: Posting
) -> None:
    page.show_photos()
    assert isinstance(page.viewer, PhotoViewer)
    assert page.viewer.list.item(0).text() == f"村委会门口：{date(2026, 11, 6)} 张贴"
    assert not page.viewer.picture.pixmap().isNull()
    qtbot.keyClick(page.viewer, Qt.Key.Key_Escape)
    digest = store.displays(page.session.desk.db, posting.id)[0].up_photo
    (file,) = (page.session.desk.folder / "attachments").rglob(f"{digest}*")
    file.unlink()
    page.show_photos()
    assert "不在数据文件夹里" in page.viewer.picture.text()
    page.viewer.reject()


def test_the_card_of_a_posting_opens_its_photos(
    qtbot: QtBot, session: Session, posting: Posting
) -> None:
    review = ReviewPage(session)
    qtbot.addWidget(review)
    review.show()
    review.table.go_to(posting.item, posting.period)
    assert review.card.photo_button.text() == "照片 1 张(&K)…"
    review.card.photo_button.click()
    assert review.card.viewer.list.count() == 1
    review.card.viewer.reject()


def test_closing_says_first_what_is_still_to_be_done(page: ArchivePage) -> None:
    closing_button(page).click()
    dialog = closing_button(page).dialog
    assert isinstance(dialog, ClosingDialog)
    assert {one.code for one in dialog.findings.findings()} >= {"year-not-over", "no-ledger"}
    assert not dialog.do_button.isEnabled()
    dialog.reject()


def test_a_year_is_closed_with_a_reason_and_then_wears_a_lock(
    qtbot: QtBot, page: ArchivePage, book: Book
) -> None:
    session = page.session
    session.desk = replace(session.desk, day=date(YEAR + 1, 2, 1))
    for month in (11, 12):
        ledger.declare_none(session.desk, book.id, Period(YEAR, month))
    page.years.setCurrentIndex(page.years.findData(YEAR))
    closing_button(page).click()
    dialog = closing_button(page).dialog
    assert isinstance(dialog, ClosingDialog)
    dialog.do_button.click()
    assert "写明为什么" in dialog.form.summary.links["reason"].text()
    dialog.reason.setText("县里要求一月底前结账")
    dialog.do_button.click()
    assert closed(session.desk.db, book.id, OCTOBER)
    assert closing_button(page).text() == "已年结(&E)…"
    ledger_page = LedgerPage(session)
    qtbot.addWidget(ledger_page)
    ledger_page.show()
    assert ledger_page.bar.lock_button.isVisible()
    assert not ledger_page.bar.import_button.isEnabled()
    assert ledger_page.table.blank is None
    assert "只能查看" in ledger_page.note.text()
    ledger_page.bar.lock_button.click()
    assert isinstance(ledger_page.told, Message)
    assert "王某，2027-02-01 年结" in ledger_page.told.sentence.text()
    ledger_page.told.reject()
    session.show_period(Period(YEAR + 1, 1))
    assert not ledger_page.bar.lock_button.isVisible()
    assert ledger_page.bar.import_button.isEnabled()
