"""The two lists of the archive: what was found, and everything that bears a number of a year."""

import html
from collections.abc import Sequence

from boardapp.core.period import Period
from boardapp.services.archive import Kept
from boardapp.services.search import Hit, Kind
from boardapp.ui.theme import COLOURS
from boardapp.ui.widgets.rows import Rows

HIT_HEADS = ("类", "编号或日期", "事项", "状态", "写着")
LEAD = 6
"""As many characters of a line are shown before what was looked for."""
MOST_TITLE = 9
"""As many characters of a title: the words that were found need the room."""
KEPT_HEADS = ("编号", "事项", "期间或事件", "状态", "归档")


class HitList(Rows):
    """What was found; Enter or a double click opens it."""

    def __init__(self) -> None:
        super().__init__(HIT_HEADS, wide=4)
        self.setAccessibleName("找到的")
        self.hits: tuple[Hit, ...] = ()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show other hits, from the first."""
        self.hits = tuple(hits)
        self.setCurrentCell(-1, -1)
        self.show_rows([_hit_row(one) for one in hits])

    def chosen(self) -> Hit | None:
        """Return the hit that is looked at."""
        row = self.currentRow()
        return self.hits[row] if 0 <= row < len(self.hits) else None


class KeptList(Rows):
    """Everything of a year."""

    def __init__(self) -> None:
        super().__init__(KEPT_HEADS, wide=1)
        self.setAccessibleName("这一年的榜")
        self.kept: tuple[Kept, ...] = ()

    def show_kept(self, kept: Sequence[Kept]) -> None:
        """Show another year."""
        self.kept = tuple(kept)
        self.show_rows([_kept_row(one) for one in kept])

    def chosen(self) -> Kept | None:
        """Return the posting that is looked at."""
        row = self.currentRow()
        return self.kept[row] if 0 <= row < len(self.kept) else None


def hit_words(one: Hit) -> str:
    """Return a hit as rich text, what was looked for set off by colour, weight and underline."""
    parts, last = [], 0
    for start, end in one.marks:
        parts += [html.escape(one.line[last:start]), _marked(one.line[start:end])]
        last = end
    line = "".join([*parts, html.escape(one.line[last:])]).replace("\t", "　")
    parts_of = (one.number, one.title, about_words(one.about), one.body)
    head = "　".join(part for part in parts_of if part)
    state = f"　【{one.state}】" if one.state else ""
    newer = f"　更正公告：{one.replaced_by}" if one.replaced_by else ""
    return f"<b>{html.escape(head)}</b>{state}{html.escape(newer)}<br>{line}"


def about_words(about: str) -> str:
    """Return a period as people say it, and an event by its title."""
    try:
        return Period.parse(about).label
    except ValueError:
        return about


def kept_words(one: Kept) -> str:
    """Return a posting of the year as rich text: what proves it, and why it is not filed."""
    held = one.posting
    head = "　".join(part for part in (held.number, held.title, held.label, one.body) if part)
    parts = [f"没有归档：{one.why}"] if one.why else []
    if one.filed:
        place = f"，放在{one.filed.place}" if one.filed.place else ""
        parts = [f"{one.filed.on} 由{one.filed.by}归档{place}"]
    parts += [*_hung(one), *one.lacks]
    parts += [f"意见：{'、'.join(one.opinions)}"] if one.opinions else []
    words = html.escape("　·　".join(parts))
    return f"<b>{html.escape(head)}</b>　【{one.state_word}】<br>{words}"


def _hung(one: Kept) -> list[str]:
    return [
        f"{hung.board} {hung.display.up_on} 贴"
        + (f"、{hung.display.down_on} 揭" if hung.display.down_on else "")
        + f"，{hung.days} 天"
        for hung in one.hung[-2:]
    ]


def _marked(text: str) -> str:
    ground = COLOURS["amber_fill"]
    return f'<u><b style="background:{ground}">{html.escape(text)}</b></u>'


def _hit_row(one: Hit) -> tuple[str, ...]:
    line = _from_the_mark(one).replace("\t", "　")
    known = one.number or one.on
    title = one.title or one.body
    title = title if len(title) <= MOST_TITLE else f"{title[:MOST_TITLE]}…"
    state = one.state or (about_words(one.about) if one.kind is not Kind.POSTING else "")
    return (one.kind.word, known, title, state, line)


def _from_the_mark(one: Hit) -> str:
    """Return the line from shortly before what was looked for, so that a narrow column shows it."""
    start = one.marks[0][0] - LEAD if one.marks else 0
    return f"…{one.line[start:]}" if start > LEAD else one.line


def _kept_row(one: Kept) -> tuple[str, ...]:
    place = one.filed.place or str(one.filed.on) if one.filed else one.why
    return (one.posting.number, one.posting.title, one.posting.label, one.state_word, place)
