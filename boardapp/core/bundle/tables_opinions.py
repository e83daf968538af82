"""The tables of what villagers said, what was answered, and of years that are closed."""

from boardapp.core.bundle.schema import (
    TableSchema,
    choice,
    day,
    ref,
    table,
    text,
    uuid,
    whole,
    yes,
)
from boardapp.core.disclosure import ItemClass
from boardapp.core.feedback import ActKind, Channel, Kind, Way

FEEDBACK = table(
    "feedback", "意见登记", "村民的意见；联系方式不离开村里，姓名只在本人同意公开时才有",
    uuid(), ref("body", "公开主体", required=True), whole("year", "年份", required=True),
    whole("serial", "第几号", required=True), choice("channel", "途径", Channel, required=True),
    choice("kind", "种类", Kind, required=True), day("received_on", "收到日期", required=True),
    text("taken_by", "登记人"), text("text", "内容"), text("person", "姓名"),
    ref("posting", "关于哪份公示"), choice("topic", "类别", ItemClass), day("due_on", "答复期限"),
    text("due_source", "期限的依据"), yes("due_law", "期限出自规定"), day("void_on", "作废日期"),
    text("void_by", "作废人"), text("void_reason", "作废的理由"),
    body="body", posting="posting",
)  # fmt: skip
FEEDBACK_ACT = table(
    "feedback_act", "意见办理", "对意见做了什么：答复、转交、转交结果、结案",
    uuid(), ref("feedback", "意见", required=True), choice("kind", "种类", ActKind, required=True),
    day("done_on", "哪天", required=True), text("done_by", "谁"), text("text", "内容"),
    choice("way", "答复方式", Way),
    feedback="feedback",
)  # fmt: skip
FEEDBACK_POSTED = table(
    "feedback_posted", "答复上墙", "哪次答复作为哪个事件公布",
    ref("act", "答复", required=True), ref("event", "事件", required=True),
    key="act", act="feedback_act", event="event",
)  # fmt: skip
YEAR_CLOSED = table(
    "year_closed", "结账", "哪个账套的哪一年已经结账，不再改动",
    ref("book", "账套", required=True), whole("year", "年份", required=True),
    day("closed_on", "哪天", required=True), text("closed_by", "谁"), text("reason", "说明"),
    key="book year", book="book",
)  # fmt: skip

OPINION_TABLES: tuple[TableSchema, ...] = (FEEDBACK, FEEDBACK_ACT, FEEDBACK_POSTED, YEAR_CLOSED)
