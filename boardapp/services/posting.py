"""Publish and print: from what was reviewed of an item to a numbered, frozen posting."""

import hashlib
import uuid
from dataclasses import dataclass, replace

from boardapp.core.compose import cash_journal
from boardapp.core.content import Content, digest, from_json
from boardapp.core.disclosure import Step
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.life import Outcome, Submission, Void, missing_steps
from boardapp.core.posting import Imprint, Posting, number_label
from boardapp.core.village import Body
from boardapp.notices.paper import Paper, Style
from boardapp.notices.render import render
from boardapp.services import clock, instance, life, reviewing, submissions
from boardapp.services.catalogues import item_named
from boardapp.services.composing import About, code_of, compose_item, label_of
from boardapp.services.desk import Desk
from boardapp.services.item_checks import (
    FINANCE,
    check,
    check_item,
    content_findings,
    frozen_findings,
    notice_fonts,
    override,
)
from boardapp.services.life import Subject
from boardapp.services.village import body_named
from boardapp.store import life as store
from boardapp.store import postings

__all__ = [
    "DEFAULT_ITEM",
    "FINANCE",
    "Notice",
    "changed_since",
    "check",
    "check_item",
    "compose",
    "content_findings",
    "notice",
    "notice_fonts",
    "notice_of",
    "override",
    "publish",
    "void_number",
]

DEFAULT_ITEM = cash_journal.ITEM


@dataclass(frozen=True)
class Notice:
    """A printable notice: its PDF, the content it shows and the number it bears, if any."""

    pdf: bytes
    content: Content
    imprint: Imprint
    paper: Paper


def compose(desk: Desk, item: str, about: About, body: Body) -> Content:
    """Compose an item of the catalogue by its code; raises UserError for unknown items."""
    return compose_item(desk, item_named(desk, item), about, body)


def publish(desk: Desk, item: str, about: About, body: Body) -> Posting:
    """Publish what was reviewed: assign the next number, freeze the PDF, journal both digests.

    What is published are the very bytes that were approved, whatever the ledger says by now. An
    item that needs no review is submitted and published in one. Raises UserError when a step is
    missing, when it has been published already or when a finding must be put right first.
    """
    instance.refuse_if_unproven(desk)
    subject = Subject(item_named(desk, item), about, body)
    waiting = life.waiting(desk, *subject.key)
    one = waiting or reviewing.prepared(desk, subject.item, about, body)
    _refuse_unreviewed(desk, subject, one, new=waiting is None)
    _refuse_too_early(desk, one)
    content = from_json(one.content)
    must = [f for f in frozen_findings(desk, *subject.key, content) if f.level is Level.MUST]
    if must:
        raise UserError(f"还不能公布：{must[0].sentence}（{must[0].where}）")
    posting, serial, pdf = _numbered(desk, body, one, content)
    details = {
        "posting": posting.id,
        "submission": one.id,
        "number": posting.number,
        "digest": posting.digest,
        "notice_digest": posting.notice_digest,
        "replaces": posting.replaces,
    }
    with desk.writing("publish", details) as db:
        if waiting is None:
            submissions.enter(desk, one)
        postings.add(db, posting, posting.published_on.year, serial, pdf)
    return posting


def notice(
    desk: Desk,
    about: About,
    item: str = DEFAULT_ITEM,
    body: Body | None = None,
    paper: str = Paper.A3.value,
    style: str = Style.COLOUR.value,
    *,
    save_paper: bool = False,
) -> Notice:
    """Return the notice of an item: what was published, or else a 样张 of what is in review.

    When nothing was submitted the 样张 shows what is held now.
    """
    body = body or body_named(desk)
    place = (item, body.id, code_of(about))
    posting = postings.latest(desk.db, *place)
    if posting:
        return notice_of(desk, posting, paper, style, save_paper=save_paper)
    waiting = life.waiting(desk, *place)
    content = from_json(waiting.content) if waiting else compose(desk, item, about, body)
    return _drawn(content, Imprint(digest=digest(content)), paper, style, save_paper)


def notice_of(
    desk: Desk,
    posting: Posting,
    paper: str = Paper.A3.value,
    style: str = Style.COLOUR.value,
    *,
    save_paper: bool = False,
) -> Notice:
    """Return the notice of one posting; on the paper it was published on, the frozen bytes.

    One that was corrected since says so at its head.
    """
    content = from_json(posting.content)
    newer = postings.replacing(desk.db, posting.id)
    imprint = _imprint(desk, posting, newer)
    usual = (paper, style, save_paper) == (Paper.A3.value, Style.COLOUR.value, False)
    if usual and newer is None:
        return Notice(postings.notice(desk.db, posting.id), content, imprint, Paper.A3)
    return _drawn(content, imprint, paper, style, save_paper)


