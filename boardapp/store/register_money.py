"""Money that belongs to cards: contract payments, movements of debts, counted month ends."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlite_utils import Database

from boardapp.core.period import Period
from boardapp.core.registers.debt import Movement
from boardapp.core.registers.funds import FundsStatement
from boardapp.core.registers.payments import Payment

_PAYMENT = "p.id, p.contract, p.due, p.paid_on, p.fen, p.entry, p.source, p.note"
_MOVEMENT = 'm.id, m.debt, m."on", m.fen, m.note, m.entry, m.source'


def payments_of_book(db: Database, book: str) -> dict[str, tuple[Payment, ...]]:
    """Return every payment of a book's contracts by the contract's id, by due day."""
    found: dict[str, list[Payment]] = {}
    for one in _payments(db, "c.book = ?", [book]):
        found.setdefault(one.contract, []).append(one)
    return {contract: tuple(rows) for contract, rows in found.items()}


def payments(db: Database, contract: str) -> tuple[Payment, ...]:
    """Return the payments of one contract, by due day."""
    return _payments(db, "p.contract = ?", [contract])


def payments_begun(db: Database, start: str) -> tuple[Payment, ...]:
    """Return the payments whose id begins with some characters."""
    return _payments(db, "substr(p.id, 1, ?) = ?", [len(start), start])


def save_payment(db: Database, one: Payment) -> None:
    """Keep a payment."""
    row = {**vars(one), "due": one.due.isoformat(), "paid_on": one.paid_on.isoformat()}
    db.table("contract_payment").upsert(row, pk="id")


def remove_payment(db: Database, id_: str) -> None:
    """Take a payment out."""
    db.table("contract_payment").delete(id_)


def movements_of_book(db: Database, book: str) -> dict[str, tuple[Movement, ...]]:
    """Return every movement of a book's debts by the debt's id, by day."""
    found: dict[str, list[Movement]] = {}
    for one in _movements(db, "d.book = ?", [book]):
        found.setdefault(one.debt, []).append(one)
    return {debt: tuple(rows) for debt, rows in found.items()}


def movements(db: Database, debt: str) -> tuple[Movement, ...]:
    """Return the movements of one debt, by day."""
    return _movements(db, "m.debt = ?", [debt])


def movements_begun(db: Database, start: str) -> tuple[Movement, ...]:
    """Return the movements whose id begins with some characters."""
    return _movements(db, "substr(m.id, 1, ?) = ?", [len(start), start])


def save_movement(db: Database, one: Movement) -> None:
    """Keep a movement."""
    db.table("debt_movement").upsert({**vars(one), "on": one.on.isoformat()}, pk="id")


def remove_movement(db: Database, id_: str) -> None:
    """Take a movement out."""
    db.table("debt_movement").delete(id_)


def linked_fen(db: Database, entry: str) -> int:
    """Return how much of a ledger line is taken up by payments and movements, in fen."""
    row = db.execute(
        "select coalesce((select sum(fen) from contract_payment where entry = ?), 0)"
        " + coalesce((select sum(abs(fen)) from debt_movement where entry = ?), 0)",
        [entry, entry],
    ).fetchone()
    return int(row[0])


def statement(db: Database, account: str, month: Period) -> FundsStatement | None:
    """Return what was counted in an account at a month's end, or None."""
    columns = "id, book, account, month, actual, reason, note"
    row = db.execute(
        f"select {columns} from funds_statement where account = ? and month = ?",
        [account, month.code],
    ).fetchone()
    if not row:
        return None
    id_, owner, place, code, actual, reason, note = row
    return FundsStatement(id_, owner, place, Period.parse(code), actual, reason, note)


def save_statement(db: Database, one: FundsStatement) -> None:
    """Keep what was counted, in place of what was counted for that month before."""
    db.execute(
        "delete from funds_statement where account = ? and month = ?", [one.account, one.month.code]
    )
    db.table("funds_statement").insert({**vars(one), "month": one.month.code})


def _payments(db: Database, where: str, values: Sequence[Any]) -> tuple[Payment, ...]:
    rows = db.execute(
        f"select {_PAYMENT} from contract_payment p join contract c on c.id = p.contract"
        f" where {where} order by p.due, p.paid_on, p.rowid",
        values,
    )
    return tuple(
        Payment(i, c, date.fromisoformat(due), date.fromisoformat(paid), *rest)
        for i, c, due, paid, *rest in rows
    )


def _movements(db: Database, where: str, values: Sequence[Any]) -> tuple[Movement, ...]:
    rows = db.execute(
        f"select {_MOVEMENT} from debt_movement m join debt d on d.id = m.debt"
        f' where {where} order by m."on", m.rowid',
        values,
    )
    return tuple(Movement(i, d, date.fromisoformat(on), *rest) for i, d, on, *rest in rows)
