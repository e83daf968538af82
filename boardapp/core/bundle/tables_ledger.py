"""The tables of the money: ledger lines, where the ledger began, and years that are closed."""

from boardapp.core.bundle.schema import (
    Field,
    TableSchema,
    Type,
    choice,
    code,
    day,
    ref,
    table,
    text,
    uuid,
    whole,
    yes,
    yuan,
)
from boardapp.core.ledger import Direction


def month(name: str = "month", title: str = "月份") -> Field:
    """Return the field for an accounting month."""
    return Field(name, Type.MONTH, title, "会计期间", required=True)


ENTRY = table(
    "entry", "收支明细", "逐笔的收入和支出；摘要和姓名与墙上一样打码",
    uuid(), ref("book", "账套", required=True), ref("account", "账户"), month(),
    day("date", "日期", required=True), text("voucher", "凭证号"), text("summary", "摘要"),
    choice("direction", "方向", Direction, required=True),
    yuan("amount", "金额", "元；红字冲销为负", required=True),
    code("subject", "公开科目", r"[IE]\d{2}(-\d{2})?", "农经发〔2011〕13号的11类收入和10类支出"),
    text("file_subject", "账上的科目"), text("handler", "经手人"),
    yes("transfer", "账户之间划转", "不计收支"), ref("reverses", "冲销哪一笔"),
    whole("position", "账上的先后", required=True),
    book="book", account="account", reverses="entry",
)  # fmt: skip
OPENING = table(
    "opening", "期初余额", "账套或账户从哪个月、多少钱记起",
    uuid(), ref("book", "账套", required=True), ref("account", "账户"), month(),
    yuan("amount", "余额", required=True),
    book="book", account="account",
)  # fmt: skip
YEAR_OPENING = table(
    "year_opening", "年初累计", "使用本程序以前，当年已发生的收支",
    uuid(), ref("book", "账套", required=True), month("through", "到哪个月"),
    yuan("income", "收入累计", required=True), yuan("expense", "支出累计", required=True),
    book="book",
)  # fmt: skip

LEDGER_TABLES: tuple[TableSchema, ...] = (ENTRY, OPENING, YEAR_OPENING)
