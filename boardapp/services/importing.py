"""Take a ledger file in: look first, let a person decide, write all or nothing, take it back."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.ledger import POSITION_STEP, Direction, Entry, reversed_entry, split_voucher
from boardapp.core.money import grouped
from boardapp.core.period import Period
from boardapp.core.progress import Progress, silent
from boardapp.core.reading import Choice, Field, Line, Reading
from boardapp.core.village import Account, AccountKind, Book
from boardapp.services import ledger as ledgers
from boardapp.services.desk import Desk
from boardapp.services.village import the_village
from boardapp.spreadsheets.ledger import read_ledger
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
    the earlier import of the same ledger and period is to be taken back first (``replace``).
    Empty while nobody has decided.
    """

    outside: str = ""
    overlaps: str = ""


@dataclass(frozen=True)
class Preview:
    """A ledger file as it would be taken in; nothing has been written.

    ``already`` is the import of the very same file into the same ledger, if it stands.
    ``overlaps`` pairs a line with the entry that it seems to repeat. ``rival`` says that another
    file stands for the same ledger and period and that this one does not run on from it.
    """

    path: Path
    reading: Reading
    period: Period
    book: Book
    account: Account | None
    already: LedgerImport | None
    earlier: tuple[LedgerImport, ...]
    outside: tuple[Line, ...]
    overlaps: tuple[tuple[Line, Entry], ...]
    rival: bool
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> tuple[Finding, ...]:
        """The findings that must be put right before the file can be taken in."""
        return tuple(one for one in self.findings if one.level is Level.MUST)

    @property
    def account_id(self) -> str | None:
        """The account's id, or None for the combined ledger."""
        return self.account.id if self.account else None


def preview(
    desk: Desk,
    path: Path,
    period: Period,
    book: Book,
    account: Account | None = None,
    choice: Choice | None = None,
    progress: Progress = silent,
    *,
    place: bool = False,
) -> Preview:
    """Read a ledger file and hold it against what is there; raises UserError when it cannot be.

    Columns that a person chose for an earlier file of the same shape are used again. With
    ``place`` and without an account, a cash or bank book goes to the account of its kind.
    """
    choice = choice or Choice()
    village = the_village(desk).name
    reading = read_ledger(path, period, choice, progress, village=village)
    remembered = imports.choice(desk.db, reading.shape)
    if remembered and choice.fields is None:
        choice = replace(choice, fields=remembered)
        reading = read_ledger(path, period, choice, progress, village=village)
    placed = place and account is None and reading.account is not None
    if place and account is None and reading.account is not None:
        account = _account_of_kind(desk, book, reading.account)
    account_id = account.id if account else None
    standing = [
        one
        for one in imports.standing(desk.db, book.id)
        if one.account == account_id and one.file_name
    ]
    earlier = [one for one in standing if one.period == period]
    same = [one for one in earlier if (one.file_digest, one.sheet) == _identity(reading)]
    held = [
        entry
        for entry in entry_store.of_months(desk.db, book.id, _months(reading.lines, period))
        if entry.account == account_id
    ]
    return Preview(
        path=path,
        reading=reading,
        period=period,
        book=book,
        account=account,
        already=same[0] if same else None,
        earlier=tuple(earlier),
        outside=tuple(line for line in reading.lines if not period.holds(line.date)),
        overlaps=() if same else tuple(_overlaps(reading.lines, held)),
        rival=not same and bool(earlier) and not _runs_on(desk, reading, period, book, account_id),
        findings=(
            *reading.findings,
            *_findings(desk, reading, period, book, account_id),
            *(_placed(account) if placed and account else ()),
        ),
    )


def take_in(desk: Desk, seen: Preview, decision: Decision | None = None) -> LedgerImport:
    """Write what a preview showed, all or nothing, and return the import.

    A file that is there already is left as it is and its import returned. Raises UserError when
    a finding blocks it or a decision is missing.
    """
    if seen.already:
        return seen.already
    decision = decision or Decision()
    _refuse_undecided(seen, decision)
    lines = _chosen(seen, decision)
    one = _import_record(desk, seen, len(lines))
    entries = _entries(desk, seen, one.id, lines)
    replaced = seen.earlier if decision.overlaps == "replace" else ()
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


def _account_of_kind(desk: Desk, book: Book, kind: AccountKind) -> Account:
    """Return the book's account of a kind, or a new one that is kept when the file is taken in."""
    found = [one for one in villages.accounts(desk.db, book.id) if one.kind is kind]
    if len(found) > 1:
        names = "、".join(one.name for one in found)
        raise UserError(
            f"这份账像是{kind.word}的日记账，而{kind.word}有几个账户：{names}。"
            "没有改动。请说明是哪一个（--account 账户名称）。"
        )
    return found[0] if found else Account(str(uuid.uuid4()), book.id, kind, kind.word)


