"""What the head over a column means: by its word, else by a part of it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from boardapp.core.reading import Field
from boardapp.spreadsheets.cells import squeeze
from boardapp.spreadsheets.words import DIGITS, EXACT, IGNORED, WEAK, WEAKEST

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


@dataclass(frozen=True)
class Meaning:
    """What a head was taken for, and how sure that is: 0 by the word, 1 by a part, 2, 3 weakly."""

    field: Field
    doubt: int


def _table() -> dict[str, Meaning]:
    table: dict[str, Meaning] = {}
    for doubt, source in ((3, WEAKEST), (2, WEAK), (0, EXACT)):
        for meaning, words in source.items():
            table.update(dict.fromkeys(words.split(), Meaning(meaning, doubt)))
    return table


_KNOWN = _table()


@lru_cache(maxsize=4000)
def meaning_of(head: str) -> Meaning | None:
    """Return what one head means, or None when it is nothing we read."""
    text = normal(head)
    if not text or len(text) > 16 or text in IGNORED:
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
