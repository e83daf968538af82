"""The demonstration village beyond its ledger: registers, lists, a project and a resolution."""

import tomllib
from datetime import date

from boardapp.core.disclosure import Stage
from boardapp.core.obligations import Event
from boardapp.core.period import Cycle, Period
from boardapp.core.registers.cards import CardKind
from boardapp.core.village import Body, Book
from boardapp.services import obligations, registers
from boardapp.services.catalogues import item_named
from boardapp.services.composing import About
from boardapp.services.desk import Desk
from boardapp.services.obligations import due_about
from boardapp.services.resources import resource
from boardapp.store import drafts, life, postings

_CONDOLENCES = (
    ("王某", "1组", "2", "困难党员", "500.00"),
    ("李某", "2组", "4", "大病住院", "1000.00"),
    ("陈某", "3组", "1", "孤寡老人", "300.00"),
)


_OPEN = ("dibao", "government-work")
"""Items that are left to be done, so that there is something to see."""


def fill_registers(desk: Desk, book: Book, month: Period) -> int:
    """Enter the village's assets, resources, contracts and debts, and return how many.

    All but the last contract were paid through the month before.
    """
    settled = month.previous().last_day.isoformat()
    cards = tomllib.loads(resource("sample/cards.toml").read_text("utf-8"))
    for kind in CardKind:
        for values in cards[kind.value]:
            if values is not cards[kind.value][-1] and "settled_through" in values:
                values["settled_through"] = settled
            card, found = registers.typed_card(desk, registers.blank_card(kind, book.id), values)
            registers.refuse_faulty(found)
            registers.save_card(desk, card)
    return sum(len(held) for held in cards.values())


def last_quarter(month: Period) -> Period:
    """Return the newest quarter that has ended by the end of a month."""
    quarter = Period(month.year, (month.index + 2) // 3, Cycle.QUARTER)
    return quarter if quarter.last_day <= month.last_day else quarter.previous()


def drafted(desk: Desk, month: Period) -> tuple[tuple[str, About], ...]:
    """Write the lists, the project and the resolution, and return what can be published."""
    quarter = last_quarter(month)
    ready: list[tuple[str, About]] = [
        (code, quarter) for code in ("funds", "assets", "resources", "contracts", "debts")
    ]
    ready.append(("condolences", _condolences(desk, quarter)))
    ready.append(("project", _project(desk, month.first_day)))
    ready.append(("resolution", _resolution(desk, month.first_day)))
    return tuple(ready)


def settle(desk: Desk, month: Period) -> None:
    """Say of everything else that was due what is true of this village: it has none of it.

    The registers were begun in the last quarter, so they are not owed for those before.
    """
    begun = {one.item for one in postings.all_of(desk.db)}
    begun |= {one.item for one in life.unpublished(desk.db)}
    begun |= {item for item, _, _ in drafts.drafted(desk.db)}
    for one in obligations.due_until(desk, month.next().last_day):
        late = one.item.code in _OPEN and one.period == last_quarter(month)
        if not one.pending or one.begun or one.item.zero or late:
            continue
        if one.item.code in begun or one.item.code in _OPEN:
            reason = f"示例村从{last_quarter(month).label}起公布这一项"
            obligations.waive(desk, one.item.code, reason, subject=one.about)
        else:
            obligations.waive(desk, one.item.code, "示例村没有这类事项")


def _condolences(desk: Desk, quarter: Period) -> Period:
    item = item_named(desk, "condolences")
    titles = [column.title for column in item.columns]
    order = ("户主", "组别", "人数", "类别或事由", "金额")
    rows = [
        tuple(dict(zip(order, row, strict=True)).get(title, "") for title in titles)
        for row in _CONDOLENCES
    ]
    owner = owner_of(desk, item.code, quarter)
    obligations.save_draft(desk, item.code, quarter, owner, rows=rows)
    return quarter


def _project(desk: Desk, day: date) -> Event:
    event = obligations.happen(desk, "project", day, "修建三组机耕路", Stage.BEFORE.value)
    facts = (
        ("项目名称", "修建三组机耕路"),
        ("建设地点", "第三村民小组"),
        ("建设内容", "硬化路面800米，宽3.5米"),
        ("资金来源", "上级补助80000元，村集体自筹42000元"),
        ("预算金额", "122000.00"),
        ("决议情况", "村民代表会议通过"),
        ("发包方式", "镇招投标中心公开招标"),
        ("计划工期", "60天"),
    )
    _write(desk, event, facts)
    return event


def _resolution(desk: Desk, day: date) -> Event:
    event = obligations.happen(desk, "resolution", day, "三组机耕路建设方案", Stage.BEFORE.value)
    facts = (
        ("议题", "三组机耕路建设方案"),
        ("村党组织提议", "通过"),
        ("两委会商议", "通过"),
        ("党员大会审议", "应到32人，实到27人，同意26人"),
        ("会议名称", "村民代表会议"),
        ("会议日期", day.isoformat()),
        ("应到人数", "45"),
        ("实到人数", "41"),
        ("赞成人数", "39"),
        ("反对人数", "0"),
        ("弃权人数", "2"),
        ("决议内容", "同意修建三组机耕路，预算122000元，公开招标。"),
    )
    _write(desk, event, facts)
    return event


def owner_of(desk: Desk, code: str, about: About) -> Body:
    """Return the body that must post an item about a period or an event."""
    period = about if isinstance(about, Period) else Period.month_of(about.happened_on)
    owed = due_about(desk, period)
    return next(o.body for o in owed if o.item.code == code and about in (o.period, o.event))


def _write(desk: Desk, event: Event, facts: tuple[tuple[str, str], ...]) -> None:
    owner = owner_of(desk, event.item, event)
    obligations.save_draft(desk, event.item, event, owner, facts=facts)
