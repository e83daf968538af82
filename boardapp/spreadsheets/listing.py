"""A full listing of vouchers: which rows move cash or bank money, and what they move it for."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from boardapp.spreadsheets.cells import squeeze
from boardapp.spreadsheets.labels import Kind
from boardapp.spreadsheets.rows import Row

_CODE = re.compile(r"^(?:101|102|1001|1002|1012)(?!\d?$)|^(?:101|102|1001|1002|1012)$")
_LEADING_CODE = re.compile(r"^[\d.\-_]+")
_NAME = re.compile(
    r"^(?:库存现金|现金|银行存款|银行|存款|其他货币资金|货币资金|基本户|基本存款账户)(?:$|[-—_/\\(:、.]|\d)"
)


@dataclass(frozen=True)
class Accounts:
    """The money rows of a listing: per row its account, counter subjects and whether a transfer.

    ``full`` says that the file listed other subjects too, so that its totals are not of money.
    """

    account: dict[int, str]
    counter: dict[int, str]
    transfers: frozenset[int]
    full: bool


def is_money(subject: str, code: str = "") -> bool:
    """Whether a subject is cash in hand or money in the bank, at any level of its code."""
    name = squeeze(subject)
    leading = _LEADING_CODE.match(name)
    if leading:
        code = code or leading[0]
        name = name[leading.end() :].lstrip(" -_/\\.")
    digits = re.sub(r"[.\-_ ]", "", squeeze(code))
    if digits:
        return digits.isdigit() and bool(_CODE.match(digits)) and not _foreign(name)
    return bool(_NAME.match(name))


def _foreign(name: str) -> bool:
    return bool(re.search(r"应[收付]|短期|投资|费用|固定|物资", name))


def split_listing(rows: list[Row]) -> tuple[list[Row], Accounts | None]:
    """Mark the rows of other subjects; None when the subject column tells what money is for."""
    lines = [row for row in rows if row.kind is Kind.LINE]
    if not any(row.subject or row.code for row in lines):
        return rows, None
    money = {row.number for row in lines if is_money(row.subject, row.code)}
    if not money:
        return rows, None
    rows = _carried_down(rows)
    lines = [row for row in rows if row.kind is Kind.LINE]
    others = [row for row in lines if row.number not in money]
    vouchers: dict[tuple[object, str], list[Row]] = defaultdict(list)
    for row in lines:
        vouchers[row.day, row.voucher or f"#{row.number}"].append(row)
    if others and not _is_full(lines, vouchers, money):
        return rows, None
    counter: dict[int, str] = {}
    transfers: set[int] = set()
    for group in vouchers.values():
        own = [row for row in group if row.number in money]
        rest = [row for row in group if row.number not in money]
        named = "、".join(dict.fromkeys(subject_of(row) for row in rest))
        for row in own:
            counter[row.number] = named or row.counter
        if not rest and len(own) > 1 and _net(own) == 0 and {_net([r]) for r in own} != {0}:
            transfers |= {row.number for row in own}
            for row in own:
                away = [subject_of(r) for r in own if r.number != row.number]
                counter[row.number] = "、".join(dict.fromkeys(away))
    marked = [
        replace(row, kind=Kind.OTHER_SUBJECT)
        if row.kind is Kind.LINE and row.number not in money
        else row
        for row in rows
    ]
    account = {row.number: account_of(row) for row in marked if row.code or row.subject}
    return marked, Accounts(account, counter, frozenset(transfers), bool(others))


def looks_full(rows: list[Row]) -> bool:
    """Whether rows without a subject are vouchers with both sides, of which one is not money."""
    vouchers: dict[tuple[object, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind is Kind.LINE and row.money:
            vouchers[row.day, row.voucher].append(row)
    return len(vouchers) > 1 and all(
        len(group) > 1 and voucher and not _net(group) for (_, voucher), group in vouchers.items()
    )


def account_of(row: Row) -> str:
    """Return what tells one cash or bank account of a listing from another."""
    return squeeze(row.code) or squeeze(row.subject)


def subject_of(row: Row) -> str:
    """Return the subject of a row as the file writes it, code and name."""
    if row.code and row.subject and not row.subject.startswith(row.code):
        return f"{row.code} {row.subject}"
    return row.subject or row.code


def _carried_down(rows: list[Row]) -> list[Row]:
    """Give the later rows of a voucher the number and summary that only its first row bears."""
    carried: list[Row] = []
    above: Row | None = None
    numbered = any(row.voucher for row in rows if row.kind is Kind.LINE)
    for row in rows:
        if row.kind is Kind.LINE and above and numbered and not row.voucher:
            row = replace(row, voucher=above.voucher, summary=row.summary or above.summary)
        elif row.kind is Kind.LINE and above and not row.summary and row.voucher == above.voucher:
            row = replace(row, summary=above.summary)
        if row.kind is Kind.LINE:
            above = row
        carried.append(row)
    return carried


def _is_full(
    lines: list[Row], vouchers: dict[tuple[object, str], list[Row]], money: set[int]
) -> bool:
    """Whether every voucher is there with both its sides, as in a full listing."""
    if _net(lines) == 0 and any(row.money for row in lines):
        return True
    mixed = sum(
        1
        for group in vouchers.values()
        for row in group
        if row.number in money and any(r.number not in money for r in group)
    )
    return mixed * 2 > len(money)


def _net(rows: list[Row]) -> int:
    return sum((row.income or 0) - (row.expense or 0) for row in rows)
