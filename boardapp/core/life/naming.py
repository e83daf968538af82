"""How a posting is named: by its number, or ``ITEM@PERIOD[#event][/body]``."""

import re
from dataclasses import dataclass

from boardapp.core.period import Period

_NAME = re.compile(
    r"^(?P<item>[a-z0-9-]+)@(?P<period>[0-9QHqh-]*)(?:#(?P<event>[^/#]+))?(?:/(?P<body>.+))?$"
)
_LOOSE = re.compile(
    r"(?P<prefix>[^\d〔〕第号]*)"
    r"(?:〔?(?P<year>\d{4})〕?(?=第|(?<=〕)))?"
    r"第?(?P<serial>\d{1,9})号?",
    re.ASCII,
)
_BRACKETS = str.maketrans("[]［］【】（）()﹝﹞", "〔〕〔〕〔〕〔〕〔〕〔〕")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True)
class Name:
    """A name as it was typed: either a number, or an item with what it is about and its body.

    ``event`` is the beginning of an event's id, ``body`` a body's name or kind; both may be empty.
    """

    number: str = ""
    item: str = ""
    period: Period | None = None
    event: str = ""
    body: str = ""


def parse_name(text: str) -> Name:
    """Read a posting's name; raises ValueError with a sentence when it is neither kind."""
    plain = "".join(text.split())
    if "@" not in plain:
        if not plain:
            raise ValueError("请写公示编号，或“事项@期间”，例如 finance-lines@2026-10。")
        return Name(number=plain_number(plain))
    found = _NAME.match(plain)
    if not found or not (found["period"] or found["event"]):
        raise ValueError(
            f"“{text}”不是榜的名称；请写公示编号，或“事项@期间[#事件][/公开主体]”，"
            "例如 finance-lines@2026-10、project@2026-11#3f8a/committee。"
        )
    period = Period.parse(found["period"]) if found["period"] else None
    return Name("", found["item"], period, found["event"] or "", found["body"] or "")


def plain_number(text: str) -> str:
    """Return a number in the official form, whatever brackets, widths and noughts were typed.

    ``[2026]1`` and ``2026第01号`` mean 〔2026〕第1号.
    """
    plain = "".join(text.split()).translate(_BRACKETS).translate(_DIGITS)
    found = _LOOSE.fullmatch(plain)
    if not found:
        return plain
    year = f"〔{found['year']}〕" if found["year"] else ""
    return f"{found['prefix']}{year}第{int(found['serial'])}号"


def name_of(item: str, period: str, event: str = "", body: str = "") -> str:
    """Return the name of a posting; ``period`` is empty where only the event tells it."""
    return f"{item}@{period}" + (f"#{event}" if event else "") + (f"/{body}" if body else "")
