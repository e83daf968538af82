"""A card of 债权债务: what is owed to or by the village, its movements and its balance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from boardapp.core.finding import Finding, Level
from boardapp.core.money import grouped
from boardapp.core.registers.choices import DebtKind
from boardapp.core.registers.fields import Kind, described


@dataclass(frozen=True)
class Debt:
    """One debtor, loan or creditor of a book (domain 2.5); amounts in fen, always positive."""

    id: str
    book: str
    code: str = described(
        "编号", required=True, also=("卡片编号", "往来编号"), example="示例-001", longest=40,
        hint="同一本账里不能重复；再次导入时按它认卡片",
    )  # fmt: skip
    kind: DebtKind | None = described(
        "类别", Kind.CHOICE, required=True, choices=DebtKind, example="应付款",
        also=("债权债务类别", "性质", "款项类别"),
    )  # fmt: skip
    party: str = described(
        "对方", required=True, example="青石建材店",
        also=("单位或个人名称", "单位名称", "对方名称", "债权人", "债务人", "名称", "户名"),
    )  # fmt: skip
    formed_on: date | None = described(
        "形成时间", Kind.DATE, month_ok=True, also=("形成日期", "发生时间"), example="2021-03-15"
    )
    purpose: str = described("用途", also=("形成原因", "事由", "款项用途"), example="修渠材料款")
    opening: int | None = described(
        "期初余额", Kind.MONEY, required=True, signed=True, example="12000.00",
        also=("期初", "金额", "余额", "欠款金额"), hint="开始登记时还欠多少；没有写 0",
    )  # fmt: skip
    opening_on: date | None = described(
        "期初日期", Kind.DATE, example="2026-01-01", hint="期初余额是哪一天的"
    )
    due_on: date | None = described("到期日", Kind.DATE, also=("还款日期", "约定归还日期"))
    note: str = described("备注", longest=500)


@dataclass(frozen=True)
class Movement:
    """One change of a debt in fen: more owed above zero, less below; ``entry`` is its ledger line.

    ``source`` repeats the ledger line in words, so that it can be told when the line is gone.
    """

    id: str
    debt: str
    on: date
    fen: int
    note: str = ""
    entry: str | None = None
    source: str = ""


@dataclass(frozen=True)
class DebtFigures:
    """One debt over some days, in fen: 期初 + 本期增加 - 本期减少 = 期末."""

    opening: int
    increase: int
    decrease: int

    @property
    def closing(self) -> int:
        """What is owed at the end."""
        return self.opening + self.increase - self.decrease


def balance(debt: Debt, movements: Iterable[Movement], day: date) -> int:
    """Return what is owed at the end of a day, in fen; nothing before the opening's day.

    A movement dated before that day is already part of the opening.
    """
    if debt.opening_on and day < debt.opening_on:
        return 0
    return (debt.opening or 0) + sum(one.fen for one in _counted(debt, movements) if one.on <= day)


def debt_figures(debt: Debt, movements: Iterable[Movement], first: date, last: date) -> DebtFigures:
    """Return a debt's figures from a first day through a last.

    An opening that is dated inside these days, after the first, counts as a change of that day.
    """
    moved = tuple(_counted(debt, movements))
    changes = [one.fen for one in moved if first <= one.on <= last]
    opening = balance(debt, moved, first - timedelta(days=1))
    if debt.opening_on == first:
        opening = debt.opening or 0
    elif debt.opening_on and first < debt.opening_on <= last:
        changes.append(debt.opening or 0)
    increase = sum(fen for fen in changes if fen > 0)
    return DebtFigures(opening, increase, -sum(fen for fen in changes if fen < 0))


def _counted(debt: Debt, movements: Iterable[Movement]) -> Iterable[Movement]:
    return (one for one in movements if debt.opening_on is None or one.on >= debt.opening_on)


def debt_problems(debt: Debt, movements: Iterable[Movement] = ()) -> tuple[Finding, ...]:
    """Return what does not agree about a debt, in form order."""
    found = []
    if debt.formed_on and debt.opening_on and debt.formed_on > debt.opening_on and debt.opening:
        sentence = "形成时间晚于期初日期，期初余额从哪里来？请核实。"
        found.append(Finding(Level.VERIFY, "formed-late", sentence, "formed_on"))
    if debt.due_on and debt.formed_on and debt.due_on < debt.formed_on:
        found.append(Finding(Level.MUST, "due-early", "到期日早于形成时间。", "due_on"))
    left = debt.opening or 0
    for one in sorted(movements, key=lambda m: m.on):
        if debt.opening_on and one.on < debt.opening_on:
            sentence = f"{one.on}的增减早于期初日期，按已含在期初余额里算。请核实。"
            found.append(Finding(Level.VERIFY, "movement-early", sentence, "opening_on"))
            continue
        left += one.fen
        if left < 0 <= left - one.fen:
            sentence = f"{one.on}减少后余额成了 {grouped(left)} 元，还多了。请核对。"
            found.append(Finding(Level.VERIFY, "overpaid", sentence, "opening"))
    return tuple(found)
