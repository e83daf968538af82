"""Running balances: follow them from line to line and see where they part."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from boardapp.spreadsheets.labels import Kind
from boardapp.spreadsheets.rows import Row
from boardapp.spreadsheets.words import POCKETS

Account = Callable[[Row], str]


@dataclass(frozen=True)
class Break:
    """A row whose balance is not what the rows above it lead to."""

    row: Row
    expected: int
    stated: int
    first: bool = False


def net_of(row: Row) -> int:
    """Return what a row does to the balance."""
    return (row.income or 0) - (row.expense or 0)


def opening_of(row: Row) -> int | None:
    """Return the balance that an opening row states, in whichever column it stands."""
    if row.balance is not None:
        return row.balance
    if row.money:
        return net_of(row) + (row.amount or 0)
    return None


def joined_openings(rows: list[Row], account: Account) -> list[Row]:
    """Make one opening of several that stand before an account's first line: 现金, 银行, 合计.

    Where the first balance tells, they add up to it or the first is the whole of the others;
    where none tells, they add up when they name different pockets.
    """
    found: dict[str, list[Row]] = {}
    first: dict[str, Row] = {}
    for row in rows:
        key = account(row)
        if row.kind is Kind.LINE:
            first.setdefault(key, row)
        elif row.kind is Kind.OPENING and key not in first and opening_of(row) is not None:
            found.setdefault(key, []).append(row)
    told: dict[int, Row] = {}
    for key, parts in found.items():
        sums = [opening_of(row) or 0 for row in parts]
        line = first.get(key)
        base = line.balance - net_of(line) if line and line.balance is not None else None
        if len(parts) < 2 or len(set(sums)) == 1:
            continue
        if sum(sums[1:]) == sums[0]:
            whole = sums[0]
        elif base == sum(sums) or (base is None and _apart(parts)):
            whole = sum(sums)
        else:
            continue
        told |= {row.number: replace(row, kind=Kind.NOTE) for row in parts[1:]}
        told[parts[0].number] = replace(parts[0], balance=whole)
    return [told.get(row.number, row) for row in rows]


def _apart(parts: list[Row]) -> bool:
    pockets = ["".join(POCKETS.findall(row.summary)) for row in parts]
    return all(pockets) and len(set(pockets)) == len(pockets)


def agreement(rows: Iterable[Row], account: Account, sign: int = 1) -> tuple[int, int]:
    """Return how many balances run on with the amounts taken so, of how many that could."""
    known: dict[str, int] = {}
    moved: dict[str, int] = {}
    agreed = seen = 0
    for row in rows:
        key = account(row)
        if row.kind is Kind.OPENING:
            opening = opening_of(row)
            if opening is not None and key not in known:
                known[key] = opening
            continue
        if row.kind is not Kind.LINE:
            continue
        moved[key] = moved.get(key, 0) + net_of(row) * sign
        if row.balance is None:
            continue
        if key in known and moved[key]:
            seen += 1
            agreed += known[key] + moved[key] == row.balance
        known[key], moved[key] = row.balance, 0
    return agreed, seen


def without_empty_formulas(rows: list[Row]) -> list[Row]:
    """Drop balances and totals that are all nought: formulas that nobody worked out.

    An .xls tells a formula without a value only by that.
    """
    lines = [row for row in rows if row.kind is Kind.LINE and row.balance is not None]
    if len(lines) < 2 or any(row.balance for row in lines):
        return rows
    emptied = []
    for row in rows:
        if row.kind is not Kind.OPENING and row.balance == 0:
            row = replace(row, balance=None)
            if row.kind is not Kind.LINE and not row.income and not row.expense:
                row = replace(row, income=None, expense=None)
        emptied.append(row)
    return emptied
