"""Whose database this is: its identity, the numbers it knows, and what it froze, read as raw."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from boardapp.store.attachments import SUFFIXES


@dataclass(frozen=True)
class Instance:
    """The identity of a database.

    ``origin`` is ``new``, ``restored`` or ``copied``, ``previous`` the identity before, ``mark``
    what the data folder must bear too. ``proven`` says that numbers are known to run on from the
    wall, ``sequence`` is the last bundle known to be out.
    """

    uuid: str
    origin: str
    previous: str
    since: str
    mark: str
    proven: bool
    sequence: int


def held(db: Database) -> Instance:
    """Return the identity of a database."""
    columns = "uuid, origin, previous, since, mark, proven, sequence"
    row = db.execute(f"select {columns} from instance").fetchone()
    id_, origin, previous, since, mark, proven, sequence = row
    return Instance(id_, origin, previous, since, mark, bool(proven), sequence)


def save(db: Database, one: Instance) -> None:
    """Keep the identity."""
    row = {"id": 1, **vars(one), "proven": int(one.proven)}
    db.table("instance").insert(row, pk="id", replace=True)


def bind(db: Database, mark: str) -> None:
    """Give the mark to a database in which nothing was written yet."""
    with db.atomic():
        db.execute("update instance set mark = ?", [mark])


def last_serials(db: Database, year: int) -> dict[str, int]:
    """Return the last number of a year that each body has used or lost."""
    rows = db.execute(
        "select body, max(serial) from (select body, year, serial from posting"
        " union all select body, year, serial from number_void) where year = ? group by body",
        [year],
    )
    return {body: int(serial) for body, serial in rows}


def serials(db: Database) -> dict[tuple[str, int], frozenset[int]]:
    """Return every number that is used or void, by body and year."""
    found: dict[tuple[str, int], set[int]] = {}
    text = "select body, year, serial from"
    for body, year, serial in db.execute(f"{text} posting union all {text} number_void"):
        found.setdefault((body, year), set()).add(serial)
    return {place: frozenset(numbers) for place, numbers in found.items()}


def frozen(db: Database) -> Iterator[tuple[str, str, bytes, str, bytes, str]]:
    """Return id, number, content, its digest, notice and its digest of each posting, unread.

    What somebody wrote into the file by hand may be no posting that can be read as one.
    """
    text = "select id, number, content, digest, notice, notice_digest from posting order by rowid"
    for id_, number, content, digest, notice, notice_digest in db.execute(text):
        yield id_, number, content.encode("utf-8", "replace"), digest, bytes(notice), notice_digest


def files(db: Database) -> tuple[tuple[str, str, str], ...]:
    """Return digest, name and path below the folder of attachments of each kept file."""
    rows = db.execute("select digest, name, media from attachment order by digest")
    return tuple((d, name, f"{d[:2]}/{d}.{SUFFIXES.get(m, '')}") for d, name, m in rows)
