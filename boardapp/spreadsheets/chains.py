"""Running balances: follow them from line to line and see where they part."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from boardapp.spreadsheets.labels import Kind
from boardapp.spreadsheets.rows import Row

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
