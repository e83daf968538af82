"""Lists, sheets and texts: what a clerk wrote for an item, composed without item-specific code."""

from collections.abc import Sequence

from boardapp.core.catalogue import Item, ItemColumn
from boardapp.core.compose.publisher import Publisher
from boardapp.core.content import (
    Block,
    Cell,
    Column,
    Content,
    Figure,
    Figures,
    Role,
    Row,
    RowKind,
    Table,
    Words,
)
from boardapp.core.disclosure import ColumnKind, Stage
from boardapp.core.draft import LISTS, SHEETS, Draft, facts_of
from boardapp.core.money import grouped, parse_fen

_ROLES = {
    ColumnKind.TEXT: Role.TEXT,
    ColumnKind.PERSON: Role.TEXT,
    ColumnKind.AMOUNT: Role.SUM,
    ColumnKind.DATE: Role.SHORT,
    ColumnKind.NUMBER: Role.SHORT,
}


def compose(
    item: Item,
    draft: Draft,
    publisher: Publisher,
    label: str,
    stage: Stage | None = None,
) -> Content:
    """Compose a draft; ``label`` says which period or event it is about.

    A list without rows says that there is nothing to tell, which is the 零公开 of that item.
    """
    blocks: list[Block] = []
    if item.composer in LISTS:
        blocks += _list(item.columns, draft.rows)
    elif item.composer in SHEETS:
        blocks += _sheet(facts_of(item.composer, stage), dict(draft.facts))
    paragraphs = tuple(text for text in draft.paragraphs if text.strip())
    if paragraphs:
        blocks.append(Words(paragraphs))
    title = f"{item.title}（{stage.word}公开）" if stage else item.title
    return Content(
        item=item.code,
        title=title,
        village=publisher.village.name,
        body=publisher.body.name,
        period=draft.about,
        period_label=label,
        blocks=tuple(blocks),
        signers=publisher.signers,
        standing=publisher.standing,
    )


def _list(columns: Sequence[ItemColumn], rows: Sequence[tuple[str, ...]]) -> list[Block]:
    """Return the list with its sums; private columns are left out altogether."""
    shown = [n for n, column in enumerate(columns) if not column.private]
    heads = (Column("序号", Role.SHORT), *(_column(columns[n]) for n in shown))
    if not rows:
        return [Words(("本期没有需要公布的内容。",))]
    lines = [
        Row((str(number), *(_cell(columns[n], row[n]) for n in shown)))
        for number, row in enumerate(rows, start=1)
    ]
    amounts = [n for n, column in enumerate(heads) if column.role is Role.SUM]
    figures = [Figure("共", f"{len(rows)} 条")]
    if amounts:
        total: list[Cell] = [""] * len(heads)
        label = next((n for n, head in enumerate(heads) if head.role is Role.TEXT), 0)
        total[label] = "合计"
        for n in amounts:
            total[n] = sum(cell for line in lines if isinstance(cell := line.cells[n], int))
        lines.append(Row(tuple(total), RowKind.TOTAL))
        figures += [Figure(f"{heads[n].title}合计", total[n]) for n in amounts[:3]]
    return [Figures(tuple(figures)), Table(heads, tuple(lines))]


def _column(column: ItemColumn) -> Column:
    unit = "（元）" if column.kind is ColumnKind.AMOUNT and "元" not in column.title else ""
    return Column(f"{column.title}{unit}", _ROLES[column.kind])


def _cell(column: ItemColumn, text: str) -> Cell:
    if column.kind is ColumnKind.AMOUNT and text.strip():
        try:
            return parse_fen(text)
        except ValueError:
            return text
    return text.strip()


def _sheet(names: Sequence[str], held: dict[str, str]) -> list[Block]:
    """Return the facts one below the other, those of money also as figures."""
    rows, figures = [], []
    for name in names:
        text = held.get(name, "").strip()
        if text and name.endswith("金额"):
            try:
                fen = parse_fen(text)
            except ValueError:
                rows.append(Row((name, text)))
                continue
            figures.append(Figure(name.removesuffix("金额"), fen))
            text = f"{grouped(fen)} 元"
        rows.append(Row((name, text or "—")))
    table = Table((Column("项目"), Column("内容")), tuple(rows))
    return [Figures(tuple(figures[:4])), table] if figures else [table]
