"""更正公告: the corrected content, headed by what stood on the old paper and what it is now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from boardapp.core.content import Block, Column, Content, Role, Row, Table, Words
from boardapp.core.life.difference import Change

SUFFIX = "更正公告"
_SAID, _CHANGED = "更正说明", "更正内容"


def correction(
    content: Content, number: str, published_on: date, reason: str, changes: Sequence[Change]
) -> Content:
    """Return the content that replaces a posting: first the changes, then everything anew."""
    day = f"{published_on.year}年{published_on.month}月{published_on.day}日"
    lines = [f"{day}公布的{number}有误，现予更正，以本公告为准；原公示由本公告替换，保留备查。"]
    lines += [f"更正原因：{reason}"] if reason else []
    lines.append(f"公示期从本公告张贴之日起重新计算，不少于{content.standing.days}天。")
    rows = [
        Row((str(n), one.where, one.before or "（无）", one.after or "（无）"))
        for n, one in enumerate(changes, start=1)
    ]
    columns = (Column("序号", Role.SHORT), Column("更正之处"), Column("原公布"), Column("更正为"))
    told: list[Block] = [Words(tuple(lines), _SAID), Table(columns, tuple(rows), _CHANGED)]
    return replace(content, title=content.title + SUFFIX, blocks=(*told, *content.blocks))


def is_correction(content: Content) -> bool:
    """Whether a content is a 更正公告."""
    titles = [block.title for block in content.blocks[:2] if isinstance(block, Words | Table)]
    return content.title.endswith(SUFFIX) and titles == [_SAID, _CHANGED]


def without_correction(content: Content) -> Content:
    """Return the content that a 更正公告 gives anew, without what it says of the change.

    Any other content is returned as it is.
    """
    if not is_correction(content):
        return content
    return replace(content, title=content.title.removesuffix(SUFFIX), blocks=content.blocks[2:])


def correction_alone(content: Content) -> Content:
    """Return only what a 更正公告 says of the change; nothing but the head for any other."""
    return replace(content, blocks=content.blocks[:2] if is_correction(content) else ())
