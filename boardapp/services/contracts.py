"""Contracts at work: what is due, what was paid by which ledger line, what is wrong."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.ledger import Direction, Entry
from boardapp.core.money import grouped
from boardapp.core.registers.asset import Asset
from boardapp.core.registers.cards import CardKind, card_title, problems
from boardapp.core.registers.contract import Contract
from boardapp.core.registers.overlaps import Claim, Overlap, overlaps
from boardapp.core.registers.payments import (
    DueState,
    Payment,
    Reminder,
    due_states,
    next_open,
    owed_before,
    reminders,
)
from boardapp.core.registers.resource import Resource
from boardapp.core.registers.terms import term_findings
from boardapp.core.registers.values import decimal_text
from boardapp.services.desk import Desk
from boardapp.store import register_money as money
from boardapp.store import registers as store

AMONG = frozenset({"overlaps", "beyond-legal-term"})
"""Findings that a contract has only beside other cards."""


@dataclass(frozen=True)
class ContractState:
    """A contract as it stands on a day; ``arrears`` in fen."""

    contract: Contract
    payments: tuple[Payment, ...]
    dues: tuple[DueState, ...]
    arrears: int
    next: DueState | None


def contract_state(desk: Desk, contract: Contract, day: date | None = None) -> ContractState:
    """Return one contract as it stands on a day, today when none is given."""
    return _state(contract, money.payments(desk.db, contract.id), day or desk.today)


def contract_states(
    desk: Desk, book: str, day: date | None = None, query: store.Query | None = None
) -> tuple[ContractState, ...]:
    """Return a book's contracts as they stand on a day, in the query's order."""
    paid = money.payments_of_book(desk.db, book)
    held = store.cards(desk.db, CardKind.CONTRACT, book, query)
    return tuple(_state(one, paid.get(one.id, ()), day or desk.today) for one in held)


def book_reminders(desk: Desk, book: str, day: date | None = None) -> tuple[Reminder, ...]:
    """Return what to act on in a book's contracts on a day, the oldest first."""
    paid = money.payments_of_book(desk.db, book)
    found: list[Reminder] = []
    for contract in store.cards(desk.db, CardKind.CONTRACT, book):
        found += reminders(contract, paid.get(contract.id, ()), day or desk.today)
    return tuple(sorted(found, key=lambda one: one.on))


def contract_findings(desk: Desk, contract: Contract) -> tuple[Finding, ...]:
    """Return everything wrong or doubtful with one contract, other cards considered."""
    equal = {"resource": contract.resource, "asset": contract.asset}
    others = [
        one
        for one in store.cards(desk.db, CardKind.CONTRACT, contract.book, store.Query(equal=equal))
        if one.id != contract.id
    ]
    subject = None
    if contract.resource:
        subject = store.one(desk.db, CardKind.RESOURCE, contract.resource)
    elif contract.asset:
        subject = store.one(desk.db, CardKind.ASSET, contract.asset)
    paid = money.payments(desk.db, contract.id)
    return tuple(_findings(contract, _place(subject, [*others, contract]), paid))


