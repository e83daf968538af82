"""The tables of a bundle, filled from what the village holds: all of it, masked as on the wall."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from boardapp.core.bundle.schema import Field, TableSchema, Type
from boardapp.core.bundle.tables import TABLES, cleaned, cross_problems, problems, write_table
from boardapp.core.catalogue import Item
from boardapp.core.content import Column, Content, Row, Standing, Table
from boardapp.core.disclosure import Step
from boardapp.core.errors import UserError
from boardapp.core.feedback import Opinion
from boardapp.core.feedback.wording import outside
from boardapp.core.money import plain
from boardapp.core.period import Period
from boardapp.core.privacy import Kind, mask, masked, scan
from boardapp.services import catalogues, life, rulebooks
from boardapp.services.desk import Desk
from boardapp.store import bundle_rows as store
from boardapp.store import feedback

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Tables:
    """Every table by its name, and the digest over all that does not follow from the day."""

    raw: Mapping[str, bytes]
    digest: str
    counts: Mapping[str, int]


def tables(desk: Desk, day: date) -> Tables:
    """Return every table as it stands on a day.

    Raises UserError when something in the database cannot stand in its table: nothing is left out
    or changed silently.
    """
    context = _context(desk, day)
    cells = {one.name: _cells(one, _rows(desk, one.name, context)) for one in TABLES}
    raw = {one.name: write_table(one, cells[one.name]) for one in TABLES}
    _prove(raw)
    total = hashlib.sha256()
    for one in TABLES:
        same = _without_day(one, cells[one.name])
        total.update(raw[one.name] if same is None else write_table(one, same))
    return Tables(raw, total.hexdigest(), {one.name: len(cells[one.name]) for one in TABLES})


@dataclass(frozen=True)
class _Context:
    """What several tables are filled from."""

    items: Mapping[str, Item]
    events: frozenset[str]
    states: Mapping[str, str]
    papers: Mapping[str, tuple[str, int]]
    steps: Mapping[str, frozenset[str]]
    displays: Mapping[str, tuple[Values, ...]]
    owned: frozenset[str]
    opinions: Mapping[str, Opinion]


def _context(desk: Desk, day: date) -> _Context:
    at = replace(desk, day=day)
    items = catalogues.catalogue(at).items
    states = life.posting_states(at, items, rulebooks.rulebook(at).rules)
    steps: dict[str, set[str]] = {}
    digests = {one["id"]: one["digest"] for one in store.rows(desk.db, "submission")}
    for one in store.rows(desk.db, "step"):
        if one["outcome"] == "approved" and one["digest"] == digests.get(one["submission"]):
            steps.setdefault(one["submission"], set()).add(one["kind"])
    displays: dict[str, list[Values]] = {}
    for one in store.rows(desk.db, "display"):
        displays.setdefault(one["posting"], []).append(one)
    return _Context(
        {one.code: one for one in items},
        frozenset(one["id"] for one in store.rows(desk.db, "event")),
        {id_: state.value for id_, state in states.items()},
        store.papers(desk.db),
        {id_: frozenset(kinds) for id_, kinds in steps.items()},
        {id_: tuple(rows) for id_, rows in displays.items()},
        store.owned(desk.db),
        {one.id: one for one in feedback.opinions(desk.db)},
    )


def _rows(desk: Desk, name: str, context: _Context) -> Iterator[Values]:
    """Yield what a table is filled with, by field; what a field does not name is not written."""
    if name == "catalogue":
        yield from map(_item, context.items.values())
        return
    source = {"attachment_owner": "attachment_link"}.get(name, name)
    for one in store.rows(desk.db, source):
        if name == "attachment" and one["digest"] not in context.owned:
            continue
        if name == "attachment_owner" and one["owner_kind"] not in store.OWNERS:
            continue
        yield {**one, **_MORE.get(name, _nothing)(one, context)}


def _nothing(_: Values, __: _Context) -> Values:
    return {}


def _about(one: Values, context: _Context) -> Values:
    """Tell a period from an event."""
    about = one["about"]
    if about in context.events:
        return {"event": about}
    try:
        return {"period": Period.parse(about).code}
    except ValueError:
        return {}


def _posting(one: Values, context: _Context) -> Values:
    about = _about(one, context)
    item = context.items.get(one["item"])
    taken = context.steps.get(one["submission"], frozenset())
    hung = context.displays.get(one["id"], ())
    title, days = context.papers.get(one["id"], ("", 0))
    cycle = Period.parse(about["period"]).cycle if "period" in about else ""
    return {
        **about,
        "class": item.item_class if item else "",
        "cycle": cycle,
        "title": title,
        **{f"step_{step.value.replace('-', '_')}": step.value in taken for step in Step},
        "form_board": bool(hung),
        "boards": len({place["board"] for place in hung}),
        "first_up": min((place["up_on"] for place in hung), default=""),
        "last_down": max((place["down_on"] or "" for place in hung), default=""),
        "least_days": days,
        "state": context.states.get(one["id"], ""),
    }


def _contract(one: Values, _: _Context) -> Values:
    plan = json.loads(one["plan"] or "[]")
    return {"plan": "；".join(f"{on} {plain(fen)}" for on, fen in map(_due, plan))}


def _due(told: Any) -> tuple[str, int]:
    on, fen = told.values() if isinstance(told, dict) else told
    return str(on), int(fen)


def _feedback(one: Values, context: _Context) -> Values:
    said = {"text": outside(one["text"], context.opinions[one["id"]])}
    return said if one["named"] else {**said, "person": ""}


def _feedback_act(one: Values, context: _Context) -> Values:
    return {"text": outside(one["text"], context.opinions[one["feedback"]])}


_MORE: dict[str, Callable[[Values, _Context], Values]] = {
    "submission": _about,
    "waiver": _about,
    "posting": _posting,
    "contract": _contract,
    "feedback": _feedback,
    "feedback_act": _feedback_act,
    "number_void": lambda one, _: {"void_on": one["at"]},
    "year_closed": lambda one, _: {"closed_on": one["closed_at"]},
}


def _item(one: Item) -> Values:
    return {
        **vars(one),
        "class": one.item_class,
        "bodies": " ".join(kind.value for kind in one.bodies),
        "by_book": one.books,
        "steps": " ".join(step.value for step in one.steps),
        "covers": " ".join(one.covers),
        "basis": "；".join(one.basis),
        "since": one.since.isoformat() if one.since else "",
        "until": one.until.isoformat() if one.until else "",
    }


def _cells(schema: TableSchema, rows: Iterable[Values]) -> list[tuple[str, ...]]:
    found = [tuple(_cell(field, row.get(field.name)) for field in schema.fields) for row in rows]
    return _masked(schema, found)


def _cell(field: Field, value: Any) -> str:
    """Return a value as it stands in the file, not masked yet."""
    if value is None or value == "":
        return "false" if field.type is Type.BOOLEAN else ""
    match field.type:
        case Type.YUAN | Type.PERCENT:
            return plain(int(value))
        case Type.DECIMAL:
            return _thousandths(int(value))
        case Type.BOOLEAN:
            return "true" if value else "false"
        case Type.DATE:
            return str(value)[:10]
        case Type.TEXT | Type.STANDING:
            return cleaned(str(value))
        case _:
            return str(value)


def _thousandths(value: int) -> str:
    whole, rest = divmod(abs(value), 1000)
    return f"{'-' if value < 0 else ''}{whole}.{rest:03d}"


def _masked(schema: TableSchema, rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Mask every text as the wall does, across cells too, and once more as if it stood alone.

    On the wall a head may say that a number is a code; here nobody looks at each before it goes.
    """
    texts = [at for at, field in enumerate(schema.fields) if field.type is Type.TEXT]
    if texts and rows:
        heads = tuple(Column(schema.fields[at].title) for at in texts)
        board = Table(heads, tuple(Row(tuple(row[at] for at in texts)) for row in rows))
        content = Content("", "", "", "", "", "", (board,), (), Standing("", "", "", "", 0))
        (hidden,) = masked(content).blocks
        new = [row.cells for row in hidden.rows] if isinstance(hidden, Table) else []
        alone = cache(mask)
        rows = [
            _put(row, texts, [alone(str(cell)) for cell in cells])
            for row, cells in zip(rows, new, strict=True)
        ]
    standing = [at for at, field in enumerate(schema.fields) if field.type is Type.STANDING]
    return [_put(row, standing, [_least(row[at]) for at in standing]) for row in rows]


