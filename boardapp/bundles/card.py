"""The enrolment card as a file: minisign's public key, its comment naming whose it is."""

import re
from dataclasses import dataclass

from boardapp.bundles.minisign import LIMIT, PublicKey, parse_public, public_lines, public_text

_COMMENT = re.compile(
    r"untrusted comment: boardapp (village|township):(\d{12}|(?<=township:)-) ?(.*)", re.ASCII
)
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Card:
    """What a card says; only the key proves anything, ``code`` and ``name`` are a claim.

    ``role`` is ``village`` or ``township``. All are empty where the file is a plain minisign
    public key; a township without a code of its own has none either.
    """

    public: PublicKey
    code: str
    name: str
    role: str = ""


def card_text(public: PublicKey, code: str, name: str) -> str:
    """Return the card's file: two lines that ``minisign -V -p`` takes too."""
    return public_text(public, f"boardapp village:{code} {_plain(name)}")


def township_card_text(public: PublicKey, code: str, name: str) -> str:
    """Return the card's file of a township; ``code`` has 12 digits, or is empty for none."""
    return public_text(public, f"boardapp township:{code or '-'} {_plain(name)}")


def parse_card(raw: bytes) -> Card:
    """Read a card, or any public key of minisign; raises ValueError with a sentence."""
    if len(raw) > LIMIT:
        raise ValueError("登记卡文件太大，不是登记卡。")
    public = parse_public(raw)
    said = _COMMENT.fullmatch(public_lines(raw)[0])
    if not said:
        return Card(public, "", "")
    return Card(public, said[2].removeprefix("-"), said[3].strip(), said[1])


def _plain(name: str) -> str:
    plain = "".join(char if char.isprintable() else " " for char in name).strip()
    return plain[:_LONGEST_NAME]
