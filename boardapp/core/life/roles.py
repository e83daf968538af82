"""Who may take which step: offices that do not go together, by the rules of the place."""

from collections.abc import Iterable, Iterator
from datetime import date

from boardapp.core.disclosure import Step
from boardapp.core.finding import Finding, Level
from boardapp.core.life.records import Submission
from boardapp.core.rules import Rule
from boardapp.core.village import Body, BodyKind, Office

STEP_OFFICES = {
    Step.FINANCE_GROUP: "民主理财小组组长",
    Step.SUPERVISION: "村务监督委员会主任",
    Step.SIGNATURE: "负责人",
}
"""The office that takes a step when nobody else is named; a member may take it in its place."""

MEETINGS = (Step.COMMITTEE_MEETING, Step.JOINT_MEETING, Step.ASSEMBLY)
"""The steps that a meeting takes, not one person."""

_SUPERVISING = (Step.SUPERVISION, Step.FINANCE_GROUP)
_NAMED = {
    "财会": ("会计", "报账员"),
    "会计": ("会计",),
    "报账员": ("报账员",),
    "文书": ("报账员",),
    "负责人": ("负责人",),
    "委员会成员": ("负责人",),
}
"""Which offices of ours a rule's words speak of; in most villages the 文书 is the 报账员."""
_BODIES = {"集体经济组织": BodyKind.COLLECTIVE, "村民委员会": BodyKind.COMMITTEE}


def holder(offices: Iterable[Office], step: Step, day: date) -> str:
    """Return who holds the office that takes a step on a day, or an empty text."""
    title = STEP_OFFICES.get(step)
    held = (one.person for one in offices if one.title == title and one.held_on(day))
    return next(held, "")


def role_findings(
    step: Step,
    by: str,
    day: date,
    submission: Submission,
    bodies: Iterable[Body],
    offices: Iterable[Office],
    rules: Iterable[Rule],
) -> tuple[Finding, ...]:
    """Return what speaks against a person taking a step: ``must`` refuses, ``verify`` flags.

    A rule that is law refuses; one that nobody confirmed, or the program's own, only flags.
    """
    offices = tuple(offices)
    stands_in = _stands_in(step, by, holder(offices, step, day))
    if step not in _SUPERVISING:
        return tuple(stands_in)
    kinds = {body.id: body.kind for body in bodies}
    held = [one for one in offices if one.person == by and one.held_on(day)]
    found = [
        _finding(step, by, office, rule)
        for rule in rules
        if rule.key == "incompatible_offices" and rule.in_force(day)
        for office in held
        if any(_speaks_of(word, office, kinds.get(office.body)) for word in rule.words)
    ]
    return (*_gravest(found), *_own_work(step, by, submission, found), *stands_in)


def _speaks_of(word: str, office: Office, kind: BodyKind | None) -> bool:
    """Whether a rule's words speak of an office."""
    where = next((kind for name, kind in _BODIES.items() if name in word), None)
    titles = {title for part, named in _NAMED.items() if part in word for title in named}
    return office.title in titles and (where is None or where is kind)


def _finding(step: Step, by: str, office: Office, rule: Rule) -> Finding:
    """Return a finding; the rules speak of the 监委会, and the 民主理财小组 only by analogy."""
    refused = rule.binding and step is Step.SUPERVISION
    words = "、".join(rule.words)
    banned = f"{words}不得担任村务监督委员会成员" if rule.binding else f"{words}不宜审自己经手的事"
    sentence = (
        f"{by}是{office.title}，{'不能' if refused else '不宜'}做“{step.word}”：{banned}。"
        f"依据：{rule.citation}。请由别人审。"
    )
    return Finding(Level.MUST if refused else Level.VERIFY, "incompatible-office", sentence, by)


def _gravest(found: list[Finding]) -> Iterator[Finding]:
    """Yield what refuses, or else what flags: one sentence for each is enough."""
    must = [one for one in found if one.level is Level.MUST]
    yield from (must or found)[:1]


def _stands_in(step: Step, by: str, held_by: str) -> list[Finding]:
    """Say that somebody else holds the office; a member of a group may sign for it."""
    if not held_by or held_by == by:
        return []
    sentence = f"登记的{STEP_OFFICES[step]}是{held_by}，“{step.word}”写的是{by}。"
    if step in _SUPERVISING:
        return [Finding(Level.HINT, "another-person", f"{sentence}是成员代签就不用管。", by)]
    return [Finding(Level.VERIFY, "another-person", f"{sentence}请核实。", by)]


def _own_work(step: Step, by: str, submission: Submission, found: list[Finding]) -> list[Finding]:
    if found or by != submission.submitted_by:
        return []
    sentence = f"{by}提交的内容又由{by}做“{step.word}”。请换一个人，或核实是不是写错了名字。"
    return [Finding(Level.VERIFY, "own-work", sentence, by)]