def book_findings(desk: Desk, book: str) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful with any contract of a book; ``where`` names the card."""
    held = store.cards(desk.db, CardKind.CONTRACT, book)
    return tuple(
        replace(finding, where=card_title(one)) for one, finding in judged(desk, book, held)
    )


def judged(desk: Desk, book: str, held: Sequence[Contract]) -> tuple[tuple[Contract, Finding], ...]:
    """Return what is wrong or doubtful with contracts as if they were all that a book holds."""
    paid = money.payments_of_book(desk.db, book)
    subjects: dict[str | None, Asset | Resource] = {
        one.id: one
        for kind in (CardKind.ASSET, CardKind.RESOURCE)
        for one in store.cards(desk.db, kind, book)
    }
    together: dict[tuple[str | None, str | None], list[Contract]] = {}
    for one in held:
        together.setdefault((one.resource, one.asset), []).append(one)
    places = {key: _place(subjects.get(key[0] or key[1]), some) for key, some in together.items()}
    return tuple(
        (one, finding)
        for one in held
        for finding in _findings(one, places[one.resource, one.asset], paid.get(one.id, ()))
    )


def pay(
    desk: Desk,
    contract: Contract,
    due: date | None = None,
    entry: Entry | None = None,
    fen: int | None = None,
    paid_on: date | None = None,
    note: str = "",
) -> Payment:
    """Link a ledger line to a payment of a contract, or note one that has no line here.

    Without ``due`` it is the first open one; without ``fen`` as much as is open and the line
    holds. Raises UserError when line and contract do not fit each other.
    """
    state = contract_state(desk, contract)
    place = _due_day(state, due, entry)
    left = _left_of(desk, contract, entry)
    open_ = next((one.unpaid for one in state.dues if one.on == place), None)
    amount = fen if fen is not None else min(x for x in (left, open_, 10**15) if x is not None)
    _refuse_amount(amount, left, open_, fen, entry)
    payment = Payment(
        str(uuid.uuid4()),
        contract.id,
        place,
        paid_on or (entry.date if entry else desk.today),
        amount,
        entry.id if entry else None,
        f"{entry.date} {entry.voucher} {entry.summary}" if entry else "",
        note.strip(),
    )
    with desk.writing("pay", {"contract": contract.code, "after": _told(payment)}) as db:
        money.save_payment(db, payment)
    return payment


def take_back_payment(desk: Desk, id_: str) -> Payment:
    """Take a payment back by its id or the beginning of it; its ledger line stays."""
    found = money.payments_begun(desk.db, id_) if id_ else ()
    if len(found) != 1:
        raise UserError(f"没有编号以“{id_}”开头的收付款，或不止一笔。没有改动。")
    with desk.writing("take-back-payment", {"before": _told(found[0])}) as db:
        money.remove_payment(db, found[0].id)
    return found[0]


def _state(contract: Contract, paid: Sequence[Payment], day: date) -> ContractState:
    dues = due_states(contract, paid)
    return ContractState(contract, tuple(paid), dues, owed_before(dues, day), next_open(dues, day))


def _due_day(state: ContractState, due: date | None, entry: Entry | None) -> date:
    days = [one.on for one in state.dues]
    if due is not None:
        if days and due not in days:
            near = "、".join(str(day) for day in sorted(days, key=lambda d: abs(d - due))[:3])
            raise UserError(f"合同没有 {due} 这一期，没有登记。最近的几期：{near}。")
        return due
    open_ = [one.on for one in state.dues if one.unpaid]
    if days and not open_:
        raise UserError("这份合同各期都已收付清，没有登记。请核对合同或付款计划。")
    if open_:
        return open_[0]
    if entry:
        return entry.date
    raise UserError("这份合同没有付款计划，请说明是哪一天应付的款。")


def _left_of(desk: Desk, contract: Contract, entry: Entry | None) -> int | None:
    """Return how much of a ledger line is still free, having checked that it fits."""
    if entry is None:
        return None
    wanted = Direction.INCOME if contract.receives else Direction.EXPENSE
    if entry.book != contract.book or entry.direction is not wanted or entry.transfer:
        raise UserError(
            f"“{entry.summary}”不是这本账的{wanted.word}，不能挂到这份合同上。没有改动。"
        )
    left = entry.fen - money.linked_fen(desk.db, entry.id)
    if left <= 0:
        raise UserError(f"“{entry.summary}”已经全部挂到收付款上了，没有改动。")
    return left


def _refuse_amount(
    amount: int, left: int | None, open_: int | None, fen: int | None, entry: Entry | None
) -> None:
    if entry is None and fen is None and open_ is None:
        raise UserError("请填写金额。")
    if amount <= 0:
        raise UserError("金额要大于 0，没有登记。")
    if left is not None and amount > left:
        raise UserError(f"那一笔账只剩 {grouped(left)} 元没有挂，不够 {grouped(amount)} 元。")
    if open_ is not None and amount > open_:
        raise UserError(
            f"这一期还差 {grouped(open_)} 元，{grouped(amount)} 元超过了。多出的请挂到下一期。"
        )


@dataclass(frozen=True)
class _Place:
    """One asset or resource, how much of it there is, and where contracts on it take too much."""

    subject: Asset | Resource | None
    whole: int | None = None
    unit: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    over: tuple[Overlap, ...] = ()


def _place(subject: Asset | Resource | None, together: Sequence[Contract]) -> _Place:
    if subject is None:
        return _Place(None)
    land = isinstance(subject, Resource)
    whole, unit = (
        (subject.area, "亩") if isinstance(subject, Resource) else (subject.quantity, subject.unit)
    )
    claims = [
        Claim(one.id, one.start, one.last_day, one.area if land else one.quantity)
        for one in together
        if one.start and one.last_day
    ]
    names = {one.id: one.name for one in together}
    return _Place(subject, whole, unit, names, overlaps(whole, claims))


def _findings(contract: Contract, place: _Place, paid: Sequence[Payment]) -> Iterable[Finding]:
    """Judge a contract beside what it is about, the other contracts on that, and its payments."""
    yield from problems(contract)
    ground = place.subject if isinstance(place.subject, Resource) else None
    yield from term_findings(contract, ground)
    mine = next((one for one in place.over if contract.id in one.contracts), None)
    if mine:
        yield _overlap_finding(mine, contract, place)
    for one in paid:
        if one.source and one.entry is None:
            sentence = f"{one.due}一期挂的账“{one.source}”已不在账上，请重新挂接。"
            yield Finding(Level.VERIFY, "payment-entry-gone", sentence, "plan")


def _overlap_finding(one: Overlap, contract: Contract, place: _Place) -> Finding:
    others = [f"“{place.names[id_]}”" for id_ in one.contracts if id_ != contract.id]
    told = "、".join(others[:3])
    taken = f"{decimal_text(one.taken, 3)}{place.unit}"
    if not others:
        sentence = f"合同写的 {taken} 超过了标的"
    else:
        sentence = f"{one.first} 起与{told}重叠"
        sentence += f"，合计 {taken}，超过标的" if place.whole else ""
    sentence += f"的 {decimal_text(place.whole, 3)}{place.unit}" if place.whole else ""
    key = "area" if isinstance(place.subject, Resource) else "quantity"
    return Finding(Level.VERIFY, "overlaps", f"{sentence}。请核实。", key)


def _told(payment: Payment) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in asdict(payment).items()
    }
