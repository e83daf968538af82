"""What is still to be done on the boards: of one posting, of a whole period."""

from boardapp.core.finding import Finding, Level
from boardapp.core.life import days_hung, due_down, places_short, taken_early
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.services import life
from boardapp.services.desk import Desk
from boardapp.store import drafts, postings
from boardapp.store import life as store


def board_findings(desk: Desk, posting: Posting) -> tuple[Finding, ...]:
    """Return what is still to be done about a posting on its boards."""
    if store.filed(desk.db, posting.id):
        return ()
    hanging = life.hanging_of(desk, posting)
    names = {one.id: one.name for one in store.boards(desk.db)}
    number, least = posting.number, hanging.least
    found: list[Finding] = []
    newer = postings.replacing(desk.db, posting.id)
    if newer:
        for one in hanging.displays:
            if one.down_on is None:
                sentence = f"{number}已被{newer.number}更正，请从“{names[one.board]}”揭下。"
                found.append(Finding(Level.VERIFY, "replaced-hangs", sentence, number))
        return tuple(found)
    for one in taken_early(hanging, desk.today):
        hung = days_hung(one, desk.today)
        sentence = (
            f"{number}在“{names[one.board]}”只张贴了 {hung} 天（应不少于 {least} 天），"
            "应当重新公布：请再贴一次，天数重新计算。"
        )
        found.append(Finding(Level.MUST, "repost", sentence, number))
    for place in places_short(hanging):
        where = f"{place.name}的公开栏" if place.name else "公开栏"
        found.append(Finding(Level.VERIFY, "not-put-up", f"{number}还没有贴到{where}上。", number))
    for one in hanging.displays:
        over = (desk.today - due_down(one, least)).days
        if one.down_on is None and over >= 0:
            sentence = f"{number}在“{names[one.board]}”已贴满 {least} 天，可以揭下归档。"
            found.append(Finding(Level.HINT, "may-come-down", sentence, number))
        if not one.up_photo and one.down_on is None:
            sentence = f"{number}在“{names[one.board]}”没有张贴照片，张贴过的凭据不足。"
            found.append(Finding(Level.HINT, "no-photo", sentence, number))
    return tuple(found)


def period_findings(desk: Desk, period: Period) -> tuple[Finding, ...]:
    """Return what is still to be done on the boards about a period and the events within it."""
    events = {one.id for one in drafts.events(desk.db) if period.holds(one.happened_on)}
    found: list[Finding] = []
    for one in postings.all_of(desk.db):
        if one.period in events or _within(one.period, period):
            found += board_findings(desk, one)
    return tuple(found)


def _within(code: str, period: Period) -> bool:
    try:
        return period.covers(Period.parse(code))
    except ValueError:
        return False
