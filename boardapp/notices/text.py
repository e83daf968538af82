"""Breaking text into lines by the rules of Chinese typesetting; all widths are in ems."""

import re
from functools import lru_cache

from boardapp.notices.fonts import Fonts

_OPEN = re.escape("（《〈「『【〔〖“‘([{￥¥")
_CLOSE = re.escape("，。、；：？！）》〉」』】〕〗”’…—·～)]}%％‰℃°／")
_WORD = r"[0-9A-Za-z\u00c0-\u024f@#$&*+\-./:,;_'=!?]+"
_TINY = 1e-6
_BRACKET = re.compile(r"(?<!^)[（(]")
_TOKEN = re.compile(_WORD)
_CLUSTER = re.compile(rf"[{_OPEN}]*(?:{_WORD}|[^\s{_OPEN}{_CLOSE}])?[{_CLOSE}/]*[ \u3000]*")
_NAMES = re.compile(r"[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})+")


@lru_cache(maxsize=20_000)
def _clusters(text: str) -> tuple[str, ...]:
    """Cut a text into the pieces between which a line may end; in a list of names, after each."""
    if _NAMES.fullmatch(text):
        return tuple(re.findall(r"[^、]+、?", text))
    return tuple(found for found in _CLUSTER.findall(text) if found)


def wrap(fonts: Fonts, text: str, room: float, bold: bool = False) -> tuple[str, ...]:
    """Return the lines of a text, none wider than ``room`` if a character fits at all.

    No line starts with closing or ends with opening punctuation, and words and numbers stay
    whole, unless one alone is wider than the room.
    """
    if fonts.width(text, bold) <= room + _TINY:
        return (text,)
    lines: list[str] = []
    line, used = "", 0.0
    for cluster in _clusters(text):
        for piece in _pieces(fonts, cluster, room, bold):
            if line and used + fonts.width(piece.rstrip(), bold) > room + _TINY:
                lines.append(line.rstrip())
                line, used = "", 0.0
            line += piece
            used += fonts.width(piece, bold)
    return (*lines, line.rstrip())


def even(fonts: Fonts, text: str, room: float, bold: bool = False) -> tuple[str, ...]:
    """Return the lines that ``wrap`` would give, as even as their number allows.

    A last line of one or two characters looks like a mistake on a wall.
    """
    lines = wrap(fonts, text, room, bold)
    for share in (0.9, 0.8, 0.7, 0.6):
        if len(lines) == 1 or fonts.width(lines[-1], bold) > room * 0.4:
            break
        tried = wrap(fonts, text, room * share, bold)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def title_lines(fonts: Fonts, title: str, room: float) -> tuple[str, ...]:
    """Return the lines of a column's title in bold; what stands in brackets begins a line."""
    if fonts.width(title, bold=True) <= room + _TINY:
        return (title,)
    return tuple(line for part in _halves(title) for line in wrap(fonts, part, room, bold=True))


def title_room(fonts: Fonts, title: str, count: int) -> float:
    """Return the least room in which ``title_lines`` gives no more than ``count`` lines."""
    parts = _halves(title)
    if count == 1 or len(parts) == 1:
        return narrowest(fonts, title, count, bold=True)
    return max(narrowest(fonts, part, count // 2, bold=True) for part in parts)


def narrowest(fonts: Fonts, text: str, count: int, bold: bool = False) -> float:
    """Return the least room in which a text takes no more than ``count`` lines."""
    low = max(fonts.width(char, bold) for char in text) if text else 0.0
    high = fonts.width(text, bold)
    if count > 1:
        low = max(low, high / count)
        while low < high and len(wrap(fonts, text, low, bold)) > count:
            low = min(low + 0.25, high)
        return low
    return high


def longest_token(fonts: Fonts, text: str, bold: bool = False) -> float:
    """Return the width of the longest word or number in a text."""
    found = _TOKEN.findall(text)
    return max((fonts.width(token, bold) for token in found), default=0.0)


def _halves(title: str) -> tuple[str, ...]:
    """Cut a title before its brackets: 借方, （收入）."""
    found = _BRACKET.search(title)
    return (title[: found.start()], title[found.start() :]) if found else (title,)


def _pieces(fonts: Fonts, cluster: str, room: float, bold: bool) -> tuple[str, ...]:
    if fonts.width(cluster.rstrip(), bold) <= room + _TINY:
        return (cluster,)
    parts = [part for part in _CLUSTER.findall(cluster) if part]
    if len(parts) > 1:
        return tuple(piece for part in parts for piece in _pieces(fonts, part, room, bold))
    return tuple(cluster)
