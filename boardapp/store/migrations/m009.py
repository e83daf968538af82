"""Make room for closed years and for the texts that the archive is searched by.

A closed year's book is guarded by triggers: nobody writes its entries, openings, imports, counted
balances and movements of debts, or opens it again. ``_search_text`` is made from what was frozen
and can be made again at any time, so no journal tells of it.
"""

_TABLES = (
    ("entry", "month", "book"),
    ("opening", "month", "book"),
    ("year_opening", "through", "book"),
    ("ledger_import", "period", "book"),
    ("funds_statement", "month", "book"),
    ("debt_movement", '"on"', "(select book from debt where id = {row}.debt)"),
)

# A movement may be tied to a line of the next year's book; when that goes, the tie goes with it.
_OF = {"debt_movement": ' of id, debt, "on", fen, note, source'}


def _guard(table: str, day: str, book: str, verb: str, rows: tuple[str, ...]) -> str:
    tests = []
    for row in rows:
        owner = book.format(row=row) if "{row}" in book else f"{row}.{book}"
        year = f"cast(substr({row}.{day}, 1, 4) as integer)"
        tests.append(f"exists (select 1 from year_closed where book = {owner} and year = {year})")
    of = _OF.get(table, "") if verb == "update" else ""
    return (
        f"create trigger {table}_closed_{verb} before {verb}{of} on {table}"
        f" when {' or '.join(tests)}"
        " begin select raise(abort, 'the year is closed'); end"
    )


_GUARDS = [
    _guard(table, day, book, verb, rows)
    for table, day, book in _TABLES
    for verb, rows in (("insert", ("new",)), ("update", ("old", "new")), ("delete", ("old",)))
]

_MAKE = """
create table year_closed (
    book text not null references book (id), year integer not null,
    closed_at text not null, closed_by text not null check (closed_by <> ''),
    reason text not null, balances text not null, findings text not null,
    primary key (book, year)
) strict
;;
create trigger year_closed_keeps_rows before delete on year_closed
begin select raise(abort, 'a year is closed once'); end
;;
create trigger year_closed_keeps_text before update on year_closed
begin select raise(abort, 'a year is closed once'); end
;;
create table _search_text (
    posting text primary key references posting (id), form integer not null, text text not null
) strict
;;
create index posting_list on posting (
    published_on, id, item, body, period, revision, year, serial, number, submission, replaces
)
"""

STATEMENTS = ";;".join([_MAKE, *_GUARDS])
