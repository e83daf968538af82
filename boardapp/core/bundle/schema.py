"""What a table of the bundle is: its fields with type, title and meaning, and its keys.

The list of tables and of their fields is closed: a new column of the database never leaves the
village by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Type(StrEnum):
    """What a field holds and how it is written.

    TEXT is what people typed, always masked; STANDING what stands on every notice by law (hotline,
    opinion box, where to object), where only identity and card numbers are masked; CODE what the
    program made itself. YUAN has two decimals, DECIMAL three (亩 or pieces), PERCENT two.
    """

    TEXT = "text"
    STANDING = "standing"
    CODE = "code"
    CHOICE = "choice"
    INTEGER = "integer"
    YUAN = "yuan"
    DECIMAL = "decimal"
    PERCENT = "percent"
    BOOLEAN = "boolean"
    DATE = "date"
    MONTH = "month"

    @property
    def frictionless(self) -> str:
        """The type's name in Frictionless Table Schema v1."""
        return _FRICTIONLESS.get(self, "string")

    @property
    def places(self) -> int:
        """How many decimals a number has; zero for what is no decimal."""
        return {"yuan": 2, "decimal": 3, "percent": 2}.get(self.value, 0)

    @property
    def typed(self) -> bool:
        """Whether people typed it, so that it may hold anything."""
        return self in (Type.TEXT, Type.STANDING)


_FRICTIONLESS = {
    Type.INTEGER: "integer",
    Type.YUAN: "number",
    Type.DECIMAL: "number",
    Type.PERCENT: "number",
    Type.BOOLEAN: "boolean",
    Type.DATE: "date",
    Type.MONTH: "yearmonth",
}
UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
DIGEST = "[0-9a-f]{64}"
SLUG = "[a-z0-9][a-z0-9-]{0,59}"


@dataclass(frozen=True)
class Field:
    """One field: its English name, Chinese title and meaning, and what it may hold.

    ``choices`` are the values of a CHOICE with the words that people use for them; ``pattern`` is
    what a CODE must match as a whole; ``by_day`` says that the value follows from the day of the
    export, so that it is no part of the state.
    """

    name: str
    type: Type
    title: str
    meaning: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    pattern: str = ""
    by_day: bool = False

    def described(self) -> dict[str, Any]:
        """Return the field as Frictionless Table Schema writes it."""
        words = "，".join(f"{value} 是{word}" for value, word in self.choices)
        rules: dict[str, Any] = {"required": True} if self.required else {}
        if self.pattern:
            rules["pattern"] = self.pattern
        if self.choices:
            rules["enum"] = [value for value, _ in self.choices]
        meaning = "；".join(filter(None, (self.meaning, words)))
        found: dict[str, Any] = {"name": self.name, "type": self.type.frictionless}
        found["title"] = self.title
        return {
            **found,
            **({"description": meaning} if meaning else {}),
            **({"constraints": rules} if rules else {}),
        }


@dataclass(frozen=True)
class ForeignKey:
    """A field whose value, where there is one, must be the key of a row of another table."""

    field: str
    table: str
    key: str = "id"


@dataclass(frozen=True)
class TableSchema:
    """One table: its name is that of its file, ``key`` the fields that no two rows share."""

    name: str
    title: str
    meaning: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ("id",)
    foreign: tuple[ForeignKey, ...] = ()

    @property
    def path(self) -> str:
        """Where the table lies below data/."""
        return f"tables/{self.name}.csv"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields in their order: the head of the file."""
        return tuple(one.name for one in self.fields)

    def field(self, name: str) -> Field:
        """Return a field by its name; raises KeyError."""
        return {one.name: one for one in self.fields}[name]


def table(
    name: str, title: str, meaning: str, *fields: Field, key: str = "id", **foreign: str
) -> TableSchema:
    """Return a table; ``foreign`` names for a field the table, or ``table.key``, it points to."""
    keys = tuple(
        ForeignKey(one, *target.partition(".")[::2]) if "." in target else ForeignKey(one, target)
        for one, target in foreign.items()
    )
    return TableSchema(name, title, meaning, fields, tuple(key.split()), keys)


def uuid(name: str = "id", title: str = "标识", *, required: bool = True) -> Field:
    """Return a field for a record's identity, which is never used again."""
    return Field(name, Type.CODE, title, "UUID", required, pattern=UUID)


def ref(name: str, title: str, *, required: bool = False) -> Field:
    """Return a field for the identity of another record."""
    return uuid(name, title, required=required)


def digest(name: str, title: str, meaning: str = "", *, required: bool = False) -> Field:
    """Return a field for a SHA-256 in hex."""
    return Field(name, Type.CODE, title, meaning or "SHA-256", required, pattern=DIGEST)


def slug(name: str, title: str, meaning: str = "", *, required: bool = False) -> Field:
    """Return a field for a code of small letters, digits and dashes."""
    return Field(name, Type.CODE, title, meaning, required, pattern=SLUG)


def code(
    name: str, title: str, pattern: str, meaning: str = "", *, required: bool = False
) -> Field:
    """Return a field for a code of another shape."""
    return Field(name, Type.CODE, title, meaning, required, pattern=pattern)


def text(name: str, title: str, meaning: str = "") -> Field:
    """Return a field for what people typed."""
    return Field(name, Type.TEXT, title, meaning)


def choice(
    name: str, title: str, values: Iterable[Any], meaning: str = "", *, required: bool = False
) -> Field:
    """Return a field for one of a closed list, whose members have a ``word``."""
    pairs = tuple((str(one.value), str(one.word)) for one in values)
    return Field(name, Type.CHOICE, title, meaning, required, pairs)


def yuan(name: str, title: str, meaning: str = "", *, required: bool = False) -> Field:
    """Return a field for an amount in yuan with two decimals."""
    return Field(name, Type.YUAN, title, meaning or "元", required)


def day(name: str, title: str, *, required: bool = False) -> Field:
    """Return a field for a day."""
    return Field(name, Type.DATE, title, "", required)


def yes(name: str, title: str, meaning: str = "") -> Field:
    """Return a field that says yes or no."""
    return Field(name, Type.BOOLEAN, title, meaning, required=True)


def whole(name: str, title: str, meaning: str = "", *, required: bool = False) -> Field:
    """Return a field for a whole number."""
    return Field(name, Type.INTEGER, title, meaning, required)
