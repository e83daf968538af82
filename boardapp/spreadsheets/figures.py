"""The amounts of one row: what each side adds up to, what balance stands there."""

from dataclasses import dataclass

from boardapp.core.finding import Finding, Level
from boardapp.core.reading import Field
from boardapp.spreadsheets.amounts import amount_of, balance_of, side_of
from boardapp.spreadsheets.cells import Cell, Sheet, squeeze, text_of
from boardapp.spreadsheets.heads import Head

_MONEY = (Field.INCOME, Field.EXPENSE, Field.AMOUNT)


@dataclass(frozen=True)
class Figures:
    """The figures of a row in fen; ``amount`` is a sum whose side the row does not name."""

    income: int | None = None
    expense: int | None = None
    amount: int | None = None
    balance: int | None = None
    direction: str = ""
    red: bool = False
    problems: tuple[Finding, ...] = ()


class FigureReader:
    """The money columns of one ledger, looked up once for all its rows."""

    def __init__(self, sheet: Sheet, head: Head) -> None:
        self.sheet, self.head, self.factor = sheet, head, head.factor
        self.money = [(name, head.places.get(name, ())) for name in _MONEY]
        self.balances = head.places.get(Field.BALANCE, ())
        self.columns = {c for _, places in self.money for c in places} | set(self.balances)
        self.problems: list[Finding] = []
        self.kept: dict[int, int] = {}

    def read(self, at: int, cells: list[Cell], *, is_line: bool) -> Figures:
        """Read one row; what cannot be read becomes a problem if the row is a line."""
        self.problems = []
        income, expense, amount = (
            self._sum(name, places, cells, at, is_line) if places else None
            for name, places in self.money
        )
        direction = _text(cells, self.head.line_direction)
        if amount is not None:
            side = self.head.side
            if self.head.line_direction is not None:
                side = side_of(direction)
                if side is None and is_line:
                    what = f"方向“{direction}”看不懂，请写成“借”或“贷”再导入"
                    self._find(at, "direction-unreadable", what)
            if side is Field.INCOME:
                income, amount = amount, None
            elif side is Field.EXPENSE:
                expense, amount = amount, None
        red = bool(self.sheet.red) and any(
            (at, c) in self.sheet.red for _, places in self.money for c in places
        )
        balance = self._balance(cells, at, is_line) if self.balances else None
        return Figures(income, expense, amount, balance, direction, red, tuple(self.problems))

    def _sum(
        self, name: Field, places: tuple[int, ...], cells: list[Cell], at: int, is_line: bool
    ) -> int | None:
        """Return what the columns of one side add up to."""
        if self.head.digits and len(places) > 2:
            return self._digits(places, cells, at, is_line)
        total: int | None = None
        for column in places:
            cell = cells[column] if column < len(cells) else ""
            if self.sheet.broken and (at, column) in self.sheet.broken:
                if is_line:
                    what = "是公式，但文件里没有它的结果；请用Excel或WPS打开，保存一次再导入"
                    self._find(at, "amount-unreadable", f"“{name.word}”{what}")
                continue
            if cell == "":
                continue
            try:
                fen = amount_of(cell, self.factor)
            except ValueError as reason:
                if is_line:
                    what = f"“{name.word}”读不出金额：{reason}；请在表格里改正再导入"
                    self._find(at, "amount-unreadable", what)
                continue
            if fen is None and not is_line and "0" in squeeze(cell):
                fen = 0  # a total of nothing is a figure all the same
            if fen is not None:
                total = (total or 0) + fen
        return total

    def _digits(
        self, places: tuple[int, ...], cells: list[Cell], at: int, is_line: bool
    ) -> int | None:
        """Read an amount written one digit to a column, from 亿 to 分."""
        text = "".join(
            squeeze(cells[c])[:1] or " " if c < len(cells) else " " for c in places
        ).replace("¥", " ")
        digits = text.replace(" ", "")
        if not digits:
            return None
        if digits.lstrip("-").isdigit():
            # A nought that was left out is still a nought.
            return int(text.lstrip().replace(" ", "0")) or None
        if is_line:
            what = f"分格写的金额“{digits}”读不出；请在表格里改正再导入"
            self._find(at, "amount-unreadable", what)
        return None

    def _balance(self, cells: list[Cell], at: int, is_line: bool) -> int | None:
        if self.head.digits and len(self.balances) > 2:
            return self._digits(self.balances, cells, at, is_line)
        direction = _text(cells, self.head.balance_direction)
        found: dict[int, int] = {}
        for column in self.balances:
            cell = cells[column] if column < len(cells) else ""
            if self.sheet.broken and (at, column) in self.sheet.broken:
                continue
            try:
                fen = balance_of(cell, direction, self.factor)
            except ValueError as reason:
                if is_line:
                    what = f"“余额”读不出：{reason}；请核对这一行"
                    self._find(at, "balance-unreadable", what, Level.VERIFY)
                continue
            if fen is not None and (cell != "" or len(self.balances) == 1):
                found[column] = fen
        if not found:
            return None
        # Of several pockets, those that a row does not touch keep the balance they had.
        self.kept |= found
        return sum(self.kept[c] for c in self.balances if c in self.kept)

    def _find(self, at: int, code: str, what: str, level: Level = Level.MUST) -> None:
        sentence = f"第{at + 1}行的{what}。"
        self.problems.append(Finding(level, code, sentence, self.sheet.name, at + 1))


def _text(cells: list[Cell], column: int | None) -> str:
    return text_of(cells[column]) if column is not None and column < len(cells) else ""
