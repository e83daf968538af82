"""Read the rows beneath a head, each for what it is: a line, a total, an opening, a note."""

from dataclasses import dataclass, replace
from datetime import date

from boardapp.core.finding import Finding, Level
from boardapp.core.reading import Field
from boardapp.spreadsheets.amounts import amount_of, balance_of, side_of
from boardapp.spreadsheets.calendar import Calendar
from boardapp.spreadsheets.cells import Cell, Sheet, is_blank, squeeze, text_of
from boardapp.spreadsheets.heads import Head
from boardapp.spreadsheets.labels import Kind, is_section, is_signature, kind_of

_MONEY = (Field.INCOME, Field.EXPENSE, Field.AMOUNT)
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


@dataclass(frozen=True)
class Row:
    """One row understood by itself; amounts in fen, ``number`` counts from 1.

    ``amount`` is a sum whose side the row does not name; ``red`` says that an amount above zero
    is written in red; ``bare`` that nothing but figures stands in the row; ``problems`` are amounts
    that could not be read.
    """

    number: int
    kind: Kind
    text: str
    day: date | None = None
    voucher: str = ""
    summary: str = ""
    income: int | None = None
    expense: int | None = None
    amount: int | None = None
    balance: int | None = None
    code: str = ""
    subject: str = ""
    counter: str = ""
    handler: str = ""
    direction: str = ""
    red: bool = False
    bare: bool = False
    problems: tuple[Finding, ...] = ()

    @property
    def money(self) -> bool:
        """Whether an amount stands in the row."""
        return self.income is not None or self.expense is not None or self.amount is not None


def read_rows(sheet: Sheet, head: Head, calendar: Calendar) -> tuple[list[Row], list[Finding]]:
    """Return every row below the head that holds anything, and what could not be read in them."""
    reader = _Reader(sheet, head, calendar)
    rows = [row for row in map(reader.read, range(head.row + head.depth, len(sheet.rows))) if row]
    rows, findings = _settled(rows, sheet.name)
    return rows, [*findings, *calendar.findings]


