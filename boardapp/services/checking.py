"""What is wrong or doubtful with a book's period, said before anything goes on the wall."""

from collections.abc import Iterable

from sqlite_utils import Database

from boardapp.core.finding import Finding, Level
from boardapp.core.ledger import balances_from, totals
from boardapp.core.money import grouped
from boardapp.core.period import Period, month_runs
from boardapp.services import balances
from boardapp.services import ledger as ledgers
from boardapp.store import entries, imports, villages


def ledger_findings(db: Database, book: str, period: Period) -> tuple[Finding, ...]:
    """Return the findings of a book's period, the grave ones first."""
    found = [
        *_held(db, book, period),
        *_balance(db, book, period),
        *_openings(db, book, period),
        *_from_files(db, book, period),
        *_hidden_books(db, book, period),
        *_books_against_combined(db, book, period),
        *_lines(db, book, period),
        *_year(db, book, period),
    ]
    order = list(Level)
    return tuple(sorted(found, key=lambda one: order.index(one.level)))


def _held(db: Database, book: str, period: Period) -> Iterable[Finding]:
    held = ledgers.months_held(db, book)
    missing = [month for month in period.months if month not in held]
    if missing:
        names = "、".join(month.label for month in missing)
        yield Finding(
            Level.MUST,
            "no-ledger",
            f"{names}还没有账。请导入记账中心的账；如果确实没有收支，请登记“本期无收支”。",
            "收支登记",
        )


def _names(db: Database, book: str) -> dict[str | None, str]:
    return {None: "总账"} | {one.id: one.name for one in villages.accounts(db, book)}


def _balance(db: Database, book: str, period: Period) -> Iterable[Finding]:
    """Say that nothing tells the balance that a period starts with, and what would tell it."""
    held, first = ledgers.months_held(db, book), period.months[0]
    own = [month for month in period.months if month in held]
    start = balances.first_known(db, book, period)
    if not own or (start and start.month == first):
        return
    names = _names(db, book)
    which = "、".join(names[one] for one in balances.unknown_ledgers(db, book, first))
    lacking = [month.index for month in period.months if month < own[0]]
    why = f"{first.year}年{month_runs(lacking)}没有账，" if lacking else ""
    then = "公示上期初和结余都写“不详”。"
    if start:
        opening = grouped(start.fen)
        then = f"公示上写“不详”，余额从{start.month.label}的期初 {opening} 元算起。"
    yield Finding(
        Level.VERIFY,
        "opening-unknown",
        f"{why}{which}{first.label}的期初余额没有依据，{then}"
        f"请在收支登记页填写{first.label}的期初余额。",
        "收支登记",
    )


def _openings(db: Database, book: str, period: Period) -> Iterable[Finding]:
    """Compare each ledger's opening with what the months before lead to."""
    held = ledgers.months_held(db, book)
    names = _names(db, book)
    for month in period.months:
        for account in ledgers.ledgers_held(db, book, month):
            figure = ledgers.opening_figure(db, book, account, month)
            if not figure.parts:
                continue
            adjacent = month.previous() in held
            gap = "" if adjacent else f"（中间缺{month.previous().label}等月份的账）"
            yield Finding(
                Level.MUST if adjacent else Level.VERIFY,
                "opening-differs",
                f"{names[account]}{month.label}期初 {grouped(figure.stated or 0)} 元，"
                f"与上月结余 {grouped(figure.carried or 0)} 元不符{gap}。请与记账中心核对。",
                "收支登记",
            )


def _from_files(db: Database, book: str, period: Period) -> Iterable[Finding]:
    """Repeat what was found in the files that the period rests on."""
    for one in imports.standing(db, book):
        if period.covers(one.period) or one.period.covers(period):
            for finding in one.findings:
                if finding.code not in ("opening-differs", "outside-period"):
                    where = f"{one.file_name}" + (f" 第{finding.row}行" if finding.row else "")
                    yield Finding(finding.level, finding.code, finding.sentence, where, finding.row)


