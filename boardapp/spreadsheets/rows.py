"""Read the rows beneath a head, each for what it is: a line, a total, an opening, a note."""

import re
from dataclasses import dataclass, replace
from datetime import date

from boardapp.core.finding import Finding, Level
from boardapp.core.reading import Field
from boardapp.spreadsheets.aliases import normal
from boardapp.spreadsheets.calendar import Calendar
from boardapp.spreadsheets.cells import Cell, Sheet, is_blank, squeeze, text_of
from boardapp.spreadsheets.figures import FigureReader, Figures
from boardapp.spreadsheets.heads import Head
from boardapp.spreadsheets.labels import Kind, is_balance_before, is_remark, is_section, kind_of

_TEXTS = (
    Field.DATE,
    Field.YEAR,
    Field.MONTH,
    Field.DAY,
    Field.VOUCHER,
    Field.VOUCHER_WORD,
    Field.VOUCHER_NUMBER,
    Field.SUMMARY,
    Field.SUBJECT_CODE,
    Field.SUBJECT_NAME,
    Field.COUNTER_SUBJECT,
)
_PAGE = re.compile(r"(?:第|共|NO\.?)?\d+(?:/\d+)?页|(?:第|共)[一二三四五六七八九十]+页")


@dataclass(frozen=True)
class Row(Figures):
    """One row understood by itself; amounts in fen, ``number`` counts from 1.

    ``red`` says that an amount above zero is written in red; ``dated`` that something stands in
    its date columns; ``bare`` that nothing but figures stands in the row; ``problems`` are
    amounts that could not be read; ``text`` is what a row says that is no line; ``spent_on`` is
    the summary of its spending where income and spending have one each.
    """

    number: int = 0
    kind: Kind = Kind.LINE
    text: str = ""
    day: date | None = None
    voucher: str = ""
    summary: str = ""
    spent_on: str = ""
    code: str = ""
    subject: str = ""
    counter: str = ""
    handler: str = ""
    dated: bool = False
    bare: bool = False

    @property
    def money(self) -> bool:
        """Whether an amount stands in the row."""
        return self.income is not None or self.expense is not None or self.amount is not None


def read_rows(sheet: Sheet, head: Head, calendar: Calendar) -> tuple[list[Row], list[Finding]]:
    """Return every row below the head that holds anything, and what could not be read in them."""
    reader = _Reader(sheet, head, calendar)
    rows = [row for row in map(reader.read, range(head.row + head.depth, len(sheet.rows))) if row]
    known = _by_figures(rows)
    no_lines = {new.number for old, new in zip(rows, known, strict=True) if old is not new}
    rows, findings = _settled(known, sheet.name)
    return rows, [*findings, *(f for f in calendar.findings if f.row not in no_lines)]


