"""The difference of two frozen contents: in which place, what stood there, and what it is now."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from boardapp.core.content import (
    Block,
    Cell,
    Chart,
    Column,
    Content,
    Figures,
    Role,
    Row,
    Standing,
    Table,
    Words,
)
from boardapp.core.money import grouped

Thing = TypeVar("Thing")

_FOLLOWING = frozenset({"序号", "行次", "借/贷"})
"""Columns that follow from the rows around them, like a running balance."""
_MOST_PAIRS = 40_000
_STANDING = {
    "hotline": "监督电话",
    "opinion_box": "意见箱",
    "objection": "异议说明",
    "basis": "依据",
    "days": "公示天数",
}


@dataclass(frozen=True)
class Change:
    """One place where two contents differ; an empty text says that there was, or is, nothing."""

    where: str
    before: str
    after: str


def differences(before: Content, after: Content) -> tuple[Change, ...]:
    """Return every change that a reader of both papers would see, in reading order.

    Rows are told by their number on the old paper. Charts and running balances only follow
    from what else changed, and are told in one line.
    """
    found: list[Change] = []
    if before.title != after.title:
        found.append(Change("标题", before.title, after.title))
    if before.period_label != after.period_label:
        found.append(Change("期间", before.period_label, after.period_label))
    for old, new in _pairs(before.blocks, after.blocks):
        found += _block(old, new)
    return (*found, *_signers(before, after), *_standing(before.standing, after.standing))


def _pairs(
    before: Sequence[Block], after: Sequence[Block]
) -> Iterator[tuple[Block | None, Block | None]]:
    """Pair blocks of the same kind and title in their order; what has no partner stands alone."""
    left = list(after)
    for old in before:
        same = [n for n in left if type(n) is type(old)]
        new = next((n for n in same if _title(n) == _title(old)), same[0] if same else None)
        if new is not None:
            left.remove(new)
        yield old, new
    for new in left:
        yield None, new


def _title(block: Block) -> str:
    return "" if isinstance(block, Figures) else block.title


def _block(old: Block | None, new: Block | None) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old or new, Chart):
        yield Change(_title(old or new or Words(())) or "图", "原图", "按更正后的数字重画")
    elif isinstance(old or new, Figures):
        yield from _figures(old, new)
    elif isinstance(old or new, Words):
        yield from _words(old, new)
    else:
        yield from _table(old, new)


def _figures(old: Block | None, new: Block | None) -> Iterator[Change]:
    was = {one.label: one.value for one in old.figures} if isinstance(old, Figures) else {}
    now = {one.label: one.value for one in new.figures} if isinstance(new, Figures) else {}
    for label in dict.fromkeys((*was, *now)):
        if was.get(label) != now.get(label):
            yield Change(label, shown(was.get(label, "")), shown(now.get(label, "")))


def _words(old: Block | None, new: Block | None) -> Iterator[Change]:
    was = old.lines if isinstance(old, Words) else ()
    now = new.lines if isinstance(new, Words) else ()
    name = _title(old or new or Words(())) or "说明"
    for old_lines, new_lines, _ in _runs(was, now, (was, now)):
        for n in range(max(len(old_lines), len(new_lines))):
            yield Change(name, _at(old_lines, n), _at(new_lines, n))


def _table(old: Block | None, new: Block | None) -> Iterator[Change]:
    was = old if isinstance(old, Table) else Table((), ())
    now = new if isinstance(new, Table) else Table((), ())
    name = was.title or now.title
    if was.columns != now.columns:
        yield Change(f"{name or '表'}的栏目", _heads(was), _heads(now))
    old_keys = [_key(was.columns, row) for row in was.rows]
    new_keys = [_key(now.columns, row) for row in now.rows]
    told = False
    for old_rows, new_rows, start in _runs(old_keys, new_keys, (was.rows, now.rows)):
        alike = was.columns == now.columns
        for n, before, after in _paired(was.columns, old_rows, new_rows, alike):
            told = True
            yield from _row(name, start + n + 1, was.columns, now.columns, before, after)
    if not told and was.columns == now.columns and was.rows != now.rows:
        yield Change(f"{name or '表'}的余额", "原余额", "按更正后的数字重算")


def _paired(
    columns: Sequence[Column], old: Sequence[Row], new: Sequence[Row], alike: bool
) -> Iterator[tuple[int, Row | None, Row | None]]:
    """Pair rows that are the same line put right, in order; the others come or go alone.

    Long runs of which nothing stayed are paired one by one: comparing each with each takes long.
    """
    if not alike or len(old) * len(new) > _MOST_PAIRS:
        for n in range(max(len(old), len(new))):
            yield min(n, len(old)), _get(old, n), _get(new, n)
        return
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            both = best[i + 1][j + 1] + 1 if _akin(columns, old[i], new[j]) else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    i = j = 0
    while i < len(old) or j < len(new):
        here = i < len(old) and j < len(new)
        if here and _akin(columns, old[i], new[j]) and best[i][j] == best[i + 1][j + 1] + 1:
            yield i, old[i], new[j]
            i, j = i + 1, j + 1
        elif j < len(new) and (i == len(old) or best[i][j] == best[i][j + 1]):
            yield i, None, new[j]
            j += 1
        else:
            yield i, old[i], None
            i += 1


def _row(
    name: str,
    number: int,
    was: Sequence[Column],
    now: Sequence[Column],
    before: Row | None,
    after: Row | None,
) -> Iterator[Change]:
    """Tell of one row: cell by cell where it stayed, whole where it came or went."""
    if before is None and after is not None:
        yield Change(f"{name}第{number}行前增加一行", "", _whole(now, after))
        return
    where = f"{name}第{number}行"
    if before is not None and after is None:
        yield Change(f"{where}删去", _whole(was, before), "")
    elif before is not None and after is not None and was == now and _akin(was, before, after):
        what = _called(was, before)
        for column, old, new in zip(was, before.cells, after.cells, strict=True):
            if old != new and not _follows(column):
                yield Change(f"{where}{what}：{_head(column)}", shown(old), shown(new))
    elif before is not None and after is not None:
        yield Change(where, _whole(was, before), _whole(now, after))


def _akin(columns: Sequence[Column], one: Row, other: Row) -> bool:
    """Whether two rows are the same line put right: at least half of what they say agrees."""
    if one.kind is not other.kind:
        return False
    said = [
        (a, b)
        for column, a, b in zip(columns, one.cells, other.cells, strict=True)
        if not _follows(column) and (a != "" or b != "")
    ]
    return sum(a == b for a, b in said) * 2 >= len(said)


def _runs(
    before: Sequence[Hashable],
    after: Sequence[Hashable],
    of: tuple[Sequence[Thing], Sequence[Thing]],
) -> Iterator[tuple[Sequence[Thing], Sequence[Thing], int]]:
    """Yield the runs that differ, with the position in the first sequence where each begins."""
    old, new = of
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield old[a:b], new[c:d], a


def _key(columns: Sequence[Column], row: Row) -> Hashable:
    own = (c for column, c in zip(columns, row.cells, strict=True) if not _follows(column))
    return (row.kind, *own)


def _follows(column: Column) -> bool:
    return column.role is Role.BALANCE or column.title in _FOLLOWING


def _called(columns: Sequence[Column], row: Row) -> str:
    """Return the first words of a row, by which a reader finds it."""
    texts = [
        cell
        for column, cell in zip(columns, row.cells, strict=True)
        if column.role is Role.TEXT and isinstance(cell, str) and cell
    ]
    return f"“{texts[0][:20]}”" if texts else ""


def _whole(columns: Sequence[Column], row: Row) -> str:
    cells = zip(columns, row.cells, strict=True)
    return " ".join(shown(cell) for column, cell in cells if cell != "" and not _follows(column))


def _heads(table: Table) -> str:
    return "、".join(map(_head, table.columns))


def _head(column: Column) -> str:
    return f"{column.group}{column.title}" if column.group else column.title


def _signers(before: Content, after: Content) -> Iterator[Change]:
    was = {one.office: one.name for one in before.signers}
    now = {one.office: one.name for one in after.signers}
    for office in dict.fromkeys((*was, *now)):
        if was.get(office) != now.get(office):
            yield Change(f"落款：{office}", was.get(office, ""), now.get(office, ""))


def _standing(before: Standing, after: Standing) -> Iterator[Change]:
    for name, word in _STANDING.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Change(word, str(old), str(new))


def shown(cell: Cell) -> str:
    """Return a cell as it is printed; an amount in yuan."""
    return grouped(cell) if isinstance(cell, int) else cell


def _at(lines: Sequence[str], n: int) -> str:
    return lines[n] if n < len(lines) else ""


def _get(rows: Sequence[Row], n: int) -> Row | None:
    return rows[n] if n < len(rows) else None
