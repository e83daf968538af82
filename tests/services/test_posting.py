import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from boardapp.core.content import from_json
from boardapp.core.errors import UserError
from boardapp.core.finding import Level
from boardapp.core.period import Period
from boardapp.core.village import AccountKind, Body, Book
from boardapp.services import importing, ledger, posting, previewing
from boardapp.services.desk import Desk
from boardapp.services.village import open_account, take_office
from boardapp.store import journal, postings
from tests.life import published

LEDGERS = Path(__file__).parents[1] / "data" / "ledgers"
SEPTEMBER, OCTOBER = Period(2026, 9), Period(2026, 10)


def take(desk: Desk, book: Book, name: str, period: Period) -> None:
    importing.take_in(desk, previewing.preview(desk, LEDGERS / name, period, book))


@pytest.fixture
def october(desk: Desk, book: Book) -> Desk:
    take(desk, book, "centre-2026-09.xlsx", SEPTEMBER)
    take(desk, book, "centre-2026-10.xlsx", OCTOBER)
    return desk


def codes(desk: Desk, body: Body, period: Period = OCTOBER) -> dict[str, Level]:
    return {one.code: one.level for one in posting.check(desk, period, body)}


def test_a_period_without_a_ledger_cannot_be_published(desk: Desk, body: Body) -> None:
    assert codes(desk, body)["no-ledger"] is Level.MUST
    with pytest.raises(UserError, match="还没有账"):
        posting.publish(desk, posting.DEFAULT_ITEM, OCTOBER, body)
    assert postings.all_of(desk.db) == ()


def test_a_declared_empty_period_is_published_as_such(desk: Desk, body: Body, book: Book) -> None:
    ledger.declare_none(desk, book.id, OCTOBER)
    one = published(desk, posting.DEFAULT_ITEM, OCTOBER, body)
    assert "本月无收支" in one.content.decode()


def test_publishing_freezes_content_and_paper_under_the_next_number(
    october: Desk, body: Body
) -> None:
    first = published(october, "finance-lines", OCTOBER, body)
    second = published(october, "finance-form", OCTOBER, body)
    assert [one.number for one in (first, second)] == [
        "青石桥集体公开〔2026〕第1号",
        "青石桥集体公开〔2026〕第2号",
    ]
    pdf = postings.notice(october.db, first.id)
    assert hashlib.sha256(pdf).hexdigest() == first.notice_digest
    assert hashlib.sha256(first.content).hexdigest() == first.digest
    lines = [one for one in journal.lines(october.db) if one.action == "publish"]
    last = lines[0]
    assert first.digest in last.details
    assert first.notice_digest in last.details


def test_the_notice_printed_later_is_the_very_paper_that_was_frozen(
    october: Desk, body: Body
) -> None:
    one = published(october, "finance-lines", OCTOBER, body)
    assert posting.notice(october, OCTOBER).pdf == postings.notice(october.db, one.id)


def test_what_is_published_cannot_be_published_again(october: Desk, body: Body) -> None:
    published(october, "finance-lines", OCTOBER, body)
    with pytest.raises(UserError, match="已经公布"):
        posting.publish(october, "finance-lines", OCTOBER, body)


def test_a_ledger_changed_after_publishing_leaves_the_paper_and_is_found(
    october: Desk, body: Body, book: Book
) -> None:
    one = published(october, "finance-lines", OCTOBER, body)
    assert "published-differs" not in codes(october, body)
    first = ledger.lines(october.db, book.id, OCTOBER)[0]
    ledger.save_entry(october, replace(first, fen=first.fen + 1))
    assert codes(october, body)["published-differs"] is Level.VERIFY
    assert posting.notice(october, OCTOBER).content == from_json(one.content)


def test_a_new_signer_does_not_make_an_old_notice_differ(october: Desk, body: Body) -> None:
    published(october, "finance-lines", OCTOBER, body)
    take_office(october, body.id, "负责人", "孙某", OCTOBER.first_day)
    assert "published-differs" not in codes(october, body)
    names = [signer.name for signer in posting.notice(october, OCTOBER).content.signers]
    assert names[0] == ""


def test_until_it_is_published_the_notice_is_a_sample_without_a_number(october: Desk) -> None:
    one = posting.notice(october, OCTOBER)
    assert one.imprint.number == ""


def test_two_parting_openings_of_neighbouring_months_must_be_put_right(
    october: Desk, body: Body, book: Book
) -> None:
    first = ledger.lines(october.db, book.id, SEPTEMBER)[0]
    ledger.save_entry(october, replace(first, fen=first.fen + 1))
    assert codes(october, body)["opening-differs"] is Level.MUST


def test_with_a_gap_between_them_it_is_only_to_be_verified(
    desk: Desk, body: Body, book: Book
) -> None:
    take(desk, book, "quarter-2026-q2.xlsx", Period.parse("2026-Q2"))
    take(desk, book, "centre-2026-10.xlsx", OCTOBER)
    assert codes(desk, body)["opening-differs"] is Level.VERIFY


def test_books_that_do_not_add_up_to_the_combined_ledger_are_found(
    october: Desk, body: Body, book: Book
) -> None:
    bank = open_account(october, book.id, AccountKind.BANK, "基本户")
    look = previewing.preview(october, LEDGERS / "daybook-2026-10.xls", OCTOBER, book, bank)
    importing.take_in(october, look)
    assert codes(october, body)["books-differ"] is Level.VERIFY


def test_an_incomplete_year_is_told(october: Desk, body: Body, book: Book) -> None:
    assert codes(october, body)["year-incomplete"] is Level.VERIFY
    ledger.state_year(october, book.id, Period(2026, 8), 100, 200)
    assert "year-incomplete" not in codes(october, body)


def test_a_one_sided_move_between_accounts_is_told(desk: Desk, body: Body, book: Book) -> None:
    bank = open_account(desk, book.id, AccountKind.BANK, "基本户")
    ledger.state_opening(desk, book.id, bank.id, OCTOBER, 100_000)
    move = ledger.blank_entry(book.id, bank.id, OCTOBER, OCTOBER.first_day)
    ledger.save_entry(desk, replace(move, summary="提取现金", fen=5_000, transfer=True))
    assert codes(desk, body)["transfer-one-sided"] is Level.VERIFY


def test_an_overdrawn_balance_is_told(desk: Desk, body: Body, book: Book) -> None:
    ledger.state_opening(desk, book.id, None, OCTOBER, 4_999)
    one = ledger.blank_entry(book.id, None, OCTOBER, OCTOBER.first_day)
    ledger.save_entry(desk, replace(one, summary="买笔", fen=5_000))
    assert codes(desk, body)["overdrawn"] is Level.VERIFY


def test_a_character_that_no_font_has_must_be_put_right(desk: Desk, body: Body, book: Book) -> None:
    one = ledger.blank_entry(book.id, None, OCTOBER, OCTOBER.first_day)
    ledger.save_entry(desk, replace(one, summary="付\U0002fffe某工资", fen=5_000))
    assert codes(desk, body)["unprintable"] is Level.MUST
    with pytest.raises(UserError, match="字体"):
        posting.publish(desk, "finance-lines", OCTOBER, body)


def test_an_unknown_item_is_refused(desk: Desk, body: Body) -> None:
    with pytest.raises(UserError, match="没有编号为"):
        posting.compose(desk, "nothing", OCTOBER, body)
