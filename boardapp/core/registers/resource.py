"""A resource's card (资源卡片): land and water of the collective, and who works it."""

from dataclasses import dataclass, replace

from boardapp.core.finding import Finding, Level
from boardapp.core.registers.choices import InventoryClass, LandClass, LandUse
from boardapp.core.registers.fields import Kind, described
from boardapp.core.registers.values import decimal_text

PARTS = (
    "household_area",
    "collective_area",
    "contracted_area",
    "invested_area",
    "occupied_area",
    "idle_area",
)
"""The areas by who works them; together no more than the whole."""


@dataclass(frozen=True)
class Resource:
    """One resource of a book (domain 2.3); areas in thousandths of 亩.

    The own class, the class that is posted and the class of the inventory do not map onto each
    other, so each is kept.
    """

    id: str
    book: str
    code: str = described(
        "资源编号", required=True, also=("编号", "卡片编号"), example="示例-001", longest=40,
        hint="同一本账里不能重复；再次导入时按它认卡片",
    )  # fmt: skip
    name: str = described(
        "资源名称", required=True, also=("名称", "地块名称"), example="河边机动地"
    )
    own_class: str = described("自定类别", also=("类别名称", "本村类别"), longest=40)
    land_class: LandClass | None = described(
        "公开类别", Kind.CHOICE, required=True, choices=LandClass, example="耕地",
        also=("类别", "资源类别", "土地类别"),
    )  # fmt: skip
    inventory_class: InventoryClass | None = described(
        "清查类别", Kind.CHOICE, choices=InventoryClass, also=("清产核资类别", "地类")
    )
    area: int | None = described(
        "面积(亩)", Kind.AREA, required=True, also=("数量或面积", "总面积", "实测面积"),
        example="12.5", hint="单位亩，最多三位小数；也可写 2公顷",
    )  # fmt: skip
    place: str = described("坐落", also=("存放地点", "地点", "位置", "坐落位置"), example="村东")
    east: str = described("东至", also=("四至东", "四至-东", "东"), example="大路")
    west: str = described("西至", also=("四至西", "四至-西", "西"), example="水渠")
    south: str = described("南至", also=("四至南", "四至-南", "南"), example="河堤")
    north: str = described("北至", also=("四至北", "四至-北", "北"), example="晒场")
    purpose: str = described("用途", also=("资源用途",), example="种粮")
    land_use: LandUse | None = described(
        "经营方式", Kind.CHOICE, choices=LandUse, also=("使用状况",), example="承包经营"
    )
    household_area: int | None = described(
        "依法承包面积(亩)", Kind.AREA, also=("依法承包-面积", "家庭承包面积")
    )
    collective_area: int | None = described(
        "集体经营面积(亩)", Kind.AREA, also=("集体经营-面积", "自营面积")
    )
    collective_income: int | None = described(
        "集体经营年收益", Kind.MONEY, also=("集体经营-年收益",)
    )
    contracted_area: int | None = described(
        "承包经营面积(亩)", Kind.AREA, also=("承包经营-面积", "发包面积", "出租面积"), example="10"
    )
    invested_area: int | None = described("对外投资面积(亩)", Kind.AREA, also=("对外投资-面积",))
    invested_income: int | None = described(
        "年投资收益", Kind.MONEY, also=("对外投资-年投资收益", "对外投资年投资收益")
    )
    occupied_area: int | None = described(
        "其他占用面积(亩)",
        Kind.AREA,
        also=("其他占用-已利用面积", "其他占用已利用面积", "已利用面积"),
    )
    idle_area: int | None = described(
        "闲置面积(亩)", Kind.AREA, also=("其他占用-闲置面积", "其他占用闲置面积"), example="2.5"
    )
    households: int | None = described(
        "涉及农户数", Kind.INTEGER, also=("涉及农民数", "户数"), most=100_000
    )
    note: str = described("备注", longest=500)

    @property
    def bounds(self) -> str:
        """The four bounds (四至) as one text, such as 东至大路，西至水渠."""
        sides = (("东", self.east), ("西", self.west), ("南", self.south), ("北", self.north))
        return "，".join(
            f"{side}至{text.removeprefix(f'{side}至').removeprefix('至')}"
            for side, text in sides
            if text
        )


def parts_total(resource: Resource) -> int:
    """Return the sum of the areas by who works them, in thousandths of 亩."""
    return sum(getattr(resource, key) or 0 for key in PARTS)


def classed(resource: Resource) -> Resource:
    """Return a resource with its posted class filled in where its own class is a word for one."""
    if resource.land_class is None and resource.own_class:
        for one in LandClass:
            if resource.own_class in (one.word, *one.also):
                return replace(resource, land_class=one)
    return resource


def resource_problems(resource: Resource) -> tuple[Finding, ...]:
    """Return what does not agree between the fields of a resource, in form order."""
    found = []
    if resource.area == 0:
        found.append(Finding(Level.VERIFY, "no-area", "面积是 0，请核实。", "area"))
    if resource.area is not None:
        parts = parts_total(resource)
        told = decimal_text(parts, 3), decimal_text(resource.area, 3)
        if parts > resource.area:
            sentence = f"各经营方式的面积合计 {told[0]} 亩，超过总面积 {told[1]} 亩。"
            found.append(Finding(Level.MUST, "parts-exceed-area", sentence, "household_area"))
        elif 0 < parts < resource.area:
            sentence = f"各经营方式的面积合计 {told[0]} 亩，不到总面积 {told[1]} 亩，请核实。"
            found.append(Finding(Level.HINT, "parts-below-area", sentence, "household_area"))
    return tuple(found)
