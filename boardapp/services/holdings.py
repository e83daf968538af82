"""What the program holds for a body on a day, gathered for a handover."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from boardapp.core.content import from_json
from boardapp.core.holdings import (
    ArchiveHeld,
    BookHeld,
    ContractHeld,
    FundsHeld,
    Holdings,
    Matter,
    YearHeld,
)
from boardapp.core.life import due_down
from boardapp.core.period import Period, month_runs
from boardapp.core.posting import Posting
from boardapp.core.registers.cards import CardKind
from boardapp.core.registers.debt import balance
from boardapp.core.registers.payments import arrears, next_payment
from boardapp.core.village import Body, Book
from boardapp.services import backup, keys, ledger, life, obligations, opinions
from boardapp.services.contracts import book_reminders
from boardapp.services.desk import Desk
from boardapp.services.settings import OPERATOR
from boardapp.services.year_contents import postings_of
from boardapp.services.year_tables import books_of
from boardapp.store import closing, entries, instance, register_money, registers, villages
from boardapp.store import life as lives

AHEAD = timedelta(days=30)
"""How far ahead of a handover what falls due is told."""
_NONE = "没有"


def holdings(desk: Desk, body: Body, day: date) -> Holdings:
    """Return all that is held for a body on a day; numbers of accounts are left out."""
    books = books_of(desk, body)
    return Holdings(
        tuple(_book(desk, book, day) for book in books),
        tuple(_archive(desk, body, day)),
        tuple(_matters(desk, body, books, day)),
        tuple(_things(desk)),
    )


def _key_told(key: keys.OwnKey) -> str:
    return f"密钥编号 {key.told.key_id}（{key.told.made_on} 生成）　指纹 {key.public.fingerprint}"


def _book(desk: Desk, book: Book, day: date) -> BookHeld:
    db = desk.db
    paid = register_money.payments_of_book(db, book.id)
    moved = register_money.movements_of_book(db, book.id)
    running = []
    for card in registers.cards(db, CardKind.CONTRACT, book.id):
        money = paid.get(card.id, ())
        due, owed = next_payment(card, money, day), arrears(card, money, day)
        ended = card.last_day is not None and card.last_day < day
        if owed or not ended:
            day_due, fen = (due.on, due.unpaid) if due else (None, 0)
            running.append(ContractHeld(card, day_due, fen, owed))
    debts = (
        (card, balance(card, moved.get(card.id, ()), day))
        for card in registers.cards(db, CardKind.DEBT, book.id)
    )
    assets = registers.cards(db, CardKind.ASSET, book.id)
    return BookHeld(
        book.name,
        tuple(_funds(desk, book, day)),
        tuple(card for card in assets if card.held_on(day)),
        registers.cards(db, CardKind.RESOURCE, book.id),
        tuple(running),
        tuple((card, left) for card, left in debts if left),
        tuple(_years(desk, book, day)),
    )


def _funds(desk: Desk, book: Book, day: date) -> Iterator[FundsHeld]:
    """Yield each ledger's balance at the end of a day, in fen: the accounts, or the combined one.

    Lines of the day's month that are dated later are not counted in.
    """
    names = {one.id: (one.name, one.kind.word) for one in villages.accounts(desk.db, book.id)}
    month = Period.month_of(day)
    for account in ledger.ledgers_held(desk.db, book.id, month):
        name, kind = names.pop(account, ("总账", "")) if account else ("总账", "现金和存款")
        held = [m for m in entries.months_held(desk.db, book.id, account) if m <= month]
        figure = ledger.opening_figure(desk.db, book.id, account, month.next()).carried
        last = max(held, default=None)
        if figure is not None and last == month:
            lines = entries.of_months(desk.db, book.id, [month])
            late = [x for x in lines if x.account == account and x.date > day]
            figure -= sum(x.effect for x in late)
        through = min(last.last_day, day) if last else None
        yield FundsHeld(name, kind, through, figure)
    for name, kind in names.values():
        yield FundsHeld(name, kind, None, None)


def _years(desk: Desk, book: Book, day: date) -> Iterator[YearHeld]:
    held = sorted(m for m in ledger.months_held(desk.db, book.id) if m.first_day <= day)
    closed = {one.year: one.day for one in closing.of_book(desk.db, book.id)}
    for year, months in groupby(held, key=lambda one: one.year):
        found = list(months)
        count = sum(len(ledger.lines(desk.db, book.id, month)) for month in found)
        opening = ledger.book_opening(desk.db, book.id, found[0])
        left = ledger.period_totals(desk.db, book.id, found[-1]).closing
        told = f"{closed[year]} 结账" if year in closed else ""
        yield YearHeld(year, month_runs(one.index for one in found), count, opening, left, told)


def _archive(desk: Desk, body: Body, day: date) -> Iterator[ArchiveHeld]:
    years = {year for owner, year in instance.serials(desk.db) if owner == body.id}
    filed = lives.all_filed(desk.db)
    for year in sorted(one for one in years if one <= day.year):
        found = [o for o in postings_of(desk, year, body) if o.published_on <= day]
        shown = [d for one in found for d in lives.displays(desk.db, one.id)]
        papers = {
            step.paper
            for one in found
            if one.submission
            for step in lives.steps(desk.db, one.submission)
            if step.paper
        }
        yield ArchiveHeld(
            year,
            len(found),
            found[0].number if found else "",
            found[-1].number if found else "",
            sum(v.body == body.id and v.year == year for v in lives.voids(desk.db)),
            sum(bool(one.submission) for one in found),
            len(papers),
            len({mark for d in shown for mark in (d.up_photo, d.down_photo) if mark}),
            sum(one.id in filed for one in found),
        )


def _matters(desk: Desk, body: Body, books: tuple[Book, ...], day: date) -> Iterator[Matter]:
    for one in obligations.due_until(desk, day + AHEAD):
        if one.body.id == body.id and one.pending and not one.state.public:
            late = "，已过期" if one.due and one.due < day else ""
            what = f"{one.item.title}（{one.label}）"
            yield Matter("待公布", what, one.due, f"{one.reached.word}{late}")
    yield from _hanging(desk, body, day)
    for seen in opinions.pending(opinions.register(desk, body)):
        number, due = seen.opinion.number, seen.opinion.due_on
        yield Matter("待答复意见", number, due, seen.state.word)
    for book in books:
        for reminder in book_reminders(desk, book.id, day):
            yield Matter("合同", reminder.sentence.rstrip("。"), reminder.on, "")


def _hanging(desk: Desk, body: Body, day: date) -> Iterator[Matter]:
    names = {one.id: one.name for one in lives.boards(desk.db)}
    for one in _open_postings(desk, body, day):
        hanging = life.hanging_of(desk, one)
        title = from_json(one.content).title
        up = [display for display in hanging.displays if display.down_on is None]
        for display in up:
            board = names.get(display.board, "")
            until = due_down(display, hanging.least)
            yield Matter("张贴中", f"{one.number} {title}", until, f"贴在{board}，满期后揭下")
        if not hanging.displays:
            yield Matter("待张贴", f"{one.number} {title}", None, "已公布，还没有贴")


def _open_postings(desk: Desk, body: Body, day: date) -> tuple[Posting, ...]:
    filed = lives.all_filed(desk.db)
    return tuple(
        one
        for year in (day.year - 1, day.year)
        for one in postings_of(desk, year, body)
        if one.id not in filed
    )


def _things(desk: Desk) -> Iterator[tuple[str, str]]:
    """Yield what keeps the program going: its data, backups, bundles and key."""
    last, second = backup.newest(desk), backup.second_folder(desk)
    yield "数据文件夹", str(desk.folder)
    yield "最近备份", f"{last.made_at:%Y-%m-%d %H:%M}　{last.path.name}" if last else _NONE
    day = backup.second_made(desk)
    yield (
        "第二份备份",
        f"{second or ''}　{f'{day} 存过' if day else '还没有存过'}" if second else _NONE,
    )
    sequence = instance.held(desk.db).sequence
    yield "上报", f"最后一次序号 {sequence}" if sequence else "还没有上报过"
    key = keys.current_key(desk)
    yield "签名密钥", _key_told(key) if key else _NONE
    operator = villages.setting(desk.db, OPERATOR) or desk.operator
    if operator:
        yield "经办人", operator
