"""What a period's ledgers are found wanting in before anything is published."""

from dataclasses import replace
from datetime import date
from typing import Any

from boardapp.core.finding import Level
from boardapp.core.ledger import Direction
from boardapp.core.period import Period
from boardapp.core.village import AccountKind, Book
from boardapp.services import ledger
from boardapp.services.checking import ledger_findings
from boardapp.services.desk import Desk
from boardapp.services.village import open_account

OCTOBER = Period(2026, 10)


def typed(desk: Desk, book: Book, account: str | None = None, **changes: Any) -> None:
    blank = ledger.blank_entry(book.id, account, OCTOBER, date(2026, 10, 8))
    values = {"summary": "租金", "fen": 9_000, "direction": Direction.INCOME, **changes}
    ledger.save_entry(desk, replace(blank, **values))


def found(desk: Desk, book: Book) -> dict[str, Level]:
    return {one.code: one.level for one in ledger_findings(desk.db, book.id, OCTOBER)}


def test_an_opening_that_nothing_tells_is_asked_for(desk: Desk, book: Book) -> None:
    typed(desk, book)
    assert found(desk, book)["opening-unknown"] is Level.VERIFY
    ledger.state_opening(desk, book.id, None, OCTOBER, 0)
    assert "opening-unknown" not in found(desk, book)


def test_a_typed_line_that_hides_the_account_books_must_be_put_right(
    desk: Desk, book: Book
) -> None:
    typed(desk, book)
    assert "books-hidden" not in found(desk, book)
    bank = open_account(desk, book.id, AccountKind.BANK, "基本户")
    typed(desk, book, bank.id)
    assert found(desk, book)["books-hidden"] is Level.MUST


def test_a_month_called_empty_does_not_hide_the_book_that_comes_after(
    desk: Desk, book: Book
) -> None:
    ledger.declare_none(desk, book.id, OCTOBER)
    assert "books-hidden" not in found(desk, book)
    bank = open_account(desk, book.id, AccountKind.BANK, "基本户")
    typed(desk, book, bank.id)
    assert found(desk, book)["books-hidden"] is Level.MUST
