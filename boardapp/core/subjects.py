"""The subjects of public income and spending, and how a summary suggests one.

The 11 classes of income and 10 of spending are those of 农经发〔2011〕13号; their wording is
unconfirmed, their number agrees with the published 44 items. The finer lines of the plain form
(财务收支公布表) each belong to one class.
"""

import re
from dataclasses import dataclass

from boardapp.core.ledger import Direction


@dataclass(frozen=True)
class Subject:
    """A class of 13号文 (``I01`` …, ``E01`` …) or a finer line below one (``E04-03``).

    ``form`` is the line of the plain form that it is counted under.
    """

    code: str
    name: str
    direction: Direction
    form: str

    @property
    def is_class(self) -> bool:
        """Whether this is one of the 21 classes rather than a finer line."""
        return "-" not in self.code

    @property
    def class_code(self) -> str:
        """The code of the class that it belongs to."""
        return self.code.partition("-")[0]


RENT, PROFIT, GRANT, OTHER_INCOME = "出租及承包收入", "企业上缴利润", "补助收入", "其他收入"
PAY, MEETING, PHONE, POST = "干部报酬", "会议费", "电话费", "邮寄费"
POWER, RECEPTION, LOST_WORK, OTHER_EXPENSE = "水电费", "接待费", "误工补贴", "其他支出"

FORM_INCOME = (RENT, PROFIT, GRANT, OTHER_INCOME)
FORM_EXPENSE = (PAY, MEETING, PHONE, POST, POWER, RECEPTION, LOST_WORK, OTHER_EXPENSE)

_TABLE = (
    ("I01", "集体经营收入", OTHER_INCOME),
    ("I01-01", "租赁收入", RENT),
    ("I01-02", "产品销售和服务收入", OTHER_INCOME),
    ("I02", "发包及上交收入", RENT),
    ("I02-01", "企业上缴利润", PROFIT),
    ("I03", "投资收入", OTHER_INCOME),
    ("I04", "一事一议筹资及以资代劳款项", OTHER_INCOME),
    ("I05", "村级组织运转经费财政补助款项", GRANT),
    ("I06", "上级专项补助款项", GRANT),
    ("I07", "征占土地补偿款项", OTHER_INCOME),
    ("I08", "救济扶贫款项", GRANT),
    ("I09", "社会捐赠款项", OTHER_INCOME),
    ("I10", "资产处置收入", OTHER_INCOME),
    ("I11", "其他收入", OTHER_INCOME),
    ("I11-01", "存款利息", OTHER_INCOME),
    ("I11-02", "代收款项", OTHER_INCOME),
    ("E01", "集体经营支出", OTHER_EXPENSE),
    ("E02", "村组干部报酬", PAY),
    ("E03", "报刊费支出", OTHER_EXPENSE),
    ("E04", "管理费支出", OTHER_EXPENSE),
    ("E04-01", "办公费", OTHER_EXPENSE),
    ("E04-02", "差旅费", OTHER_EXPENSE),
    ("E04-03", "会议费", MEETING),
    ("E04-04", "电话费", PHONE),
    ("E04-05", "邮寄费", POST),
    ("E04-06", "水电费", POWER),
    ("E04-07", "接待费", RECEPTION),
    ("E04-08", "误工补贴", LOST_WORK),
    ("E04-09", "卫生费", OTHER_EXPENSE),
    ("E04-10", "治安费", OTHER_EXPENSE),
    ("E04-11", "人员工资", OTHER_EXPENSE),
    ("E04-12", "维修维护费", OTHER_EXPENSE),
    ("E05", "集体公益福利支出", OTHER_EXPENSE),
    ("E06", "固定资产购建支出", OTHER_EXPENSE),
    ("E07", "征占土地补偿支出", OTHER_EXPENSE),
    ("E08", "救济扶贫专项支出", OTHER_EXPENSE),
    ("E09", "社会捐赠支出", OTHER_EXPENSE),
    ("E10", "其他支出", OTHER_EXPENSE),
)

SUBJECTS = {
    code: Subject(code, name, Direction.INCOME if code[0] == "I" else Direction.EXPENSE, form)
    for code, name, form in _TABLE
}
"""Every subject by its code, in the order of the picker."""

# The first pattern that a summary or the file's own subject matches wins: the special before the
# general, so that 会议误工补贴 is 误工补贴 and 收…补助款 a grant before it is anything else.
_INCOME_WORDS = (
    ("I11-01", r"利息|结息"),
    ("I04", r"一事一议|筹资|以资代劳"),
    ("I05", r"运转经费|转移支付|办公经费补助"),
    ("I07", r"征地|征占|土地补偿|青苗"),
    ("I08", r"救济|扶贫|救灾|帮扶资金"),
    ("I09", r"捐赠|捐款|资助|乡贤"),
    ("I06", r"补助|补贴|专项|奖补|拨款|拨入"),
    ("I10", r"处置|变卖|废旧|出售资产"),
    ("I11-02", r"代收|自来水费|收.*水费|收.*电费|卫生费|押金|保证金"),
    ("I02-01", r"上缴利润|上交利润"),
    ("I02", r"发包|承包|上交|上缴"),
    ("I01-01", r"租金|房租|租赁|出租|摊位"),
    ("I03", r"投资收益|投资收入|分红|光伏|股息"),
    ("I01-02", r"销售|服务费|经营收入"),
)
_EXPENSE_WORDS = (
    ("E04-08", r"误工"),
    ("E07", r"征地补偿|征占|青苗补偿|土地补偿"),
    ("E08", r"救济|救灾|扶贫|困难户补助|临时救助"),
    ("E05", r"慰问|老年|养老|福利|公益|食堂|奖学|助学|重阳|春节|文化活动|合作医疗|医保"),
    ("E09", r"捐赠|捐款"),
    ("E02", r"干部报酬|干部工资|书记.*报酬|主任.*报酬|两委.*(报酬|工资)|村组干部"),
    ("E03", r"报刊|报纸|杂志|党报"),
    ("E04-03", r"会议"),
    ("E04-04", r"电话|话费|宽带|网费|通讯费|通信费"),
    ("E04-05", r"邮寄|邮费|快递|邮政"),
    ("E04-06", r"电费|水费|水电"),
    ("E04-07", r"接待|招待|便餐|工作餐|用餐|餐费|伙食|烟|酒|茶叶"),
    ("E04-02", r"差旅|出差|车费|油费|交通费|过路费"),
    ("E04-09", r"卫生|保洁|垃圾|打扫|清运|拖把|扫帚|餐巾纸"),
    ("E04-10", r"治安|巡逻|联防|护林|巡山|消防|监控"),
    ("E06", r"购建|购置|修建|新建|建设|工程款|修路|硬化|花坛|设备款|尾欠款"),
    ("E04-12", r"维修|修理|更换|修门|修渠|清淤|疏通|灯头|维护"),
    ("E04-11", r"工资|电工|劳务费|补贴"),
    ("E04-01", r"办公|笔|稿纸|墨|红纸|打印|复印|文具|宣传用纸|硒鼓"),
    ("E01", r"经营支出|种子|化肥|农药"),
)


def guess(summary: str, file_subject: str, direction: Direction) -> str:
    """Return the code of the subject that a summary suggests, or the class for the rest.

    The summary speaks before the file's own subject, which is often as broad as 管理费用.
    """
    words = _INCOME_WORDS if direction is Direction.INCOME else _EXPENSE_WORDS
    for text in (summary, file_subject):
        for code, pattern in words:
            if re.search(pattern, text):
                return code
    if direction is Direction.INCOME:
        return "I11"
    return "E04" if "管理费" in file_subject else "E10"
