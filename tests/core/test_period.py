from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.period import Cycle, Period

periods = st.builds(
    lambda year, cycle, n: Period(year, n % (12 // cycle.months) + 1, cycle),
    st.integers(1990, 2100),
    st.sampled_from(Cycle),
    st.integers(0, 11),
)


@pytest.mark.parametrize(
    ("code", "label", "first", "last"),
    [
        ("2026-10", "2026年10月", date(2026, 10, 1), date(2026, 10, 31)),
        ("2028-02", "2028年2月", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-Q2", "2026年第二季度", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026-H2", "2026年下半年", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026", "2026年", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-q1", "2026年第一季度", date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_a_period_is_read_and_named(code: str, label: str, first: date, last: date) -> None:
    period = Period.parse(code)
    assert (period.label, period.first_day, period.last_day) == (label, first, last)


@pytest.mark.parametrize(
    "code", ["", "2026-13", "2026-00", "2026-Q5", "2026-H3", "26-10", "2026-1", "十月"]
)
def test_what_is_no_period_is_refused_with_the_spellings(code: str) -> None:
    with pytest.raises(ValueError, match="2026-Q2"):
        Period.parse(code)


@pytest.mark.parametrize("code", ["0001-01", "1900", "2926-10", "9998-12", "9998"])
def test_a_year_that_nobody_means_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="请检查年份"):
        Period.parse(code)


@given(periods)
def test_the_code_reads_back(period: Period) -> None:
    assert Period.parse(period.code) == period


@given(periods)
def test_next_and_previous_undo_each_other_without_a_gap(period: Period) -> None:
    assert period.next().previous() == period
    assert period.previous().next() == period
    assert period.next().first_day == period.last_day + timedelta(days=1)


@given(periods)
def test_its_months_fill_it(period: Period) -> None:
    assert len(period.months) == period.cycle.months
    assert period.months[0].first_day == period.first_day
    assert period.months[-1].last_day == period.last_day
    assert all(period.covers(month) for month in period.months)
