"""How an opinion is put before others: without its asker, without numbers, in pieces that fit."""

import re
from datetime import date

from boardapp.core.feedback.records import Kind, Opinion
from boardapp.core.privacy import mask

PIECE = 72
"""How many characters go into one row of a table, so that no row is higher than a sheet."""
_SENTENCE_END = re.compile(r"[。！？；!?;\n]")
_PAUSE = re.compile(r"[，、：,:）)”]")
_WORD = re.compile(r"[0-9A-Za-z*.\-/@+]")


def asker(opinion: Opinion) -> str:
    """Return who asked, as a board may say it: 村民, with the name only by consent."""
    name = opinion.person.strip()
    return f"村民{name}" if opinion.named and name else "村民"


def anonymous(text: str, opinion: Opinion) -> str:
    """Return a text without the asker's name and contact, and with numbers masked.

    A name that its bearer agreed to be told stays.
    """
    name, contact = opinion.person.strip(), opinion.contact.strip()
    if len(contact) > 2:
        text = text.replace(contact, "（联系方式略）")
    if len(name) > 1 and not opinion.named:
        text = re.sub(rf"(?:村民)?{re.escape(name)}", "村民", text)
    return mask(text)


def outside(text: str, opinion: Opinion) -> str:
    """Return a text as it may leave the village: of a 举报 nothing, of others without the asker."""
    return "（举报事项，内容另存）" if opinion.kind is Kind.REPORT else anonymous(text, opinion)


def pieces(text: str, most: int = PIECE) -> tuple[str, ...]:
    """Cut a text into pieces of no more than so many characters, at the ends of sentences.

    Where there are none, at a pause; never within a number or a Latin word that fits a piece.
    """
    rest, found = " ".join(text.split()), []
    while len(rest) > most:
        cut = _cut(rest, most)
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return (*found, rest)


def day_words(day: date | None) -> str:
    """Return a day in the narrowest spelling that is still whole: 2026.11.6."""
    return f"{day.year}.{day.month}.{day.day}" if day else ""


def _cut(text: str, most: int) -> int:
    for pattern in (_SENTENCE_END, _PAUSE):
        ends = [found.end() for found in pattern.finditer(text, 0, most)]
        if ends and ends[-1] > most // 3:
            return ends[-1]
    cut = most
    while cut > 1 and _WORD.match(text[cut - 1]) and _WORD.match(text[cut]):
        cut -= 1
    return cut if cut > 1 else most
