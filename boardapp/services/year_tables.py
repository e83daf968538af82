"""The registers of 三资 as they go into the yearly file: one workbook for each book."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from boardapp.core.compose import register_lists
from boardapp.core.content import Block, Content, Table
from boardapp.core.period import Cycle, Period
from boardapp.core.privacy import masked
from boardapp.core.registers.cards import CardKind
from boardapp.core.village import Body, Book
from boardapp.services.composing import public_numbers
from boardapp.services.desk import Desk
from boardapp.services.funds import funds_month
from boardapp.spreadsheets.tables import write_tables
from boardapp.store import register_money, registers, villages


def register_files(desk: Desk, year: int, body: Body | None) -> Iterator[tuple[str, bytes]]:
    """Yield name and workbook of each book that holds anything, as of the year's end or today.

    Numbers that identify a person are masked, and accounts go by their names only.
    """
    for book in books_of(desk, body):
        sheets = [(name, tables) for name, tables in _sheets(desk, book, year) if tables]
        if sheets:
            day = min(date(year, 12, 31), desk.today)
            title = f"{book.name} {year}年三资台账"
            yield f"{book.name}-三资台账", write_tables(title, f"截至 {day}，单位：元", sheets)


def books_of(desk: Desk, body: Body | None) -> tuple[Book, ...]:
    """Return the books that a body publishes, or all of them without one."""
    return tuple(one for one in villages.books(desk.db) if body is None or body.id in one.bodies)


def _sheets(desk: Desk, book: Book, year: int) -> Iterator[tuple[str, list[Table]]]:
    db, whole = desk.db, Period(year, 1, Cycle.YEAR)
    day = min(whole.last_day, desk.today)
    paid = register_money.payments_of_book(db, book.id)
    moved = register_money.movements_of_book(db, book.id)
    kinds = {kind: registers.cards(db, kind, book.id) for kind in CardKind}
    lists: list[tuple[str, list[Block]]] = [
        ("资产", register_lists.assets(kinds[CardKind.ASSET], day)),
        ("资源", register_lists.resources(kinds[CardKind.RESOURCE])),
        ("合同", register_lists.contracts(kinds[CardKind.CONTRACT], paid, whole)),
        ("债权债务", register_lists.debts(kinds[CardKind.DEBT], moved, whole)),
        ("资金", register_lists.funds(funds_month(desk, book.id, Period.month_of(day)))),
    ]
    for name, blocks in lists:
        told = Content("", "", "", "", "", "", tuple(map(_of_people, blocks)))
        kept = masked(told, public_numbers(desk)).blocks
        yield name, [block for block in kept if isinstance(block, Table)]


def _of_people(block: Block) -> Block:
    """Return a table whose head 承包方 is 承包人: of the other word numbers pass for codes."""
    if not isinstance(block, Table):
        return block
    columns = tuple(
        replace(one, title="承包人") if one.title == "承包方" else one for one in block.columns
    )
    return replace(block, columns=columns)
