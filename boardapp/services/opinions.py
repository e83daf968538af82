"""The register of opinions as it stands: by state, by period, and what is overdue."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from boardapp.core.errors import UserError
from boardapp.core.feedback import (
    Act,
    ActKind,
    FeedbackState,
    Kind,
    Opinion,
    Way,
    answered_on,
    days_left,
    is_late,
    may_post,
    state_of,
)
from boardapp.core.feedback.answers import ITEM
from boardapp.core.finding import Finding, Level
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.village import Body, BodyKind
from boardapp.services.desk import Desk
from boardapp.services.feedback import due_of
from boardapp.services.rulebooks import rule_in_force
from boardapp.services.village import body_named
from boardapp.store import feedback as store
from boardapp.store import postings, villages
from boardapp.store.feedback import Posted

_CODE = re.compile(r"(?:〔?(\d{4})〕?(?:-|意见第?|第))?(\d{1,6})号?")


@dataclass(frozen=True)
class Seen:
    """One opinion with all that is known of it today.

    ``posting`` is what it is about; ``posted`` where its answers go on the board, by their ids;
    ``left`` the days that are left to answer, below zero when they are over.
    """

    opinion: Opinion
    acts: tuple[Act, ...]
    state: FeedbackState
    posting: Posting | None
    posted: dict[str, Posted]
    left: int | None
    answered_on: date | None
    late: bool

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers under which its answers were published."""
        return tuple(dict.fromkeys(one.number for one in self.posted.values() if one.number))

    @property
    def postable(self) -> tuple[Act, ...]:
        """Its answers that can go on the board and do not yet."""
        return tuple(
            one for one in self.acts if may_post(self.opinion, one) and one.id not in self.posted
        )

    @property
    def to_post(self) -> tuple[Act, ...]:
        """Its answers that were promised on the board and are on no notice yet."""
        return tuple(one for one in self.postable if one.way is Way.BOARD)

    @property
    def awaits_result(self) -> bool:
        """Whether the township has it and nobody has told what became of it."""
        kinds = [one.kind for one in self.acts]
        return kinds.count(ActKind.PASSED_ON) > kinds.count(ActKind.RESULT)


def register(desk: Desk, body: Body | None = None) -> tuple[Seen, ...]:
    """Return every opinion of a body, or of all, by year and number."""
    acts, posted = store.acts(desk.db), store.posted(desk.db, ITEM)
    about = _postings(desk)
    return tuple(
        _seen(desk, one, acts.get(one.id, ()), posted, about)
        for one in store.opinions(desk.db, body.id if body else "")
    )


def seen(desk: Desk, one: Opinion) -> Seen:
    """Return one opinion as it stands."""
    held = store.opinion(desk.db, one.id) or one
    acts, posted = store.acts_of(desk.db, one.id), store.posted(desk.db, ITEM)
    return _seen(desk, held, acts, posted, _postings(desk))


def opinion_body(desk: Desk, name: str = "") -> Body:
    """Return the body whose register it is: the one named, or the 村民委员会."""
    if name:
        return body_named(desk, name)
    bodies = villages.bodies(desk.db)
    found = (one for one in bodies if one.kind is BodyKind.COMMITTEE)
    return next(found, None) or body_named(desk)


def opinion_named(desk: Desk, text: str, body: str = "") -> Opinion:
    """Return an opinion by its number: 2026-3, 〔2026〕意见第3号, or 3 for this year's."""
    found = _CODE.fullmatch("".join(text.split()))
    if not found:
        raise UserError(f"“{text}”不是意见的编号，请写成 2026-3。没有改动。")
    year, serial = int(found[1] or desk.today.year), int(found[2])
    whose = opinion_body(desk, body)
    one = store.numbered(desk.db, whose.id, year, serial)
    if one is None:
        raise UserError(
            f"{whose.name}{year}年的登记簿上没有第{serial}号意见。没有改动。请用 feedback 查看。"
        )
    return one


def pending(found: Iterable[Seen]) -> tuple[Seen, ...]:
    """Return those that somebody must still answer, the nearest last day first."""
    waits = [one for one in found if one.state.open]
    return tuple(sorted(waits, key=lambda one: one.opinion.due_on or date.max))


