"""审核张贴: each step of a posting's life, taken in the window on a real database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from boardapp.core.disclosure import Step
from boardapp.core.life import State
from boardapp.services import boards, correcting, importing, previewing, reviewing
from boardapp.services import ledger as ledgers
from boardapp.services.catalogues import catalogue
from boardapp.services.pictures import page_sizes_mm
from boardapp.store import attachments as photos
from boardapp.store import life as store
from boardapp.store import postings
from boardapp.ui.life.lives import LifeDeed
from boardapp.ui.life.table import NEXT, shared
from boardapp.ui.main_window import MainWindow
from boardapp.ui.pages.review import ReviewPage
from boardapp.ui.session import Session
from boardapp.ui.theme import TypeSize, wear
from tests.life import approve, published, submitted
from tests.ui.conftest import LEDGERS, OCTOBER, TODAY, Person

LINES = "finance-lines"


@pytest.fixture
def ready(session: Session) -> Session:
    """October taken in, and nothing wrong with it."""
    seen = previewing.preview(session.desk, LEDGERS / "centre-2026-10.xlsx", OCTOBER, session.book)
    importing.take_in(session.desk, seen)
    return session


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "签字.jpg"
    Image.new("RGB", (60, 40), "white").save(path)
    return path


@pytest.fixture
def shown(qtbot: QtBot, photo: Path, person: Person) -> Callable[..., ReviewPage]:
    def show(session: Session, **ways: Any) -> ReviewPage:
        ways = {"confirm": person.confirm, "choose_photo": lambda _: photo, **ways}
        page = ReviewPage(session, **ways)
        qtbot.addWidget(page)
        page.resize(1100, 620)
        page.show()
        page.table.go_to(LINES, OCTOBER.code)
        return page

    return show


Show = Callable[..., ReviewPage]


def later(session: Session, days: int) -> None:
    """Let some days go by."""
    session.desk = replace(session.desk, day=TODAY + timedelta(days=days))
    session.changed.emit()


def state(page: ReviewPage) -> State:
    row = page.table.chosen()
    assert row
    return row.state


def approve_next(page: ReviewPage, by: str) -> None:
    page.card.deed_button.click()
    page.deeds.step.by.setEditText(by)
    page.deeds.step.do_button.click()


def test_what_is_held_can_be_submitted_and_says_who_is_next(
    shown: Show, ready: Session, person: Person
) -> None:
    page = shown(ready)
    assert state(page) is State.DRAFT
    page.card.deed_button.click()
    assert person.failures == []
    assert state(page) is State.SUBMITTED
    assert page.note.text().startswith("✓ 已提交")
    row = page.table.currentRow()
    assert page.table.text(row, NEXT) == "等民主理财小组组长：民主理财小组审核"
    assert len(page.table.text(row, 3)) == 8


def test_all_steps_one_after_the_other_lead_onto_the_wall_and_into_the_archive(
    shown: Show, ready: Session, person: Person
) -> None:
    page = shown(ready)
    page.card.deed_button.click()
    for by in ("陈某", "李某", "张某"):
        if state(page) is State.SUBMITTED:
            approve_next(page, by)
    assert state(page) is State.REVIEWED
    page.card.deed_button.click()
    page.deeds.check.do_button.click()
    assert person.failures == []
    (posting,) = postings.all_of(ready.desk.db)
    assert posting.number in page.note.text()
    assert state(page) is State.PUBLISHED
    page.card.deed_button.click()
    page.deeds.up.name.setText("村委会门口公开栏")
    page.deeds.up.photo.button.click()
    page.deeds.up.do_button.click()
    assert state(page) is State.ON_BOARD
    assert "还要贴 15 天" in page.card.detail.text()
    (display,) = store.displays(ready.desk.db, posting.id)
    assert display.up_photo
    later(ready, 15)
    assert state(page) is State.DAYS_DONE
    page.card.deed_button.click()
    page.deeds.down.do_button.click()
    assert "贴了 15 天" in page.note.text()
    page.card.deed_button.click()
    page.deeds.filing.place.setText("2026年第1盒")
    page.deeds.filing.do_button.click()
    assert state(page) is State.ARCHIVED
    assert person.failures == []


def test_a_submission_is_returned_only_with_a_reason_and_can_be_submitted_again(
    shown: Show, ready: Session
) -> None:
    submitted(ready.desk, LINES, OCTOBER, ready.body)
    page = shown(ready)
    page.card.deed_button.click()
    box = page.deeds.step
    box.by.setEditText("陈某")
    box.outcome.setCurrentIndex(1)
    assert box.reason.isVisible()
    box.do_button.click()
    assert "理由" in box.back.wrongs["reason"].text()
    box.reason.setText("第3行附件不全")
    box.do_button.click()
    assert state(page) is State.RETURNED
    assert "第3行附件不全" in page.card.detail.text()
    page.card.deed_button.click()
    assert state(page) is State.SUBMITTED


def test_taken_down_too_early_it_must_be_put_up_again(shown: Show, ready: Session) -> None:
    posting = published(ready.desk, LINES, OCTOBER, ready.body)
    board = boards.open_board(ready.desk, "村委会门口")
    boards.put_up(ready.desk, posting, board)
    page = shown(ready)
    later(ready, 6)
    page.card.others[LifeDeed.TAKE_DOWN].click()
    assert "规定不少于 15 天" in page.deeds.down.count.text()
    assert "需重新公布" in page.deeds.down.count.text()
    page.deeds.down.reason.setText("雨水打湿")
    page.deeds.down.do_button.click()
    assert "需重新公布" in page.note.text()
    assert state(page) is State.REPOST
    page.card.deed_button.click()
    page.deeds.up.do_button.click()
    assert state(page) is State.ON_BOARD


def test_a_correction_shows_what_differs_and_goes_through_review_like_the_first(
    shown: Show, ready: Session, person: Person
) -> None:
    posting = published(ready.desk, LINES, OCTOBER, ready.body)
    page = shown(ready)
    page.card.others[LifeDeed.CORRECT].click()
    assert page.deeds.fixing.do_button.isHidden()
    page.deeds.fixing.close_button.click()
    (line, *_) = ledgers.period_ledger(ready.desk.db, ready.book.id, OCTOBER).entries
    ledgers.save_entry(ready.desk, replace(line, summary="更正后的摘要"))
    ready.changed.emit()
    page.card.others[LifeDeed.CORRECT].click()
    box = page.deeds.fixing
    assert any("更正后的摘要" in box.table.text(n, 2) for n in range(box.table.rowCount()))
    box.reason.setText("摘要写错")
    box.do_button.click()
    row = next(row for row in page.table.rows if row.submission)
    assert row.title.endswith("（更正）")
    assert row.deed is LifeDeed.STEP
    assert person.failures == []
    assert postings.replacing(ready.desk.db, posting.id) is None


def test_a_correction_is_returned_corrected_again_and_replaces_the_old_one_on_the_wall(
    shown: Show, ready: Session, person: Person
) -> None:
    old = published(ready.desk, LINES, OCTOBER, ready.body)
    boards.put_up(ready.desk, old, boards.open_board(ready.desk, "村委会门口"))
    (line, *_) = ledgers.period_ledger(ready.desk.db, ready.book.id, OCTOBER).entries
    ledgers.save_entry(ready.desk, replace(line, summary="更正后的摘要"))
    one = correcting.correct(ready.desk, old, "摘要写错")
    reviewing.send_back(ready.desk, [one], "原因没写清", Step.FINANCE_GROUP, "陈某")
    page = shown(ready)
    page.table.choose(next(row for row in page.table.rows if row.submission))
    assert page.card.deed_button.text().startswith("重新更正")
    page.card.deed_button.click()
    page.deeds.fixing.reason.setText("摘要写错，应为更正后的摘要")
    page.deeds.fixing.do_button.click()
    (waiting,) = store.waiting(ready.desk.db)
    approve(ready.desk, waiting)
    ready.changed.emit()
    page.table.choose(next(row for row in page.table.rows if row.submission))
    page.card.deed_button.click()
    page.deeds.check.do_button.click()
    assert person.failures == []
    replaced = next(row for row in page.table.rows if row.posting and row.posting.id == old.id)
    assert (replaced.state, replaced.deed) == (State.REPLACED, LifeDeed.TAKE_DOWN)
    assert replaced.next == "已被更正，请揭下"


def test_one_sheet_and_one_sitting_do_for_many(shown: Show, ready: Session, tmp_path: Path) -> None:
    for item in (LINES, "finance-form"):
        submitted(ready.desk, item, OCTOBER, ready.body)
    page = shown(ready, choose_path=lambda *_: tmp_path / "sheet")
    page.tick_button.click()
    assert "2 份" in page.together_button.text()
    page.sheet_button.click()
    page.deeds.sheet.save_button.click()
    sizes = page_sizes_mm((tmp_path / "sheet.pdf").read_bytes())
    assert sizes[0] == (210.0, 297.0)
    page.together_button.click()
    page.deeds.step.by.setEditText("陈某")
    page.deeds.step.photo.button.click()
    page.deeds.step.do_button.click()
    for one in store.waiting(ready.desk.db):
        last = store.steps(ready.desk.db, one.id)[-1]
        assert (last.kind, last.by) == (Step.FINANCE_GROUP, "陈某")
        assert photos.of_owner(ready.desk.db, "step", last.id)


def test_what_was_submitted_can_be_withdrawn_after_asking(
    shown: Show, ready: Session, person: Person
) -> None:
    submitted(ready.desk, LINES, OCTOBER, ready.body)
    page = shown(ready)
    page.card.others[LifeDeed.WITHDRAW].click()
    assert len(person.asked) == 1
    assert state(page) is State.DRAFT


def test_what_hangs_from_another_period_is_found_too(shown: Show, ready: Session) -> None:
    posting = published(ready.desk, LINES, OCTOBER, ready.body)
    ready.show_period(OCTOBER.next())
    page = shown(ready)
    page.extent.setCurrentIndex(1)
    page.extent.activated.emit(1)
    assert [row.posting for row in page.table.rows] == [posting]


def test_a_step_that_the_service_refuses_changes_nothing_and_says_why(
    shown: Show, ready: Session
) -> None:
    submitted(ready.desk, LINES, OCTOBER, ready.body)
    later(ready, 3)
    page = shown(ready)
    page.card.deed_button.click()
    box = page.deeds.step
    box.by.setEditText("陈某")
    box.day.show_day(date(2026, 11, 1))
    box.do_button.click()
    assert box.isVisible()
    assert "没有改动" in box.refused.text()
    assert box.sizeHint().width() <= 1366


def test_the_window_turns_to_the_page_and_looks_at_the_notice(qtbot: QtBot, ready: Session) -> None:
    published(ready.desk, LINES, OCTOBER, ready.body)
    window = MainWindow(ready)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.show_page("review")
    page = window.page("review")
    assert isinstance(page, ReviewPage)
    page.table.go_to(LINES, OCTOBER.code)
    page.card.others[LifeDeed.LOOK].click()
    assert window.stack.currentWidget() is window.page("preview")


def test_a_photo_that_was_not_at_hand_is_added_afterwards(shown: Show, ready: Session) -> None:
    posting = published(ready.desk, LINES, OCTOBER, ready.body)
    board = boards.open_board(ready.desk, "村委会门口公开栏")
    boards.put_up(ready.desk, posting, board)
    page = shown(ready)
    button = page.card.others[LifeDeed.ADD_PHOTO]
    assert button.isVisible()
    button.click()
    page.deeds.adding.do_button.click()
    assert page.deeds.adding.photo_problem.text()
    page.deeds.adding.photo.button.click()
    page.deeds.adding.do_button.click()
    (display,) = store.displays(ready.desk.db, posting.id)
    assert display.up_photo
    assert "已补照片" in page.note.text()
    assert not button.isVisible()
    later(ready, 15)
    boards.take_down(ready.desk, posting, board)
    ready.changed.emit()
    assert button.isVisible()
    button.click()
    assert page.deeds.adding.which.currentText() == "村委会门口公开栏：揭下"
    page.deeds.adding.photo.button.click()
    page.deeds.adding.do_button.click()
    (display,) = store.displays(ready.desk.db, posting.id)
    assert display.down_photo
    assert not button.isVisible()


def test_a_photo_that_cannot_be_read_is_refused_and_the_box_stays(
    shown: Show, ready: Session, tmp_path: Path
) -> None:
    posting = published(ready.desk, LINES, OCTOBER, ready.body)
    boards.put_up(ready.desk, posting, boards.open_board(ready.desk, "村委会门口公开栏"))
    page = shown(ready, choose_photo=lambda _: tmp_path / "没有.jpg")
    page.card.others[LifeDeed.ADD_PHOTO].click()
    page.deeds.adding.photo.button.click()
    page.deeds.adding.do_button.click()
    assert page.deeds.adding.isVisible()
    assert page.deeds.adding.photo_problem.text().startswith("✖")
    (display,) = store.displays(ready.desk.db, posting.id)
    assert not display.up_photo
    page.deeds.adding.close()


def test_a_meeting_is_entered_with_its_votes_and_only_with_a_majority(
    shown: Show, ready: Session
) -> None:
    one = submitted(ready.desk, LINES, OCTOBER, ready.body)
    for step, by in ((Step.FINANCE_GROUP, "陈某"), (Step.SUPERVISION, "李某")):
        reviewing.approve(ready.desk, [one], step, by)
    page = shown(ready)
    page.deeds.enter([one])
    box = page.deeds.step
    assert box.meeting.isHidden()
    box.step.addItem(Step.JOINT_MEETING.word, Step.JOINT_MEETING)
    box.step.setCurrentIndex(box.step.count() - 1)
    assert box.meeting.isVisible()
    box.by.setEditText("张某")
    for field, count in zip(box.counts, (9, 8, 4), strict=True):
        field.setValue(count)
    box.do_button.click()
    assert "没有过半数" in box.refused.text()
    box.counts[2].setValue(7)
    box.do_button.click()
    assert box.entered
    assert box.entered.meeting
    held = store.meeting(ready.desk.db, box.entered.meeting.id)
    assert held
    assert (held.chair, held.agreed) == ("张某", 7)


def test_what_is_on_the_boards_is_asked_for_by_name_and_what_presses_stands_first(
    shown: Show, ready: Session
) -> None:
    ledgers.declare_none(ready.desk, ready.book.id, OCTOBER.previous())
    board = boards.open_board(ready.desk, "村口公开栏")
    hanging = published(ready.desk, LINES, OCTOBER, ready.body)
    early = published(ready.desk, LINES, OCTOBER.previous(), ready.body)
    for one in (hanging, early):
        boards.put_up(ready.desk, one, board)
    boards.take_down(ready.desk, early, board)
    page = shown(ready)
    page.show_part("wall")
    assert [row.posting for row in page.table.rows] == [early, hanging]
    assert page.table.rows[0].state is State.REPOST
    assert page.table.chosen() == page.table.rows[0]


def test_a_posting_whose_item_left_the_catalogue_can_still_be_taken_down(
    shown: Show, ready: Session
) -> None:
    published(ready.desk, LINES, OCTOBER, ready.body)
    folder = ready.desk.folder / "catalogue"
    folder.mkdir(exist_ok=True)
    (folder / "county.toml").write_text(
        'name = "青石县目录"\nprefix = "3311"\n\n'
        f'[[off]]\nitems = ["{LINES}"]\nreason = "改用明细表"\n',
        "utf-8",
    )
    assert catalogue(ready.desk).catalogue.item(LINES) is None
    page = shown(ready)
    page.show_part("open")
    row = page.table.chosen()
    assert row
    assert (row.title, row.deed) == ("财务收支逐笔公开榜", LifeDeed.PUT_UP)


@pytest.mark.parametrize("size", [TypeSize.LARGE, TypeSize.LARGEST])
def test_every_word_of_the_list_can_be_read_at_large_type(
    qapp: QApplication, qtbot: QtBot, shown: Show, ready: Session, size: TypeSize
) -> None:
    published(ready.desk, LINES, OCTOBER, ready.body)
    wear(qapp, size)
    table = shown(ready).table
    qtbot.waitUntil(lambda: table.viewport().width() > 900)
    metrics, flags = table.fontMetrics(), Qt.TextFlag.TextWrapAnywhere
    nexts = {table.text(row, NEXT) for row in range(table.rowCount())}
    assert "打印出来，贴到公开栏上" in nexts
    for row in range(table.rowCount()):
        for column in range(table.columnCount()):
            room = QRect(0, 0, table.columnWidth(column) - 8, 10_000)
            box = metrics.boundingRect(room, flags, table.text(row, column))
            assert box.width() <= room.width()
            assert box.height() <= table.rowHeight(row)
    assert table.horizontalScrollBar().maximum() == 0


@given(st.integers(0, 2000), st.lists(st.integers(0, 900), min_size=1, max_size=5))
def test_only_columns_wider_than_the_others_give_way(room: int, wants: list[int]) -> None:
    found = shared(room, wants)
    assert sum(found.values()) <= max(room, 0)
    if sum(wants) <= room:
        assert [found[n] for n in range(len(wants))] == wants
    widest = max(found.values())
    assert all(found[n] == wants[n] or found[n] >= widest - len(wants) for n in found)
