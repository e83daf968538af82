"""What stands above the head: whose ledger it is, which months it is about, in what unit."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from boardapp.core.money import parse_fen
from boardapp.core.period import Period
from boardapp.spreadsheets.aliases import factor_of
from boardapp.spreadsheets.cells import Sheet, squeeze, text_of
from boardapp.spreadsheets.dates import arabic

_UNIT = re.compile(
    r"(?:编制单位|核算单位|单位名称|填报单位|编报单位|记账单位|公开单位|村\(?居?\)?名称?|村名|村别|所属村|账套名称|账套|帐套"
    r"|单位|户名|账户名称|户主名称)[::]\s*(\S.*)?$"
)
_MONEY = re.compile(r"^(人民币)?[(（]?([百千万]|十万)?元[)）]?([(（]?人民币[)）]?)?(角分)?$")
_CUT = re.compile(
    r"\s{2,}|[\s(（]*(?:会计)?(?:期间|日期|单位|金额单位|币别|币种|编制|制表|科目|第\d+页|20\d\d年).*$"
)
_PRINTED = re.compile(
    r"(?:制表|打印|制单|填报|填表|导出|编制|公示|公布|公开|报送|查询|生成|输出|登记|审核|开户)(?:日期|时间|日|起止)?"
)
_SPAN = re.compile(r"(\d{4})年(\d{1,2})月?份?[-至到~—–－]+(?:(\d{4})年)?(\d{1,2})月")
_FULL_SPAN = re.compile(
    r"(\d{4})[-/.年](\d{1,2})(?:[-/.月]\d{1,2}日?)?[-至到~—–]+(\d{4})[-/.年](\d{1,2})(?!\d)"
)
_MONTH = re.compile(r"(\d{4})(?:年度?|[-/.])(\d{1,2})(?:月份?|(?![-/.\d月]))")
_MONTH_COMPACT = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?!\d)")
_QUARTER = re.compile(r"(\d{4})年度?第?([1-4])季度?")
_HALF = re.compile(r"(\d{4})年度?([上下])半年")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年度?")
_BROUGHT = re.compile(
    r"(?:上[月期年季]|期初|月初|年初)(?:末|账面)?(?:结余|余额|结存|结转)[::]?([¥]?[\d,.]+元?)?$"
)
_LONE_MONTH = re.compile(r"(?<![\d-])(\d{1,2})月份?(?!\d|日)")


@dataclass(frozen=True)
class Span:
    """The months a title speaks of; ``year`` is None where it names only a month."""

    year: int | None
    first: int
    last: int
    last_year: int | None = None

    @property
    def label(self) -> str:
        """The months as a person says them."""
        year = f"{self.year}年" if self.year else ""
        if self.last_year and self.last_year != self.year:
            return f"{year}{self.first}月至{self.last_year}年{self.last}月"
        if self.first == 1 and self.last == 12:
            return year
        return f"{year}{self.first}月" + (f"至{self.last}月" if self.last != self.first else "")

    def meets(self, period: Period) -> bool:
        """Whether a month of the period can be among these."""
        if self.year is None:
            months = {m.first_day.month for m in period.months}
            return bool(months & set(range(self.first, self.last + 1)))
        last = date(self.last_year or self.year, self.last, 28)
        return date(self.year, self.first, 1) <= period.last_day and period.first_day <= last

    def fits(self, period: Period) -> bool:
        """Whether these are exactly the months of the period."""
        months = [m.first_day.month for m in period.months]
        return self.meets(period) and (self.first, self.last) == (months[0], months[-1])


@dataclass(frozen=True)
class Title:
    """The rows above the head, understood."""

    texts: tuple[str, ...]
    unit: str
    span: Span | None
    year: int | None
    factor: int
    opening: int | None = None


def read_title(sheet: Sheet, row: int, columns: tuple[int, int] = (0, 10_000)) -> Title:
    """Read the rows above a head; without a head, the first rows."""
    texts: list[str] = []
    unit, factor = "", 1
    for n in range(row):
        cells = [text_of(c) for c in sheet.rows[n][columns[0] : columns[1]]]
        texts.extend(t for t in cells if t)
        unit = unit or _unit(cells)
        for text in cells:
            if re.search(r"单位[::]?(人民币)?[(]?([百千万]|十万)元", squeeze(text)):
                factor = factor_of(text)
    span = next((s for s in map(span_of, texts) if s and s.year), None)
    span = span or span_of(sheet.name) or next((s for s in map(span_of, texts) if s), None)
    # Cells such as 2026年 | 10月 beside each other say it together.
    if span is None or span.year is None:
        span = span_of("".join(texts[:12])) or span
    year = span.year if span and span.year else _year(texts, sheet.name)
    return Title(tuple(texts), unit, span, year, factor, _opening(texts))


def span_of(text: str) -> Span | None:
    """Return the months that a title names, if any."""
    plain = arabic(squeeze(text))
    if _PRINTED.search(plain) and not re.search(
        r"期间|\d月份?(现金|银行|收支|财务|账|流水)", plain
    ):
        plain = _PRINTED.split(plain)[0]
    if found := _FULL_SPAN.search(plain):
        years = int(found[1]), int(found[3])
        return _span(years[0], int(found[2]), int(found[4]), years[1])
    if found := _SPAN.search(plain):
        last_year = int(found[3]) if found[3] else None
        return _span(int(found[1]), int(found[2]), int(found[4]), last_year)
    if found := _QUARTER.search(plain):
        return Span(int(found[1]), int(found[2]) * 3 - 2, int(found[2]) * 3)
    if found := _HALF.search(plain):
        return Span(int(found[1]), 1, 6) if found[2] == "上" else Span(int(found[1]), 7, 12)
    if found := _MONTH.search(plain):
        if re.match(r"\d{1,2}日", plain[found.end() :]):
            return None  # one day, such as the day of printing
        return _span(int(found[1]), int(found[2]), int(found[2]))
    if found := _MONTH_COMPACT.search(plain):
        return _span(int(found[1]), int(found[2]), int(found[2]))
    if found := re.search(r"(?<!\d)(\d{1,2})[-至到~](\d{1,2})月", plain):
        return _span(None, int(found[1]), int(found[2]))
    if found := _LONE_MONTH.search(plain):
        return _span(None, int(found[1]), int(found[1]))
    return None


def _span(year: int | None, first: int, last: int, last_year: int | None = None) -> Span | None:
    if not 1 <= first <= 12 or not 1 <= last <= 12:
        return None
    if year and not 1990 <= year <= 2100:
        return None
    return Span(year, first, last, last_year)


def _year(texts: list[str], name: str) -> int | None:
    for text in [*texts, name]:
        found = _YEAR.search(arabic(squeeze(text)))
        if found:
            return int(found[1])
    return None


def _opening(texts: list[str]) -> int | None:
    """Return a balance brought forward that stands above the head."""
    for text, after in pairwise([*texts, ""]):
        found = _BROUGHT.search(squeeze(text))
        if found:
            try:
                return parse_fen(found[1] or after)
            except ValueError:
                continue
    return None


def _unit(cells: list[str]) -> str:
    """Return whose ledger a row says it is; 单位：元 names nobody."""
    for n, text in enumerate(cells):
        found = _UNIT.search(text.replace("：", ":"))
        if not found:
            continue
        named = found[1] or next((t for t in cells[n + 1 :] if t), "")
        named = _CUT.sub("", named.replace(":", ":")).strip(" ,，;；)）")
        if named and not _MONEY.match(squeeze(named)):
            return named
    return ""
