"""Who publishes: the village, its bodies, their books and accounts, and who holds which office."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BodyKind(StrEnum):
    """The kinds of body that publish (村民委员会组织法; 农村集体经济组织法)."""

    COMMITTEE = "committee"
    COLLECTIVE = "collective"
    GROUP = "group"

    @property
    def word(self) -> str:
        """The legal term."""
        return {"committee": "村民委员会", "collective": "农村集体经济组织", "group": "村民小组"}[
            self.value
        ]


class AccountKind(StrEnum):
    """Where money lies."""

    CASH = "cash"
    BANK = "bank"

    @property
    def word(self) -> str:
        """The term on a board."""
        return {"cash": "库存现金", "bank": "银行存款"}[self.value]


@dataclass(frozen=True)
class Village:
    """The village itself; ``code`` is its 12-digit administrative code."""

    code: str
    name: str
    township: str
    hotline: str = ""
    opinion_box: str = ""
    objection: str = ""


@dataclass(frozen=True)
class Body:
    """One publishing body, with the words that its numbers begin with (``prefix``)."""

    id: str
    kind: BodyKind
    name: str
    prefix: str


@dataclass(frozen=True)
class Book:
    """A set of accounts (账套), published by one or several bodies."""

    id: str
    name: str
    bodies: tuple[str, ...]


@dataclass(frozen=True)
class Account:
    """A cash box or a bank account of a book; ``number`` is never printed or exported in clear."""

    id: str
    book: str
    kind: AccountKind
    name: str
    number: str = ""


@dataclass(frozen=True)
class Office:
    """One person's time in one office of a body, both days included; no ``end`` while it lasts."""

    id: str
    body: str
    title: str
    person: str
    start: date
    end: date | None = None

    def held_on(self, day: date) -> bool:
        """Whether the office is held on that day."""
        return self.start <= day and (self.end is None or day <= self.end)


OFFICES = (
    "负责人",
    "村务监督委员会主任",
    "民主理财小组组长",
    "会计",
    "报账员",
)
"""The offices that a notice names, in the order in which they sign."""


def village_problem(code: str, name: str, township: str) -> str:
    """Return what is wrong with the particulars of a village, or an empty text."""
    if not re.fullmatch(r"\d{12}", code):
        return "村代码应为 12 位数字（统计用区划代码），请核对后再填。"
    if not name.strip():
        return "请填写村名。"
    if not township.strip():
        return "请填写乡镇名称。"
    return ""


def default_prefix(village: str, kind: BodyKind, name: str) -> str:
    """Return the words a body's numbers begin with until somebody chooses others."""
    place = village.strip().removesuffix("村")
    if kind is BodyKind.COMMITTEE:
        return f"{place}公开"
    if kind is BodyKind.COLLECTIVE:
        return f"{place}集体公开"
    return f"{name.strip()}公开"