def due_until(desk: Desk, day: date) -> tuple[Seen, ...]:
    """Return what must be answered by a day and is not, the nearest last day first."""
    waits = pending(register(desk))
    return tuple(one for one in waits if one.opinion.due_on and one.opinion.due_on <= day)


def of_period(found: Iterable[Seen], period: Period) -> tuple[Seen, ...]:
    """Return those that were received in a period."""
    return tuple(one for one in found if period.holds(one.opinion.received_on))


def findings(desk: Desk, period: Period) -> tuple[Finding, ...]:
    """Return what is to be done about opinions that were received by the end of a period."""
    found: list[Finding] = []
    for one in register(desk):
        if one.opinion.received_on <= period.last_day:
            found += _findings(desk, one)
    return tuple(found)


def due_differs(desk: Desk, one: Opinion) -> Finding | None:
    """Say that the rules say another last day now than was told on the day of entry."""
    day, rule = due_of(desk, one.received_on, one.topic)
    if day == one.due_on:
        return None
    source = rule.citation if rule else "没有规定"
    sentence = (
        f"{one.number}登记时的答复期限是 {one.due_on or '没有'}，"
        f"按现在的规定文件应为 {day or '没有'}（{source}）。请核实。"
    )
    return Finding(Level.VERIFY, "reply-due-differs", sentence, one.number)


def objection_told(desk: Desk, one: Opinion) -> str:
    """Say whether an objection came within the days that the place's rule gives, if it has one."""
    held = postings.by_id(desk.db, one.posting) if one.posting else None
    if one.kind is not Kind.OBJECTION or held is None:
        return ""
    rule = rule_in_force(desk, "objection_days", held.published_on, one.topic)
    if rule is None:
        return ""
    last = held.published_on + timedelta(days=rule.number)
    within = "在期限以内" if one.received_on <= last else "已过这个期限，仍应答复"
    return f"提出异议的期限：{last} 以前（{rule.citation}），这条{within}。"


def _findings(desk: Desk, one: Seen) -> list[Finding]:
    number, opinion = one.opinion.number, one.opinion
    found = []
    if one.state is FeedbackState.OVERDUE:
        level = Level.MUST if opinion.due_law else Level.VERIFY
        sentence = f"{number}（{opinion.kind.word}）应在 {opinion.due_on} 前答复，已经过期。"
        sentence += f"依据：{opinion.due_source}。"
        found.append(Finding(level, "reply-overdue", sentence, "群众意见"))
    if one.to_post:
        sentence = f"{number}答应在公开栏答复，榜还没有公布。"
        found.append(Finding(Level.VERIFY, "reply-not-posted", sentence, "群众意见"))
    if opinion.kind is Kind.REPORT and one.state.open:
        sentence = f"{number}是举报事项，请转交乡镇处理。"
        found.append(Finding(Level.VERIFY, "report-not-passed-on", sentence, "群众意见"))
    if one.awaits_result and one.state is FeedbackState.PASSED_ON:
        sentence = f"{number}已转交乡镇，还没有结果。"
        found.append(Finding(Level.HINT, "no-result-yet", sentence, "群众意见"))
    differs = due_differs(desk, opinion) if one.state.open else None
    return [*found, *([differs] if differs else [])]


def _postings(desk: Desk) -> Callable[[str], Posting | None]:
    """Return a way to find postings by their ids that reads each of them once."""

    @cache
    def find(id_: str) -> Posting | None:
        return postings.by_id(desk.db, id_)

    return find


def _seen(
    desk: Desk,
    one: Opinion,
    acts: tuple[Act, ...],
    posted: dict[str, Posted],
    about: Callable[[str], Posting | None],
) -> Seen:
    own = {act.id: posted[act.id] for act in acts if act.id in posted}
    public = {key: held.published_on for key, held in own.items() if held.published_on}
    return Seen(
        opinion=one,
        acts=acts,
        state=state_of(one, acts, public, desk.today),
        posting=about(one.posting) if one.posting else None,
        posted=own,
        left=days_left(one, desk.today),
        answered_on=answered_on(acts, public),
        late=is_late(one, acts, public),
    )
