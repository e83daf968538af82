"""Compose any item of the catalogue about a period or an event from what is held now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from boardapp.core.catalogue import Item
from boardapp.core.compose import COMPOSERS, register_lists, written
from boardapp.core.compose.changes import CardChange, changes_block, net_changes
from boardapp.core.content import Block, Content
from boardapp.core.disclosure import Stage
from boardapp.core.draft import Draft
from boardapp.core.due import days_on_board
from boardapp.core.errors import UserError
from boardapp.core.feedback import answers
from boardapp.core.obligations import Event
from boardapp.core.period import Period
from boardapp.core.privacy import masked
from boardapp.core.registers.cards import CardKind
from boardapp.core.village import Body, Book
from boardapp.services import ledger as ledgers
from boardapp.services.desk import Desk
from boardapp.services.funds import funds_month
from boardapp.services.rulebooks import rulebook
from boardapp.services.village import publisher, the_village
from boardapp.store import drafts, feedback, postings, register_money, registers, villages

About = Period | Event

REGISTERS = {
    "assets": CardKind.ASSET,
    "resources": CardKind.RESOURCE,
    "contracts": CardKind.CONTRACT,
    "debts": CardKind.DEBT,
}
"""Composers that print a register, and which."""


def book_of(desk: Desk, body: Body) -> Book:
    """Return the book that a body publishes."""
    for book in villages.books(desk.db):
        if body.id in book.bodies:
            return book
    raise UserError(f"{body.name}还没有账套。请在设置里给它指定一个账套。")


def code_of(about: About) -> str:
    """Return a period's code or an event's id: what drafts and postings are kept under."""
    return about.code if isinstance(about, Period) else about.id


def label_of(about: About) -> str:
    """Return what a posting is about as people say it."""
    return about.label if isinstance(about, Period) else about.title


def day_of(about: About) -> date:
    """Return the day that registers are told for: a period's last, or an event's own."""
    return about.last_day if isinstance(about, Period) else about.happened_on


def stage_of(about: About) -> Stage | None:
    """Return an event's stage, if it has one."""
    return Stage(about.stage) if isinstance(about, Event) and about.stage else None


def public_numbers(desk: Desk) -> tuple[str, ...]:
    """Return the numbers that are public by purpose and must not be masked."""
    return tuple(number for number in (the_village(desk).hotline,) if number)


def compose_item(desk: Desk, item: Item, about: About, body: Body) -> Content:
    """Compose an item; numbers that identify a person are masked (design: privacy by default)."""
    return masked(_composed(desk, item, about, body), public_numbers(desk))


def draft_of(desk: Desk, item: Item, about: About, body: Body) -> Draft:
    """Return what was written for an item, or an empty draft."""
    held = drafts.draft(desk.db, item.code, body.id, code_of(about))
    return held or Draft("", item.code, body.id, code_of(about))


def _composed(desk: Desk, item: Item, about: About, body: Body) -> Content:
    who = publisher(desk, body, desk.today)
    days = days_on_board(item, desk.today, rulebook(desk).rules)
    if days and days.number > who.standing.days:
        who = replace(who, standing=replace(who.standing, days=days.number))
    if item.basis:
        who = replace(who, standing=replace(who.standing, basis="；".join(item.basis[:2])))
    if item.composer in COMPOSERS:
        _, compose = COMPOSERS[item.composer]
        period = about if isinstance(about, Period) else Period.month_of(about.happened_on)
        content = compose(ledgers.period_ledger(desk.db, book_of(desk, body).id, period), who)
        return replace(content, item=item.code, title=item.title)
    if item.composer in (*REGISTERS, "funds", answers.COMPOSER):
        return Content(
            item=item.code,
            title=item.title,
            village=who.village.name,
            body=who.body.name,
            period=code_of(about),
            period_label=label_of(about),
            blocks=tuple(_blocks(desk, item, about, body)),
            signers=who.signers,
            standing=who.standing,
        )
    draft = draft_of(desk, item, about, body)
    return written.compose(item, draft, who, label_of(about), stage_of(about))


def _blocks(desk: Desk, item: Item, about: About, body: Body) -> Sequence[Block]:
    if item.composer == answers.COMPOSER:
        return answers.answers_blocks(feedback.posted_with(desk.db, code_of(about)))
    return _register(desk, item, about, body)


def _register(desk: Desk, item: Item, about: About, body: Body) -> list[Block]:
    book, day = book_of(desk, body), day_of(about)
    period = about if isinstance(about, Period) else Period.month_of(day)
    if item.composer == "funds":
        return register_lists.funds(funds_month(desk, book.id, period))
    kind = REGISTERS[item.composer]
    cards = registers.cards(desk.db, kind, book.id)
    if kind is CardKind.ASSET:
        blocks = register_lists.assets(cards, day)
    elif kind is CardKind.RESOURCE:
        blocks = register_lists.resources(cards)
    elif kind is CardKind.CONTRACT:
        paid = register_money.payments_of_book(desk.db, book.id)
        blocks = register_lists.contracts(cards, paid, period)
    else:
        moved = register_money.movements_of_book(desk.db, book.id)
        blocks = register_lists.debts(cards, moved, period)
    return [*blocks, *_changes(desk, item, about, body, book, kind)]


def _changes(
    desk: Desk, item: Item, about: About, body: Body, book: Book, kind: CardKind
) -> list[Block]:
    """Return the changes since the item was last posted about something else, if ever."""
    earlier = [
        one
        for one in postings.all_of(desk.db)
        if (one.item, one.body) == (item.code, body.id) and one.period != code_of(about)
    ]
    if not earlier:
        return []
    last = max(earlier, key=lambda one: one.published_at)
    found = registers.changes_since(desk.db, kind, book.id, last.published_at)
    changes = net_changes(CardChange(one.before, one.after) for one in found)
    return [changes_block(changes, last.published_on.isoformat())]
