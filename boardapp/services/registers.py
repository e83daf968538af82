"""The registers of 三资: cards typed, kept, removed and put back, each change with its history."""

import re
import sqlite3
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.registers.asset import Asset
from boardapp.core.registers.cards import Card, CardKind, card_title, kind_of, problems
from boardapp.core.registers.contract import Contract
from boardapp.core.registers.debt import Debt
from boardapp.core.registers.fields import CardField, Kind, field_named, fields_of
from boardapp.core.registers.resource import Resource
from boardapp.core.registers.typed import parse
from boardapp.core.registers.values import shown, told
from boardapp.services.desk import Desk
from boardapp.store import register_imports as imports
from boardapp.store import registers as store
from boardapp.store.register_imports import RegisterImport

_BLANK = {
    CardKind.ASSET: Asset,
    CardKind.RESOURCE: Resource,
    CardKind.CONTRACT: Contract,
    CardKind.DEBT: Debt,
}


def blank_card(kind: CardKind, book: str) -> Card:
    """Return a new card of a register, to be filled in."""
    card: Card = _BLANK[kind](str(uuid.uuid4()), book)
    return card


def typed_card(
    desk: Desk,
    card: Card,
    values: Mapping[str, str],
    codes: Mapping[CardKind, Mapping[str, str]] | None = None,
) -> tuple[Card, tuple[Finding, ...]]:
    """Return a card with fields as a person wrote them, by key or title, and what is wrong.

    A field that cannot be read keeps what it was and is a ``must`` finding at its place; the
    findings of ``problems`` follow. ``codes`` are the cards that links may name, read from the
    store when not given.
    """
    found, changes = [], {}
    for name, text in values.items():
        try:
            field = field_named(type(card), name)
        except ValueError as error:
            raise UserError(f"{error}。没有改动。") from error
        try:
            value = parse(field, text)
            if field.kind is Kind.LINK and value:
                value = _linked(desk, card, field, value, codes)
            changes[field.key] = value
        except ValueError as error:
            found.append(Finding(Level.MUST, "unreadable", f"{error}。", field.key))
    card = replace(card, **changes)
    unread = {one.where for one in found}
    return card, (*found, *(one for one in problems(card) if one.where not in unread))


def save_card(desk: Desk, card: Card) -> Card:
    """Keep a new or changed card; raises UserError while a finding must be put right.

    A card that is as it was is left alone.
    """
    refuse_faulty(problems(card))
    kind = kind_of(card)
    same = store.coded(desk.db, kind, card.book, card.code)
    if same and same.id != card.id:
        raise UserError(
            f"编号“{card.code}”已经是“{card_title(same)}”的了，没有保存。请换一个编号。"
        )
    before = store.one(desk.db, kind, card.id)
    if before != card:
        write(desk, "save-card", [(before, card)])
    return card


def remove_cards(desk: Desk, cards: Sequence[Card]) -> None:
    """Take cards of one register out; their history keeps them.

    Raises UserError when contracts, payments or movements rest on one of them.
    """
    if not cards:
        return
    refuse_bound(desk, cards)
    write(desk, "remove-card", [(card, None) for card in cards])


def restore_cards(desk: Desk, cards: Sequence[Card]) -> None:
    """Put cards of one register back just as they were: the undo of a removal or a change."""
    pairs = [(store.one(desk.db, kind_of(card), card.id), card) for card in cards]
    write(desk, "restore-card", pairs)


def undo_change(desk: Desk, kind: CardKind, book: str, code: str) -> Card | None:
    """Take the last change of a card back, named by its number; None when the card is gone by it.

    Undoing twice brings the change back. Raises UserError when the card was never changed here.
    """
    change = store.latest_change(desk.db, kind, book, code)
    if change is None:
        raise UserError(f"{kind.word}台账里没有编号为“{code}”的改动，没有什么可撤销。")
    if change.before is None:
        remove_cards(desk, [card for card in (change.after,) if card])
        return None
    restore_cards(desk, [change.before])
    return change.before


