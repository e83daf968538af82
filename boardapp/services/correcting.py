"""更正: a new revision of what was published, headed by what stood there and what it is now."""

from boardapp.core.content import Content, from_json
from boardapp.core.errors import UserError
from boardapp.core.finding import Level
from boardapp.core.life import Submission
from boardapp.core.life.correction import correction, without_correction
from boardapp.core.life.difference import Change, differences
from boardapp.core.posting import Posting
from boardapp.core.privacy import masked
from boardapp.services import clock, life, submissions
from boardapp.services.composing import compose_item, public_numbers
from boardapp.services.desk import Desk
from boardapp.services.item_checks import check_item, frozen_findings
from boardapp.store import postings


def changes_of(desk: Desk, posting: Posting) -> tuple[Change, ...]:
    """Return how what is held now differs from what was published."""
    return differences(without_correction(from_json(posting.content)), _now(desk, posting))


def changes_between(desk: Desk, posting: Posting) -> tuple[Change, ...]:
    """Return how a 更正公告 differs from the posting it replaces; nothing for any other."""
    old = postings.by_id(desk.db, posting.replaces) if posting.replaces else None
    if old is None:
        return ()
    before, after = from_json(old.content), from_json(posting.content)
    return differences(without_correction(before), without_correction(after))


def correct(desk: Desk, posting: Posting, reason: str) -> Submission:
    """Submit a correction of a posting from what is held now; it must be reviewed like the first.

    Published, it bears a number of its own, names the one it replaces, and its days begin anew.
    Raises UserError when nothing differs, when a newer revision exists, or one is in review.
    """
    if len(reason.strip()) < 2:
        raise UserError("更正要写明原因。没有改动。")
    clock.refuse_before(desk, posting.published_on, "公布的日期")
    newer = postings.replacing(desk.db, posting.id)
    if newer:
        raise UserError(f"{posting.number}已被{newer.number}更正，要再改请更正那一份。没有改动。")
    subject = life.subject_of(desk, posting.item, posting.period, posting.body)
    if life.waiting(desk, *subject.key):
        raise UserError(f"{posting.number}的更正已经提交，正在审查或已审。没有改动。")
    changes = changes_of(desk, posting)
    if not changes:
        raise UserError(
            f"现在的内容与{posting.number}公布的一样，没有可以更正的。没有改动。"
            "请先改正账目或草稿；只是要重新张贴的，用 put-up。"
        )
    must = [
        found
        for found in check_item(desk, subject.item, subject.about, subject.body)
        if found.level is Level.MUST
    ]
    content = _notice(desk, posting, reason.strip(), changes)
    must += [f for f in frozen_findings(desk, *subject.key, content) if f.level is Level.MUST]
    if must:
        raise UserError(f"还不能更正：{must[0].sentence}（{must[0].where}）")
    one = submissions.drawn_up(
        desk, subject, content, posting.revision + 1, posting.id, reason.strip()
    )
    details = {**submissions.told(one), "number": posting.number, "changes": [*map(vars, changes)]}
    with desk.writing("correct", details):
        submissions.enter(desk, one)
    return one


def _now(desk: Desk, posting: Posting) -> Content:
    subject = life.subject_of(desk, posting.item, posting.period, posting.body)
    return compose_item(desk, subject.item, subject.about, subject.body)


def _notice(desk: Desk, posting: Posting, reason: str, changes: tuple[Change, ...]) -> Content:
    """Return the 更正公告; a number that should never have hung there is masked in it too."""
    content = correction(_now(desk, posting), posting.number, posting.published_on, reason, changes)
    return masked(content, public_numbers(desk))
