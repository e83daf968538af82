"""Take a ledger file in as a person decided: all or nothing, and back again."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from boardapp.core.errors import UserError
from boardapp.core.ledger import POSITION_STEP, Direction, Entry, reversed_entry
from boardapp.core.period import Period
from boardapp.core.reading import Field, Line
from boardapp.services import ledger as ledgers
from boardapp.services.closed import refuse_closed
from boardapp.services.desk import Desk
from boardapp.services.previewing import Preview, accounting_month, amount_of, months_of
from boardapp.spreadsheets.files import name_of
from boardapp.store import entries as entry_store
from boardapp.store import imports, villages
from boardapp.store.imports import LedgerImport

OUTSIDE = ("here", "leave-out")
OVERLAPS = ("skip", "keep", "replace")


@dataclass(frozen=True)
class Decision:
    """What a person decided where only a person can.

    ``outside``: lines dated outside the period are booked ``here`` (补记) or ``leave-out``.
    ``overlaps``: lines that seem to be held already are to ``skip``, to ``keep`` beside them, or
    the earlier imports of the same ledger and months are to be taken back first (``replace``);
    what else is held of this file, such as lines typed by hand, is then skipped.
    Empty while nobody has decided.
    """

    outside: str = ""
    overlaps: str = ""


def take_in(desk: Desk, seen: Preview, decision: Decision | None = None) -> LedgerImport:
    """Write what a preview showed, all or nothing, and return the import.

    A file that is there already is left as it is and its import returned. Raises UserError when
    a finding blocks it or a decision is missing.
    """
    if seen.already:
        return seen.already
    decision = decision or Decision()
    _refuse_undecided(seen, decision)
    refuse_closed(desk.db, seen.book.id, seen.period)
    replaced = _replaced(seen) if decision.overlaps == "replace" else ()
    gone = {old.id for old in replaced}
    lines = _chosen(seen, decision, gone)
    one = _import_record(desk, seen, len(lines))
    entries = _entries(desk, seen, one.id, lines, gone)
    details = {
        "import": one.id,
        "file": one.file_name,
        "file_digest": one.file_digest,
        "period": one.period.code,
        "replaced": [old.id for old in replaced],
        "entries": [ledgers.told(entry) for entry in entries],
    }
    with desk.writing("import", details) as db:
        for old in replaced:
            entry_store.remove_of_import(db, old.id)
            imports.save(db, replace(old, undone_on=desk.today))
        if seen.account:
            villages.save_account(db, seen.account)
        imports.save(db, one)
        entry_store.save(db, entries)
        _save_openings(desk, seen, one)
    return one


def undo(desk: Desk, id_: str) -> LedgerImport:
    """Take a whole import back: its lines and its opening figures; the journal keeps them."""
    one = imports.one(desk.db, id_)
    if one is None:
        raise UserError(f"没有编号为“{id_}”的导入，没有改动。用 boardapp imports 查看编号。")
    if one.undone_on:
        raise UserError(f"这次导入已在{one.undone_on}撤销过，没有改动。")
    refuse_closed(desk.db, one.book, one.period)
    before = [ledgers.told(entry) for entry in entry_store.of_import(desk.db, one.id)]
    with desk.writing("undo-import", {"import": one.id, "before": before}) as db:
        entry_store.remove_of_import(db, one.id)
        one = replace(one, undone_on=desk.today)
        imports.save(db, one)
    return one


def remember_columns(desk: Desk, shape: str, fields: tuple[tuple[int, Field], ...]) -> None:
    """Remember which column is what for the next file of the same shape."""
    details = {"shape": shape, "fields": [[index, field.value] for index, field in fields]}
    with desk.writing("remember-columns", details) as db:
        imports.save_choice(db, shape, fields)


def _refuse_undecided(seen: Preview, decision: Decision) -> None:
    if seen.blocked:
        first = seen.blocked[0].sentence
        more = f"（共 {len(seen.blocked)} 处）" if len(seen.blocked) > 1 else ""
        raise UserError(f"没有导入，什么也没有改动。{first}{more}")
    if seen.outside and decision.outside not in OUTSIDE:
        rows = "、".join(str(line.row) for line in seen.outside[:5])
        raise UserError(
            f"没有导入：有 {len(seen.outside)} 行的日期不在{seen.period.label}（第 {rows} 行）。"
            "请决定：补记到本期（--outside here），或不导入这些行（--outside leave-out）。"
        )
    if seen.rival and not seen.overlaps and decision.overlaps not in OVERLAPS:
        raise UserError(
            f"没有导入：{seen.period.label}的{seen.account.name if seen.account else '总账'}"
            f"已经导入过“{seen.earlier[0].file_name}”，这一份不是接着它的。请决定：两份都要"
            "（--overlaps keep），或用这份替换上次的（--overlaps replace）；"
            "如果这是某个账户的日记账，请指明账户（--account）。"
        )
    if seen.overlaps and decision.overlaps not in OVERLAPS:
        rows = "、".join(str(line.row) for line, _ in seen.overlaps[:5])
        raise UserError(
            f"没有导入：有 {len(seen.overlaps)} 行与已有的账疑似重复（第 {rows} 行）。请决定："
            "跳过这些行（--overlaps skip）、两份都留（--overlaps keep），"
            "或先撤销上次导入再导入这份（--overlaps replace）。"
        )


def _replaced(seen: Preview) -> tuple[LedgerImport, ...]:
    """Return the imports that this one stands in for; raises UserError where one holds more."""
    for one in seen.earlier:
        if not seen.period.covers(one.period):
            raise UserError(
                f"没有导入：“{one.file_name}”是{one.period.label}的账，还有别的月份，"
                f"不能只用{seen.period.label}的账替换它。请跳过重复的行（--overlaps skip），"
                f"或先撤销那次导入（--undo {one.id[:8]}）再按月导入。"
            )
    return seen.earlier


def _chosen(seen: Preview, decision: Decision, gone: set[str]) -> list[Line]:
    left_out = set(seen.outside) if decision.outside == "leave-out" else set()
    if decision.overlaps in ("skip", "replace"):
        left_out |= {line for line, held in seen.overlaps if held.import_id not in gone}
    return [line for line in seen.reading.lines if line not in left_out]


def _import_record(desk: Desk, seen: Preview, count: int) -> LedgerImport:
    return LedgerImport(
        id=str(uuid.uuid4()),
        book=seen.book.id,
        account=seen.account_id,
        period=seen.period,
        file_name=name_of(seen.path),
        file_digest=seen.reading.digest,
        sheet=seen.reading.sheet,
        shape=seen.reading.shape,
        entries=count,
        opening=seen.reading.opening,
        stated=seen.reading.stated,
        findings=seen.findings,
        taken_on=desk.today,
        taken_by=desk.operator,
    )


def _entries(
    desk: Desk, seen: Preview, import_id: str, lines: Sequence[Line], gone: set[str]
) -> list[Entry]:
    months = [seen.period.months[0].previous(), *months_of(lines, seen.period)]
    earlier = [
        entry
        for entry in entry_store.of_months(desk.db, seen.book.id, months)
        if entry.account == seen.account_id and entry.import_id not in gone
    ]
    subjects: dict[tuple[str, str, Direction], str] = {}
    found: list[Entry] = []
    for line in lines:
        direction, fen = amount_of(line)
        key = (line.summary, line.file_subject, direction)
        if key not in subjects:
            subjects[key] = ledgers.suggested_subject(desk.db, *key)
        entry = Entry(
            id=str(uuid.uuid4()),
            book=seen.book.id,
            account=seen.account_id,
            month=accounting_month(line, seen.period),
            date=line.date,
            voucher=line.voucher,
            summary=line.summary,
            direction=direction,
            fen=fen,
            subject="" if line.transfer else subjects[key],
            file_subject=line.file_subject,
            handler=line.handler,
            transfer=line.transfer,
            import_id=import_id,
            row=line.row,
            position=line.row * POSITION_STEP,
        )
        if entry.fen < 0:
            entry = replace(entry, reverses=reversed_entry(entry, [*earlier, *found]))
        found.append(entry)
    return found


def _save_openings(desk: Desk, seen: Preview, one: LedgerImport) -> None:
    """Keep the opening that the file states, and the year's figures when it states those.

    A second file of a month does not move the opening that the first one set.
    """
    month, reading = seen.period.months[0], seen.reading
    held = ledgers.opening_figure(desk.db, one.book, one.account, month)
    if reading.opening is not None and held.stated is None:
        opening = entry_store.Opening(
            str(uuid.uuid4()), one.book, one.account, month, reading.opening, one.id
        )
        entry_store.save_opening(desk.db, opening)
    stated = reading.stated
    if stated.year_income is None or stated.year_expense is None or month.index == 1:
        return
    if one.account is not None:
        return  # a bank book's 本年累计 is not that of all money
    through = month.previous()
    if any(
        year.through.year == month.year for year in entry_store.year_openings(desk.db, one.book)
    ):
        return
    if Period(month.year, 1) in ledgers.months_held(desk.db, one.book):
        return
    entry_store.save_year_opening(
        desk.db,
        entry_store.YearOpening(
            str(uuid.uuid4()),
            one.book,
            through,
            stated.year_income - reading.income,
            stated.year_expense - reading.expense,
            one.id,
        ),
    )
