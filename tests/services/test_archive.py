"""A year of the archive: what proves each posting, why one is not filed, and the numbers."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image

from boardapp.core.disclosure import Step
from boardapp.core.life import State, Void
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.village import Body, Book
from boardapp.services import boards, correcting, ledger, posting, reviewing
from boardapp.services.archive import ArchiveYear, Kept, archive_year, years
from boardapp.services.desk import Desk
from boardapp.store import life as lives
from tests.builders import entry
from tests.life import approve, published, submitted

OCTOBER = Period(2026, 10)


@pytest.fixture
def one(desk: Desk, book: Book, body: Body) -> Posting:
    ledger.save_entry(desk, entry(book=book.id))
    return published(desk, "finance-lines", OCTOBER, body)


def only(desk: Desk) -> Kept:
    (kept,) = archive_year(desk, 2026).kept
    return kept


def test_what_was_never_put_up_says_so(desk: Desk, one: Posting) -> None:
    kept = only(desk)
    assert (kept.posting.number, kept.state) == (one.number, State.PUBLISHED)
    assert kept.why == "公布了，还没有张贴"
    assert kept.lacks == ("没有签字审查单的照片",)


def test_the_way_to_the_archive_is_told_step_by_step(desk: Desk, one: Posting) -> None:
    board = boards.open_board(desk, "村委会门口")
    boards.put_up(desk, one, board)
    assert only(desk).why == "还没有贴满"
    later = replace(desk, day=desk.today + timedelta(days=20))
    assert only(later).why == "已贴满，还没有揭下"
    boards.take_down(later, one, board)
    assert only(later).why == "已贴满，可以归档了"
    boards.archive(later, one, "2026年第1盒")
    kept = only(later)
    assert (kept.why, kept.state) == ("", State.ARCHIVED)
    assert kept.filed is not None
    assert kept.filed.place == "2026年第1盒"
    assert [(hung.board, hung.days) for hung in kept.hung] == [("村委会门口", 20)]
    assert "没有张贴照片" in kept.lacks
    assert archive_year(later, 2026).unfiled == ()


def test_what_came_down_too_early_must_go_up_again(desk: Desk, one: Posting) -> None:
    board = boards.open_board(desk, "村委会门口")
    boards.put_up(desk, one, board)
    boards.take_down(replace(desk, day=desk.today + timedelta(days=3)), one, board, reason="下雨")
    assert only(replace(desk, day=desk.today + timedelta(days=4))).why == "揭下太早，要重新公布"


def test_the_photo_of_the_signed_sheet_is_named_once(
    desk: Desk, book: Book, body: Body, tmp_path: Path
) -> None:
    ledger.save_entry(desk, entry(book=book.id))
    held = submitted(desk, "finance-lines", OCTOBER, body)
    photo = tmp_path / "sheet.png"
    Image.new("L", (20, 30), 255).save(photo)
    for step, person in ((Step.FINANCE_GROUP, "陈某"), (Step.SUPERVISION, "李某")):
        reviewing.approve(desk, [held], step, person, paper=photo)
    approve(desk, held)
    posting.publish(desk, "finance-lines", OCTOBER, body)
    kept = only(desk)
    assert len(kept.sheets) == 1
    assert kept.lacks == ()


def test_a_corrected_posting_is_listed_beside_its_correction(
    desk: Desk, book: Book, body: Body, one: Posting
) -> None:
    ledger.save_entry(desk, entry(book=book.id, summary="漏记的电费", voucher="记2"))
    approve(desk, correcting.correct(desk, one, "漏了一笔"))
    new = posting.publish(desk, "finance-lines", OCTOBER, body)
    old, newer = archive_year(desk, 2026).kept
    assert (old.posting.replaced_by, old.state_word) == (new.number, "已被更正")
    assert (newer.posting.revision, newer.posting.replaced_by) == (2, "")


def test_void_and_lost_numbers_are_told(desk: Desk, one: Posting, body: Body) -> None:
    posting.void_number(desk, body, 2026, 2, "打印时弄丢")
    # The program itself leaves no gap: somebody took two lines out of the database.
    lives.add_void(desk.db, Void(body.id, 2026, 5, "第5号", "打印时弄丢", "2026-11-06"))
    (series,) = archive_year(desk, 2026).series
    assert (series.last, [void.serial for void in series.voids]) == (5, [2, 5])
    assert series.gaps == (one.number.replace("第1号", "第3号至第4号"),)
    assert "不见了" in series.sentence
    assert archive_year(desk, 2025) == ArchiveYear(2025, (), ())
    assert years(replace(desk, day=date(2027, 1, 5))) == (2027, 2026)