def _hidden_books(db: Database, book: str, period: Period) -> Iterable[Finding]:
    """Name the months whose account books are not published for a combined ledger of no file."""
    files = [one for one in imports.standing(db, book) if one.account is None and one.file_name]
    for month in period.months:
        if month not in entries.months_held(db, book, None):
            continue
        if any(one.period.covers(month) for one in files):
            continue
        lines = entries.of_months(db, book, [month])
        typed = sum(one.account is None for one in lines)
        if len(lines) > typed:
            held = f"只有手工登记的 {typed} 笔" if typed else "登记为无收支"
            yield Finding(
                Level.MUST,
                "books-hidden",
                f"{month.label}的总账{held}，现金、银行账里的 {len(lines) - typed} 笔因此不会公布。"
                "请撤销总账的登记（要记的改记到现金或银行账），或导入总账。",
                "收支登记",
            )


def _books_against_combined(db: Database, book: str, period: Period) -> Iterable[Finding]:
    """Compare the combined ledger's closing with the account books', when both are held."""
    accounts = [one.id for one in villages.accounts(db, book)]
    last = period.months[-1]
    both = last in entries.months_held(db, book, None) and accounts
    if not both or not all(last in entries.months_held(db, book, one) for one in accounts):
        return
    after = last.next()
    combined = ledgers.opening_figure(db, book, None, after).carried
    apart = [ledgers.opening_figure(db, book, one, after).carried for one in accounts]
    if combined is None or None in apart:
        return
    total = sum(figure or 0 for figure in apart)
    if combined != total:
        yield Finding(
            Level.VERIFY,
            "books-differ",
            f"{last.label}末总账结余 {grouped(combined)} 元，现金和银行账合计 {grouped(total)} 元，"
            f"相差 {grouped(abs(combined - total))} 元。公布以总账为准，请与记账中心核对。",
            "收支登记",
        )


def _lines(db: Database, book: str, period: Period) -> Iterable[Finding]:
    lines = ledgers.lines(db, book, period)
    start = balances.first_known(db, book, period)
    after = balances_from(start, lines)
    pairs = zip(lines, after, strict=True)
    overdrawn = next((e for e, b in pairs if b is not None and b < 0), None)
    if overdrawn or (start and start.fen < 0):
        where = f"{overdrawn.voucher} {overdrawn.summary}" if overdrawn else "期初余额"
        yield Finding(
            Level.VERIFY, "overdrawn", "结余成了负数，现金和存款不会是负数。请核对。", where
        )
    moved = totals(None, lines).moved
    if moved:
        yield Finding(
            Level.VERIFY,
            "transfer-one-sided",
            f"本村账户之间划转只有一边入账（净额 {grouped(moved)} 元）。"
            "请把另一本账（现金或银行）也导入。",
            "收支登记",
        )
    for entry in lines:
        if entry.fen < 0 and entry.reverses is None and not entry.transfer:
            yield Finding(
                Level.HINT,
                "reversal-alone",
                f"“{entry.summary}”是红字冲销，没有找到被冲的那一笔。请在摘要里写明冲的是哪一号凭证。",
                entry.voucher,
            )


def _year(db: Database, book: str, period: Period) -> Iterable[Finding]:
    year = ledgers.year_to_date(db, book, period)
    if not year.complete:
        yield Finding(
            Level.VERIFY,
            "year-incomplete",
            f"本年累计{year.caveat}不是从一月算起的全部。请补上以前月份的账，或在收支登记页填写年初以来累计。",
            "收支登记",
        )
    for one in imports.standing(db, book):
        stated = one.stated
        if one.account is not None or one.period != period or not year.complete:
            continue
        if None not in (stated.year_income, stated.year_expense) and (
            (stated.year_income, stated.year_expense) != (year.income, year.expense)
        ):
            yield Finding(
                Level.VERIFY,
                "year-differs",
                f"文件写的本年累计（收入 {grouped(stated.year_income or 0)}、"
                f"支出 {grouped(stated.year_expense or 0)}）与本程序的累计（收入 "
                f"{grouped(year.income)}、支出 {grouped(year.expense)}）不符。请核对。",
                one.file_name,
            )
