"""Set up a village, and change who it is and who holds which office."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from boardapp.core.compose.publisher import COLLECTIVE_BASIS, LEGAL_BASIS, Publisher
from boardapp.core.content import Signer, Standing
from boardapp.core.errors import UserError
from boardapp.core.village import (
    OFFICES,
    Account,
    AccountKind,
    Body,
    BodyKind,
    Book,
    Office,
    Village,
    default_prefix,
    village_problem,
)
from boardapp.services import keys
from boardapp.services.desk import Desk
from boardapp.services.rulebooks import rule_in_force
from boardapp.store import keys as key_store
from boardapp.store import villages


def set_up(
    desk: Desk,
    village: Village,
    collective: str = "",
    book: str = "村账",
    offices: Iterable[tuple[str, str]] = (),
    since: date | None = None,
) -> None:
    """Fill a new data folder, all or nothing: village, bodies, their book, offices, signing key.

    ``collective`` names the 农村集体经济组织 that keeps the accounts; without it the 村民委员会
    does (代行). ``offices`` are titles with the persons who hold them ``since`` a day in the body
    that keeps the accounts. Raises UserError when the particulars are wrong or a village is there
    already.
    """
    problem = village_problem(village.code, village.name, village.township)
    if problem:
        raise UserError(problem)
    if villages.village(desk.db):
        raise UserError(f"这个数据文件夹已经有村庄了，没有改动：{desk.folder}。")
    bodies = []
    if collective.strip():
        bodies.append(_new_body(village.name, BodyKind.COLLECTIVE, collective.strip()))
    bodies.append(_new_body(village.name, BodyKind.COMMITTEE, f"{village.name}村民委员会"))
    one = Book(_new_id(), book, tuple(body.id for body in bodies))
    key = keys.prepare(desk, keys.FIRST)
    with desk.db.atomic():
        with desk.writing("set-up", {"village": asdict(village), "key": key.key_id}) as db:
            villages.save_village(db, village)
            key_store.save(db, key)
            for body in bodies:
                villages.save_body(db, body)
            villages.save_book(db, one)
        for title, person in offices:
            take_office(desk, bodies[0].id, title, person, since or desk.today)


def the_village(desk: Desk) -> Village:
    """Return the village; raises UserError while none is set up."""
    found = villages.village(desk.db)
    if found is None:
        raise UserError("这份数据还没有登记村庄。请先运行 boardapp init，或打开窗口按向导填写。")
    return found


def change_village(desk: Desk, village: Village) -> None:
    """Change the village's particulars."""
    problem = village_problem(village.code, village.name, village.township)
    if problem:
        raise UserError(problem)
    before = the_village(desk)
    with desk.writing("change-village", _change(before, village)) as db:
        villages.save_village(db, village)


def change_body(desk: Desk, body: Body) -> None:
    """Change a body's name or the words that its numbers begin with, or add a body."""
    others = [one for one in villages.bodies(desk.db) if one.id != body.id]
    if not body.name.strip() or not body.prefix.strip():
        raise UserError("公开主体的名称和编号字头都要填写。")
    if any(body.name == one.name or body.prefix == one.prefix for one in others):
        raise UserError("公开主体的名称或编号字头与另一个重复了，请换一个。")
    before = next((one for one in villages.bodies(desk.db) if one.id == body.id), None)
    with desk.writing("change-body", _change(before, body)) as db:
        villages.save_body(db, body)
        if before is None:
            villages.save_book(db, _book_for(desk, body))


def new_body(desk: Desk, kind: BodyKind, name: str, prefix: str = "") -> Body:
    """Add a body that publishes; a 村民小组 keeps a book of its own, others share the first."""
    name = name.strip()
    prefix = prefix.strip() or default_prefix(the_village(desk).name, kind, name)
    body = Body(_new_id(), kind, name, prefix)
    change_body(desk, body)
    return body


def _book_for(desk: Desk, body: Body) -> Book:
    """Return the book of a new body: its own for a 村民小组, the village's first for the others."""
    held = villages.books(desk.db)
    if body.kind is BodyKind.GROUP or not held:
        return Book(_new_id(), f"{body.name}账", (body.id,))
    return replace(held[0], bodies=(*held[0].bodies, body.id))


