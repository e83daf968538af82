"""The 意见登记簿: the register of a year or a period on paper, and an empty one for the box."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from boardapp.core.content import Column, Content, Role, Row, RowKind, Standing, Table, Words
from boardapp.core.feedback.records import Act, ActKind, Kind, Opinion
from boardapp.core.feedback.wording import anonymous, day_words, pieces

ITEM = "feedback-book"
TITLE = "群众意见登记簿"
_PIECE = 60
_REPORT = "（举报事项，内容另存，不在登记簿上写）"
_COLUMNS = (
    Column("序号", Role.SHORT),
    Column("日期", Role.SHORT),
    Column("渠道", Role.SHORT),
    Column("内容"),
    Column("涉及公示"),
    Column("答复期限", Role.SHORT),
    Column("答复"),
    Column("答复人", Role.SHORT),
    Column("答复日期", Role.SHORT),
)
_DAY = "　　月　　日"
_RULED = "＿" * 44
"""Lines to write on by hand; they also give the two columns of words their room."""


@dataclass(frozen=True)
class BookLine:
    """One opinion with what was done about it; ``posting`` is the number of what it is about."""

    opinion: Opinion
    acts: tuple[Act, ...]
    posting: str = ""


@dataclass(frozen=True)
class BookHead:
    """Whose register it is, about when, and when it was printed."""

    village: str
    body: str
    period: str
    label: str
    printed_on: date


def book(
    head: BookHead,
    lines: Sequence[BookLine],
    numbers: Mapping[str, str],
    blank: int = 0,
) -> Content:
    """Return the register; ``numbers`` are those of postings by the ids of answers they carry.

    Names of askers and their contacts are left out, numbers in the texts masked, and what a 举报
    says is not told. ``blank`` adds empty lines to be filled in by hand.
    """
    rows = [row for line in lines for row in _rows(line, numbers)]
    rows += [_blank() for _ in range(blank)]
    said = sum(line.opinion.void_on is None for line in lines)
    day = head.printed_on
    told = f"{day.year}年{day.month}月{day.day}日打印，共 {said} 件。" if lines else ""
    note = "本簿不登记姓名和联系方式；需要回电、回信的，另行告知接收人。"
    return Content(
        item=ITEM,
        title=TITLE,
        village=head.village,
        body=head.body,
        period=head.period,
        period_label=head.label,
        blocks=(Table(_COLUMNS, tuple(rows)), Words((told + note,))),
        standing=Standing(days=0),
    )


def _rows(line: BookLine, numbers: Mapping[str, str]) -> list[Row]:
    """Return an opinion's rows: its answers below one another, long texts in several rows."""
    one = line.opinion
    texts = pieces(_REPORT if one.kind is Kind.REPORT else anonymous(one.text, one), _PIECE)
    if one.void_on:
        texts = ("（本号作废）",)
    right = [cells for act in line.acts for cells in _act(one, act, numbers)]
    rows = []
    for n in range(max(len(texts), len(right), 1)):
        left = (f"{one.serial}续", "", "", "", "", "")
        if n == 0:
            left = (
                str(one.serial),
                day_words(one.received_on),
                one.channel.word,
                "",
                line.posting,
                day_words(one.due_on),
            )
        text = texts[n] if n < len(texts) else ""
        cells = (*left[:3], text, *left[4:], *(right[n] if n < len(right) else ("", "", "")))
        rows.append(Row(cells))
    return rows


def _act(opinion: Opinion, act: Act, numbers: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return the cells 答复, 答复人 and 答复日期 of one act."""
    if opinion.kind is Kind.REPORT and act.kind is not ActKind.PASSED_ON:
        text = f"{act.kind.word}（内容另存）"
    else:
        words = anonymous(act.text, opinion)
        how = act.way.word if act.way else act.kind.word
        number = numbers.get(act.id, "")
        text = f"【{how}】{words}" + (f"（见{number}）" if number else "")
    first, *more = pieces(text, _PIECE)
    return [(first, act.by, day_words(act.on)), *((piece, "", "") for piece in more)]


def _blank() -> Row:
    return Row(("", _DAY, "", _RULED, "", _DAY, _RULED, "", _DAY), RowKind.BLANK)
