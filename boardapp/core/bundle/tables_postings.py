"""The tables of what was made public: postings, their review, their days on the wall."""

from boardapp.core.bundle.schema import (
    Field,
    TableSchema,
    Type,
    choice,
    code,
    day,
    digest,
    ref,
    slug,
    table,
    text,
    uuid,
    whole,
    yes,
)
from boardapp.core.bundle.tables_village import cycle, item_class, period
from boardapp.core.disclosure import Step
from boardapp.core.life import Outcome, State

_STATES = tuple(one for one in State if one.public)
_MEDIA = r"(image/jpeg|image/png|application/pdf)"


def _step(step: Step) -> Field:
    name = f"step_{step.value.replace('-', '_')}"
    return yes(name, step.word, "这一步做过，并同意了这一份内容")


SUBMISSION = table(
    "submission", "送审", "每一次送审的内容，退回和撤回的也在；没有公布的内容本身不离开村里",
    uuid(), slug("item", "事项编号", required=True), ref("body", "公开主体", required=True),
    period(), ref("event", "事件"), whole("revision", "第几版", required=True),
    digest("digest", "内容摘要码", required=True), day("submitted_on", "送审日期", required=True),
    text("submitted_by", "送审人"), ref("replaces", "更正哪一份公示"), text("reason", "更正的理由"),
    day("withdrawn_on", "撤回日期"), text("withdrawn_by", "撤回人"),
    text("withdrawn_reason", "撤回的理由"),
    body="body", event="event", replaces="posting",
)  # fmt: skip
POSTING = table(
    "posting", "公示", "公布过的每一份：编号、三步程序、公开形式；内容在 postings/，榜在 notices/",
    uuid(), text("number", "公示编号"), whole("year", "编号年份", required=True),
    whole("serial", "编号第几号", required=True), ref("body", "公开主体", required=True),
    slug("item", "事项编号", required=True), item_class(), cycle(), period(),
    ref("event", "事件"), whole("revision", "第几版", required=True), text("title", "标题"),
    digest("digest", "内容摘要码", "文件 postings/<摘要码>.json 的 SHA-256", required=True),
    digest("notice_digest", "榜的摘要码", "文件 notices/<标识>.pdf 的 SHA-256", required=True),
    day("published_on", "公布日期", required=True), text("published_by", "公布人"),
    ref("submission", "送审"), ref("replaces", "更正哪一份"),
    *(_step(step) for step in Step),
    yes("form_board", "形式：公开栏", "至少张贴过一次"),
    yes("form_web", "形式：网络", "程序里没有记录的为 false，下同"),
    yes("form_meeting", "形式：民主听证会"),
    yes("form_paper", "形式：明白纸"), yes("form_other", "形式：其他"),
    whole("boards", "张贴在几处", required=True), day("first_up", "最早张贴"),
    day("last_down", "最后揭下"), whole("least_days", "至少张贴几天", required=True),
    Field("state", Type.CHOICE, "状态", "到导出那一天", required=True,
          choices=tuple((one.value, one.word) for one in _STATES), by_day=True),
    body="body", event="event", submission="submission", replaces="posting",
)  # fmt: skip
STEP = table(
    "step", "审查步骤", "谁、哪天、对哪一份内容同意或退回",
    uuid(), ref("submission", "送审", required=True), choice("kind", "步骤", Step, required=True),
    choice("outcome", "结果", Outcome, required=True),
    digest("digest", "内容摘要码", required=True), text("taken_by", "谁"),
    day("taken_on", "哪天", required=True), text("reason", "理由"),
    digest("paper", "签字单", "attachment 表里的照片或扫描件"), ref("meeting", "会议"),
    submission="submission", paper="attachment.digest", meeting="meeting",
)  # fmt: skip
MEETING = table(
    "meeting", "会议", "一次会议可以通过多份内容",
    uuid(), choice("kind", "会议种类", Step, required=True), day("held_on", "哪天", required=True),
    text("place", "地点"), text("chair", "主持人"), whole("expected", "应到"),
    whole("present", "实到"), whole("agreed", "同意"), text("sheet", "审查单标记"),
    digest("paper", "签字单", "attachment 表里的照片或扫描件"),
    paper="attachment.digest",
)  # fmt: skip
BOARD = table(
    "board", "公开栏", "张贴的地方",
    uuid(), text("name", "名称"), text("place", "地点"), text("natural_village", "服务的自然村"),
    day("closed_on", "停用日期"),
)  # fmt: skip
DISPLAY = table(
    "display", "张贴", "一份公示在一处公开栏从哪天贴到哪天",
    uuid(), ref("posting", "公示", required=True), ref("board", "公开栏", required=True),
    day("up_on", "贴上", required=True), text("up_by", "谁贴的"), digest("up_photo", "贴上的照片"),
    day("down_on", "揭下"), text("down_by", "谁揭的"), digest("down_photo", "揭下的照片"),
    text("reason", "提前揭下的理由"),
    posting="posting", board="board",
    up_photo="attachment.digest", down_photo="attachment.digest",
)  # fmt: skip
FILED = table(
    "filed", "归档", "公示归档在哪里",
    ref("posting", "公示", required=True), day("filed_on", "归档日期", required=True),
    text("filed_by", "归档人"), text("place", "存放地点"),
    key="posting", posting="posting",
)  # fmt: skip
NUMBER_VOID = table(
    "number_void", "作废编号", "丢失或跳过、不再使用的编号",
    ref("body", "公开主体", required=True), whole("year", "年份", required=True),
    whole("serial", "第几号", required=True), text("number", "编号"), text("reason", "原因"),
    day("void_on", "哪天"),
    key="body year serial", body="body",
)  # fmt: skip
ATTACHMENT = table(
    "attachment", "附件",
    "照片和扫描件，文件在 attachments/<摘要码>.<jpg、png 或 pdf>；原来的文件名不离开村里",
    digest("digest", "摘要码", required=True), code("media", "种类", _MEDIA, required=True),
    whole("size", "字节数", required=True), day("taken_on", "存入日期"), text("taken_by", "谁存的"),
    key="digest",
)  # fmt: skip
ATTACHMENT_OWNER = table(
    "attachment_owner", "附件归属", "附件属于哪张表的哪一条",
    digest("digest", "附件", required=True),
    code("owner_kind", "哪张表", "[a-z_]{1,40}", required=True),
    ref("owner", "哪一条", required=True),
    key="owner_kind owner digest", digest="attachment.digest",
)  # fmt: skip

POSTING_TABLES: tuple[TableSchema, ...] = (
    SUBMISSION, POSTING, STEP, MEETING, BOARD, DISPLAY, FILED, NUMBER_VOID,
    ATTACHMENT, ATTACHMENT_OWNER,
)  # fmt: skip