class _Reader:
    """The columns of one ledger, looked up once for all its rows."""

    def __init__(self, sheet: Sheet, head: Head, calendar: Calendar) -> None:
        self.head, self.calendar = head, calendar
        self.rows = _filled(sheet, head)
        self.below = head.row + head.depth
        self.balance: int | None = None
        self.figures = FigureReader(sheet, head)
        self.summary = head.one(Field.SUMMARY)
        self.summaries = head.places.get(Field.SUMMARY, ())
        self.voucher = head.one(Field.VOUCHER)
        self.word = head.one(Field.VOUCHER_WORD)
        self.number = head.one(Field.VOUCHER_NUMBER)
        self.handler = head.one(Field.HANDLER)
        self.counter = head.one(Field.COUNTER_SUBJECT)
        self.code = head.one(Field.SUBJECT_CODE)
        self.subjects = head.places.get(Field.SUBJECT_NAME, ())
        named = sorted(self.figures.columns | {self.summary or 0})
        every = [column.index for column in head.columns]
        heads = [
            {c: t for c in (every if n else named) if (t := squeeze(sheet.at(head.row + n, c)))}
            for n in range(head.depth)
        ]
        self.repeats = [texts for texts in heads if texts]
        self.titles = {_signs(row) for row in sheet.rows[: head.row] if not is_blank(row)}

    def read(self, at: int) -> Row | None:
        """Understand one row."""
        cells = self.rows[at]
        if is_blank(cells):
            return None
        if self._is_head(at, cells):
            return Row(number=at + 1, kind=Kind.HEAD, text=_joined(cells))
        texts = [t for t in (self._text(cells, column) for column in self.summaries) if t]
        summary, voucher = next(iter(texts), ""), self._voucher(cells)
        label, kind = self._label(cells, summary)
        dated = self.calendar.says_day(cells)
        figures = self.figures.read(at, cells, is_line=kind is Kind.LINE)
        money = figures.income is not None or figures.expense is not None
        money = money or figures.amount is not None
        own = kind in (Kind.SUBTOTAL, Kind.SECTION, Kind.NOTE) and voucher
        if money and dated and (own or (kind is Kind.TOTAL and self._runs_on(figures))):
            kind = Kind.LINE  # 小计器 and the like: a line with a voucher of its own
            figures = self.figures.read(at, cells, is_line=True)
        self.balance = self.balance if figures.balance is None else figures.balance
        subject = self._subject(cells)
        code, counter = self._text(cells, self.code), self._text(cells, self.counter)
        text, bare, day = "", False, None
        if kind is Kind.LINE:
            kind = self._unless_note(kind, cells, summary, voucher, figures, money)
        if kind is Kind.LINE:
            bare = not (summary or voucher or dated or subject or code or counter)
            day = None if bare else self.calendar.day(at + 1, cells)
        else:
            text = _joined(cells)
            summary = summary or label
        return Row(
            income=figures.income,
            expense=figures.expense,
            amount=figures.amount,
            balance=figures.balance,
            direction=figures.direction,
            red=figures.red,
            problems=figures.problems if kind is Kind.LINE else (),
            number=at + 1,
            kind=kind,
            text=text,
            day=day,
            voucher=voucher,
            summary=summary,
            spent_on=texts[1] if len(texts) > 1 else summary,
            code=code,
            subject=subject,
            counter=counter,
            handler=self._text(cells, self.handler),
            dated=dated,
            bare=bare,
        )

    def _runs_on(self, figures: Figures) -> bool:
        """Whether a row moves the balance, which no total does."""
        net = (figures.income or 0) - (figures.expense or 0)
        before = self.balance
        return bool(net) and before is not None and figures.balance == before + net

    def _unless_note(
        self,
        kind: Kind,
        cells: list[Cell],
        summary: str,
        voucher: str,
        figures: Figures,
        money: bool,
    ) -> Kind:
        """Return what a row without a label is: a line only if it has an amount."""
        if not voucher and self.calendar.note_month(cells, self.figures.columns):
            return Kind.NOTE
        if money:
            return kind
        text = _joined(cells)
        if figures.problems and not is_remark(text):
            return kind
        if not summary or is_remark(text) or is_section(summary):
            return Kind.NOTE
        dated = self.calendar.says_day(cells)
        return Kind.NO_AMOUNT if dated or voucher or figures.balance is None else Kind.NOTE

    def _label(self, cells: list[Cell], summary: str) -> tuple[str, Kind]:
        """Return the text that says what the row is, and what it says."""
        kind = kind_of(summary) if summary else Kind.LINE
        if kind is not Kind.LINE:
            return summary, kind
        for column, cell in enumerate(cells):
            if not isinstance(cell, str) or not cell or column in self.figures.columns:
                continue
            if column == self.summary:
                break
            kind = kind_of(cell)
            if kind is not Kind.LINE:
                return text_of(cell), kind
        return summary, Kind.LINE

    def _is_head(self, at: int, cells: list[Cell]) -> bool:
        if at == self.below and all(isinstance(c, str) and not normal(c) for c in cells):
            return True  # a row of units: （元）
        for texts in self.repeats:
            if all(c < len(cells) and _reads(cells[c], t) for c, t in texts.items()):
                return True
        if not any(isinstance(c, str) and c for c in cells[:2]) and not all(
            isinstance(c, str) for c in cells
        ):
            return False
        return _signs(cells) in self.titles

    def _subject(self, cells: list[Cell]) -> str:
        if len(self.subjects) == 1:
            return self._text(cells, self.subjects[0])
        names = [t for t in (self._text(cells, c) for c in self.subjects) if t]
        return "/".join(dict.fromkeys(names))

    def _voucher(self, cells: list[Cell]) -> str:
        whole = self._text(cells, self.voucher)
        if self.word is None and self.number is None:
            return whole
        word, number = self._text(cells, self.word), self._text(cells, self.number)
        if not number:
            return whole or word
        return f"{word}-{number}" if word and not number.startswith(word) else number

    def _text(self, cells: list[Cell], column: int | None) -> str:
        return text_of(cells[column]) if column is not None and column < len(cells) else ""


