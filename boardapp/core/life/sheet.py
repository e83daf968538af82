"""The review sheet (审查单): what is to be approved, under which digests, and where to sign."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from boardapp.core.content import (
    Block,
    Chart,
    Column,
    Content,
    Figures,
    Role,
    Row,
    Signer,
    Standing,
    Words,
)
from boardapp.core.content import Table as Grid
from boardapp.core.disclosure import Step
from boardapp.core.life.difference import shown
from boardapp.core.life.records import Submission
from boardapp.core.life.roles import MEETINGS

ITEM = "review-sheet"
TITLE = "村务公开审查单"


@dataclass(frozen=True)
class SheetPart:
    """One content on a review sheet with what was submitted and the steps it still lacks."""

    submission: Submission
    content: Content
    steps: tuple[Step, ...]


def sheet_mark(digests: Iterable[str]) -> str:
    """Return the mark of a sheet, such as ``1A2B-3C4D``; it follows from its digests alone."""
    text = "\n".join(sorted(digests))
    code = hashlib.sha256(text.encode()).hexdigest()[:8].upper()
    return f"{code[:4]}-{code[4:]}"


def spaced(digest: str) -> str:
    """Return the first sixteen characters of a digest as the notice prints them."""
    return " ".join(digest[n : n + 4] for n in range(0, 16, 4))


def review_sheet(
    parts: Sequence[SheetPart], holders: dict[Step, str], day: date, *, whole: bool = True
) -> Content:
    """Return a sheet for one sitting or one reviewer; ``whole`` also prints every content.

    ``holders`` name who holds the office of a step; a step without one leaves the name open.
    """
    first = parts[0].content
    bodies = dict.fromkeys(part.content.body for part in parts)
    steps = [step for step in Step if any(step in part.steps for part in parts)]
    blocks: list[Block] = [_list(parts), _digests(parts)]
    if whole:
        for number, part in enumerate(parts, start=1):
            blocks += _contents(number, part)
    blocks.append(_opinions(steps))
    return Content(
        item=ITEM,
        title=TITLE,
        village=first.village,
        body=first.body if len(bodies) == 1 else first.village,
        period=sheet_mark(part.submission.digest for part in parts),
        period_label=f"{day.year}年{day.month}月{day.day}日",
        blocks=tuple(blocks),
        signers=tuple(Signer(step.word, holders.get(step, "")) for step in steps),
        standing=Standing(days=0),
    )


def _list(parts: Sequence[SheetPart]) -> Grid:
    columns = (
        Column("序号", Role.SHORT),
        Column("公开内容"),
        Column("期间或事项"),
        Column("要点"),
        Column("摘要码", Role.SHORT),
    )
    rows = [
        Row(
            (
                str(number),
                part.content.title,
                part.content.period_label,
                _gist(part.content),
                spaced(part.submission.digest),
            )
        )
        for number, part in enumerate(parts, start=1)
    ]
    return Grid(columns, tuple(rows), "送审内容")


def _digests(parts: Sequence[SheetPart]) -> Words:
    lines = [f"{n}. {part.submission.digest}" for n, part in enumerate(parts, start=1)]
    return Words(tuple(lines), "完整摘要码（内容有一字之差，摘要码就不同）")


def _opinions(steps: Sequence[Step]) -> Words:
    """Return what is filled in by hand, next to where it is signed."""
    lines: list[str] = []
    for step in steps:
        lines.append(f"{step.word}：□ 同意公布　□ 退回，理由：＿＿＿＿＿＿＿＿＿＿＿")
        counts = "应到＿＿＿人　实到＿＿＿人　同意＿＿＿人　" if step in MEETINGS else ""
        lines.append(f"{counts}日期：＿＿＿＿年＿＿月＿＿日")
    return Words(tuple(lines) or ("各步骤都已完成，本单只供查看。",), "审查意见")


def _contents(number: int, part: SheetPart) -> list[Block]:
    content = part.content
    head = Words(
        (f"{content.body}　{content.period_label}　摘要码 {spaced(part.submission.digest)}",),
        f"{number}. {content.title}",
    )
    return [head, *(block for block in content.blocks if not isinstance(block, Chart))]


def _gist(content: Content) -> str:
    """Return the figures that come first and how many rows follow."""
    figures = [
        f"{one.label} {shown(one.value)}"
        for block in content.blocks
        if isinstance(block, Figures)
        for one in block.figures[:4]
    ]
    rows = sum(len(block.rows) for block in content.blocks if isinstance(block, Grid))
    return "；".join([*figures[:4], *([f"共 {rows} 行"] if rows else [])])
