"""财务收支公布表: the plain-language form, in the words that villagers use.

The rows are those of the monthly form of 阳春市, which was made because the accountants' table
could not be read.
"""

from collections.abc import Iterable

from boardapp.core.compose.cash_journal import figures, known
from boardapp.core.compose.plain_words import in_brief, last, sentences, this
from boardapp.core.compose.publisher import Publisher
from boardapp.core.content import Cell, Column, Content, Role, Row, RowKind, Table, Words
from boardapp.core.ledger import Direction, Entry, PeriodLedger
from boardapp.core.money import grouped
from boardapp.core.subjects import (
    FORM_EXPENSE,
    FORM_INCOME,
    OTHER_EXPENSE,
    OTHER_INCOME,
    SUBJECTS,
)

ITEM = "finance-form"
TITLE = "财务收支公布表"


def compose(ledger: PeriodLedger, publisher: Publisher) -> Content:
    """Compose the form; a line without money says 无 rather than being left out."""
    return Content(
        item=ITEM,
        title=TITLE,
        village=publisher.village.name,
        body=publisher.body.name,
        period=ledger.period.code,
        period_label=ledger.period.label,
        blocks=(figures(ledger), Words(sentences(ledger)), _table(ledger)),
        signers=publisher.signers,
        standing=publisher.standing,
    )


def _table(ledger: PeriodLedger) -> Table:
    sums, word, gaps = ledger.totals, this(ledger.period), ledger.caveat
    rows = [_heading(f"{last(ledger.period)}银行账户余额", known(sums.opening), "含库存现金")]
    rows += _side(ledger, Direction.INCOME, f"{word}总收入{gaps}", sums.income)
    rows += _side(ledger, Direction.EXPENSE, f"{word}总支出{gaps}", sums.expense)
    moved = f"；账户之间划转净额 {grouped(sums.moved)}" if sums.moved else ""
    rows.append(_heading(f"{word}银行账户余额", known(sums.closing), f"含库存现金{moved}"))
    rows.append(_heading(f"本年度以来总收支情况{ledger.year.caveat}", "", ""))
    rows.append(Row(("总收入", ledger.year.income, "")))
    rows.append(Row(("总支出", ledger.year.expense, "")))
    columns = (Column("项目"), Column("金额（元）", Role.AMOUNT), Column("主要内容"))
    return Table(columns, tuple(rows))


def _side(ledger: PeriodLedger, direction: Direction, title: str, total: int) -> list[Row]:
    """Return the rows of income or of spending: the total, each line, and what 其他 is made of."""
    income = direction is Direction.INCOME
    lines, other = (FORM_INCOME, OTHER_INCOME) if income else (FORM_EXPENSE, OTHER_EXPENSE)
    entries = [e for e in ledger.entries if e.direction is direction and not e.transfer]
    rows = [_heading(title, total, f"共 {len(entries)} 笔" if entries else "无")]
    for line in lines:
        counted = [e for e in entries if _form_line(e, other) == line]
        rows.append(Row((line, _sum(counted) if counted else "无", _brief(counted, line, other))))
        if line == other:
            rows += _details(counted)
    return rows


def _details(entries: list[Entry]) -> list[Row]:
    """Break 其他 down by subject, so that no large sum hides behind one vague word."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        name = SUBJECTS[entry.subject].name if entry.subject else "未分类"
        groups.setdefault(name, []).append(entry)
    if len(groups) == 1 and next(iter(groups)) in (OTHER_INCOME, OTHER_EXPENSE):
        return []
    ranked = sorted(groups.items(), key=lambda pair: -_sum(pair[1]))
    return [
        Row((f"其中：{name}", _sum(group), in_brief(group)), RowKind.DETAIL)
        for name, group in ranked
    ]


def _brief(entries: list[Entry], line: str, other: str) -> str:
    return f"共 {len(entries)} 笔" if line == other and entries else in_brief(entries)


def _form_line(entry: Entry, other: str) -> str:
    return SUBJECTS[entry.subject].form if entry.subject else other


def _sum(entries: Iterable[Entry]) -> int:
    return sum(entry.fen for entry in entries)


def _heading(text: str, amount: Cell, note: str) -> Row:
    return Row((text, amount, note), RowKind.HEADING)
