"""What is submitted: a content frozen under its digest, and how it is spoken of."""

import uuid
from datetime import date
from typing import Any

from boardapp.core.content import Content, digest, from_json, to_json
from boardapp.core.disclosure import Step
from boardapp.core.life import Outcome, StepTaken, Submission
from boardapp.services.desk import Desk
from boardapp.services.life import Subject
from boardapp.store import life as store


def drawn_up(
    desk: Desk,
    subject: Subject,
    content: Content,
    revision: int = 1,
    replaces: str = "",
    reason: str = "",
) -> Submission:
    """Return a submission of a content, which nobody has kept yet."""
    item, body, about = subject.key
    return Submission(
        id=str(uuid.uuid4()),
        item=item,
        body=body,
        about=about,
        revision=revision,
        digest=digest(content),
        content=to_json(content),
        submitted_on=desk.today,
        submitted_by=desk.operator,
        replaces=replaces,
        reason=reason,
    )


def enter(desk: Desk, one: Submission) -> None:
    """Keep a submission and its 提出方案, within somebody's transaction."""
    store.add_submission(desk.db, one)
    proposal = step_taken(one, Step.PROPOSAL, Outcome.APPROVED, one.submitted_by, one.submitted_on)
    store.add_step(desk.db, proposal)


def title_of(one: Submission) -> str:
    """Return what a submission is called when it is spoken of."""
    content = from_json(one.content)
    return f"{content.title}（{content.period_label}）"


def told(one: Submission) -> dict[str, Any]:
    """Return what the journal tells of a submission."""
    return {
        "submission": one.id,
        "item": one.item,
        "body": one.body,
        "about": one.about,
        "revision": one.revision,
        "digest": one.digest,
        "replaces": one.replaces,
        "reason": one.reason,
    }


def step_taken(one: Submission, kind: Step, outcome: Outcome, by: str, on: date) -> StepTaken:
    """Return a step on exactly the digest that was submitted, which nobody has kept yet."""
    return StepTaken(str(uuid.uuid4()), one.id, kind, outcome, one.digest, by, on)
