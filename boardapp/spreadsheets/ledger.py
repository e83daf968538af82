"""Read a ledger file: sheet, head, rows, sides, checks, in this order."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.period import Period
from boardapp.core.progress import Progress, silent
from boardapp.core.reading import Choice, Field, Line, Reading, Skipped, Stated
from boardapp.spreadsheets.aliases import normal
from boardapp.spreadsheets.books import account_kind
from boardapp.spreadsheets.calendar import Calendar
from boardapp.spreadsheets.chains import without_empty_formulas
from boardapp.spreadsheets.checks import check_rows
from boardapp.spreadsheets.choosing import Candidate, choose_sheet, names_village
from boardapp.spreadsheets.files import open_book
from boardapp.spreadsheets.heads import NO_CHOICE
from boardapp.spreadsheets.labels import Kind
from boardapp.spreadsheets.listing import (
    Accounts,
    account_of,
    looks_full,
    split_listing,
    subject_of,
)
from boardapp.spreadsheets.rows import Row, read_rows
from boardapp.spreadsheets.sides import settle_sides
from boardapp.spreadsheets.transfers import by_counter, by_words

_REASONS = {Kind.CLOSING: Kind.TOTAL, Kind.SECTION: Kind.NOTE}


def read_ledger(
    path: Path,
    period: Period,
    choice: Choice = NO_CHOICE,
    progress: Progress = silent,
    *,
    village: str = "",
) -> Reading:
    """Understand a ledger file for a period; raises UserError when it cannot be read at all.

    ``village`` is the name by which one sheet is preferred to others. Nothing is written.
    """
    book = open_book(path, progress)
    chosen = choose_sheet(book, period, choice, village)
    sheet, head, title = chosen.sheet, chosen.head, chosen.title
    progress(1, 3, "读各行")
    factor = head.factor if head.factor > 1 else title.factor
    head = replace(head, factor=factor, side=_only_side(chosen))
    calendar = Calendar(head, title, period, sheet.name)
    rows, findings = read_rows(sheet, head, calendar)
    rows, accounts = split_listing(without_empty_formulas(rows))
    _same_year(rows, sheet.name)
    _right_period(rows, chosen, period)
    progress(2, 3, "核对余额与合计")
    account = _account(accounts)
    rows, sided = settle_sides(rows, head, account, sheet.name)
    transfers, guessed = _transfers(rows, accounts, sheet.name, pockets=head.pockets)
    full = accounts is not None and accounts.full
    checked = check_rows(rows, account, transfers, sheet.name, full=full)
    if checked.opening is None and title.opening is not None:
        stated = replace(checked.stated, opening=title.opening)
        checked = replace(checked, opening=title.opening, stated=stated)
    lines = tuple(line for row in rows for line in _lines(row, accounts, transfers))
    about = [*_about_sheet(chosen, factor, calendar, village), *_outside(lines, period, sheet.name)]
    heads = "\x1f".join(normal(column.head) for column in head.columns)
    progress(3, 3, "读完")
    if accounts is None and looks_full(rows):
        about.append(_without_subjects(sheet.name))
    nothing = checked.opening is None and checked.stated == Stated()
    if nothing and all(row.kind is not Kind.LINE for row in rows):
        about.append(_without_lines(sheet.name))
    return Reading(
        digest=book.digest,
        sheet=sheet.name,
        sheets=tuple(s.name for s in book.sheets),
        head_row=head.row + 1,
        columns=head.columns,
        shape=hashlib.sha256(heads.encode()).hexdigest(),
        unit=title.unit,
        account=account_kind((sheet.name, *title.texts), accounts),
        lines=lines,
        opening=checked.opening,
        stated=checked.stated,
        skipped=tuple(
            Skipped(row.number, _REASONS.get(row.kind, row.kind).value, row.text)
            for row in rows
            if row.kind is not Kind.LINE
        ),
        findings=_in_order([*findings, *sided, *guessed, *checked.findings, *about]),
    )


def _without_subjects(where: str) -> Finding:
    return Finding(
        Level.MUST,
        "subjects-missing",
        "每张凭证的借方和贷方都相等，像是所有科目的凭证清单，但没有找到现金和银行存款的科目；"
        "请加上“科目名称”或“科目编码”这一列（或在窗口里指定哪一列是科目）再导入。",
        where,
    )


def _without_lines(where: str) -> Finding:
    return Finding(
        Level.VERIFY,
        "no-lines",
        "表里没有读到一笔收支，也没有余额和合计；如果本期确实没有收支，可以继续，"
        "否则请检查是不是选错了文件或工作表。",
        where,
    )


def _account(accounts: Accounts | None) -> Callable[[Row], str]:
    """Return what tells the accounts of a listing apart; other ledgers have only one."""
    if accounts is None or len(set(accounts.account.values())) < 2:
        return lambda _row: ""
    return account_of


def _transfers(
    rows: list[Row], accounts: Accounts | None, where: str, *, pockets: bool
) -> tuple[frozenset[int], list[Finding]]:
    """Return the rows that only move money between own accounts, and those merely guessed."""
    found: set[int] = set(accounts.transfers) if accounts else set()
    guessed = []
    for row in rows:
        if row.kind is not Kind.LINE or row.number in found:
            continue
        other = (accounts.counter.get(row.number, "") if accounts else "") or row.counter
        other = other or ("" if accounts else subject_of(row))
        if by_counter(other) or (pockets and row.income and row.income == row.expense):
            found.add(row.number)
        elif by_words(row.summary) and not (accounts and accounts.full and other):
            found.add(row.number)
            guessed.append(
                Finding(
                    Level.VERIFY,
                    "transfer-guessed",
                    f"第{row.number}行“{row.summary}”像是自己账户之间转钱，不算收入也不算支出；"
                    "如果不是，请在导入后改正。",
                    where,
                    row.number,
                )
            )
    return frozenset(found), guessed


def _lines(row: Row, accounts: Accounts | None, transfers: frozenset[int]) -> list[Line]:
    """Return the one line of a row, or two when both its sides are filled."""
    if row.kind is not Kind.LINE or row.day is None:
        return []
    if accounts is None:
        subject = row.counter or subject_of(row)
    else:
        subject = accounts.counter.get(row.number) or row.counter
    line = Line(
        row=row.number,
        date=row.day,
        voucher=row.voucher,
        summary=row.summary,
        balance=row.balance,
        file_subject=subject,
        handler=row.handler,
        transfer=row.number in transfers,
    )
    lines = []
    if row.income is not None:
        lines.append(replace(line, income=row.income))
    if row.expense is not None:
        both = row.income is not None and row.spent_on
        summary = row.spent_on if both else row.summary
        lines.append(replace(line, expense=row.expense, summary=summary))
    return lines


def _only_side(chosen: Candidate) -> Field | None:
    """Return the side of a lone 金额 column when the title names just one: 支出明细表."""
    head = chosen.head
    if head.line_direction is not None or head.one(Field.BALANCE, Field.INCOME, Field.EXPENSE):
        return None
    texts = "".join((chosen.sheet.name, *chosen.title.texts, *(c.head for c in head.columns)))
    income, expense = ("收入" in texts or "收款" in texts), ("支出" in texts or "开支" in texts)
    if income == expense:
        return None
    return Field.INCOME if income else Field.EXPENSE


def _same_year(rows: list[Row], where: str) -> None:
    """Refuse a file that holds two years; a few late lines of another year are asked about."""
    years = Counter(row.day.year for row in rows if row.kind is Kind.LINE and row.day)
    if len(years) < 2:
        return
    total = sum(years.values())
    few = total - max(years.values())
    if few >= 3 or (few == 2 and total < 10):
        named = "和".join(f"{year}年" for year in sorted(years))
        raise UserError(
            f"工作表“{where}”里有{named}的账，一次只能导入一个年度，什么也没有改动；"
            "请按年度分成两个文件（或两张工作表）再导入。"
        )


def _right_period(rows: list[Row], chosen: Candidate, period: Period) -> None:
    """Refuse a file that is about other months altogether."""
    days = [row.day for row in rows if row.kind is Kind.LINE and row.day]
    span = chosen.title.span
    if days and not any(period.holds(day) for day in days):
        about = _months(min(days), max(days))
    elif not days and span and not span.meets(period):
        about = span.label
    else:
        return
    raise UserError(
        f"这个文件是{about}的账，您要导入的是{period.label}，对不上，什么也没有改动；"
        "请换一个文件，或者改选期间再导入。"
    )


def _months(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year}年{first.month}月"
    year = f"{last.year}年" if last.year != first.year else ""
    return f"{first.year}年{first.month}月至{year}{last.month}月"


def _outside(lines: tuple[Line, ...], period: Period, where: str) -> list[Finding]:
    first, last = period.first_day, period.last_day
    found = {line.row: line for line in lines if not first <= line.date <= last}
    return [
        Finding(
            Level.VERIFY,
            "outside-period",
            f"第{line.row}行“{line.summary}”的日期是{line.date.year}年{line.date.month}月{line.date.day}日，"
            f"不在{period.label}里；请核对日期，或者确认是补记。",
            where,
            line.row,
        )
        for line in found.values()
    ]


def _about_sheet(chosen: Candidate, factor: int, calendar: Calendar, village: str) -> list[Finding]:
    """Return what should be known of the sheet as a whole."""
    findings, where = [], chosen.sheet.name
    if factor > 1:
        word = {100: "百元", 1000: "千元", 10_000: "万元"}.get(factor, "十万元")
        findings.append(
            Finding(
                Level.VERIFY,
                "unit-converted",
                f"表里的金额以{word}为单位，已换算成元；请核对第一笔的金额。",
                where,
            )
        )
    if calendar.undated:
        findings.append(
            Finding(
                Level.VERIFY,
                "no-dates",
                f"表里没有日期这一列，各笔都按{calendar.period.first_day.isoformat()}记；请核对。",
                where,
            )
        )
    unit = chosen.title.unit
    if village and unit and ("村" in unit or "社区" in unit) and not names_village(unit, village):
        findings.append(
            Finding(
                Level.VERIFY,
                "other-unit",
                f"表上写的单位是“{unit}”，您的村是“{village}”；请核对是不是选错了文件。",
                where,
            )
        )
    return findings


def _in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.row is None, f.row or 0)))
