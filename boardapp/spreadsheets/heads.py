"""Find the row or rows that say what the columns hold."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from boardapp.core.reading import Choice, Column, Field
from boardapp.spreadsheets.aliases import (
    Meaning,
    factor_of,
    joint_meaning,
    meaning_of,
    normal,
)
from boardapp.spreadsheets.cells import Sheet, squeeze, text_of
from boardapp.spreadsheets.words import DIGITS, POCKETS, SUB_WORDS

NO_CHOICE = Choice()

_SEARCHED_ROWS = 300
_LONGEST_HEAD = 24
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?度?$|^((?:19|20)\d\d)年")
_MONTH = re.compile(r"^\d{1,2}月份?$")
_SIDES = (Field.INCOME, Field.EXPENSE)
_WHEN = (Field.DATE, Field.MONTH, Field.DAY)


@dataclass(frozen=True)
class Head:
    """The head of a ledger: where it stands and which columns hold what.

    ``row`` is 0-based; ``depth`` is the number of rows it takes; ``explicit`` says that the
    amount columns are called 收入 and 支出, so that no one may swap them; ``pockets`` that cash
    and bank stand in columns of their own.
    """

    row: int
    depth: int
    columns: tuple[Column, ...]
    places: dict[Field, tuple[int, ...]]
    year: int | None = None
    line_direction: int | None = None
    balance_direction: int | None = None
    digits: bool = False
    explicit: bool = False
    pockets: bool = False
    factor: int = 1
    side: Field | None = None
    span: tuple[int, int] = field(default=(0, 10_000))

    def one(self, *wanted: Field) -> int | None:
        """Return the first column of the first of these fields that the ledger has."""
        for name in wanted:
            if self.places.get(name):
                return self.places[name][0]
        return None


def find_head(sheet: Sheet, choice: Choice = NO_CHOICE) -> Head | None:
    """Return the head of a sheet, or None when nothing in it looks like one."""
    if choice.head_row is not None:
        return _head_at(sheet, choice.head_row - 1, choice)
    for row in range(min(len(sheet.rows), _SEARCHED_ROWS)):
        if not _may_be_head(sheet, row):
            continue
        head = _head_at(sheet, row, choice)
        if head and (choice.fields or _is_ledger(head)):
            return head
    return None


def head_texts(sheet: Sheet, row: int, depth: int, width: int) -> list[tuple[str, str]]:
    """Return the group text and the own text over each column."""
    covered = {}
    for (top, left), (_, right) in sheet.merges:
        if row <= top < row + depth:
            for column in range(left, min(right, width - 1) + 1):
                covered[top, column] = (left, right)
    texts = []
    last_group = ""
    for column in range(width):
        own = text_of(sheet.at(row, column))
        below = [text_of(sheet.at(row + n, column)) for n in range(1, depth)]
        sub = next((text for text in reversed(below) if text), "")
        if own:
            last_group = own
        elif (row, column) in covered:
            own = text_of(sheet.at(row, covered[row, column][0]))
        elif sub and (not sheet.merges or (last_group and _belongs(sub))):
            own = last_group
        if not own and not sub:
            last_group = last_group if depth > 1 else ""
        texts.append((own, sub))
    return texts


def _belongs(sub: str) -> bool:
    """Whether a sub-head without a merged group above it still goes with the group to its left."""
    return normal(sub) in {"日", "号", "月"} or normal(sub) in DIGITS


def _may_be_head(sheet: Sheet, row: int) -> bool:
    texts = [c for c in sheet.rows[row] if isinstance(c, str) and c.strip()]
    return len(texts) >= 2 and all(len(t) <= 60 for t in texts)


def _head_at(sheet: Sheet, row: int, choice: Choice) -> Head | None:
    width = max((len(r) for r in sheet.rows[row : row + 50]), default=0)
    alone = _build(sheet, row, 1, width, choice)
    depth = 1
    while depth < 3 and _is_sub_row(sheet, row + depth, width):
        depth += 1
    if depth == 1:
        return alone
    joined = _build(sheet, row, depth, width, choice)
    if alone is None or not _is_ledger(alone):
        below = _build(sheet, row + 1, 1, width, choice)
        # The row beneath is a head by itself: what stands here belongs to the title.
        if below and _is_ledger(below) and not choice.head_row:
            return None
    return joined


def _is_sub_row(sheet: Sheet, row: int, width: int) -> bool:
    """Whether every text in a row is one that stands beneath a group head."""
    texts = [squeeze(sheet.at(row, c)) for c in range(width)]
    texts = [t for t in texts if t]
    if not texts or any(not isinstance(sheet.at(row, c), str) for c in range(width)):
        return False
    known = [
        t for t in texts if normal(t) in SUB_WORDS or meaning_of(t) or normal(t) in {"日", "号"}
    ]
    strong = [t for t in known if normal(t) not in {"合计", "小计", "累计", "本年累计", "本月累计"}]
    return len(known) == len(texts) and bool(strong) and (len(texts) > 1 or len(strong[0]) <= 2)


def _build(sheet: Sheet, row: int, depth: int, width: int, choice: Choice) -> Head | None:
    texts = head_texts(sheet, row, depth, width)
    heads = [own if not sub or sub == own else f"{own}{sub}" for own, sub in texts]
    if choice.fields is not None:
        chosen = dict(choice.fields)
        taken: dict[int, Field] = {c: f for c, f in chosen.items() if 0 <= c < width}
    else:
        taken = _taken(texts)
    places: dict[Field, list[int]] = defaultdict(list)
    for column in sorted(taken):
        places[taken[column]].append(column)
    # Several columns stand side by side under one head when 现金 and 银行 are kept apart.
    line_direction, balance_direction = _directions(places)
    columns = tuple(
        Column(n, heads[n], taken.get(n)) for n in range(width) if heads[n] or n in taken
    )
    if not columns:
        return None
    amounts = [c for f in (*_SIDES, Field.AMOUNT, Field.BALANCE) for c in places.get(f, [])]
    factors = {factor_of(heads[c]) for c in amounts} or {1}
    explicit = all(
        re.search(r"[收支付存取进转开增减]", heads[c]) for f in _SIDES for c in places.get(f, [])
    )
    return Head(
        row=row,
        depth=depth,
        columns=columns,
        places={f: tuple(c) for f, c in places.items()},
        year=_year(heads),
        line_direction=line_direction,
        balance_direction=balance_direction,
        digits=any(normal(sub) in DIGITS for _, sub in texts),
        explicit=explicit,
        pockets=any(
            len({_pocket(texts[c]) for c in places.get(f, [])}) > 1
            for f in (*_SIDES, Field.BALANCE)
        ),
        factor=max(factors),
    )


def _taken(texts: list[tuple[str, str]]) -> dict[int, Field]:
    """Give each column its field: surer heads first, one column per field but for amounts."""
    meanings: dict[int, Meaning] = {}
    for column, (own, sub) in enumerate(texts):
        if len(own) > _LONGEST_HEAD or len(sub) > _LONGEST_HEAD:
            continue
        meaning = joint_meaning(own, sub)
        if meaning is None and (_YEAR.search(squeeze(own)) or _MONTH.match(squeeze(own))):
            meaning = meaning_of(sub) if sub else _undated(texts, column)
        if meaning:
            meanings[column] = meaning
    taken: dict[int, Field] = {}
    for doubt in (0, 1, 2, 3):
        for column, meaning in sorted(meanings.items()):
            if meaning.doubt == doubt and _wanted(meaning, column, taken, texts):
                taken[column] = meaning.field
    has = set(taken.values())
    if Field.VOUCHER_WORD in has and Field.VOUCHER_NUMBER not in has:
        for column, name in taken.items():
            if name is Field.VOUCHER:
                taken[column] = Field.VOUCHER_NUMBER
    if {Field.INCOME, Field.EXPENSE} <= has:
        taken = {c: f for c, f in taken.items() if f is not Field.AMOUNT}
    if Field.DATE in has and Field.MONTH in has and Field.DAY not in has:
        taken = {c: f for c, f in taken.items() if f is not Field.MONTH}
    return taken


def _undated(texts: list[tuple[str, str]], column: int) -> Meaning | None:
    """Read a lone head such as 2026年: it stands over the dates when nothing else does."""
    others = [meaning_of(own + sub) for n, (own, sub) in enumerate(texts) if n != column]
    if any(m and m.field in _WHEN for m in others):
        return None
    return Meaning(Field.DATE, 1)


def _wanted(
    meaning: Meaning, column: int, taken: dict[int, Field], texts: list[tuple[str, str]]
) -> bool:
    before = [c for c, f in taken.items() if f is meaning.field]
    if not before:
        # A weak head counts only where nothing better names the same thing.
        return meaning.doubt < 2 or meaning.field not in taken.values()
    if meaning.field is Field.DIRECTION:
        return len(before) == 1
    if meaning.field is Field.SUBJECT_NAME:
        return meaning.doubt == 0
    if meaning.field is Field.SUMMARY:
        return _is_sided(texts, column, before)
    if meaning.field not in (*_SIDES, Field.BALANCE):
        return False
    own, others = _pocket(texts[column]), {_pocket(texts[c]) for c in before}
    if any(others) or own:
        # 现金收入 beside 银行收入 add up; a column of both is their sum.
        if not own:
            for c in before:
                del taken[c]
        return own not in others and "" not in others
    subs = {normal(texts[c][1]) for c in [*before, column]}
    if normal(texts[column][1]) in {"合计", "小计"}:
        for c in before:
            del taken[c]
        return True
    return not subs & {"合计", "小计"} and len(subs) == len(before) + 1


def _pocket(text: tuple[str, str]) -> str:
    """Return which pocket a column is of, empty when it is of all money."""
    return "".join(POCKETS.findall(normal("".join(text))))


def _is_sided(texts: list[tuple[str, str]], column: int, before: list[int]) -> bool:
    """Whether the summary of income stands in one column and that of spending in another."""
    found = {"".join(texts[c])[:2] for c in (*before, column)}
    return found == {"收入", "支出"}


def _directions(places: dict[Field, list[int]]) -> tuple[int | None, int | None]:
    """Tell whether 借/贷 speaks of the line or of the balance; return both columns."""
    found = places.get(Field.DIRECTION, [])
    if not found:
        return None, None
    if any(places.get(f) for f in _SIDES):
        return None, found[-1]
    return found[0], found[1] if len(found) > 1 else None


def _year(heads: list[str]) -> int | None:
    for head in heads:
        found = _YEAR.search(squeeze(head))
        if found:
            return int(found[1] or found[2])
    return None


def _is_ledger(head: Head) -> bool:
    """Whether a head has what a ledger needs: money, and when or what for."""
    has = {f for f, c in head.places.items() if c}
    money = has & {*_SIDES, Field.AMOUNT}
    dated = has & {Field.DATE, Field.MONTH, Field.DAY}
    named = has & {Field.SUMMARY, Field.SUBJECT_NAME, Field.VOUCHER, Field.VOUCHER_NUMBER}
    return bool(money and (dated or Field.SUMMARY in has) and named and len(has) >= 3)
