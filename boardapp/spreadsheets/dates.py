"""Days as ledgers write them, whole or in part."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from boardapp.core.period import FIRST_YEAR, LAST_YEAR
from boardapp.spreadsheets.cells import Cell, squeeze, text_of

_DITTO = frozenset({"", '"', "''", "〃", "″", "”", "“", "同上", "..", "同", "-", "—", "//", "/"})
_LUNAR = re.compile(r"正月|腊月|冬月|闰|初[一二三四五六七八九十]|廿|农历|阴历|旧历|除夕|大年")
_NUMERALS = "〇一二三四五六七八九"
_ZERO = date(1899, 12, 30)

_WHOLE = re.compile(
    r"^(\d{4}|\d{2})[-/.年、_\\](\d{1,2})[-/.月、_\\](\d{1,2})[日号]?"
    r"(?:[T ,(星周上下凌早].*|\d{1,2}:.*)?$"
)
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{4,6})?(?:[T ].*|\d\d:.*)?$")
_YEAR_MONTH = re.compile(
    r"^((?:19|20)\d\d)(?:[-/.年])(\d{1,2})月?(?:份)?$|^((?:19|20)\d\d)([01]\d)$"
)
_MONTH_DAY = re.compile(r"^(\d{1,2})[-/.月、](\d{1,2})[日号]?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)(?: .*)?$")
_SHORT = re.compile(r"^(2\d)(0[1-9]|1[0-2])([0-3]\d)$")
_FOUR = re.compile(r"^(0[1-9]|1[0-2])([0-3]\d)$")
_ENGLISH = re.compile(
    r"^(\d{1,2})-(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:-((?:20)?\d\d))?$",
    re.IGNORECASE,
)
_MONTH = re.compile(r"^(\d{1,2})月份?$")
_DAY = re.compile(r"^(\d{1,2})[日号]?$")
_YEAR = re.compile(r"^((?:19|20)\d\d)年?度?$")


class Lunar(ValueError):  # noqa: N818 - told apart from a plain misreading
    """A day of the farmers' calendar, which is never turned into a date."""


@dataclass(frozen=True)
class Parts:
    """What one row says of its day; None for what it leaves to the rows above.

    ``either`` is the other day that a number such as 10.1 may stand for.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    either: int | None = None

    @property
    def empty(self) -> bool:
        """Whether the row says nothing at all."""
        return self.year is None and self.month is None and self.day is None


_NOTHING = Parts()


def parts_of(cell: Cell) -> Parts:
    """Read a date cell; raises ValueError with a Chinese reason when it holds no day."""
    if isinstance(cell, datetime | date):
        return Parts(cell.year, cell.month, cell.day)
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        raise ValueError(f"“{cell}”不是日期")
    if isinstance(cell, int | float):
        return _from_number(float(cell))
    return _from_text(cell)


def number_of(cell: Cell, largest: int) -> int | None:
    """Read a cell of a 年, 月 or 日 column; None when it repeats the row above."""
    if isinstance(cell, float) and 0 < cell <= largest and cell.is_integer():
        return int(cell)
    text = re.sub(r"[年月日号份度]|\.0+$", "", squeeze(cell)).lstrip("'")
    if text in _DITTO:
        return None
    if _LUNAR.search(squeeze(cell)):
        raise Lunar(f"“{text_of(cell)}”像是农历")
    text = _arabic(text) if not text.isdigit() else text
    if not text.isdigit() or not 0 < int(text) <= largest:
        raise ValueError(f"“{text_of(cell)}”不是日期里的数")
    return int(text)


def made(parts: Parts, year: int, before: date | None) -> date:
    """Return the day, taking what is missing from ``year`` and the line before.

    Raises ValueError with a Chinese reason when there is no such day.
    """
    month = parts.month or (before.month if before else None)
    if parts.year is None and parts.month is None and before:
        year = before.year
    if month is None:
        raise ValueError("这一行没有写月份，上面也没有")
    day = parts.day
    if day is None:
        if before and (before.year, before.month) == (year, month):
            return before
        day = 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{year}年不像记账的年份")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"没有{year}年{month}月{day}日这一天") from error


def looks_like_serial(number: float) -> bool:
    """Whether a number can be one of Excel's day numbers (1999 to 2064)."""
    return 36_161 <= number < 60_000