def take_office(desk: Desk, body: str, title: str, person: str, start: date) -> Office:
    """Let a person take an office from a day on; whoever held it leaves the day before."""
    if title not in OFFICES:
        raise UserError(f"没有“{title}”这个职务；可选：{'、'.join(OFFICES)}。")
    if not person.strip():
        raise UserError("请填写姓名。")
    held = [o for o in villages.offices(desk.db, body) if o.title == title and o.end is None]
    if any(start <= one.start for one in held):
        raise UserError(f"{title}的任职日期应晚于前任的任职日期。")
    office = Office(_new_id(), body, title, person.strip(), start)
    with desk.writing("take-office", {"after": _plain(office)}) as db:
        for one in held:
            villages.save_office(db, replace(one, end=date.fromordinal(start.toordinal() - 1)))
        villages.save_office(db, office)
    return office


def open_account(desk: Desk, book: str, kind: AccountKind, name: str, number: str = "") -> Account:
    """Add a cash box or bank account to a book."""
    if not name.strip():
        raise UserError("请填写账户名称，例如“基本户”。")
    if any(one.name == name.strip() for one in villages.accounts(desk.db, book)):
        raise UserError(f"已经有名为“{name.strip()}”的账户了，请换一个名称。")
    account = Account(_new_id(), book, kind, name.strip(), number.strip())
    told = {**asdict(account), "number": f"…{number[-4:]}" if number else ""}
    with desk.writing("open-account", {"after": told}) as db:
        villages.save_account(db, account)
    return account


def body_named(desk: Desk, name: str = "") -> Body:
    """Return a body by its name or kind, or the one that keeps the accounts when none is named."""
    found = villages.bodies(desk.db)
    for body in found:
        if not name or name in (body.name, body.kind.value):
            return body
    known = "、".join(body.name for body in found)
    raise UserError(f"没有名为“{name}”的公开主体；现有：{known}。")


def book_named(desk: Desk, name: str = "") -> Book:
    """Return a book by its name, or the first one when none is named."""
    found = villages.books(desk.db)
    for book in found:
        if name in ("", book.name):
            return book
    raise UserError(f"没有名为“{name}”的账套；现有：{'、'.join(b.name for b in found)}。")


def account_named(desk: Desk, book: str, name: str) -> Account:
    """Return an account of a book by its name."""
    found = villages.accounts(desk.db, book)
    for account in found:
        if account.name == name:
            return account
    known = "、".join(one.name for one in found) or "（还没有登记账户）"
    raise UserError(f"没有名为“{name}”的账户；现有：{known}。请先在设置里登记这个账户。")


def publisher(desk: Desk, body: Body, day: date) -> Publisher:
    """Return a body as it stands on its notices on a day: signers, days, hotline and basis."""
    village = the_village(desk)
    offices = [one for one in villages.offices(desk.db, body.id) if one.held_on(day)]
    signers = tuple(
        Signer(title, "、".join(o.person for o in offices if o.title == title)) for title in OFFICES
    )
    rule = rule_in_force(desk, "min_days_on_board", day)
    collective = body.kind is BodyKind.COLLECTIVE
    standing = Standing(
        hotline=village.hotline,
        opinion_box=village.opinion_box,
        objection=village.objection or "如有异议，请在公示期内向村务监督委员会反映",
        basis=f"{LEGAL_BASIS}、{COLLECTIVE_BASIS}" if collective else LEGAL_BASIS,
        days=rule.number if rule else 15,
    )
    return Publisher(village, body, signers, standing)


def _new_body(village: str, kind: BodyKind, name: str) -> Body:
    return Body(_new_id(), kind, name, default_prefix(village, kind, name))


def _new_id() -> str:
    return str(uuid.uuid4())


def _plain(record: Any) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(record).items()}


def _change(before: Any, after: Any) -> dict[str, Any]:
    return {"before": _plain(before) if before else None, "after": _plain(after)}
