"""The register of opinions: its lines, what was done about each, and which answers were posted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from boardapp.core.disclosure import ItemClass
from boardapp.core.feedback import Act, ActKind, Channel, Kind, Opinion, Way

_OPINION = (
    "id, body, year, serial, channel, kind, received_on, taken_by, text, person, contact, named,"
    " coalesce(posting, ''), topic, due_on, due_source, due_law, void_on, void_by, void_reason"
)
_ACT = "a.id, a.feedback, a.kind, a.done_on, a.done_by, a.text, a.way, a.asked"


@dataclass(frozen=True)
class Posted:
    """Where an answer goes on the board: the event, and the number and day once it is public."""

    act: str
    event: str
    number: str = ""
    published_on: date | None = None


def next_serial(db: Database, body: str, year: int) -> int:
    """Return the next number in a body's register of a year; a void one is not used again."""
    row = db.execute(
        "select coalesce(max(serial), 0) + 1 from feedback where body = ? and year = ?",
        [body, year],
    ).fetchone()
    return int(row[0])


def save(db: Database, one: Opinion) -> None:
    """Add a line of the register, or keep what was put right in it."""
    row = {
        **vars(one),
        "channel": one.channel.value,
        "kind": one.kind.value,
        "received_on": one.received_on.isoformat(),
        "named": int(one.named),
        "posting": one.posting or None,
        "topic": one.topic.value if one.topic else "",
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "due_law": int(one.due_law),
        "void_on": one.void_on.isoformat() if one.void_on else None,
    }
    if opinion(db, one.id) is None:
        db.table("feedback").insert(row)
        return
    kept = {key: row[key] for key in row if key not in ("id", "body", "year", "serial")}
    db.table("feedback").update(one.id, kept)


def opinion(db: Database, id_: str) -> Opinion | None:
    """Return a line of the register by its id, or None."""
    found = _opinions(db, "id = ?", [id_])
    return found[0] if found else None


def numbered(db: Database, body: str, year: int, serial: int) -> Opinion | None:
    """Return a line of a body's register by its number, or None."""
    found = _opinions(db, "body = ? and year = ? and serial = ?", [body, year, serial])
    return found[0] if found else None


def opinions(db: Database, body: str = "") -> tuple[Opinion, ...]:
    """Return the lines of a body's register, or of all, by year and number."""
    where = "? in ('', body) order by year, serial, rowid"
    return _opinions(db, where, [body])


def add_act(db: Database, one: Act) -> None:
    """Keep what was done about an opinion."""
    db.table("feedback_act").insert(
        {
            "id": one.id,
            "feedback": one.opinion,
            "kind": one.kind.value,
            "done_on": one.on.isoformat(),
            "done_by": one.by,
            "text": one.text,
            "way": one.way.value if one.way else "",
            "asked": one.asked,
        }
    )


def acts(db: Database) -> dict[str, tuple[Act, ...]]:
    """Return what was done by the ids of the opinions, each in the order of entering."""
    found: dict[str, list[Act]] = {}
    for row in db.execute(f"select {_ACT} from feedback_act a order by a.rowid"):
        one = _act(row)
        found.setdefault(one.opinion, []).append(one)
    return {key: tuple(held) for key, held in found.items()}


def acts_of(db: Database, opinion: str) -> tuple[Act, ...]:
    """Return what was done about an opinion, in the order of entering."""
    rows = db.execute(
        f"select {_ACT} from feedback_act a where a.feedback = ? order by a.rowid", [opinion]
    )
    return tuple(_act(row) for row in rows)


def post(db: Database, event: str, some: Iterable[Act]) -> None:
    """Say that some answers go on the board with an event."""
    db.table("feedback_posted").insert_all({"act": one.id, "event": event} for one in some)


def posted(db: Database, item: str) -> dict[str, Posted]:
    """Return where answers go on the board, by their ids; the number is that of the newest."""
    rows = db.execute(
        "select f.act, f.event, coalesce((select number from posting p where p.period = f.event"
        " and p.item = ? order by p.revision desc limit 1), ''),"
        " (select min(published_on) from posting p where p.period = f.event and p.item = ?)"
        " from feedback_posted f",
        [item, item],
    )
    return {
        act: Posted(act, event, number, date.fromisoformat(day) if day else None)
        for act, event, number, day in rows
    }


def posted_with(db: Database, event: str) -> tuple[tuple[Opinion, Act], ...]:
    """Return what goes on the board with an event: opinions with their answers, by number."""
    rows = db.execute(
        f"select {_ACT} from feedback_act a join feedback_posted f on f.act = a.id"
        " join feedback o on o.id = a.feedback where f.event = ?"
        " order by o.year, o.serial, a.rowid",
        [event],
    ).fetchall()
    found = []
    for row in rows:
        act = _act(row)
        one = opinion(db, act.opinion)
        assert one is not None
        found.append((one, act))
    return tuple(found)


def _opinions(db: Database, where: str, values: Sequence[Any]) -> tuple[Opinion, ...]:
    rows = db.execute(f"select {_OPINION} from feedback where {where}", values)
    return tuple(_opinion(row) for row in rows)


def _opinion(row: Sequence[Any]) -> Opinion:
    id_, body, year, serial, channel, kind, received, taken, text, person, contact, *rest = row
    named, posting, topic, due_on, source, law, void_on, void_by, reason = rest
    return Opinion(
        id_, body, year, serial, Channel(channel), Kind(kind), date.fromisoformat(received),
        taken, text, person, contact, bool(named), posting, ItemClass(topic) if topic else None,
        _day(due_on), source, bool(law), _day(void_on), void_by, reason,
    )  # fmt: skip


def _act(row: Sequence[Any]) -> Act:
    id_, feedback, kind, on, by, text, way, asked = row
    return Act(
        id_, feedback, ActKind(kind), date.fromisoformat(on), by, text, Way(way) if way else None,
        asked,
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
