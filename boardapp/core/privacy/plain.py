"""One plain spelling of a text: the digits of any script, one dash, one space, nothing invisible.

Every character keeps its place or is dropped, so that a place found in the plain text leads back
to the text as it was typed.
"""

import re
import unicodedata
from dataclasses import dataclass

_DASHES = "‐‑‒–—―−﹣－ー"
_DOTS = "．·•・‧∙"
_CROSSES = "×✕╳ХхχΧⅩⅹ"
_LINES = "\r\n\v\f\x85\u2028\u2029"
_NUMERALS = dict(
    zip("〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789", strict=True)
)
SPOKEN = re.compile(f"[{''.join(_NUMERALS)}](?:[ .-]?[{''.join(_NUMERALS)}]){{10,}}")
"""A number written out in numerals: 一三八〇〇……"""


class _Table(dict[int, str | None]):
    """The plain form of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        self[code] = plain = _plain(chr(code))
        return plain


def _plain(char: str) -> str | None:
    if char in _LINES:
        return "\n"
    if char in _DASHES:
        return "-"
    if char in _DOTS:
        return "."
    if char in _CROSSES:
        return "X"
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Zs" or char == "\t":
        return " "
    # Zero-width and direction marks, variation selectors and the keycap around a digit.
    if category in {"Cf", "Me"} or "\ufe00" <= char <= "\ufe0f":
        return None
    return chr(ord(char) - 0xFEE0) if "\uff01" <= char <= "\uff5e" else char


_TABLE = _Table()


@dataclass(frozen=True)
class Plain:
    """A text in its plain spelling; ``places`` are the old places where characters were dropped."""

    text: str
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of the plain text stood in the text as typed."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def plain(text: str) -> Plain:
    """Return the plain spelling; long runs of spoken numerals (一三八〇…) become digits too."""
    new = text.translate(_TABLE)
    places = None
    if len(new) != len(text):
        places = tuple(i for i, char in enumerate(text) if _TABLE[ord(char)] is not None)
    return Plain(SPOKEN.sub(_digits, new), places)


def _digits(match: re.Match[str]) -> str:
    return "".join(_NUMERALS.get(char, char) for char in match[0])
