"""Where postings stand, read from what is held: one by its name or number, or all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from boardapp.core.catalogue import Item
from boardapp.core.content import from_json
from boardapp.core.disclosure import Step
from boardapp.core.due import days_on_board, steps_of
from boardapp.core.errors import UserError
from boardapp.core.life import (
    Display,
    Filed,
    Hanging,
    Place,
    State,
    StepTaken,
    Submission,
    missing_steps,
    posting_state,
    submission_state,
)
from boardapp.core.life.naming import Name, parse_name
from boardapp.core.obligations import Posted, publishers
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.rules import Rule, governing
from boardapp.core.village import Body
from boardapp.services import catalogues, rulebooks
from boardapp.services.composing import About, code_of
from boardapp.services.desk import Desk
from boardapp.services.village import body_named
from boardapp.store import drafts, postings, villages
from boardapp.store import life as store


@dataclass(frozen=True)
class Subject:
    """What a posting is about: an item of the catalogue, a period or event, and who posts it."""

    item: Item
    about: About
    body: Body

    @property
    def key(self) -> tuple[str, str, str]:
        """Item, body and period or event, as they are kept."""
        return self.item.code, self.body.id, code_of(self.about)


@dataclass(frozen=True)
class Life:
    """All of one posting's life. ``state`` is that of the posting, or of what was submitted.

    ``review`` is where a correction of a posting stands that is being reviewed. ``required`` are
    the steps before publishing and ``missing`` those still to be taken on ``submission``.
    """

    state: State
    submission: Submission | None = None
    steps: tuple[StepTaken, ...] = ()
    required: tuple[Step, ...] = ()
    missing: tuple[Step, ...] = ()
    posting: Posting | None = None
    hanging: Hanging | None = None
    review: State | None = None
    replaced_by: Posting | None = None
    filed: Filed | None = None


def subject_named(desk: Desk, text: str) -> Subject:
    """Return what ``ITEM@PERIOD[#event][/body]`` or a number speaks of.

    Without a body it is the one that began, submitted or posted it, or else the one that must.
    Raises UserError with what to write instead.
    """
    name = _parsed(text)
    if name.number:
        one = posting_named(desk, text)
        return subject_of(desk, one.item, one.period, one.body)
    item = catalogues.item_named(desk, name.item)
    about = _about(desk, item, name)
    return Subject(item, about, body_of(desk, item, code_of(about), name.body))


def body_of(desk: Desk, item: Item, about: str, name: str = "") -> Body:
    """Return the body that is named, or that began or posted an item, or that must post it."""
    if name:
        return body_named(desk, name)
    bodies = villages.bodies(desk.db)
    begun = {
        body for code, body, what in drafts.drafted(desk.db) if (code, what) == (item.code, about)
    }
    begun |= set(postings.bodies_of(desk.db, item.code, about))
    held = [one for one in bodies if one.id in begun]
    if len(held) == 1:
        return held[0]
    if held:
        known = "、".join(f"/{one.name}" for one in held)
        raise UserError(f"“{item.title}”有好几个公开主体，请在名称后面写明：{known}。")
    must = publishers(item, bodies, villages.books(desk.db))
    usual = body_named(desk)
    return usual if usual in must or not must else must[0]


def subject_of(desk: Desk, item: str, about: str, body: str) -> Subject:
    """Return a subject from what is kept: an item's code, a period's code or event's id, a body."""
    who = next((one for one in villages.bodies(desk.db) if one.id == body), None)
    what = about_of_code(desk, about)
    if who is None or what is None:
        raise UserError("找不到这份榜的公开主体、期间或事件。没有改动。")
    return Subject(catalogues.item_named(desk, item), what, who)


def about_of_code(desk: Desk, code: str) -> About | None:
    """Return the period or the event that is kept under a code."""
    try:
        return Period.parse(code)
    except ValueError:
        return next((one for one in drafts.events(desk.db) if one.id == code), None)


def posting_named(desk: Desk, text: str) -> Posting:
    """Return a posting by its number, or the newest revision by ``ITEM@PERIOD…``."""
    name = _parsed(text)
    if not name.number:
        subject = subject_named(desk, text)
        item, body, about = subject.key
        found = postings.latest(desk.db, item, body, about)
        if found is None:
            raise UserError(f"“{text}”还没有公布。没有改动。请先公布。")
        return found
    held = postings.numbered(desk.db, name.number)
    if len(held) == 1:
        return held[0]
    void = next((one for one in store.voids(desk.db) if one.number == name.number), None)
    if void:
        raise UserError(f"{void.number}已作废：{void.reason}。")
    if held:
        known = "、".join(one.number for one in held)
        raise UserError(f"“{text}”有好几个：{known}。请写全。")
    raise UserError(f"没有编号为“{text}”的榜。请用 postings 查看已公布的编号。")


def waiting(desk: Desk, item: str, body: str, about: str) -> Submission | None:
    """Return what was submitted of a subject and is still open, or None."""
    one = last_submission(desk, item, body, about)
    if one is None or one.withdrawn_on:
        return None
    returned = submission_state(one, store.steps(desk.db, one.id), ()) is State.RETURNED
    return None if returned else one


def last_submission(desk: Desk, item: str, body: str, about: str) -> Submission | None:
    """Return the last submission of a subject that was not published, or None."""
    found = store.submissions(desk.db, item, body, about)
    published = {one.submission for one in postings.revisions(desk.db, item, body, about)}
    return found[-1] if found and found[-1].id not in published else None


def required_steps(desk: Desk, item: Item, day: date) -> tuple[Step, ...]:
    """Return the steps before an item is posted, by the catalogue and the rules of a day."""
    return steps_of(item, day, rulebooks.rulebook(desk).rules)


def life_of(desk: Desk, subject: Subject) -> Life:
    """Return the life of the newest revision of a subject, and of what is in review of it."""
    item, body, about = subject.key
    one = postings.latest(desk.db, item, body, about)
    last = last_submission(desk, item, body, about)
    if one is None:
        return _before_posting(desk, subject.item, last)
    life = life_of_posting(desk, one)
    if last is None or last.withdrawn_on:
        return life
    review = _before_posting(desk, subject.item, last)
    return Life(**{**vars(life), "review": review.state, "missing": review.missing})


def life_of_posting(desk: Desk, one: Posting) -> Life:
    """Return the life of one posting, be it the newest revision or not."""
    hanging = hanging_of(desk, one)
    filed = store.filed(desk.db, one.id)
    newer = postings.replacing(desk.db, one.id)
    submission = store.submission(desk.db, one.submission) if one.submission else None
    item = catalogues.catalogue(desk).catalogue.item(one.item)
    day = submission.submitted_on if submission else one.published_on
    return Life(
        posting_state(hanging, desk.today, replaced=newer is not None, archived=filed is not None),
        submission,
        store.steps(desk.db, submission.id) if submission else (),
        required_steps(desk, item, day) if item else (),
        (),
        one,
        hanging,
        None,
        newer,
        filed,
    )


def hanging_of(desk: Desk, one: Posting) -> Hanging:
    """Return where and when a posting hung, and for how long and where it must."""
    displays = store.displays(desk.db, one.id)
    item = catalogues.catalogue(desk).catalogue.item(one.item)
    rules = rulebooks.rulebook(desk).rules
    paper = from_json(one.content).standing.days
    return _hanging(desk, displays, item, rules, paper)


def places_of(desk: Desk, rules: Sequence[Rule], item: Item | None, day: date) -> tuple[Place, ...]:
    """Return where something must hang: once in each 自然村 where the rules split the boards."""
    rule = governing(rules, "split_boards_by", day, item.item_class if item else None)
    groups: dict[str, set[str]] = {}
    for board in store.boards(desk.db):
        if board.natural_village and board.serves(day):
            groups.setdefault(board.natural_village, set()).add(board.id)
    if rule is None or not groups:
        return (Place(),)
    return tuple(Place(name, frozenset(ids)) for name, ids in groups.items())


def all_posted(desk: Desk, items: Sequence[Item], rules: Sequence[Rule]) -> tuple[Posted, ...]:
    """Return where everything stands that was drafted, submitted or posted, for what is due."""
    known = {item.code: item for item in items}
    filed, paper = store.all_filed(desk.db), store.days_promised(desk.db)
    displays: dict[str, list[Display]] = {}
    for display in store.all_displays(desk.db):
        displays.setdefault(display.posting, []).append(display)
    found = [Posted(*place) for place in drafts.drafted(desk.db)]
    for one in store.unpublished(desk.db):
        item = known.get(one.item)
        required = steps_of(item, one.submitted_on, rules) if item else ()
        state = submission_state(one, store.steps(desk.db, one.id), required)
        found.append(Posted(one.item, one.body, one.about, None, state))
    for id_, code, body, about, day, replaced in postings.places(desk.db):
        hung = tuple(displays.get(id_, ()))
        state = State.PUBLISHED
        if id_ in filed or replaced or hung:
            hanging = _hanging(desk, hung, known.get(code), rules, paper.get(id_, 0))
            state = posting_state(hanging, desk.today, replaced=replaced, archived=id_ in filed)
        found.append(Posted(code, body, about, day, state))
    return tuple(found)


def _before_posting(desk: Desk, item: Item, last: Submission | None) -> Life:
    if last is None or last.withdrawn_on:
        return Life(State.DRAFT, last, required=required_steps(desk, item, desk.today))
    steps = store.steps(desk.db, last.id)
    required = required_steps(desk, item, last.submitted_on)
    state = submission_state(last, steps, required)
    missing = missing_steps(required, steps, last.digest)
    return Life(state, last, steps, required, missing)


def _hanging(
    desk: Desk,
    displays: tuple[Display, ...],
    item: Item | None,
    rules: Sequence[Rule],
    paper: int,
) -> Hanging:
    """Return what a posting owes its boards: the longer of what the law and the paper say."""
    day = displays[-1].up_on if displays else desk.today
    rule = days_on_board(item, day, rules) if item else None
    least = max(paper, rule.number if rule else 0)
    return Hanging(displays, least, places_of(desk, rules, item, day))


def _parsed(text: str) -> Name:
    try:
        return parse_name(text)
    except ValueError as error:
        raise UserError(str(error)) from error


def _about(desk: Desk, item: Item, name: Name) -> About:
    """Return the period, or of an item without a cycle the event that the name speaks of."""
    if item.cycle is not None:
        if name.period is None or name.event:
            raise UserError(f"“{item.title}”是定期公布的，请写成“{item.code}@期间”。")
        return name.period
    found = [
        one
        for one in drafts.events(desk.db)
        if one.item == item.code
        and one.id.startswith(name.event)
        and (name.period is None or name.period.holds(one.happened_on))
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UserError(f"“{item.title}”没有这样的事件。请先用 event 登记，或用 events 查看。")
    known = "、".join(f"#{one.id[:8]}（{one.title}）" for one in found[:5])
    raise UserError(f"“{item.title}”有 {len(found)} 件事，请在名称里写明是哪一件：{known}。")
