"""The record of a posting's review: every step that was taken, with what was returned before."""

from collections.abc import Iterator, Sequence

from boardapp.core.content import Block, Column, Content, Role, Row, Standing, Table, Words
from boardapp.core.life import Meeting, StepTaken, Submission
from boardapp.core.life.sheet import spaced
from boardapp.core.posting import Posting

RECORD = "review-record"
_COLUMNS = (
    Column("日期", Role.SHORT),
    Column("步骤", Role.SHORT),
    Column("结果", Role.SHORT),
    Column("办理人"),
    Column("摘要码", Role.SHORT),
    Column("说明"),
)


def review_record(
    content: Content,
    posting: Posting,
    tries: Sequence[tuple[Submission, Sequence[StepTaken]]],
    meetings: Sequence[Meeting],
) -> Content:
    """Return who reviewed a posting when, on which digest, with what was returned before it."""
    rows = [row for one, steps in tries for row in _try(one, steps)]
    blocks: list[Block] = [_reviewed(content, posting), Table(_COLUMNS, tuple(rows), "审查经过")]
    if meetings:
        blocks.append(Words(tuple(map(_meeting, meetings)), "会议"))
    return Content(
        item=RECORD,
        title="公开内容审查记录",
        village=content.village,
        body=content.body,
        period=content.period,
        period_label=posting.number,
        blocks=tuple(blocks),
        standing=Standing(days=0),
    )


def _reviewed(content: Content, posting: Posting) -> Words:
    """Say what was reviewed, under which number and digest it was made public."""
    return Words(
        (
            f"{content.title}　{content.period_label}",
            f"公布编号：{posting.number}　公布日期：{posting.published_on}"
            f"　公布人：{posting.published_by}",
            f"内容摘要码（SHA-256）：{posting.digest}",
        ),
        "审查的内容",
    )


def _try(one: Submission, steps: Sequence[StepTaken]) -> Iterator[Row]:
    """Yield a row for each step of one submission, and for its withdrawal."""
    yield from map(_step, steps)
    if one.withdrawn_on:
        day, by, digest = one.withdrawn_on.isoformat(), one.withdrawn_by, spaced(one.digest)
        yield Row((day, "", "撤回", by, digest, one.withdrawn_reason))


def _step(step: StepTaken) -> Row:
    note = "；".join(filter(None, (step.reason, "签字单有照片" if step.paper else "")))
    day, digest = step.on.isoformat(), spaced(step.digest)
    return Row((day, step.kind.word, step.outcome.word, step.by, digest, note))


def _meeting(one: Meeting) -> str:
    counts = [
        f"{word} {count} 人"
        for word, count in (("应到", one.expected), ("实到", one.present), ("同意", one.agreed))
        if count is not None
    ]
    said = "，".join([one.place, f"主持 {one.chair}", *counts]).removeprefix("，")
    return f"{one.on} {one.kind.word}：{said}" + (f"；审查单 {one.sheet}" if one.sheet else "")
