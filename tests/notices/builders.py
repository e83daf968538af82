"""Contents to print: a ledger of any length, and what a test wants to know of its plan."""

from datetime import date
from functools import cache
from pathlib import Path

from boardapp.core.content import (
    Bar,
    Block,
    Chart,
    Column,
    Content,
    Figure,
    Figures,
    Role,
    Row,
    RowKind,
    Signer,
    Standing,
    Table,
    Words,
)
from boardapp.core.posting import Imprint
from boardapp.notices import fonts
from boardapp.notices.layout import Plan, Sheet
from boardapp.notices.lines import Lines

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
IMPRINT = Imprint(
    "青石公开〔2026〕第37号",
    "0123456789abcdef" * 4,
    date(2026, 11, 6),
    date(2026, 11, 8),
    date(2026, 11, 23),
)
SUMMARIES = ("办公人员工资", "红纸、墨汁", "路灯更换灯头", "礼堂搞卫生的工资和运费", "收水库发包款")
LEDGER = (
    Column("月", Role.SHORT, "2026年"),
    Column("日", Role.SHORT, "2026年"),
    Column("字", Role.SHORT, "凭证"),
    Column("号", Role.SHORT, "凭证"),
    Column("摘要"),
    Column("借方(收入)", Role.SUM),
    Column("贷方(支出)", Role.SUM),
    Column("借/贷", Role.SHORT),
    Column("余额", Role.BALANCE),
)
STANDING = Standing(
    "0578-0000000",
    "村委会门口",
    "请在公示期内向村务监督委员会反映",
    "《中华人民共和国村民委员会组织法》第三十五条",
)


@cache
def printing_fonts() -> fonts.Fonts:
    """Load the real fonts once, with nothing of this machine behind them."""
    return fonts.load(FONTS, machine_folders=())


def ledger_table(count: int, summaries: tuple[str, ...] = SUMMARIES, scale: int = 1) -> Table:
    """Return a ledger of so many lines; every seventh is income, every tenth a reversal."""
    balance = 23_018_727
    income = expense = 0
    rows = [Row(("", "", "", "", "上期结转", "", "", "借", balance), RowKind.OPENING)]
    for n in range(count):
        amount = (n * 7919 % 41_000 + 300) * scale
        amount = -amount if n % 10 == 9 else amount
        received, spent = (amount, 0) if n % 7 == 3 else (0, amount)
        balance += received - spent
        income, expense = income + received, expense + spent
        day, number = str(n * 28 // count + 1), str(n + 1)
        summary = summaries[n % len(summaries)]
        shown = received or "", spent or ""
        rows.append(Row(("10", day, "记", number, summary, *shown, "借", balance)))
    rows.append(Row(("", "", "", "", "本月合计", income, expense, "借", balance), RowKind.TOTAL))
    rows.append(Row(("", "", "", "", "本年累计", income, expense, "", ""), RowKind.TOTAL))
    return Table(LEDGER, tuple(rows))


def ledger(count: int = 46, **changes: object) -> Content:
    """Return the notice of a month with so many lines."""
    table = ledger_table(count, **changes)  # type: ignore[arg-type]
    figures = Figures(
        (
            Figure("上月结余", 23_018_727),
            Figure("本月收入", 8_617_116, "income"),
            Figure("本月支出", 1_914_768, "expense"),
            Figure("本月结余", 29_721_075),
        )
    )
    words = Words(("收入比上月多 30,134.41 元，主要是收菜场摊位租金。",))
    chart = Chart("钱花在哪里", (Bar("管理费支出", 723_140), Bar("工资及误工补贴", 542_000)))
    return content(figures, words, table, chart)


def content(*blocks: Block, **changes: object) -> Content:
    """Return a notice of these blocks."""
    parts: dict[str, object] = {
        "item": "finance.lines",
        "title": "收支逐笔公开榜",
        "village": "青石桥村",
        "body": "青石桥村股份经济合作社",
        "period": "2026-10",
        "period_label": "2026年10月",
        "blocks": blocks,
        "signers": (Signer("负责人", "李建国"), Signer("村务监督委员会主任"), Signer("制表")),
        "standing": STANDING,
    }
    return Content(**{**parts, **changes})  # type: ignore[arg-type]


def rows_on(plan: Plan, sheet: Sheet) -> list[int]:
    """Return the rows of the tables on a sheet, by their place in their table."""
    found: list[int] = []
    for slot in sheet.slots:
        part = plan.parts[slot.span.part]
        if isinstance(part, Lines):
            found += range(*part.rows(slot.span.start, slot.span.stop))
    return found
