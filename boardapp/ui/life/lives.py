"""Which postings are under way, where each stands, who must act next, and with which deed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from boardapp.core.content import from_json
from boardapp.core.disclosure import Step
from boardapp.core.life import Outcome, State, Submission, places_short
from boardapp.core.life import days_left as hanging_days_left
from boardapp.core.life.roles import MEETINGS, STEP_OFFICES, holder
from boardapp.core.obligations import about as owed_about
from boardapp.core.posting import Posting
from boardapp.services import life
from boardapp.services.composing import label_of
from boardapp.services.desk import Desk
from boardapp.services.item_checks import FINANCE
from boardapp.services.ledger import months_held
from boardapp.services.life import Life, Subject
from boardapp.services.obligations import situation
from boardapp.services.reviewing import offices_of
from boardapp.store import life as store
from boardapp.store import postings
from boardapp.ui.session import Session
from boardapp.ui.tasks.words import MARKS, ORDER, Deed, next_deed

Key = tuple[str, str, str]
"""Item, body, and the period's code or event's id."""


class Extent(StrEnum):
    """Which postings are looked at, by the word in the list."""

    PERIOD = "本期"
    OPEN = "各期没有办完的"
    WALL = "公开栏上的"


class LifeDeed(StrEnum):
    """The one next thing to do with a posting, by the word on its button."""

    SUBMIT = "提交审查"
    STEP = "记入审核结果"
    PUBLISH = "公布"
    PUT_UP = "张贴"
    TAKE_DOWN = "揭下"
    ARCHIVE = "归档"
    LOOK = "看榜"
    WITHDRAW = "撤回"
    CORRECT = "更正"
    ADD_PHOTO = "补照片"


@dataclass(frozen=True)
class LifeRow:
    """One content and its life: what is being reviewed, or what was published of it.

    ``submission`` is what is open for review, ``posting`` what was published; a correction in
    review is a row of its own beside the posting that it replaces.
    """

    subject: Subject
    life: Life
    state: State
    deed: LifeDeed
    next: str
    submission: Submission | None = None
    posting: Posting | None = None

    @property
    def title(self) -> str:
        """The item, and of a correction that it is one."""
        fixing = self.submission is not None and bool(self.submission.replaces)
        return f"{self.subject.item.title}{'（更正）' if fixing else ''}"

    @property
    def label(self) -> str:
        """The period or the event, as people say it."""
        return label_of(self.subject.about)

    @property
    def digest(self) -> str:
        """The digest of what is frozen, or an empty text."""
        one = self.posting or self.submission
        return one.digest if one else ""

    @property
    def words(self) -> str:
        """The sign and the word of the state."""
        return f"{MARKS[self.state]} {self.state.word}"

    @property
    def same(self) -> tuple[Key, str]:
        """What tells a row from another one after a change."""
        return self.subject.key, self.posting.id if self.posting else ""


def lives(session: Session, extent: Extent = Extent.PERIOD) -> tuple[LifeRow, ...]:
    """Return what is under way about the session's period, or of whatever period.

    On the wall is what the session's body published and did not file; what wants something done
    comes before what only hangs.
    """
    desk = session.desk
    keys = _about_period(session) if extent is Extent.PERIOD else unfinished(desk)
    if extent is Extent.WALL:
        keys = [key for key in keys if key[1] == session.body.id]
    rows = [
        row
        for item, body, about in keys
        for row in _rows(desk, life.subject_kept(desk, item, about, body))
    ]
    if extent is not Extent.PERIOD:
        rows = [row for row in rows if row.state not in (State.ARCHIVED, State.DRAFT)]
    if extent is Extent.WALL:
        rows = [row for row in rows if row.posting]
        return tuple(sorted(rows, key=lambda r: (r.deed is LifeDeed.LOOK, ORDER.index(r.state))))
    return tuple(sorted(rows, key=lambda row: ORDER.index(row.state)))


def unfinished(desk: Desk) -> list[Key]:
    """Return everything that was submitted or posted and does not lie in the archive yet."""
    filed = store.all_filed(desk.db)
    found = {(one.item, one.body, one.about) for one in store.unpublished(desk.db)}
    found |= {
        (item, body, about)
        for id_, item, body, about, _, _ in postings.places(desk.db)
        if id_ not in filed
    }
    return sorted(found)


def named(one: Submission) -> str:
    """Return what a submission is called when it is spoken of."""
    content = from_json(one.content)
    return f"{content.title}（{content.period_label}）"


def who_acts(desk: Desk, body: str, step: Step) -> str:
    """Return who must take a step: the person in office today, or what the step is."""
    if step in MEETINGS:
        return f"开会：{step.word}"
    office = STEP_OFFICES.get(step, "")
    person = holder(offices_of(desk, body), step, desk.today)
    return f"等{person or office}：{step.word}"


def lacking(desk: Desk, subject: Subject) -> str:
    """Say which steps are missing before something is published; nothing when none is."""
    one = life.life_of(desk, subject)
    if one.posting:
        return ""
    if one.state is State.RETURNED:
        back = next(step for step in one.steps if step.outcome is Outcome.RETURNED)
        return f"审查时被退回：{back.reason}。改好后重新提交。"
    begun = one.state is not State.DRAFT
    steps = one.missing if begun else [s for s in one.required if s is not Step.PROPOSAL]
    words = "、".join(step.word for step in steps)
    if not words:
        return ""
    return f"正在审查，还差{words}。" if begun else f"公布前先提交审查：{words}。"


def _about_period(session: Session) -> list[Key]:
    """Return what can be submitted about the session's period, and what was."""
    desk, period = session.desk, session.period
    months = months_held(desk.db, session.book.id)
    found: dict[Key, None] = {}
    for one in owed_about(situation(desk), period):
        ready = one.begun or next_deed(one, months) is Deed.PUBLISH
        if ready and one.state is not State.NOT_APPLICABLE:
            found[one.item.code, one.body.id, one.about] = None
    held = set(period.months) <= months
    for code in FINANCE:
        key = code, session.body.id, period.code
        if held or store.submissions(desk.db, *key):
            found[key] = None
    return list(found)


