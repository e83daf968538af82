"""The rules that the program knows: what each is called, what it holds, which of two is stricter.

Which number belongs to which place is data (``resources/rules``); only the meaning is here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from boardapp.core.disclosure import Step
from boardapp.core.period import Cycle

Value = int | str | bool | tuple[str, ...]
"""A whole number, a word or month and day, yes or no, or a list."""


class Kind(StrEnum):
    """What a rule holds, and with it which of two is the stricter."""

    LEAST = "least"
    """Days at the least; the longer is the stricter."""
    MOST = "most"
    """Days at the most; the shorter is the stricter."""
    DAY = "day"
    """A day of a month, 1 to 31, past the end meaning the last; the earlier is the stricter."""
    MONTH_DAY = "month-day"
    """A day of a year, ``"03-31"``; the earlier is the stricter."""
    CYCLE = "cycle"
    """Month, quarter, half or year; the shorter is the stricter."""
    FLAG = "flag"
    """Yes or no; yes is the stricter."""
    STEPS = "steps"
    """Steps before posting; both lists together are the stricter."""
    LIST = "list"
    """Words; both lists together are the stricter."""


@dataclass(frozen=True)
class Key:
    """One rule by its name in the files, with its name and its unit for people."""

    name: str
    kind: Kind
    word: str
    unit: str = ""


KEYS = {
    key.name: key
    for key in (
        Key("min_days_on_board", Kind.LEAST, "张贴至少几天", "天"),
        Key("general_cycle", Kind.CYCLE, "一般事项至少多久公布一次"),
        Key("finance_cycle", Kind.CYCLE, "财务收支至少多久公布一次"),
        Key("busy_finance_cycle", Kind.CYCLE, "财务往来较多的村，财务收支至少多久公布一次"),
        Key("month_due_day", Kind.DAY, "按月公布的，下个月几日以前", "日"),
        Key("quarter_due_day", Kind.DAY, "按季公布的，下季第一个月几日以前", "日"),
        Key("half_due_day", Kind.DAY, "按半年公布的，下半年度第一个月几日以前", "日"),
        Key("year_due", Kind.MONTH_DAY, "按年公布的，次年几月几日以前"),
        Key("plan_due", Kind.MONTH_DAY, "年度计划，当年几月几日以前"),
        Key("event_days", Kind.MOST, "随时公布的，事项发生后几日内", "天"),
        Key("aid_days_on_board", Kind.LEAST, "社会救助初审意见公示至少几天", "天"),
        Key("land_days_on_board", Kind.LEAST, "土地承包方案和结果公示至少几天", "天"),
        Key("asset_days_on_board", Kind.LEAST, "集体资产方案、评估结果公示至少几天", "天"),
        Key("resolution_days_on_board", Kind.LEAST, "成员大会决议公示至少几天", "天"),
        Key("objection_days", Kind.LEAST, "公布后几日内村民可以提出异议", "天"),
        Key("reply_days", Kind.MOST, "对村民的异议、询问几日内答复", "天"),
        Key("handover_days", Kind.MOST, "换届工作移交几日内完成", "天"),
        Key("item_by_item", Kind.FLAG, "应当逐项逐笔公布"),
        Key("must_paper", Kind.FLAG, "必须张榜公布"),
        Key("board_required", Kind.FLAG, "应当设立村务公开栏"),
        Key("opinion_box", Kind.FLAG, "应当设意见箱"),
        Key("filing_required", Kind.FLAG, "应当报乡镇备案"),
        Key("group_disclosure", Kind.FLAG, "村民小组也要公开（组务公开）"),
        Key("procedure", Kind.STEPS, "公布以前的程序"),
        Key("split_boards_by", Kind.LIST, "应当分别设公开栏"),
        Key("incompatible_offices", Kind.LIST, "不得担任村务监督委员会成员"),
        Key("archive_note", Kind.LIST, "公开档案的保存"),
    )
}
"""Every rule by its name in the files, in the order in which people read them."""

DUE_KEYS = {
    Cycle.MONTH: "month_due_day",
    Cycle.QUARTER: "quarter_due_day",
    Cycle.HALF: "half_due_day",
    Cycle.YEAR: "year_due",
}
"""For each cycle the rule that says when a period of it must be public."""

JOINED = frozenset({Kind.STEPS, Kind.LIST})
"""The kinds of which both count together instead of one being chosen."""

_STEPS = [step.value for step in Step]


def rank(key: str, value: Value) -> int | str:
    """Return what orders values of one key: of two the lower is the stricter."""
    kind = KEYS[key].kind
    if kind is Kind.CYCLE:
        return Cycle(str(value)).months
    if kind is Kind.MONTH_DAY:
        return str(value)
    if not isinstance(value, int):
        raise TypeError(f"{key} is not a number")
    return -value if kind in (Kind.LEAST, Kind.FLAG) else value


def joined(key: str, *values: Value) -> tuple[str, ...]:
    """Return several lists as one: steps in the order they happen, words as they come, sorted."""
    found = {one for value in values if isinstance(value, tuple) for one in value}
    order = _STEPS.index if KEYS[key].kind is Kind.STEPS else str
    return tuple(sorted(found, key=order))


def stricter(key: str, one: Value, other: Value) -> Value:
    """Return the stricter of two values of one rule, whichever comes first."""
    if KEYS[key].kind in JOINED:
        return joined(key, one, other)
    return min(one, other, key=lambda value: rank(key, value))


def _chooser(key: str) -> Callable[[Value, Value], Value]:
    return lambda one, other: stricter(key, one, other)


STRICTER = {key: _chooser(key) for key in KEYS}
"""For each rule the function that returns the stricter of two values."""


def value_text(key: str, value: Value) -> str:
    """Return a value as a person reads it."""
    kind = KEYS[key].kind
    if isinstance(value, tuple):
        words = [Step(one).word for one in value] if kind is Kind.STEPS else list(value)
        return (" → " if kind is Kind.STEPS else "、").join(words)
    if kind is Kind.FLAG:
        return "是" if value else "否"
    if kind is Kind.CYCLE:
        return f"每{Cycle(str(value)).word}一次"
    if kind is Kind.MONTH_DAY:
        month, day = str(value).split("-")
        return f"{int(month)}月{int(day)}日"
    if kind is Kind.DAY and value == 31:
        return "月底"
    return f"{value} {KEYS[key].unit}".strip()
