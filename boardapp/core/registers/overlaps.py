"""Contracts on the same land or asset at the same time, beyond what there is of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise


@dataclass(frozen=True)
class Claim:
    """What one contract takes from first day through last; no ``amount`` means the whole."""

    contract: str
    first: date
    last: date
    amount: int | None


@dataclass(frozen=True)
class Overlap:
    """Days on which contracts together take more than there is."""

    first: date
    last: date
    taken: int
    contracts: tuple[str, ...]


def overlaps(whole: int | None, claims: Iterable[Claim]) -> tuple[Overlap, ...]:
    """Return the stretches of days on which the claims exceed the whole, in order.

    ``whole`` and the amounts share one unit. Where the whole is unknown, two claims overlap only
    when one of them takes all of it. Neighbouring stretches with other contracts stay apart.
    """
    kept = [one for one in claims if one.first <= one.last]
    edges = sorted({one.first for one in kept} | {one.last + timedelta(days=1) for one in kept})
    found = []
    for first, after in pairwise(edges):
        here = [one for one in kept if one.first <= first <= one.last]
        taken = _taken(whole, here)
        if taken is not None:
            ids = tuple(one.contract for one in here)
            found.append(Overlap(first, after - timedelta(days=1), taken, ids))
    return tuple(found)


def _taken(whole: int | None, claims: Sequence[Claim]) -> int | None:
    """Return what the claims take together when that is too much, else None."""
    amounts = [one.amount for one in claims]
    if whole is None:
        return 0 if len(claims) > 1 and None in amounts else None
    taken = sum(whole if amount is None else amount for amount in amounts)
    return taken if taken > whole else None
