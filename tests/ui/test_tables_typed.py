"""What a person types into a cell."""

from datetime import date

import pytest

from boardapp.core.ledger import Direction
from boardapp.core.period import Period
from boardapp.ui.tables.typed import TRANSFER, Cell, amount_text, changed, typed_day
from tests.builders import entry

OCTOBER, QUARTER = Period(2026, 10), Period.parse("2026-Q4")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12", date(2026, 10, 12)),
        ("１２日", date(2026, 10, 12)),
        ("10-12", date(2026, 10, 12)),
        ("10月12日", date(2026, 10, 12)),
        ("9.30", date(2026, 9, 30)),
        ("12-31", date(2025, 12, 31)),
        ("2026-10-12", date(2026, 10, 12)),
        ("2026/1/2", date(2026, 1, 2)),
        ("20261012", date(2026, 10, 12)),
    ],
)
def test_a_day_may_be_typed_in_the_usual_ways(text: str, day: date) -> None:
    assert typed_day(text, date(2026, 10, 8), OCTOBER) == day


def test_a_bare_day_of_a_quarter_is_one_of_the_month_before_it_in_the_ledger() -> None:
    assert typed_day("3", date(2026, 11, 20), QUARTER) == date(2026, 11, 3)


@pytest.mark.parametrize("text", ["31-10", "9-31", "腊月廿四", "", "十二"])
def test_what_is_no_day_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match="日期"):
        typed_day(text, date(2026, 10, 8), OCTOBER)


def test_an_amount_on_the_other_side_moves_the_line_and_asks_for_its_subject_anew() -> None:
    line = entry(subject="E04-01")
    moved = changed(line, Cell.INCOME, "500", OCTOBER)
    assert (moved.direction, moved.fen, moved.subject) == (Direction.INCOME, 50_000, "")


def test_leaving_the_other_side_empty_changes_nothing() -> None:
    line = entry(subject="E04-01")
    assert changed(line, Cell.INCOME, "", OCTOBER) == line


def test_a_reversal_is_told_in_words() -> None:
    line = changed(entry(), Cell.EXPENSE, "-500", OCTOBER)
    assert line.fen == -50_000
    assert amount_text(line.fen) == "冲(500.00)"


def test_a_line_dated_in_another_month_of_the_quarter_is_booked_there() -> None:
    assert changed(entry(), Cell.DATE, "11-3", QUARTER).month == Period(2026, 11)


def test_a_late_line_is_booked_in_the_period() -> None:
    assert changed(entry(), Cell.DATE, "9-28", OCTOBER).month == OCTOBER


def test_a_transfer_has_no_subject() -> None:
    line = changed(entry(subject="E04-01"), Cell.SUBJECT, TRANSFER, OCTOBER)
    assert line.transfer
    assert line.subject == ""
    assert not changed(line, Cell.SUBJECT, "E04", OCTOBER).transfer
