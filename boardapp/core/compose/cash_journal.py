"""财务收支逐笔公开榜: every line of the period's money, in the nine columns of the trade."""

from boardapp.core.compose.plain_words import last, sentences, this
from boardapp.core.compose.publisher import Publisher
from boardapp.core.content import (
    Bar,
    Block,
    Cell,
    Chart,
    Column,
    Content,
    Figure,
    Figures,
    Role,
    Row,
    RowKind,
    Table,
    Words,
)
from boardapp.core.ledger import Direction, Entry, PeriodLedger, Start, split_voucher
from boardapp.core.money import UNKNOWN, grouped
from boardapp.core.subjects import SUBJECTS

ITEM = "finance-lines"
TITLE = "财务收支逐笔公开榜"


def compose(ledger: PeriodLedger, publisher: Publisher) -> Content:
    """Compose the period's ledger line by line; without lines it is the 零公开 of that period."""
    blocks: list[Block] = [figures(ledger), Words(sentences(ledger)), _table(ledger)]
    bars = _bars(ledger)
    if len(bars) > 1:
        blocks.append(Chart("钱花在哪里", bars))
    return Content(
        item=ITEM,
        title=TITLE,
        village=publisher.village.name,
        body=publisher.body.name,
        period=ledger.period.code,
        period_label=ledger.period.label,
        blocks=tuple(blocks),
        signers=publisher.signers,
        standing=publisher.standing,
    )


def figures(ledger: PeriodLedger) -> Figures:
    """Return the four figures that come first: balance before, income, spending, balance.

    A balance that nothing tells is 不详, never 0.00; sums that leave months out say which.
    """
    sums, word, gaps = ledger.totals, this(ledger.period), ledger.caveat
    return Figures(
        (
            Figure(f"{last(ledger.period)}结余", known(sums.opening)),
            Figure(f"{word}收入{gaps}", sums.income, "income"),
            Figure(f"{word}支出{gaps}", sums.expense, "expense"),
            Figure(f"{word}结余", known(sums.closing)),
        )
    )


def known(fen: int | None) -> Cell:
    """Return an amount in fen as a cell, or 不详 where nothing tells it."""
    return UNKNOWN if fen is None else fen


def _table(ledger: PeriodLedger) -> Table:
    year = f"{ledger.period.year}年"
    columns = (
        Column("月", Role.SHORT, year),
        Column("日", Role.SHORT, year),
        Column("字", Role.SHORT, "凭证"),
        Column("号", Role.SHORT, "凭证"),
        Column("摘要"),
        Column("借方（收入）", Role.SUM),
        Column("贷方（支出）", Role.SUM),
        Column("借/贷", Role.SHORT),
        Column("余额", Role.BALANCE),
    )
    sums = ledger.totals
    rows = [Row(_words("上期结转", balance=known(ledger.opening)), RowKind.OPENING)]
    rows += _lines(ledger)
    end, word = known(sums.closing), this(ledger.period)
    if not ledger.entries:
        rows.append(Row(_words(f"{word}无收支{ledger.caveat}", balance=end)))
    total = _words(f"{word}合计{ledger.caveat}", sums.income, sums.expense, end)
    rows.append(Row(total, RowKind.TOTAL))
    rows.append(
        Row(
            _words(f"本年累计{ledger.year.caveat}", ledger.year.income, ledger.year.expense),
            RowKind.TOTAL,
        )
    )
    return Table(columns, tuple(rows))


def _lines(ledger: PeriodLedger) -> list[Row]:
    """Return the lines; where balances are known from a later month only, its opening is one."""
    rows, start = [], ledger.start if ledger.opening is None else None
    for entry, balance in zip(ledger.entries, ledger.balances, strict=True):
        if start and entry.month >= start.month:
            rows.append(_start(start))
            start = None
        rows.append(_line(entry, "—" if balance is None else balance))
    return [*rows, _start(start)] if start else rows


def _start(start: Start) -> Row:
    return Row(_words(f"{start.month.index}月期初结转", balance=start.fen), RowKind.OPENING)


def _line(entry: Entry, balance: Cell) -> Row:
    word, number = split_voucher(entry.voucher)
    income: Cell = ""
    expense: Cell = ""
    summary = entry.summary
    if entry.transfer:
        summary = f"{summary}（账户之间划转 {grouped(abs(entry.fen))} 元，不计收支）"
    elif entry.direction is Direction.INCOME:
        income = entry.fen
    else:
        expense = entry.fen
    month, day = str(entry.date.month), str(entry.date.day)
    return Row((month, day, word, number, summary, income, expense, _side(balance), balance))


def _words(
    text: str, income: Cell = "", expense: Cell = "", balance: Cell = ""
) -> tuple[Cell, ...]:
    return ("", "", "", "", text, income, expense, _side(balance), balance)


def _side(balance: Cell) -> str:
    if isinstance(balance, str):
        return ""
    return "借" if balance > 0 else "贷" if balance < 0 else "平"


def _bars(ledger: PeriodLedger, most: int = 6) -> tuple[Bar, ...]:
    """Return spending by class of 13号文, the largest first; the small ones together."""
    sums: dict[str, int] = {}
    for entry in ledger.entries:
        if entry.direction is Direction.EXPENSE and not entry.transfer and entry.subject:
            name = SUBJECTS[SUBJECTS[entry.subject].class_code].name
            sums[name] = sums.get(name, 0) + entry.fen
    ranked = sorted(((n, f) for n, f in sums.items() if f > 0), key=lambda pair: -pair[1])
    if len(ranked) > most:
        small = sum(fen for _, fen in ranked[most - 1 :])
        ranked = [*ranked[: most - 1], ("其余各类合计", small)]
    return tuple(Bar(name, fen) for name, fen in ranked)
