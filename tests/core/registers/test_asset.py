from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.registers.asset import (
    Asset,
    asset_problems,
    depreciation,
    residual,
    stated_findings,
)
from boardapp.core.registers.choices import AssetUse, Method
from boardapp.core.registers.contract import shifted
from tests.builders import asset

DAYS = st.dates(date(1950, 1, 1), date(2080, 1, 1))
ASSETS = st.builds(
    asset,
    started_on=st.dates(date(1960, 1, 1), date(2030, 1, 1)),
    cost=st.integers(0, 10**11),
    residual_rate=st.none() | st.integers(0, 10_000),
    life_months=st.integers(1, 600),
    disposed_on=st.none() | st.dates(date(2030, 1, 1), date(2060, 1, 1)),
)


@given(ASSETS, DAYS, st.integers(0, 4000))
def test_value_only_ever_falls_and_never_below_the_residual(
    one: Asset, day: date, later: int
) -> None:
    first, second = depreciation(one, day), depreciation(one, day + timedelta(days=later))
    assert 0 <= first.accumulated <= second.accumulated <= (one.cost or 0) - residual(one)
    assert first.net == (one.cost or 0) - first.accumulated >= residual(one)


@given(ASSETS)
def test_all_months_together_are_exactly_cost_less_residual(one: Asset) -> None:
    kept = Asset(**{**vars(one), "disposed_on": None})
    assert kept.started_on
    end = shifted(kept.started_on.replace(day=1), (kept.life_months or 0) + 1) - timedelta(days=1)
    assert depreciation(kept, end).net == residual(kept)
    assert depreciation(kept, end + timedelta(days=9999)).net == residual(kept)


def test_it_begins_in_the_month_after_the_first_use_and_is_booked_at_month_end() -> None:
    months = [
        depreciation(asset(), day).months
        for day in (date(2018, 5, 31), date(2018, 6, 29), date(2018, 6, 30), date(2018, 7, 1))
    ]
    assert months == [0, 0, 1, 1]
    assert depreciation(asset(), date(2026, 10, 31)).accumulated == 101 * 1_425_00


def test_it_goes_on_through_the_month_of_disposal_and_then_stops() -> None:
    gone = asset(use=AssetUse.DISPOSED, disposed_on=date(2020, 2, 10))
    assert depreciation(gone, date(2030, 1, 1)).months == 21
    assert gone.held_on(date(2020, 2, 9))
    assert not gone.held_on(date(2020, 2, 10))


@pytest.mark.parametrize(
    "changes", [{"method": Method.NONE}, {"method": None}, {"life_months": None}]
)
def test_what_does_not_lose_value_stays_at_its_cost(changes: dict[str, object]) -> None:
    lost = depreciation(asset(**changes), date(2026, 11, 6))
    assert (lost.accumulated, lost.monthly, lost.net) == (0, 0, 360_000_00)


def test_figures_that_a_file_states_are_compared_to_the_fen() -> None:
    day = date(2026, 10, 31)
    assert stated_findings(asset(), {"depreciated": 143_925_00, "net": 216_075_00}, day) == ()
    (one,) = stated_findings(asset(), {"net": 216_075_01}, day)
    assert one.code == "net-differs"
    assert "216,075.00" in one.sentence


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"cost": None}, "no-cost"),
        ({"started_on": None}, "cannot-depreciate"),
        ({"life_months": None}, "cannot-depreciate"),
        ({"use": AssetUse.DISPOSED}, "no-disposal-day"),
        ({"disposed_on": date(2020, 1, 1)}, "disposed-in-use"),
        ({"use": AssetUse.DISPOSED, "disposed_on": date(2001, 1, 1)}, "disposed-early"),
    ],
)
def test_what_does_not_agree_is_said(changes: dict[str, object], code: str | None) -> None:
    assert [one.code for one in asset_problems(asset(**changes))] == ([code] if code else [])
