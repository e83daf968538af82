"""What a person looks for: words, numbers and amounts, compared however they were typed."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from boardapp.core.money import parse_fen, plain

CELL = "\t"
"""What stands before and after each cell of a folded line, so that a whole cell can be found."""

_ALIKE = {"•": "·", "・": "·", "‧": "·", "∙": "·"}
_OPEN, _CLOSE = "[［【（(﹝「『", "]］】）)﹞」』"
_NUMBER = re.compile(
    r"^(?P<prefix>(?:.*[^\d.,〔〕第-])?)(?:〔(?P<year>\d{4})〕|(?P<bare>\d{4})(?=第))?"
    r"第?0*(?P<serial>[1-9]\d{0,5})号?$"
)
LONGEST = 200
"""Longer texts are not looked for: nobody types them."""


class _Folding(dict[int, str]):
    """What each character is compared as; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain_char = unicodedata.normalize("NFKC", _ALIKE.get(char, char)).casefold()
        plain_char = "".join(
            "〔" if one in _OPEN else "〕" if one in _CLOSE else _ALIKE.get(one, one)
            for one in plain_char
        )
        self[code] = plain_char
        return plain_char


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return a text as it is compared: full-width as half-width, capitals small, brackets alike.

    Each character is folded by itself, so that a place in the folded text has one in the text.
    """
    return text.translate(_FOLDING)


@dataclass(frozen=True)
class Number:
    """A posting's number as it was typed; what was left out is empty or None."""

    prefix: str
    year: int | None
    serial: int

    def fits(self, prefix: str, year: int, serial: int) -> bool:
        """Whether it may mean a number of a body's prefix, a year and a serial."""
        return (
            self.serial == serial
            and self.year in (None, year)
            and (not self.prefix or fold(prefix).endswith(self.prefix))
        )


@dataclass(frozen=True)
class Word:
    """One word that must occur: as text, as a whole cell that is an amount, or as a number.

    ``needles`` are texts of folded lines, of which any one will do; ``fen`` the amount or None.
    37 is found within 137 too; 37元 is a whole amount and nothing else.
    """

    typed: str
    needles: tuple[str, ...]
    fen: int | None = None
    number: Number | None = None

    def occurs(self, folded: str) -> bool:
        """Whether it occurs in a folded text as words or as an amount."""
        return any(needle in folded for needle in self.needles)


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of what was typed, each once; all of them must occur.

    Raises ValueError with a sentence when nothing or far too much was typed.
    """
    if len(text) > LONGEST:
        raise ValueError(f"要找的词太长（超过 {LONGEST} 个字）。请只写关键的几个字。")
    typed = dict.fromkeys(fold(text).split())
    if not typed:
        raise ValueError("请写要找的词，例如“水费”“10月”“第37号”“1234.5”。")
    return tuple(_word(one) for one in typed)


def amount_word(fen: int) -> Word:
    """Return what finds exactly an amount in fen, of income or spending or reversed."""
    return Word(plain(fen), _amounts(fen), fen)


def spans(text: str, words: Iterable[Word]) -> tuple[tuple[int, int], ...]:
    """Return where some words stand in a text, as ascending ranges that do not touch.

    ``text`` is one line with a tab between its cells.
    """
    marked: set[int] = set()
    places = [0]
    for char in text:
        places.append(places[-1] + len(fold(char)))
    folded = fold(text)
    padded = f"{CELL}{folded}{CELL}"
    for word in words:
        for needle in word.needles:
            start = padded.find(needle)
            while start >= 0:
                marked.update(range(start - 1, start - 1 + len(needle)))
                start = padded.find(needle, start + 1)
    hit = [
        any(place in marked for place in range(places[n], places[n + 1])) and not text[n].isspace()
        for n in range(len(text))
    ]
    return tuple(_ranges(hit))


def _ranges(hit: Sequence[bool]) -> Iterable[tuple[int, int]]:
    start = None
    for place, on in enumerate([*hit, False]):
        if on and start is None:
            start = place
        elif not on and start is not None:
            yield start, place
            start = None


def _word(typed: str) -> Word:
    try:
        fen = parse_fen(typed.replace("〔", "(").replace("〕", ")"))
    except ValueError:
        fen = None
    found = _NUMBER.match(typed)
    number = None
    if found:
        year = found["year"] or found["bare"]
        number = Number(found["prefix"], int(year) if year else None, int(found["serial"]))
    needles = (typed, *_amounts(fen)) if fen is not None else (typed,)
    # What holds 1234.50 holds 1234.5: the longer one need not be looked for besides.
    needles = tuple(a for a in needles if not any(b in a for b in needles if b != a))
    return Word(typed, needles, fen, number)


def _amounts(fen: int) -> tuple[str, ...]:
    """Return the cells that hold an amount; a reversal is found by its size too."""
    sizes = (plain(fen),) if fen < 0 else (plain(fen), plain(-fen))
    return tuple(f"{CELL}{size}{CELL}" for size in sizes)
