"""Hold the file's own openings, balances and totals against its lines."""

from dataclasses import dataclass

from boardapp.core.finding import Finding, Level
from boardapp.core.money import grouped
from boardapp.core.reading import Stated
from boardapp.spreadsheets.chains import Account, Break, joined_openings, net_of, opening_of
from boardapp.spreadsheets.labels import Kind
from boardapp.spreadsheets.rows import Row


@dataclass(frozen=True)
class Checked:
    """What the file states of itself, the balance its lines start from, and where they part."""

    opening: int | None
    stated: Stated
    findings: tuple[Finding, ...]


class _Chain:
    """One account's balance, followed down the rows; ``now`` may be two after a slip.

    When a balance does not run on, either it or the amount is wrong: both ways on are kept until
    a later row tells which, so that one slip gives one finding.
    """

    def __init__(self) -> None:
        self.start: int | None = None
        self.stated: Row | None = None
        self.now: set[int] = set()
        self.moved = 0
        self.first = True
        self.doubted: int | None = None
        self.opening_slipped = False

    def open(self, row: Row, opening: int) -> Break | None:
        if self.start is None and self.first and not self.now:
            # Beneath lines, 上月结余 still is what was before them; 承前页 is what is now.
            self.start = opening if row.kind is Kind.OPENING else opening - self.moved
            self.stated, self.now = row, {self.start + self.moved}
            return None
        if not self.now or opening in self.now:
            self.now = {opening}
            return None
        broken = Break(row, min(self.now), opening)
        self.now |= {opening}
        return broken

    def move(self, row: Row) -> Break | None:
        net = net_of(row)
        self.moved += net
        self.now = {balance + net for balance in self.now}
        if self.doubted is not None:
            self.doubted += net
        broken = None
        if row.problems and row.balance is not None:
            self.now = {row.balance}  # its amount is asked about already
        elif row.balance is not None:
            # Later rows run on from the first balance, so it is not that one that is wrong.
            self.opening_slipped |= self.doubted == row.balance
            self.doubted = None
            if not self.now:
                self.start = row.balance - self.moved
                self.now = {row.balance}
            elif row.balance in self.now:
                self.now = {row.balance}
            else:
                broken = Break(row, min(self.now), row.balance, self.first)
                self.now |= {row.balance}
                self.doubted = row.balance if self.first and self.stated else None
            self.first = False
        return broken


def check_rows(
    rows: list[Row], account: Account, transfers: frozenset[int], where: str, *, full: bool
) -> Checked:
    """Follow the rows and return what the file says of itself and where that parts."""
    chains: dict[str, _Chain] = {}
    totals = _Totals(transfers, where)
    breaks: list[Break] = []
    findings: list[Finding] = []
    closing: Row | None = None
    for row in joined_openings(rows, account):
        if row.kind is Kind.LINE:
            chain = chains.setdefault(account(row), _Chain())
            broken = chain.move(row)
            if broken:
                breaks.append(broken)
            totals.move(row)
        elif row.kind is Kind.OPENING or (row.kind is Kind.CARRIED and row.balance is not None):
            opening = opening_of(row)
            totals.bring(row)
            if opening is not None:
                chain = chains.setdefault(account(row), _Chain())
                broken = chain.open(row, opening)
                if broken:
                    findings.append(_opening_parts(broken, where))
        elif row.kind in (Kind.TOTAL, Kind.SUBTOTAL, Kind.YEAR_TOTAL, Kind.CLOSING) and not full:
            totals.state(row)
            if row.kind in (Kind.TOTAL, Kind.CLOSING) and opening_of(row) is not None:
                closing = row if row.balance is not None or row.kind is Kind.CLOSING else closing
                if closing is row:
                    part = _closing_parts(row, account(row), chains, where)
                    findings.extend([part] if part else [])
    findings.extend(_balance_parts(b, chains, totals, where) for b in breaks)
    findings.extend(totals.findings)
    opening = _opening(chains)
    stated_openings = [c.start for c in chains.values() if c.stated and c.start is not None]
    stated = Stated(
        opening=sum(stated_openings) if stated_openings else None,
        income=totals.of_whole(0),
        expense=totals.of_whole(1),
        closing=opening_of(closing) if closing else None,
        year_income=totals.year[0],
        year_expense=totals.year[1],
    )
    return Checked(opening, stated, tuple(sorted(findings, key=lambda f: f.row or 0)))


def _opening(chains: dict[str, _Chain]) -> int | None:
    starts = [chain.start for chain in chains.values()]
    if not starts or all(start is None for start in starts):
        return None
    return sum(start for start in starts if start is not None)


def _opening_parts(broken: Break, where: str) -> Finding:
    return Finding(
        Level.VERIFY,
        "opening-parts",
        f"第{broken.row.number}行“{broken.row.summary}”是{grouped(broken.stated)}元，"
        f"按上面各笔算到这里应是{grouped(broken.expected)}元；请核对是否漏了行。",
        where,
        broken.row.number,
    )


