"""Hand over: the list that three people sign, the change of offices, and the pack for the taker."""

import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from boardapp.core.content import Content, digest, from_json, to_json
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.handover import Handover, Line, Reason, last_day, problems, term_words
from boardapp.core.handover_list import handover_list
from boardapp.core.posting import Imprint
from boardapp.core.privacy import masked
from boardapp.core.village import Body
from boardapp.notices.paper import Paper, Style
from boardapp.notices.render import render
from boardapp.services import attachments
from boardapp.services.composing import public_numbers
from boardapp.services.desk import DATABASE, Desk
from boardapp.services.holdings import holdings
from boardapp.services.item_checks import notice_fonts
from boardapp.services.rulebooks import rule_in_force
from boardapp.services.settings import OPERATOR, change_setting
from boardapp.services.village import take_office, the_village
from boardapp.store import database, villages
from boardapp.store import handover as store

OWNER = "handover"
"""What the photo of a signed list belongs to."""
RULE = "handover_days"


def draw_up(
    desk: Desk,
    body: Body,
    giver: str,
    taker: str,
    witness: str,
    on: date | None = None,
    reason: Reason = Reason.ELECTION,
    since: date | None = None,
    offices: Sequence[str] = (),
    lines: Sequence[Line] = (),
) -> Handover:
    """Return a handover with its list as of a day, which nobody has kept yet.

    Without ``since`` the rule's days are told, but no last day. Raises UserError with the first
    thing that is wrong.
    """
    day = on or desk.today
    one = Handover(
        str(uuid.uuid4()), body.id, day, reason, giver.strip(), taker.strip(), witness.strip(),
        since, offices=tuple(dict.fromkeys(offices)), lines=tuple(lines),
        entered_at=desk.now.isoformat(timespec="seconds"), entered_by=desk.operator,
    )  # fmt: skip
    for sentence in problems(one, desk.today).values():
        raise UserError(f"没有登记移交：{sentence}什么也没有改动。")
    rule = rule_in_force(desk, RULE, since or day)
    basis = rule.citation if rule and reason is Reason.ELECTION else ""
    one = replace(one, due=last_day(reason, since, rule), basis=basis)
    held = holdings(desk, body, day)
    content = handover_list(one, the_village(desk).name, body.name, held, term_words(one, rule))
    content = masked(content, public_numbers(desk))
    return replace(one, content=to_json(content), digest=digest(content))


def findings(desk: Desk, one: Handover) -> tuple[Finding, ...]:
    """Return what somebody should look at before the handover is entered."""
    found = []
    held = [o for o in villages.offices(desk.db, one.body) if o.held_on(one.on)]
    for title in one.offices:
        names = [office.person for office in held if office.title == title]
        if names and one.giver not in names and one.taker not in names:
            sentence = f"登记的{title}是{'、'.join(names)}，不是移交人{one.giver}。请核实。"
            found.append(Finding(Level.VERIFY, "another-holder", sentence, title))
    if one.late and one.due:
        days = (one.on - one.due).days
        sentence = f"移交应在 {one.due} 以前完成，已经超过 {days} 天。依据：{one.basis}。"
        found.append(Finding(Level.VERIFY, "handover-late", sentence, one.due.isoformat()))
    return tuple(found)


def hand_over(desk: Desk, one: Handover) -> Handover:
    """Enter a handover, all or nothing: the list, the change of offices, who sits at the desk.

    Offices pass on the day itself: the giver's ends the day before, so that every notice of the
    past keeps its signers. The taker becomes the usual operator where the giver was. Raises
    UserError when an office cannot pass on that day, or the list cannot be printed.
    """
    # What cannot be printed is refused before anything is entered.
    list_pdf(one)
    taken = {
        o.title for o in villages.offices(desk.db, one.body)
        if o.person == one.taker and o.end is None
    }  # fmt: skip
    try:
        with desk.db.atomic():
            with desk.writing("handover", handover_told(one)) as db:
                store.add(db, one)
            for title in one.offices:
                if title not in taken:
                    take_office(desk, one.body, title, one.taker, one.on)
            if villages.setting(desk.db, OPERATOR) == one.giver:
                change_setting(desk, OPERATOR, one.taker)
    except sqlite3.OperationalError as error:
        raise UserError(database.sentence(error, desk.folder / DATABASE)) from error
    return one


def keep_sheet(desk: Desk, one: Handover, photo: Path) -> Handover:
    """Keep the photo of the list that three people signed; what is there is not replaced."""
    if one.sheet:
        raise UserError(f"移交清单 {one.mark} 已经有签字的照片，不能换。没有改动。")
    taken = attachments.taken_in(desk, photo)
    told = {"number": one.mark, "handover": one.id, "digest": taken.digest, "name": taken.name}
    with desk.writing("handover-sheet", told) as db:
        attachments.keep(db, taken, OWNER, one.id)
        store.keep_sheet(db, one.id, taken.digest)
    return replace(one, sheet=taken.digest)


def handovers(desk: Desk) -> tuple[Handover, ...]:
    """Return every handover, the newest first."""
    return tuple(reversed(store.every(desk.db)))


def handover_named(desk: Desk, name: str = "") -> Handover:
    """Return a handover by its mark or the beginning of its id; the newest without a name."""
    held = handovers(desk)
    if not held:
        raise UserError("还没有登记过移交。没有改动。请先用 handover 登记。")
    if not name:
        return held[0]
    found = [o for o in held if o.mark == name.upper().strip() or o.id.startswith(name)]
    if len(found) != 1:
        raise UserError(f"没有标记为“{name}”的移交，或不止一次。没有改动。请用 handovers 查看。")
    return found[0]


def content_of(one: Handover) -> Content:
    """Return the list as it was frozen."""
    return from_json(one.content)


def list_pdf(one: Handover) -> bytes:
    """Return the list on A4, to be signed by three."""
    imprint = Imprint(f"移交清单 {one.mark}", one.digest)
    return render(content_of(one), imprint, Paper.A4, notice_fonts(), Style.MONO)


def last_lines(desk: Desk, body: Body) -> tuple[Line, ...]:
    """Return what was typed by hand at the last handover of a body, to start from."""
    found = (one.lines for one in handovers(desk) if one.body == body.id)
    return next(found, ())


def handover_told(one: Handover) -> dict[str, Any]:
    """Return a handover as the journal tells it: its list by the digest only."""
    row = {k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(one).items()}
    for key in ("content", "pack", "sheet"):
        del row[key]
    return {**row, "number": f"{one.giver} → {one.taker}"}


def body_of(desk: Desk, one: Handover) -> Body:
    """Return the body of a handover."""
    return next(body for body in villages.bodies(desk.db) if body.id == one.body)
