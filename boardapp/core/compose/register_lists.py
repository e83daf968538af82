"""The registers of 三资 as they stand on a day: assets, resources, contracts, debts and funds."""

from collections.abc import Mapping, Sequence
from datetime import date

from boardapp.core.content import (
    Block,
    Cell,
    Column,
    Figure,
    Figures,
    Role,
    Row,
    RowKind,
    Table,
    Words,
)
from boardapp.core.money import UNKNOWN, told
from boardapp.core.period import Period
from boardapp.core.registers.asset import Asset, depreciation
from boardapp.core.registers.choices import DebtKind
from boardapp.core.registers.contract import Contract
from boardapp.core.registers.debt import Debt, Movement, debt_figures
from boardapp.core.registers.funds import FundsMonth
from boardapp.core.registers.payments import Payment, arrears, due_states
from boardapp.core.registers.resource import Resource
from boardapp.core.registers.values import decimal_text

NOTHING = Words(("台账里没有记录。",))


def assets(cards: Sequence[Asset], day: date) -> list[Block]:
    """Return the assets held on a day with cost, depreciation and net value in fen."""
    held = [card for card in cards if card.held_on(day)]
    if not held:
        return [NOTHING]
    lost = [depreciation(card, day) for card in held]
    rows = [
        Row(
            (
                card.code,
                card.name,
                card.kind.word if card.kind else "",
                _count(card.quantity, card.unit),
                card.cost if card.cost is not None else "",
                one.accumulated,
                one.net if card.cost is not None else "",
                card.use.word if card.use else "",
            )
        )
        for card, one in zip(held, lost, strict=True)
    ]
    columns = (
        Column("编号", Role.SHORT),
        Column("名称"),
        Column("类别"),
        Column("数量", Role.SHORT),
        Column("原值（元）", Role.SUM),
        Column("累计折旧（元）", Role.SUM),
        Column("净值（元）", Role.SUM),
        Column("使用状况", Role.SHORT),
    )
    cost, net = _added(rows, 4), _added(rows, 6)
    rows.append(_total(columns, rows))
    figures = (Figure("资产", f"{len(held)} 项"), Figure("原值", cost), Figure("净值", net))
    return [Figures(figures), Table(columns, tuple(rows))]


def resources(cards: Sequence[Resource]) -> list[Block]:
    """Return the resources with their areas in 亩, bounds and use."""
    if not cards:
        return [NOTHING]
    rows = [
        Row(
            (
                card.code,
                card.name,
                card.land_class.word if card.land_class else "",
                _area(card.area),
                card.bounds or card.place,
                card.land_use.word if card.land_use else "",
                _area(card.contracted_area),
                _area(card.idle_area),
            )
        )
        for card in cards
    ]
    columns = (
        Column("编号", Role.SHORT),
        Column("名称"),
        Column("类别", Role.SHORT),
        Column("面积（亩）", Role.SHORT),
        Column("四至或坐落"),
        Column("经营方式"),
        Column("发包（亩）", Role.SHORT),
        Column("闲置（亩）", Role.SHORT),
    )
    whole, let, idle = (
        sum(getattr(card, key) or 0 for card in cards)
        for key in ("area", "contracted_area", "idle_area")
    )
    total = ("", "合计", "", _area(whole), "", "", _area(let), _area(idle))
    rows.append(Row(total, RowKind.TOTAL))
    figures = (
        Figure("资源", f"{len(cards)} 宗"),
        Figure("总面积", f"{_area(whole)} 亩"),
        Figure("已发包", f"{_area(let) or '0'} 亩"),
        Figure("闲置", f"{_area(idle) or '0'} 亩"),
    )
    return [Figures(figures), Table(columns, tuple(rows))]


def contracts(
    cards: Sequence[Contract], paid: Mapping[str, Sequence[Payment]], period: Period
) -> list[Block]:
    """Return the contracts that run in a period, with what fell due, came in and is owed in fen."""
    first, last = period.first_day, period.last_day
    running = [
        card
        for card in cards
        if card.start and card.start <= last and (card.last_day or last) >= first
    ]
    owing = [c for c in cards if c not in running and arrears(c, paid.get(c.id, ()), last)]
    shown = [*running, *owing]
    if not shown:
        return [NOTHING]
    rows = [_contract(card, paid.get(card.id, ()), period) for card in shown]
    columns = (
        Column("编号", Role.SHORT),
        Column("名称"),
        Column("承包方", Role.SHORT),
        Column("期限"),
        Column("年租金（元）", Role.AMOUNT),
        Column("本期应收付（元）", Role.SUM),
        Column("本期已收付（元）", Role.SUM),
        Column("累计拖欠（元）", Role.SUM),
    )
    sums = [_added(rows, n) for n in (5, 6, 7)]
    rows.append(_total(columns, rows))
    figures = (
        Figure("合同", f"{len(shown)} 份"),
        Figure("本期应收付", sums[0]),
        Figure("本期已收付", sums[1]),
        Figure("累计拖欠", sums[2], "expense"),
    )
    return [Figures(figures), Table(columns, tuple(rows))]


