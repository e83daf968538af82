"""Periods that a posting is about: a month, a quarter, a half-year or a year."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_CODE = re.compile(r"^(\d{4})(?:-(?:(Q)([1-4])|(H)([12])|(0[1-9]|1[0-2])))?$")
_ORDINALS = "一二三四"
FIRST_YEAR, LAST_YEAR = 1950, 2199
"""The years that a person can mean; what is before and after them can still be computed."""


class Cycle(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """The number of months in one such period."""
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}[self.value]

    @property
    def word(self) -> str:
        """The character that stands for it in 本月合计 or 上季结转."""
        return {"month": "月", "quarter": "季", "half": "半年", "year": "年"}[self.value]


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of whole months: ``index`` counts periods of its cycle within ``year`` from 1."""

    year: int
    index: int
    cycle: Cycle = Cycle.MONTH

    def __post_init__(self) -> None:
        if not 1900 <= self.year <= 9998 or not 1 <= self.index <= 12 // self.cycle.months:
            raise ValueError(f"没有这样的期间：{self.year}年第{self.index}个{self.cycle.word}")

    @classmethod
    def parse(cls, code: str) -> "Period":
        """Read ``2026-10``, ``2026-Q2``, ``2026-H1`` or ``2026``; raises ValueError otherwise."""
        found = _CODE.match(code.strip().upper())
        if not found:
            raise ValueError(f"“{code}”不是期间；请写成 2026-10、2026-Q2、2026-H1 或 2026")
        year = int(found[1])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"“{code}”不是近年的期间；请检查年份")
        if found[2]:
            return cls(year, int(found[3]), Cycle.QUARTER)
        if found[4]:
            return cls(year, int(found[5]), Cycle.HALF)
        return cls(year, int(found[6])) if found[6] else cls(year, 1, Cycle.YEAR)

    @classmethod
    def month_of(cls, day: date) -> "Period":
        """Return the month that a day lies in."""
        return cls(day.year, day.month)

    @property
    def code(self) -> str:
        """The spelling that ``parse`` reads and the database keeps."""
        mark = {
            Cycle.MONTH: f"-{self.index:02d}",
            Cycle.QUARTER: f"-Q{self.index}",
            Cycle.HALF: f"-H{self.index}",
            Cycle.YEAR: "",
        }
        return f"{self.year}{mark[self.cycle]}"

    @property
    def label(self) -> str:
        """The period as people say it: 2026年10月, 2026年第二季度, 2026年上半年, 2026年."""
        if self.cycle is Cycle.MONTH:
            return f"{self.year}年{self.index}月"
        if self.cycle is Cycle.QUARTER:
            return f"{self.year}年第{_ORDINALS[self.index - 1]}季度"
        if self.cycle is Cycle.HALF:
            return f"{self.year}年{'上下'[self.index - 1]}半年"
        return f"{self.year}年"

    @property
    def first_day(self) -> date:
        """The first day of the first month."""
        return date(self.year, (self.index - 1) * self.cycle.months + 1, 1)

    @property
    def last_day(self) -> date:
        """The last day of the last month."""
        return self.next().first_day - timedelta(days=1)

    @property
    def months(self) -> tuple["Period", ...]:
        """The months it is made of, in order."""
        first = self.first_day.month
        return tuple(Period(self.year, first + n) for n in range(self.cycle.months))

    def next(self) -> "Period":
        """Return the period of the same cycle that follows."""
        last = self.index == 12 // self.cycle.months
        return Period(self.year + last, 1 if last else self.index + 1, self.cycle)

    def previous(self) -> "Period":
        """Return the period of the same cycle before."""
        if self.index > 1:
            return Period(self.year, self.index - 1, self.cycle)
        return Period(self.year - 1, 12 // self.cycle.months, self.cycle)

    def covers(self, other: "Period") -> bool:
        """Whether every day of ``other`` lies in this period."""
        return self.first_day <= other.first_day and other.last_day <= self.last_day

    def holds(self, day: date) -> bool:
        """Whether a day lies in this period."""
        return self.first_day <= day <= self.last_day


def month_runs(months: Iterable[int]) -> str:
    """Return the numbers of months in words, runs of them together: 1—10月、12月."""
    found: list[list[int]] = []
    for month in months:
        if found and month == found[-1][-1] + 1:
            found[-1].append(month)
        else:
            found.append([month])
    return "、".join(f"{r[0]}月" if len(r) == 1 else f"{r[0]}—{r[-1]}月" for r in found)
