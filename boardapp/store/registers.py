"""Cards of the registers: kept, found as one types, filtered and sorted, with their history."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from typing import Any

from sqlite_utils import Database

from boardapp.core.registers.cards import Card, CardKind, kind_of
from boardapp.core.registers.fields import Kind, fields_of
from boardapp.core.registers.values import from_plain, to_plain, value_of


@dataclass(frozen=True)
class Query:
    """Which cards to show: words to find, equal values by field key, order, and a window.

    ``sort`` is a field's key; numbers inside a code sort as numbers. ``equal`` holds values as
    the store keeps them (a choice by its English value), None for empty ones.
    """

    find: str = ""
    equal: Mapping[str, Any] = field(default_factory=dict)
    sort: str = "code"
    descending: bool = False
    limit: int = -1
    offset: int = 0


@dataclass(frozen=True)
class Change:
    """One change of a card, with the whole card before and after, None where there was none.

    ``kind`` is a register's name. The cards are kept in full, private fields included.
    """

    id: int
    kind: CardKind
    card: str
    book: str
    at: str
    operator: str
    action: str
    import_id: str | None
    before: Card | None
    after: Card | None


def save(db: Database, cards: Iterable[Card]) -> None:
    """Add cards or change those that are there, all of one register."""
    rows = [_row(card) for card in cards]
    if not rows:
        return
    table, keys = rows[0].pop("table"), [key for key in rows[0] if key != "table"]
    names = ", ".join(f'"{key}"' for key in keys)
    marks = ", ".join(f":{key}" for key in keys)
    sets = ", ".join(f'"{key}" = excluded."{key}"' for key in keys if key != "id")
    db.conn.executemany(
        f"insert into {table} ({names}) values ({marks}) on conflict (id) do update set {sets}",
        rows,
    )


def remove(db: Database, kind: CardKind, ids: Iterable[str]) -> None:
    """Take cards out."""
    db.conn.executemany(f"delete from {kind.value} where id = ?", [(id_,) for id_ in ids])


def one(db: Database, kind: CardKind, id_: str) -> Any:
    """Return a card by its id, or None."""
    found = _cards(db, kind, "id = ?", [id_])
    return found[0] if found else None


def coded(db: Database, kind: CardKind, book: str, code: str) -> Any:
    """Return a book's card by the number written on it, or None."""
    found = _cards(db, kind, "book = ? and code = ?", [book, code])
    return found[0] if found else None


def cards(db: Database, kind: CardKind, book: str, query: Query | None = None) -> tuple[Any, ...]:
    """Return a book's cards; raises ValueError when a field to filter or sort by is unknown."""
    query = query or Query()
    where, values = _where(kind, book, query)
    order = "code_order" if query.sort == "code" else _known(kind, query.sort)
    direction = " desc" if query.descending else ""
    empty_last = "" if order == "code_order" else f'"{order}" is null, '
    window = " limit ? offset ?"
    text = f'{where} order by {empty_last}"{order}"{direction}, code_order{window}'
    return _cards(db, kind, text, [*values, query.limit, query.offset])


def count(db: Database, kind: CardKind, book: str, query: Query | None = None) -> int:
    """Return how many cards a query finds, its window apart."""
    where, values = _where(kind, book, query or Query())
    return int(db.execute(f"select count(*) from {kind.value} where {where}", values).fetchone()[0])


def sums(
    db: Database, kind: CardKind, book: str, keys: Sequence[str], query: Query | None = None
) -> dict[str, int]:
    """Return the sums of number fields over what a query finds, in the units of the fields."""
    where, values = _where(kind, book, query or Query())
    parts = ", ".join(f'coalesce(sum("{_known(kind, key)}"), 0)' for key in keys)
    row = db.execute(f"select {parts} from {kind.value} where {where}", values).fetchone()
    return dict(zip(keys, map(int, row), strict=True))


def codes(db: Database, kind: CardKind, book: str) -> dict[str, str]:
    """Return the id of each card of a book by its code."""
    return dict(db.execute(f"select code, id from {kind.value} where book = ?", [book]).fetchall())


