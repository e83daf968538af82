"""What was understood of a ledger file, before anything is written."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from boardapp.core.finding import Finding
from boardapp.core.village import AccountKind


class Field(StrEnum):
    """What a column of a ledger file can hold."""

    DATE = "date"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    VOUCHER = "voucher"
    VOUCHER_WORD = "voucher-word"
    VOUCHER_NUMBER = "voucher-number"
    SUMMARY = "summary"
    INCOME = "income"
    EXPENSE = "expense"
    AMOUNT = "amount"
    DIRECTION = "direction"
    BALANCE = "balance"
    SUBJECT_CODE = "subject-code"
    SUBJECT_NAME = "subject-name"
    COUNTER_SUBJECT = "counter-subject"
    HANDLER = "handler"

    @property
    def word(self) -> str:
        """The column's name as a person reads it."""
        return _WORDS[self]


_WORDS = {
    Field.DATE: "日期",
    Field.YEAR: "年",
    Field.MONTH: "月",
    Field.DAY: "日",
    Field.VOUCHER: "凭证号",
    Field.VOUCHER_WORD: "凭证字",
    Field.VOUCHER_NUMBER: "凭证号（数字）",
    Field.SUMMARY: "摘要",
    Field.INCOME: "收入（借方）",
    Field.EXPENSE: "支出（贷方）",
    Field.AMOUNT: "金额",
    Field.DIRECTION: "方向（借/贷）",
    Field.BALANCE: "余额",
    Field.SUBJECT_CODE: "科目编码",
    Field.SUBJECT_NAME: "科目名称",
    Field.COUNTER_SUBJECT: "对方科目",
    Field.HANDLER: "经手人",
}


@dataclass(frozen=True)
class Column:
    """One column of the file: its 0-based place, its head as written, and what it was taken for."""

    index: int
    head: str
    field: Field | None = None


@dataclass(frozen=True)
class Line:
    """One movement of money read from one row; amounts in fen, signed, negative for a reversal.

    Exactly one of ``income`` and ``expense`` is not None.
    """

    row: int
    date: date
    voucher: str
    summary: str
    income: int | None = None
    expense: int | None = None
    balance: int | None = None
    file_subject: str = ""
    handler: str = ""
    transfer: bool = False


@dataclass(frozen=True)
class Skipped:
    """A row that was left out on purpose: ``reason`` is a stable English name."""

    row: int
    reason: str
    text: str


@dataclass(frozen=True)
class Stated:
    """Figures that the file itself states, in fen; None where it does not."""

    opening: int | None = None
    income: int | None = None
    expense: int | None = None
    closing: int | None = None
    year_income: int | None = None
    year_expense: int | None = None


@dataclass(frozen=True)
class Choice:
    """What a person has chosen where the reader could not know or guessed wrong.

    ``fields`` maps a 0-based column to what it holds and replaces the guess for that head row.
    """

    sheet: str | None = None
    fields: tuple[tuple[int, Field], ...] | None = None
    head_row: int | None = None


@dataclass(frozen=True)
class Reading:
    """One ledger sheet as it was understood; nothing in it has been written anywhere.

    ``shape`` is a digest of the heads: files with the same shape take the same column choices.
    ``unit`` is the 单位 line above the head, if any. Rows count from 1 as the spreadsheet does.
    ``account`` is the kind of account whose book this is, by its title or its subject codes, and
    None for a ledger of all money. ``opening`` is the balance that the lines start from, whether
    stated or worked back from the first running balance, and None when the file tells neither.
    """

    digest: str
    sheet: str
    sheets: tuple[str, ...]
    head_row: int
    columns: tuple[Column, ...]
    shape: str
    unit: str
    account: AccountKind | None
    lines: tuple[Line, ...]
    opening: int | None
    stated: Stated
    skipped: tuple[Skipped, ...]
    findings: tuple[Finding, ...]

    @property
    def income(self) -> int:
        """Income in fen; moves between own accounts are not income."""
        return sum(x.income for x in self.lines if x.income is not None and not x.transfer)

    @property
    def expense(self) -> int:
        """Spending in fen; moves between own accounts are not spending."""
        return sum(x.expense for x in self.lines if x.expense is not None and not x.transfer)

    @property
    def closing(self) -> int | None:
        """The balance that the lines lead to, in fen, moves between own accounts included."""
        if self.opening is None:
            return None
        return self.opening + sum((x.income or 0) - (x.expense or 0) for x in self.lines)
