"""What a field of a card is: the one description that form, list, template and checks share."""

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Self


class Kind(StrEnum):
    """What a field holds, and in which unit it is kept.

    MONEY in fen, AREA in thousandths of 亩, QUANTITY in thousandths, PERCENT in hundredths of a
    percent, INTEGER as it is, LINK as the id of another card, PAYMENTS as rows of day and fen.
    """

    TEXT = "text"
    MONEY = "money"
    AREA = "area"
    QUANTITY = "quantity"
    DATE = "date"
    PERCENT = "percent"
    CHOICE = "choice"
    INTEGER = "integer"
    LINK = "link"
    PAYMENTS = "payments"


class Worded(StrEnum):
    """A closed list: the English value that is kept, the word on the card, and other words."""

    word: str
    also: tuple[str, ...]

    def __new__(cls, value: str, word: str, *also: str) -> Self:
        """Make a member from its value, its word and the other words it is read from."""
        one = str.__new__(cls, value)
        one._value_ = value
        one.word = word
        one.also = also
        return one


@dataclass(frozen=True)
class CardField:
    """One field of a card.

    ``also`` are other heads it is read from; ``hint`` says in the template what to write;
    ``private`` is never printed, exported or journalled in clear; ``month_ok`` lets a date be
    written as a month, which stands for its first day; ``signed`` lets an amount be negative;
    ``link`` names the register that a LINK points into; ``most`` bounds an INTEGER.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    required: bool = False
    private: bool = False
    choices: type[Worded] | None = None
    also: tuple[str, ...] = ()
    hint: str = ""
    example: str = ""
    month_ok: bool = False
    signed: bool = False
    link: str = ""
    longest: int = 200
    most: int = 1200

    @property
    def empty(self) -> Any:
        """What the field holds while nothing was written."""
        return {Kind.TEXT: "", Kind.PAYMENTS: ()}.get(self.kind)

    @property
    def words(self) -> tuple[str, ...]:
        """The words to choose from, in order; none when it is no closed list."""
        return tuple(one.word for one in self.choices) if self.choices else ()


def described(title: str, kind: Kind = Kind.TEXT, **more: Any) -> Any:
    """Return a dataclass field that carries its description and is empty by default."""
    spec = CardField("", title, kind, **more)
    return field(default=spec.empty, metadata={"card": spec})


_FOUND: dict[type, tuple[CardField, ...]] = {}


def fields_of(card: type) -> tuple[CardField, ...]:
    """Return the fields of a kind of card in form order, without its id and its book."""
    if card not in _FOUND:
        specs = [(one.name, one.metadata.get("card")) for one in fields(card)]
        _FOUND[card] = tuple(
            CardField(**{**vars(spec), "key": name}) for name, spec in specs if spec
        )
    return _FOUND[card]


def field_named(card: type, name: str) -> CardField:
    """Return a field by its key, its title or another of its heads; raises ValueError."""
    for one in fields_of(card):
        if name in (one.key, one.title, *one.also) or name == one.title.partition("(")[0]:
            return one
    known = "、".join(one.title for one in fields_of(card))
    raise ValueError(f"卡片上没有“{name}”这一栏；可填：{known}")
