"""回音壁: answers go on the board, chosen by a clerk, through review like any posting."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict

from boardapp.core.errors import UserError
from boardapp.core.feedback import Act
from boardapp.core.feedback.answers import ITEM
from boardapp.core.obligations import Event
from boardapp.core.period import Period
from boardapp.core.village import Body
from boardapp.services import catalogues, opinions
from boardapp.services.desk import Desk
from boardapp.services.opinions import Seen
from boardapp.services.subjects import Subject
from boardapp.store import drafts
from boardapp.store import feedback as store


def choice(desk: Desk, body: Body, period: Period | None = None) -> tuple[Seen, ...]:
    """Return the opinions with answers that can be posted, of those given in a period or ever."""
    return tuple(
        one
        for one in opinions.register(desk, body)
        if any(period is None or period.holds(act.on) for act in one.postable)
    )


def post_answers(
    desk: Desk, body: Body, some: Sequence[Seen], period: Period | None = None
) -> Subject:
    """Choose answers for one notice, and return the subject to be submitted, reviewed, published.

    It is an event of its own, on the day of the last answer; of a ``period`` only the answers
    given in it are taken. Raises UserError when there is nothing to post.
    """
    acts = [
        act
        for one in some
        for act in opinions.seen(desk, one.opinion).postable
        if one.opinion.body == body.id and (period is None or period.holds(act.on))
    ]
    if not acts:
        raise UserError(
            "没有可以公开的答复：要先记入答复；举报、作废的和已经公开的不再公开。没有改动。"
        )
    item = catalogues.item_named(desk, ITEM)
    day = max(act.on for act in acts)
    title = _title(desk, body, period or Period.month_of(day))
    event = Event(str(uuid.uuid4()), item.code, day, title, "", body.id)
    details = {"after": {**asdict(event), "happened_on": day.isoformat()}, "answers": _ids(acts)}
    with desk.writing("post-answers", details) as db:
        drafts.save_event(db, event)
        store.post(db, event.id, acts)
    return Subject(item, event, body)


def _title(desk: Desk, body: Body, period: Period) -> str:
    """Return a title that no earlier notice of answers has."""
    plain = f"{period.label}意见答复"
    held = {e.title for e in drafts.events(desk.db) if (e.item, e.body) == (ITEM, body.id)}
    numbered = (f"{plain}（第{n}批）" for n in range(2, len(held) + 3))
    return next(title for title in (plain, *numbered) if title not in held)


def _ids(acts: Sequence[Act]) -> list[str]:
    return [one.id for one in acts]
