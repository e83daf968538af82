"""Content: the small printable tree that everything published is composed into.

A cell is either text or an ``int``, and an ``int`` is always an amount in fen. The tree is frozen
as canonical JSON, and the SHA-256 of those bytes is its digest: what reviewers sign.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

FORMAT = 1
"""Version of the canonical JSON; a newer one is refused when read."""

Cell = str | int
"""Text, or an amount in fen."""


class Role(StrEnum):
    """What a column holds, which is all that a renderer needs to lay it out."""

    TEXT = "text"
    """Words; wraps and takes what room is left."""
    SHORT = "short"
    """A day, a number, one word; wraps only where one is longer than these ever are."""
    AMOUNT = "amount"
    """Money that is not added up over a page."""
    SUM = "sum"
    """Money that is added up in 本页小计."""
    BALANCE = "balance"
    """A running balance that is carried from page to page."""


class RowKind(StrEnum):
    """What a row is, which decides its weight and whether it counts in 本页小计."""

    LINE = "line"
    OPENING = "opening"
    TOTAL = "total"
    HEADING = "heading"
    DETAIL = "detail"
    """A finer line of the row above (其中), set back and not counted again."""
    BLANK = "blank"
    """A row to be filled in by hand; words of ＿ alone stand for lines to write on."""


@dataclass(frozen=True)
class Column:
    """One column of a table; neighbours with the same ``group`` share a head above theirs."""

    title: str
    role: Role = Role.TEXT
    group: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a table, a cell for each column; an empty text where there is nothing."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.LINE


@dataclass(frozen=True)
class Table:
    """Lines one by one, with a head that is repeated on every sheet."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"row of {len(row.cells)} cells under {len(self.columns)} columns")


@dataclass(frozen=True)
class Figure:
    """One figure in large type; ``tone`` is ``income``, ``expense`` or empty."""

    label: str
    value: Cell
    tone: str = ""


@dataclass(frozen=True)
class Figures:
    """The few figures that a passer-by should see first."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Words:
    """Plain sentences, one to a line or paragraph."""

    lines: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: a name and an amount in fen."""

    label: str
    fen: int


@dataclass(frozen=True)
class Chart:
    """Amounts side by side, largest first."""

    title: str
    bars: tuple[Bar, ...]


Block = Figures | Words | Table | Chart


@dataclass(frozen=True)
class Signer:
    """An office that signs the notice, with the person who holds it; empty leaves a line."""

    office: str
    name: str = ""


@dataclass(frozen=True)
class Standing:
    """What stands on every notice: whom to call, where to object, and the rule it follows.

    ``days`` is how long it must hang at least; 0 for a paper that does not go on a board.
    """

    hotline: str = ""
    opinion_box: str = ""
    objection: str = ""
    basis: str = ""
    days: int = 15


@dataclass(frozen=True)
class Content:
    """One notice before it is printed: what, by whom, about when, and all that it says."""

    item: str
    title: str
    village: str
    body: str
    period: str
    period_label: str
    blocks: tuple[Block, ...]
    signers: tuple[Signer, ...] = ()
    standing: Standing = Standing()


_NODES: Mapping[str, type] = {
    node.__name__.lower(): node
    for node in (Content, Figures, Figure, Words, Table, Column, Row, Chart, Bar, Signer, Standing)
}


def to_json(content: Content) -> bytes:
    """Return the canonical JSON: UTF-8, keys sorted, no spaces, text exactly as composed."""
    tree = {"format": FORMAT, **_plain(content)}
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_json(data: bytes) -> Content:
    """Read canonical JSON back; raises ValueError on anything that ``to_json`` would not write."""
    tree = json.loads(data.decode("utf-8"))
    if not isinstance(tree, dict) or tree.pop("format", None) != FORMAT:
        raise ValueError("not a content of a known format")
    try:
        content = _node(tree)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a content: {error}") from error
    if not isinstance(content, Content) or to_json(content) != data:
        raise ValueError("not a canonical content")
    return content


def digest(content: Content) -> str:
    """Return the SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(to_json(content)).hexdigest()


def texts(content: Content) -> tuple[str, ...]:
    """Return every text that would be printed, in reading order."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, str) and not isinstance(value, StrEnum):
            found.append(value)
        elif isinstance(value, tuple):
            for one in value:
                walk(one)
        elif hasattr(value, "__dataclass_fields__"):
            for field in fields(value):
                walk(getattr(value, field.name))

    walk(content)
    return tuple(text for text in found if text)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        tree = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"node": type(value).__name__.lower(), **tree}
    return value


def _node(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_node(one) for one in value)
    if not isinstance(value, dict):
        return value
    node = _NODES[value["node"]]
    parts = {name: _node(part) for name, part in value.items() if name != "node"}
    for name, enum in (("role", Role), ("kind", RowKind)):
        if name in parts:
            parts[name] = enum(parts[name])
    return node(**parts)
