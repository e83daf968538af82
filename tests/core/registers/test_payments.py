from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.registers.choices import AtEnd, Frequency, Side
from boardapp.core.registers.contract import Contract, shifted, term_rent, whole_months
from boardapp.core.registers.payments import (
    Payment,
    arrears,
    due_states,
    next_payment,
    reminders,
    schedule,
)
from boardapp.core.registers.values import Due
from tests.builders import contract

RECURRING = [one for one in Frequency if one.months]
STARTS = st.dates(date(1990, 1, 1), date(2040, 1, 1))
CONTRACTS = st.builds(
    lambda start, days, rent, frequency: contract(
        start=start, end=start + timedelta(days=days), annual_rent=rent, frequency=frequency
    ),
    STARTS,
    st.integers(0, 9000),
    st.integers(0, 10**10),
    st.sampled_from(RECURRING),
)


def paid(due: date, fen: int, **changes: object) -> Payment:
    values = {"id": str(due), "contract": "c", "due": due, "paid_on": due, "fen": fen}
    return Payment(**{**values, **changes})  # type: ignore[arg-type]


@given(CONTRACTS)
def test_a_schedule_runs_forward_inside_the_term_and_adds_up_to_the_rent(one: Contract) -> None:
    dues = schedule(one)
    assert one.start
    assert one.end
    assert dues
    assert dues[0].on == one.start
    assert all(a.on < b.on for a, b in pairwise(dues))
    assert dues[-1].on <= one.end
    assert all(due.fen >= 0 for due in dues)
    assert sum(due.fen for due in dues) == term_rent(one)


@given(STARTS, st.integers(1, 40), st.integers(0, 10**10), st.sampled_from(RECURRING))
def test_whole_years_cost_exactly_the_annual_rent_each(
    start: date, years: int, rent: int, frequency: Frequency
) -> None:
    for last in (shifted(start, 12 * years) - timedelta(days=1), shifted(start, 12 * years)):
        one = contract(start=start, end=last, annual_rent=rent, frequency=frequency)
        dues = schedule(one)
        assert len(dues) == years * 12 // frequency.months
        assert sum(due.fen for due in dues) == rent * years
        each = 12 // frequency.months
        assert sum(due.fen for due in dues[:each]) == rent


@given(STARTS, st.integers(0, 9000))
def test_months_and_days_of_a_term_lead_back_to_its_end(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    months, rest = whole_months(start, end)
    reached = shifted(start, months) + timedelta(days=rest - 1)
    same_day_of_a_year = rest == 0 and months % 12 == 0 and reached + timedelta(days=1) == end
    assert reached == end or same_day_of_a_year
    assert 0 <= rest < 31


def test_a_day_that_a_month_has_not_becomes_its_last() -> None:
    assert shifted(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert shifted(date(2023, 12, 31), 14) == date(2025, 2, 28)
    assert shifted(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert shifted(date(2024, 3, 31), -1) == date(2024, 2, 29)


def test_paying_once_a_plan_and_an_early_end() -> None:
    once = contract(frequency=Frequency.ONCE, total=40_000_00, first_due=date(2024, 2, 1))
    assert schedule(once) == (Due(date(2024, 2, 1), 40_000_00),)
    assert schedule(contract(frequency=Frequency.ONCE))[0].fen == 40_000_00
    plan = (Due(date(2024, 1, 1), 1), Due(date(2026, 1, 1), 2))
    assert schedule(contract(plan=plan)) == plan
    assert schedule(contract(plan=plan, terminated_on=date(2025, 1, 1))) == plan[:1]


@pytest.mark.parametrize(
    "changes",
    [
        {"frequency": None},
        {"annual_rent": None},
        {"end": None},
        {"start": None},
        {"end": date(2020, 1, 1)},
        {"frequency": Frequency.PLAN},
        {"frequency": Frequency.ONCE, "annual_rent": None},
    ],
)
def test_what_tells_no_schedule_has_none(changes: dict[str, object]) -> None:
    assert schedule(contract(**changes)) == ()


def test_payments_are_held_against_their_days() -> None:
    one = contract(id="c", settled_through=date(2024, 6, 30))
    day = date(2026, 11, 6)
    some = (paid(date(2025, 1, 1), 8_000_00), paid(date(2026, 1, 1), 3_000_00))
    assert [state.unpaid for state in due_states(one, some)] == [0, 0, 5_000_00, 8_000_00, 8_000_00]
    assert arrears(one, some, day) == 5_000_00
    assert next_payment(one, some, day).on == date(2027, 1, 1)  # type: ignore[union-attr]
    assert arrears(one, some, date(2026, 1, 1)) == 0
    others = (paid(date(2026, 1, 1), 8_000_00, contract="another"),)
    assert arrears(one, others, day) == 16_000_00


def test_a_payment_of_a_day_that_was_moved_is_not_lost() -> None:
    one = contract(id="c", first_due=date(2024, 1, 31))
    assert due_states(one, [paid(date(2024, 1, 1), 8_000_00)])[0].unpaid == 0
    assert due_states(one, [paid(date(2029, 1, 1), 8_000_00)])[-1].unpaid == 0


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2028, 10, 1), [("contract-ending", None)][:0]),
        (date(2028, 10, 2), [("contract-ending", 90)]),
        (date(2028, 12, 1), [("contract-ending", 30)]),
        (date(2028, 12, 24), [("contract-ending", 7)]),
        (date(2028, 12, 31), [("contract-ending", 7)]),
        (date(2029, 1, 1), [("contract-ended", None)]),
    ],
)
def test_the_end_is_recalled_90_30_and_7_days_ahead_and_after(
    day: date, told: list[tuple[str, int | None]]
) -> None:
    one = contract(settled_through=date(2030, 1, 1))
    assert [(r.code, r.within) for r in reminders(one, (), day)] == told
    assert reminders(contract(settled_through=one.end, at_end=AtEnd.RENEWED), (), day) == ()


@pytest.mark.parametrize(
    ("day", "code", "within"),
    [
        (date(2024, 12, 3), "payment-due", 30),
        (date(2025, 1, 1), "payment-due", 7),
        (date(2025, 1, 2), "payment-overdue", None),
    ],
)
def test_a_payment_is_recalled_ahead_and_when_overdue(
    day: date, code: str, within: int | None
) -> None:
    one = contract(settled_through=date(2024, 1, 1), side=Side.PAY)
    (found,) = reminders(one, (), day)
    assert (found.code, found.within, found.fen) == (code, within, 8_000_00)
    assert "应付 8,000.00 元" in found.sentence
