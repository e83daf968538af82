"""The enrolment card as a file: minisign's public key, its comment naming the village."""

import re
from dataclasses import dataclass

from boardapp.bundles.minisign import LIMIT, PublicKey, parse_public, public_text

_COMMENT = re.compile(r"untrusted comment: boardapp village:(\d{12}) ?(.*)")
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Card:
    """What a card says; only the key proves anything, ``code`` and ``name`` are a claim.

    Both are empty where the file is a plain minisign public key.
    """

    public: PublicKey
    code: str
    name: str


def card_text(public: PublicKey, code: str, name: str) -> str:
    """Return the card's file: two lines that ``minisign -V -p`` takes too."""
    plain = "".join(char if char.isprintable() else " " for char in name).strip()
    return public_text(public, f"boardapp village:{code} {plain[:_LONGEST_NAME]}")


def parse_card(raw: bytes) -> Card:
    """Read a card, or any public key of minisign; raises ValueError with a sentence."""
    if len(raw) > LIMIT:
        raise ValueError("登记卡文件太大，不是登记卡。")
    public = parse_public(raw)
    first = raw.decode("utf-8").removeprefix("\ufeff").strip().splitlines()[0]
    said = _COMMENT.fullmatch(first.rstrip())
    return Card(public, said[1] if said else "", said[2].strip() if said else "")
