"""Close a year's book once: check what must be done before, keep its balances, journal it."""

from collections.abc import Iterator

from sqlite_utils import Database

from boardapp.core.archive.closing import (
    Balance,
    Closed,
    blocking,
    doubtful,
    month_findings,
    refusal,
)
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.life import State
from boardapp.core.money import grouped, plain
from boardapp.core.obligations import about
from boardapp.core.period import Cycle, Period
from boardapp.core.village import Book
from boardapp.services import clock, ledger
from boardapp.services.checking import ledger_findings
from boardapp.services.desk import Desk
from boardapp.services.obligations import situation
from boardapp.store import closing as store
from boardapp.store import entries, villages

LEAST_REASON = 4


def closed_years(desk: Desk, book: Book) -> tuple[Closed, ...]:
    """Return the closed years of a book, the oldest first."""
    return store.of_book(desk.db, book.id)


def closing_findings(desk: Desk, book: Book, year: int) -> tuple[Finding, ...]:
    """Return what stands in the way of closing a year (``must``) or needs a reason (``verify``).

    The year must be over (会计法第十一条: 会计年度自公历1月1日起至12月31日止), the years before
    it closed, every month held and every balance running on, into the next January too. What is
    not public yet, or not filed, is told: it can still be done after the year is closed.
    """
    found = [*_begun(desk, book, year), *_ledger(desk.db, book, year), *_posted(desk, book, year)]
    order = list(Level)
    return tuple(sorted(found, key=lambda one: order.index(one.level)))


def balances(db: Database, book: str, year: int) -> tuple[Balance, ...]:
    """Return what each ledger of a book ends a year with: 上年结转 of the next January.

    A ledger whose opening nothing tells is left out: what it ends with is not known.
    """
    names = _names(db, book)
    return tuple(
        Balance(account or "", names[account], fen)
        for account, fen in _ends(db, book, year).items()
        if fen is not None
    )


def _ends(db: Database, book: str, year: int) -> dict[str | None, int | None]:
    """Return what each ledger ends a year with in fen, None where nothing tells it."""
    december, january = Period(year, 12), Period(year + 1, 1)
    found: dict[str | None, int | None] = {}
    for account in ledger.ledgers_held(db, book, december):
        before = ledger.opening_figure(db, book, account, december).fen
        moved = entries.net_before(db, book, account, december, january)
        held = [m for m in entries.months_held(db, book, account) if m < january]
        if before is not None or held or account is None:
            found[account] = None if before is None else before + moved
    return found


def _names(db: Database, book: str) -> dict[str | None, str]:
    return {None: "总账"} | {one.id: one.name for one in villages.accounts(db, book)}


def close_year(desk: Desk, book: Book, year: int, reason: str = "") -> Closed:
    """Close a year of a book for good: from then on nobody writes in it, nor opens it again.

    Raises UserError when it is closed already, when something must be put right first, when
    something is left open and no ``reason`` is given, or when nobody says who closes it.
    """
    held = store.one(desk.db, book.id, year)
    if held:
        raise UserError(refusal(_several(desk, book), held))
    if not desk.operator.strip():
        raise UserError("没有年结：请先在设置里填操作人，或用 --as 写姓名；要记下是谁办的。")
    late = clock.behind(desk)
    if late:
        raise UserError(f"没有年结。{late.sentence}")
    found = closing_findings(desk, book, year)
    must, doubts = blocking(found), doubtful(found)
    if must:
        more = f"（共 {len(must)} 处必须先办）" if len(must) > 1 else ""
        raise UserError(f"{year}年还不能年结，没有改动。{must[0].sentence}{more}")
    if doubts and len(reason.strip()) < LEAST_REASON:
        more = f"等 {len(doubts)} 处" if len(doubts) > 1 else ""
        raise UserError(
            f"没有年结：{doubts[0].sentence}{more}还没有办完。"
            "请先办完，或写明为什么现在就年结（--reason，至少四个字）。年结以后账不能再改。"
        )
    at = desk.now.isoformat(timespec="seconds")
    ends = balances(desk.db, book.id, year)
    one = Closed(book.id, year, at, desk.operator.strip(), reason.strip(), ends, doubts)
    details = {
        "book": book.id,
        "year": year,
        "reason": one.reason,
        "balances": {end.name: plain(end.fen) for end in ends},
        "findings": [finding.sentence for finding in doubts],
        "after": {"name": f"{book.name}{year}年"},
    }
    with desk.writing("close-year", details) as db:
        store.add(db, one)
    return one


