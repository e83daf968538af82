"""Bank cards: Luhn (ISO/IEC 7812), and what a number begins with; 统一社会信用代码 (GB 32100)."""

import re
from collections.abc import Iterator
from enum import Enum

from boardapp.core.privacy.identity import has_date

_LETTERED = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,2}\d{7,8}(?![A-Za-z0-9])")
_SECURITY = re.compile(
    rf"社(?:保|会保障)卡?(?:卡?号码?|编号|号)?[\s:为是(]{{0,4}}({_LETTERED.pattern})"
)
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Card(Enum):
    """How surely digits are a bank card when nothing around them says so."""

    SURE = 2
    MAYBE = 1
    NO = 0


def security_cards(text: str, head: str = "") -> Iterator[tuple[int, int]]:
    """Yield where 社保卡 numbers of the older kind stand: a letter or two before the digits."""
    if "社" not in head + text:
        return
    for match in _SECURITY.finditer(text):
        yield match.span(1)
    if "社保" in head or "社会保障卡" in head:
        for match in _LETTERED.finditer(text):
            yield match.span()


def is_luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check of the others."""
    odd = sum(int(digit) for digit in digits[-1::-2])
    return (odd + sum(_DOUBLED[int(digit)] for digit in digits[-2::-2])) % 10 == 0


def card(digits: str) -> Card:
    """Tell how surely 13 to 19 digits are a bank card, by Luhn, first digits and length.

    银联 begins with 62 and has 16 to 19 digits, the foreign brands with 4 or 5 and have 16; the old
    cards of 工商银行 and 农业银行 begin with 9558 and 9559. A date after six digits marks a code.
    """
    size = len(digits)
    if not 13 <= size <= 19 or not is_luhn(digits) or has_date(digits[6:14].ljust(8, "0")):
        return Card.NO
    if digits[:2] in {"62", "60"} and size >= 16:
        return Card.SURE
    if digits[0] in "45" and size == 16:
        return Card.SURE
    if digits[:3] == "955" and size in {16, 19}:
        return Card.SURE
    foreign = (digits[:2] in {"34", "37"} and size == 15) or (digits[:2] == "35" and size == 16)
    local = (digits[0] == "9" and size in {16, 17, 19}) or (digits[0] == "4" and size == 13)
    return Card.MAYBE if foreign or local else Card.NO


def is_credit_code(code: str) -> bool:
    """Whether 18 characters are a 统一社会信用代码 with the right check character."""
    if len(code) != 18 or any(char not in _CODE_CHARACTERS for char in code):
        return False
    total = sum(
        _CODE_CHARACTERS.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17])
    )
    return _CODE_CHARACTERS[-total % 31] == code[17]