def write(
    desk: Desk,
    action: str,
    pairs: Sequence[tuple[Card | None, Card | None]],
    details: Mapping[str, Any] | None = None,
    of_import: RegisterImport | None = None,
) -> None:
    """Write cards of one register as pairs of before and after, with journal and history.

    ``of_import`` is kept with them, and its id in their history.
    """
    changes = [
        {"before": told(before) if before else None, "after": told(after) if after else None}
        for before, after in pairs
    ]
    first = next((after or before for before, after in pairs if after or before), None)
    if first is None and of_import is None:
        return
    kind = kind_of(first) if first else of_import.kind  # type: ignore[union-attr]
    import_id = of_import.id if of_import else None
    told_ = {**(details or {}), "kind": kind.value, "cards": changes}
    try:
        with desk.writing(action, told_) as db:
            if of_import:
                imports.save(db, of_import)
            store.remove(db, kind, [old.id for old, new in pairs if old and not new])
            store.save(db, [new for _, new in pairs if new])
            at = desk.now.isoformat(timespec="seconds")
            store.record(db, at, desk.operator, action, pairs, import_id)
    except sqlite3.IntegrityError as error:
        raise UserError(
            "没有写入，什么也没有改动：编号已被另一张卡片占用，或所指的资产、资源已不在台账里。"
            "请先核对那些卡片。"
        ) from error


def card_named(desk: Desk, kind: CardKind, book: str, name: str) -> Any:
    """Return a card by its number or its id; raises UserError when there is none."""
    found = store.coded(desk.db, kind, book, name) or store.one(desk.db, kind, name)
    if found is None:
        raise UserError(f"{kind.word}台账里没有编号为“{name}”的卡片，没有改动。")
    return found


def next_code(desk: Desk, kind: CardKind, book: str) -> str:
    """Return a free number for a new card: the last one's, counted on."""
    last = store.cards(desk.db, kind, book, store.Query(descending=True, limit=1))
    taken = store.codes(desk.db, kind, book)
    code = last[0].code if last else "000"
    while code in taken or code == "000":
        found = re.search(r"(\d+)(\D*)$", code)
        if not found:
            code += "-1"
            continue
        number = str(int(found[1]) + 1).zfill(len(found[1]))
        code = f"{code[: found.start()]}{number}{found[2]}"
    return str(code)


def shown_card(desk: Desk, card: Card) -> tuple[tuple[CardField, str], ...]:
    """Return a card's fields with their values as people read and write them.

    Links are shown as the number of the other card. Private fields are in clear: for the window.
    """
    found = []
    for field in fields_of(type(card)):
        value = getattr(card, field.key)
        if field.kind is Kind.LINK and value:
            other = store.one(desk.db, CardKind(field.link), value)
            value = other.code if other else ""
        found.append((field, shown(field, value)))
    return tuple(found)


def refuse_faulty(findings: Iterable[Finding]) -> None:
    """Raise UserError when a finding must be put right first."""
    must = [one.sentence for one in findings if one.level is Level.MUST]
    if must:
        more = f"（共 {len(must)} 处要改）" if len(must) > 1 else ""
        raise UserError(f"没有保存。{must[0]}{more}")


def refuse_bound(desk: Desk, cards: Sequence[Card]) -> None:
    """Raise UserError when other records rest on one of the cards."""
    kind = kind_of(cards[0])
    bound = store.bound_to(desk.db, kind, [card.id for card in cards])
    if bound:
        names = "、".join(card_title(card) for card in cards if card.id in bound[:3])
        what = {
            CardKind.ASSET: "还有合同",
            CardKind.RESOURCE: "还有合同",
            CardKind.CONTRACT: "已登记收付款",
            CardKind.DEBT: "已登记增减",
        }
        raise UserError(f"{names}{what[kind]}，不能删去，没有改动。请先处理那些记录。")


def _linked(
    desk: Desk,
    card: Card,
    field: CardField,
    code: str,
    codes: Mapping[CardKind, Mapping[str, str]] | None,
) -> str:
    kind = CardKind(field.link)
    known = codes[kind] if codes else store.codes(desk.db, kind, card.book)
    if code not in known:
        raise ValueError(f"{field.title}：{kind.word}台账里没有编号“{code}”，请先登记它")
    return known[code]
