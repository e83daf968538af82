"""群众意见: enter what villagers say, put it right, answer it, pass it on, or close it."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from boardapp.core.disclosure import ItemClass
from boardapp.core.errors import UserError
from boardapp.core.feedback import Act, ActKind, Opinion, Way
from boardapp.core.feedback.records import act_problems, opinion_problems
from boardapp.core.rules import Rule
from boardapp.services import attachments, catalogues, clock
from boardapp.services.desk import UNREADABLE, Desk
from boardapp.services.rulebooks import rule_in_force
from boardapp.services.village import the_village
from boardapp.store import feedback as store
from boardapp.store import postings
from boardapp.store.attachments import Attachment

OWNER = "feedback"
"""The kind of owner under which photos of slips are kept."""


def due_of(
    desk: Desk, received_on: date, topic: ItemClass | None = None
) -> tuple[date | None, Rule | None]:
    """Return by when an opinion must be answered, and the rule that says so.

    The rule in force on the day it was received governs (村务公开条例 of the place; where there is
    none the program's suggestion, which is never law). The day of receipt counts not
    (民法典第二百零一条).
    """
    rule = rule_in_force(desk, "reply_days", received_on, topic)
    return (received_on + timedelta(days=rule.number) if rule else None), rule


def due_as_typed(desk: Desk, typed: Opinion) -> tuple[date | None, Rule | None]:
    """Return what ``due_of`` will say of an opinion that is still being typed."""
    return due_of(desk, typed.received_on, _topic(desk, typed))


def take(desk: Desk, typed: Opinion, slip: Path | None = None) -> Opinion:
    """Enter an opinion under the next number of its body's register, with the slip's photo.

    Raises UserError with the first thing that is wrong.
    """
    one = _settled(desk, _plain(typed))
    _refuse(opinion_problems(one, desk.today))
    taken = attachments.taken_in(desk, slip) if slip else None
    year = one.received_on.year
    one = replace(
        one,
        id=str(uuid.uuid4()),
        year=year,
        serial=store.next_serial(desk.db, one.body, year),
        void_on=None,
        void_by="",
        void_reason="",
    )
    details = {"number": one.number, "before": None, "after": told(one)}
    if taken:
        details["photo"] = taken.digest
    with desk.writing("take-opinion", details) as db:
        store.save(db, one)
        if taken:
            attachments.keep(db, taken, OWNER, one.id)
    return one


def put_right(desk: Desk, before: Opinion, typed: Opinion) -> Opinion:
    """Correct a wrongly entered opinion while nothing was done about it; the number stays.

    The last day is computed anew, by the rule of the day on which it was received.
    """
    before = _held(desk, before)
    _refuse_touched(desk, before)
    same = replace(
        typed,
        id=before.id,
        body=before.body,
        year=before.year,
        serial=before.serial,
        void_on=None,
        void_by="",
        void_reason="",
    )
    one = _settled(desk, _plain(same))
    _refuse(opinion_problems(one, desk.today))
    if one.received_on.year != before.year:
        raise UserError(
            f"{before.number}登记在{before.year}年的簿上，收到的日子不能改到别的年份。没有改动。"
            "请把这一号作废，再重新登记。"
        )
    if one == before:
        return before
    details = {"number": one.number, "before": told(before), "after": told(one)}
    with desk.writing("correct-opinion", details) as db:
        store.save(db, one)
    return one


def make_void(desk: Desk, before: Opinion, reason: str) -> Opinion:
    """Make a wrongly entered opinion void while nothing was done about it.

    Its number and its words are kept in the register.
    """
    before = _held(desk, before)
    _refuse_touched(desk, before)
    if len(reason.strip()) < 2:
        raise UserError("作废要写明理由。没有改动。")
    clock.refuse_before(desk, before.received_on, "收到的日期")
    one = replace(before, void_on=desk.today, void_by=desk.operator, void_reason=reason.strip())
    details = {"number": one.number, "before": told(before), "after": told(one)}
    with desk.writing("void-opinion", details) as db:
        store.save(db, one)
    return one


def answer(
    desk: Desk,
    opinion: Opinion,
    text: str,
    way: Way,
    on: date | None = None,
    by: str = "",
    asked: str = "",
) -> Act:
    """Enter an answer; a further one is a 补充答复, and none is ever changed.

    ``asked`` is how the board shall put the question, where the words as said will not do.
    """
    act = _act(desk, opinion, ActKind.ANSWER, text, on, by)
    return _done(desk, opinion, replace(act, way=way, asked=asked.strip()), "answer-opinion")


def pass_on(
    desk: Desk, opinion: Opinion, on: date | None = None, by: str = "", note: str = ""
) -> Act:
    """Enter that an opinion was passed on to the township (转交乡镇)."""
    kinds = [act.kind for act in store.acts_of(desk.db, opinion.id)]
    if kinds.count(ActKind.PASSED_ON) > kinds.count(ActKind.RESULT):
        raise UserError(f"{opinion.number}已经转交，还没有结果。没有改动。有了结果请记入结果。")
    where = note.strip() or f"转交{the_village(desk).township}"
    act = _act(desk, opinion, ActKind.PASSED_ON, where, on, by)
    return _done(desk, opinion, act, "pass-on-opinion")


def note_result(
    desk: Desk, opinion: Opinion, text: str, on: date | None = None, by: str = ""
) -> Act:
    """Enter what the township said of an opinion that was passed on."""
    passed = [a for a in store.acts_of(desk.db, opinion.id) if a.kind is ActKind.PASSED_ON]
    if not passed:
        raise UserError(f"{opinion.number}还没有转交乡镇，没有结果可记。没有改动。")
    act = _act(desk, opinion, ActKind.RESULT, text, on, by)
    if act.on < passed[-1].on:
        raise UserError(f"结果的日期不能早于转交的日子（{passed[-1].on}）。没有改动。")
    return _done(desk, opinion, act, "note-result")


def close(desk: Desk, opinion: Opinion, reason: str, on: date | None = None, by: str = "") -> Act:
    """Close an opinion without an answer, which needs a reason."""
    kinds = {act.kind for act in store.acts_of(desk.db, opinion.id)}
    if kinds & {ActKind.ANSWER, ActKind.CLOSED}:
        word = "已经答复" if ActKind.ANSWER in kinds else "已经结案"
        raise UserError(f"{opinion.number}{word}，不用再结案。没有改动。")
    return _done(
        desk, opinion, _act(desk, opinion, ActKind.CLOSED, reason, on, by), "close-opinion"
    )


def add_slip(desk: Desk, opinion: Opinion, photo: Path) -> Attachment:
    """Add the photo of a slip or of a signed answer to an opinion."""
    return attachments.attach(desk, OWNER, _held(desk, opinion).id, photo)


def told(one: Opinion) -> dict[str, Any]:
    """Return an opinion as the journal tells it: of the contact only that there is one."""
    row = {k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(one).items()}
    return {**row, "contact": "（已登记）" if one.contact else ""}


def _plain(one: Opinion) -> Opinion:
    """Return an opinion without blanks around its texts; raises UserError on what is no text."""
    return replace(
        one,
        text=_text(one.text),
        person=_text(one.person),
        contact=_text(one.contact),
        taken_by=_text(one.taken_by),
    )


def _text(text: str) -> str:
    """Return a text without control characters, which nobody meant and no printer prints."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UserError(UNREADABLE) from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ("".join(c for c in line if c.isprintable() or c == "\u3000") for line in lines)
    return "\n".join(kept).strip()


def _settled(desk: Desk, one: Opinion) -> Opinion:
    """Return an opinion with its topic and with its last day, by the rule that governs."""
    held = postings.by_id(desk.db, one.posting) if one.posting else None
    if one.posting and held is None:
        raise UserError("找不到这条意见所说的那份公示。没有登记。请写已公布的编号。")
    topic = _topic(desk, one)
    day, rule = due_of(desk, one.received_on, topic)
    return replace(
        one,
        topic=topic,
        due_on=day,
        due_source=rule.citation if rule else "",
        due_law=rule is not None and rule.binding,
    )


def _topic(desk: Desk, one: Opinion) -> ItemClass | None:
    """Return the class of the matter: as said, or that of the posting it is about."""
    held = postings.by_id(desk.db, one.posting) if one.posting else None
    if one.topic or held is None:
        return one.topic
    item = catalogues.catalogue(desk).catalogue.item(held.item)
    return item.item_class if item else None


def _act(desk: Desk, opinion: Opinion, kind: ActKind, text: str, on: date | None, by: str) -> Act:
    who = by.strip() or desk.operator
    return Act(str(uuid.uuid4()), opinion.id, kind, on or desk.today, _text(who), _text(text))


def _done(desk: Desk, opinion: Opinion, act: Act, action: str) -> Act:
    """Keep an act; raises UserError on a void opinion, or with the first thing that is wrong."""
    opinion = _held(desk, opinion)
    if opinion.void_on:
        raise UserError(f"{opinion.number}已作废，不能再办理。没有改动。")
    _refuse(act_problems(act, opinion, desk.today))
    act = replace(act, asked=_text(act.asked))
    row = {**asdict(act), "on": act.on.isoformat()}
    with desk.writing(action, {"number": opinion.number, "after": row}) as db:
        store.add_act(db, act)
    return act


def _held(desk: Desk, one: Opinion) -> Opinion:
    """Return an opinion as it is held now."""
    held = store.opinion(desk.db, one.id)
    if held is None:
        raise UserError("登记簿上没有这条意见。没有改动。")
    return held


def _refuse_touched(desk: Desk, one: Opinion) -> None:
    if one.void_on:
        raise UserError(f"{one.number}已经作废，不能再改。没有改动。")
    if store.acts_of(desk.db, one.id):
        raise UserError(
            f"{one.number}已经答复或办理，登记的内容不能再改。没有改动。有补充的，请再记一次答复。"
        )


def _refuse(problems: Mapping[str, str]) -> None:
    for sentence in problems.values():
        raise UserError(f"没有登记：{sentence}")
