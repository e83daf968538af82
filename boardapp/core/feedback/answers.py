"""回音壁: what villagers asked and what they were answered, as blocks of a notice."""

from collections.abc import Sequence

from boardapp.core.content import Block, Column, Figure, Figures, Role, Row, Table, Words
from boardapp.core.feedback.records import Act, Opinion
from boardapp.core.feedback.wording import anonymous, asker, day_words, pieces

ITEM = "feedback-answers"
"""The item of the catalogue under which answers are posted."""
COMPOSER = "feedback"
TITLE = "反映和答复"
NOTHING = "还没有选入答复。请在“群众意见”里选好答复，再按“公开答复”。"
"""What stands in the way of a notice without answers."""
_COLUMNS = (
    Column("序号", Role.SHORT),
    Column("反映日期", Role.SHORT),
    Column("反映人", Role.SHORT),
    Column("反映的问题"),
    Column("答复"),
    Column("答复人", Role.SHORT),
    Column("答复日期", Role.SHORT),
)


def answers_blocks(told: Sequence[tuple[Opinion, Act]]) -> tuple[Block, ...]:
    """Return what was asked and answered, one by one; long texts run on in rows of their own.

    Nobody is named who did not agree to it; numbers and contacts are masked.
    """
    if not told:
        return (Words((NOTHING,)),)
    rows: list[Row] = []
    for number, (opinion, act) in enumerate(told, start=1):
        rows += _rows(number, opinion, act)
    count = len({opinion.id for opinion, _ in told})
    figures = Figures((Figure("本次公开答复", f"{count} 件"),))
    return (figures, Table(_COLUMNS, tuple(rows), TITLE))


def _rows(number: int, opinion: Opinion, act: Act) -> list[Row]:
    asked = pieces(anonymous(act.asked or opinion.text, opinion))
    answer = pieces(anonymous(act.text, opinion))
    rows = []
    for n in range(max(len(asked), len(answer))):
        first = n == 0
        rows.append(
            Row(
                (
                    str(number) if first else f"{number}续",
                    day_words(opinion.received_on) if first else "",
                    asker(opinion) if first else "",
                    asked[n] if n < len(asked) else "",
                    answer[n] if n < len(answer) else "",
                    act.by if first else "",
                    day_words(act.on) if first else "",
                )
            )
        )
    return rows
