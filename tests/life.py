"""Take an item through review as a village does, for tests that are about what comes after."""

from datetime import date

from boardapp.core.disclosure import Step
from boardapp.core.life import Submission
from boardapp.core.posting import Posting
from boardapp.core.village import Body
from boardapp.services import life, posting, reviewing
from boardapp.services.catalogues import item_named
from boardapp.services.composing import About
from boardapp.services.desk import Desk

REVIEWERS = {Step.FINANCE_GROUP: "陈某", Step.SUPERVISION: "李某", Step.SIGNATURE: "张某"}


def submitted(desk: Desk, item: str, about: About, body: Body) -> Submission:
    """Submit what is held now."""
    return reviewing.submit(desk, item_named(desk, item), about, body)


def approve(desk: Desk, one: Submission, on: date | None = None) -> None:
    """Let every step approve that is still missing."""
    subject = life.subject_of(desk, one.item, one.about, one.body)
    for step in life.life_of(desk, subject).missing:
        reviewing.approve(desk, [one], step, REVIEWERS.get(step, "张某"), on)


def reviewed(desk: Desk, item: str, about: About, body: Body) -> Submission:
    """Submit what is held now and let every step approve it."""
    one = submitted(desk, item, about, body)
    approve(desk, one)
    return one


def published(desk: Desk, item: str, about: About, body: Body) -> Posting:
    """Submit, approve and publish what is held now."""
    reviewed(desk, item, about, body)
    return posting.publish(desk, item, about, body)
