"""How obligations are told: signs and words of their states, days, sources and the next deed."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from boardapp.core.compose import COMPOSERS
from boardapp.core.draft import LISTS, SHEETS
from boardapp.core.finding import Finding, Level
from boardapp.core.obligations import Obligation, State, Vanished
from boardapp.core.period import Period
from boardapp.core.rules import Rule

MARKS = {
    State.OVERDUE: "✖",
    State.REPOST: "↻",
    State.RETURNED: "↩",
    State.NOT_BEGUN: "○",
    State.DRAFT: "◐",
    State.SUBMITTED: "◔",
    State.REVIEWED: "◕",
    State.PUBLISHED: "✓",
    State.ON_BOARD: "▣",
    State.DAYS_DONE: "▤",
    State.REPLACED: "⇄",
    State.ARCHIVED: "▥",
    State.NOT_APPLICABLE: "—",
}
"""A sign for each state, so that colour says nothing that is not said without it."""

INKS = {
    State.OVERDUE: "red",
    State.REPOST: "red",
    State.RETURNED: "amber",
    State.NOT_BEGUN: "ink",
    State.DRAFT: "amber",
    State.SUBMITTED: "amber",
    State.REVIEWED: "amber",
    State.PUBLISHED: "green",
    State.ON_BOARD: "green",
    State.DAYS_DONE: "green",
    State.REPLACED: "soft",
    State.ARCHIVED: "soft",
    State.NOT_APPLICABLE: "soft",
}
"""The colour of each state, by its name in the theme."""

ORDER = tuple(MARKS)
"""The states in the order in which they press."""

WRITTEN = LISTS | SHEETS | {"text"}
"""Composers that print what a clerk writes for them."""


class Deed(StrEnum):
    """The one next thing to do about an obligation, by the word on its button."""

    REGISTER = "去登记"
    WRITE = "去填写"
    PUBLISH = "预览公布"
    LOOK = "看榜"
    APPLY = "改为适用"


def next_deed(one: Obligation, months_held: Collection[Period]) -> Deed:
    """Return what to do next; ``months_held`` are the months whose ledger is there."""
    if one.state.public:
        return Deed.LOOK
    if one.state is State.NOT_APPLICABLE:
        return Deed.APPLY
    if one.item.composer in WRITTEN:
        return Deed.PUBLISH if one.begun else Deed.WRITE
    if one.item.composer in COMPOSERS:
        months = one.period.months if one.period else ()
        return Deed.PUBLISH if set(months) <= set(months_held) else Deed.REGISTER
    return Deed.PUBLISH


def in_order(found: Collection[Obligation]) -> tuple[Obligation, ...]:
    """Return obligations by how they press, then by their last day."""
    return tuple(
        sorted(found, key=lambda one: (ORDER.index(one.state), one.due or date.max)),
    )


def state_words(one: Obligation) -> str:
    """Return the sign and the word of an obligation's state."""
    return f"{MARKS[one.state]} {one.state.word}"


def day_words(day: date, today: date) -> str:
    """Return a day as people say it, with the year where it is another one."""
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{year}{day.month}月{day.day}日"


def due_words(one: Obligation, today: date) -> str:
    """Return the last day of an obligation; one that no law gives is a suggestion."""
    if one.due is None:
        return "没有规定期限"
    return f"{'' if one.lawful else '建议'}{day_words(one.due, today)}前"


def left_words(one: Obligation, today: date) -> str:
    """Return how many days are left, or over, or when it was published."""
    if one.published_on:
        late = (one.published_on - one.due).days if one.late and one.due else 0
        words = f"{day_words(one.published_on, today)}公布"
        return f"{words}，迟 {late} 天" if late else words
    if one.state is State.NOT_APPLICABLE or one.due is None:
        return ""
    days = (one.due - today).days
    if days < 0:
        return f"过了 {-days} 天"
    return f"还有 {days} 天" if days else "今天是最后一天"


def gone_words(gone: Collection[Vanished]) -> str:
    """Name what was posted about the period before and is missing now."""
    names = "、".join(f"{one.title}（{one.previous.label}公布过）" for one in gone)
    return f"▲ 上期公布过，这一期过了期限还没有：{names}。请补上，或登记为不适用并写明理由。"


def source_words(rule: Rule | None) -> str:
    """Return where a number stands; what is the program's own is never called law."""
    if rule is None:
        return "没有哪一条规定期限"
    if rule.suggestion:
        words = rule.source.removeprefix("本程序建议（非法律规定）").lstrip("：")
        return f"本程序建议，非法律规定：{words}"
    return rule.citation


def passable(finding: Finding, composer: str) -> bool:
    """Whether a person may let a finding pass: what is private, or to be verified in a draft.

    What the ledger holds is put right there, and what was typed wrongly in the draft.
    """
    if finding.code.startswith("privacy-"):
        return finding.level is not Level.HINT
    doubt = finding.level is Level.VERIFY and finding.code != "published-differs"
    return doubt and composer in WRITTEN


def month_shown(one: Obligation, period: Period) -> Period:
    """Return the period to turn the window to so that an obligation belongs to it."""
    if one.event:
        day = one.event.happened_on
        return period if period.holds(day) else Period.month_of(day)
    about = one.period
    if about is None or period.covers(about) or _meets(one, period):
        return period
    return about.months[0] if one.item.ahead else about.months[-1]


def _meets(one: Obligation, period: Period) -> bool:
    """Whether a longer period belongs to a shorter one: it ends with it, a plan begins with it."""
    if one.period is None or not one.period.covers(period):
        return False
    if one.item.ahead:
        return one.period.first_day == period.first_day
    return one.period.last_day == period.last_day
