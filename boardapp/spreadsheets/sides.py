"""Which side each amount belongs on, when the columns alone do not say."""

import re
from dataclasses import replace
from itertools import pairwise

from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.money import grouped
from boardapp.spreadsheets.amounts import says_receipts
from boardapp.spreadsheets.chains import Account, agreement, net_of, opening_of
from boardapp.spreadsheets.heads import Head
from boardapp.spreadsheets.labels import Kind
from boardapp.spreadsheets.rows import Row

_REVERSAL = re.compile(r"冲销|冲正|冲回|冲减|冲账|冲帐|红字|红冲|^冲|更正|退回|错账|撤销")


def settle_sides(
    rows: list[Row], head: Head, account: Account, where: str
) -> tuple[list[Row], list[Finding]]:
    """Return the rows in order of time, each amount on its side and with its sign."""
    findings: list[Finding] = []
    rows = _oldest_first(rows, account, where, findings)
    rows = _sided(rows, where, findings)
    rows = _turned(rows, head, account, where, findings)
    rows = _reversed(rows, account, where, findings)
    return rows, findings


def _oldest_first(
    rows: list[Row], account: Account, where: str, findings: list[Finding]
) -> list[Row]:
    """Put a bank's list that starts with the newest movement the right way round."""
    lines = [row for row in rows if row.kind is Kind.LINE]
    days = [row.day for row in lines if row.day]
    if len(days) < 2 or days[0] < days[-1]:
        return rows
    falling = sum(a > b for a, b in pairwise(days))
    rising = sum(a < b for a, b in pairwise(days))
    if rising > falling // 4:
        return rows
    forth = max(agreement(lines, account)[0], agreement(lines, account, -1)[0])
    turned = lines[::-1]
    back = max(agreement(turned, account)[0], agreement(turned, account, -1)[0])
    if forth > back or (days[0] == days[-1] and (forth == back or falling or rising)):
        return rows
    findings.append(
        Finding(Level.HINT, "newest-first", "这张表最新的在最上面，已按日期从早到晚读入。", where)
    )
    places = iter(turned)
    return [next(places) if row.kind is Kind.LINE else row for row in rows]


def _sided(rows: list[Row], where: str, findings: list[Finding]) -> list[Row]:
    """Give sums without a direction their side: by the balance, else by their sign."""
    unsided = [row for row in rows if row.kind is Kind.LINE and row.amount is not None]
    if not unsided:
        return rows
    signs = {(row.amount or 0) > 0 for row in unsided}
    balances = sum(row.balance is not None for row in unsided)
    if balances * 2 < len(unsided) and len(signs) < 2:
        if any(row.direction for row in unsided):
            return [replace(row, kind=Kind.NOTE) if row in unsided else row for row in rows]
        raise UserError(
            f"工作表“{where}”只有一列金额，看不出是收入还是支出，什么也没有改动；"
            "请加一列“方向”写“收”或“支”，或者把收入和支出分成两列再导入。"
        )
    settled = []
    before: int | None = None
    for row in rows:
        if row.kind is Kind.OPENING:
            before = opening_of(row) if before is None else before
        elif row.kind is Kind.LINE:
            if row.amount is not None:
                row = _one_sided(row, before, where, findings, by_sign=len(signs) == 2)
            before = row.balance if row.balance is not None else before
        settled.append(row)
    return settled


def _one_sided(
    row: Row, before: int | None, where: str, findings: list[Finding], *, by_sign: bool
) -> Row:
    amount = row.amount or 0
    step = row.balance - before if row.balance is not None and before is not None else None
    if step is not None and abs(step) == abs(amount):
        rises = step > 0
    elif by_sign:
        rises = amount > 0
    else:
        rises = amount > 0
        findings.append(
            Finding(
                Level.MUST,
                "side-unknown",
                f"第{row.number}行的{grouped(abs(amount))}元看不出是收入还是支出；"
                "请在表格里加上方向（收或支）再导入。",
                where,
                row.number,
            )
        )
    if rises:
        return replace(row, income=abs(amount), amount=None)
    return replace(row, expense=abs(amount), amount=None)


def _turned(
    rows: list[Row], head: Head, account: Account, where: str, findings: list[Finding]
) -> list[Row]:
    """Turn the sides of a bank's own statement, whose 贷方 is the village's income."""
    lines = [row for row in rows if row.kind is Kind.LINE]
    if head.explicit and head.line_direction is None:
        return rows
    if head.line_direction is not None and any(
        row.direction and says_receipts(row.direction) for row in lines
    ):
        return rows
    running = [row for row in rows if row.kind in (Kind.LINE, Kind.OPENING)]
    straight, seen = agreement(running, account)
    mirrored, _ = agreement(running, account, -1)
    owed = [row for row in lines if row.balance is not None]
    negative = bool(owed) and sum((row.balance or 0) < 0 for row in owed) * 10 >= len(owed) * 9
    # Money that was there before makes it the village's own book, and the village overdrawn.
    negative &= all((row.balance or 0) <= 0 for row in running if row.kind is Kind.OPENING)
    if seen >= 2 and mirrored * 10 >= seen * 8 and straight * 2 < seen:
        flip = 1
    elif (
        seen >= 2 and straight * 10 >= seen * 8 and negative and head.balance_direction is not None
    ):
        flip = -1
    else:
        return rows
    findings.append(
        Finding(
            Level.HINT,
            "sides-swapped",
            "余额说明这是银行的对账单，借方是支出、贷方是收入，已对调读入。",
            where,
        )
    )
    return [
        replace(
            row,
            income=row.expense,
            expense=row.income,
            balance=row.balance * flip if row.balance is not None else None,
        )
        for row in rows
    ]


def _reversed(rows: list[Row], account: Account, where: str, findings: list[Finding]) -> list[Row]:
    """Read as below zero what is written in red, or called 冲销, where the balance says so."""
    lines = [row for row in rows if row.kind is Kind.LINE]
    inked = {row.number for row in lines if row.red and net_size(row) > 0}
    scarce = len(inked) * 3 <= len(lines) or len(inked) == 1
    known: dict[str, int | None] = {}
    settled = []
    for row in rows:
        key = account(row)
        if row.kind is Kind.OPENING and known.get(key) is None:
            known[key] = opening_of(row)
        if row.kind is Kind.LINE:
            named = bool(_REVERSAL.search(row.summary))
            if (row.number in inked or named) and net_size(row) > 0:
                row = _signed(row, known.get(key), where, findings, scarce=scarce)
            before = known.get(key)
            if row.balance is not None:
                known[key] = row.balance
            elif before is not None:
                known[key] = before + net_of(row)
        settled.append(row)
    return settled


def _signed(
    row: Row, before: int | None, where: str, findings: list[Finding], *, scarce: bool
) -> Row:
    level, how = Level.HINT, "余额也对得上"
    if row.balance is not None and before is not None:
        if before + net_of(row) == row.balance or before - net_of(row) != row.balance:
            return row
    elif not row.red or not scarce:
        return row
    else:
        level, how = Level.VERIFY, "请核对"
    ink = "是红字" if row.red else "写明是冲销"
    findings.append(
        Finding(
            level,
            "reversal-read",
            f"第{row.number}行“{row.summary}”{ink}，金额按负数读入（{how}）。",
            where,
            row.number,
        )
    )
    return replace(
        row,
        income=-row.income if row.income is not None else None,
        expense=-row.expense if row.expense is not None else None,
    )


def net_size(row: Row) -> int:
    """Return the amount of a row that has one side only; zero otherwise."""
    if row.income is not None and row.expense is not None:
        return 0
    return row.income if row.income is not None else row.expense or 0
