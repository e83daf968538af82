"""The village, its bodies, books, accounts and offices; and the few settings of the program."""

from datetime import date

from sqlite_utils import Database

from boardapp.core.village import Account, AccountKind, Body, BodyKind, Book, Office, Village


def setting(db: Database, key: str, default: str = "") -> str:
    """Return a setting's text, or the default while nobody has set it."""
    row = db.execute("select value from setting where key = ?", [key]).fetchone()
    return row[0] if row else default


def save_setting(db: Database, key: str, value: str) -> None:
    """Keep a setting's text."""
    db.table("setting").insert({"key": key, "value": value}, pk="key", replace=True)


def village(db: Database) -> Village | None:
    """Return the village, or None while it has not been set up."""
    columns = "code, name, township, hotline, opinion_box, objection"
    row = db.execute(f"select {columns} from village").fetchone()
    return Village(*row) if row else None


def save_village(db: Database, one: Village) -> None:
    """Keep the village's particulars."""
    db.table("village").insert({"id": 1, **vars(one)}, pk="id", replace=True)


def bodies(db: Database) -> tuple[Body, ...]:
    """Return the publishing bodies, the oldest first."""
    rows = db.execute("select id, kind, name, prefix from body order by rowid")
    return tuple(Body(id_, BodyKind(kind), name, prefix) for id_, kind, name, prefix in rows)


def save_body(db: Database, one: Body) -> None:
    """Add a body or change it."""
    db.table("body").upsert(vars(one), pk="id")


def books(db: Database) -> tuple[Book, ...]:
    """Return the books with the bodies that publish them, the oldest first."""
    found = []
    for id_, name in db.execute("select id, name from book order by rowid").fetchall():
        rows = db.execute("select body from book_body where book = ? order by rowid", [id_])
        found.append(Book(id_, name, tuple(row[0] for row in rows)))
    return tuple(found)


def save_book(db: Database, one: Book) -> None:
    """Add a book or change its name and its bodies."""
    db.table("book").upsert({"id": one.id, "name": one.name}, pk="id")
    db.execute("delete from book_body where book = ?", [one.id])
    db.table("book_body").insert_all({"book": one.id, "body": body} for body in one.bodies)


def accounts(db: Database, book: str) -> tuple[Account, ...]:
    """Return the accounts of a book, the oldest first."""
    columns = "id, book, kind, name, number"
    rows = db.execute(f"select {columns} from account where book = ? order by rowid", [book])
    return tuple(Account(i, b, AccountKind(k), name, no) for i, b, k, name, no in rows)


def save_account(db: Database, one: Account) -> None:
    """Add an account or change it."""
    db.table("account").upsert(vars(one), pk="id")


def offices(db: Database, body: str) -> tuple[Office, ...]:
    """Return every office ever held in a body, in order of their start."""
    columns = 'id, body, title, person, start, "end"'
    rows = db.execute(f"select {columns} from office where body = ? order by start, rowid", [body])
    return tuple(
        Office(i, b, title, person, date.fromisoformat(start), end and date.fromisoformat(end))
        for i, b, title, person, start, end in rows
    )


def save_office(db: Database, one: Office) -> None:
    """Add an office or change it."""
    end = one.end.isoformat() if one.end else None
    db.table("office").upsert({**vars(one), "start": one.start.isoformat(), "end": end}, pk="id")


def remove_office(db: Database, id_: str) -> None:
    """Take out an office that was entered by mistake."""
    db.table("office").delete(id_)
