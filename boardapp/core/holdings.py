"""All that the program holds for a body on a day, as a handover passes it on."""

from dataclasses import dataclass
from datetime import date

from boardapp.core.registers.asset import Asset
from boardapp.core.registers.contract import Contract
from boardapp.core.registers.debt import Debt
from boardapp.core.registers.resource import Resource


@dataclass(frozen=True)
class FundsHeld:
    """One account by its name, with its balance in fen and the day to which it is booked."""

    name: str
    kind: str
    through: date | None
    fen: int | None


@dataclass(frozen=True)
class ContractHeld:
    """A contract with its next open payment and what is owed from before, in fen."""

    contract: Contract
    next_on: date | None
    next_fen: int
    arrears: int


@dataclass(frozen=True)
class YearHeld:
    """One year of a book: its months in words, its lines, and its balances in fen, where known."""

    year: int
    months: str
    entries: int
    opening: int | None
    closing: int | None
    closed: str = ""


@dataclass(frozen=True)
class BookHeld:
    """One book with its registers as they stand on the day of the handover."""

    name: str
    funds: tuple[FundsHeld, ...] = ()
    assets: tuple[Asset, ...] = ()
    resources: tuple[Resource, ...] = ()
    contracts: tuple[ContractHeld, ...] = ()
    debts: tuple[tuple[Debt, int], ...] = ()
    years: tuple[YearHeld, ...] = ()


@dataclass(frozen=True)
class ArchiveHeld:
    """One year of a body's postings: how many, from which number to which, and their proofs."""

    year: int
    postings: int
    first: str
    last: str
    voids: int
    reviews: int
    papers: int
    photos: int
    filed: int


@dataclass(frozen=True)
class Matter:
    """Something that is not finished: its kind, what it is, by when, and how it stands."""

    kind: str
    what: str
    due: date | None
    stands: str


@dataclass(frozen=True)
class Holdings:
    """All that the program holds for a body on a day."""

    books: tuple[BookHeld, ...]
    archive: tuple[ArchiveHeld, ...]
    matters: tuple[Matter, ...]
    things: tuple[tuple[str, str], ...]
