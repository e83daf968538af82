"""Find everything: postings by what stands on them, lines of the ledger, opinions."""

import heapq
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from boardapp.core.archive.lines import FORM, folded, lines_of
from boardapp.core.archive.words import Word, amount_word, fold, spans, words_of
from boardapp.core.errors import UserError
from boardapp.core.money import plain
from boardapp.core.period import Period
from boardapp.core.progress import Progress, silent
from boardapp.services import catalogues, life, rulebooks
from boardapp.services.desk import DATABASE, Desk
from boardapp.store import search as store
from boardapp.store import villages
from boardapp.store.database import sentence
from boardapp.store.search import Line, Sheet

__all__ = ["FORM", "Found", "Hit", "Kind", "Wanted", "find", "prepare", "rebuild", "unread"]


class Kind(StrEnum):
    """What was found."""

    POSTING = "posting"
    ENTRY = "entry"
    FEEDBACK = "feedback"

    @property
    def word(self) -> str:
        """The kind as people say it."""
        return {"posting": "榜", "entry": "账", "feedback": "意见"}[self.value]


@dataclass(frozen=True)
class Wanted:
    """What is looked for: words that must all occur, and what else narrows the search.

    ``year`` is that of a posting's number, of a line's month, of an opinion's day. A ``period``
    stands for all that it covers. ``fen`` is an amount of any cell or line.
    """

    text: str = ""
    year: int | None = None
    item: str = ""
    period: Period | None = None
    fen: int | None = None
    kinds: frozenset[Kind] = frozenset(Kind)


@dataclass(frozen=True)
class Hit:
    """One thing that was found, with the line that holds what was looked for.

    ``number`` is a posting's; ``state`` its state by the word, empty for others; ``replaced_by``
    the number of its correction. ``line`` has tabs between its cells and ``marks`` say which
    characters of it were looked for. ``about`` is a period's code or an event's title.
    """

    kind: Kind
    id: str
    number: str
    title: str
    about: str
    body: str
    on: str
    state: str = ""
    replaced_by: str = ""
    fen: int | None = None
    line: str = ""
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Found:
    """The first of what was found, and how many there are of each kind."""

    hits: tuple[Hit, ...]
    counts: tuple[tuple[Kind, int], ...]

    @property
    def more(self) -> int:
        """How many are not among the hits."""
        return sum(count for _, count in self.counts) - len(self.hits)


def unread(desk: Desk) -> int:
    """Return how many postings the search must still read before it can find them."""
    return store.unread(desk.db)


def prepare(desk: Desk, progress: Progress = silent) -> None:
    """Read what was published since the last search; ``find`` does so by itself.

    What is read is kept for the next time. Raises UserError when the disk does not take it.
    """
    whole = left = store.unread(desk.db)
    try:
        while left:
            progress(whole - left, whole, "正在读已公布的榜")
            left = store.read_on(desk.db)
    except sqlite3.OperationalError as error:
        raise UserError(sentence(error, desk.folder / DATABASE)) from error


def rebuild(desk: Desk, progress: Progress = silent) -> int:
    """Read every posting anew, and return of how many the kept text was wrong or missing."""
    pairs = (store.both(desk.db, id_) for id_ in store.all_ids(desk.db))
    wrong = sum(text != folded(content) for content, text in pairs)
    store.forget(desk.db)
    prepare(desk, progress)
    return wrong


def find(desk: Desk, wanted: Wanted, most: int = 50) -> Found:
    """Return what holds all the words, the newest first, at most so many of each kind.

    A posting whose number is named comes first. Raises UserError when nothing is looked for.
    """
    words = _words(wanted)
    prepare(desk)
    hits: list[Hit] = []
    counts = []
    for kind, search in ((Kind.POSTING, _postings), (Kind.ENTRY, _entries), (Kind.FEEDBACK, _said)):
        if kind in wanted.kinds:
            some, count = search(desk, wanted, words, most)
            hits += some
            counts.append((kind, count))
    return Found(tuple(hits), tuple(counts))


def _words(wanted: Wanted) -> tuple[Word, ...]:
    words: tuple[Word, ...] = ()
    try:
        if wanted.text.strip():
            words = words_of(wanted.text)
        elif wanted.fen is None and not wanted.item and wanted.period is None:
            words_of("")
    except ValueError as error:
        raise UserError(str(error)) from error
    if wanted.fen is not None:
        words = (*words, amount_word(wanted.fen))
    return tuple(sorted(words, key=lambda one: -len(one.typed)))


