"""Find in what was frozen and booked: the texts that are looked through, and what tells of them.

``_search_text`` holds each posting's content as one folded text. It is made from the frozen
content when it is first looked for, can be thrown away at any time, and no journal tells of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

from boardapp.core.archive.lines import FORM, folded
from boardapp.core.disclosure import ItemClass

_AT_ONCE = 50
_TOPICS = {one.value: one.word for one in ItemClass}
_FEW = 900
"""As many ids as a statement may name."""


@dataclass(frozen=True)
class Sheet:
    """What is known of a posting besides its content, as it is kept.

    ``period`` is a period's code or an event's id, ``event`` that event's title and ``on`` its
    day. ``around`` names who signed, the boards, all days, and where it lies in the archive.
    """

    id: str
    item: str
    body: str
    period: str
    year: int
    serial: int
    number: str
    prefix: str
    published_on: str
    event: str
    on: str
    replaced_by: str
    around: str


def unread(db: Database) -> int:
    """Return how many postings have no text yet that could be looked through."""
    return int(db.execute(f"select count(*) {_UNREAD}", [FORM]).fetchone()[0])


def read_on(db: Database) -> int:
    """Make the texts of some postings that have none yet, and return how many are still left."""
    rows = db.execute(f"select p.id, p.content {_UNREAD} limit {_AT_ONCE}", [FORM]).fetchall()
    with db.atomic():
        db.conn.executemany(
            "insert or replace into _search_text (posting, form, text) values (?, ?, ?)",
            [(id_, FORM, folded(content.encode())) for id_, content in rows],
        )
    return unread(db) if rows else 0


def forget(db: Database) -> None:
    """Throw every text away, to be made anew."""
    with db.atomic():
        db.execute("delete from _search_text")


def both(db: Database, id_: str) -> tuple[bytes, str]:
    """Return the frozen content of a posting, and its text as it is looked through, if any."""
    row = db.execute(
        "select p.content, coalesce(s.text, '') from posting p"
        " left join _search_text s on s.posting = p.id and s.form = ? where p.id = ?",
        [FORM, id_],
    ).fetchone()
    return row[0].encode(), row[1]


def all_ids(db: Database) -> tuple[str, ...]:
    """Return the id of every posting."""
    return tuple(row[0] for row in db.execute("select id from posting"))


def holding(db: Database, needles: Sequence[str], among: Sequence[str] | None) -> frozenset[str]:
    """Return the postings whose text holds any of some folded texts, of some postings or of all."""
    tests = " or ".join(["instr(text, ?) > 0"] * len(needles))
    few = among is not None and len(among) <= _FEW
    marks = f" and posting in ({','.join('?' * len(among))})" if few and among is not None else ""
    values = [FORM, *needles, *(among or () if few else ())]
    rows = db.execute(
        f"select posting from _search_text where form = ? and ({tests}){marks}", values
    )
    found = frozenset(row[0] for row in rows)
    return found if few or among is None else found & frozenset(among)


def sheets(db: Database) -> tuple[Sheet, ...]:
    """Return every posting, the newest first."""
    around: dict[str, list[str]] = {}
    for text in (_BOARDS, _STEPS, _FILED):
        for id_, words in db.execute(text):
            around.setdefault(id_, []).append(words)
    found = []
    for row in db.execute(_SHEETS):
        values = [*row, "\t".join(around.get(row[0], ()))]
        found.append(Sheet(*values))
    return tuple(found)


_UNREAD = (
    "from posting p left join _search_text s on s.posting = p.id and s.form = ?"
    " where s.posting is null"
)
# The content and the notice are large and lie before the later columns of a row: an index holds
# what is asked here, or else a list of all postings reads every page of them.
_SHEETS = (
    "select p.id, p.item, p.body, p.period, p.year, p.serial, p.number, b.prefix, p.published_on,"
    " coalesce(e.title, ''), coalesce(e.happened_on, ''), coalesce(n.number, '')"
    " from posting p join body b on b.id = p.body left join event e on e.id = p.period"
    " left join posting n on n.replaces = p.id order by p.published_on desc, p.rowid desc"
)
_BOARDS = (
    "select d.posting, b.name || char(9) || d.up_on || char(9) || coalesce(d.down_on, '')"
    " || char(9) || d.up_by || char(9) || d.down_by"
    " from display d join board b on b.id = d.board"
)
_STEPS = (
    "select p.id, s.taken_by || char(9) || s.taken_on"
    " from step s join posting p on p.submission = s.submission"
)
_FILED = "select posting, place || char(9) || filed_on || char(9) || filed_by from filed"


class Line(NamedTuple):
    """A line of a ledger, or an opinion, with what it may be found by in ``words``.

    ``month`` and ``on`` are as they are kept; ``fen`` is None for an opinion.
    """

    id: str
    owner: str
    month: str
    on: str
    fen: int | None
    words: str


def entry_lines(db: Database) -> Iterator[Line]:
    """Yield every line of every book, in no order; ``owner`` is the book's id."""
    rows = db.execute(
        "select id, book, month, date, fen, voucher || char(9) || summary || char(9) || handler"
        " || char(9) || file_subject from entry"
    )
    return map(Line._make, rows)


def feedback_lines(db: Database) -> Iterator[Line]:
    """Yield every opinion with all that was done about it; ``owner`` is the body's id.

    Who wanted to stay unnamed is not found by the name.
    """
    acts: dict[str, list[str]] = {}
    for id_, text in db.execute(
        "select feedback, done_on || char(9) || done_by || char(9) || text from feedback_act"
        " order by done_on, rowid"
    ):
        acts.setdefault(id_, []).append(text)
    rows = db.execute(
        "select topic, case named when 1 then person else '' end, id, body,"
        " substr(received_on, 1, 7), received_on, null, '〔' || year || '〕意见第'"
        " || serial || '号' || char(9) || text from feedback"
    )
    for topic, person, *row in rows:
        one = Line._make(row)
        words = (one.words, _TOPICS.get(topic, ""), person, *acts.get(one.id, ()))
        yield one._replace(words="\t".join(words))
