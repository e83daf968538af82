"""An asset's card (固定资产卡片), and what it has lost in value, which nobody types."""

from dataclasses import dataclass
from datetime import date, timedelta

from boardapp.core.finding import Finding, Level
from boardapp.core.money import grouped
from boardapp.core.registers.choices import AssetClass, AssetSource, AssetUse, Method
from boardapp.core.registers.fields import CardField, Kind, described


@dataclass(frozen=True)
class Asset:
    """One fixed asset of a book (fields of domain 2.2 that matter for posting)."""

    id: str
    book: str
    code: str = described(
        "资产编号", required=True, also=("编号", "卡片编号", "固定资产编号"),
        example="示例-001", longest=40, hint="同一本账里不能重复；再次导入时按它认卡片",
    )  # fmt: skip
    name: str = described(
        "资产名称", required=True, also=("名称", "固定资产名称"), example="村民活动中心"
    )
    kind: AssetClass | None = described(
        "类别", Kind.CHOICE, required=True, choices=AssetClass, example="房屋建筑物",
        also=("资产类别", "类别名称", "固定资产类别"),
    )  # fmt: skip
    model: str = described("规格型号", also=("规格", "型号"), example="砖混二层")
    place: str = described("存放地点", also=("坐落", "坐落位置", "地点", "位置"), example="村口")
    department: str = described("使用部门", also=("部门", "部门名称"))
    keeper: str = described("管理人", also=("保管人", "责任人", "使用人"), example="王某")
    unit: str = described("计量单位", also=("单位",), longest=10, example="栋")
    quantity: int | None = described("数量", Kind.QUANTITY, example="1")
    source: AssetSource | None = described(
        "增加方式", Kind.CHOICE, choices=AssetSource, also=("取得方式", "来源"), example="自建"
    )
    started_on: date | None = described(
        "开始使用日期", Kind.DATE, month_ok=True, example="2018-05-20",
        also=("启用日期", "购建日期", "购置日期", "入账日期", "使用日期", "取得日期"),
        hint="只知道月份时写 2018年5月；折旧从下一个月算起",
    )  # fmt: skip
    cost: int | None = described("原值", Kind.MONEY, also=("资产原值", "原价"), example="360000.00")
    residual_rate: int | None = described(
        "净残值率", Kind.PERCENT, also=("残值率",), example="5%", hint="百分之五写 5 或 5%"
    )
    life_months: int | None = described(
        "使用年限(月)", Kind.INTEGER, also=("使用月数", "折旧月数", "预计使用年限", "折旧年限"),
        example="240", hint="按月数填；也可写 20年",
    )  # fmt: skip
    method: Method | None = described("折旧方法", Kind.CHOICE, choices=Method, example="年限平均")
    use: AssetUse | None = described(
        "使用状况", Kind.CHOICE, choices=AssetUse, also=("使用情况", "状态"), example="自用"
    )
    disposed_on: date | None = described("处置日期", Kind.DATE, also=("报废日期", "减少日期"))
    disposal: str = described("处置方式", also=("减少方式", "处置情况"))
    note: str = described("备注", longest=500)

    def held_on(self, day: date) -> bool:
        """Whether the asset has not been disposed of by a day."""
        return self.disposed_on is None or self.disposed_on > day


STATED = (
    CardField("depreciated", "累计折旧", Kind.MONEY, also=("已提折旧",)),
    CardField("net", "净值", Kind.MONEY, also=("资产净值", "账面净值")),
)
"""Figures that a file may state and that are compared with ours, never kept."""


@dataclass(frozen=True)
class Depreciation:
    """What an asset has lost by a day, in fen: so far, in a month, and what is left."""

    accumulated: int
    monthly: int
    net: int
    months: int


def residual(asset: Asset) -> int:
    """Return in fen what the asset never falls below: cost × 净残值率, rounded half up."""
    return ((asset.cost or 0) * (asset.residual_rate or 0) + 5_000) // 10_000


def depreciation(asset: Asset, day: date) -> Depreciation:
    """Return straight-line depreciation by a day, exact to the fen.

    It begins in the month after the first use, is booked on the last day of each month, and goes
    on through the month of disposal. Each month bears the same rounded amount; the last bears
    what is left, so that all months together are exactly cost less residual.
    """
    cost, life = asset.cost or 0, asset.life_months or 0
    if asset.method is not Method.STRAIGHT or not life or asset.started_on is None:
        return Depreciation(0, 0, cost, 0)
    until = min(day, _month_end(asset.disposed_on)) if asset.disposed_on else day
    months = max(0, min(life, _months_ended(asset.started_on, until)))
    total = cost - residual(asset)
    monthly = (2 * total + life) // (2 * life)
    accumulated = total if months == life else min(total, monthly * months)
    return Depreciation(accumulated, monthly, cost - accumulated, months)


def asset_problems(asset: Asset) -> tuple[Finding, ...]:
    """Return what does not agree between the fields of an asset, in form order."""
    found = []
    if asset.cost is None:
        found.append(Finding(Level.VERIFY, "no-cost", "没有填原值，公开时这一项空白。", "cost"))
    if asset.method is Method.STRAIGHT:
        missing = [
            (key, word)
            for key, word, value in (
                ("started_on", "开始使用日期", asset.started_on),
                ("life_months", "使用年限(月)", asset.life_months),
            )
            if not value
        ]
        for key, word in missing:
            sentence = f"按年限平均折旧要填{word}；不折旧的请把折旧方法选为“不折旧”。"
            found.append(Finding(Level.MUST, "cannot-depreciate", sentence, key))
    if asset.started_on and asset.disposed_on and asset.disposed_on < asset.started_on:
        found.append(
            Finding(Level.MUST, "disposed-early", "处置日期早于开始使用日期。", "disposed_on")
        )
    if asset.use is AssetUse.DISPOSED and asset.disposed_on is None:
        found.append(
            Finding(Level.MUST, "no-disposal-day", "已处置的资产要填处置日期。", "disposed_on")
        )
    if asset.disposed_on and asset.use not in (None, AssetUse.DISPOSED):
        sentence = "填了处置日期，使用状况却不是“已处置”。"
        found.append(Finding(Level.VERIFY, "disposed-in-use", sentence, "use"))
    return tuple(found)


def stated_findings(asset: Asset, stated: dict[str, int], day: date) -> tuple[Finding, ...]:
    """Compare figures that a file states with ours by a day; ``stated`` is in fen by field key."""
    ours = depreciation(asset, day)
    found = []
    for field in STATED:
        figure = ours.accumulated if field.key == "depreciated" else ours.net
        if field.key in stated and stated[field.key] != figure:
            found.append(
                Finding(
                    Level.VERIFY,
                    f"{field.key}-differs",
                    f"文件写的{field.title}是 {grouped(stated[field.key])} 元，"
                    f"算到{day}应为 {grouped(figure)} 元。程序按自己算的公布，请核对。",
                    field.key,
                )
            )
    return tuple(found)


def _months_ended(start: date, day: date) -> int:
    """Count the months after the month of ``start`` that have ended by ``day``."""
    gone = (day.year - start.year) * 12 + day.month - start.month
    return gone if day == _month_end(day) else gone - 1


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
