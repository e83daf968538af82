"""群众意见: from the slip to the answer on the wall, through the real page and window."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from boardapp.core.feedback import Channel, FeedbackState, Kind, Opinion, Way
from boardapp.services import feedback, opinions
from boardapp.store import attachments, postings
from boardapp.store import feedback as store
from boardapp.ui.feedback.card import OpinionDeed
from boardapp.ui.feedback.table import LEFT, STATE
from boardapp.ui.main_window import MainWindow
from boardapp.ui.pages.feedback import ALL, CARE, PERIOD, FeedbackPage
from boardapp.ui.pages.home import HomePage
from boardapp.ui.pages.review import ReviewPage
from boardapp.ui.session import Session
from boardapp.ui.theme import TypeSize, wear
from tests.ui.conftest import TODAY, Person

PHONE = "13812345678"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "意见条.jpg"
    Image.new("RGB", (60, 40), "white").save(path)
    return path


@pytest.fixture
def page(qtbot: QtBot, session: Session, photo: Path) -> FeedbackPage:
    one = FeedbackPage(session, choose_photo=lambda _: photo)
    qtbot.addWidget(one)
    one.resize(1100, 620)
    one.show()
    return one


@pytest.fixture
def said(session: Session) -> Callable[..., Opinion]:
    def take(**changes: Any) -> Opinion:
        desk = session.desk
        values: dict[str, Any] = {
            "id": "", "body": opinions.opinion_body(desk).id, "year": 0, "serial": 0,
            "channel": Channel.BOX, "kind": Kind.QUESTION, "received_on": date(2026, 11, 2),
            "taken_by": "王某", "text": "修路的钱花到哪里去了？", "contact": PHONE,
        }  # fmt: skip
        one = feedback.take(desk, Opinion(**{**values, **changes}))
        session.changed.emit()
        return one

    return take


Said = Callable[..., Opinion]


def enter(page: FeedbackPage, text: str) -> None:
    page.new_button.click()
    page.form.text.setPlainText(text)
    page.form.do_button.click()


def do(page: FeedbackPage, deed: OpinionDeed, text: str) -> None:
    page.card.buttons[deed].click()
    page.doing.text.setPlainText(text)
    page.doing.do_button.click()


def show(page: FeedbackPage, word: str) -> None:
    page.extent.setCurrentIndex(page.extent.findData(word))
    page.reload()


def test_an_empty_register_says_what_to_do(page: FeedbackPage) -> None:
    assert page.empty.isVisible()
    assert "登记簿上还没有意见" in page.empty.text()
    assert not page.card.isVisible()
    assert not page.post_button.isEnabled()


def test_a_slip_is_entered_with_its_photo_and_its_last_day(
    page: FeedbackPage, session: Session
) -> None:
    page.new_button.click()
    form = page.form
    form.text.setPlainText("修路的钱花到哪里去了？")
    form.received_on.show_day(date(2026, 11, 2))
    form.contact.setText(PHONE)
    form.slip.button.click()
    assert "11月12日前" in form.due.text()
    assert "不是法律规定" in form.due.text()
    form.do_button.click()
    (one,) = store.opinions(session.desk.db)
    assert (one.taken_by, one.due_on) == ("王某", date(2026, 11, 12))
    assert len(attachments.of_owner(session.desk.db, feedback.OWNER, one.id)) == 1
    assert page.note.text() == "✓ 已登记：〔2026〕意见第1号，11月12日前答复。"
    assert page.table.text(0, STATE) == "○ 待答复"
    assert page.table.text(0, LEFT) == "还有 6 天"
    assert PHONE in page.card.detail.toPlainText()


def test_a_form_with_a_mistake_stays_open_and_names_it(
    page: FeedbackPage, session: Session
) -> None:
    page.new_button.click()
    form = page.form
    form.named.setChecked(True)
    form.received_on.show_day(TODAY + timedelta(days=1))
    form.do_button.click()
    assert list(form.said.summary.links) == ["text", "person"]
    assert form.isVisible()
    form.text.setPlainText("修路的钱")
    form.named.setChecked(False)
    form.do_button.click()
    assert list(form.came.summary.links) == ["received_on"]
    assert form.isVisible()
    assert store.opinions(session.desk.db) == ()


def test_days_run_out_in_words_not_only_in_colour(
    page: FeedbackPage, session: Session, said: Said
) -> None:
    said()
    session.desk = replace(session.desk, day=date(2026, 11, 12))
    session.changed.emit()
    assert page.table.text(0, LEFT) == "今天到期"
    session.desk = replace(session.desk, day=date(2026, 11, 14))
    session.changed.emit()
    assert page.table.text(0, STATE) == "✖ 已逾期"
    assert page.table.text(0, LEFT) == "逾期 2 天"


def test_an_answer_settles_it_and_the_next_row_is_shown(page: FeedbackPage, said: Said) -> None:
    one = said()
    page.card.buttons[OpinionDeed.ANSWER].click()
    page.doing.do_button.click()
    assert "请写下答复的内容" in page.doing.refused.text()
    page.doing.text.setPlainText("用在机耕路。")
    page.doing.do_button.click()
    assert page.table.rows == ()
    assert "已答复" in page.note.text()
    show(page, ALL)
    page.table.go_to(one.id)
    assert "王某当面答复：用在机耕路。" in page.card.detail.toPlainText()
    do(page, OpinionDeed.ANSWER, "补充：账目见公开栏。")
    assert "补充" in page.card.detail.toPlainText()
    assert page.card.buttons[OpinionDeed.VOID].isHidden()


def test_it_is_passed_on_closed_corrected_and_made_void(
    page: FeedbackPage, session: Session, said: Said
) -> None:
    passed, closed, wrong, gone = said(kind=Kind.REPORT), said(), said(), said()
    page.table.go_to(passed.id)
    do(page, OpinionDeed.PASS_ON, "")
    page.table.go_to(passed.id)
    assert page.table.text(page.table.currentRow(), LEFT) == "等乡镇结果"
    do(page, OpinionDeed.RESULT, "已查实。")
    page.table.go_to(closed.id)
    do(page, OpinionDeed.CLOSE, "不是村务，已说明")
    page.table.go_to(wrong.id)
    page.card.buttons[OpinionDeed.CORRECT].click()
    page.form.text.setPlainText("修桥的钱呢？")
    page.form.do_button.click()
    page.table.go_to(gone.id)
    do(page, OpinionDeed.VOID, "重复登记")
    desk = session.desk
    found = {one.opinion.id: one for one in opinions.register(desk)}
    assert found[passed.id].state is FeedbackState.PASSED_ON
    assert found[closed.id].state is FeedbackState.CLOSED
    assert found[wrong.id].opinion.text == "修桥的钱呢？"
    assert found[wrong.id].opinion.contact == PHONE
    assert found[gone.id].state is FeedbackState.VOID


def test_a_report_cannot_be_answered_on_the_board(page: FeedbackPage, said: Said) -> None:
    said(kind=Kind.REPORT)
    page.card.buttons[OpinionDeed.ANSWER].click()
    ways = [page.doing.way.itemData(n) for n in range(page.doing.way.count())]
    assert Way.BOARD not in ways


def test_the_list_shows_what_needs_care_or_the_period_or_all(
    page: FeedbackPage, session: Session, said: Said
) -> None:
    said(received_on=date(2026, 10, 30))
    done = said()
    feedback.answer(session.desk, done, "已答复", Way.PHONE)
    session.changed.emit()
    for word, count in ((CARE, 1), (PERIOD, 1), (ALL, 2)):
        show(page, word)
        assert len(page.table.rows) == count, word


def test_each_body_has_its_own_register(page: FeedbackPage, session: Session, said: Said) -> None:
    said()
    page.whose.setCurrentIndex(page.whose.findData(session.body.id))
    page.reload()
    assert page.table.rows == ()
    enter(page, "分红什么时候发？")
    assert [one.opinion.code for one in page.table.rows] == ["2026-1"]


def test_a_photo_is_added_afterwards(page: FeedbackPage, session: Session, said: Said) -> None:
    one = said()
    page.card.buttons[OpinionDeed.SLIP].click()
    assert len(attachments.of_owner(session.desk.db, feedback.OWNER, one.id)) == 1
    assert "意见条.jpg" in page.card.detail.toPlainText()


def test_the_book_is_drawn_filled_and_empty(page: FeedbackPage, said: Said, person: Person) -> None:
    said()
    page.book_button.click()
    page.asking.do_button.click()
    assert person.failures == []
    assert "2026年" in page.book.heading.text()
    page.book.close()
    page.book_button.click()
    page.asking.what.setCurrentIndex(page.asking.what.count() - 1)
    assert page.asking.blank.value() > 0
    page.asking.do_button.click()
    assert person.failures == []
    assert page.book.pdf.startswith(b"%PDF")


def test_from_the_slip_to_the_wall_through_the_window(
    qtbot: QtBot, session: Session, person: Person
) -> None:
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    page, review = window.page("feedback"), window.page("review")
    home = window.page("home")
    assert isinstance(page, FeedbackPage)
    assert isinstance(review, ReviewPage)
    assert isinstance(home, HomePage)
    assert home.opinions.isHidden()
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(page.isVisible)
    enter(page, f"回电{PHONE}，修路的钱呢？")
    window.show_page("home")
    assert not home.opinions.isHidden()
    home.opinions.click()
    assert window.stack.currentWidget() is page
    page.card.buttons[OpinionDeed.ANSWER].click()
    page.doing.text.setPlainText("账目见公开栏。")
    page.doing.way.setCurrentIndex(page.doing.way.findData(Way.BOARD.value))
    page.doing.do_button.click()
    assert "公开答复" in page.note.text()
    page.post_button.click()
    assert len(page.posting.ticked()) == 1
    page.posting.do_button.click()
    assert window.stack.currentWidget() is review
    row = review.table.chosen()
    assert row
    assert row.subject.item.code == "feedback-answers"
    review.card.deed_button.click()
    review.deeds.check.do_button.click()
    assert person.failures == []
    (posting,) = postings.all_of(session.desk.db)
    assert PHONE not in posting.content.decode()
    window.show_page("feedback")
    show(page, ALL)
    assert page.table.text(0, STATE) == "▣ 已公开答复"
    assert posting.number in page.card.title.text()
    page.card.buttons[OpinionDeed.LOOK].click()
    assert window.stack.currentWidget() is window.page("preview")


@pytest.mark.parametrize("size", list(TypeSize))
def test_page_and_forms_fit_a_small_screen_at_every_size_of_type(
    qtbot: QtBot, qapp: Any, session: Session, said: Said, size: TypeSize
) -> None:
    wear(qapp, size)
    said()
    page = FeedbackPage(session)
    qtbot.addWidget(page)
    page.show()
    assert page.minimumSizeHint().width() <= 1100
    page.new_button.click()
    page.card.buttons[OpinionDeed.ANSWER].click()
    for form in (page.form, page.doing):
        assert form.sizeHint().width() <= 1340
        assert form.sizeHint().height() <= 720


def test_no_two_keys_of_the_page_are_the_same(page: FeedbackPage, said: Said) -> None:
    said()
    shown = [one for one in page.findChildren(QPushButton) if not one.isHidden()]
    keys = [one.text().partition("&")[2][:1] for one in shown if "&" in one.text()]
    assert len(keys) == len(set(keys))
    assert len(keys) >= 8
