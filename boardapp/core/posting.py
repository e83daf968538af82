"""Postings: contents that were published under a number, and what the paper bears of that."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Imprint:
    """What a renderer adds to a content: number, digest and days on the board.

    Without a number the notice is a 样张 (sample), marked on every sheet.
    ``note`` is a line such as 本榜替换第3号; ``digest`` is the content's, in hex.
    """

    number: str = ""
    digest: str = ""
    published_on: date | None = None
    put_up_on: date | None = None
    take_down_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Posting:
    """A published content: item × body × period or event × revision, number and digests.

    ``period`` is a period's code or an event's id; ``published_at`` is an ISO time. ``content``
    holds the canonical JSON bytes that were frozen; ``notice_digest`` is the SHA-256 of the frozen
    PDF. ``submission`` is what was reviewed, ``replaces`` the posting that this one corrects: ids,
    empty where there is none.
    """

    id: str
    item: str
    body: str
    period: str
    revision: int
    number: str
    digest: str
    content: bytes
    notice_digest: str
    published_on: date
    published_by: str
    published_at: str
    submission: str = ""
    replaces: str = ""


def number_label(prefix: str, year: int, serial: int) -> str:
    """Return a number as printed: 青石公开〔2026〕第37号."""
    return f"{prefix}〔{year}〕第{serial}号"
