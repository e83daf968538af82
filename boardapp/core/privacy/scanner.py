"""One text: what private matter it holds, and the same text masked."""

import re
from collections.abc import Iterator

from boardapp.core.finding import Level
from boardapp.core.privacy.addresses import addresses
from boardapp.core.privacy.cards import security_cards
from boardapp.core.privacy.kinds import DOOR, Found, Kind, hidden
from boardapp.core.privacy.landlines import landlines
from boardapp.core.privacy.numbers import Window, numbers
from boardapp.core.privacy.people import ANYTHING, people
from boardapp.core.privacy.plain import SPOKEN, Plain, plain

_DIGITS = re.compile(r"(?:\d\D*?){7}")
_DOORS = re.compile(r"[号室栋幢#＃]|单元|门牌|座|\d-\d")
_HEAD = re.compile(r"残疾|病|诊断|健康|身体|致[贫困]|年龄|周岁|岁数|门牌|住|址")
_PAPERS = re.compile(
    r"身份证|户口[本簿]|银行卡|存折|社保卡|残疾证|病历|诊断|出生[证医]|学籍|低保证"
)
_PASSES = 5


def scan(text: str, head: str = "", in_row: bool = False) -> tuple[Found, ...]:
    """Return what private matter a text holds, in its order, nothing twice.

    ``head`` is the head of the column or field that the text stands in, which names what a bare
    number is; ``in_row`` says that the row is one person's, so that a benefit's name tells of them.
    """
    worth = (_DIGITS, _DOORS, ANYTHING, SPOKEN)
    if not any(pattern.search(text) for pattern in worth) and not _HEAD.search(head):
        return ()
    spelling, head = plain(text), plain(head).text
    found: list[Found] = []
    for one in _all(text, spelling, head, in_row):
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def scan_name(file_name: str) -> tuple[Found, ...]:
    """Return what private matter the name of a file tells, the papers named by it included."""
    stem, dot, ending = file_name.rpartition(".")
    text = stem if dot and stem and len(ending) <= 5 else file_name
    found = list(scan(text))
    for match in _PAPERS.finditer(text):
        kind = Kind.ILLNESS if match[0] in {"残疾证", "病历", "诊断"} else Kind.IDENTITY
        if all(match.end() <= one.start or one.end <= match.start() for one in found):
            found.append(Found(kind, Level.VERIFY, *match.span(), match[0], match[0]))
    return tuple(sorted(found, key=lambda one: one.start))


def mask(text: str, head: str = "") -> str:
    """Return the text with every number and house number masked; texts without are unchanged.

    Illness and children stay, for a person to word them otherwise.
    """
    for _ in range(_PASSES):
        new = replaced(text, scan(text, head))
        if new == text:
            break
        text = new
    return text


def replaced(text: str, found: tuple[Found, ...]) -> str:
    """Return a text with what was found in it replaced by the masked forms."""
    for one in reversed(found):
        text = text[: one.start] + one.masked + text[one.end :]
    return text


def _all(text: str, spelling: Plain, head: str, in_row: bool) -> Iterator[Found]:
    new = spelling.text

    def found(kind: Kind, level: Level, start: int, end: int, masked: str | None) -> Found:
        first, last = spelling.span(start, end)
        part = text[first:last]
        return Found(kind, level, first, last, part, part if masked is None else masked)

    for kind, level, window in numbers(new, head):
        masked = window_mask(kind, level, window)
        yield found(kind, level, window.start, window.end, masked)
    for start, end in security_cards(new, head):
        hidden_form = hidden(Kind.BANK_CARD, new[start:end])
        yield found(Kind.BANK_CARD, Level.MUST, start, end, hidden_form)
    for start, end, masked in landlines(new, head):
        yield found(Kind.LANDLINE, Level.VERIFY, start, end, masked)
    for start, end, level in addresses(new, head):
        yield found(Kind.ADDRESS, level, start, end, DOOR if level is Level.MUST else None)
    for kind, start, end in people(new, head, in_row):
        yield found(kind, Level.VERIFY, start, end, None)


def window_mask(kind: Kind, level: Level, window: Window) -> str | None:
    """Return a number's masked form; None where it may be a code, which a person must tell."""
    if level is Level.MUST or window.is_named:
        return hidden(kind, window.number)
    return None
