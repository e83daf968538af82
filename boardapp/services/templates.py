"""Templates for cards out, filled templates in: look first, write all or nothing, take it back."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.progress import Progress, silent
from boardapp.core.registers.asset import STATED, Asset, stated_findings
from boardapp.core.registers.cards import Card, CardKind, card_title
from boardapp.core.registers.contract import TERM, Contract, term_days
from boardapp.core.registers.fields import CardField, fields_of
from boardapp.core.registers.resource import Resource, classed
from boardapp.core.registers.typed import parse
from boardapp.core.registers.values import masked
from boardapp.core.village import Book
from boardapp.services import registers
from boardapp.services.contracts import AMONG, judged
from boardapp.services.desk import Desk
from boardapp.services.files import write_whole
from boardapp.services.village import the_village
from boardapp.spreadsheets.cards import CardReading, CardRow, read_cards
from boardapp.spreadsheets.templates import write_template
from boardapp.store import register_imports as imports
from boardapp.store import registers as store
from boardapp.store.register_imports import RegisterImport


@dataclass(frozen=True)
class RowSeen:
    """One row as it would be taken in: the card before, None when it is new, and after."""

    row: int
    before: Card | None
    after: Card

    @property
    def same(self) -> bool:
        """Whether the row changes nothing."""
        return self.before == self.after


@dataclass(frozen=True)
class CardPreview:
    """A file of cards as it would be taken in; nothing has been written.

    ``already`` is the import of the very same sheet into the same register, if it stands.
    """

    path: Path
    kind: CardKind
    book: Book
    reading: CardReading
    rows: tuple[RowSeen, ...]
    already: RegisterImport | None
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> tuple[Finding, ...]:
        """The findings that must be put right before the file can be taken in."""
        return tuple(one for one in self.findings if one.level is Level.MUST)

    @property
    def added(self) -> tuple[RowSeen, ...]:
        """The rows that bring new cards."""
        return tuple(one for one in self.rows if one.before is None)

    @property
    def changed(self) -> tuple[RowSeen, ...]:
        """The rows that change cards that are there."""
        return tuple(one for one in self.rows if one.before is not None and not one.same)


def template(desk: Desk, kind: CardKind, path: Path, book: Book | None = None) -> None:
    """Write a template for a register; with a book, filled with its cards, private fields blank."""
    rows = []
    if book:
        for card in store.cards(desk.db, kind, book.id):
            shown_ = registers.shown_card(desk, card)
            rows.append(["" if field.private else text for field, text in shown_])
    title = f"{the_village(desk).name}{kind.word}登记表"
    write_whole(path, write_template(title, fields_of(kind.record), rows))


def preview_cards(
    desk: Desk,
    path: Path,
    kind: CardKind,
    book: Book,
    sheet: str | None = None,
    progress: Progress = silent,
) -> CardPreview:
    """Read a file of cards and hold it against the register; raises UserError when it cannot be.

    A card is known by its number; cells that are blank leave the card as it is.
    """
    extra = {CardKind.ASSET: STATED, CardKind.CONTRACT: (TERM,)}.get(kind, ())
    reading = read_cards(path, (*fields_of(kind.record), *extra), sheet, progress)
    held = {card.code: card for card in store.cards(desk.db, kind, book.id)}
    codes = {one: store.codes(desk.db, one, book.id) for one in CardKind}
    rows, found = [], list(reading.findings)
    seen: dict[str, int] = {}
    for number, row in enumerate(reading.rows):
        if number % 200 == 0:
            progress(number, len(reading.rows), "核对卡片")
        one, problems = _row(desk, kind, book.id, row, held, codes)
        unread = {finding.where for finding in reading.findings if finding.row == row.row}
        found += [finding for finding in problems if finding.where not in unread]
        code = one.after.code
        if code and code in seen:
            sentence = f"第{row.row}行的编号“{code}”与第{seen[code]}行重复。"
            found.append(Finding(Level.MUST, "code-twice", sentence, "code", row.row))
        seen.setdefault(code, row.row)
        rows.append(one)
    found += _among_contracts(desk, book.id, rows, held)
    if not rows:
        found.append(Finding(Level.MUST, "no-cards", "表头下面没有要导入的行。", "head"))
    already = _already(desk, kind, book, reading)
    return CardPreview(path, kind, book, reading, tuple(rows), already, tuple(found))


def import_cards(desk: Desk, seen: CardPreview) -> RegisterImport:
    """Write what a preview showed, all or nothing, and return the import.

    A file that is there already is left as it is and its import returned. Raises UserError when
    a finding blocks it, or when the register has changed since the preview.
    """
    if seen.already:
        return seen.already
    if seen.blocked:
        first, more = seen.blocked[0].sentence, len(seen.blocked)
        told = f"（共 {more} 处要改）" if more > 1 else ""
        raise UserError(f"没有导入，什么也没有改动。{first}{told}")
    pairs = [(one.before, one.after) for one in seen.rows if not one.same]
    held = store.codes(desk.db, seen.kind, seen.book.id)
    if any(held.get(after.code) != (before.id if before else None) for before, after in pairs):
        raise UserError("台账在预览以后改过了，没有导入。请重新打开文件再看一遍。")
    one = RegisterImport(
        str(uuid.uuid4()),
        seen.kind,
        seen.book.id,
        seen.path.name,
        seen.reading.digest,
        seen.reading.sheet,
        len(seen.added),
        len(seen.changed),
        len(seen.rows) - len(pairs),
        desk.today,
        desk.operator,
    )
    details = {"import": one.id, "file": one.file_name, "file_digest": one.file_digest}
    registers.write(desk, "import-cards", pairs, details, one)
    return one


def undo_import(desk: Desk, id_: str) -> RegisterImport:
    """Take a whole import back: its new cards go, those it changed are as they were before.

    Raises UserError when a card was changed since, or when other records rest on one of them.
    """
    one = imports.one(desk.db, id_)
    if one is None:
        raise UserError(f"没有编号为“{id_}”的导入，没有改动。")
    if one.undone_on:
        raise UserError(f"这次导入已在{one.undone_on}撤销过，没有改动。")
    changes = store.changes_of_import(desk.db, one.id)
    held = {card.id: card for card in store.cards(desk.db, one.kind, one.book)}
    later = [change for change in changes if held.get(change.card) != change.after]
    if later:
        names = "、".join(card_title(change.after) for change in later[:5] if change.after)
        raise UserError(
            f"导入以后又改过这些卡片：{names}（共 {len(later)} 张），没有撤销，什么也没有改动。"
            "请先把它们改回去，或直接在卡片上更正。"
        )
    added = [change.after for change in changes if change.before is None and change.after]
    if added:
        registers.refuse_bound(desk, added)
    pairs = [(change.after, change.before) for change in changes]
    undone = replace(one, undone_on=desk.today)
    registers.write(desk, "undo-import-cards", pairs, {"import": one.id}, undone)
    return undone


def differences(
    desk: Desk, before: Card | None, after: Card | None
) -> tuple[tuple[CardField, str, str], ...]:
    """Return the fields that differ between a card before and after, with both texts.

    Private fields are masked; links are shown as the number of the other card.
    """
    texts = [dict(registers.shown_card(desk, card)) if card else {} for card in (before, after)]
    found = []
    for field in texts[1] or texts[0]:
        old, new = (one.get(field, "") for one in texts)
        if old != new:
            hidden = field.private
            found.append((field, masked(old) if hidden else old, masked(new) if hidden else new))
    return tuple(found)


def _row(
    desk: Desk,
    kind: CardKind,
    book: str,
    row: CardRow,
    held: dict[str, Card],
    codes: dict[CardKind, dict[str, str]],
) -> tuple[RowSeen, list[Finding]]:
    """Read one row onto the card it names, or onto a new one."""
    stated_keys = {field.key for field in STATED} if kind is CardKind.ASSET else set()
    texts = {key: text for key, text in row.values if text.strip()}
    before = held.get(" ".join(texts.get("code", "").split()))
    start = before or registers.blank_card(kind, book)
    typed = {key: text for key, text in texts.items() if key not in stated_keys}
    days = term_days(typed.pop(TERM.key, ""))
    if days:
        typed = {"start": days[0], "end": days[1], **typed}
    card, found = registers.typed_card(desk, start, typed, codes)
    if isinstance(card, Resource):
        card = classed(card)
        found = tuple(one for one in found if one.where != "land_class" or card.land_class is None)
    if isinstance(card, Asset):
        found = (*found, *_stated(desk, card, texts))
    return RowSeen(row.row, before, card), [_at_row(one, row.row) for one in found]


def _among_contracts(
    desk: Desk, book: str, rows: Sequence[RowSeen], held: Mapping[str, Card]
) -> list[Finding]:
    """Say what contracts would do to each other and to the law once they are taken in."""
    numbers = {one.after.id: one.row for one in rows if isinstance(one.after, Contract)}
    if not numbers:
        return []
    cards = [card for card in held.values() if card.id not in numbers]
    together = [one.after for one in rows] + cards
    return [
        _at_row(finding, numbers[one.id])
        for one, finding in judged(desk, book, [c for c in together if isinstance(c, Contract)])
        if one.id in numbers and finding.code in AMONG
    ]


def _stated(desk: Desk, card: Asset, texts: dict[str, str]) -> tuple[Finding, ...]:
    """Hold the figures that a row states against ours; what is no amount is said."""
    stated, found = {}, []
    for field in STATED:
        try:
            fen = parse(field, texts.get(field.key, ""))
        except ValueError as error:
            found.append(Finding(Level.VERIFY, "unreadable", f"{error}。", field.key))
            continue
        if fen is not None:
            stated[field.key] = fen
    return (*found, *stated_findings(card, stated, desk.today))


def _at_row(finding: Finding, row: int) -> Finding:
    return replace(finding, sentence=f"第{row}行：{finding.sentence}", row=row)


def _already(desk: Desk, kind: CardKind, book: Book, reading: CardReading) -> RegisterImport | None:
    for one in imports.standing(desk.db, kind):
        same = (one.file_digest, one.sheet) == (reading.digest, reading.sheet)
        if same and one.book == book.id:
            return one
    return None
