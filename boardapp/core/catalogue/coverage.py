"""What 农经发〔2011〕13号 asks to be public, and which of it no item covers.

Eight classes and 44 numbered items; 各类资源 and 其他 have no numbered items. The wording of the
items is unconfirmed (from memory), their number agrees with the published 44.
"""

from collections.abc import Iterable

from boardapp.core.catalogue.item import Item
from boardapp.core.finding import Finding, Level

_CLASSES = (
    (
        "1",
        "财务计划",
        (
            "财务收支计划",
            "固定资产购建计划",
            "农业基本建设计划",
            "公益事业建设及“一事一议”筹资筹劳计划",
            "集体资产经营与处置、资源开发利用、对外投资等计划",
            "收益分配计划",
            "经成员会议或成员代表会议讨论确定的其他财务计划",
        ),
    ),
    (
        "2",
        "各项收入",
        (
            "产品销售收入、租赁收入、服务收入等集体经营收入",
            "发包及上交收入",
            "投资收入",
            "“一事一议”筹资及以资代劳款项",
            "村级组织运转经费财政补助款项",
            "上级专项补助款项",
            "征占土地补偿款项",
            "救济扶贫款项",
            "社会捐赠款项",
            "资产处置收入",
            "其他收入",
        ),
    ),
    (
        "3",
        "各项支出",
        (
            "集体经营支出",
            "村组(社)干部报酬",
            "报刊费支出",
            "办公费、差旅费、会议费、卫生费、治安费等管理费支出",
            "集体公益福利支出",
            "固定资产购建支出",
            "征占土地补偿支出",
            "救济扶贫专项支出",
            "社会捐赠支出",
            "其他支出",
        ),
    ),
    (
        "4",
        "各项资产",
        ("现金及银行存款", "产品物资", "固定资产", "农业资产", "对外投资", "其他资产"),
    ),
    (
        "6",
        "债权债务",
        ("应收单位和个人欠款", "银行(信用社)贷款", "欠单位和个人款", "其他债权债务"),
    ),
    (
        "7",
        "收益分配",
        (
            "收益总额",
            "提取公积公益金数额",
            "提取福利费数额",
            "外来投资分利数额",
            "成员分配数额",
            "其他分配数额",
        ),
    ),
)

NUMBERED = {
    f"{number}.{position}": text
    for number, _, texts in _CLASSES
    for position, text in enumerate(texts, start=1)
}
"""The 44 numbered items: code such as ``3.4`` and wording."""

COVERABLE = {**NUMBERED, "5": "各类资源", "8": "其他需要公开的事项"}
"""All that ``covers`` may name: the 44, and the two classes without numbered items."""


def uncovered(items: Iterable[Item]) -> tuple[Finding, ...]:
    """Return a finding for each thing that 13号文 asks for and no item covers."""
    covered = {code for item in items for code in item.covers}
    return tuple(
        Finding(
            Level.VERIFY,
            "uncovered",
            f"公开目录里没有一项公布“{text}”（农经发〔2011〕13号 {code}）。"
            "请在目录里加上，或在已有的一项的 covers 里写明。",
            code,
        )
        for code, text in COVERABLE.items()
        if code not in covered
    )
