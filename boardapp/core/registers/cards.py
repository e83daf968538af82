"""The four registers of cards: which record belongs to which, and what is wrong with a card."""

from enum import StrEnum

from boardapp.core.finding import Finding, Level
from boardapp.core.registers.asset import Asset, asset_problems
from boardapp.core.registers.contract import Contract, contract_problems
from boardapp.core.registers.debt import Debt, debt_problems
from boardapp.core.registers.fields import fields_of
from boardapp.core.registers.resource import Resource, resource_problems

Card = Asset | Resource | Contract | Debt


class CardKind(StrEnum):
    """A register, by the name that commands and tables use."""

    ASSET = "asset"
    RESOURCE = "resource"
    CONTRACT = "contract"
    DEBT = "debt"

    @property
    def word(self) -> str:
        """The register's name."""
        return {"asset": "资产", "resource": "资源", "contract": "合同", "debt": "债权债务"}[
            self.value
        ]

    @property
    def record(self) -> type[Card]:
        """The record of its cards."""
        return _RECORDS[self]


_RECORDS: dict[CardKind, type[Card]] = {
    CardKind.ASSET: Asset,
    CardKind.RESOURCE: Resource,
    CardKind.CONTRACT: Contract,
    CardKind.DEBT: Debt,
}


def kind_of(card: Card) -> CardKind:
    """Return the register that a card belongs to."""
    return next(kind for kind, record in _RECORDS.items() if isinstance(card, record))


def card_title(card: Card) -> str:
    """Return how a card is called in a sentence: its number and its name."""
    name = card.party if isinstance(card, Debt) else card.name
    return f"{card.code} {name}".strip()


def problems(card: Card) -> tuple[Finding, ...]:
    """Return everything wrong or doubtful with a card in form order.

    ``where`` is the key of the field. The window, the commands and the import all ask this.
    """
    found = [
        Finding(Level.MUST, "missing", f"请填写{field.title}。", field.key)
        for field in fields_of(type(card))
        if field.required and getattr(card, field.key) in ("", None)
    ]
    found += _between(card)
    order = [field.key for field in fields_of(type(card))]
    return tuple(sorted(found, key=lambda one: order.index(one.where)))


def _between(card: Card) -> tuple[Finding, ...]:
    if isinstance(card, Asset):
        return asset_problems(card)
    if isinstance(card, Resource):
        return resource_problems(card)
    if isinstance(card, Contract):
        return contract_problems(card)
    return debt_problems(card)
