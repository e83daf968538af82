"""What postings are about, and how a person names them."""

from dataclasses import dataclass

from boardapp.core.catalogue import Item
from boardapp.core.content import from_json
from boardapp.core.disclosure import ItemClass
from boardapp.core.errors import UserError
from boardapp.core.life.naming import Name, parse_name
from boardapp.core.obligations import publishers
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.village import Body
from boardapp.services import catalogues
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
    """Return the body that is named, that began or posted it, whose event it is, or that must."""
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
    owners = {one.body for one in drafts.events(desk.db) if one.id == about}
    own = next((one for one in bodies if one.id in owners), None)
    if own:
        return own
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


def subject_kept(desk: Desk, item: str, about: str, body: str) -> Subject:
    """Return a subject to be looked at, be its item in the catalogue or no more.

    One that is gone is called by what its paper says. Nothing new can be submitted of it: what
    writes asks for ``subject_of``.
    """
    if catalogues.catalogue(desk).catalogue.item(item):
        return subject_of(desk, item, about, body)
    who = next((one for one in villages.bodies(desk.db) if one.id == body), None)
    what, paper = about_of_code(desk, about), _paper(desk, item, body, about)
    if who is None or what is None or paper is None:
        return subject_of(desk, item, about, body)
    cycle = what.cycle if isinstance(what, Period) else None
    gone = Item(item, from_json(paper).title, ItemClass.AFFAIRS, (who.kind,), cycle, "text", ())
    return Subject(gone, what, who)


def _paper(desk: Desk, item: str, body: str, about: str) -> bytes | None:
    """Return the newest content that was frozen of an item, if any was."""
    last = store.submissions(desk.db, item, body, about)
    one = postings.latest(desk.db, item, body, about) or (last[-1] if last else None)
    return one.content if one else None


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
    held = [o for o in postings.numbered(desk.db, name.number) if _ends_with(o, name.number)]
    if len(held) == 1:
        return held[0]
    void = next((one for one in store.voids(desk.db) if one.number == name.number), None)
    if void:
        raise UserError(f"{void.number}已作废：{void.reason}。")
    if held:
        known = "、".join(one.number for one in held)
        raise UserError(f"“{text}”有好几个：{known}。请写全。")
    raise UserError(f"没有编号为“{text}”的榜。请用 postings 查看已公布的编号。")


def _ends_with(one: Posting, text: str) -> bool:
    """Whether a number ends with what was typed and its serial is not cut: 2号 is not 第12号."""
    before = one.number.removesuffix(text)
    cut = text[:1].isdigit() and before[-1:].isdigit()
    return not cut and any(char.isdigit() for char in text)


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