def _from_number(number: float) -> Parts:
    if not 0 < number < 1e15:
        raise ValueError(f"“{number:g}”不是日期")
    whole = int(number)
    if number == whole:
        if 1 <= whole <= 31:
            return Parts(day=whole)
        if looks_like_serial(whole):
            return _serial(whole)
        return _from_text(str(whole))
    if looks_like_serial(number):
        return _serial(whole)
    if 1 <= number < 13:
        tail = f"{number:.2f}".partition(".")[2]
        if abs(round(number, 2) - number) < 1e-9 and tail != "00":
            if tail.endswith("0"):
                # 10.10 typed as a number has lost its last nought.
                long = int(tail)
                return Parts(month=whole, day=long // 10, either=long if long <= 31 else None)
            return Parts(month=whole, day=int(tail))
    raise ValueError(f"“{number:g}”不是日期")


def _serial(days: int) -> Parts:
    day = _ZERO + timedelta(days=days)
    return Parts(day.year, day.month, day.day)


@lru_cache(maxsize=4000)
def _from_text(text: str) -> Parts:
    plain = " ".join(text.split())
    tight = squeeze(text).lstrip("'").replace("。", ".")
    if tight in _DITTO:
        return _NOTHING
    if _LUNAR.search(tight):
        raise Lunar(f"“{text.strip()}”像是农历")
    tight = _arabic(tight)
    spaced = squeeze(plain.partition(" ")[0])
    for candidate in (tight, spaced):
        if found := _WHOLE.match(candidate):
            year = int(found[1]) + (2000 if len(found[1]) == 2 else 0)
            return Parts(year, int(found[2]), int(found[3]))
        if found := _COMPACT.match(candidate):
            return Parts(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.match(candidate):
            return Parts(int(found[3]), int(found[1]), int(found[2]))
        if found := _YEAR_MONTH.match(candidate):
            return Parts(int(found[1] or found[3]), int(found[2] or found[4]))
        if found := _MONTH_DAY.match(candidate):
            return Parts(month=int(found[1]), day=int(found[2]))
        if found := _SHORT.match(candidate):
            return Parts(2000 + int(found[1]), int(found[2]), int(found[3]))
        if found := _FOUR.match(candidate):
            return Parts(month=int(found[1]), day=int(found[2]))
        if found := _ENGLISH.match(candidate):
            month = "janfebmaraprmayjunjulaugsepoctnovdec".index(found[2].lower()) // 3 + 1
            return Parts(int(found[3]) % 2000 + 2000 if found[3] else None, month, int(found[1]))
        if found := _MONTH.match(candidate):
            return Parts(month=int(found[1]))
        if found := _DAY.match(candidate):
            return Parts(day=int(found[1]))
        if found := _YEAR.match(candidate):
            return Parts(int(found[1]))
        if re.fullmatch(r"\d{5}(\.\d+)?", candidate) and looks_like_serial(float(candidate)):
            return _serial(int(float(candidate)))
    raise ValueError(f"“{text.strip()}”不是日期")


def _arabic(text: str) -> str:
    """Return a text with Chinese numerals of days and years as digits."""
    if not re.search(r"[〇零○一二三四五六七八九十]", text):
        return text
    text = text.replace("零", "〇").replace("○", "〇").replace("O", "〇")

    def tens(found: re.Match[str]) -> str:
        high = _NUMERALS.index(found[1]) if found[1] else 1
        low = _NUMERALS.index(found[2]) if found[2] else 0
        return str(high * 10 + low)

    text = re.sub(r"([二三])?十([一二三四五六七八九])?", tens, text)
    return "".join(str(_NUMERALS.index(c)) if c in _NUMERALS else c for c in text)


def arabic(text: str) -> str:
    """Return a text with the numerals of its years, months and days as digits."""
    return _arabic(text)