def _contract(card: Contract, paid: Sequence[Payment], period: Period) -> Row:
    first, last = period.first_day, period.last_day
    due = sum(one.fen for one in due_states(card, paid) if first <= one.on <= last)
    got = sum(one.fen for one in paid if first <= one.paid_on <= last)
    term = f"{card.start}至{card.last_day or ''}"
    rent: Cell = card.annual_rent if card.annual_rent is not None else ""
    name = card.name if card.receives else f"{card.name}（付款）"
    return Row((card.code, name, card.party, term, rent, due, got, arrears(card, paid, last)))


def debts(
    cards: Sequence[Debt], moved: Mapping[str, Sequence[Movement]], period: Period
) -> list[Block]:
    """Return what is owed to and by the village, kind by kind, in fen."""
    columns = (
        Column("单位或个人"),
        Column("形成时间", Role.SHORT),
        Column("用途"),
        Column("期初（元）", Role.SUM),
        Column("本期增加（元）", Role.SUM),
        Column("本期减少（元）", Role.SUM),
        Column("期末（元）", Role.SUM),
    )
    tables: list[Block] = []
    figures = []
    for kind in DebtKind:
        rows = []
        for card in (one for one in cards if one.kind is kind):
            sums = debt_figures(card, moved.get(card.id, ()), period.first_day, period.last_day)
            if (sums.opening, sums.increase, sums.decrease) == (0, 0, 0):
                continue
            formed = card.formed_on.isoformat() if card.formed_on else ""
            figured = (sums.opening, sums.increase, sums.decrease, sums.closing)
            rows.append(Row((card.party, formed, card.purpose, *figured)))
        if rows:
            figures.append(Figure(kind.word, _added(rows, 6)))
            tables.append(Table(columns, (*rows, _total(columns, rows)), kind.word))
    return [Figures(tuple(figures)), *tables] if tables else [NOTHING]


def funds(month: FundsMonth) -> list[Block]:
    """Return the balances of a book's accounts at a month's end in fen, booked and counted."""
    if not month.lines:
        return [Figures((Figure("账面余额", _booked(month)),))]
    columns = (
        Column("账户"),
        Column("种类", Role.SHORT),
        Column("账面余额（元）", Role.SUM),
        Column("实存金额（元）", Role.SUM),
        Column("账实不符的原因"),
    )
    rows = []
    for line in month.lines:
        counted = line.statement.actual if line.statement else None
        rows.append(
            Row(
                (
                    line.account.name,
                    line.account.kind.word,
                    "" if line.booked is None else line.booked,
                    "" if counted is None else counted,
                    line.statement.reason if line.statement else "尚未盘点",
                )
            )
        )
    rows.append(_total(columns, rows))
    said = f"{month.month.label}末账面余额 {told(month.booked)} 元。"
    return [
        Figures((Figure("账面余额", _booked(month)),)),
        Words((said,)),
        Table(columns, tuple(rows)),
    ]


def _booked(month: FundsMonth) -> Cell:
    return UNKNOWN if month.booked is None else month.booked


def _total(columns: Sequence[Column], rows: Sequence[Row]) -> Row:
    cells: list[Cell] = [""] * len(columns)
    cells[next(n for n, column in enumerate(columns) if column.role is Role.TEXT)] = "合计"
    for number, column in enumerate(columns):
        if column.role is Role.SUM:
            cells[number] = _added(rows, number)
    return Row(tuple(cells), RowKind.TOTAL)


def _added(rows: Sequence[Row], number: int) -> int:
    return sum(cell for row in rows if isinstance(cell := row.cells[number], int))


def _count(thousandths: int | None, unit: str) -> str:
    return "" if thousandths is None else f"{decimal_text(thousandths, 3)}{unit}"


def _area(thousandths: int | None) -> str:
    return decimal_text(thousandths, 3) if thousandths else ""
