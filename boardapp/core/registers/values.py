"""Values of card fields: shown as people read them, kept as plain JSON, told with a mask."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from boardapp.core.money import grouped, plain
from boardapp.core.registers.fields import CardField, Kind, fields_of


@dataclass(frozen=True)
class Due:
    """One payment that a contract asks for: the day and the amount in fen."""

    on: date
    fen: int


def shown(field: CardField, value: Any) -> str:
    """Return a value as a person reads it, in a form that ``parse`` reads back."""
    if value is None:
        return ""
    if field.kind is Kind.MONEY:
        return grouped(value)
    if field.kind in (Kind.AREA, Kind.QUANTITY):
        return decimal_text(value, 3)
    if field.kind is Kind.PERCENT:
        return f"{decimal_text(value, 2)}%"
    if field.kind is Kind.DATE:
        return str(value.isoformat())
    if field.kind is Kind.CHOICE:
        return str(value.word)
    if field.kind is Kind.PAYMENTS:
        return "；".join(f"{due.on.isoformat()} {plain(due.fen)}" for due in value)
    return str(value)


def decimal_text(value: int, places: int) -> str:
    """Return a whole number of small units as a decimal without useless noughts: 12500 → 12.5."""
    whole, rest = divmod(abs(value), 10**places)
    tail = f"{rest:0{places}d}".rstrip("0")
    return f"{'-' if value < 0 else ''}{whole}{'.' if tail else ''}{tail}"


def masked(text: str) -> str:
    """Return a private text with its middle starred: 138****1234; short ones wholly."""
    if len(text) < 8:
        return "*" * len(text)
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"


def to_plain(card: Any) -> dict[str, Any]:
    """Return a card as texts and integers: how the store and its history keep it."""
    found: dict[str, Any] = {"id": card.id, "book": card.book}
    for field in fields_of(type(card)):
        found[field.key] = _plain(field.kind, getattr(card, field.key))
    return found


def from_plain(type_: type[Any], values: Mapping[str, Any]) -> Any:
    """Return the card that ``to_plain`` told; a field that is not told is empty."""
    found = {"id": values["id"], "book": values["book"]}
    for field in fields_of(type_):
        if field.key in values:
            found[field.key] = value_of(field, values[field.key])
    return type_(**found)


def told(card: Any) -> dict[str, Any]:
    """Return a card as the journal tells it: what is filled in, with private fields masked."""
    private = {field.key for field in fields_of(type(card)) if field.private}
    return {
        key: masked(value) if key in private else value
        for key, value in to_plain(card).items()
        if value not in ("", None, "[]")
    }


def value_of(field: CardField, plain_value: Any) -> Any:
    """Return a field's value from how the store keeps it."""
    if plain_value is None:
        return field.empty
    if field.kind is Kind.DATE:
        return date.fromisoformat(plain_value)
    if field.kind is Kind.CHOICE and field.choices:
        return field.choices(plain_value)  # type: ignore[call-arg]
    if field.kind is Kind.PAYMENTS:
        return tuple(Due(date.fromisoformat(on), fen) for on, fen in json.loads(plain_value))
    return plain_value


def _plain(kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    if kind is Kind.DATE:
        return value.isoformat()
    if kind is Kind.CHOICE:
        return value.value
    if kind is Kind.PAYMENTS:
        return json.dumps([[due.on.isoformat(), due.fen] for due in value])
    return value
