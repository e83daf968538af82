"""The life of postings: submissions, steps, meetings, boards, displays, archive, void numbers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlite_utils import Database

from boardapp.core.disclosure import Step
from boardapp.core.life import (
    Board,
    Display,
    Filed,
    Meeting,
    Outcome,
    StepTaken,
    Submission,
    Void,
)

_SUBMISSION = (
    "id, item, body, about, revision, digest, content, submitted_on, submitted_by,"
    " coalesce(replaces, ''), reason, withdrawn_on, withdrawn_by, withdrawn_reason"
)
_STEP = (
    "id, submission, kind, outcome, digest, taken_by, taken_on, reason, coalesce(paper, ''),"
    " coalesce(meeting, '')"
)
_DISPLAY = (
    "id, posting, board, up_on, up_by, coalesce(up_photo, ''), down_on, down_by,"
    " coalesce(down_photo, ''), reason"
)


def add_submission(db: Database, one: Submission) -> None:
    """Keep what was submitted."""
    row = {**vars(one), "content": one.content.decode(), "replaces": one.replaces or None}
    row |= {"submitted_on": one.submitted_on.isoformat(), "withdrawn_on": _iso(one.withdrawn_on)}
    db.table("submission").insert(row)


def withdraw(db: Database, one: Submission) -> None:
    """Keep that a submission was withdrawn, when, by whom and why."""
    db.execute(
        "update submission set withdrawn_on = ?, withdrawn_by = ?, withdrawn_reason = ?"
        " where id = ?",
        [_iso(one.withdrawn_on), one.withdrawn_by, one.withdrawn_reason, one.id],
    )


def submission(db: Database, id_: str) -> Submission | None:
    """Return a submission by its id, or None."""
    found = _submissions(db, "id = ?", [id_])
    return found[0] if found else None


def submissions(db: Database, item: str, body: str, about: str) -> tuple[Submission, ...]:
    """Return everything that was submitted of an item about a period, the oldest first."""
    where = "item = ? and body = ? and about = ? order by rowid"
    return _submissions(db, where, [item, body, about])


def waiting(db: Database) -> tuple[Submission, ...]:
    """Return what was submitted, and neither withdrawn nor returned nor published, oldest first."""
    return _submissions(
        db,
        "withdrawn_on is null"
        " and not exists (select 1 from posting p where p.submission = submission.id)"
        " and not exists (select 1 from step s where s.submission = submission.id"
        " and s.outcome = 'returned') order by rowid",
        [],
    )


def unpublished(db: Database) -> tuple[Submission, ...]:
    """Return the last submission of each item and period, of those not published."""
    return _submissions(
        db,
        "rowid in (select max(rowid) from submission group by item, body, about)"
        " and not exists (select 1 from posting p where p.submission = submission.id)"
        " order by rowid",
        [],
    )


def add_step(db: Database, one: StepTaken) -> None:
    """Keep that a step was taken."""
    row = {
        "id": one.id,
        "submission": one.submission,
        "kind": one.kind.value,
        "outcome": one.outcome.value,
        "digest": one.digest,
        "taken_by": one.by,
        "taken_on": one.on.isoformat(),
        "reason": one.reason,
        "paper": one.paper or None,
        "meeting": one.meeting or None,
    }
    db.table("step").insert(row)


def steps(db: Database, submission: str) -> tuple[StepTaken, ...]:
    """Return the steps taken on a submission, in the order in which they were entered."""
    rows = db.execute(f"select {_STEP} from step where submission = ? order by rowid", [submission])
    return tuple(
        StepTaken(i, s, Step(kind), Outcome(o), digest, by, date.fromisoformat(on), why, paper, m)
        for i, s, kind, o, digest, by, on, why, paper, m in rows
    )


def add_meeting(db: Database, one: Meeting) -> None:
    """Keep a meeting."""
    row = {**vars(one), "kind": one.kind.value, "held_on": one.on.isoformat()}
    del row["on"]
    db.table("meeting").insert({**row, "paper": one.paper or None})


def meeting(db: Database, id_: str) -> Meeting | None:
    """Return a meeting by its id, or None."""
    row = db.execute(
        "select id, kind, held_on, place, chair, expected, present, agreed, sheet,"
        " coalesce(paper, '') from meeting where id = ?",
        [id_],
    ).fetchone()
    if row is None:
        return None
    id_, kind, on, *rest = row
    return Meeting(id_, Step(kind), date.fromisoformat(on), *rest)


def save_board(db: Database, one: Board) -> None:
    """Add a board or change it."""
    db.table("board").upsert({**vars(one), "closed_on": _iso(one.closed_on)}, pk="id")


def boards(db: Database) -> tuple[Board, ...]:
    """Return every board, the oldest first."""
    rows = db.execute(
        "select id, name, place, natural_village, closed_on from board order by rowid"
    )
    return tuple(Board(i, name, place, nv, _day(closed)) for i, name, place, nv, closed in rows)


def add_display(db: Database, one: Display) -> None:
    """Keep that a posting was put up."""
    db.table("display").insert(_display_row(one))


def change_display(db: Database, one: Display) -> None:
    """Keep what is known of a display since: its taking down, or a photo."""
    db.table("display").update(one.id, _display_row(one))


def displays(db: Database, posting: str) -> tuple[Display, ...]:
    """Return where and when a posting hung, the oldest first."""
    return _displays(db, "posting = ? order by up_on, rowid", [posting])


def all_displays(db: Database) -> tuple[Display, ...]:
    """Return every display of what is not filed and not corrected, the oldest first."""
    return _displays(
        db,
        "posting not in (select posting from filed)"
        " and posting not in (select replaces from posting where replaces is not null)"
        " order by up_on, rowid",
        [],
    )


def hanging(db: Database) -> tuple[tuple[str, str], ...]:
    """Return board and number of everything that hangs now."""
    return tuple(
        db.execute(
            "select d.board, p.number from display d join posting p on p.id = d.posting"
            " where d.down_on is null order by d.up_on, d.rowid"
        )
    )


def hanging_postings(db: Database) -> frozenset[str]:
    """Return the ids of the postings that hang on some board now."""
    rows = db.execute("select distinct posting from display where down_on is null")
    return frozenset(row[0] for row in rows)


def days_promised(db: Database) -> dict[str, int]:
    """Return how many days the paper itself promises, for what hangs or hung and is not filed."""
    rows = db.execute(
        "select id, json_extract(content, '$.standing.days') from posting"
        " where id in (select posting from display)"
        " and id not in (select posting from filed)"
    )
    return {id_: int(days or 0) for id_, days in rows}


def file(db: Database, one: Filed) -> None:
    """Keep that a posting lies in the archive."""
    row = {"posting": one.posting, "filed_on": one.on.isoformat(), "filed_by": one.by}
    db.table("filed").insert({**row, "place": one.place})


def filed(db: Database, posting: str) -> Filed | None:
    """Return a posting's place in the archive, or None."""
    row = db.execute(
        "select posting, filed_on, filed_by, place from filed where posting = ?", [posting]
    ).fetchone()
    return Filed(row[0], date.fromisoformat(row[1]), row[2], row[3]) if row else None