def _closing_parts(row: Row, key: str, chains: dict[str, _Chain], where: str) -> Finding | None:
    """Compare the balance of a total with the lines; without accounts of its own, with them all."""
    stated = opening_of(row)
    ends = [chain.now for chain in chains.values() if chain.now]
    if stated is None or not ends or any(not chain.now for chain in chains.values()):
        return None
    own = chains[key].now if key in chains else set()
    sums = {0}
    for ways in ends:
        sums = {total + way for total in sums for way in sorted(ways)[:4]}
    if stated in own | sums or (row.balance == 0 and not row.text.strip()):
        return None
    for chain in chains.values() if len(chains) == 1 else ():
        chain.now |= {stated}
    return Finding(
        Level.VERIFY,
        "closing-parts",
        f"第{row.number}行“{row.summary}”的余额是{grouped(stated)}元，按各笔算应是{grouped(min(sums))}元；"
        "请核对是否漏了行或改过金额。",
        where,
        row.number,
    )


def _balance_parts(
    broken: Break, chains: dict[str, _Chain], totals: "_Totals", where: str
) -> Finding:
    row = broken.row
    only = next(iter(chains.values())) if len(chains) == 1 else _Chain()
    opened = only.stated
    # The totals agree with the lines, so the amount of the first line is right.
    slipped = broken.first and only.opening_slipped and totals.agreed and not totals.findings
    if slipped and opened:
        return Finding(
            Level.VERIFY,
            "opening-parts",
            f"第{opened.number}行“{opened.summary}”与第一笔的余额接不上：第{row.number}行的余额应是"
            f"{grouped(broken.expected)}元，表里是{grouped(broken.stated)}元；请核对。",
            where,
            opened.number,
        )
    return Finding(
        Level.VERIFY,
        "balance-parts",
        f"第{row.number}行“{row.summary}”的余额接不上：应是{grouped(broken.expected)}元，"
        f"表里是{grouped(broken.stated)}元；请核对这一行的金额和余额。",
        where,
        row.number,
    )


_Stated = tuple[int | None, int | None]


class _Totals:
    """Sums of the lines so far, with and without moves between own accounts."""

    def __init__(self, transfers: frozenset[int], where: str) -> None:
        self.transfers, self.where = transfers, where
        self.lines: list[tuple[int, int, bool]] = []
        self.day: tuple[object, int] = (None, 0)
        self.marks = {Kind.TOTAL: 0, Kind.SUBTOTAL: 0, Kind.YEAR_TOTAL: 0}
        self.findings: list[Finding] = []
        self.parts: list[_Stated] = []
        self.whole: _Stated | None = None
        self.year: _Stated = (None, None)
        self.agreed = False
        self.brought: tuple[int, int] = (0, 0)

    def bring(self, row: Row) -> None:
        """Remember an opening that stands in the amount columns: some totals count it in."""
        if not self.lines:
            self.brought = (row.income or 0, row.expense or 0)

    def move(self, row: Row) -> None:
        if self.day[0] != row.day:
            self.day = (row.day, len(self.lines))
        self.lines.append((row.income or 0, row.expense or 0, row.number in self.transfers))

    def state(self, row: Row) -> None:
        """Take in a row of totals, and compare it unless it is of a year we do not see."""
        stated = (row.income, row.expense)
        if row.kind is Kind.YEAR_TOTAL:
            if row.money:
                self.year = stated
            return
        if row.kind is Kind.CLOSING or stated == (None, None):
            return
        starts = {0, self.marks[Kind.TOTAL]}
        if row.kind is Kind.SUBTOTAL:
            starts |= {self.marks[Kind.SUBTOTAL], self.day[1]}
        with_opening = _less(stated, self.brought)
        if with_opening != stated and self._fits(with_opening, 0):
            stated = with_opening
        fits = [start for start in sorted(starts) if self._fits(stated, start)]
        self.agreed = self.agreed or bool(fits)
        if not fits:
            self._part(row, stated)
        if row.kind is Kind.TOTAL:
            self.whole = stated if 0 in fits else None
            self.parts.append(stated)
            if len(self.lines) > self.marks[Kind.TOTAL]:
                self.marks[Kind.TOTAL] = len(self.lines)
        self.marks[Kind.SUBTOTAL] = len(self.lines)

    def of_whole(self, side: int) -> int | None:
        """Return what the file states for all its lines on one side."""
        if self.whole is not None:
            return self.whole[side]
        found = [part[side] for part in self.parts]
        return sum(n for n in found if n is not None) if any(n is not None for n in found) else None

    def sums(self, start: int, *, all_of_them: bool) -> tuple[int, int]:
        """Return income and expense of the lines from one on."""
        chosen = [x for x in self.lines[start:] if all_of_them or not x[2]]
        return sum(x[0] for x in chosen), sum(x[1] for x in chosen)

    def _fits(self, stated: _Stated, start: int) -> bool:
        for all_of_them in (True, False):
            sums = self.sums(start, all_of_them=all_of_them)
            if all(s is None or s == n for s, n in zip(stated, sums, strict=True)):
                return True
        return False

    def _part(self, row: Row, stated: _Stated) -> None:
        start = self.marks[row.kind]
        sums = self.sums(start, all_of_them=True)
        said = [
            f"{word}写的是{grouped(s)}元、各笔加起来是{grouped(n)}元"
            for word, s, n in zip(("收入", "支出"), stated, sums, strict=True)
            if s is not None and s != n
        ]
        self.findings.append(
            Finding(
                Level.VERIFY,
                "total-parts",
                f"第{row.number}行“{row.summary}”与各笔对不上：{'，'.join(said)}；请核对是否漏了行或改过金额。",
                self.where,
                row.number,
            )
        )


def _less(stated: _Stated, brought: tuple[int, int]) -> _Stated:
    income, expense = stated
    return (
        None if income is None else income - brought[0],
        None if expense is None else expense - brought[1],
    )
