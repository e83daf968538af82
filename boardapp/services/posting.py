"""Compose, check and publish: from the ledger of a period to a numbered, frozen posting."""

import hashlib
import uuid
from dataclasses import dataclass
from functools import cache

from boardapp.core.compose import COMPOSERS, cash_journal
from boardapp.core.content import Content, Figures, digest, from_json, texts, to_json
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.period import Period
from boardapp.core.posting import Imprint, Posting, number_label
from boardapp.core.village import Body, Book
from boardapp.notices.fonts import Fonts, load, unprintable
from boardapp.notices.paper import Paper, Style
from boardapp.notices.render import render
from boardapp.services import checking
from boardapp.services import ledger as ledgers
from boardapp.services.desk import Desk
from boardapp.services.resources import resource
from boardapp.services.village import body_named, publisher
from boardapp.store import postings, villages

DEFAULT_ITEM = cash_journal.ITEM


@dataclass(frozen=True)
class Notice:
    """A printable notice: its PDF, the content it shows and the number it bears, if any."""

    pdf: bytes
    content: Content
    imprint: Imprint
    paper: Paper


def compose(desk: Desk, item: str, period: Period, body: Body) -> Content:
    """Compose an item about a period from what is held now; raises UserError for unknown items."""
    if item not in COMPOSERS:
        raise UserError(f"没有编号为“{item}”的公开事项；现有：{'、'.join(COMPOSERS)}。")
    _, composer = COMPOSERS[item]
    ledger = ledgers.period_ledger(desk.db, book_of(desk, body).id, period)
    return composer(ledger, publisher(desk, body, desk.today))


def book_of(desk: Desk, body: Body) -> Book:
    """Return the book that a body publishes."""
    for book in villages.books(desk.db):
        if body.id in book.bodies:
            return book
    raise UserError(f"{body.name}还没有账套。请在设置里给它指定一个账套。")


def check(desk: Desk, period: Period, body: Body) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful with a period before it is published."""
    found = [*checking.ledger_findings(desk.db, book_of(desk, body).id, period)]
    fonts = notice_fonts()
    for item, (title, _) in COMPOSERS.items():
        content = compose(desk, item, period, body)
        for character in unprintable(fonts, texts(content)):
            sentence = (
                f"{character}这台电脑没有字体能打印。请安装含有这个字的字体，或与当事人商定用字。"
            )
            found.append(Finding(Level.MUST, "unprintable", sentence, title))
        posting = postings.latest(desk.db, item, body.id, period.code)
        if posting and _differs(from_json(posting.content), content):
            found.append(
                Finding(
                    Level.VERIFY,
                    "published-differs",
                    f"{posting.number}公布之后账目有改动，墙上的数字与账上不一致，需要发更正公告。",
                    title,
                )
            )
    return tuple(found)


def publish(desk: Desk, item: str, period: Period, body: Body) -> Posting:
    """Publish an item: assign the next number, freeze content and PDF, journal both digests.

    Raises UserError when it has been published already or a finding must be put right first.
    """
    held = postings.latest(desk.db, item, body.id, period.code)
    if held:
        raise UserError(f"{period.label}的这一项已经公布，编号 {held.number}。没有改动。")
    must = [one for one in check(desk, period, body) if one.level is Level.MUST]
    if must:
        raise UserError(f"还不能公布：{must[0].sentence}")
    content = compose(desk, item, period, body)
    year = desk.today.year
    serial = postings.next_serial(desk.db, body.id, year)
    number = number_label(body.prefix, year, serial)
    imprint = Imprint(number, digest(content), desk.today)
    pdf = render(content, imprint, Paper.A3, notice_fonts())
    posting = Posting(
        id=str(uuid.uuid4()),
        item=item,
        body=body.id,
        period=period.code,
        revision=1,
        number=number,
        digest=digest(content),
        content=to_json(content),
        notice_digest=hashlib.sha256(pdf).hexdigest(),
        published_on=desk.today,
        published_by=desk.operator,
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
    period: Period,
    item: str = DEFAULT_ITEM,
    body: Body | None = None,
    paper: str = Paper.A3.value,
    style: str = Style.COLOUR.value,
    *,
    save_paper: bool = False,
) -> Notice:
    """Return the notice of an item: what was published, or else a 样张 of what is held now."""
    body = body or body_named(desk)
    posting = postings.latest(desk.db, item, body.id, period.code)
    if posting:
        content = from_json(posting.content)
        imprint = Imprint(posting.number, posting.digest, posting.published_on)
    else:
        content = compose(desk, item, period, body)
        imprint = Imprint(digest=digest(content))
    form = Paper(paper)
    pdf = render(content, imprint, form, notice_fonts(), Style(style), save_paper)
    return Notice(pdf, content, imprint, form)


@cache
def notice_fonts() -> Fonts:
    """Return the fonts that notices are set in; reading them takes longer than most notices."""
    return load(resource("fonts"))


def _differs(published: Content, now: Content) -> bool:
    """Whether the figures or the lines of two contents differ; signers and words may change."""
    return [b for b in published.blocks if not isinstance(b, Figures)] != [
        b for b in now.blocks if not isinstance(b, Figures)
    ]
