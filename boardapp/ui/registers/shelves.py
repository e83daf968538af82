"""What each register shows in its list: columns, filters, what is computed, and the sums."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from boardapp.core.money import grouped
from boardapp.core.period import Period
from boardapp.core.registers.asset import Asset, depreciation
from boardapp.core.registers.cards import CardKind
from boardapp.core.registers.contract import Contract
from boardapp.core.registers.fields import CardField, Kind, fields_of
from boardapp.core.registers.payments import DueState
from boardapp.core.registers.values import decimal_text, shown
from boardapp.services.contracts import contract_states
from boardapp.services.debts import debt_states
from boardapp.services.desk import Desk
from boardapp.store import registers as store
from boardapp.ui.tables.cards import CardColumn, CardRow

_FIGURES = (Kind.MONEY, Kind.AREA, Kind.QUANTITY, Kind.PERCENT, Kind.INTEGER)
_SAMPLES = {Kind.MONEY: "123,456,789.00", Kind.AREA: "12,345.678", Kind.DATE: "2026-12-28"}
STATES = ("履行中", "有欠款", "未开始", "已到期", "提前终止")
OWED, SETTLED = "未结清", "已结清"


@dataclass(frozen=True)
class Shelf:
    """One register's list.

    ``counter`` is the word that counts its cards; ``wide`` the column that takes the room left;
    ``filters`` the choice fields to filter by; ``states`` the words to filter by that the store
    does not know, told by ``states_of``. ``compute`` returns, by card, what is computed of it
    about a period; ``sums`` what the shown rows come to.
    """

    kind: CardKind
    counter: str
    wide: str
    columns: tuple[CardColumn, ...]
    filters: tuple[CardField, ...]
    compute: Callable[[Desk, str, Period], Mapping[str, Any]]
    sums: Callable[[Sequence[CardRow], date], tuple[tuple[str, str], ...]]
    states: tuple[str, ...] = ()
    states_of: Callable[[CardRow, date], tuple[str, ...]] = lambda _row, _day: ()


def as_of(desk: Desk, period: Period) -> date:
    """Return the day that value is computed for: the period's last, or today while it runs."""
    return min(desk.today, period.last_day)


def contract_word(contract: Contract, day: date) -> str:
    """Return in a word how a contract stands on a day."""
    last = contract.last_day
    if contract.start and contract.start > day:
        return "未开始"
    if last is None or day <= last:
        return "履行中"
    return "提前终止" if contract.terminated_on else "已到期"


def _plain(
    kind: CardKind, key: str, title: str = "", sample: str = "", *, spare: bool = False
) -> CardColumn:
    """Return the column of a field that the card holds itself."""
    field = next(one for one in fields_of(kind.record) if one.key == key)
    return CardColumn(
        key,
        title or field.title,
        lambda row: shown(field, getattr(row.card, key)),
        sample or _SAMPLES.get(field.kind, "八个字这么宽吧"),
        figure=field.kind in _FIGURES,
        spare=spare,
    )


def _made(
    key: str,
    title: str,
    value: Callable[[CardRow], int],
    warns: Callable[[CardRow], bool] | None = None,
) -> CardColumn:
    """Return the column of an amount that is computed; nothing stands for nought."""
    return CardColumn(
        key,
        title,
        lambda row: grouped(value(row)) if value(row) else "",
        "123,456,789.00",
        True,
        value,
        warns,
    )


def _filters(kind: CardKind, *keys: str) -> tuple[CardField, ...]:
    return tuple(one for one in fields_of(kind.record) if one.key in keys)


def _assets(desk: Desk, book: str, period: Period) -> Mapping[str, Any]:
    day = as_of(desk, period)
    held = store.cards(desk.db, CardKind.ASSET, book)
    return {one.id: depreciation(one, day) for one in held}


def _asset_sums(rows: Sequence[CardRow], day: date) -> tuple[tuple[str, str], ...]:
    kept = [row for row in rows if isinstance(row.card, Asset) and row.card.held_on(day)]
    cost = sum(row.card.cost or 0 for row in kept if isinstance(row.card, Asset))
    gone = len(rows) - len(kept)
    found = [
        ("原值", grouped(cost)),
        ("累计折旧", grouped(sum(row.computed.accumulated for row in kept))),
        ("净值", grouped(sum(row.computed.net for row in kept))),
        ("算到", day.isoformat()),
    ]
    return (*found, ("已处置的不计", f"{gone} 件")) if gone else tuple(found)


def _resource_sums(rows: Sequence[CardRow], _day: date) -> tuple[tuple[str, str], ...]:
    area = sum(getattr(row.card, "area", 0) or 0 for row in rows)
    idle = sum(getattr(row.card, "idle_area", 0) or 0 for row in rows)
    found = (("面积", f"{decimal_text(area, 3)} 亩"),)
    return (*found, ("其中闲置", f"{decimal_text(idle, 3)} 亩")) if idle else found


