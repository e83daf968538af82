"""Review: submit a frozen content, sign for it step by step, send it back, take it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from boardapp.core.catalogue import Item
from boardapp.core.disclosure import Step
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.life import Meeting, Outcome, StepTaken, Submission, missing_steps
from boardapp.core.life.roles import STEP_OFFICES, holder, role_findings
from boardapp.core.village import Body, Office
from boardapp.services import attachments, clock, life, rulebooks
from boardapp.services.composing import About, compose_item, label_of
from boardapp.services.desk import Desk
from boardapp.services.item_checks import check_item
from boardapp.services.life import Subject
from boardapp.services.submissions import drawn_up, enter, step_taken, title_of, told
from boardapp.store import life as store
from boardapp.store import postings, villages
from boardapp.store.attachments import Attachment


@dataclass(frozen=True)
class Reviewed:
    """What a review entered: the steps, and what a person should look at again."""

    steps: tuple[StepTaken, ...]
    findings: tuple[Finding, ...] = ()
    meeting: Meeting | None = None


def submit(desk: Desk, item: Item, about: About, body: Body) -> Submission:
    """Freeze what is held now under its digest and submit it for review; that is 提出方案.

    Raises UserError when it was published or submitted already, or must be put right first.
    """
    one = prepared(desk, item, about, body)
    open_ = life.waiting(desk, *Subject(item, about, body).key)
    if open_:
        raise UserError(
            f"“{item.title}”（{label_of(about)}）{open_.submitted_on} 已经提交，正在审查或已审。"
            "没有改动。要改内容，请先撤回（withdraw）。"
        )
    with desk.writing("submit", told(one)):
        enter(desk, one)
    return one


def prepared(desk: Desk, item: Item, about: About, body: Body) -> Submission:
    """Return what would be submitted now; raises UserError when it must not be."""
    held = postings.latest(desk.db, *Subject(item, about, body).key)
    if held:
        raise UserError(
            f"{label_of(about)}的这一项已经公布，编号 {held.number}。没有改动。"
            "要改请发更正公告（correct）。"
        )
    must = [f for f in check_item(desk, item, about, body) if f.level is Level.MUST]
    if must:
        where = f"（{must[0].where}）" if must[0].where else ""
        raise UserError(f"还不能公布：{must[0].sentence}{where}")
    return drawn_up(desk, Subject(item, about, body), compose_item(desk, item, about, body))


def approve(
    desk: Desk,
    submissions: Sequence[Submission],
    kind: Step,
    by: str = "",
    on: date | None = None,
    paper: Path | None = None,
) -> Reviewed:
    """Enter that a step approved some submissions, all or none; ``by`` defaults to the office.

    ``paper`` is the photo of the signed sheet. Raises UserError when an earlier step is missing,
    when the person may not take this step, or when the day does not fit.
    """
    day = on or desk.today
    found: list[Finding] = []
    taken = []
    for one in some(submissions):
        who = by.strip() or _holder(desk, one, kind, day)
        refuse_out_of_turn(desk, one, kind, day)
        found += role_warnings(desk, one, kind, who, day)
        taken.append(step_taken(one, kind, Outcome.APPROVED, who, day))
    return entered(desk, "approve", taken, found, paper)


def send_back(
    desk: Desk,
    submissions: Sequence[Submission],
    reason: str,
    kind: Step | None = None,
    by: str = "",
    on: date | None = None,
    paper: Path | None = None,
) -> Reviewed:
    """Enter that some submissions were returned (退回) and why; each begins anew as a draft."""
    if len(reason.strip()) < 2:
        raise UserError("退回要写明理由。没有改动。")
    day = on or desk.today
    taken = []
    for one in some(submissions):
        missing = missing_of(desk, one)
        if not missing:
            raise UserError(
                f"“{title_of(one)}”已审，不能再退回；要改请撤回（withdraw）。没有改动。"
            )
        step = kind or missing[0]
        _refuse_day(desk, one, day)
        who = by.strip() or _holder(desk, one, step, day)
        back = step_taken(one, step, Outcome.RETURNED, who, day)
        taken.append(replace(back, reason=reason.strip()))
    return entered(desk, "return", taken, [], paper)


def withdraw(desk: Desk, one: Submission, reason: str = "") -> Submission:
    """Take back what was submitted or approved and is not published; it is a draft again."""
    if life.waiting(desk, one.item, one.body, one.about) != one:
        raise UserError(f"“{title_of(one)}”没有在审的内容，不用撤回。没有改动。")
    clock.refuse_before(desk, one.submitted_on, "提交的日期")
    gone = replace(
        one,
        withdrawn_on=desk.today,
        withdrawn_by=desk.operator,
        withdrawn_reason=reason.strip(),
    )
    details = {**told(one), "withdrawn_on": desk.today.isoformat(), "why": reason.strip()}
    with desk.writing("withdraw", details) as db:
        store.withdraw(db, gone)
    return gone


def open_submission(desk: Desk, subject: Subject) -> Submission:
    """Return what is in review of a subject; raises UserError when nothing is."""
    one = life.waiting(desk, *subject.key)
    if one is not None:
        return one
    raise UserError(
        f"“{subject.item.title}”（{label_of(subject.about)}）现在是"
        f"“{life.life_of(desk, subject).state.word}”，没有在审的内容。没有改动。"
        "请先提交（submit）。"
    )


def role_warnings(
    desk: Desk, one: Submission, kind: Step, by: str, day: date
) -> tuple[Finding, ...]:
    """Return what speaks against a person taking a step: ``must`` refuses, ``verify`` flags."""
    rules = rulebooks.rulebook(desk).rules
    bodies = villages.bodies(desk.db)
    return role_findings(kind, by, day, one, bodies, offices_of(desk, one.body), rules)


def entered(
    desk: Desk,
    action: str,
    taken: Sequence[StepTaken],
    found: Iterable[Finding],
    paper: Path | None,
    meeting: Meeting | None = None,
) -> Reviewed:
    """Keep some steps with their photo and their meeting in one transaction."""
    findings = tuple(dict.fromkeys(found))
    must = [one for one in findings if one.level is Level.MUST]
    if must:
        raise UserError(f"没有记入：{must[0].sentence}")
    photo = attachments.taken_in(desk, paper) if paper else None
    mark = photo.digest if photo else ""
    taken = tuple(replace(one, paper=mark) for one in taken)
    meeting = replace(meeting, paper=mark) if meeting else None
    details: dict[str, Any] = {"steps": [_plain(one) for one in taken]}
    details |= {"meeting": _plain(meeting)} if meeting else {}
    with desk.writing(action, details) as db:
        if photo:
            _keep_photo(desk, photo, taken)
        if meeting:
            store.add_meeting(db, meeting)
        for one in taken:
            store.add_step(db, one)
    return Reviewed(tuple(taken), findings, meeting)


def _keep_photo(desk: Desk, photo: Attachment, taken: Iterable[StepTaken]) -> None:
    for one in taken:
        attachments.keep(desk.db, photo, "step", one.id)


def refuse_out_of_turn(desk: Desk, one: Submission, kind: Step, day: date) -> None:
    """Raise UserError when a step was taken already, comes too early, or its day cannot be."""
    _refuse_day(desk, one, day)
    name, steps = title_of(one), store.steps(desk.db, one.id)
    if any(step.kind is kind and step.outcome is Outcome.APPROVED for step in steps):
        raise UserError(f"“{name}”的“{kind.word}”已经记过了。没有改动。")
    order = list(Step)
    before = [step for step in missing_of(desk, one) if order.index(step) < order.index(kind)]
    if before:
        raise UserError(f"“{name}”还没有“{before[0].word}”，不能先做“{kind.word}”。没有改动。")
    later = [step for step in steps if step.on > day]
    if later:
        raise UserError(
            f"“{name}”的“{later[0].kind.word}”是 {later[0].on}，“{kind.word}”不会更早。"
            "没有改动。请核对日期。"
        )


def _refuse_day(desk: Desk, one: Submission, day: date) -> None:
    if life.waiting(desk, one.item, one.body, one.about) != one:
        raise UserError(f"“{title_of(one)}”不在审查中。没有改动。请先提交（submit）。")
    if not one.submitted_on <= day <= desk.today:
        raise UserError(
            f"日期 {day} 不对：应在提交（{one.submitted_on}）以后、今天（{desk.today}）以前。"
            "没有改动。"
        )


def missing_of(desk: Desk, one: Submission) -> tuple[Step, ...]:
    """Return the steps that a submission still lacks, in their order."""
    subject = life.subject_of(desk, one.item, one.about, one.body)
    required = life.required_steps(desk, subject.item, one.submitted_on)
    return missing_steps(required, store.steps(desk.db, one.id), one.digest)


def _holder(desk: Desk, one: Submission, kind: Step, day: date) -> str:
    found = holder(offices_of(desk, one.body), kind, day)
    if not found:
        raise UserError(
            f"没有登记{day}谁是{STEP_OFFICES.get(kind, kind.word)}，请用 --by 写明是谁。没有改动。"
        )
    return found


def offices_of(desk: Desk, first: str) -> tuple[Office, ...]:
    """Return every office of the village, those of one body first."""
    bodies = sorted(villages.bodies(desk.db), key=lambda body: body.id != first)
    return tuple(office for body in bodies for office in villages.offices(desk.db, body.id))


def some(submissions: Sequence[Submission]) -> Sequence[Submission]:
    """Return some submissions; raises UserError when there is none, or one of them twice."""
    if not submissions:
        raise UserError("请写明是哪几份榜。没有改动。")
    if len({one.id for one in submissions}) != len(submissions):
        raise UserError("同一份榜写了两次。没有改动。")
    return submissions


def _plain(record: Any) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in vars(record).items()}
