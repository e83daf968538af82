"""The tables of a handover list that tell of one book: money, cards, debts and years."""

from collections.abc import Iterator
from datetime import date

from boardapp.core.content import Cell, Column, Role, Row, RowKind, Table
from boardapp.core.holdings import BookHeld, YearHeld
from boardapp.core.money import UNKNOWN, grouped
from boardapp.core.registers.asset import depreciation
from boardapp.core.registers.values import decimal_text

_TICK = "□"


def funds(book: BookHeld) -> Table:
    """Return the accounts of a book with their balances, and room for what is counted."""
    columns = (
        Column("账户"),
        Column("种类", Role.SHORT),
        Column("记账到", Role.SHORT),
        Column("账面余额（元）", Role.SUM),
        Column("当面清点（元）", Role.SHORT),
    )
    rows = [
        Row(
            (
                one.name,
                one.kind,
                one.through.isoformat() if one.through else "没有账",
                one.fen if one.fen is not None else "",
                "＿＿＿＿＿",
            )
        )
        for one in book.funds
    ]
    return _summed(columns, rows)


def assets(book: BookHeld, day: date) -> Table:
    """Return the assets of a book with cost and net value on a day."""
    columns = (
        Column("编号", Role.SHORT),
        Column("名称"),
        Column("数量", Role.SHORT),
        Column("原值（元）", Role.SUM),
        Column("净值（元）", Role.SUM),
        Column("使用状况", Role.SHORT),
        Column("核对", Role.SHORT),
    )
    rows = [
        Row(
            (
                one.code,
                one.name,
                "" if one.quantity is None else f"{decimal_text(one.quantity, 3)}{one.unit}",
                _fen(one.cost),
                depreciation(one, day).net if one.cost is not None else "",
                one.use.word if one.use else "",
                _TICK,
            )
        )
        for one in book.assets
    ]
    return _summed(columns, rows)


def resources(book: BookHeld) -> Table:
    """Return the resources of a book with area and bounds."""
    columns = (
        Column("编号", Role.SHORT),
        Column("名称"),
        Column("面积（亩）", Role.SHORT),
        Column("四至或坐落"),
        Column("经营方式", Role.SHORT),
        Column("核对", Role.SHORT),
    )
    rows = [
        Row(
            (
                one.code,
                one.name,
                decimal_text(one.area, 3) if one.area else "",
                one.bounds or one.place,
                one.land_use.word if one.land_use else "",
                _TICK,
            )
        )
        for one in book.resources
    ]
    return Table(columns, tuple(rows))


def contracts(book: BookHeld) -> Table:
    """Return the contracts of a book with the next payment and what is owed."""
    columns = (
        Column("编号", Role.SHORT),
        Column("名称"),
        Column("对方"),
        Column("期限"),
        Column("下次收付"),
        Column("拖欠（元）", Role.SUM),
        Column("核对", Role.SHORT),
    )
    rows = []
    for one in book.contracts:
        card = one.contract
        due = f"{one.next_on} {'收' if card.receives else '付'} {grouped(one.next_fen)}"
        end = card.last_day.isoformat() if card.last_day else ""
        rows.append(
            Row(
                (
                    card.code,
                    card.name,
                    card.party,
                    f"{card.start or ''} 至 {end}",
                    due if one.next_on else "",
                    one.arrears,
                    _TICK,
                )
            )
        )
    return _summed(columns, rows)


def debts(book: BookHeld) -> Table:
    """Return what is owed to and by a book."""
    columns = (
        Column("编号", Role.SHORT),
        Column("类别", Role.SHORT),
        Column("对方"),
        Column("用途"),
        Column("余额（元）", Role.AMOUNT),
        Column("核对", Role.SHORT),
    )
    rows = [
        Row((d.code, d.kind.word if d.kind else "", d.party, d.purpose, left, _TICK))
        for d, left in book.debts
    ]
    return Table(columns, tuple(rows))


def years(book: BookHeld) -> Table:
    """Return the years of a book with their months and balances."""
    columns = (
        Column("年度", Role.SHORT),
        Column("有账的月份"),
        Column("笔数", Role.SHORT),
        Column("期初余额（元）", Role.AMOUNT),
        Column("期末余额（元）", Role.AMOUNT),
        Column("结账", Role.SHORT),
    )
    rows = [
        Row((str(y.year), y.months, str(y.entries), *_balances(y), y.closed or "未结"))
        for y in book.years
    ]
    return Table(columns, tuple(rows))


def _balances(year: YearHeld) -> tuple[Cell, Cell]:
    opening, closing = year.opening, year.closing
    return UNKNOWN if opening is None else opening, UNKNOWN if closing is None else closing


def _summed(columns: tuple[Column, ...], rows: list[Row]) -> Table:
    """Return a table with its sums in a last row, when it has more than one."""
    return Table(columns, (*rows, *_total(columns, rows)))


def _total(columns: tuple[Column, ...], rows: list[Row]) -> Iterator[Row]:
    if len(rows) < 2:
        return
    cells: list[Cell] = [""] * len(columns)
    cells[next(n for n, one in enumerate(columns) if one.role is Role.TEXT)] = "合计"
    for n, column in enumerate(columns):
        if column.role is Role.SUM:
            cells[n] = sum(cell for row in rows if isinstance(cell := row.cells[n], int))
    yield Row(tuple(cells), RowKind.TOTAL)


def _fen(value: int | None) -> Cell:
    return "" if value is None else value
