"""Drafts: what a clerk writes for an item that no register or ledger can tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from boardapp.core.catalogue import Item, ItemColumn
from boardapp.core.disclosure import ColumnKind, Stage
from boardapp.core.finding import Finding, Level
from boardapp.core.money import parse_fen

LISTS = frozenset({"table", "households", "plan", "distribution"})
"""Composers that print the rows of a draft under the item's columns."""

SHEETS = frozenset({"project", "resolution"})
"""Composers that print named facts; the facts of each are below."""

FACTS: dict[tuple[str, Stage | None], tuple[str, ...]] = {
    ("resolution", None): (
        "议题", "村党组织提议", "两委会商议", "党员大会审议", "会议名称", "会议日期", "应到人数",
        "实到人数", "赞成人数", "反对人数", "弃权人数", "决议内容", "实施结果",
    ),
    ("project", Stage.BEFORE): (
        "项目名称", "建设地点", "建设内容", "资金来源", "预算金额", "决议情况", "发包方式",
        "计划工期",
    ),
    ("project", Stage.DURING): (
        "项目名称", "施工单位", "中标金额", "合同金额", "开工日期", "工程进度", "已付款金额",
        "变更情况",
    ),
    ("project", Stage.AFTER): (
        "项目名称", "施工单位", "合同金额", "决算金额", "完工日期", "验收结果", "审计结果",
        "未付款金额",
    ),
}  # fmt: skip
"""The facts that a sheet asks for, in order; those of a project depend on its stage."""

_AFTERWARDS = ("实施结果",)
"""What a resolution cannot tell before it is carried out."""

_RESULTS = {"实施结果", "验收结果", "决算金额"}


@dataclass(frozen=True)
class Draft:
    """What was written for one item, body and period or event; ``about`` names which.

    ``rows`` are cells as typed, one for each column of the item; ``facts`` pairs of name and text;
    ``paragraphs`` free text above or below.
    """

    id: str
    item: str
    body: str
    about: str
    rows: tuple[tuple[str, ...], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was written yet."""
        written = [*(cell for row in self.rows for cell in row), *(v for _, v in self.facts)]
        return not any(text.strip() for text in (*written, *self.paragraphs))


def facts_of(composer: str, stage: Stage | None) -> tuple[str, ...]:
    """Return the facts that a sheet asks for; none for other composers."""
    if composer == "project":
        return FACTS["project", stage or Stage.BEFORE]
    facts = FACTS.get((composer, None), ())
    return facts[: -len(_AFTERWARDS)] if facts and stage is Stage.BEFORE else facts


def draft_problems(item: Item, draft: Draft, stage: Stage | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with a draft; ``row`` counts the draft's own rows from 1."""
    if item.composer in LISTS:
        return tuple(_row_problems(item.columns, draft.rows))
    if item.composer in SHEETS:
        return tuple(_fact_problems(facts_of(item.composer, stage), draft))
    if item.composer == "text" and draft.empty:
        return (Finding(Level.MUST, "empty-text", "还没有写正文。", item.title),)
    return ()


def _row_problems(
    columns: Sequence[ItemColumn], rows: Sequence[tuple[str, ...]]
) -> Iterator[Finding]:
    for number, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            sentence = f"第{number}行有 {len(row)} 格，应为 {len(columns)} 格。"
            yield Finding(Level.MUST, "row-width", sentence, "", number)
            continue
        for column, cell in zip(columns, row, strict=True):
            reason = cell_problem(column, cell)
            if reason:
                sentence = f"第{number}行“{column.title}”：{reason}"
                yield Finding(Level.MUST, "cell", sentence, column.title, number)


def cell_problem(column: ItemColumn, cell: str) -> str:
    """Return what is wrong with one cell of a list, or an empty text."""
    text = cell.strip()
    if not text:
        return "没有填写。" if column.required else ""
    if column.kind is ColumnKind.AMOUNT:
        return _reason(lambda: parse_fen(text), "不是金额。")
    if column.kind is ColumnKind.DATE:
        return _reason(lambda: date.fromisoformat(text), "不是日期，请写成 2026-10-08。")
    if column.kind is ColumnKind.NUMBER:
        return _reason(lambda: float(text.replace(",", "")), "不是数字。")
    return ""


def _reason(read: object, word: str) -> str:
    try:
        read()  # type: ignore[operator]
    except ValueError:
        return word
    return ""


def _fact_problems(names: Sequence[str], draft: Draft) -> Iterator[Finding]:
    held = dict(draft.facts)
    for name in held:
        if name not in names:
            yield Finding(Level.MUST, "unknown-fact", f"没有“{name}”这一栏。", name)
    if not held.get(names[0], "").strip():
        yield Finding(Level.MUST, "no-subject", f"请填写{names[0]}。", names[0])
    for name in names:
        text = held.get(name, "").strip()
        if not text and name in _RESULTS:
            yield Finding(
                Level.VERIFY,
                "result-missing",
                f"只公布了过程，没有“{name}”。有了结果要补上，村民看的是结果。",
                name,
            )
        if text and name.endswith("金额"):
            reason = _reason(lambda text=text: parse_fen(text), "不是金额。")
            if reason:
                yield Finding(Level.MUST, "cell", f"{name}：{reason}", name)
        if text and name.endswith("人数") and not text.isdigit():
            yield Finding(Level.MUST, "cell", f"{name}：应为整数。", name)
        if text and name.endswith("日期"):
            reason = _reason(lambda text=text: date.fromisoformat(text), "请写成 2026-10-08。")
            if reason:
                yield Finding(Level.MUST, "cell", f"{name}：{reason}", name)
    yield from _votes(held)


def _votes(held: dict[str, str]) -> Iterator[Finding]:
    """Check that a vote adds up and reaches its quorum (村民委员会组织法 art. 26 and 30)."""

    def count(name: str) -> int | None:
        text = held.get(name, "").strip()
        return int(text) if text.isdigit() else None

    due, present = count("应到人数"), count("实到人数")
    votes = [count(name) for name in ("赞成人数", "反对人数", "弃权人数")]
    if due is not None and present is not None:
        if present > due:
            yield Finding(Level.MUST, "votes", "实到人数多于应到人数。", "实到人数")
        elif present * 3 < due * 2:
            yield Finding(
                Level.VERIFY, "quorum", "实到不足应到的三分之二，请核实会议是否有效。", "实到人数"
            )
    cast = sum(one or 0 for one in votes)
    if present is not None and any(one is not None for one in votes):
        if cast > present:
            yield Finding(
                Level.MUST, "votes", f"票数合计 {cast}，多于实到 {present} 人。", "赞成人数"
            )
        elif votes[0] is not None and votes[0] * 2 <= present:
            yield Finding(Level.VERIFY, "majority", "赞成没有过半数，请核实是否通过。", "赞成人数")
