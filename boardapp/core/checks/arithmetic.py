"""Whether the figures of a content agree with each other, whatever composed it."""

from collections.abc import Iterator

from boardapp.core.content import Content, Figures, Role, Row, RowKind, Table
from boardapp.core.finding import Finding, Level
from boardapp.core.money import grouped


def arithmetic(content: Content) -> tuple[Finding, ...]:
    """Add up every table of a content; a sum that parts from its lines must be put right."""
    found: list[Finding] = []
    for block in content.blocks:
        if isinstance(block, Table):
            where = block.title or content.title
            found += _totals(block, where)
            found += _balances(block, where)
        elif isinstance(block, Figures):
            found += _figures(block, content.title)
    return tuple(found)


def _totals(table: Table, where: str) -> Iterator[Finding]:
    """Compare the first total row with the lines above it, column by column."""
    total = next((row for row in table.rows if row.kind is RowKind.TOTAL), None)
    if total is None:
        return
    above = table.rows[: table.rows.index(total)]
    for number, column in enumerate(table.columns):
        stated = total.cells[number]
        if column.role is not Role.SUM or not isinstance(stated, int):
            continue
        added = sum(_fen(row, number) for row in above if row.kind is RowKind.LINE)
        if added != stated:
            yield Finding(
                Level.MUST,
                "sum-parts",
                f"“{column.title}”各行相加是 {grouped(added)}，合计写的是 {grouped(stated)}。"
                "请核对账目后重新生成。",
                where,
            )


def _balances(table: Table, where: str) -> Iterator[Finding]:
    """Follow the running balance where a table has one and two columns that move it.

    Rows that move neither column (moves between own accounts, told in words) may change it.
    """
    sums = [n for n, column in enumerate(table.columns) if column.role is Role.SUM]
    balances = [n for n, column in enumerate(table.columns) if column.role is Role.BALANCE]
    if len(sums) != 2 or len(balances) != 1:
        return
    last: int | None = None
    for number, row in enumerate(table.rows, start=1):
        shown = row.cells[balances[0]]
        if row.kind not in (RowKind.LINE, RowKind.OPENING) or not isinstance(shown, int):
            continue
        moved = _fen(row, sums[0]) - _fen(row, sums[1])
        if last is not None and moved and last + moved != shown:
            yield Finding(
                Level.MUST,
                "balance-parts",
                f"第{number}行的余额应为 {grouped(last + moved)}，写的是 {grouped(shown)}。"
                "请核对账目后重新生成。",
                where,
            )
        last = shown


def _figures(figures: Figures, where: str) -> Iterator[Finding]:
    """Check balance before + income − spending = balance, where the four figures are these."""
    values = [one.value for one in figures.figures]
    tones = [one.tone for one in figures.figures]
    if tones != ["", "income", "expense", ""] or not all(isinstance(v, int) for v in values):
        return
    before, income, expense, after = (int(value) for value in values)
    if before + income - expense != after:
        yield Finding(
            Level.VERIFY,
            "figures-part",
            f"上期结余加收入减支出是 {grouped(before + income - expense)}，"
            f"与结余 {grouped(after)} 不等。如有账户之间划转只记了一边，请补全另一边。",
            where,
        )


def _fen(row: Row, number: int) -> int:
    cell = row.cells[number]
    return cell if isinstance(cell, int) else 0