@dataclass(frozen=True)
class Standing:
    """A contract as it stands today: a word for it, the arrears in fen, the next payment."""

    word: str
    arrears: int
    next: DueState | None
    receives: bool


def _contracts(desk: Desk, book: str, _period: Period) -> Mapping[str, Any]:
    return {
        one.contract.id: Standing(
            contract_word(one.contract, desk.today), one.arrears, one.next, one.contract.receives
        )
        for one in contract_states(desk, book)
    }


def _contract_states(row: CardRow, _day: date) -> tuple[str, ...]:
    return (row.computed.word, "有欠款") if row.computed.arrears else (row.computed.word,)


def _word_order(row: CardRow) -> int:
    return STATES.index(row.computed.word)


def _contract_sums(rows: Sequence[CardRow], _day: date) -> tuple[tuple[str, str], ...]:
    sides = {True: 0, False: 0}
    for row in rows:
        sides[row.computed.receives] += row.computed.arrears
    found = (("应收未收", grouped(sides[True])),)
    return (*found, ("应付未付", grouped(sides[False]))) if sides[False] else found


def _next_due(row: CardRow) -> str:
    due = row.computed.next
    return f"{due.on}　{grouped(due.unpaid)}" if due else ""


def _debts(desk: Desk, book: str, period: Period) -> Mapping[str, Any]:
    return {one.debt.id: one for one in debt_states(desk, book, period.first_day, period.last_day)}


def _debt_sums(rows: Sequence[CardRow], _day: date) -> tuple[tuple[str, str], ...]:
    sides = {True: 0, False: 0}
    for row in rows:
        kind = row.computed.debt.kind
        sides[bool(kind and kind.owed_to_us)] += row.computed.figures.closing
    return (("别人欠村里", grouped(sides[True])), ("村里欠别人", grouped(sides[False])))


def _debt_states(row: CardRow, _day: date) -> tuple[str, ...]:
    return (OWED if row.computed.figures.closing else SETTLED,)


_A, _R, _C, _D = CardKind.ASSET, CardKind.RESOURCE, CardKind.CONTRACT, CardKind.DEBT

SHELVES: dict[CardKind, Shelf] = {
    _A: Shelf(
        _A,
        "件",
        "name",
        (
            _plain(_A, "code", "编号", "ZC-0001"),
            _plain(_A, "name", "名称"),
            _plain(_A, "kind", sample="生产设施设备"),
            _plain(_A, "place", sample="村委会二楼", spare=True),
            _plain(_A, "cost"),
            _made("net", "净值", lambda row: int(row.computed.net)),
            _plain(_A, "use", sample="已处置了"),
        ),
        _filters(_A, "kind", "use"),
        _assets,
        _asset_sums,
    ),
    _R: Shelf(
        _R,
        "块",
        "name",
        (
            _plain(_R, "code", "编号", "ZY-0001"),
            _plain(_R, "name", "名称"),
            _plain(_R, "land_class", sample="集体建设用地"),
            _plain(_R, "area"),
            _plain(_R, "place", sample="村西大坝以北"),
            _plain(_R, "land_use", sample="承包经营"),
            _plain(_R, "purpose", sample="种粮养鱼", spare=True),
        ),
        _filters(_R, "land_class", "land_use"),
        lambda _desk, _book, _period: {},
        _resource_sums,
    ),
    _C: Shelf(
        _C,
        "份",
        "name",
        (
            _plain(_C, "code", "编号", "HT-0001"),
            _plain(_C, "name", "名称"),
            _plain(_C, "party", "对方", "欧阳某某"),
            _plain(_C, "end", "终止日期"),
            CardColumn(
                "state",
                "状态",
                lambda row: row.computed.word,
                "提前终止",
                order=_word_order,
                spare=True,
            ),
            CardColumn(
                "next",
                "下次付款",
                _next_due,
                "2026-12-28　123,456.00",
                order=lambda row: row.computed.next.on if row.computed.next else date.max,
            ),
            _made(
                "arrears",
                "欠款",
                lambda row: int(row.computed.arrears),
                lambda row: bool(row.computed.arrears),
            ),
        ),
        _filters(_C, "kind"),
        _contracts,
        _contract_sums,
        STATES,
        _contract_states,
    ),
    _D: Shelf(
        _D,
        "笔",
        "party",
        (
            _plain(_D, "code", "编号", "WL-0001"),
            _plain(_D, "party", "对方"),
            _plain(_D, "kind", sample="应收款"),
            _plain(_D, "purpose", sample="修渠材料款", spare=True),
            _made("figures.opening", "期初", lambda row: int(row.computed.figures.opening)),
            _made("increase", "本期增加", lambda row: int(row.computed.figures.increase)),
            _made("decrease", "本期减少", lambda row: int(row.computed.figures.decrease)),
            _made("closing", "期末", lambda row: int(row.computed.figures.closing)),
        ),
        _filters(_D, "kind"),
        _debts,
        _debt_sums,
        (OWED, SETTLED),
        _debt_states,
    ),
}
"""Every register's list."""