class _Reader:
    """The columns of one ledger, looked up once for all its rows."""

    def __init__(self, sheet: Sheet, head: Head, calendar: Calendar) -> None:
        self.sheet, self.head, self.calendar = sheet, head, calendar
        self.problems: list[Finding] = []
        self.rows = _filled(sheet, head)
        self.summary = head.one(Field.SUMMARY)
        self.voucher = head.one(Field.VOUCHER)
        self.word = head.one(Field.VOUCHER_WORD)
        self.number = head.one(Field.VOUCHER_NUMBER)
        self.handler = head.one(Field.HANDLER)
        self.counter = head.one(Field.COUNTER_SUBJECT)
        self.code = head.one(Field.SUBJECT_CODE)
        self.subjects = head.places.get(Field.SUBJECT_NAME, ())
        self.balances = head.places.get(Field.BALANCE, ())
        self.money = {f: head.places.get(f, ()) for f in _MONEY}
        self.amounts = {c for places in self.money.values() for c in places} | set(self.balances)
        self.repeats = [
            {
                c: squeeze(sheet.at(head.row + n, c))
                for c in sorted(self.amounts | {self.summary or 0})
            }
            for n in range(head.depth)
        ]
        self.titles = {
            tuple(squeeze(c) for c in row if c != "")
            for row in sheet.rows[: head.row]
            if not is_blank(row)
        }

    def read(self, at: int) -> Row | None:
        """Understand one row."""
        cells = self.rows[at]
        if is_blank(cells):
            return None
        text = "　".join(t for t in map(text_of, cells) if t)
        if self._is_head(at, cells):
            return Row(at + 1, Kind.HEAD, text)
        summary = self._text(cells, self.summary)
        label, kind = self._label(cells, summary)
        row = Row(at + 1, kind, text, voucher=self._voucher(cells), summary=summary)
        if (
            kind is Kind.LINE
            and row.voucher == ""
            and self.calendar.note_month(cells, self.amounts)
        ):
            return replace(row, kind=Kind.NOTE)
        row = self._with_subjects(row, cells)
        is_line = kind is Kind.LINE
        self.problems = []
        row = self._with_money(row, cells, at, is_line)
        row = replace(row, problems=tuple(self.problems))
        if not is_line:
            keeps = kind in (Kind.SUBTOTAL, Kind.SECTION) and row.voucher and row.money
            if not (keeps and self.calendar.says_day(cells)):
                return replace(row, summary=summary or label)
            row = replace(row, kind=Kind.LINE)
        if not row.money and (not row.problems or is_signature(text)):
            dated = self.calendar.says_day(cells)
            asks = summary and not is_signature(text) and not is_section(summary)
            named = asks and (dated or row.voucher or row.balance is None)
            return replace(row, kind=Kind.NO_AMOUNT if named else Kind.NOTE, problems=())
        bare = not summary and not row.voucher and not self.calendar.says_day(cells)
        if bare and not row.subject and not row.code and not row.counter:
            return replace(row, bare=True)
        return replace(row, day=self.calendar.day(at + 1, cells))

    def _label(self, cells: list[Cell], summary: str) -> tuple[str, Kind]:
        """Return the text that says what the row is, and what it says."""
        kind = kind_of(summary) if summary else Kind.LINE
        if kind is not Kind.LINE:
            return summary, kind
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell.strip() and column not in self.amounts:
                first = kind_of(cell)
                if first is not Kind.LINE and (not summary or column != self.summary):
                    return text_of(cell), first
                if column != self.summary:
                    continue
                break
        return summary, Kind.LINE

    def _is_head(self, at: int, cells: list[Cell]) -> bool:
        for expected in self.repeats:
            named = {c: t for c, t in expected.items() if t}
            if named and all(c < len(cells) and squeeze(cells[c]) == t for c, t in named.items()):
                return True
        if len(self.titles) and isinstance(cells[0], str):
            return tuple(squeeze(c) for c in cells if c != "") in self.titles
        return at < 0

    def _with_money(self, row: Row, cells: list[Cell], at: int, is_line: bool) -> Row:
        direction = self._text(cells, self.head.line_direction)
        sums = {f: self._sum(f, places, cells, at, is_line) for f, places in self.money.items()}
        income, expense, amount = (sums[f] for f in _MONEY)
        if amount is not None and self.head.line_direction is not None:
            side = side_of(direction)
            if side is Field.INCOME:
                income, amount = amount, None
            elif side is Field.EXPENSE:
                expense, amount = amount, None
            elif is_line:
                self._find(at, "direction-unreadable", f"方向“{direction}”看不懂，请写成“借”或“贷”")
        if amount is not None and self.head.side is not None:
            if self.head.side is Field.INCOME:
                income, amount = amount, None
            else:
                expense, amount = amount, None
        red = bool(self.sheet.red) and any(
            (at, c) in self.sheet.red for places in self.money.values() for c in places
        )
        return replace(
            row,
            income=income,
            expense=expense,
            amount=amount,
            direction=direction,
            balance=self._balance(cells, at, is_line),
            red=red,
        )

    def _sum(
        self, name: Field, places: tuple[int, ...], cells: list[Cell], at: int, is_line: bool
    ) -> int | None:
        """Return what one side of a row adds up to."""
        if self.head.digits and len(places) > 2:
            return self._digits(places, cells, at, is_line)
        total: int | None = None
        for column in places:
            cell = cells[column] if column < len(cells) else ""
            if (at, column) in self.sheet.broken:
                if is_line:
                    self._find(
                        at,
                        "amount-unreadable",
                        f"“{name.word}”是公式，但文件里没有它的结果；请用Excel或WPS打开，保存一次再导入",
                    )
                continue
            if cell == "":
                continue
            try:
                fen = amount_of(cell)
            except ValueError as reason:
                if is_line:
                    self._find(
                        at,
                        "amount-unreadable",
                        f"“{name.word}”读不出金额：{reason}；请在表格里改正再导入",
                    )
                continue
            if fen is None and not is_line and "0" in squeeze(cell):
                fen = 0  # a total of nothing is a figure all the same
            if fen is not None:
                total = (total or 0) + fen * self.head.factor
        return total

    def _digits(
        self, places: tuple[int, ...], cells: list[Cell], at: int, is_line: bool
    ) -> int | None:
        """Read an amount written one digit to a column, from 亿 to 分."""
        text = "".join(
            squeeze(cells[c]) if c < len(cells) and cells[c] != "" else " " for c in places
        )
        digits = text.replace("¥", " ").strip()
        if not digits:
            return None
        if len(text) == len(places) and digits.replace(" ", "").lstrip("-").isdigit():
            # A nought that was left out is still a nought.
            return int(text.replace("¥", " ").lstrip().replace(" ", "0")) or None
        if is_line:
            self._find(
                at, "amount-unreadable", f"分格写的金额“{digits}”读不出；请在表格里改正再导入"
            )
        return None

    def _balance(self, cells: list[Cell], at: int, is_line: bool) -> int | None:
        direction = self._text(cells, self.head.balance_direction)
        found = None
        if self.head.digits and len(self.balances) > 2:
            return self._digits(self.balances, cells, at, is_line)
        for column in self.balances:
            cell = cells[column] if column < len(cells) else ""
            if (at, column) in self.sheet.broken:
                continue
            try:
                fen = balance_of(cell, direction)
            except ValueError as reason:
                if is_line:
                    self._find(
                        at,
                        "balance-unreadable",
                        f"“余额”读不出：{reason}；请核对这一行",
                        Level.VERIFY,
                    )
                continue
            if fen is not None:
                found = (found or 0) + fen * self.head.factor
        return found

    def _with_subjects(self, row: Row, cells: list[Cell]) -> Row:
        names = [t for t in (self._text(cells, c) for c in self.subjects) if t]
        code = self._text(cells, self.code)
        return replace(
            row,
            code=code.removesuffix(".0"),
            subject="/".join(dict.fromkeys(names)),
            counter=self._text(cells, self.counter),
            handler=self._text(cells, self.handler),
        )

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

    def _find(self, at: int, code: str, what: str, level: Level = Level.MUST) -> None:
        where = self.sheet.name
        self.problems.append(Finding(level, code, f"第{at + 1}行的{what}。", where, at + 1))


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
