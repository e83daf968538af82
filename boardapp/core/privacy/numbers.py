"""Numbers of persons in a plain text: identity numbers, bank cards and mobiles, however split.

A number is a window of digit runs with at most a few spaces, dashes, dots or a line break between
them. What it is follows from its own checks, from the words before it, and from what comes after.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from boardapp.core.finding import Level
from boardapp.core.privacy.cards import Card, card, is_credit_code
from boardapp.core.privacy.identity import (
    has_date,
    is_identity,
    is_old_identity,
)
from boardapp.core.privacy.kinds import Kind
from boardapp.core.privacy.labels import Label, label_before

SEAM = "\x1f"
"""Stands between two neighbouring cells when they are read as one."""

_RUN = re.compile(
    r"\d{17}[xX]\d{2}(?![A-Za-z0-9])|\d+[xX](?![A-Za-z0-9])|\d+|(?<![A-Za-z0-9])[xX](?![A-Za-z0-9])"
)
_GAP = re.compile(rf"\)?[ \-._\n{SEAM}]{{0,4}}")
_CODE_PREFIX = re.compile(r"(?!(?<=\d)[xX](?![A-Za-z]))(?<![A-Za-z])([A-Za-z]+)[-#]?$")
_PERSONAL_PREFIX = frozenset(
    ("tel", "phone", "mobile", "mob", "sj", "dh", "wx", "vx", "id", "sfz", "g", "l", "j", "no")
)
_UNIT = re.compile(
    r"\s*(?:元|万|亿|亩|度|吨|公斤|千克|平方|立方|㎡|m2|%|kwh)|\.\d{1,2}(?![\dA-Za-z])",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"(?:0086|86|0)?1[3-9]\d{9}")
_MOBILE_GROUPS = frozenset(
    [
        (3, 4, 4),
        (3, 3, 5),
        (4, 3, 4),
        (4, 4, 3),
        (5, 3, 3),
        (3, 8),
        (7, 4),
        (5, 6),
        (6, 5),
        (1,) * 11,
    ]
)
_OLD_GROUPS = frozenset([(6, 6, 3), (6, 9), (12, 3), (1,) * 15])
_SHORTEST, _LONGEST = 11, 22
_ENOUGH = re.compile(rf"(?:\d\D*?){{{_SHORTEST - 1}}}[\dxX]")
_PERSONS = frozenset({Label.IDENTITY, Label.CARD, Label.PHONE})


@dataclass(frozen=True)
class Run:
    """Digits without anything between them; ``number`` ends in X where that is the check."""

    start: int
    end: int
    number: str


@dataclass(frozen=True)
class Window:
    """Neighbouring runs read as one number, and the text that they stand in."""

    text: str
    runs: tuple[Run, ...]
    label: Label

    @property
    def number(self) -> str:
        """The digits together."""
        return "".join(run.number for run in self.runs).upper()

    @property
    def gaps(self) -> tuple[str, ...]:
        """What stands between the runs."""
        return tuple(self.text[one.end : two.start] for one, two in pairwise(self.runs))

    @property
    def groups(self) -> tuple[int, ...]:
        """The lengths of the runs."""
        return tuple(len(run.number) for run in self.runs)

    @property
    def is_even(self) -> bool:
        """Whether the gaps are of one sort; a line break or a seam goes with any."""
        return len({gap.strip(f")\n{SEAM}") for gap in self.gaps if gap.strip(f")\n{SEAM}")}) <= 1

    @property
    def is_broken(self) -> bool:
        """Whether only line breaks or seams split it, as they may anywhere."""
        return all(not gap.strip(f" \n{SEAM}") and gap.strip() != "" for gap in self.gaps)

    @property
    def is_coded(self) -> bool:
        """Whether letters make it a part of a code: HT-2026-0001."""
        before = _CODE_PREFIX.search(self.text, max(0, self.start - 12), self.start)
        if before and before[1].lower() not in _PERSONAL_PREFIX:
            return True
        after = self.text[self.end : self.end + 1]
        return after.isascii() and after.isalpha()

    @property
    def is_quantity(self) -> bool:
        """Whether it is an amount: 元 or decimals after it, or a part of 1,380,000."""
        before = self.text[max(0, self.start - 2) : self.start]
        return bool(
            _UNIT.match(self.text, self.end)
            or re.search(r"[¥￥$]\s?$", before)
            or (self.groups[0] == 3 and re.search(r"\d,$", before))
            or (self.groups[-1] == 3 and re.match(r",\d{3}(?!\d)", self.text[self.end :]))
            or self.label is Label.AMOUNT
        )

    @property
    def is_named(self) -> bool:
        """Whether the words before it call it a person's number."""
        return self.label in _PERSONS

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.runs[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.runs[-1].end


Hit = tuple[Kind, Level, Window]


def numbers(text: str, head: str = "") -> Iterator[Hit]:
    """Yield the numbers of persons in a plain text; ``head`` is the head of the column."""
    if not _ENOUGH.search(text):
        return
    for chain in _chains(text):
        taken: set[Run] = set()
        windows = list(_windows(text, chain, head))
        for judge in (_identity, _single, _joined):
            for window in windows:
                if taken.isdisjoint(window.runs) and (hit := judge(window)):
                    taken.update(window.runs)
                    yield (*hit, window)


def _chains(text: str) -> Iterator[list[Run]]:
    chain: list[Run] = []
    for match in _RUN.finditer(text):
        run = Run(match.start(), match.end(), match[0])
        if _is_rest_of_mask(text, run):
            continue
        if chain and not _GAP.fullmatch(text, chain[-1].end, run.start):
            yield chain
            chain = []
        chain.append(run)
    if chain:
        yield chain


def _is_rest_of_mask(text: str, run: Run) -> bool:
    around = text[max(0, run.start - 1) : run.start] + text[run.end : run.end + 1]
    return "*" in around and len(run.number) < 11


def _windows(text: str, chain: list[Run], head: str) -> Iterator[Window]:
    linked = _linked_to_code(text, chain)
    for first, run in enumerate(chain):
        ends, size = [], 0
        for last in range(first, min(first + _LONGEST, len(chain))):
            size += len(chain[last].number)
            if last > first and size > _LONGEST:
                break
            if size >= _SHORTEST:
                ends.append(last + 1)
        if not ends:
            continue
        label = label_before(text, run.start, head)
        if linked[first] and label not in _PERSONS:
            label = Label.CODE
        for end in reversed(ends):
            yield Window(text, tuple(chain[first:end]), label)


def _linked_to_code(text: str, chain: list[Run]) -> list[bool]:
    """Tell for each run whether dashes tie it to a code before it: HT-2026-13812345678."""
    linked = [False]
    for one, two in pairwise(chain):
        coded = linked[-1] or Window(text, (one,), Label.NONE).is_coded
        linked.append(coded and text[one.end : two.start] == "-")
    return linked


def _identity(window: Window) -> tuple[Kind, Level] | None:
    number, label = window.number, window.label
    if len(number) == 18 and is_identity(number):
        if is_credit_code(number) and label is Label.CODE:
            return None
        doubtful = label is Label.CODE or window.is_coded
        return Kind.IDENTITY, Level.VERIFY if doubtful else Level.MUST
    if not window.gaps and len(number) > 18 and _is_glued(number) and label is not Label.CODE:
        return Kind.IDENTITY, Level.MUST
    if label is Label.IDENTITY and _is_mistyped(window):
        return Kind.IDENTITY, Level.VERIFY
    return _old_identity(window)


def _is_glued(number: str) -> bool:
    digits = number.rstrip("X")
    return is_identity(number[:18]) or (digits == number and is_identity(digits[-18:]))


def _is_mistyped(window: Window) -> bool:
    number = window.number
    if len(number) == 18 and "X" not in number[:17]:
        return True
    return not window.gaps and len(number) in {14, 16, 17, 19} and number[:-1].isdigit()


def _old_identity(window: Window) -> tuple[Kind, Level] | None:
    number, label = window.number, window.label
    if len(number) != 15 or not number.isdigit():
        return None
    if label is Label.IDENTITY:
        return Kind.IDENTITY, Level.MUST if is_old_identity(number) else Level.VERIFY
    if label is not Label.NONE and label is not Label.PHONE:
        return None
    if not is_old_identity(number) or window.is_coded or window.is_quantity:
        return None
    if window.gaps and not (window.is_even and window.groups in _OLD_GROUPS):
        return None
    return Kind.IDENTITY, Level.MUST


def _single(window: Window) -> tuple[Kind, Level] | None:
    if window.gaps or window.is_coded or window.is_quantity or not window.number.isdigit():
        return None
    number, label = window.number, window.label
    if label is Label.CARD and not (len(number) == 11 and _MOBILE.fullmatch(number)):
        is_account = 12 <= len(number) <= 22
        return (Kind.BANK_CARD, Level.MUST) if is_account else None
    if label is Label.CODE or label is Label.NUMBER:
        return None
    if _MOBILE.fullmatch(number):
        return Kind.MOBILE, Level.MUST
    return _card(number)


def _card(number: str) -> tuple[Kind, Level] | None:
    sure = card(number)
    if sure is Card.NO:
        return None
    return Kind.BANK_CARD, Level.MUST if sure is Card.SURE else Level.VERIFY


def _joined(window: Window) -> tuple[Kind, Level] | None:
    if not window.gaps or window.is_coded or window.is_quantity or not window.number.isdigit():
        return None
    number, label = window.number, window.label
    if label is Label.CARD and 12 <= len(number) <= 19:
        return Kind.BANK_CARD, Level.MUST
    if label in {Label.CODE, Label.NUMBER} or not (window.is_even or label in _PERSONS):
        return None
    if _MOBILE.fullmatch(number) and _is_spoken_mobile(window):
        return Kind.MOBILE, Level.MUST
    if card(number) is Card.SURE and (number.startswith("62") or _is_grouped(window)):
        return Kind.BANK_CARD, Level.MUST
    return None


def _is_grouped(window: Window) -> bool:
    """Whether it is split as cards are: by fours, by ones, after six, or by lines only."""
    *first, last = window.groups
    even = len(set(first)) == 1 and last <= first[0] and first[0] in {1, 4}
    return even or first == [6] or window.is_broken


def _is_spoken_mobile(window: Window) -> bool:
    groups, number = window.groups, window.number
    if number[:-11] and groups[0] == len(number) - 11:
        groups = groups[1:]
    if window.label is Label.PHONE:
        return True
    if groups == (3, 8) and has_date(number[-8:]):
        return False
    if len(groups) == 2 and any("." in gap for gap in window.gaps):
        return False
    return groups in _MOBILE_GROUPS or window.is_broken
