"""Work out the plain formulas of a ledger that was saved without their values.

Sums, differences, products and SUM are what ledgers use; anything else stays unknown.
"""

import re
from collections.abc import Callable

from boardapp.spreadsheets.cells import Cell, Place
from boardapp.spreadsheets.ooxml import place_of

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<ref>(?:(?:'[^']+'|[\w一-鿿]+)!)?\$?[A-Z]{1,3}\$?\d+(?![\w(]))"
    r"|(?P<name>SUM|ROUND|N)(?=\()"
    r"|(?P<mark>[-+*/(),:]))"
)
_BUDGET = 3_000_000
_LONGEST = 8192
_DEEPEST = 60

Key = tuple[str, int, int]
Lookup = Callable[[str, Place], Cell | None]


class _Unknown(Exception):  # noqa: N818 - not an error: the formula is beyond us
    pass


def evaluate(formulas: dict[str, dict[Place, str]], value_at: Lookup) -> dict[Key, float | None]:
    """Return the value of each formula, by sheet, row and column; None where it is beyond us."""
    work = _Work(formulas, value_at)
    for sheet in formulas:
        for place in sorted(formulas[sheet]):
            if (sheet, *place) not in work.known:
                work.value(sheet, place, 0)
    return work.known


class _Work:
    """The values known so far, and how many more cells we are willing to look at."""

    def __init__(self, formulas: dict[str, dict[Place, str]], value_at: Lookup) -> None:
        self.formulas = formulas
        self.value_at = value_at
        self.known: dict[Key, float | None] = {}
        self.budget = _BUDGET

    def value(self, sheet: str, place: Place, depth: int) -> float:
        """Return a cell as a number; an empty cell counts as zero."""
        key = (sheet, *place)
        if key in self.known:
            known = self.known[key]
            if known is None:
                raise _Unknown
            return known
        formula = self.formulas.get(sheet, {}).get(place)
        if formula is None:
            return _number(self.value_at(sheet, place))
        self.known[key] = None  # a formula that refers to itself stays unknown
        try:
            if depth > 40 or len(formula) > _LONGEST:
                raise _Unknown
            self.known[key] = _Parser(self, sheet, formula, depth).whole()
        except (_Unknown, ZeroDivisionError):
            if depth:
                raise _Unknown from None
            return 0.0
        return self.known[key] or 0.0


class _Parser:
    """A formula read from left to right."""

    def __init__(self, work: _Work, sheet: str, formula: str, depth: int) -> None:
        self.work, self.sheet, self.depth = work, sheet, depth
        self.tokens: list[tuple[str, str]] = []
        at, formula = 0, formula.strip().removeprefix("=")
        while at < len(formula):
            found = _TOKEN.match(formula, at)
            if not found or not found.lastgroup:
                raise _Unknown
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self.at = self.nested = 0

    def whole(self) -> float:
        result = self.sum()
        if self.at != len(self.tokens):
            raise _Unknown
        return result

    def sum(self) -> float:
        result = self.product()
        while self.peek() in ("+", "-"):
            mark = self.take()
            part = self.product()
            result = result + part if mark == "+" else result - part
        return result

    def product(self) -> float:
        result = self.factor()
        while self.peek() in ("*", "/"):
            mark = self.take()
            part = self.factor()
            result = result * part if mark == "*" else result / part
        return result

    def factor(self) -> float:
        self.nested += 1
        if self.at >= len(self.tokens) or self.nested > _DEEPEST:
            raise _Unknown
        value = self.plain_factor()
        self.nested -= 1
        return value

    def plain_factor(self) -> float:
        kind = self.tokens[self.at][0]
        token = self.take()
        if kind == "number":
            return float(token)
        if kind == "ref":
            sheet, place = self.reference(token)
            return self.work.value(sheet, place, self.depth + 1)
        if kind == "name":
            return self.call(token)
        if token == "-":
            return -self.factor()
        if token == "+":
            return self.factor()
        if token == "(":
            result = self.sum()
            self.expect(")")
            return result
        raise _Unknown

    def call(self, name: str) -> float:
        self.expect("(")
        parts = [self.argument()]
        while self.peek() == ",":
            self.take()
            parts.append(self.argument())
        self.expect(")")
        if name == "ROUND":
            return round(parts[0] + 1e-9, int(parts[1]) if len(parts) > 1 else 0)
        return sum(parts)

    def argument(self) -> float:
        if self.at + 1 < len(self.tokens) and self.tokens[self.at + 1] == ("mark", ":"):
            sheet, (top, left) = self.reference(self.take())
            self.expect(":")
            _, (bottom, right) = self.reference(self.take())
            self.work.budget -= (bottom - top + 1) * (right - left + 1)
            if self.work.budget < 0:
                raise _Unknown
            return sum(
                self.work.value(sheet, (row, column), self.depth + 1)
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
            )
        return self.sum()

    def reference(self, token: str) -> tuple[str, Place]:
        sheet, _, cell = token.rpartition("!")
        place = place_of(cell.replace("$", ""))
        if place is None:
            raise _Unknown
        return sheet.strip("'") or self.sheet, place

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1] if self.at <= len(self.tokens) else ""

    def expect(self, mark: str) -> None:
        if self.take() != mark:
            raise _Unknown


def _number(cell: Cell | None) -> float:
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        raise _Unknown
    if isinstance(cell, str):
        try:
            return float(cell.replace(",", "")) if cell.strip() else 0.0
        except ValueError:
            return 0.0
    return float(cell)
