"""Look at a ledger file before it is taken in, and hold it against what is there."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.ledger import Direction, Entry, split_voucher
from boardapp.core.money import grouped
from boardapp.core.period import Period
from boardapp.core.progress import Progress, silent
from boardapp.core.reading import Choice, Line, Reading
from boardapp.core.village import Account, AccountKind, Book
from boardapp.services import ledger as ledgers
from boardapp.services.closed import closed_findings
from boardapp.services.desk import Desk
from boardapp.services.village import the_village
from boardapp.spreadsheets.ledger import read_ledger
from boardapp.store import entries as entry_store
from boardapp.store import imports, villages
from boardapp.store.imports import LedgerImport


@dataclass(frozen=True)
class Preview:
    """A ledger file as it would be taken in; nothing has been written.

    ``already`` is the import of the very same file into the same ledger, if it stands;
    ``earlier`` are all that stand for the same ledger and months of the period. ``overlaps``
    pairs a line with the entry that it seems to repeat. ``rival`` says that another file stands
    for the same ledger and months and that this one does not run on from it.
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
    reading = _read(desk, path, period, choice or Choice(), progress)
    placed = place and account is None and reading.account is not None
    if placed and reading.account is not None:
        account = _account_of_kind(desk, book, reading.account)
    at = _Place(period, book, account)
    held = _held(desk, reading, at)
    earlier = _earlier(_files(desk, at), period, held)
    same = [
        one
        for one in earlier
        if one.period == period and (one.file_digest, one.sheet) == _identity(reading)
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
        rival=not same and bool(earlier) and not _runs_on(desk, reading, at),
        findings=(
            *closed_findings(desk.db, book.id, [period]),
            *reading.findings,
            *_findings(desk, reading, at),
            *(_placed(account) if placed and account else ()),
        ),
    )


@dataclass(frozen=True)
class _Place:
    """Where a file would be taken in: which period of which ledger of which book."""

    period: Period
    book: Book
    account: Account | None

    @property
    def account_id(self) -> str | None:
        """The account's id, or None for the combined ledger."""
        return self.account.id if self.account else None


def _read(desk: Desk, path: Path, period: Period, choice: Choice, progress: Progress) -> Reading:
    """Read a file, with the columns that were chosen for one of its shape if none are chosen."""
    village = the_village(desk).name
    reading = read_ledger(path, period, choice, progress, village=village)
    remembered = imports.choice(desk.db, reading.shape)
    if not remembered or choice.fields is not None:
        return reading
    chosen = replace(choice, fields=remembered)
    return read_ledger(path, period, chosen, progress, village=village)


def _files(desk: Desk, at: _Place) -> list[LedgerImport]:
    """Return the files that stand for a ledger, whatever their period."""
    standing = imports.standing(desk.db, at.book.id)
    return [one for one in standing if one.account == at.account_id and one.file_name]


def _held(desk: Desk, reading: Reading, at: _Place) -> list[Entry]:
    """Return the entries of a ledger in the months that a file speaks of."""
    months = months_of(reading.lines, at.period)
    held = entry_store.of_months(desk.db, at.book.id, months)
    return [entry for entry in held if entry.account == at.account_id]


def _earlier(
    standing: Sequence[LedgerImport], period: Period, held: Sequence[Entry]
) -> list[LedgerImport]:
    """Return the imports of a period: its own, of its months, of what holds it, in this order."""
    own = [one for one in standing if one.period == period]
    within = [one for one in standing if period.covers(one.period) and one.period != period]
    wider = [one for one in standing if one.period.covers(period) and one.period != period]
    brought = {entry.import_id for entry in held}
    return [*own, *within, *(one for one in wider if one.id in brought)]


def _account_of_kind(desk: Desk, book: Book, kind: AccountKind) -> Account:
    """Return the book's account of a kind, or a new one that is kept when the file is taken in."""
    found = [one for one in villages.accounts(desk.db, book.id) if one.kind is kind]
    if len(found) > 1:
        names = "、".join(one.name for one in found)
        raise UserError(
            f"这份账像是{kind.word}的日记账，而{kind.word}有几个账户：{names}。"
            "没有改动。请选定是哪一个账户，再导入。"
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


def months_of(lines: Iterable[Line], period: Period) -> tuple[Period, ...]:
    """Return the months of a period, and any others that its lines are booked in."""
    return tuple({*period.months, *(accounting_month(line, period) for line in lines)})


def accounting_month(line: Line, period: Period) -> Period:
    """Return the month a line is booked in: its own, or the nearest month of the period."""
    month = Period.month_of(line.date)
    return min(max(month, period.months[0]), period.months[-1])


def _runs_on(desk: Desk, reading: Reading, at: _Place) -> bool:
    """Whether a further file of a period starts from the balance that the one before ends with."""
    end = at.period.months[-1].next()
    after = ledgers.opening_figure(desk.db, at.book.id, at.account_id, end).carried
    return reading.opening is None or reading.opening == after


def _overlaps(lines: Sequence[Line], held: Sequence[Entry]) -> Iterable[tuple[Line, Entry]]:
    """Pair lines with entries of the same day, amount and either summary or voucher number."""
    places: dict[tuple[date, Direction, int], list[Entry]] = {}
    for one in held:
        places.setdefault((one.date, one.direction, one.fen), []).append(one)
    for line in lines:
        direction, fen = amount_of(line)
        like = places.get((line.date, direction, fen), [])
        entry = next((one for one in like if _alike(line, one)), None)
        if entry:
            like.remove(entry)
            yield line, entry


def amount_of(line: Line) -> tuple[Direction, int]:
    """Return which way a line moved money and how much, in fen."""
    if line.income is not None:
        return Direction.INCOME, line.income
    return Direction.EXPENSE, line.expense or 0


def _alike(line: Line, entry: Entry) -> bool:
    numbers = split_voucher(line.voucher)[1], split_voucher(entry.voucher)[1]
    return line.summary == entry.summary or (numbers[0] != "" and numbers[0] == numbers[1])


def _findings(desk: Desk, reading: Reading, at: _Place) -> Iterable[Finding]:
    """Say what does not agree with what is held: the opening, the same file elsewhere."""
    period, book, account = at.period, at.book.id, at.account_id
    carried = ledgers.opening_figure(desk.db, book, account, period.months[0]).carried
    if None not in (carried, reading.opening) and carried != reading.opening:
        yield Finding(
            Level.VERIFY,
            "opening-differs",
            f"文件的期初余额是 {grouped(reading.opening or 0)} 元，而上期结余是 "
            f"{grouped(carried or 0)} 元，两者不符。请与记账中心核对。",
        )
    for one in imports.standing(desk.db):
        if (one.file_digest, one.sheet) == _identity(reading) and (
            one.account != account or one.period != period or one.book != book
        ):
            yield Finding(
                Level.VERIFY,
                "same-file-elsewhere",
                f"同一份文件已经作为{one.period.label}的另一本账导入过。请核实没有选错账户或期间。",
            )
