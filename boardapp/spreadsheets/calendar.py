"""Which day a row is about, from its own cells, the rows above, the head, the title, the period."""

from datetime import date

from boardapp.core.finding import Finding, Level
from boardapp.core.period import Period
from boardapp.core.reading import Field
from boardapp.spreadsheets.cells import Cell, squeeze
from boardapp.spreadsheets.dates import Lunar, Parts, made, number_of, parts_of
from boardapp.spreadsheets.heads import Head
from boardapp.spreadsheets.titles import Title, span_of


class Calendar:
    """The day of each row in turn; it remembers the row before."""

    def __init__(self, head: Head, title: Title, period: Period, where: str) -> None:
        self.whole = head.one(Field.DATE)
        self.parts = [
            (head.one(Field.YEAR), 2100),
            (head.one(Field.MONTH), 12),
            (head.one(Field.DAY), 31),
        ]
        self.columns = {c for c in (self.whole, *(c for c, _ in self.parts)) if c is not None}
        self.head_year, self.title, self.period, self.where = head.year, title, period, where
        self.before: date | None = None
        self.month = self._only_month()
        self.findings: list[Finding] = []
        self.undated = not self.columns
        self.year_known = bool(head.year or title.year)

    def says_day(self, cells: list[Cell]) -> bool:
        """Whether a row has anything in its date columns."""
        return any(c < len(cells) and cells[c] != "" for c in self.columns)

    def note_month(self, cells: list[Cell], amounts: set[int]) -> bool:
        """Take a row such as 2026年9月 between the lines for the month of those below."""
        texts = [(n, c) for n, c in enumerate(cells) if c != ""]
        if len(texts) != 1 or texts[0][0] in amounts or not isinstance(texts[0][1], str):
            return False
        text = squeeze(texts[0][1])
        span = span_of(text) if len(text) <= 12 and text[-1:] in "月份" else None
        if span is None or span.first != span.last:
            return False
        year = span.year or self._year(span.first)
        self.before, self.month = None, span.first
        if span.year:
            self.head_year = year
        return True

    def day(self, number: int, cells: list[Cell]) -> date:
        """Return the day of a line; what cannot be read becomes a finding and the day above."""
        try:
            found = self._made(number, self._read(cells))
        except Lunar as reason:
            found = self._fallback()
            self._find(
                number, "date-lunar", f"日期{reason}，程序不换算农历；请在表格里写上公历日期再导入"
            )
        except ValueError as reason:
            found = self._fallback()
            self._find(number, "date-unreadable", f"日期读不出：{reason}；请在表格里改正再导入")
        self.before = found
        return found

    def _read(self, cells: list[Cell]) -> Parts:
        if self.whole is not None:
            cell = cells[self.whole] if self.whole < len(cells) else ""
            parts = parts_of(cell)
            column, most = self.parts[0]
            if parts.year is None and column is not None and column < len(cells):
                return Parts(number_of(cells[column], most), parts.month, parts.day, parts.either)
            return parts
        values = []
        for column, most in self.parts:
            cell = cells[column] if column is not None and column < len(cells) else ""
            try:
                values.append(number_of(cell, most))
            except Lunar:
                raise
            except ValueError:
                return parts_of(cell)  # a whole date in the 月 column
        return Parts(*values)

    def _made(self, number: int, parts: Parts) -> date:
        if self.undated:
            return self._fallback()
        before, day = self.before, parts.day
        same_month = before is not None and before.month == parts.month
        if before and same_month and parts.either and (day or 0) < before.day <= parts.either:
            day = parts.either
            self._find(
                number,
                "date-guessed",
                f"日期像是{parts.month}月{day}日（表格里的数少了末尾的0）；请核对",
                Level.HINT,
            )
        month = parts.month or (before.month if before else self.month)
        if parts.empty and before is None and self.month is None:
            raise ValueError("这一行没有写日期，上面也没有")
        if parts.empty and before is None:
            self._find_once(number, "没有写，上面也没有，按这个月的1日算")
        if month is not None and parts.day is None and parts.month is not None:
            self._find_once(number, "只写了月份，没有写日，按这个月里上一笔的日子算，没有就算1日")
        year = parts.year or self._year(month)
        if parts.year is None and parts.month is None and before:
            year = before.year
        return made(Parts(parts.year, month, day), year, before)

    def _year(self, month: int | None) -> int:
        """Return the year that a month without one belongs to."""
        span = self.title.span
        if self.head_year:
            return self.head_year
        if span and span.year and span.last_year and span.last_year != span.year and month:
            return span.year if month >= span.first else span.last_year
        if self.title.year:
            return self.title.year
        first, last = self.period.first_day, self.period.last_day
        if month and month - last.month > 6:
            return first.year - 1
        return last.year

    def _only_month(self) -> int | None:
        span = self.title.span
        if span and span.first == span.last:
            return span.first
        return self.period.first_day.month if len(self.period.months) == 1 else None

    def _fallback(self) -> date:
        return self.before or self.period.first_day

    def _find(self, number: int, code: str, what: str, level: Level = Level.MUST) -> None:
        self.findings.append(Finding(level, code, f"第{number}行的{what}。", self.where, number))

    def _find_once(self, number: int, what: str) -> None:
        if not any(f.code == "day-missing" for f in self.findings):
            self._find(number, "day-missing", f"日期{what}；请核对", Level.VERIFY)
