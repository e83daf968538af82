"""Month-end balances: what the ledger leads to, what was counted, and why the two differ."""

import uuid
from dataclasses import asdict, replace
from typing import Any

from boardapp.core.errors import UserError
from boardapp.core.period import Period
from boardapp.core.registers.funds import FundsLine, FundsMonth, FundsStatement, funds_problems
from boardapp.core.village import Account
from boardapp.services import ledger as ledgers
from boardapp.services.closed import refuse_closed
from boardapp.services.desk import Desk
from boardapp.services.registers import refuse_faulty
from boardapp.store import entries, villages
from boardapp.store import register_money as money


def funds_month(desk: Desk, book: str, month: Period) -> FundsMonth:
    """Return a book's accounts at a month's end; a longer period stands for its last month."""
    month = month.months[-1]
    lines = tuple(_line(desk, account, month) for account in villages.accounts(desk.db, book))
    return FundsMonth(month, ledgers.period_totals(desk.db, book, month).closing, lines)


def state_funds(
    desk: Desk, account: Account, month: Period, actual: int, reason: str = "", note: str = ""
) -> FundsLine:
    """State what was really there in an account at a month's end, in fen.

    Raises UserError when it differs from the book and no reason is given.
    """
    month = month.months[-1]
    if month.first_day > desk.today:
        raise UserError(f"{month.label}还没有到，不能填实存数额。没有改动。")
    refuse_closed(desk.db, account.book, month)
    line = _line(desk, account, month)
    id_ = line.statement.id if line.statement else str(uuid.uuid4())
    one = FundsStatement(id_, account.book, account.id, month, actual, reason.strip(), note.strip())
    after = replace(line, statement=one)
    refuse_faulty(funds_problems(after))
    with desk.writing("state-funds", _change(line.statement, one)) as db:
        money.save_statement(db, one)
    return after


def _line(desk: Desk, account: Account, month: Period) -> FundsLine:
    held = month in entries.months_held(desk.db, account.book, account.id)
    figure = ledgers.opening_figure(desk.db, account.book, account.id, month.next())
    booked = figure.carried if held else figure.stated
    return FundsLine(account, month, booked, money.statement(desk.db, account.id, month))


def _change(before: FundsStatement | None, after: FundsStatement) -> dict[str, Any]:
    return {"before": _told(before) if before else None, "after": _told(after)}


def _told(one: FundsStatement) -> dict[str, Any]:
    return {**asdict(one), "month": one.month.code}
