"""Rows that are not lines: what a summary such as 本月合计 or 承前页 makes of its row."""

import re
from enum import StrEnum
from functools import lru_cache

from boardapp.spreadsheets.cells import squeeze


class Kind(StrEnum):
    """What a row is; the values are the reasons that the skipped rows carry."""

    LINE = "line"
    OPENING = "opening"
    CARRIED = "carried-forward"
    SUBTOTAL = "page-subtotal"
    TOTAL = "total"
    YEAR_TOTAL = "year-total"
    CLOSING = "closing"
    SECTION = "section"
    HEAD = "head"
    NOTE = "note"
    NO_AMOUNT = "no-amount"
    OTHER_SUBJECT = "other-subject"


_SPAN = r"(?:本|当|该|\d{1,2}|[一二三四五六七八九十]{1,3}|上半|下半|全|第[一二三四]|[一二三四])"
_TIME = (
    rf"(?:{_SPAN}(?:月份?|期|季度?|年度?|半年)|\d{{4}}年(?:度|\d{{1,2}}月份?)?|期|月|季|年|累计)"
)
_STOCK = (
    r"(?:余额|结余|结存|余款|库存|存款余额|滚存|滚存结余|余额结转|结余数|余额数|结余款|结存数|存)"
)
_KEPT = r"(?:账面|帐面|现金|银行|银行存款|存款|资金|库存|累计|账户|滚存|货币资金)?"

_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (
        Kind.CARRIED,
        r"承前页|承上页|接上页|接前页|前页结转|上页结转|上页(?:合计|累计|余额|结余)|承前|承上"
        r"|过次页|转次页|转下页|过下页|结转下页|结转次页|接下页|转后页|过后页|本页结转|前页(?:合计|累计)",
    ),
    (
        Kind.OPENING,
        rf"(?:承|接)?上(?:个?月|期|季度?|年度?|次|届|半年)(?:末|底|份)?{_KEPT}"
        rf"(?:结转|转来|转入|移交|{_STOCK})(?:{_STOCK}|数|额|本[月期年])?"
        rf"|(?:本)?(?:期初|月初|年初|季初|起初|初始)(?:数|建账)?{_KEPT}(?:{_STOCK}|数|结转)?"
        rf"|(?:本)(?:月|期|季|年)初{_KEPT}(?:{_STOCK}|数)?"
        rf"|(?:\d{{4}}年)?\d{{1,2}}月(?:份|底|末|\d{{1,2}}日)?(?:结转|转来){_STOCK}?"
        rf"|上(?:月|期|年)|承上(?:月|期|年)|结转(?:上|前)(?:月|期|年)(?:结转|{_STOCK})?|原{_STOCK}|结转余额|余额结转"
        rf"|(?:上|前)(?:月|期|年|季)(?:结|余|结余转入)",
    ),
    (
        Kind.SUBTOTAL,
        r"(?:本页|本日|当日|当天|本周|本旬|每页|日|页|周|旬|今日|此页)(?:合计|小计|计|发生额)|小计"
        r"|(?:收入|支出|收支)小计",
    ),
    (
        Kind.YEAR_TOTAL,
        r"(?:本年|全年|年度|本年度|自年初|年初至今|当年|\d{4}年)(?:累计|合计|总计)(?:发生额|数|额)?"
        r"|(?:当前)?累计(?:发生额|数|合计)?|本年发生额累计|本年累计发生额?及?余额?|年累计|(?:截至|截止).*累计(?:数|发生额)?"
        r"|\d{4}?年?1[-至到~]\d{1,2}月(?:份)?(?:累计|合计)|本年累积|累积",
    ),
    (
        Kind.CLOSING,
        rf"结转(?:下|至下|到下|次)(?:个?月|期|季度?|年度?)|转下(?:月|期|年|季)|结转(?:下|次)"
        rf"|(?:本)?(?:期末|月末|年末|季末|月底|期未|最后|目前|当前){_KEPT}(?:{_STOCK}|数)?"
        rf"|{_SPAN}(?:月份?|期|季度?|年度?)(?:末|底)?{_KEPT}{_STOCK}|{_STOCK}(?:结转下[月期年])?"
        rf"|现金{_STOCK}|银行{_STOCK}|(?:截至|截止).*{_STOCK}|下(?:月|期|年)结转",
    ),
    (
        Kind.TOTAL,
        rf"(?:{_TIME}|当前|当月|截至)?(?:收支|发生额?|累计)?(?:合计|总计|共计|小计|总额|总和)(?:数|额|金额|发生额)?(?:大写)?"
        rf"|月计|季计|{_TIME}(?:收支)?发生(?:额|数)(?:合计|及{_STOCK}|及(?:期末|月末){_STOCK})?"
        rf"|(?:合计|总计)(?:数|金额|大写|人民币|余额)?|(?:收入|支出|借方|贷方|收支)(?:合计|总计|总额)"
        rf"|{_TIME}(?:收入|支出)(?:合计|总计|总额|小计|总数)|{_TIME}(?:合计|小计)及(?:累计|{_STOCK})|共"
        rf"|(?:合计|本月合计)(?:结转下[月期年])",
    ),
    (
        Kind.SECTION,
        rf"{_TIME}?(?:总|各项|其中)?(?:收入|支出|收支|资金收入|资金支出)(?:部分|类|明细|项目|情况|数)?",
    ),
)
_NET = re.compile(
    rf"{_TIME}?(?:净收支|收支(?:相抵|净额|差额|轧差)|净(?:收入|支出|额|增加|减少))(?:后)?(?:{_STOCK}|净额|差额)?(?:额|数)?$"
)
_FRAME = (
    r"[本当该上以各全月旬周季年度期份日页收入支出借贷方发生额数金项款及和与或至到截止自初底末"
    r"结转下存余大小写元人民币自总共计笔张条一二三四五六七八九十第零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿圆角分整\d/~+-]"
)
_SUMMED = re.compile(
    rf"{_FRAME}*(?:合计|总计|共计|累计|小计|总额|total){_FRAME}*$|共计?\d+笔$|{_TIME}收支[及和与]{_STOCK}$",
    re.IGNORECASE,
)
"""A total by any name: nothing but the words that such labels are made of."""
_SINCE = re.compile(r"(?<!\d)1月?份?[-~至到]\d{1,2}月|(?:年|截[至止]).*累计|年[^月]*$")
_KEPT_BEFORE = re.compile(
    rf"(?:{_STOCK}|现金|存款)(?:转入|转来|结转|移交|数|额)*$|^[接承]上[月期年季]$"
)
_MOVED = re.compile(r"^[收付支取存转还领退补汇缴拨交]")
_COMPILED = tuple((kind, re.compile(rf"(?:{pattern})$")) for kind, pattern in _PATTERNS)
_ORDINAL = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十]{1,2}[)）]?[、.．,:]|第[一二三四五六]部分[::]?|其中[::])"
)
_ASIDE = re.compile(r"[((][^()()]*[))]$")
_TRIM = re.compile(r"[()（）\[\]【】:：,，.。、;；*—_\-=]+")
_SIGNERS = re.compile(
    r"(负责人|监委会|监督委员会|制表|制单|审核|复核|会计|出纳|记账|经办|签字|签名|盖章|公章|主任|书记|理财小组|审批|填表人|报账员"
    r"|单位|村名|科目|币别|监督电话|公示时间|公示期|备注|说明|注|附注|打印时间|打印日期|单位负责人|村主任|举报电话|联系电话|日期)[^:：]{0,12}[:：]"
)