def _reads(cell: Cell, text: str) -> bool:
    return isinstance(cell, str) and (cell == text or squeeze(cell) == text)


def _joined(cells: list[Cell]) -> str:
    return "　".join(t for t in map(text_of, cells) if t)


def _signs(cells: list[Cell]) -> tuple[str, ...]:
    """Return what a row says, but for the number of its page."""
    return tuple(_PAGE.sub("页", squeeze(c)) for c in cells if c != "")


def _filled(sheet: Sheet, head: Head) -> list[list[Cell]]:
    """Return the rows with what stands in cells merged downwards repeated, but for amounts."""
    texts = {c for f in _TEXTS for c in head.places.get(f, ())}
    first = head.row + head.depth
    rows = sheet.rows
    tall = [m for m in sheet.merges if m[0][0] >= first and m[1][0] > m[0][0] and m[0][1] in texts]
    if not tall:
        return rows
    rows = list(rows)
    for (top, column), (bottom, _) in tall:
        value = sheet.at(top, column)
        for at in range(top + 1, min(bottom, len(rows) - 1) + 1):
            rows[at] = [*rows[at], *[""] * (column + 1 - len(rows[at]))]
            if rows[at][column] == "":
                rows[at][column] = value
    return rows


def _settled(rows: list[Row], where: str) -> tuple[list[Row], list[Finding]]:
    """Tell notes beneath the last figures from lines whose amount is missing or unreadable."""
    lines = [n for n, row in enumerate(rows) if row.kind is Kind.LINE and row.money]
    totals = [n for n, row in enumerate(rows) if row.kind in (Kind.TOTAL, Kind.YEAR_TOTAL)]
    first, last = min(lines, default=len(rows)), max([*lines, *totals], default=-1)
    settled, findings = [], []
    for n, row in enumerate(rows):
        if row.kind in (Kind.NO_AMOUNT, Kind.NOTE) and n < first and row.balance is not None:
            row = replace(row, kind=Kind.OPENING)
        elif row.bare and row.money and not any(m > n for m in lines) and len(lines) > 1:
            row = replace(row, kind=Kind.TOTAL, summary="合计")
        elif row.kind is Kind.NO_AMOUNT and (n > last or len(row.summary) > 60):
            row = replace(row, kind=Kind.NOTE)
        elif row.kind is Kind.NO_AMOUNT:
            what = f"第{row.number}行“{row.summary}”没有金额，没有算作一笔"
            findings.append(
                Finding(
                    Level.VERIFY,
                    "no-amount",
                    f"{what}；如果漏填，请在表格里补上再导入。",
                    where,
                    row.number,
                )
            )
        elif row.kind is Kind.LINE and n > last and not row.day:
            row = replace(row, kind=Kind.NOTE, problems=())
        elif row.bare and row.kind is Kind.LINE:
            findings.append(
                Finding(
                    Level.MUST,
                    "date-unreadable",
                    f"第{row.number}行只有金额，没有日期和摘要；请在表格里补上，或者写明是合计，再导入。",
                    where,
                    row.number,
                )
            )
        findings.extend(row.problems)
        settled.append(row)
    return settled, findings


def _by_figures(rows: list[Row]) -> list[Row]:
    """Know openings before all lines and totals after them by their figures, whatever they say."""
    sums: list[int | None] = [None, None]
    count, told = 0, []
    for row in rows:
        plain = row.kind is Kind.LINE and row.money and row.amount is None and not row.voucher
        if plain and not count and _was_there(row):
            row = replace(row, kind=Kind.OPENING, problems=())
        elif plain and count > 1 and not row.dated and [row.income, row.expense] == sums:
            row = replace(row, kind=Kind.TOTAL, problems=())
        elif row.kind is Kind.LINE and row.money:
            count += 1
            for side, fen in enumerate((row.income, row.expense)):
                sums[side] = sums[side] if fen is None else (sums[side] or 0) + fen
        told.append(row)
    return told


def _was_there(row: Row) -> bool:
    net = (row.income or 0) - (row.expense or 0)
    return is_balance_before(row.summary) and row.balance in (None, net)