def _postings(
    desk: Desk, wanted: Wanted, words: Sequence[Word], most: int
) -> tuple[list[Hit], int]:
    found = catalogues.catalogue(desk)
    titles = {item.code: item.title for item in found.items}
    names = {body.id: body.name for body in villages.bodies(desk.db)}
    sheets = [one for one in store.sheets(desk.db) if _in_range(one, wanted)]
    left = {one.id: one for one in sheets}
    around = {
        one.id: _around(one, titles.get(one.item, ""), names.get(one.body, "")) for one in sheets
    }
    for word in words:
        near = {id_ for id_, one in left.items() if _meets(one, around[id_], word)}
        far = [id_ for id_ in left if id_ not in near]
        near |= store.holding(desk.db, word.needles, far) if far else set()
        left = {id_: one for id_, one in left.items() if id_ in near}
    order = sorted(left.values(), key=lambda one: not _is_named(one, words))
    shown = order[:most]
    states = life.posting_states(desk, found.items, rulebooks.rulebook(desk).rules) if shown else {}
    hits = []
    for one in shown:
        title, line = _told(*store.both(desk.db, one.id), words)
        state = states[one.id].word
        state = f"{state}（已被更正）" if one.replaced_by and "更正" not in state else state
        hits.append(
            Hit(
                Kind.POSTING, one.id, one.number, title or titles.get(one.item, one.item),
                one.event or one.period, names.get(one.body, ""), one.published_on, state,
                one.replaced_by, None, line, spans(line, words),
            )
        )  # fmt: skip
    return hits, len(left)


def _in_range(one: Sheet, wanted: Wanted) -> bool:
    if wanted.year not in (None, one.year) or wanted.item not in ("", one.item):
        return False
    if wanted.period is None:
        return True
    span = wanted.period
    if one.on:
        return span.first_day.isoformat() <= one.on <= span.last_day.isoformat()
    return span.covers(Period.parse(one.period))


def _around(one: Sheet, title: str, body: str) -> str:
    """Return, folded, what a posting may be found by besides what stands on it."""
    label = one.event if one.on else Period.parse(one.period).label
    parts = (one.number, one.item, title, body, one.period, label, one.published_on, one.around)
    return fold("\t".join(parts))


def _meets(one: Sheet, around: str, word: Word) -> bool:
    return word.typed in around or _fits(one, word)


def _fits(one: Sheet, word: Word) -> bool:
    return word.number is not None and word.number.fits(one.prefix, one.year, one.serial)


def _is_named(one: Sheet, words: Iterable[Word]) -> bool:
    return any(_fits(one, word) or word.typed == fold(one.number) for word in words)


def _told(content: bytes, text: str, words: Sequence[Word]) -> tuple[str, str]:
    """Return a content's title and the line of it that holds the most of the words."""
    best, most = -1, 0
    for number, line in enumerate(text.split("\n")):
        count = sum(word.occurs(line) for word in words)
        if count > most:
            best, most = number, count
        if most == len(words):
            break
    lines = list(islice(lines_of(content), max(best, 0) + 1))
    return lines[0].partition("\t")[0], lines[best] if best >= 0 else ""


def _entries(desk: Desk, wanted: Wanted, words: Sequence[Word], most: int) -> tuple[list[Hit], int]:
    if wanted.item:
        return [], 0
    books = {book.id: book.name for book in villages.books(desk.db)}
    return _lines(Kind.ENTRY, store.entry_lines(desk.db), books, wanted, words, most)


def _said(desk: Desk, wanted: Wanted, words: Sequence[Word], most: int) -> tuple[list[Hit], int]:
    if wanted.item:
        return [], 0
    names = {body.id: body.name for body in villages.bodies(desk.db)}
    lines = store.feedback_lines(desk.db)
    return _lines(Kind.FEEDBACK, lines, names, wanted, words, most)


def _lines(
    kind: Kind,
    lines: Iterator[Line],
    owners: dict[str, str],
    wanted: Wanted,
    words: Sequence[Word],
    most: int,
) -> tuple[list[Hit], int]:
    months = _months(wanted)
    labels: dict[tuple[str, str], str] = {}
    figures = any(char.isdigit() for word in words for char in word.typed)
    found: list[Line] = []
    for one in lines:
        if months is not None and one.month not in months:
            continue
        place = one.month, one.owner
        if place not in labels:
            label = Period.parse(one.month).label
            labels[place] = fold(f"{one.month}\t{label}\t{owners.get(one.owner, '')}")
        sizes = f"{one.on}\t{plain(one.fen)}" if figures and one.fen is not None else one.on
        text = f"\t{fold(one.words)}\t{sizes}\t{labels[place]}\t"
        if all(word.occurs(text) for word in words):
            found.append(one)
    newest = heapq.nlargest(most, found, key=lambda one: one.on)
    hits = [_line_hit(kind, one, owners.get(one.owner, ""), words) for one in newest]
    return hits, len(found)


def _line_hit(kind: Kind, one: Line, owner: str, words: Sequence[Word]) -> Hit:
    amount = "" if one.fen is None else plain(one.fen)
    line = "\t".join(part for part in (one.on, *one.words.split("\t"), amount) if part)
    marks = spans(line, words)
    return Hit(kind, one.id, "", "", one.month, owner, one.on, "", "", one.fen, line, marks)


def _months(wanted: Wanted) -> Collection[str] | None:
    """Return the months in which a line may lie; None for any."""
    months = [one.code for one in wanted.period.months] if wanted.period else None
    if wanted.year is None:
        return months
    year = [one.code for one in Period.parse(str(wanted.year)).months]
    return year if months is None else [one for one in months if one in year]
