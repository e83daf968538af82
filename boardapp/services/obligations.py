"""What this village owes its board, and what a clerk says of it: events, drafts, waivers."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date

from boardapp.core.disclosure import Stage
from boardapp.core.draft import LISTS, Draft, draft_problems
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.obligations import (
    Event,
    Obligation,
    Situation,
    State,
    Waiver,
    YearRow,
    about,
    due_by,
    publishers,
    vanished,
    year_view,
)
from boardapp.core.period import Cycle, Period
from boardapp.core.village import Body
from boardapp.services import catalogues, life, rulebooks
from boardapp.services.composing import About, code_of, draft_of, stage_of
from boardapp.services.desk import Desk
from boardapp.services.ledger import months_held
from boardapp.store import drafts, journal, postings, villages

CYCLE = "finance-cycle"
"""The setting that says how often the village posts its money: month or quarter."""


def situation(desk: Desk) -> Situation:
    """Return all that obligations follow from, as it is held today."""
    found = catalogues.catalogue(desk)
    rules = rulebooks.rulebook(desk).rules
    cycle = villages.setting(desk.db, CYCLE)
    return Situation(
        items=found.items,
        rules=rules,
        bodies=villages.bodies(desk.db),
        books=villages.books(desk.db),
        today=desk.today,
        events=drafts.events(desk.db),
        posted=life.all_posted(desk, found.items, rules),
        waived=drafts.waivers(desk.db),
        finance_cycle=Cycle(cycle) if cycle else None,
        busy=cycle == Cycle.MONTH.value,
        started=_started(desk),
        off=found.catalogue.off,
    )


def due_about(desk: Desk, period: Period) -> tuple[Obligation, ...]:
    """Return where each item about a period stands."""
    return about(situation(desk), period)


def due_until(desk: Desk, day: date) -> tuple[Obligation, ...]:
    """Return what must be public by a day."""
    return due_by(situation(desk), day)


def year(desk: Desk, number: int) -> tuple[YearRow, ...]:
    """Return a year as items by months."""
    return year_view(situation(desk), number)


def hole_findings(desk: Desk, period: Period, *, summed: bool = False) -> tuple[Finding, ...]:
    """Return a finding for each item that is missing, late or has quietly vanished.

    When ``summed`` there is one for all periods of an item that lack the same, for people to read.
    """
    now = situation(desk)
    holes = [
        one
        for one in about(now, period)
        if one.state in (State.OVERDUE, State.NOT_BEGUN, State.RETURNED)
    ]
    found = list(map(_hole, holes)) if not summed else list(map(_holes, _alike(holes)))
    for gone in vanished(now, period):
        sentence = (
            f"“{gone.title}”上一期（{gone.previous.label}）公布过，这一期没有了。"
            "请补上，或写明为什么不再公布。"
        )
        found.append(Finding(Level.VERIFY, "vanished", sentence, gone.title))
    return (*found, *_without_result(now, period))


def _without_result(now: Situation, period: Period) -> Iterator[Finding]:
    """Find what was made public beforehand, and of which nobody has told how it ended."""
    ended = {(e.item, e.title) for e in now.events if e.stage == Stage.AFTER.value}
    for one in about(now, period):
        event = one.event
        if event is None or not one.state.public or event.stage == Stage.AFTER.value:
            continue
        if Stage.AFTER in one.item.stages and (event.item, event.title) not in ended:
            sentence = (
                f"“{event.title}”只公布了{Stage(event.stage).word}，有了结果还要公布事后情况。"
            )
            yield Finding(Level.VERIFY, "result-missing", sentence, one.item.title)


def _alike(holes: Sequence[Obligation]) -> list[list[Obligation]]:
    """Return the holes of the same item and body that are found wanting in the same way."""
    groups: dict[tuple[object, ...], list[Obligation]] = {}
    for one in holes:
        source = one.due_source.citation if one.lawful and one.due_source else ""
        key = (one.item.code, one.body.id, one.state, one.lawful, source)
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _holes(alike: Sequence[Obligation]) -> Finding:
    """Tell several holes of one item in one finding."""
    one = _hole(alike[0])
    if len(alike) == 1:
        return one
    first, due = alike[0], [hole.due for hole in alike if hole.due]
    many = "、".join(hole.label for hole in alike[:3]) + ("……" if len(alike) > 3 else "")
    what = f"{first.item.title}（{first.body.name}）有 {len(alike)} 份"
    early = f"，最早的应在 {min(due)} 前公布" if due else ""
    if first.state is State.RETURNED:
        return replace(one, sentence=f"{what}审查时被退回（{many}），请改好后重新提交。")
    stands = "已经过期" if first.state is State.OVERDUE else "还没有开始"
    return replace(one, sentence=f"{what}{stands}（{many}）{early}。{_source(first)}")


def _source(one: Obligation) -> str:
    """Return what the day rests on, as a sentence; empty where there is nothing to say."""
    if one.lawful and one.due_source:
        return f"依据：{one.due_source.citation}。"
    return "（这一天是本程序的建议，不是法律规定。）" if one.state is State.OVERDUE else ""


def _hole(one: Obligation) -> Finding:
    what = f"{one.item.title}（{one.label}，{one.body.name}）"
    if one.state is State.RETURNED:
        sentence = f"{what}审查时被退回，请改好后重新提交。"
        return Finding(Level.VERIFY, "returned", sentence, one.item.code)
    if one.state is State.OVERDUE:
        stage = f"，现在是“{one.reached.word}”" if one.begun else ""
        level = Level.MUST if one.lawful else Level.VERIFY
        sentence = f"{what}应在 {one.due} 前公布，已经过期{stage}。{_source(one)}"
        return Finding(level, "overdue", sentence, one.item.code)
    by = f"，{one.due} 前要公布" if one.due else ""
    return Finding(Level.HINT, "not-begun", f"{what}还没有开始{by}。{_source(one)}", one.item.code)


def save_draft(
    desk: Desk,
    item_code: str,
    subject: About,
    body: Body,
    *,
    rows: Sequence[Sequence[str]] = (),
    facts: Sequence[tuple[str, str]] = (),
    paragraphs: Sequence[str] = (),
    correcting: bool = False,
) -> Draft:
    """Keep what was written for an item; raises UserError with the first thing that is wrong.

    What is published already is only written anew by somebody who is ``correcting`` it.
    """
    item = catalogues.item_named(desk, item_code)
    if item.composer not in LISTS and rows:
        raise UserError(f"“{item.title}”不是名单，不能填表格行。")
    before = draft_of(desk, item, subject, body)
    one = replace(
        before,
        id=before.id or str(uuid.uuid4()),
        rows=tuple(tuple(row) for row in rows),
        facts=tuple(facts),
        paragraphs=tuple(paragraphs),
    )
    wrong = [p for p in draft_problems(item, one, stage_of(subject)) if p.level is Level.MUST]
    if wrong:
        raise UserError(f"没有保存：{wrong[0].sentence}")
    if not correcting and postings.latest(desk.db, item.code, body.id, code_of(subject)):
        raise UserError("这一项已经公布，内容固定了；要改请发更正公告。")
    with desk.writing("save-draft", {"before": asdict(before), "after": asdict(one)}) as db:
        drafts.save(db, one)
    return one


def happen(
    desk: Desk, item_code: str, day: date, title: str, stage: str = "", body: str = ""
) -> Event:
    """Enter an event that makes a 随时 item due.

    Without a ``body`` it is the first of those that must post the item, so that one matter is
    told once.
    """
    item = catalogues.item_named(desk, item_code)
    if item.cycle is not None:
        raise UserError(f"“{item.title}”是定期公布的，不用登记事件。")
    if not title.strip():
        raise UserError("请写明是什么事，例如“机动地公开招标”。")
    stages = [one.value for one in item.stages]
    if stages and stage not in stages:
        words = "、".join(f"{one.value}（{one.word}）" for one in item.stages)
        raise UserError(f"请说明是哪个阶段：{words}。")
    if not stages and stage:
        raise UserError(f"“{item.title}”不分阶段。")
    if not body:
        who = publishers(item, villages.bodies(desk.db), villages.books(desk.db))
        order = {kind: number for number, kind in enumerate(item.bodies)}
        body = min(who, key=lambda one: order.get(one.kind, len(order))).id if who else ""
    one = Event(str(uuid.uuid4()), item.code, day, title.strip(), stage, body)
    told = {**asdict(one), "happened_on": day.isoformat()}
    with desk.writing("event", {"after": told}) as db:
        drafts.save_event(db, one)
    return one


def forget_event(desk: Desk, id_: str) -> Event:
    """Take out an event that was entered by mistake and of which nothing was published."""
    one = event_named(desk, id_)
    if postings.bodies_of(desk.db, one.item, one.id):
        raise UserError("这件事已经公布过或提交过审查，不能删去。没有改动。")
    told = {**asdict(one), "happened_on": one.happened_on.isoformat()}
    with desk.writing("forget-event", {"before": told}) as db:
        drafts.remove_event(db, one.id)
    return one


def event_named(desk: Desk, id_: str) -> Event:
    """Return an event by the beginning of its id."""
    found = [one for one in drafts.events(desk.db) if id_ and one.id.startswith(id_)]
    if len(found) != 1:
        raise UserError(f"没有编号以“{id_}”开头的事件，或不止一件。没有改动。")
    return found[0]


def waive(desk: Desk, item_code: str, reason: str, body: str = "", subject: str = "") -> Waiver:
    """Say that an item does not apply, to one period or event or to all, and why."""
    item = catalogues.item_named(desk, item_code)
    if item.zero:
        raise UserError(f"“{item.title}”没有内容也要公布（零公开），不能登记为不适用。")
    if len(reason.strip()) < 4:
        raise UserError("请写明为什么不适用（至少四个字）。")
    one = Waiver(item.code, reason.strip(), body, subject)
    with desk.writing("waive", asdict(one)) as db:
        drafts.save_waiver(db, one, desk.today, desk.operator)
    return one


def take_back_waiver(desk: Desk, item_code: str, body: str = "", subject: str = "") -> None:
    """Take back that an item does not apply."""
    one = Waiver(item_code, "", body, subject)
    with desk.writing("take-back-waiver", asdict(one)) as db:
        drafts.remove_waiver(db, one)


def _started(desk: Desk) -> date | None:
    """Return the day from which lists of what is due begin.

    That is the month in which the program was set up, or the one after the first month of a
    ledger it holds; what fell due before is not held against a village that is new here.
    """
    first = journal.first_day(desk.db)
    books = villages.books(desk.db)
    held = [m.next().first_day for book in books for m in months_held(desk.db, book.id)]
    days = [*held, *(day.replace(day=1) for day in (first, desk.today) if day)]
    return min(days, default=None)
