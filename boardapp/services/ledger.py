"""The ledger of a period: its lines, its opening, its year; and typing in it by hand."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlite_utils import Database

from boardapp.core.errors import UserError
from boardapp.core.ledger import (
    Direction,
    Entry,
    PeriodLedger,
    Totals,
    YearToDate,
    placed,
    published_lines,
    totals,
    totals_from,
)
from boardapp.core.period import Cycle, Period
from boardapp.core.reading import Stated
from boardapp.core.subjects import SUBJECTS, guess
from boardapp.services.balances import OpeningFigure as OpeningFigure
from boardapp.services.balances import book_opening as book_opening
from boardapp.services.balances import first_known as first_known
from boardapp.services.balances import ledgers_held as ledgers_held
from boardapp.services.balances import opening_figure as opening_figure
from boardapp.services.closed import refuse_closed
from boardapp.services.desk import Desk
from boardapp.store import entries as store
from boardapp.store import imports, villages
from boardapp.store.imports import LedgerImport


def combined_months(db: Database, book: str, months: Iterable[Period]) -> frozenset[Period]:
    """Return those months for which the combined ledger is held."""
    return frozenset(store.months_held(db, book, None)) & frozenset(months)


def lines(db: Database, book: str, period: Period) -> tuple[Entry, ...]:
    """Return the lines that stand for a book's period, each movement once."""
    months = period.months
    return published_lines(store.of_months(db, book, months), combined_months(db, book, months))


def months_held(db: Database, book: str) -> frozenset[Period]:
    """Return every month of which any ledger of a book holds something."""
    ledgers: list[str | None] = [None, *(one.id for one in villages.accounts(db, book))]
    return frozenset(m for ledger in ledgers for m in store.months_held(db, book, ledger))


def period_ledger(db: Database, book: str, period: Period) -> PeriodLedger:
    """Return all that a posting of a book's period needs."""
    held = months_held(db, book)
    past = period.previous()
    before = totals(None, lines(db, book, past)) if set(past.months) <= held else None
    start = first_known(db, book, period)
    return PeriodLedger(
        period,
        start.fen if start and start.month == period.months[0] else None,
        lines(db, book, period),
        year_to_date(db, book, period),
        before,
        start,
        tuple(month for month in period.months if month not in held),
    )


def year_to_date(db: Database, book: str, period: Period) -> YearToDate:
    """Return the year's income and spending through the end of a period.

    It runs on from the figures that were stated for the year, if any, through the month they
    reach to, as far as that lies before the first month of the period that is held; what is
    missing since is named.
    """
    months = [Period(period.year, n) for n in range(1, period.months[-1].index + 1)]
    held = months_held(db, book)
    own = next((month for month in period.months if month in held), period.months[0])
    stated = [
        one
        for one in store.year_openings(db, book)
        if one.through.year == period.year and one.through < own
    ]
    base = max(stated, key=lambda one: one.through, default=None)
    rest = [month for month in months if base is None or month > base.through]
    first = next((month for month in rest if month in held), own)
    if base is None:
        rest = [month for month in rest if month >= first]
    sums = totals(0, (e for month in rest for e in lines(db, book, month)))
    return YearToDate(
        since=months[0] if base else first,
        income=sums.income + (base.income if base else 0),
        expense=sums.expense + (base.expense if base else 0),
        missing=tuple(m for m in rest if m not in held and m not in period.months),
    )


def period_totals(db: Database, book: str, period: Period) -> Totals:
    """Return the sums of a book's period."""
    return totals_from(first_known(db, book, period), period, lines(db, book, period))


def suggested_subject(db: Database, summary: str, file_subject: str, direction: Direction) -> str:
    """Return the subject chosen last for the same summary, else the one that its words suggest."""
    return store.remembered_subject(db, summary, direction) or guess(
        summary, file_subject, direction
    )


def blank_entry(book: str, account: str | None, month: Period, day: date) -> Entry:
    """Return a new line to be typed into a ledger."""
    id_ = str(uuid.uuid4())
    return Entry(id_, book, account, month, day, "", "", Direction.EXPENSE, 0)


def entry_problem(entry: Entry) -> str:
    """Return what is wrong with a typed line, or an empty text."""
    if not entry.summary.strip():
        return "请填写摘要：钱用在什么事上。"
    if not entry.fen:
        return "请填写金额。"
    if entry.month.cycle is not Cycle.MONTH:
        return f"请指明记到哪个月；{entry.month.label}不是一个月。"
    if entry.subject and SUBJECTS[entry.subject].direction is not entry.direction:
        return f"“{SUBJECTS[entry.subject].name}”不是{entry.direction.word}类，请重选类别。"
    if entry.date > entry.month.last_day:
        return f"日期晚于{entry.month.label}，请改日期，或记到那个月里。"
    return ""


