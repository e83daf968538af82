"""The kinds of private matter, what was found of one, and the form each is masked in.

The forms: 138****1234 and 35*************123 are those of 永安市政府办 2023-01-04; that the middle
of a bank card is hidden follows 杭州钱塘 2023 (domain 1.10); an address ends at its 组 or 村.
"""

from dataclasses import dataclass
from enum import StrEnum

from boardapp.core.finding import Level


class Kind(StrEnum):
    """What a finding is about."""

    IDENTITY = "identity"
    BANK_CARD = "bank-card"
    MOBILE = "mobile"
    LANDLINE = "landline"
    ADDRESS = "address"
    ILLNESS = "illness"
    CHILD = "child"

    @property
    def word(self) -> str:
        """The words that a person reads."""
        return {
            "identity": "身份证号",
            "bank-card": "银行账号或卡号",
            "mobile": "手机号",
            "landline": "个人固定电话",
            "address": "门牌号",
            "illness": "疾病或残疾情况",
            "child": "未成年人信息",
        }[self.value]


@dataclass(frozen=True)
class Found:
    """One private matter in a text, from ``start`` up to but not including ``end``.

    ``masked`` is what ``mask`` writes instead; it equals ``text`` where only a person can decide
    what to write, as with an illness or a child.
    """

    kind: Kind
    level: Level
    start: int
    end: int
    text: str
    masked: str

    @property
    def is_masked(self) -> bool:
        """Whether masking takes it away without a person having to decide."""
        return self.masked != self.text


DOOR = "**"
"""What stands for a house number, building, entrance and room."""

_ENDS = {Kind.IDENTITY: (2, 3), Kind.BANK_CARD: (4, 4), Kind.MOBILE: (3, 4), Kind.LANDLINE: (0, 3)}


def hidden(kind: Kind, digits: str) -> str:
    """Return a number of a kind with its middle as stars, as long as it was.

    Of an identity number with anything after it (残疾人证 adds kind and degree) only the first two
    digits stay, of an account shorter than 16 only the last four.
    """
    head, tail = _ENDS[kind]
    if kind is Kind.IDENTITY and len(digits) > 18:
        tail = 0
    if kind is Kind.BANK_CARD and len(digits) < 16:
        head = 0
    if kind is Kind.MOBILE:
        head += len(digits) - 11
    return digits[:head] + "*" * (len(digits) - head - tail) + digits[len(digits) - tail :]
