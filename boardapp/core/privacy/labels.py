"""What the words before a number say it is: 身份证号, 账号, 手机, or a code of another kind."""

import re
from enum import Enum
from functools import lru_cache


class Label(Enum):
    """What a number is called by the words before it."""

    IDENTITY = "identity"
    CARD = "card"
    PHONE = "phone"
    CODE = "code"
    NUMBER = "number"
    """编号 or 序号, which says nothing of what is numbered."""
    AMOUNT = "amount"
    NONE = "none"


_IDENTITY = (
    r"身份证(?:件)?(?:编号|号码|号)?|居民证号?|公民身份(?:证)?(?:号码|号)?|身份号码?|证件(?:编号|号码|号)"
    r"|社会?保障?号码?|医保(?:编)?号|残疾(?:人)?证(?:编号|号码|号)?|驾驶?证(?:编号|号码|号)|驾照号?"
    r"|户口(?:簿|本)?号|学籍号|sfzh?|id\s?card|\bid\b"
)
_CARD = (
    r"(?:银行|收款|开户|付款|对公|个人|工资|补贴)?(?:账|帐)(?:号|户)|银行卡(?:编号|号码|号)?|卡号"
    r"|一卡通(?:账号|号)?|社保卡号?|社会保障卡号?|存折(?:账号|号)?|借记卡号?|储蓄卡号?|信用卡号?"
    r"|工资卡号?|银联卡|惠农卡号?|市民卡号?|开户行|信用社|信合|农商行|[一-龥]{2}银行"
)
_PHONE = (
    r"手机(?:号码|号)?|移动电话|联系(?:电话|方式|号码|手机|人)|(?:住宅|家庭|家中|家里)?电话(?:号码|号)?"
    r"|座机|宅电|致电|拨打|微信(?:号|同号)?|电联|☎|📞|📱|\btel\b|telephone|phone|mobile|\bmob\b"
)
_AMOUNT = (
    r"金额|合计|余额|结余|小计|共计|总计|总额|总价|单价|数量|面积|读数|底数|起数|止数|起码|止码|现数|表数"
    r"|借方|贷方|人民币|时间|日期|合同价|造价|报价|标价|中标价|款项|[应实]付款|工程款|用电量|用水量|用量|度数|资产总值|原值|净值|[¥￥$]"
)
_CODED = (
    r"合同|协议|凭证|发票|收据|支票|票据|票|项目|工程|资产|资源|地块|宗地|承包方|发包方|组织机构|机构|信用"
    r"|税务|登记|注册|档案|设备|产品|商品|物资|客户|用户|订单|流水|交易|批次|文件|批准|许可|备案|证书|权证|产权"
    r"|土地|林权|不动产|公告|公示|通知|电表|水表|燃气表|快递|运单|序列|行政|区划|邮政|保单|中标|招标|采购|监督检查"
)
_CODE = (
    rf"(?:{_CODED})\s?(?:交易|项目|方|单|证|书|表)?(?:统一)?(?:编号|编码|代码|号码|序号|码|号)|(?:{_CODED})(?=\W{{0,3}}$)"
    r"|代码|编码|条码|条形码|流水号|单号|户号|表号|批号|文号|票号|型号|货号|机号|件号|串号|档号|卷号|税号|图斑号?"
    r"|识别号|登记号|许可证号|产权证号|不动产证号|土地证号|林权证号|经营权证号|卡片(?:编)?号|邮编|IMEI|S/?N\b|\bNo\b"
    r"|(?:电费|水费|缴费|燃气费?|供电|用电|用水|电力|宽带)(?:账|帐)(?:号|户)|(?:电|水)卡号?|话费单"
)
_WORDS = re.compile(
    rf"(?P<code>{_CODE})|(?P<identity>{_IDENTITY})|(?P<card>{_CARD})|(?P<phone>{_PHONE})"
    rf"|(?P<amount>{_AMOUNT})|(?P<number>编号|序号|号码|№)",
    re.IGNORECASE,
)
_BARE = re.compile(_CODED)
_FAR = re.compile(r"(?:[1-9]\s?:)?[^\d*]{0,22}")
_NEAR = re.compile(
    r"(?:[1-9]\s?:)?(?:尾号|号码|号|为|是)?(?:\([^)]{0,4}\))?[\s:.#(\[)\]=是为A-Za-z№-]{0,8}"
)
_CLAUSE_ENDS = "。；;！？"
_REACH = 40


def label_before(text: str, start: int, head: str = "") -> Label:
    """Return what the nearest words before a place call the number there.

    ``head`` is the head of the column, which speaks where the cell itself says nothing. Words for
    people's numbers reach over a name or a bank; words for codes and amounts only over a colon.
    """
    tail = text[max(0, start - _REACH) : start]
    for end in _CLAUSE_ENDS:
        tail = tail.rpartition(end)[2]
    found = _nearest(tail)
    if found is Label.NONE and head and not re.search(r"\d{4}", tail):
        return head_label(head)
    return found


@lru_cache(maxsize=512)
def head_label(head: str) -> Label:
    """Return what the head of a column calls the numbers below it.

    A bare noun such as 承包方 or 项目 heads names, not codes: a telephone among them is one.
    """
    return _nearest(f"{head}:") if head and not _BARE.fullmatch(head.strip()) else Label.NONE


def _nearest(tail: str) -> Label:
    for match in reversed(list(_WORDS.finditer(tail))):
        label = Label(match.lastgroup)
        rest = tail[match.end() :]
        near = label in {Label.CODE, Label.NUMBER, Label.AMOUNT}
        if (_NEAR if near else _FAR).fullmatch(rest):
            return label
        if re.search(r"\d", rest):
            return Label.NONE
    return Label.NONE
