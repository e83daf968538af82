"""更正: a new revision from what is held now, which names what it replaces and marks it."""

from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from boardapp.core.content import Table, from_json
from boardapp.core.errors import UserError
from boardapp.core.life import State
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.village import Body, Book
from boardapp.services import (
    boards,
    correcting,
    ledger,
    life,
    obligations,
    posting,
    proof,
    reviewing,
)
from boardapp.services.board_findings import board_findings
from boardapp.services.catalogues import item_named
from boardapp.services.desk import Desk
from boardapp.services.life import Subject
from boardapp.store import journal, postings
from boardapp.store import life as store
from tests.life import approve, published

OCTOBER = Period(2026, 10)
LINES = "finance-lines"


@pytest.fixture
def first(desk: Desk, body: Body, book: Book) -> Posting:
    one = ledger.blank_entry(book.id, None, OCTOBER, OCTOBER.first_day)
    ledger.state_opening(desk, book.id, None, OCTOBER, 100_000)
    ledger.save_entry(desk, replace(one, summary="村办公室电费", fen=2460))
    return published(desk, LINES, OCTOBER, body)


def change(desk: Desk, book: Book, fen: int = 2640) -> None:
    line = ledger.lines(desk.db, book.id, OCTOBER)[0]
    ledger.save_entry(desk, replace(line, fen=fen))


def corrected(desk: Desk, body: Body, first: Posting) -> Posting:
    approve(desk, correcting.correct(desk, first, "抄错了数字"))
    return posting.publish(desk, LINES, OCTOBER, body)


def text_of(pdf: bytes, desk: Desk) -> str:
    path = desk.folder / "read.pdf"
    path.write_bytes(pdf)
    return "".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_correction_names_what_it_replaces_and_tells_row_and_amounts(
    desk: Desk, body: Body, book: Book, first: Posting
) -> None:
    change(desk, book)
    new = corrected(desk, body, first)
    assert (new.revision, new.replaces) == (2, first.id)
    assert new.number == "青石桥集体公开〔2026〕第2号"
    content = from_json(new.content)
    assert content.title == "财务收支逐笔公开榜更正公告"
    told = next(block for block in content.blocks if isinstance(block, Table))
    assert ("第2行“村办公室电费”：贷方（支出）", "24.60", "26.40") in [
        row.cells[1:] for row in told.rows
    ]
    text = text_of(postings.notice(desk.db, new.id), desk)
    for words in (first.number, "抄错了数字", "24.60", "26.40", "本榜替换"):
        assert words in text


def test_the_old_one_stays_readable_and_is_marked(
    desk: Desk, body: Body, book: Book, first: Posting
) -> None:
    change(desk, book)
    new = corrected(desk, body, first)
    held = postings.by_id(desk.db, first.id)
    assert held == first
    old = life.life_of_posting(desk, first)
    assert (old.state, old.replaced_by) == (State.REPLACED, new)
    shown = posting.notice_of(desk, first)
    assert f"已被{new.number}" in text_of(shown.pdf, desk)
    assert shown.content == from_json(first.content)
    assert posting.notice(desk, OCTOBER).pdf == postings.notice(desk.db, new.id)


def test_its_days_begin_anew_and_the_old_one_may_come_down(
    desk: Desk, body: Body, book: Book, first: Posting
) -> None:
    gate = boards.open_board(desk, "村委会门口公开栏")
    boards.put_up(desk, first, gate)
    later = replace(desk, day=date(2026, 11, 12))
    change(later, book)
    new = corrected(later, body, first)
    assert [f.code for f in board_findings(later, first)] == ["replaced-hangs"]
    assert not boards.take_down(later, first, gate).repost
    with pytest.raises(UserError, match=r"已被.*更正"):
        boards.put_up(later, first, gate)
    boards.put_up(later, new, gate)
    assert life.life_of_posting(replace(desk, day=date(2026, 11, 26)), new).state is State.ON_BOARD
    done = replace(desk, day=date(2026, 11, 27))
    assert life.life_of_posting(done, new).state is State.DAYS_DONE
    (owed,) = (o for o in obligations.due_about(done, OCTOBER) if o.item.code == LINES)
    assert (owed.state, owed.published_on) == (State.DAYS_DONE, first.published_on)
    boards.archive(done, first)
    assert life.life_of_posting(done, first).state is State.ARCHIVED


def test_a_correction_is_reviewed_like_the_first(
    desk: Desk, body: Body, book: Book, first: Posting
) -> None:
    change(desk, book)
    correcting.correct(desk, first, "抄错了数字")
    with pytest.raises(UserError, match="还差民主理财小组审核"):
        posting.publish(desk, LINES, OCTOBER, body)
    with pytest.raises(UserError, match="正在审查"):
        correcting.correct(desk, first, "抄错了数字")
    held = life.life_of(desk, Subject(item_named(desk, LINES), OCTOBER, body))
    assert (held.state, held.review) == (State.PUBLISHED, State.SUBMITTED)


def test_a_correction_of_a_correction_replaces_the_newest(
    desk: Desk, body: Body, book: Book, first: Posting
) -> None:
    change(desk, book)
    second = corrected(desk, body, first)
    with pytest.raises(UserError, match="没有可以更正的"):
        correcting.correct(desk, second, "再改一次")
    change(desk, book, 2700)
    with pytest.raises(UserError, match="更正那一份"):
        correcting.correct(desk, first, "再改一次")
    third = corrected(desk, body, second)
    assert (third.revision, third.replaces) == (3, second.id)
    told = correcting.changes_between(desk, third)
    assert ("26.40", "27.00") in [(one.before, one.after) for one in told]
    assert [one.number for one in postings.revisions(desk.db, LINES, body.id, "2026-10")] == [
        f"青石桥集体公开〔2026〕第{n}号" for n in (1, 2, 3)
    ]


