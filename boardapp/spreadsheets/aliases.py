"""The many words that stand over the columns of a ledger, and what each of them means.

The first table is the survey of real importers (tests/data/reference/14_ledger_header_aliases.csv)
with what bank statements and hand-made books add to it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from boardapp.core.reading import Field
from boardapp.spreadsheets.cells import squeeze

_EXACT = {
    Field.DATE: "日期 业务日期 凭证日期 制单日期 记账日期 记帐日期 交易日期 交易时间 入账日期 入帐日期 "
    "发生日期 登记日期 收支日期 经办日期 会计日期 年月日 月日 月/日 月-日 月、日 年/月/日 日期时间 "
    "时间 记账时间 发生时间 date 票据日期 收付日期 报账日期",
    Field.YEAR: "年 年份 年度 会计年度",
    Field.MONTH: "月 月份 会计期间 期间 会计月份",
    Field.DAY: "日 日子",
    Field.VOUCHER: "凭证号 凭证编号 凭证号数 凭证字号 记账凭证号 记帐凭证号 凭证 voutypenameno 凭单号 "
    "单据号 单据编号 传票号 凭证种类号数 字号 记账凭证 凭证号码 凭证字-号 凭证字/号 凭证序号 记账凭证字号 "
    "凭证编码 voucher",
    Field.VOUCHER_WORD: "字 凭证字 凭证类别 凭证类型 凭证种类 种类 凭证类别字",
    Field.VOUCHER_NUMBER: "号 号数 号码",
    Field.SUMMARY: "摘要 summary 事由 用途 项目内容 事项 收支内容 业务内容 收支事由 款项内容 业务摘要 "
    "经济业务内容 交易摘要 收支摘要 开支内容 款项用途 资金用途 收支项目及内容 摘要说明 凭证摘要 "
    "摘要内容 内容摘要 收支事项 经济事项 经济业务 支出事由 收入事由 支出内容 收入来源 支出用途 "
    "收入摘要 支出摘要 收入内容 项目名称及内容",
    Field.INCOME: "借方 借方金额 借方发生额 收入 收入金额 本月收入 借 收 收方 收入数 收入额 增加 "
    "增加金额 增加额 收款 收款金额 借方发生 本期借方 进账 进账金额 存入 存入金额 存入额 转入 转入金额 "
    "收入方 收方金额 收入合计 借方本位币 借方本币 本期收入 本期借方发生额 debit 收入借方 借方收入 进项",
    Field.EXPENSE: "贷方 贷方金额 贷方发生额 支出 支出金额 本月支出 贷 付 支 付方 付出 付出金额 支出数 "
    "支出额 付款 付款金额 减少 减少金额 减少额 贷方发生 本期贷方 支取 支取金额 支取额 开支 开支金额 "
    "转出 转出金额 支出方 付方金额 支出合计 贷方本位币 贷方本币 本期支出 本期贷方发生额 credit "
    "支出贷方 贷方支出 出账 出账金额 取出 报销金额 花费",
    Field.DIRECTION: "方向 借/贷 借或贷 借贷 借贷方向 余额方向 收/支 收支 收支方向 收支类型 收付 收/付 "
    "收付标志 借贷标志 借贷标识 借、贷 借贷别 收或付 收或支 收支标志 收付方向 收入/支出 支出/收入 "
    "收入或支出 交易方向 direction 借(贷) 借-贷 借\\贷",
    Field.AMOUNT: "金额 发生额 交易金额 发生金额 收支金额 本位币金额 本币金额 本币 金额合计 amount 款额 "
    "收付金额 交易额 入账金额 发生数",
    Field.BALANCE: "余额 期末余额 结余 结存 账户余额 帐户余额 结余金额 结存金额 账面余额 帐面余额 "
    "本币余额 当前余额 余额本位币 结余数 结存数 结余额 余款 balance 库存余额 现金余额 银行余额 "
    "账户结余 库存 库存现金余额 可用余额 联机余额 剩余 剩余金额",
    Field.SUBJECT_CODE: "科目编码 科目代码 会计科目代码 会计科目编码 科目编号 科目号 科目代号",
    Field.SUBJECT_NAME: "科目名称 会计科目 明细科目 科目 收支类别 总账科目 总帐科目 科目全称 收支科目 "
    "一级科目 二级科目 三级科目 类别 项目类别 费用类别 会计科目名称 收支项目类别 支出类别 收入类别 "
    "分类 资金类别 子目 细目 一级 二级 科目名",
    Field.COUNTER_SUBJECT: "对方科目 对应科目 对方科目名称 对应科目名称 对方科目编码 对方会计科目 "
    "对方科目代码 对方名称科目 对应账户",
    Field.HANDLER: "经手人 经办人 报账人 报销人 经手 经办 领款人 handler",
}

_WEAK = {
    Field.SUMMARY: "项目 内容 说明 名称 明细 备注 附言 收支项目 支出项目 收入项目 品名 开支项目 款项 "
    "收支明细 支出明细 名称及用途 事由说明 业务 交易附言 对方户名",
    Field.VOUCHER: "编号 票据号 单号 流水号 交易流水号 票据编号 发票号",
}

_IGNORED = frozenset(
    [
        "序号",
        "行次",
        "附件",
        "附单",
        "附件张数",
        "附单据数",
        "单据张数",
        "张数",
        "结算方式",
        "结算号",
        "票号",
        "支票号",
        "制单人",
        "制表人",
        "记账",
        "记帐",
        "审核",
        "复核",
        "单价",
        "数量",
        "对方账号",
        "账号",
        "帐号",
        "户名",
        "币种",
        "币别",
        "汇率",
        "外币",
        "原币",
        "单位",
        "证明人",
        "审批人",
        "出纳",
        "收款人",
        "付款人",
        "收款单位",
        "付款单位",
        "对方单位",
        "往来单位",
        "核对",
        "对账",
        "√",
        "页数",
        "账页",
        "顺序号",
        "制单",
        "记账人",
        "审核人",
        "借方数量",
        "贷方数量",
        "大写金额",
        "金额大写",
    ]
)

_CONTAINS: tuple[tuple[str, Field | None], ...] = (
    (r"累计|预算|年初|期初|上月|上期|上年|数量|单价|外币|原币|大写|汇率|比例|笔数", None),
    (r"人名|户名|账号|帐号|电话|身份证|张数|附件|附单", None),
    (r"方向|借/贷|借或贷", Field.DIRECTION),
    (r"余额|结余|结存", Field.BALANCE),
    (r"对方科目|对应科目", Field.COUNTER_SUBJECT),
    (r"科目.*(编码|代码|编号)", Field.SUBJECT_CODE),
    (r"科目|类别|分类", Field.SUBJECT_NAME),
    (r"摘要|事由|用途", Field.SUMMARY),
    (r"经手|经办", Field.HANDLER),
    (r"(收款|付款|收入|支出|来往|往来)(人|单位|方名)", None),
    (r"日期|时间", Field.DATE),
    (r"凭证.*(字号|号|编)", Field.VOUCHER),
    (r"凭证.*(字|类|种)", Field.VOUCHER_WORD),
    (r"内容|事项", Field.SUMMARY),
    (r"收入.*支出|收支.*(向|型)", Field.DIRECTION),
    (r"收支.*额", Field.AMOUNT),
    (r"收入|存入|进账|收方|转入", Field.INCOME),
    (r"支出|支取|付出|开支|付方|转出", Field.EXPENSE),
    (r"借方", Field.INCOME),
    (r"贷方", Field.EXPENSE),
    (r"金额|发生额", Field.AMOUNT),
)
_PATTERNS = tuple((re.compile(pattern), meaning) for pattern, meaning in _CONTAINS)
_UNIT = re.compile(
    r"[(\[【](单位[::]?)?(人民币|￥|¥|[百千万]?元)[)\]】]|人民币|[/,、](万?元)$|[::]"
)
_FACTOR = re.compile(r"([百千万]|十万)元")
_FACTORS = {"百": 100, "千": 1000, "万": 10_000, "十万": 100_000}

SUB_WORDS = frozenset(
    [
        "张数",
        "编号",
        "数量",
        "单价",
        "种类",
        "类别",
        "编码",
        "名称",
        "户名",
        "账号",
        "合计",
        "小计",
        "现金",
        "银行",
        "银行存款",
        "亿",
        "千万",
        "百万",
        "十万",
        "亿",
        "千",
        "百",
        "十",
        "万",
        "元",
        "角",
        "分",
        "本月数",
        "本期",
        "累计",
        "本年累计",
        "本月累计",
        "库存现金",
        "存款",
        "转账",
    ]
)
DIGITS = frozenset(["十亿", "亿", "千万", "百万", "十万", "千", "百", "十", "万", "元", "角", "分"])


@dataclass(frozen=True)
class Meaning:
    """What a head was taken for, and how sure that is: 0 by the word, 1 by a part, 2 weakly."""

    field: Field
    doubt: int


def _table() -> dict[str, Meaning]:
    table: dict[str, Meaning] = {}
    for doubt, source in ((2, _WEAK), (0, _EXACT)):
        for meaning, words in source.items():
            table.update(dict.fromkeys(words.split(), Meaning(meaning, doubt)))
    return table


_KNOWN = _table()


@lru_cache(maxsize=4000)
def meaning_of(head: str) -> Meaning | None:
    """Return what one head means, or None when it is nothing we read."""
    text = normal(head)
    if not text or len(text) > 16 or text in _IGNORED:
        return None
    if text in _KNOWN:
        return _KNOWN[text]
    bare = re.sub(r"[()\[\]【】]", "", text)
    if bare in _KNOWN:
        return _KNOWN[bare]
    for pattern, meaning in _PATTERNS:
        if pattern.search(text):
            return Meaning(meaning, 1) if meaning else None
    return None


def joint_meaning(group: str, sub: str) -> Meaning | None:
    """Return what a head under a group head means: 号 under 凭证, 金额 under 收入."""
    top, below = normal(group), normal(sub)
    if not below or top == below:
        return meaning_of(group)
    if not top:
        return meaning_of(sub)
    if re.search(r"累计|预算|年初|期初|上月|上期|上年|数量|外币|原币", top + below):
        return None
    above, own = meaning_of(group), meaning_of(sub)
    sided = above and above.field in (Field.INCOME, Field.EXPENSE, Field.BALANCE)
    if below in DIGITS or below in {"现金", "银行", "银行存款", "库存现金", "合计", "小计", "存款"}:
        return above if sided or (above and above.field is Field.AMOUNT) else None
    if below == "金额" and sided:
        return above
    if below == "方向":
        return Meaning(Field.DIRECTION, 0)
    if above and above.field is Field.COUNTER_SUBJECT:
        return above
    if below in {"编号", "号码"} and "凭证" in top:
        return Meaning(Field.VOUCHER_NUMBER, 0)
    if below in {"编码", "代码"} and "科目" in top:
        return Meaning(Field.SUBJECT_CODE, 0)
    if below == "名称" and "科目" in top:
        return Meaning(Field.SUBJECT_NAME, 0)
    return own or meaning_of(group + sub)


@lru_cache(maxsize=4000)
def normal(head: str) -> str:
    """Return a head for comparing: half-width, no blanks, no currency unit."""
    return _UNIT.sub("", squeeze(head).lower()).strip("*#。.")


def factor_of(head: str) -> int:
    """Return how many yuan one unit of a head such as 金额（万元） is."""
    found = _FACTOR.search(squeeze(head))
    return _FACTORS[found[1]] if found else 1