def _put(row: tuple[str, ...], places: Sequence[int], cells: Sequence[Any]) -> tuple[str, ...]:
    new = dict(zip(places, cells, strict=True))
    return tuple(str(new.get(at, cell)) for at, cell in enumerate(row))


def _least(text: str) -> str:
    """Mask what may stand on no notice whatever: the hotline may be somebody's telephone."""
    for _ in range(5):
        found = [one for one in scan(text) if one.kind in (Kind.IDENTITY, Kind.BANK_CARD)]
        new = text
        for one in reversed(found):
            new = new[: one.start] + one.masked + new[one.end :]
        if new == text:
            break
        text = new
    return text


def _without_day(
    schema: TableSchema, rows: Sequence[tuple[str, ...]]
) -> list[tuple[str, ...]] | None:
    """Return the rows without what follows from the day of the export; None where nothing does."""
    places = [at for at, field in enumerate(schema.fields) if field.by_day]
    return [_put(row, places, [""] * len(places)) for row in rows] if places else None


def _prove(raw: Mapping[str, bytes]) -> None:
    found = [why for name, data in raw.items() for why in problems(name, data)]
    found = found or list(cross_problems(raw))
    if found:
        raise UserError(
            f"没有导出：有一条数据写不进上报的表（{found[0]}）。数据没有改动。"
            "请运行 boardapp journal --verify 核对数据有没有被别的程序改过。"
        )
