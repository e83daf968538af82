"""Check, publish and print: from what is held of an item to a numbered, frozen posting."""

import hashlib
import uuid
from dataclasses import dataclass
from functools import cache

from boardapp.core.catalogue import Item
from boardapp.core.checks.arithmetic import arithmetic
from boardapp.core.checks.openness import openness
from boardapp.core.compose import COMPOSERS, cash_journal
from boardapp.core.content import Content, Figures, digest, from_json, texts, to_json
from boardapp.core.draft import draft_problems
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.ledger import Totals
from boardapp.core.period import Period
from boardapp.core.posting import Imprint, Posting, number_label
from boardapp.core.privacy import scan_content
from boardapp.core.village import Body
from boardapp.notices.fonts import Fonts, load, unprintable
from boardapp.notices.paper import Paper, Style
from boardapp.notices.render import render
from boardapp.services import checking
from boardapp.services import ledger as ledgers
from boardapp.services.catalogues import item_named
from boardapp.services.composing import (
    About,
    book_of,
    code_of,
    compose_item,
    draft_of,
    label_of,
    public_numbers,
    stage_of,
)
from boardapp.services.desk import Desk
from boardapp.services.papers import usual_paper
from boardapp.services.resources import resource
from boardapp.services.village import body_named
from boardapp.store import drafts, postings
from boardapp.store.drafts import Overridden

DEFAULT_ITEM = cash_journal.ITEM
FINANCE = tuple(COMPOSERS)
"""The items that are composed from the ledger alone."""


@dataclass(frozen=True)
class Notice:
    """A printable notice: its PDF, the content it shows and the number it bears, if any."""

    pdf: bytes
    content: Content
    imprint: Imprint
    paper: Paper


def compose(desk: Desk, item: str, about: About, body: Body) -> Content:
    """Compose an item of the catalogue by its code; raises UserError for unknown items."""
    return compose_item(desk, item_named(desk, item), about, body)


def check(desk: Desk, period: Period, body: Body) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful with a period's money before it is published."""
    book = book_of(desk, body).id
    found = [*checking.ledger_findings(desk.db, book, period)]
    ledger = ledgers.period_ledger(desk.db, book, period)
    found += openness(ledger, _history(desk, book, period), _decided(desk))
    for code in FINANCE:
        found += content_findings(desk, item_named(desk, code), period, body)
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
    found += arithmetic(content)
    found += scan_content(content, public_numbers(desk))
    for character in unprintable(notice_fonts(), texts(content)):
        sentence = (
            f"{character}这台电脑没有字体能打印。请安装含有这个字的字体，或与当事人商定用字。"
        )
        found.append(Finding(Level.MUST, "unprintable", sentence, item.title))
    posting = postings.latest(desk.db, item.code, body.id, code_of(about))
    if posting and _differs(from_json(posting.content), content):
        sentence = f"{posting.number}公布之后内容有改动，墙上的与现在的不一致，需要发更正公告。"
        found.append(Finding(Level.VERIFY, "published-differs", sentence, item.title))
    said = {
        (one.code, one.place, one.digest)
        for one in drafts.overridden(desk.db, item.code, body.id, code_of(about))
    }
    mark = digest(content)
    return tuple(one for one in found if (one.code, one.where, mark) not in said)


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


def publish(desk: Desk, item: str, about: About, body: Body) -> Posting:
    """Publish an item: assign the next number, freeze content and PDF, journal both digests.

    Raises UserError when it has been published already or a finding must be put right first.
    """
    one = item_named(desk, item)
    held = postings.latest(desk.db, item, body.id, code_of(about))
    if held:
        raise UserError(f"{label_of(about)}的这一项已经公布，编号 {held.number}。没有改动。")
    must = [found for found in check_item(desk, one, about, body) if found.level is Level.MUST]
    if must:
        where = f"（{must[0].where}）" if must[0].where else ""
        raise UserError(f"还不能公布：{must[0].sentence}{where}")
    content = compose_item(desk, one, about, body)
    year = desk.today.year
    serial = postings.next_serial(desk.db, body.id, year)
    number = number_label(body.prefix, year, serial)
    imprint = Imprint(number, digest(content), desk.today)
    pdf = render(content, imprint, usual_paper(content, imprint, notice_fonts()), notice_fonts())
    posting = Posting(
        id=str(uuid.uuid4()),
        item=item,
        body=body.id,
        period=code_of(about),
        revision=1,
        number=number,
        digest=digest(content),
        content=to_json(content),
        notice_digest=hashlib.sha256(pdf).hexdigest(),
        published_on=desk.today,
        published_by=desk.operator,
        published_at=desk.now.isoformat(),
    )
    details = {
        "posting": posting.id,
        "number": number,
        "digest": posting.digest,
        "notice_digest": posting.notice_digest,
    }
    with desk.writing("publish", details) as db:
        postings.add(db, posting, year, serial, pdf)
    return posting


def notice(
    desk: Desk,
    about: About,
    item: str = DEFAULT_ITEM,
    body: Body | None = None,
    paper: str = "",
    style: str = Style.COLOUR.value,
    *,
    save_paper: bool = False,
) -> Notice:
    """Return the notice of an item: what was published, or else a 样张 of what is held now.

    Without a ``paper`` it is the one that suits the content, on which it is frozen when published.
    """
    body = body or body_named(desk)
    posting = postings.latest(desk.db, item, body.id, code_of(about))
    if posting:
        content = from_json(posting.content)
        imprint = Imprint(posting.number, posting.digest, posting.published_on)
    else:
        content = compose(desk, item, about, body)
        imprint = Imprint(digest=digest(content))
    form = Paper(paper) if paper else usual_paper(content, imprint, notice_fonts())
    pdf = render(content, imprint, form, notice_fonts(), Style(style), save_paper)
    return Notice(pdf, content, imprint, form)


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


def _decided(desk: Desk) -> tuple[int, ...]:
    """Return the amounts in fen that published resolutions and projects speak of."""
    found: list[int] = []
    for one in postings.all_of(desk.db):
        if one.item in FINANCE:
            continue
        content = from_json(one.content)
        figures = (block for block in content.blocks if isinstance(block, Figures))
        found += [f.value for b in figures for f in b.figures if isinstance(f.value, int)]
    return tuple(found)


def _differs(published: Content, now: Content) -> bool:
    """Whether the figures or the lines of two contents differ; signers and words may change."""
    return [b for b in published.blocks if not isinstance(b, Figures)] != [
        b for b in now.blocks if not isinstance(b, Figures)
    ]
