"""What is wrong or doubtful with an item before it is published, and what was let pass."""

from collections.abc import Iterator
from functools import cache

from boardapp.core.catalogue import Item
from boardapp.core.checks.arithmetic import arithmetic
from boardapp.core.checks.openness import openness
from boardapp.core.compose import COMPOSERS
from boardapp.core.content import Content, Figures, Table, digest, from_json, texts
from boardapp.core.draft import draft_problems
from boardapp.core.errors import UserError
from boardapp.core.feedback import answers
from boardapp.core.finding import Finding, Level
from boardapp.core.ledger import Totals
from boardapp.core.life.correction import correction_alone, without_correction
from boardapp.core.period import Period
from boardapp.core.privacy import scan_content
from boardapp.core.village import Body
from boardapp.notices.fonts import Fonts, load, uncommon, unprintable
from boardapp.services import checking, life
from boardapp.services import ledger as ledgers
from boardapp.services.catalogues import catalogue, item_named
from boardapp.services.composing import (
    About,
    book_of,
    code_of,
    compose_item,
    draft_of,
    public_numbers,
    stage_of,
)
from boardapp.services.desk import Desk
from boardapp.services.resources import resource
from boardapp.store import drafts, postings
from boardapp.store.drafts import Overridden

FINANCE = tuple(COMPOSERS)
"""The items that are composed from the ledger alone."""


def compose(desk: Desk, item: str, about: About, body: Body) -> Content:
    """Compose an item of the catalogue by its code; raises UserError for unknown items."""
    return compose_item(desk, item_named(desk, item), about, body)


def check(desk: Desk, period: Period, body: Body) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful with a period's money before it is published."""
    book = book_of(desk, body).id
    found = [*checking.ledger_findings(desk.db, book, period)]
    ledger = ledgers.period_ledger(desk.db, book, period)
    decided = postings.figures_told(desk.db, FINANCE)
    found += openness(ledger, _history(desk, book, period), decided)
    known = catalogue(desk).catalogue
    for item in filter(None, map(known.item, FINANCE)):
        found += content_findings(desk, item, period, body)
    return tuple(dict.fromkeys(found))


def check_item(desk: Desk, item: Item, about: About, body: Body) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful with one item before it is published."""
    found: list[Finding] = []
    if item.composer in COMPOSERS and isinstance(about, Period):
        found += checking.ledger_findings(desk.db, book_of(desk, body).id, about)
    return (*found, *content_findings(desk, item, about, body))


def content_findings(desk: Desk, item: Item, about: About, body: Body) -> tuple[Finding, ...]:
    """Return the findings on an item's content; those that were overridden are left out."""
    content = compose_item(desk, item, about, body)
    found = [*draft_problems(item, draft_of(desk, item, about, body), stage_of(about))]
    if item.composer == answers.COMPOSER and not any(isinstance(b, Table) for b in content.blocks):
        found.append(Finding(Level.MUST, "no-answers", answers.NOTHING, item.title))
    found += said_of(desk, content)
    found += _changed_since(desk, item, about, body, content)
    return _not_overridden(desk, item.code, body.id, code_of(about), content, found)


def frozen_findings(
    desk: Desk, item: str, body: str, about: str, content: Content
) -> tuple[Finding, ...]:
    """Return the findings on a frozen content; of a 更正公告 on both of its halves."""
    whole = without_correction(content)
    found = _not_overridden(desk, item, body, about, whole, said_of(desk, whole))
    return (*found, *said_of(desk, correction_alone(content)))


def said_of(desk: Desk, content: Content) -> list[Finding]:
    """Return what is wrong or doubtful with a content, whatever it was composed from."""
    found = [*arithmetic(content), *scan_content(content, public_numbers(desk))]
    rare = uncommon(texts(content))
    for character in unprintable(notice_fonts(), rare) if rare else ():
        sentence = (
            f"{character}这台电脑没有字体能打印。请安装含有这个字的字体，或与当事人商定用字。"
        )
        found.append(Finding(Level.MUST, "unprintable", sentence, content.title))
    return found


def _not_overridden(
    desk: Desk, item: str, body: str, about: str, content: Content, found: list[Finding]
) -> tuple[Finding, ...]:
    said = {
        (one.code, one.place, one.digest) for one in drafts.overridden(desk.db, item, body, about)
    }
    mark = digest(content)
    return tuple(one for one in found if (one.code, one.where, mark) not in said)


def _changed_since(
    desk: Desk, item: Item, about: About, body: Body, content: Content
) -> Iterator[Finding]:
    """Say that what is held now is otherwise than what was published or is in review."""
    place = (item.code, body.id, code_of(about))
    waiting = life.waiting(desk, *place)
    if waiting and differs(from_json(waiting.content), content):
        sentence = (
            f"{waiting.submitted_on}提交审查之后内容有改动；审的、公布的都是提交时的内容。"
            "要用现在的，请撤回后重新提交。"
        )
        yield Finding(Level.VERIFY, "submitted-differs", sentence, item.title)
    posting = postings.latest(desk.db, *place)
    if posting and not waiting and differs(from_json(posting.content), content):
        sentence = f"{posting.number}公布之后内容有改动，墙上的与现在的不一致，需要发更正公告。"
        yield Finding(Level.VERIFY, "published-differs", sentence, item.title)


def override(
    desk: Desk, item: Item, about: About, body: Body, finding: Finding, reason: str
) -> None:
    """Let one finding stand in the way no more, for this very content, with a reason.

    Raises UserError without a reason; characters that cannot be printed stay in the way.
    """
    if len(reason.strip()) < 4:
        raise UserError("请写明理由（至少四个字），理由会记入操作记录。")
    if finding.code == "unprintable":
        raise UserError("没有字体的字印不出来，不能放行。请安装字体或改用别的写法。")
    content = compose_item(desk, item, about, body)
    one = Overridden(
        item.code, body.id, code_of(about), finding.code, finding.where, digest(content),
        reason.strip(),
    )  # fmt: skip
    with desk.writing("override", vars(one)) as db:
        drafts.save_overridden(db, one, desk.today, desk.operator)


@cache
def notice_fonts() -> Fonts:
    """Return the fonts that notices are set in; reading them takes longer than most notices."""
    return load(resource("fonts"))


def _history(desk: Desk, book: str, period: Period) -> tuple[Totals, ...]:
    """Return the totals of up to twelve periods before, of those that are held whole."""
    held = ledgers.months_held(desk.db, book)
    found, one = [], period
    for _ in range(12):
        one = one.previous()
        if set(one.months) <= held:
            found.append(ledgers.period_totals(desk.db, book, one))
    return tuple(found)


def differs(frozen: Content, now: Content) -> bool:
    """Whether the figures or the lines of two contents differ; signers and words may change."""
    held = without_correction(frozen)
    return [b for b in held.blocks if not isinstance(b, Figures)] != [
        b for b in now.blocks if not isinstance(b, Figures)
    ]
