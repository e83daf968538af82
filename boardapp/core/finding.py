"""What a check found: one graded sentence about one place."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters; only ``MUST`` stands in the way."""

    MUST = "must"
    VERIFY = "verify"
    HINT = "hint"

    @property
    def word(self) -> str:
        """The heading that a person reads."""
        return {"must": "必须改", "verify": "请核实", "hint": "提示"}[self.value]


@dataclass(frozen=True)
class Finding:
    """One thing that a person should know, with the place it was found in.

    ``code`` is a stable English name for scripts, ``where`` a place a person can go to,
    ``row`` the spreadsheet's own 1-based row where there is one.
    """

    level: Level
    code: str
    sentence: str
    where: str = ""
    row: int | None = None