def all_filed(db: Database) -> frozenset[str]:
    """Return the ids of everything in the archive."""
    return frozenset(row[0] for row in db.execute("select posting from filed"))


def add_void(db: Database, one: Void) -> None:
    """Keep that a number is void."""
    db.table("number_void").insert(vars(one))


def voids(db: Database) -> tuple[Void, ...]:
    """Return every void number, in the order of bodies, years and numbers."""
    columns = "body, year, serial, number, reason, at"
    rows = db.execute(f"select {columns} from number_void order by body, year, serial")
    return tuple(Void(*row) for row in rows)


def _submissions(db: Database, where: str, values: Sequence[Any]) -> tuple[Submission, ...]:
    found = []
    for row in db.execute(f"select {_SUBMISSION} from submission where {where}", values):
        id_, item, body, about, revision, digest, content, on, by, replaces, why, *rest = row
        found.append(
            Submission(
                id_, item, body, about, revision, digest, content.encode(),
                date.fromisoformat(on), by, replaces, why, _day(rest[0]), rest[1], rest[2],
            )
        )  # fmt: skip
    return tuple(found)


def _displays(db: Database, where: str, values: Sequence[Any]) -> tuple[Display, ...]:
    rows = db.execute(f"select {_DISPLAY} from display where {where}", values)
    return tuple(
        Display(i, p, b, date.fromisoformat(up), by, photo, _day(down), taker, other, why)
        for i, p, b, up, by, photo, down, taker, other, why in rows
    )


def _display_row(one: Display) -> dict[str, Any]:
    days = {"up_on": one.up_on.isoformat(), "down_on": _iso(one.down_on)}
    photos = {"up_photo": one.up_photo or None, "down_photo": one.down_photo or None}
    return {**vars(one), **days, **photos}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
