"""债权债务 at work: what was added or paid off, by which ledger line, and how it stands."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from boardapp.core.errors import UserError
from boardapp.core.ledger import Entry
from boardapp.core.money import grouped
from boardapp.core.period import Period
from boardapp.core.registers.cards import CardKind
from boardapp.core.registers.debt import Debt, DebtFigures, Movement, balance, debt_figures
from boardapp.services.closed import refuse_closed
from boardapp.services.desk import Desk
from boardapp.store import register_money as money
from boardapp.store import registers as store


@dataclass(frozen=True)
class DebtState:
    """One debt over some days, with all its movements."""

    debt: Debt
    movements: tuple[Movement, ...]
    figures: DebtFigures


def debt_states(
    desk: Desk, book: str, first: date, last: date, query: store.Query | None = None
) -> tuple[DebtState, ...]:
    """Return a book's debts from a first day through a last, in the query's order."""
    moved = money.movements_of_book(desk.db, book)
    held = store.cards(desk.db, CardKind.DEBT, book, query)
    return tuple(
        DebtState(one, moved.get(one.id, ()), debt_figures(one, moved.get(one.id, ()), first, last))
        for one in held
    )


def move_debt(
    desk: Desk, debt: Debt, on: date, fen: int, note: str = "", entry: Entry | None = None
) -> Movement:
    """Add to a debt (fen above zero) or pay it off (below), with its ledger line if there is one.

    Raises UserError when it is dated before the opening, is more than the line holds, or pays off
    more than is owed.
    """
    if not fen:
        raise UserError("请填写增加或减少的金额，没有登记。")
    if debt.opening_on and on < debt.opening_on:
        raise UserError(f"{on}早于期初日期 {debt.opening_on}，应已含在期初余额里。没有登记。")
    refuse_closed(desk.db, debt.book, Period.month_of(on))
    moved = money.movements(desk.db, debt.id)
    owed = balance(debt, moved, on)
    if fen < 0 and owed + fen < 0:
        raise UserError(f"到{on}只欠 {grouped(owed)} 元，不能减少 {grouped(-fen)} 元。没有登记。")
    if entry:
        left = abs(entry.fen) - money.linked_fen(desk.db, entry.id)
        if entry.book != debt.book or abs(fen) > left:
            raise UserError(f"那一笔账只剩 {grouped(max(0, left))} 元没有挂，没有登记。")
    source = f"{entry.date} {entry.voucher} {entry.summary}" if entry else ""
    id_ = entry.id if entry else None
    one = Movement(str(uuid.uuid4()), debt.id, on, fen, note.strip(), id_, source)
    with desk.writing("move-debt", {"debt": debt.code, "after": _told(one)}) as db:
        money.save_movement(db, one)
    return one


def take_back_movement(desk: Desk, id_: str) -> Movement:
    """Take a movement back by its id or the beginning of it; its ledger line stays."""
    found = money.movements_begun(desk.db, id_) if id_ else ()
    if len(found) != 1:
        raise UserError(f"没有编号以“{id_}”开头的增减，或不止一笔。没有改动。")
    held = store.one(desk.db, CardKind.DEBT, found[0].debt)
    if held:
        refuse_closed(desk.db, held.book, Period.month_of(found[0].on))
    with desk.writing("take-back-movement", {"before": _told(found[0])}) as db:
        money.remove_movement(db, found[0].id)
    return found[0]


def _told(movement: Movement) -> dict[str, Any]:
    return {**asdict(movement), "on": movement.on.isoformat()}
