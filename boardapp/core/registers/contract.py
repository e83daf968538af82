"""A contract's card (合同台账): who has what, from when to when, for how much."""

import re
from dataclasses import dataclass
from datetime import date

from boardapp.core.finding import Finding, Level
from boardapp.core.money import grouped
from boardapp.core.registers.choices import AtEnd, ContractKind, Frequency, Side
from boardapp.core.registers.fields import CardField, Kind, described
from boardapp.core.registers.values import Due


@dataclass(frozen=True)
class Contract:
    """One contract of a book (domain 2.4); ``end`` is the last day it runs.

    ``party`` is posted, ``phone`` never. ``asset`` and ``resource`` are ids of cards; ``area`` is
    in thousandths of 亩, ``quantity`` in thousandths, amounts in fen. What was due up to
    ``settled_through`` had been paid before the contract was entered here.
    """

    id: str
    book: str
    code: str = described(
        "合同编号", required=True, also=("编号", "卡片编号", "承包合同代码"), example="示例-001",
        longest=40, hint="同一本账里不能重复；再次导入时按它认卡片",
    )  # fmt: skip
    name: str = described("合同名称", required=True, also=("名称",), example="河边机动地承包合同")
    kind: ContractKind | None = described(
        "合同类型", Kind.CHOICE, required=True, choices=ContractKind, example="承包",
        also=("类型", "承包方式", "合同类别"),
    )  # fmt: skip
    side: Side | None = described(
        "收付方向", Kind.CHOICE, choices=Side, example="收款", hint="不填为收款（村里收钱）"
    )
    grantor: str = described(
        "发包方", also=("发包单位", "出租方", "甲方", "合同单位"), example="青石桥村股份经济合作社"
    )
    party: str = described(
        "承包方", required=True, also=("承租方", "乙方", "承包人", "对方", "承租人"), example="王某"
    )
    phone: str = described(
        "联系电话", private=True, also=("电话", "手机", "手机号"), longest=40,
        hint="只供办事员联系，不公布、不导出",
    )  # fmt: skip
    asset: str | None = described(
        "标的资产编号", Kind.LINK, link="asset", also=("资产编号",), hint="资产台账里的编号"
    )
    resource: str | None = described(
        "标的资源编号", Kind.LINK, link="resource", also=("资源编号",), hint="资源台账里的编号"
    )
    subject: str = described(
        "标的名称", also=("资产/资源名称", "资产名称", "资源名称", "标的"), example="河边机动地"
    )
    area: int | None = described(
        "面积(亩)", Kind.AREA, also=("合同总面积亩", "合同总面积", "承包面积"), example="10"
    )
    quantity: int | None = described("数量", Kind.QUANTITY)
    unit: str = described("计量单位", also=("单位",), longest=10)
    signed_on: date | None = described(
        "签订日期", Kind.DATE, also=("签订时间",), example="2023-12-20"
    )
    start: date | None = described(
        "起始日期", Kind.DATE, required=True, example="2024-01-01",
        also=("起租日", "起租日期", "承包起始日期", "承包期限起", "开始日期", "起"),
    )  # fmt: skip
    end: date | None = described(
        "终止日期", Kind.DATE, required=True, example="2028-12-31",
        also=("止租日", "止租日期", "承包终止日期", "承包期限止", "到期日期", "到期日", "结束日期",
              "止"),
    )  # fmt: skip
    annual_rent: int | None = described(
        "年租金", Kind.MONEY, also=("年承包金", "年承包费", "年租金(承包费)"), example="8000.00"
    )
    frequency: Frequency | None = described(
        "付款方式", Kind.CHOICE, choices=Frequency, also=("支付方式", "缴费方式"), example="年付"
    )
    first_due: date | None = described(
        "首次付款日期", Kind.DATE, example="2024-01-31", hint="不填为起始日期"
    )
    total: int | None = described(
        "总金额", Kind.MONEY, also=("合同金额", "总租金", "合同总金额"), example="40000.00"
    )
    plan: tuple[Due, ...] = described(
        "付款计划", Kind.PAYMENTS, hint="逐期约定时填：2026-01-31 8000；2027-01-31 8500"
    )
    settled_through: date | None = described(
        "此前已收付至", Kind.DATE, hint="登记之前已收清（付清）到哪一天应付的款"
    )
    terminated_on: date | None = described("提前终止日期", Kind.DATE)
    at_end: AtEnd | None = described("到期处理", Kind.CHOICE, choices=AtEnd, also=("到期处理状态",))
    content: str = described("合同内容", longest=2000)
    note: str = described("备注", longest=500, also=("合同备注",))

    @property
    def last_day(self) -> date | None:
        """The day it really ends on: the agreed one, or the earlier one it was ended on."""
        days = [day for day in (self.end, self.terminated_on) if day]
        return min(days, default=None)

    @property
    def receives(self) -> bool:
        """Whether the money comes in to the village."""
        return self.side is not Side.PAY

    def runs_on(self, day: date) -> bool:
        """Whether the contract runs on that day."""
        last = self.last_day
        return bool(self.start and last and self.start <= day <= last)