def _rows(desk: Desk, subject: Subject) -> Iterator[LifeRow]:
    """Yield what is in review of a subject, and each posting of it that wants something."""
    one = life.life_of(desk, subject)
    posted = postings.revisions(desk.db, *subject.key)
    last = life.last_submission(desk, *subject.key)
    if one.review and last:
        held = replace(one, steps=store.steps(desk.db, last.id))
        yield _reviewing(desk, subject, held, one.review, last)
    elif not posted:
        yield _reviewing(desk, subject, one, one.state, last)
    for number, posting in enumerate(posted, start=1):
        held = life.life_of_posting(desk, posting)
        if number == len(posted) or held.state is not State.ARCHIVED:
            yield _posted(desk, subject, held, posting)


def _reviewing(
    desk: Desk, subject: Subject, one: Life, state: State, last: Submission | None
) -> LifeRow:
    open_ = last if state in (State.SUBMITTED, State.REVIEWED) else None
    if state is State.SUBMITTED:
        deed, told = LifeDeed.STEP, who_acts(desk, subject.body.id, one.missing[0])
    elif state is State.REVIEWED:
        deed, told = LifeDeed.PUBLISH, "审查已完成，可以公布"
    elif state is State.RETURNED:
        back = next(step for step in one.steps if step.outcome is Outcome.RETURNED)
        deed = LifeDeed.CORRECT if one.posting else LifeDeed.SUBMIT
        told = f"改好后重新提交；退回：{back.reason}"
    else:
        asked = [step for step in one.required if step is not Step.PROPOSAL]
        deed = LifeDeed.SUBMIT if asked else LifeDeed.PUBLISH
        told = "核对后提交审查" if asked else "不用审查，可以公布"
    return LifeRow(subject, one, state, deed, told, open_ or _returned(state, last))


def _returned(state: State, last: Submission | None) -> Submission | None:
    return last if state is State.RETURNED else None


def _posted(desk: Desk, subject: Subject, one: Life, posting: Posting) -> LifeRow:
    up = [d for d in one.hanging.displays if d.down_on is None] if one.hanging else []
    if one.state is State.ARCHIVED:
        place = one.filed.place if one.filed else ""
        deed, told = LifeDeed.LOOK, f"归档在{place}" if place else "已归档"
    elif one.state is State.REPOST:
        deed, told = LifeDeed.PUT_UP, "揭下太早，需重新公布：再贴一次"
    elif one.state in (State.DAYS_DONE, State.REPLACED):
        deed = LifeDeed.TAKE_DOWN if up else LifeDeed.ARCHIVE
        told = _hanging_words(desk, one) if up else "可以归档"
    elif up and not _short(one):
        deed, told = LifeDeed.LOOK, _hanging_words(desk, one)
    else:
        deed, told = LifeDeed.PUT_UP, "打印出来，贴到公开栏上"
        told = f"还要贴到{_short(one)}" if up else told
    return LifeRow(subject, one, one.state, deed, told, None, posting)


def _short(one: Life) -> str:
    """Return the places where it must hang and never did."""
    return "、".join(place.name for place in places_short(one.hanging)) if one.hanging else ""


def _hanging_words(desk: Desk, one: Life) -> str:
    if one.state is State.REPLACED:
        return "已被更正，请揭下"
    left = days_left(one, desk.today)
    return f"还要贴 {left} 天" if left else "已贴满，可以揭下"


def days_left(one: Life, today: date) -> int:
    """Return for how many days what hangs must stay, of several boards the longest."""
    return hanging_days_left(one.hanging, today) if one.hanging else 0