def bound_to(db: Database, kind: CardKind, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of those cards that other records rest on and that must not go away."""
    statements = {
        CardKind.ASSET: "select distinct asset from contract where asset is not null",
        CardKind.RESOURCE: "select distinct resource from contract where resource is not null",
        CardKind.CONTRACT: "select distinct contract from contract_payment",
        CardKind.DEBT: "select distinct debt from debt_movement",
    }
    bound = {row[0] for row in db.execute(statements[kind])}
    return tuple(id_ for id_ in ids if id_ in bound)


def record(
    db: Database,
    at: str,
    operator: str,
    action: str,
    pairs: Iterable[tuple[Card | None, Card | None]],
    import_id: str | None = None,
) -> None:
    """Keep the history of cards: each before and after; at least one of the two is a card."""
    rows = []
    for before, after in pairs:
        card = after or before
        if card:
            kind = kind_of(card).value
            told = _json(before), _json(after)
            rows.append((kind, card.id, card.book, at, operator, action, import_id, *told))
    db.conn.executemany(
        "insert into register_change"
        " (kind, card, book, at, operator, action, import_id, before, after)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def history(db: Database, kind: CardKind, card: str) -> tuple[Change, ...]:
    """Return the changes of one card, the oldest first."""
    return _changes(db, "kind = ? and card = ? order by id", [kind.value, card])


def latest_change(db: Database, kind: CardKind, book: str, code: str) -> Change | None:
    """Return the newest change of the card that bears or bore a number, or None."""
    where = "book = ? and kind = ? and json_extract(coalesce(after, before), '$.code') = ?"
    found = _changes(db, f"{where} order by id desc limit 1", [book, kind.value, code])
    return found[0] if found else None


def changes_since(db: Database, kind: CardKind, book: str, at: str) -> tuple[Change, ...]:
    """Return the changes of a register from an ISO time on, the oldest first."""
    where = "book = ? and kind = ? and at >= ? order by id"
    return _changes(db, where, [book, kind.value, at])


def changes_of_import(db: Database, import_id: str) -> tuple[Change, ...]:
    """Return the changes that one import made, the oldest first."""
    return _changes(db, "import_id = ? order by id", [import_id])


def _where(kind: CardKind, book: str, query: Query) -> tuple[str, list[Any]]:
    parts, values = ["book = ?"], [book]
    for key, value in query.equal.items():
        parts.append(f'"{_known(kind, key)}" is ?')
        values.append(value)
    for term in _squeezed(query.find).split():
        parts.append("instr(words, ?) > 0")
        values.append(term)
    return " and ".join(parts), values


def _known(kind: CardKind, key: str) -> str:
    """Return a field's key as a column's name; raises ValueError for any other text."""
    if key not in {one.key for one in fields_of(kind.record)}:
        raise ValueError(f"{kind.word}卡片没有“{key}”这一栏")
    return key


def _row(card: Card) -> dict[str, Any]:
    plain = to_plain(card)
    words = [
        getattr(value, "word", value)
        for one in fields_of(type(card))
        if one.kind in (Kind.TEXT, Kind.CHOICE) and not one.private
        and (value := getattr(card, one.key))
    ]  # fmt: skip
    order = re.sub(r"\d+", lambda found: found[0].zfill(12), card.code)
    return {
        "table": kind_of(card).value,
        **plain,
        "code_order": order,
        "words": _squeezed("\n".join(words)),
    }


def _squeezed(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _cards(db: Database, kind: CardKind, where: str, values: Sequence[Any]) -> tuple[Any, ...]:
    names, readers = _readers(kind)
    record_ = kind.record
    rows = db.execute(f"select {names} from {kind.value} where {where}", values)
    made = []
    for row in rows:
        parts = list(row)
        for place, reader in readers:
            parts[place] = reader(parts[place])
        made.append(record_(*parts))
    return tuple(made)


@lru_cache(maxsize=8)
def _readers(kind: CardKind) -> tuple[str, tuple[tuple[int, Callable[[Any], Any]], ...]]:
    """Return the columns of a register in the record's order, and what turns some into values."""
    specs = fields_of(kind.record)
    names = ", ".join(f'"{key}"' for key in ["id", "book", *(one.key for one in specs)])
    readers: list[tuple[int, Callable[[Any], Any]]] = []
    members: dict[Any, Any]
    for place, spec in enumerate(specs, start=2):
        if spec.kind is Kind.DATE:
            readers.append((place, lambda text: text and date.fromisoformat(text)))
        elif spec.choices:
            members = {None: None, **{choice.value: choice for choice in spec.choices}}
            readers.append((place, members.get))
        elif spec.kind is Kind.PAYMENTS:
            readers.append((place, partial(value_of, spec)))
    return names, tuple(readers)


def _json(card: Card | None) -> str | None:
    return json.dumps(to_plain(card), ensure_ascii=False) if card else None


def _changes(db: Database, where: str, values: Sequence[Any]) -> tuple[Change, ...]:
    columns = "id, kind, card, book, at, operator, action, import_id, before, after"
    rows = db.execute(f"select {columns} from register_change where {where}", values)
    found = []
    for row in rows:
        kind = CardKind(row[1])
        cards_ = [from_plain(kind.record, json.loads(text)) if text else None for text in row[8:]]
        found.append(Change(row[0], kind, *row[2:8], *cards_))
    return tuple(found)