def changed_since(desk: Desk, subject: Subject) -> tuple[Finding, ...]:
    """Say that what is held now is otherwise than what was published, if it is."""
    found = content_findings(desk, subject.item, subject.about, subject.body)
    return tuple(one for one in found if one.code == "published-differs")


def void_number(desk: Desk, body: Body, year: int, serial: int, reason: str) -> Void:
    """Journal a number that was assigned and lost, or skipped, as void; it is never used again."""
    if len(reason.strip()) < 2:
        raise UserError("作废编号要写明理由。没有改动。")
    number = number_label(body.prefix, year, serial)
    if serial < 1 or not 2000 <= year <= desk.today.year:
        raise UserError(f"没有“{number}”这样的编号。没有改动。")
    if postings.numbered(desk.db, number):
        raise UserError(f"{number}是一份已公布的榜，不能作废；有错请发更正公告。没有改动。")
    if any((v.body, v.year, v.serial) == (body.id, year, serial) for v in store.voids(desk.db)):
        raise UserError(f"{number}已经作废了。没有改动。")
    following = postings.next_serial(desk.db, body.id, year)
    if serial > following:
        raise UserError(
            f"{year}年的编号下一个是第{following}号，不能先作废第{serial}号：中间的会成为缺号。"
            f"没有改动。跳过了的，请从第{following}号起一个一个作废。"
        )
    one = Void(body.id, year, serial, number, reason.strip(), desk.now.isoformat())
    with desk.writing("void-number", {"after": vars(one)}) as db:
        store.add_void(db, one)
    return one


def _refuse_unreviewed(desk: Desk, subject: Subject, one: Submission, *, new: bool) -> None:
    required = life.required_steps(desk, subject.item, one.submitted_on)
    missing = missing_steps(required, store.steps(desk.db, one.id), one.digest)
    if new:
        missing = tuple(step for step in missing if step is not Step.PROPOSAL)
    if not missing:
        return
    words = "、".join(step.word for step in missing)
    name = f"“{subject.item.title}”（{label_of(subject.about)}）"
    back = _returned(desk, subject) if new else ""
    what = "请先提交审查（submit），" if new else ""
    raise UserError(
        f"还不能公布：{name}{back}还差{words}。没有改动。{what}审过以后记入（review），再公布。"
    )


def _refuse_too_early(desk: Desk, one: Submission) -> None:
    """Refuse a day on which it was not submitted yet, or not yet signed for."""
    clock.refuse_before(desk, one.submitted_on, "提交的日期")
    for step in store.steps(desk.db, one.id):
        clock.refuse_before(desk, step.on, f"“{step.kind.word}”的日期")


def _returned(desk: Desk, subject: Subject) -> str:
    """Return why the last submission was returned, if it was."""
    last = life.last_submission(desk, *subject.key)
    steps = store.steps(desk.db, last.id) if last else ()
    why = [step.reason for step in steps if step.outcome is Outcome.RETURNED]
    return f"已被退回（{why[0]}），改好后" if why else ""


def _numbered(
    desk: Desk, body: Body, one: Submission, content: Content
) -> tuple[Posting, int, bytes]:
    """Return the posting under the next number, its serial, and its PDF."""
    day = desk.today
    serial = postings.next_serial(desk.db, body.id, day.year)
    posting = Posting(
        id=str(uuid.uuid4()),
        item=one.item,
        body=one.body,
        period=one.about,
        revision=one.revision,
        number=number_label(body.prefix, day.year, serial),
        digest=one.digest,
        content=one.content,
        notice_digest="",
        published_on=day,
        published_by=desk.operator,
        published_at=desk.now.isoformat(),
        submission=one.id,
        replaces=one.replaces,
    )
    pdf = render(content, _imprint(desk, posting, None), Paper.A3, notice_fonts())
    return replace(posting, notice_digest=hashlib.sha256(pdf).hexdigest()), serial, pdf


def _imprint(desk: Desk, posting: Posting, newer: Posting | None) -> Imprint:
    """Return what the paper bears: its number, and which one it replaces or is replaced by."""
    old = postings.by_id(desk.db, posting.replaces) if posting.replaces else None
    notes = [f"更正公告：本榜替换{old.number}（{old.published_on}公布）"] if old else []
    if newer:
        notes.append(f"本榜已被{newer.number}（{newer.published_on}公布）更正替换，只供查阅")
    return Imprint(posting.number, posting.digest, posting.published_on, note="；".join(notes))


def _drawn(content: Content, imprint: Imprint, paper: str, style: str, save_paper: bool) -> Notice:
    form = Paper(paper)
    pdf = render(content, imprint, form, notice_fonts(), Style(style), save_paper)
    return Notice(pdf, content, imprint, form)
