"""A handover (移交): who passes what on to whom before which witness, and by when."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from boardapp.core.rules import Rule
from boardapp.core.village import OFFICES

ITEM, TITLE = "handover-list", "移交清单"
HAND_KINDS = ("公章", "办公场所", "办公用具")
"""What a handover list must name and no program can know; written by hand where nobody typed it."""
OTHER = "其他"
_LONGEST_LINE, _LONGEST_NAME = 200, 40
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class Reason(StrEnum):
    """Why something is handed over."""

    ELECTION = "election"
    LEAVING = "leaving"
    TRANSFER = "transfer"

    @property
    def word(self) -> str:
        """The reason as people say it."""
        return {"election": "换届", "leaving": "离任", "transfer": "调岗"}[self.value]

    @property
    def start(self) -> str:
        """What the days are counted from."""
        return {"election": "新一届产生之日", "leaving": "离任之日", "transfer": "调岗之日"}[
            self.value
        ]


@dataclass(frozen=True)
class Line:
    """One thing that somebody typed: its kind, such as 公章, and what and how many."""

    kind: str
    text: str


@dataclass(frozen=True)
class Handover:
    """One handover as it was entered.

    ``since`` is the day from which the days of the rule count, None when nobody told it; ``due``
    the last day and ``basis`` the rule's citation, both empty where no rule speaks. ``offices``
    pass from ``giver`` to ``taker``. ``content`` are the canonical JSON bytes of the list that
    three people sign and ``digest`` their SHA-256. ``pack`` names the folder of the pack, empty
    until it was written; ``sheet`` is the SHA-256 of the photo of the signed list.
    """

    id: str
    body: str
    on: date
    reason: Reason
    giver: str
    taker: str
    witness: str
    since: date | None = None
    due: date | None = None
    basis: str = ""
    offices: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    digest: str = ""
    content: bytes = b""
    entered_at: str = ""
    entered_by: str = ""
    pack: str = ""
    sheet: str = ""

    @property
    def mark(self) -> str:
        """The list's own mark, printed on it and made from its digest: ``1A2B-3C4D``."""
        code = self.digest[:8].upper()
        return f"{code[:4]}-{code[4:]}"

    @property
    def late(self) -> bool:
        """Whether it was handed over after its last day."""
        return self.due is not None and self.on > self.due


def last_day(reason: Reason, since: date | None, rule: Rule | None) -> date | None:
    """Return by when a handover must be done, None while that cannot be told.

    The rule (村民委员会组织法第二十四条 and what is stricter) speaks of a new committee; the day
    from which it counts is not counted itself (民法典第二百零一条).
    """
    if reason is not Reason.ELECTION or since is None or rule is None:
        return None
    return since + timedelta(days=rule.number)


def term_words(one: Handover, rule: Rule | None) -> str:
    """Say by when a handover must be done and by which rule, or that no rule is known."""
    if one.reason is not Reason.ELECTION or rule is None:
        return f"{one.reason.word}的移交期限：没有查到适用的规定，请按乡镇的要求办"
    said = f"{one.reason.start}起 {rule.number} 日内"
    if one.due:
        late = f"，已经超过 {(one.on - one.due).days} 天" if one.late else ""
        said += f"，即 {one.due} 以前{late}"
    return f"{said}（{rule.citation}）"


def parse_line(text: str) -> Line:
    """Read a line such as ``公章=村委会公章 1 枚``; raises ValueError with a sentence."""
    kind, mark, what = (part.strip() for part in text.partition("="))
    if not mark or not kind or not what:
        raise ValueError(f"“{text}”请写成“类别=名称和数量”，例如“公章=村委会公章 1 枚”。")
    return Line(kind, what)


def problems(one: Handover, today: date) -> dict[str, str]:
    """Return what is wrong with a handover as it was typed, by field, in the order of the form."""
    found: dict[str, str] = {}
    names = (("giver", "移交人"), ("taker", "接收人"), ("witness", "监交人"))
    for key, word in names:
        name = getattr(one, key)
        if not name:
            found[key] = f"请填写{word}的姓名。"
        elif len(name) > _LONGEST_NAME or _CONTROL.search(name):
            found[key] = f"{word}的姓名太长，或有不能打印的字符。"
    if not found and len({one.giver, one.taker, one.witness}) < 3:
        found["taker"] = "移交人、接收人、监交人应是三个不同的人。"
    if one.on > today:
        found["on"] = f"移交日期 {one.on} 还没有到（今天是 {today}）。"
    if one.since and one.since > one.on:
        found["since"] = f"{one.reason.start}不能晚于移交日期。"
    unknown = [title for title in one.offices if title not in OFFICES]
    if unknown:
        found["offices"] = f"没有“{unknown[0]}”这个职务；可选：{'、'.join(OFFICES)}。"
    for line in one.lines:
        if not line.text or len(line.text) > _LONGEST_LINE or _CONTROL.search(line.text):
            found["lines"] = f"“{line.kind}”的内容是空的、太长，或有不能打印的字符。"
    return found
