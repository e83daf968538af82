"""The tables of who publishes and of what must be made public."""

from boardapp.core.bundle.schema import (
    SLUG,
    TableSchema,
    choice,
    code,
    day,
    ref,
    slug,
    table,
    text,
    uuid,
    whole,
    yes,
)
from boardapp.core.bundle.schema import Field as _Field
from boardapp.core.bundle.schema import Type as _Type
from boardapp.core.disclosure import ItemClass, Stage
from boardapp.core.period import Cycle
from boardapp.core.village import AccountKind, BodyKind

PERIOD = r"\d{4}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?"
"""A period: 2026-10, 2026-Q2, 2026-H1 or 2026."""
_SLUGS = f"{SLUG}( {SLUG})*"


def item_class(name: str = "class") -> _Field:
    """Return the field for 党务, 政务, 事务 or 财务; empty where the catalogue lost the item."""
    return choice(name, "类别", ItemClass)


def cycle(name: str = "cycle") -> _Field:
    """Return the field for how often something is due; empty for 随时."""
    return choice(name, "周期", Cycle, "空是随时（即时）")


def period(name: str = "period", title: str = "所属期间") -> _Field:
    """Return the field for the period that something is about."""
    return code(name, title, PERIOD, "2026-10、2026-Q2、2026-H1 或 2026；属于事件的为空")


def _standing(name: str, title: str) -> _Field:
    return _Field(name, _Type.STANDING, title, "依法印在每一张榜上")


VILLAGE = table(
    "village", "村", "报送数据的村，只有一行",
    code("code", "行政区划代码", r"\d{12}", "12位", required=True),
    text("name", "村名"), text("township", "乡镇"),
    _standing("hotline", "监督电话"), _standing("opinion_box", "意见箱"),
    _standing("objection", "向谁提出异议"),
    key="code",
)  # fmt: skip
BODY = table(
    "body", "公开主体", "谁公布：村民委员会、农村集体经济组织、村民小组",
    uuid(), choice("kind", "种类", BodyKind, required=True), text("name", "名称"),
    text("prefix", "编号字头", "公示编号以它开头"),
)  # fmt: skip
BOOK = table("book", "账套", "一套账", uuid(), text("name", "名称"))
BOOK_BODY = table(
    "book_body", "账套归属", "账套由哪些主体公布",
    ref("book", "账套", required=True), ref("body", "公开主体", required=True),
    key="book body", book="book", body="body",
)  # fmt: skip
ACCOUNT = table(
    "account", "账户", "账套的现金和银行账户；账号不离开村里",
    uuid(), ref("book", "账套", required=True),
    choice("kind", "种类", AccountKind, required=True), text("name", "名称"),
    book="book",
)  # fmt: skip
OFFICE = table(
    "office", "职务", "谁从哪天到哪天担任什么职务",
    uuid(), ref("body", "公开主体", required=True), text("title", "职务"), text("person", "姓名"),
    day("start", "开始", required=True), day("end", "结束"),
    body="body",
)  # fmt: skip
CATALOGUE = table(
    "catalogue", "公开目录", "本村公开目录里的事项，写明类别、周期、天数和依据",
    slug("code", "事项编号", required=True), text("title", "事项"), item_class(), cycle(),
    code("bodies", "由谁公开", _SLUGS, "committee、collective、group，空格隔开"),
    yes("by_book", "每个账套一份"), whole("due_day", "次月（季、年）几日前"),
    code("due_on", "次年哪一天前", r"\d{2}-\d{2}", "月-日"), whole("due_days", "事件后几天内"),
    yes("ahead", "期初公布", "计划类，在期间开始时公布"), whole("min_days", "至少张贴几天"),
    code("steps", "公布前的步骤", _SLUGS, "空格隔开，见 step 表的 kind"),
    yes("zero", "没有内容也要公布", "零公开"), text("covers", "对应的财务公开小项"),
    text("basis", "依据"), day("since", "从哪天起"), day("until", "到哪天止"),
    key="code",
)  # fmt: skip
EVENT = table(
    "event", "事件", "使随时公开的事项到期的事：一次招标、一笔补助、工程的一个阶段",
    uuid(), slug("item", "事项编号", required=True), day("happened_on", "哪天", required=True),
    text("title", "事由"), choice("stage", "阶段", Stage), ref("body", "公开主体"),
    body="body",
)  # fmt: skip
WAIVER = table(
    "waiver", "不适用", "本村说明某事项不适用，和理由",
    whole("number", "序号", required=True), slug("item", "事项编号", required=True),
    ref("body", "公开主体"), period(), ref("event", "事件"), text("reason", "理由"),
    day("said_on", "哪天"), text("said_by", "谁说的"),
    key="number", body="body", event="event",
)  # fmt: skip

VILLAGE_TABLES: tuple[TableSchema, ...] = (
    VILLAGE, BODY, BOOK, BOOK_BODY, ACCOUNT, OFFICE, CATALOGUE, EVENT, WAIVER,
)  # fmt: skip