def save_entry(desk: Desk, entry: Entry) -> Entry:
    """Keep a typed or changed line; its subject is suggested when none was chosen."""
    problem = entry_problem(entry)
    if problem:
        raise UserError(problem)
    before = store.one(desk.db, entry.id)
    _refuse_closed(desk, [entry, *([before] if before else [])])
    if before is None:
        _refuse_hiding(desk.db, entry)
    if entry.transfer:
        entry = replace(entry, subject="")
    elif not entry.subject:
        entry = replace(
            entry,
            subject=suggested_subject(desk.db, entry.summary, entry.file_subject, entry.direction),
        )
    if before is None or before.date != entry.date:
        others = [
            one
            for one in store.of_months(desk.db, entry.book, [entry.month])
            if one.account == entry.account and one.id != entry.id
        ]
        entry = placed(entry, others)
    with desk.writing("save-entry", {"before": told(before), "after": told(entry)}) as db:
        store.save(db, [entry])
    return entry


def _refuse_closed(desk: Desk, entries: Sequence[Entry]) -> None:
    for one in entries:
        refuse_closed(desk.db, one.book, one.month)


def _refuse_hiding(db: Database, entry: Entry) -> None:
    """Refuse the first line of a combined ledger where account books speak for the month.

    From then on it alone would be published, and all that the account books hold would not.
    Who has stated the combined ledger's opening of that month means to keep it.
    """
    if entry.account is not None or entry.month in store.months_held(db, entry.book, None):
        return
    if any(one.month == entry.month for one in store.openings(db, entry.book, None)):
        return
    lines = store.of_months(db, entry.book, [entry.month])
    held = {one.id: one.name for one in villages.accounts(db, entry.book)}
    names = "、".join(name for id_, name in held.items() if any(e.account == id_ for e in lines))
    if names:
        raise UserError(
            f"{entry.month.label}的账记在{names}。这一笔如果记进总账，那些账就不再公布，所以没有登记。"
            "请选定这一笔记在哪个账户再登记。"
        )


def remove_entries(desk: Desk, entries: Sequence[Entry]) -> None:
    """Take lines out of the ledger; the journal keeps them."""
    _refuse_closed(desk, entries)
    with desk.writing("remove-entries", {"before": [told(one) for one in entries]}) as db:
        store.remove(db, [one.id for one in entries])


def restore_entries(desk: Desk, entries: Sequence[Entry]) -> None:
    """Put lines back just as they were: the undo of a removal or a change."""
    held = [store.one(desk.db, one.id) for one in entries]
    _refuse_closed(desk, [*entries, *(one for one in held if one)])
    before = [told(one) for one in held]
    details = {"before": before, "after": [told(one) for one in entries]}
    with desk.writing("restore-entries", details) as db:
        store.save(db, entries)


def state_opening(
    desk: Desk, book: str, account: str | None, month: Period, fen: int | None
) -> None:
    """State a ledger's balance at the start of a month in fen; None takes it back."""
    refuse_closed(desk.db, book, month)
    before = opening_figure(desk.db, book, account, month).stated
    details = {
        "book": book,
        "account": account,
        "month": month.code,
        "before": before,
        "after": fen,
    }
    with desk.writing("state-opening", details) as db:
        if fen is None:
            store.remove_opening(db, book, account, month)
        else:
            store.save_opening(db, store.Opening(str(uuid.uuid4()), book, account, month, fen))


def state_year(desk: Desk, book: str, through: Period, income: int, expense: int) -> None:
    """State a year's income and spending in fen from January through a month."""
    refuse_closed(desk.db, book, through)
    details = {"book": book, "through": through.code, "income": income, "expense": expense}
    with desk.writing("state-year", details) as db:
        store.save_year_opening(
            db, store.YearOpening(str(uuid.uuid4()), book, through, income, expense)
        )


def declare_none(desk: Desk, book: str, period: Period) -> LedgerImport:
    """Declare that a period had neither income nor spending (零公开).

    Raises UserError when any ledger holds lines of it.
    """
    refuse_closed(desk.db, book, period)
    if store.of_months(desk.db, book, period.months):
        raise UserError(f"{period.label}已有账目，不能登记为无收支。没有改动。")
    one = LedgerImport(
        id=str(uuid.uuid4()),
        book=book,
        account=None,
        period=period,
        file_name="",
        file_digest="",
        sheet="",
        shape="",
        entries=0,
        opening=None,
        stated=Stated(),
        findings=(),
        taken_on=desk.today,
        taken_by=desk.operator,
    )
    with desk.writing("declare-none", {"period": period.code, "import": one.id}) as db:
        imports.save(db, one)
    return one


def told(entry: Entry | None) -> dict[str, Any] | None:
    """Return an entry as the journal tells it."""
    if entry is None:
        return None
    return {**asdict(entry), "month": entry.month.code, "date": entry.date.isoformat()}