def _placed(account: Account) -> Iterable[Finding]:
    yield Finding(
        Level.HINT,
        "account-placed",
        f"这份账是{account.kind.word}日记账，记在账户“{account.name}”下，不与总账重复计算。",
    )


def _identity(reading: Reading) -> tuple[str, str]:
    return reading.digest, reading.sheet


def _months(lines: Iterable[Line], period: Period) -> tuple[Period, ...]:
    return tuple({*period.months, *(_accounting_month(line, period) for line in lines)})


def _accounting_month(line: Line, period: Period) -> Period:
    """Return the month a line is booked in: its own, or the nearest month of the period."""
    month = Period.month_of(line.date)
    return min(max(month, period.months[0]), period.months[-1])


def _runs_on(desk: Desk, reading: Reading, period: Period, book: Book, account: str | None) -> bool:
    """Whether a further file of a period starts from the balance that the one before ends with."""
    after = ledgers.opening_figure(desk.db, book.id, account, period.months[-1].next()).carried
    return reading.opening is None or reading.opening == after


def _overlaps(lines: Sequence[Line], held: Sequence[Entry]) -> Iterable[tuple[Line, Entry]]:
    """Pair lines with entries of the same day, amount and either summary or voucher number."""
    places: dict[tuple[date, Direction, int], list[Entry]] = {}
    for one in held:
        places.setdefault((one.date, one.direction, one.fen), []).append(one)
    for line in lines:
        direction, fen = _amount(line)
        like = places.get((line.date, direction, fen), [])
        entry = next((one for one in like if _alike(line, one)), None)
        if entry:
            like.remove(entry)
            yield line, entry


def _amount(line: Line) -> tuple[Direction, int]:
    if line.income is not None:
        return Direction.INCOME, line.income
    return Direction.EXPENSE, line.expense or 0


def _alike(line: Line, entry: Entry) -> bool:
    numbers = split_voucher(line.voucher)[1], split_voucher(entry.voucher)[1]
    return line.summary == entry.summary or (numbers[0] != "" and numbers[0] == numbers[1])


def _findings(
    desk: Desk, reading: Reading, period: Period, book: Book, account: str | None
) -> Iterable[Finding]:
    """Say what does not agree with what is held: the opening, the same file elsewhere."""
    carried = ledgers.opening_figure(desk.db, book.id, account, period.months[0]).carried
    if None not in (carried, reading.opening) and carried != reading.opening:
        yield Finding(
            Level.VERIFY,
            "opening-differs",
            f"文件的期初余额是 {grouped(reading.opening or 0)} 元，而上期结余是 "
            f"{grouped(carried or 0)} 元，两者不符。请与记账中心核对。",
        )
    for one in imports.standing(desk.db):
        if (one.file_digest, one.sheet) == _identity(reading) and (
            one.account != account or one.period != period or one.book != book.id
        ):
            yield Finding(
                Level.VERIFY,
                "same-file-elsewhere",
                f"同一份文件已经作为{one.period.label}的另一本账导入过。请核实没有选错账户或期间。",
            )


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


def _chosen(seen: Preview, decision: Decision) -> list[Line]:
    left_out = set(seen.outside) if decision.outside == "leave-out" else set()
    if decision.overlaps == "skip":
        left_out |= {line for line, _ in seen.overlaps}
    return [line for line in seen.reading.lines if line not in left_out]


def _import_record(desk: Desk, seen: Preview, count: int) -> LedgerImport:
    return LedgerImport(
        id=str(uuid.uuid4()),
        book=seen.book.id,
        account=seen.account_id,
        period=seen.period,
        file_name=seen.path.name,
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


def _entries(desk: Desk, seen: Preview, import_id: str, lines: Sequence[Line]) -> list[Entry]:
    months = [seen.period.months[0].previous(), *_months(lines, seen.period)]
    earlier = list(entry_store.of_months(desk.db, seen.book.id, months))
    subjects: dict[tuple[str, str, Direction], str] = {}
    found: list[Entry] = []
    for line in lines:
        direction, fen = _amount(line)
        key = (line.summary, line.file_subject, direction)
        if key not in subjects:
            subjects[key] = ledgers.suggested_subject(desk.db, *key)
        entry = Entry(
            id=str(uuid.uuid4()),
            book=seen.book.id,
            account=seen.account_id,
            month=_accounting_month(line, seen.period),
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