TERM = CardField(
    "term", "合同期限", also=("承包期限", "租赁期限", "租期", "起止日期", "承包起止日期", "期限")
)
"""Both days of a term in one column, as many files write it."""


def term_days(text: str) -> tuple[str, str] | None:
    """Return both days of a text such as 2024.1.1至2028.12.31, None when there are not two."""
    found = re.findall(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?", text)
    return (found[0], found[1]) if len(found) == 2 else None


def contract_problems(contract: Contract) -> tuple[Finding, ...]:
    """Return what does not agree between the fields of a contract, in form order."""
    found = []
    if contract.asset and contract.resource:
        sentence = "标的资产和标的资源只能填一个。"
        found.append(Finding(Level.MUST, "two-subjects", sentence, "resource"))
    if contract.signed_on and contract.start and contract.signed_on > contract.start:
        sentence = f"签订日期 {contract.signed_on} 晚于起始日期 {contract.start}，请核实。"
        found.append(Finding(Level.VERIFY, "signed-late", sentence, "signed_on"))
    if contract.start and contract.end and contract.end < contract.start:
        sentence = f"终止日期 {contract.end} 早于起始日期 {contract.start}。"
        found.append(Finding(Level.MUST, "ends-before-start", sentence, "end"))
    if contract.frequency is Frequency.PLAN and not contract.plan:
        sentence = "付款方式是“按计划”，请填付款计划。"
        found.append(Finding(Level.MUST, "no-plan", sentence, "plan"))
    found += _amounts(contract)
    if contract.terminated_on and contract.start and contract.terminated_on < contract.start:
        sentence = "提前终止日期早于起始日期。"
        found.append(Finding(Level.MUST, "terminated-early", sentence, "terminated_on"))
    if contract.terminated_on and contract.end and contract.terminated_on > contract.end:
        sentence = "提前终止日期晚于终止日期，续签请另登记一份合同。"
        found.append(Finding(Level.MUST, "terminated-late", sentence, "terminated_on"))
    return tuple(found)


def _amounts(contract: Contract) -> list[Finding]:
    """Say what is missing for a schedule, and whether the parts make the total."""
    frequency, plan = contract.frequency, contract.plan
    if frequency and frequency.months and not plan and contract.annual_rent is None:
        sentence = f"{frequency.word}的合同要填年租金，才能算出应收应付。"
        return [Finding(Level.VERIFY, "no-rent", sentence, "annual_rent")]
    if frequency is Frequency.ONCE and contract.total is None and contract.annual_rent is None:
        return [Finding(Level.VERIFY, "no-total", "一次性付清的合同要填总金额。", "total")]
    if contract.total is None or contract.start is None or contract.end is None:
        return []
    if plan:
        sums, words = sum(due.fen for due in plan), "付款计划各期合计"
    elif contract.annual_rent is not None and contract.end >= contract.start:
        sums, words = term_rent(contract), "年租金乘以年限"
    else:
        return []
    if sums == contract.total:
        return []
    sentence = f"{words}是 {grouped(sums)} 元，总金额是 {grouped(contract.total)} 元，请核实。"
    return [Finding(Level.VERIFY, "total-differs", sentence, "total")]


def term_rent(contract: Contract) -> int:
    """Return in fen the annual rent over the whole agreed term, days beyond full months by share.

    A term that ends on the same day of the year as it began counts as whole years.
    """
    assert contract.start
    assert contract.end
    months, rest = whole_months(contract.start, contract.end)
    rent = contract.annual_rent or 0
    return (rent * months * 365 + rent * 12 * rest + 2190) // 4380


def whole_months(start: date, end: date) -> tuple[int, int]:
    """Return the full months from a first day through a last, and the days beyond them."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    while months and shifted(start, months).toordinal() - 1 > end.toordinal():
        months -= 1
    rest = end.toordinal() - shifted(start, months).toordinal() + 1
    return (months, 0) if rest == 1 and months and months % 12 == 0 else (months, rest)


def shifted(day: date, months: int) -> date:
    """Return the same day some months on, or the last day of a month that has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))
