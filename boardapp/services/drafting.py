"""Lists from files into drafts, and the findings on everything that was written for a period."""

from dataclasses import replace
from pathlib import Path

from boardapp.core.catalogue import Item
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding
from boardapp.core.period import Period
from boardapp.core.privacy import scan_name
from boardapp.core.registers.funds import month_problems
from boardapp.services import contracts, funds, obligations
from boardapp.services.composing import About
from boardapp.services.desk import Desk
from boardapp.services.posting import FINANCE, content_findings
from boardapp.spreadsheets.lists import read_list
from boardapp.store import attachments, villages


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


def register_findings(desk: Desk, period: Period) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful with the registers of every book about a period."""
    found: list[Finding] = []
    for book in villages.books(desk.db):
        found += contracts.book_findings(desk, book.id)
        month = funds.funds_month(desk, book.id, period)
        found += [replace(one, where=f"{book.name} 资金") for one in month_problems(month)]
    for name in attachments.names(desk.db):
        for one in scan_name(name):
            sentence = f"附件“{name}”的名称里有{one.kind.word}（{one.masked}），请改名再用。"
            found.append(Finding(one.level, f"privacy-{one.kind.value}", sentence, "附件名称"))
    return tuple(found)