def test_without_a_difference_or_a_reason_there_is_no_correction(
    desk: Desk, book: Book, first: Posting
) -> None:
    with pytest.raises(UserError, match="一样"):
        correcting.correct(desk, first, "看错了")
    change(desk, book)
    with pytest.raises(UserError, match="原因"):
        correcting.correct(desk, first, " ")
    assert store.waiting(desk.db) == ()


def test_a_draft_is_written_anew_only_by_somebody_who_corrects_it(desk: Desk) -> None:
    event = obligations.happen(desk, "other-affairs", desk.today, "协商停车")
    subject = life.subject_named(desk, f"other-affairs@#{event.id}")
    who = subject.body
    obligations.save_draft(desk, "other-affairs", event, who, paragraphs=["停车位40个。"])
    first = posting.publish(desk, "other-affairs", event, who)
    with pytest.raises(UserError, match="更正公告"):
        obligations.save_draft(desk, "other-affairs", event, who, paragraphs=["停车位14个。"])
    obligations.save_draft(
        desk, "other-affairs", event, who, paragraphs=["停车位14个。"], correcting=True
    )
    correcting.correct(desk, first, "写错了个数")
    new = posting.publish(desk, "other-affairs", event, who)
    assert [(c.before, c.after) for c in correcting.changes_between(desk, new)] == [
        ("停车位40个。", "停车位14个。")
    ]


def test_a_number_that_should_never_have_hung_there_is_not_repeated(desk: Desk) -> None:
    event = obligations.happen(desk, "other-affairs", desk.today, "协商停车")
    subject = life.subject_named(desk, f"other-affairs@#{event.id}")
    who, long = subject.body, "13812341234"
    obligations.save_draft(desk, "other-affairs", event, who, paragraphs=[f"电话{long}。"])
    first = posting.publish(desk, "other-affairs", event, who)
    obligations.save_draft(desk, "other-affairs", event, who, paragraphs=["好。"], correcting=True)
    assert long not in correcting.correct(desk, first, "不应写电话").content.decode()


def test_a_short_number_never_means_one_whose_serial_only_ends_alike(
    desk: Desk, body: Body, book: Book, first: Posting
) -> None:
    for serial in range(2, 12):
        posting.void_number(desk, body, 2026, serial, "跳号了")
    change(desk, book)
    assert corrected(desk, body, first).number.endswith("第12号")
    for name in ("2号", "2", "号"):
        with pytest.raises(UserError, match="没有编号为"):
            life.posting_named(desk, name)
    for name in ("12号", "第12号", "〔2026〕第12号"):
        assert life.posting_named(desk, name).number.endswith("第12号")


def test_voiding_a_far_number_leaves_no_gap_that_would_look_like_a_lost_posting(
    desk: Desk, body: Body, first: Posting
) -> None:
    assert first.number.endswith("第1号")
    with pytest.raises(UserError, match="从第2号起一个一个作废"):
        posting.void_number(desk, body, 2026, 4, "跳号了")
    for serial in (2, 3, 4):
        posting.void_number(desk, body, 2026, serial, "跳号了")
    assert proof.troubles(desk.db, desk.folder) == ()


def test_nothing_is_published_corrected_or_withdrawn_before_what_came_first(
    desk: Desk, body: Body, book: Book, first: Posting
) -> None:
    yesterday = replace(desk, day=date(2026, 11, 5))
    change(desk, book)
    with pytest.raises(UserError, match="公布的日期却是 2026-11-06"):
        correcting.correct(yesterday, first, "抄错了数字")
    one = correcting.correct(desk, first, "抄错了数字")
    approve(replace(desk, day=date(2026, 11, 9)), one, date(2026, 11, 9))
    with pytest.raises(UserError, match=r"审.*的日期却是 2026-11-09"):
        posting.publish(desk, LINES, OCTOBER, body)
    with pytest.raises(UserError, match="提交的日期却是 2026-11-06"):
        reviewing.withdraw(yesterday, one)
    later = replace(desk, day=date(2026, 11, 9))
    assert posting.publish(later, LINES, OCTOBER, body).revision == 2


def test_numbers_are_never_used_again_and_void_ones_are_skipped(
    desk: Desk, body: Body, book: Book, first: Posting
) -> None:
    posting.void_number(desk, body, 2026, 2, "恢复备份以前用过")
    with pytest.raises(UserError, match="已经作废"):
        posting.void_number(desk, body, 2026, 2, "恢复备份以前用过")
    with pytest.raises(UserError, match="已公布的榜"):
        posting.void_number(desk, body, 2026, 1, "恢复备份以前用过")
    for year, serial in ((2026, 0), (2027, 1), (2026, 10**30)):
        with pytest.raises(UserError, match="没有"):
            posting.void_number(desk, body, year, serial, "写错了")
    with pytest.raises(UserError, match="理由"):
        posting.void_number(desk, body, 2026, 3, " ")
    change(desk, book)
    assert corrected(desk, body, first).number.endswith("第3号")
    with pytest.raises(UserError, match="已作废"):
        life.posting_named(desk, "青石桥集体公开〔2026〕第2号")
    assert "void-number" in {line.action for line in journal.lines(desk.db)}
