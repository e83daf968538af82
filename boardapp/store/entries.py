"""Ledger entries, and the opening figures that they run on from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from boardapp.core.ledger import Direction, Entry
from boardapp.core.period import Period

_COLUMNS = (
    "id, book, account, month, date, voucher, summary, direction, fen, subject, file_subject, "
    'handler, transfer, reverses, import_id, "row", position'
)


@dataclass(frozen=True)
class Opening:
    """A balance in fen that was stated for the start of a month, by a file or by a person.

    ``account`` is None for the book's combined ledger.
    """

    id: str
    book: str
    account: str | None
    month: Period
    fen: int
    import_id: str | None = None


@dataclass(frozen=True)
class YearOpening:
    """Income and spending of a year from January through the month ``through``, in fen."""

    id: str
    book: str
    through: Period
    income: int
    expense: int
    import_id: str | None = None


def of_months(db: Database, book: str, months: Sequence[Period]) -> tuple[Entry, ...]:
    """Return a book's entries of some months, every ledger of it, in order of position."""
    marks = ",".join("?" * len(months))
    where = f"book = ? and month in ({marks}) order by month, position, rowid"
    return _entries(db, where, [book, *(month.code for month in months)])


def of_import(db: Database, import_id: str) -> tuple[Entry, ...]:
    """Return the entries that one import brought."""
    return _entries(db, "import_id = ? order by position", [import_id])


def one(db: Database, id_: str) -> Entry | None:
    """Return an entry by its id."""
    found = _entries(db, "id = ?", [id_])
    return found[0] if found else None


def begun(db: Database, start: str) -> tuple[Entry, ...]:
    """Return the entries whose id begins with some characters."""
    return _entries(db, "substr(id, 1, ?) = ?", [len(start), start])


def save(db: Database, entries: Iterable[Entry]) -> None:
    """Add entries or change those that are there."""
    db.table("entry").upsert_all((_row(entry) for entry in entries), pk="id")


def remove(db: Database, ids: Iterable[str]) -> None:
    """Take entries out."""
    for id_ in ids:
        db.table("entry").delete(id_)


def net_before(db: Database, book: str, account: str | None, start: Period, end: Period) -> int:
    """Return in fen what one ledger's entries did from month ``start`` up to before ``end``."""
    row = db.execute(
        "select coalesce(sum(case direction when 'income' then fen else -fen end), 0) from entry"
        " where book = ? and account is ? and month >= ? and month < ?",
        [book, account, start.code, end.code],
    ).fetchone()
    return int(row[0])


def months_held(db: Database, book: str, account: str | None) -> tuple[Period, ...]:
    """Return the months for which one ledger holds entries or an import, in order.

    An import that brought no entries counts: it says that the month was without any.
    """
    found = {
        Period.parse(row[0])
        for row in db.execute(
            "select distinct month from entry where book = ? and account is ?", [book, account]
        )
    }
    rows = db.execute(
        "select distinct period from ledger_import"
        " where book = ? and account is ? and undone_on is null",
        [book, account],
    )
    for (code,) in rows:
        found.update(Period.parse(code).months)
    return tuple(sorted(found))


def openings(db: Database, book: str, account: str | None) -> tuple[Opening, ...]:
    """Return the stated openings of one ledger in order of month."""
    rows = db.execute(
        "select id, book, account, month, fen, import_id from opening"
        " where book = ? and account is ? order by month",
        [book, account],
    )
    return tuple(Opening(i, b, a, Period.parse(m), fen, imp) for i, b, a, m, fen, imp in rows)


def save_opening(db: Database, opening: Opening) -> None:
    """State the opening of one month, in place of what was stated for it before."""
    remove_opening(db, opening.book, opening.account, opening.month)
    db.table("opening").insert({**vars(opening), "month": opening.month.code})


def remove_opening(db: Database, book: str, account: str | None, month: Period) -> None:
    """Take back the stated opening of one month."""
    db.execute(
        "delete from opening where book = ? and account is ? and month = ?",
        [book, account, month.code],
    )


def year_openings(db: Database, book: str) -> tuple[YearOpening, ...]:
    """Return the stated year-to-date figures of a book in order of month."""
    columns = "id, book, through, income, expense, import_id"
    rows = db.execute(f"select {columns} from year_opening where book = ? order by through", [book])
    return tuple(YearOpening(i, b, Period.parse(m), *rest) for i, b, m, *rest in rows)


def save_year_opening(db: Database, one: YearOpening) -> None:
    """State a year's figures through one month, in place of what was stated for it before."""
    db.execute(
        "delete from year_opening where book = ? and through = ?", [one.book, one.through.code]
    )
    db.table("year_opening").insert({**vars(one), "through": one.through.code})


def remove_of_import(db: Database, import_id: str) -> None:
    """Take out everything that one import brought: its entries and its opening figures."""
    for table in ("entry", "opening", "year_opening"):
        db.execute(f"delete from {table} where import_id = ?", [import_id])


def remembered_subject(db: Database, summary: str, direction: Direction) -> str:
    """Return the subject last chosen for the same summary, or an empty text."""
    row = db.execute(
        "select subject from entry where summary = ? and direction = ? and subject <> ''"
        " order by month desc, rowid desc limit 1",
        [summary, direction.value],
    ).fetchone()
    return row[0] if row else ""


def summaries_like(db: Database, start: str, most: int = 20) -> tuple[str, ...]:
    """Return summaries used before that begin with some words, the most used first."""
    pattern = start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    rows = db.execute(
        "select summary from entry where summary like ? escape '\\'"
        " group by summary order by count(*) desc, summary limit ?",
        [pattern, most],
    )
    return tuple(row[0] for row in rows)


def _entries(db: Database, where: str, values: Sequence[Any]) -> tuple[Entry, ...]:
    rows = db.execute(f"select {_COLUMNS} from entry where {where}", values)
    return tuple(_entry(row) for row in rows)


def _entry(row: Sequence[Any]) -> Entry:
    values = list(row)
    values[3] = Period.parse(values[3])
    values[4] = date.fromisoformat(values[4])
    values[7] = Direction(values[7])
    values[12] = bool(values[12])
    return Entry(*values)


def _row(entry: Entry) -> dict[str, Any]:
    return {
        **vars(entry),
        "month": entry.month.code,
        "date": entry.date.isoformat(),
        "direction": entry.direction.value,
        "transfer": int(entry.transfer),
    }
