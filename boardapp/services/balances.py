"""What a book's ledgers start a month with, and from which month on that is known at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from boardapp.core.ledger import Start
from boardapp.core.period import Period
from boardapp.store import entries as store
from boardapp.store import imports, villages

Ledgers = tuple[str | None, ...]
"""Ledgers of a book by account id; None is the combined one."""


@dataclass(frozen=True)
class OpeningFigure:
    """What one ledger of a book starts a month with, in fen.

    ``stated`` by a file or a person for this very month, ``carried`` from the month before.
    """

    stated: int | None
    carried: int | None

    @property
    def fen(self) -> int | None:
        """The figure that counts: the ledger's own where it states one."""
        return self.stated if self.stated is not None else self.carried

    @property
    def parts(self) -> bool:
        """Whether the two differ."""
        return None not in (self.stated, self.carried) and self.stated != self.carried


def opening_figure(db: Database, book: str, account: str | None, month: Period) -> OpeningFigure:
    """Return the opening of one ledger (None: the combined one) for a month."""
    stated = {one.month: one.fen for one in store.openings(db, book, account)}
    earlier = [one for one in stated if one < month]
    carried = None
    if earlier:
        last = max(earlier)
        carried = stated[last] + store.net_before(db, book, account, last, month)
    return OpeningFigure(stated.get(month), carried)


def ledgers_held(db: Database, book: str, month: Period) -> Ledgers:
    """Return the ledgers that speak for a month: the combined one alone, or the account books.

    For a month of which nothing is held, or that was only declared to be without income and
    spending, it is those that spoke last.
    """
    combined = _told_months(db, book)
    held = {one: store.months_held(db, book, one) for one in _account_books(db, book)}
    books: Ledgers = tuple(held)
    if month in combined or not books:
        return (None,)
    if any(month in months for months in held.values()):
        return books
    before = [m for m in combined if m < month]
    newest = [m for months in held.values() for m in months if m < month]
    return (None,) if before and max(before) >= max(newest, default=before[0]) else books


def book_opening(db: Database, book: str, month: Period) -> int | None:
    """Return a book's balance at the start of a month in fen, None while nothing tells it.

    Where the ledgers that speak for the month do not tell it, those that spoke before may.
    """
    speaking = ledgers_held(db, book, month)
    others = _account_books(db, book) if speaking == (None,) else (None,)
    for ledgers in (speaking, others):
        found = _together(db, book, ledgers, month) if ledgers else None
        if found is not None:
            return found
    return None


def first_known(db: Database, book: str, period: Period) -> Start | None:
    """Return the first month of a period at whose start the book's balance is known, if any."""
    for month in period.months:
        fen = book_opening(db, book, month)
        if fen is not None:
            return Start(month, fen)
    return None


def unknown_ledgers(db: Database, book: str, month: Period) -> Ledgers:
    """Return the ledgers that speak for a month and do not tell what they start it with.

    All of them where each tells it, and yet lines of another ledger came between.
    """
    speaking = ledgers_held(db, book, month)
    return tuple(one for one in speaking if _fen(db, book, one, month) is None) or speaking


def _together(db: Database, book: str, ledgers: Ledgers, month: Period) -> int | None:
    figures = [_fen(db, book, one, month) for one in ledgers]
    if None in figures or _passed_by(db, book, ledgers, month):
        return None
    return sum(fen or 0 for fen in figures)


def _fen(db: Database, book: str, account: str | None, month: Period) -> int | None:
    """Return a ledger's opening; an account that begins later, with nothing, had nothing before."""
    figure = opening_figure(db, book, account, month)
    if figure.fen is not None or account is None:
        return figure.fen
    first = next(iter(store.openings(db, book, account)), None)
    begun = min(store.months_held(db, book, account), default=None)
    if first is None or first.fen or (begun is not None and begun < first.month):
        return None
    others = [one for one in _account_books(db, book) if one != account]
    known = any(opening_figure(db, book, one, month).fen is not None for one in others)
    return 0 if known else None


def _passed_by(db: Database, book: str, ledgers: Ledgers, month: Period) -> bool:
    """Whether money moved in another ledger while these, which are carried on, held nothing."""
    carried = [one for one in ledgers if opening_figure(db, book, one, month).stated is None]
    starts = [o.month for one in carried for o in store.openings(db, book, one) if o.month < month]
    if not starts:
        return False
    own = {m for one in ledgers for m in store.months_held(db, book, one)}
    others: Iterable[str | None] = _account_books(db, book) if None in ledgers else (None,)
    elsewhere = {m for one in others for m in store.months_held(db, book, one)}
    between = [m for m in elsewhere - own if max(starts) <= m < month]
    return bool(between) and bool(store.of_months(db, book, between))


def _account_books(db: Database, book: str) -> tuple[str, ...]:
    """Return the accounts of which anything is held."""
    return tuple(
        one.id
        for one in villages.accounts(db, book)
        if store.months_held(db, book, one.id) or store.openings(db, book, one.id)
    )


def _told_months(db: Database, book: str) -> Sequence[Period]:
    """Return the months that the combined ledger tells of, not those only declared empty."""
    held = store.months_held(db, book, None)
    declared = [i for i in imports.standing(db, book) if i.account is None and not i.file_name]
    empty = {m for one in declared for m in one.period.months}
    if not empty:
        return held
    filed = [i for i in imports.standing(db, book) if i.account is None and i.file_name]
    told = {m for one in filed for m in one.period.months}
    told |= {e.month for e in store.of_months(db, book, tuple(empty)) if e.account is None}
    return [m for m in held if m not in empty or m in told]