def _begun(desk: Desk, book: Book, year: int) -> Iterator[Finding]:
    if desk.today <= Period(year, 12).last_day:
        sentence = f"{year}年还没有过完，12月31日以后才能年结。"
        yield Finding(Level.MUST, "year-not-over", sentence)
    closed = {one.year for one in store.of_book(desk.db, book.id)}
    years = {month.year for month in ledger.months_held(desk.db, book.id)}
    for before in sorted(one for one in years - closed if one < year):
        sentence = f"{before}年还没有年结，请先结{before}年。"
        yield Finding(Level.MUST, "earlier-year-open", sentence)


def _ledger(db: Database, book: Book, year: int) -> Iterator[Finding]:
    """Find months without a ledger, and whatever of the year's figures does not hold."""
    held = ledger.months_held(db, book.id)
    told = any(one.through.year == year for one in entries.year_openings(db, book.id))
    yield from month_findings(year, held, told)
    whole = Period(year, 1, Cycle.YEAR)
    for one in ledger_findings(db, book.id, whole):
        if one.code not in _SAID_ELSEWHERE and one.level is not Level.HINT:
            yield one
    names = _names(db, book.id)
    unknown = [names[one] for one, fen in _ends(db, book.id, year).items() if fen is None]
    if unknown:
        yield Finding(
            Level.MUST,
            "end-unknown",
            f"{'、'.join(unknown)}的期初余额没有依据，{year}年末的结余算不出来，不能结转。"
            f"请在收支登记页填写{year}年第一个有账月份的期初余额。",
            "收支登记",
        )
    for end in balances(db, book.id, year):
        stated = ledger.opening_figure(db, book.id, end.account or None, Period(year + 1, 1)).stated
        if stated not in (None, end.fen):
            yield Finding(
                Level.MUST,
                "next-opening-differs",
                f"{end.name}{year}年末结余 {grouped(end.fen)} 元，"
                f"{year + 1}年1月的期初却是 {grouped(stated or 0)} 元，接不上。请与记账中心核对。",
                "收支登记",
            )


def _posted(desk: Desk, book: Book, year: int) -> Iterator[Finding]:
    """Find what the book's bodies owe about the year and have not made public, or not filed."""
    late: dict[str, list[str]] = {}
    left: dict[str, list[str]] = {}
    for one in about(situation(desk), Period(year, 1, Cycle.YEAR)):
        if one.body.id not in book.bodies or one.state in _SETTLED:
            continue
        if one.state.public:
            left.setdefault(one.item.title, []).append(f"{one.label}{one.state.word}")
        elif one.state is State.OVERDUE or one.begun:
            late.setdefault(one.item.title, []).append(f"{one.label}{one.reached.word}")
    for title, places in late.items():
        sentence = f"“{title}”有 {len(places)} 份没有公布（{_few(places)}）。"
        yield Finding(Level.VERIFY, "not-published", sentence, "本月任务")
    for title, places in left.items():
        sentence = f"“{title}”有 {len(places)} 份没有归档（{_few(places)}）。"
        yield Finding(Level.VERIFY, "not-filed", sentence, "审核张贴")


def _few(places: list[str]) -> str:
    return "、".join(places[:3]) + ("……" if len(places) > 3 else "")


def _several(desk: Desk, book: Book) -> str:
    return f"“{book.name}”" if len(villages.books(desk.db)) > 1 else ""


_SAID_ELSEWHERE = ("no-ledger", "opening-unknown")
"""Findings on a period that a closing tells in its own words: month by month, at the year's end."""
_SETTLED = (State.ARCHIVED, State.NOT_APPLICABLE)
