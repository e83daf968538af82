"""What a clerk adds to the catalogue: drafts, events, waivers, and findings overridden."""

import json
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from boardapp.core.draft import Draft
from boardapp.core.obligations import Event, Waiver


@dataclass(frozen=True)
class Overridden:
    """A person's word that one finding is no hindrance: where it stood and why.

    ``digest`` is that of the content it was found in, so that a changed one is asked about anew.
    """

    item: str
    body: str
    about: str
    code: str
    place: str
    digest: str
    reason: str


def draft(db: Database, item: str, body: str, about: str) -> Draft | None:
    """Return what was written for an item about a period (its code) or an event (its id)."""
    row = db.execute(
        "select id, rows, facts, paragraphs from draft where item = ? and body = ? and about = ?",
        [item, body, about],
    ).fetchone()
    if row is None:
        return None
    id_, rows, facts, paragraphs = row
    return Draft(
        id_,
        item,
        body,
        about,
        tuple(tuple(cells) for cells in json.loads(rows)),
        tuple((name, text) for name, text in json.loads(facts)),
        tuple(json.loads(paragraphs)),
    )


def drafted(db: Database) -> tuple[tuple[str, str, str], ...]:
    """Return item, body and period or event of every draft."""
    return tuple(db.execute("select item, body, about from draft order by rowid"))


def save(db: Database, one: Draft) -> None:
    """Keep a draft in place of the one before."""
    lists = {
        key: json.dumps(getattr(one, key), ensure_ascii=False)
        for key in ("rows", "facts", "paragraphs")
    }
    db.table("draft").upsert({**vars(one), **lists}, pk="id")


def events(db: Database) -> tuple[Event, ...]:
    """Return every event in order of its day."""
    rows = db.execute(
        "select id, item, happened_on, title, stage, coalesce(body, '') from event"
        " order by happened_on, rowid"
    )
    return tuple(
        Event(id_, item, date.fromisoformat(day), title, stage, body)
        for id_, item, day, title, stage, body in rows
    )


def save_event(db: Database, one: Event) -> None:
    """Add an event or change it."""
    record = {**vars(one), "happened_on": one.happened_on.isoformat(), "body": one.body or None}
    db.table("event").upsert(record, pk="id")


def remove_event(db: Database, id_: str) -> None:
    """Take out an event that was entered by mistake."""
    db.table("event").delete(id_)


def waivers(db: Database) -> tuple[Waiver, ...]:
    """Return everything that was said not to apply."""
    rows = db.execute("select item, reason, coalesce(body, ''), about from waiver order by rowid")
    return tuple(Waiver(*row) for row in rows)


def save_waiver(db: Database, one: Waiver, said_on: date, said_by: str) -> None:
    """Keep that an item does not apply, in place of what was said before."""
    remove_waiver(db, one)
    record = {**vars(one), "body": one.body or None}
    db.table("waiver").insert({**record, "said_on": said_on.isoformat(), "said_by": said_by})


def remove_waiver(db: Database, one: Waiver) -> None:
    """Take back that an item does not apply."""
    db.execute(
        "delete from waiver where item = ? and coalesce(body, '') = ? and about = ?",
        [one.item, one.body, one.about],
    )


def overridden(db: Database, item: str, body: str, about: str) -> tuple[Overridden, ...]:
    """Return the findings of one content that were overridden."""
    rows = db.execute(
        "select item, body, about, code, place, digest, reason from overridden"
        " where item = ? and body = ? and about = ?",
        [item, body, about],
    )
    return tuple(Overridden(*row) for row in rows)


def save_overridden(db: Database, one: Overridden, said_on: date, said_by: str) -> None:
    """Keep that a finding is no hindrance."""
    record = {**vars(one), "said_on": said_on.isoformat(), "said_by": said_by}
    db.table("overridden").insert(record, replace=True)
