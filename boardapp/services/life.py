"""Where postings stand, read from what is held: one by its name or number, or all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from boardapp.core.catalogue import Item
from boardapp.core.content import from_json
from boardapp.core.disclosure import Step
from boardapp.core.due import days_on_board, steps_of
from boardapp.core.life import (
    Display,
    Filed,
    Hanging,
    Outcome,
    Place,
    State,
    StepTaken,
    Submission,
    missing_steps,
    posting_state,
    submission_state,
)
from boardapp.core.obligations import Posted
from boardapp.core.posting import Posting
from boardapp.core.rules import Rule, governing
from boardapp.services import catalogues, rulebooks
from boardapp.services.desk import Desk
from boardapp.services.subjects import (
    Subject,
    about_of_code,
    body_of,
    posting_named,
    subject_kept,
    subject_named,
    subject_of,
)
from boardapp.store import drafts, postings
from boardapp.store import life as store

__all__ = [
    "Life",
    "Subject",
    "about_of_code",
    "all_posted",
    "body_of",
    "hanging_of",
    "hangings",
    "last_submission",
    "life_of",
    "life_of_posting",
    "places_of",
    "posting_named",
    "posting_states",
    "required_steps",
    "returns_of",
    "subject_kept",
    "subject_named",
    "subject_of",
    "waiting",
]


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


def returns_of(desk: Desk, subject: Subject) -> tuple[StepTaken, ...]:
    """Return every step by which a subject was returned, of whatever submission, oldest first."""
    found = store.submissions(desk.db, *subject.key)
    steps = [step for one in found for step in store.steps(desk.db, one.id)]
    return tuple(step for step in steps if step.outcome is Outcome.RETURNED)


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
    found = [Posted(*place) for place in drafts.drafted(desk.db)]
    for one in store.unpublished(desk.db):
        item = known.get(one.item)
        required = steps_of(item, one.submitted_on, rules) if item else ()
        state = submission_state(one, store.steps(desk.db, one.id), required)
        found.append(Posted(one.item, one.body, one.about, None, state))
    states = posting_states(desk, items, rules)
    for id_, code, body, about, day, _ in postings.places(desk.db):
        found.append(Posted(code, body, about, day, states[id_]))
    return tuple(found)


def posting_states(desk: Desk, items: Sequence[Item], rules: Sequence[Rule]) -> dict[str, State]:
    """Return the state of every posting by its id, without reading what stands on each."""
    filed, hung = store.all_filed(desk.db), hangings(desk, items, rules)
    found = {}
    for id_, _, _, _, _, replaced in postings.places(desk.db):
        if id_ in filed or replaced:
            found[id_] = State.ARCHIVED if id_ in filed else State.REPLACED
        else:
            one = hung.get(id_)
            found[id_] = posting_state(one, desk.today) if one else State.PUBLISHED
    return found


def hangings(desk: Desk, items: Sequence[Item], rules: Sequence[Rule]) -> dict[str, Hanging]:
    """Return where and when everything hung, by the posting's id.

    What never hung is not among it, nor what was corrected or filed.
    """
    known, paper = {item.code: item for item in items}, store.days_promised(desk.db)
    displays: dict[str, list[Display]] = {}
    for display in store.all_displays(desk.db):
        displays.setdefault(display.posting, []).append(display)
    codes = {id_: code for id_, code, _, _, _, _ in postings.places(desk.db)}
    return {
        id_: _hanging(desk, tuple(hung), known.get(codes[id_]), rules, paper.get(id_, 0))
        for id_, hung in displays.items()
    }


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
