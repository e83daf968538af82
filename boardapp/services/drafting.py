"""Lists from files into drafts, and the findings on everything that was written for a period."""

from collections.abc import Sequence
from pathlib import Path

from boardapp.core.catalogue import Item
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding
from boardapp.core.period import Period
from boardapp.services import contracts, obligations
from boardapp.services.composing import About
from boardapp.services.desk import Desk
from boardapp.services.posting import FINANCE, content_findings
from boardapp.spreadsheets.lists import read_list
from boardapp.store import villages


def rows_from_file(item: Item, path: Path) -> tuple[tuple[str, ...], ...]:
    """Read a list whose heads are the item's columns; raises UserError when it has none."""
    if not item.columns:
        raise UserError(f"“{item.title}”不是名单，不能从表格导入。")
    titles = [column.title for column in item.columns]
    return read_list(path, titles, [c.title for c in item.columns if c.required])


def drafted_findings(desk: Desk, period: Period) -> tuple[Finding, ...]:
    """Return the findings on the contents of what was begun about a period, money aside."""
    found: list[Finding] = []
    for one in obligations.due_about(desk, period):
        about: About | None = one.period or one.event
        begun = one.begun or one.state.public
        if begun and about is not None and one.item.code not in FINANCE:
            found += content_findings(desk, one.item, about, one.body)
    return tuple(found)


def register_findings(desk: Desk) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful with the contracts of every book."""
    books: Sequence[str] = [book.id for book in villages.books(desk.db)]
    return tuple(f for book in books for f in contracts.book_findings(desk, book))