_NOTHING = re.compile(
    r"^[(]?(?:本[月期季年]|\d+月份?)?(?:无|没有|未发生)(?:收支|业务|发生|收入|支出|经济|资金)"
)


@lru_cache(maxsize=8000)
def kind_of(label: str) -> Kind:
    """Return what a label makes of its row; LINE when it is an ordinary summary."""
    text = squeeze(label)
    if not text or len(text) > 30:
        return Kind.LINE
    text = _TRIM.sub("", _ASIDE.sub("", text) or text)
    for kind, pattern in _COMPILED:
        if kind is not Kind.SECTION and pattern.match(text):
            return kind
    bare = _TRIM.sub("", _ORDINAL.sub("", squeeze(label)))
    if bare != text:
        for kind, pattern in _COMPILED:
            if pattern.match(bare):
                return kind
    return Kind.NOTE if _NET.match(text) else _summed(squeeze(label))


def _summed(label: str) -> Kind:
    """Return which total a label of unusual words is, LINE when it is none."""
    if not _SUMMED.match(re.sub(r"[()（）\[\]【】:：,，.。、;；*—_=]+", "", label)):
        return Kind.LINE
    if _SINCE.search(label):
        return Kind.YEAR_TOTAL
    return Kind.SUBTOTAL if "小计" in label else Kind.TOTAL


def is_balance_before(label: str) -> bool:
    """Whether a label in front of all lines names money that was there before: 9月份结余转入."""
    text = _TRIM.sub("", squeeze(label))
    return bool(2 <= len(text) <= 16 and _KEPT_BEFORE.search(text) and not _MOVED.match(text))


def is_section(label: str) -> bool:
    """Whether a label heads a part of the ledger: 一、收入, 支出部分."""
    bare = _TRIM.sub("", _ORDINAL.sub("", squeeze(label)))
    pattern = _COMPILED[-1][1]
    return bool(pattern.match(bare)) or bool(
        re.match(r"^[一二三四五六七八九十]{1,2}、$", squeeze(label))
    )


def is_remark(text: str) -> bool:
    """Whether a text is a signature or a note, or says that there was nothing to enter."""
    return bool(_SIGNERS.search(squeeze(text)) or _NOTHING.match(squeeze(text)))
