"""The list of a handover (移交清单): all that the program holds on a day, in numbered sections."""

from collections.abc import Callable, Sequence

from boardapp.core import handover_tables
from boardapp.core.content import (
    Block,
    Column,
    Content,
    Figure,
    Figures,
    Role,
    Row,
    Signer,
    Standing,
    Table,
    Words,
)
from boardapp.core.handover import HAND_KINDS, ITEM, OTHER, TITLE, Handover
from boardapp.core.holdings import ArchiveHeld, BookHeld, Holdings, Matter

_ORDINALS = "一二三四五六七八九十"
_BLANK, _TICK = "＿＿＿＿＿＿＿＿", "□"
_NOTHING = "台账里没有记录。"


def handover_list(one: Handover, village: str, body: str, held: Holdings, term: str) -> Content:
    """Return the list that giver, taker and witness sign; ``term`` says by when it must be done."""
    parts: list[list[Block]] = [
        [_typed(one)],
        _of_books(held, "流动资金", handover_tables.funds),
        _of_books(held, "固定资产", lambda book: handover_tables.assets(book, one.on)),
        _of_books(held, "资源", handover_tables.resources),
        _of_books(held, "合同", handover_tables.contracts),
        _of_books(held, "债权债务", handover_tables.debts),
        _of_books(held, "财务账目", handover_tables.years),
        [_archive(held.archive)],
        [_matters(held.matters)],
        [_things(held.things)],
    ]
    blocks: list[Block] = [_figures(held), _deed(one, body, term)]
    for ordinal, part in zip(_ORDINALS, parts, strict=True):
        blocks += [_numbered(ordinal, block) for block in part]
    return Content(
        item=ITEM,
        title=TITLE,
        village=village,
        body=body,
        period=one.on.isoformat(),
        period_label=f"{one.on.year}年{one.on.month}月{one.on.day}日",
        blocks=tuple(blocks),
        signers=(
            Signer("移交人", one.giver),
            Signer("接收人", one.taker),
            Signer("监交人", one.witness),
        ),
        standing=Standing(days=0),
    )


def _numbered(ordinal: str, block: Block) -> Block:
    if isinstance(block, Table):
        return Table(block.columns, block.rows, f"{ordinal}、{block.title}")
    assert isinstance(block, Words)
    return Words(block.lines, f"{ordinal}、{block.title}")


def _figures(held: Holdings) -> Figures:
    books = held.books
    funds = [one for book in books for one in book.funds]
    # Without an opening balance nobody knows what is there; a nought would be told as money.
    unknown = any(one.fen is None and one.through for one in funds)
    money = "没有期初" if unknown else sum(one.fen or 0 for one in funds)
    return Figures(
        (
            Figure("账面资金", money),
            Figure("资产", f"{sum(len(book.assets) for book in books)} 项"),
            Figure("合同", f"{sum(len(book.contracts) for book in books)} 份"),
            Figure("未了事项", f"{len(held.matters)} 件"),
        )
    )


def _deed(one: Handover, body: str, term: str) -> Words:
    offices = "、".join(one.offices) or "（不变更登记的职务）"
    return Words(
        (
            f"{one.giver}把{body}的下列各项移交给{one.taker}，{one.witness}监交。"
            f"原因：{one.reason.word}。变更的职务：{offices}。",
            f"期限：{term}。",
            "请三方当面逐项核对：相符的在“核对”栏打勾，不符的写明；核对完在末页签字，三方各执一份。",
        ),
        "移交事由",
    )


def _typed(one: Handover) -> Table:
    columns = (Column("类别", Role.SHORT), Column("名称和说明"), Column("核对", Role.SHORT))
    rows = []
    kinds = [*HAND_KINDS, *dict.fromkeys(x.kind for x in one.lines if x.kind not in HAND_KINDS)]
    if OTHER not in kinds:
        kinds.append(OTHER)
    for kind in kinds:
        said = [line.text for line in one.lines if line.kind == kind] or [f"（手写）{_BLANK * 2}"]
        rows += [Row((kind, text, _TICK)) for text in said]
    return Table(columns, tuple(rows), "印章、办公场所和办公用具")


def _of_books(held: Holdings, title: str, make: Callable[[BookHeld], Table]) -> list[Block]:
    """Return a section: a table for each book that has something, named where there are several."""
    found: list[Block] = []
    for book in held.books:
        table = make(book)
        if table.rows:
            name = f"{title}（{book.name}）" if len(held.books) > 1 else title
            found.append(Table(table.columns, table.rows, name))
    return found or [Words((_NOTHING,), title)]


def _archive(years: Sequence[ArchiveHeld]) -> Block:
    title = "村务档案"
    if not years:
        return Words(("还没有公布过。",), title)
    columns = (
        Column("年度", Role.SHORT),
        Column("公示", Role.SHORT),
        Column("编号"),
        Column("作废", Role.SHORT),
        Column("审查记录", Role.SHORT),
        Column("签字单照片", Role.SHORT),
        Column("张贴照片", Role.SHORT),
        Column("已归档", Role.SHORT),
    )
    rows = [
        Row(
            (
                str(one.year), f"{one.postings} 份",
                one.first if one.first == one.last else f"{one.first} 至 {one.last}",
                f"{one.voids} 个", f"{one.reviews} 份", f"{one.papers} 张", f"{one.photos} 张",
                f"{one.filed} 份",
            )
        )
        for one in years
    ]  # fmt: skip
    return Table(columns, tuple(rows), title)


def _matters(matters: Sequence[Matter]) -> Block:
    title = "未了事项"
    if not matters:
        return Words(("没有。",), title)
    columns = (
        Column("类别", Role.SHORT),
        Column("事项"),
        Column("期限", Role.SHORT),
        Column("情况"),
        Column("核对", Role.SHORT),
    )
    rows = [
        Row((m.kind, m.what, m.due.isoformat() if m.due else "", m.stands, _TICK)) for m in matters
    ]
    return Table(columns, tuple(rows), title)


def _things(things: Sequence[tuple[str, str]]) -> Block:
    columns = (Column("项目", Role.SHORT), Column("内容"))
    rows = tuple(Row((label, text)) for label, text in things)
    return Table(columns, rows, "程序和数据")
