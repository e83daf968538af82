"""Due dates computed by hand from the statutes, for villages of the provinces in table 11."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.catalogue import Item, parse_catalogue
from boardapp.core.disclosure import Step
from boardapp.core.due import (
    arises,
    cycle_on,
    days_on_board,
    due_of_event,
    due_of_period,
    steps_of,
)
from boardapp.core.period import Cycle, Period
from boardapp.core.rules import Rule, parse_pack, rules_of

RESOURCES = Path(__file__).parents[3] / "resources"
PACKS = [parse_pack(p.read_text("utf-8")) for p in sorted((RESOURCES / "rules").glob("*.toml"))]
ITEMS = {
    item.code: item
    for item in parse_catalogue((RESOURCES / "catalogue/national.toml").read_text("utf-8")).items
}
SHANDONG, CHONGQING, SICHUAN = "370102001001", "500101001001", "510104001001"
HEBEI, HAINAN, ZHEJIANG = "130102001001", "460105001001", "331181102299"
ZHENGZHOU, YANGCHUN, ELSEWHERE = "410105001001", "441781101201", "360102001001"

MONEY, LIST = ITEMS["finance-lines"], ITEMS["dibao"]
SUGGESTED = "本程序建议"


def rules(code: str) -> tuple[Rule, ...]:
    return rules_of(PACKS, code)


@pytest.mark.parametrize(
    ("village", "item", "about", "due", "source"),
    [
        # 山东: no day in the statute; money every month.
        (SHANDONG, MONEY, "2025-11", "2025-12-10", SUGGESTED),
        (SHANDONG, MONEY, "2026-10", "2026-11-10", SUGGESTED),
        (SHANDONG, LIST, "2026-Q3", "2026-10-15", SUGGESTED),
        # 重庆 art. 30: the 15th of the next month, or of the first month of the next quarter.
        (CHONGQING, MONEY, "2025-11", "2025-12-15", "重庆市实施"),
        (CHONGQING, MONEY, "2025-12", "2026-01-15", "重庆市实施"),
        (CHONGQING, MONEY, "2026-10", "2026-11-15", "重庆市实施"),
        (CHONGQING, LIST, "2025-Q3", "2025-10-15", "重庆市实施"),
        (CHONGQING, LIST, "2026-Q3", "2026-10-15", "重庆市实施"),
        # 四川 art. 10: within ten days of the end of the month or quarter.
        (SICHUAN, MONEY, "2025-11", "2025-12-10", "四川省村务公开条例"),
        (SICHUAN, MONEY, "2026-10", "2026-11-10", "四川省村务公开条例"),
        (SICHUAN, LIST, "2026-Q4", "2027-01-10", "四川省村务公开条例"),
        # 河北 art. 7: the end of July, the end of January; the nation asks for every quarter.
        (HEBEI, LIST, "2025-H1", "2025-07-31", "河北省村务公开条例"),
        (HEBEI, LIST, "2025-Q4", "2026-01-31", "河北省村务公开条例"),
        (HEBEI, LIST, "2026-Q2", "2026-07-31", "河北省村务公开条例"),
        (HEBEI, LIST, "2026-Q1", "2026-04-15", SUGGESTED),
        (HEBEI, MONEY, "2026-Q4", "2027-01-31", "河北省村务公开条例"),
        (HEBEI, MONEY, "2026-08", "2026-09-10", SUGGESTED),
        # 海南, 浙江: no day in the statutes.
        (HAINAN, MONEY, "2026-10", "2026-11-10", SUGGESTED),
        (HAINAN, LIST, "2026-Q1", "2026-04-15", SUGGESTED),
        (ZHEJIANG, MONEY, "2025-10", "2025-11-10", SUGGESTED),
        (ZHEJIANG, MONEY, "2026-Q3", "2026-10-15", SUGGESTED),
        # 郑州 art. 24: money within fifteen days of the end of the quarter.
        (ZHENGZHOU, MONEY, "2025-Q3", "2025-10-15", "郑州市农村财务管理条例"),
        (ZHENGZHOU, MONEY, "2026-Q3", "2026-10-15", "郑州市农村财务管理条例"),
        (ZHENGZHOU, MONEY, "2026-09", "2026-10-15", "郑州市农村财务管理条例"),
        (ZHENGZHOU, MONEY, "2026-08", "2026-09-10", SUGGESTED),
        (ZHENGZHOU, LIST, "2026-Q3", "2026-10-15", SUGGESTED),
        # 阳春: the 10th, by practice, not by law.
        (YANGCHUN, MONEY, "2025-10", "2025-11-10", "阳春市"),
        (YANGCHUN, MONEY, "2026-10", "2026-11-10", "阳春市"),
        (ELSEWHERE, MONEY, "2026-10", "2026-11-10", SUGGESTED),
        (ELSEWHERE, ITEMS["distribution"], "2025", "2026-03-31", SUGGESTED),
        (ELSEWHERE, ITEMS["finance-plan"], "2026", "2026-03-31", SUGGESTED),
    ],
)
def test_a_village_posts_by_the_day_of_its_statute(
    village: str, item: Item, about: str, due: str, source: str
) -> None:
    found = due_of_period(item, Period.parse(about), rules(village))
    assert found.day == date.fromisoformat(due)
    assert found.rule is not None
    assert source in found.rule.source
    assert found.rule.binding == (source not in (SUGGESTED, "阳春市"))


@pytest.mark.parametrize(
    ("village", "item", "days", "law"),
    [
        (CHONGQING, MONEY, 10, True),
        (SICHUAN, ITEMS["project"], 10, True),
        (ZHEJIANG, ITEMS["land-compensation"], 5, True),
        (ZHEJIANG, ITEMS["project"], 10, False),
        (SHANDONG, ITEMS["project"], 10, False),
    ],
)
def test_an_event_is_posted_within_the_days_of_its_statute(
    village: str, item: Item, days: int, law: bool
) -> None:
    happened = date(2026, 9, 28)
    found = due_of_event(item, happened, rules(village))
    assert found.day == happened + timedelta(days=days)
    assert found.rule is not None
    assert found.rule.binding is law


@pytest.mark.parametrize(
    ("village", "item", "day", "days"),
    [
        (SHANDONG, MONEY, date(2025, 12, 31), 5),
        (SHANDONG, MONEY, date(2026, 1, 1), 15),
        (CHONGQING, LIST, date(2025, 12, 31), 10),
        (SICHUAN, LIST, date(2026, 1, 1), 15),
        (HEBEI, LIST, date(2025, 12, 31), None),
        (ZHEJIANG, ITEMS["aid-review"], date(2025, 12, 31), 7),
        (ZHEJIANG, ITEMS["aid-review"], date(2026, 1, 1), 15),
        (ZHEJIANG, ITEMS["asset-deals"], date(2025, 12, 31), 15),
        (SICHUAN, ITEMS["member-resolution"], date(2025, 12, 31), 10),
        (SICHUAN, ITEMS["land-contracting"], date(2025, 12, 1), 15),
        (ELSEWHERE, replace(LIST, min_days=30), date(2026, 1, 1), 30),
        (ELSEWHERE, replace(LIST, min_days=7), date(2026, 1, 1), 15),
    ],
)
def test_a_posting_hangs_for_the_longest_of_its_rules(
    village: str, item: Item, day: date, days: int | None
) -> None:
    rule = days_on_board(item, day, rules(village))
    assert (rule.number if rule else None) == days


@pytest.mark.parametrize(
    ("village", "choice", "busy", "cycle"),
    [
        (ELSEWHERE, None, False, Cycle.MONTH),
        (ELSEWHERE, Cycle.QUARTER, False, Cycle.QUARTER),
        (ELSEWHERE, Cycle.QUARTER, True, Cycle.MONTH),
        (ELSEWHERE, Cycle.HALF, False, Cycle.QUARTER),
        (SHANDONG, Cycle.QUARTER, False, Cycle.MONTH),
        (CHONGQING, Cycle.HALF, False, Cycle.QUARTER),
        (HEBEI, Cycle.YEAR, False, Cycle.QUARTER),
        (ZHENGZHOU, Cycle.QUARTER, False, Cycle.QUARTER),
    ],
)
def test_a_village_posts_by_the_quarter_only_where_the_law_allows(
    village: str, choice: Cycle | None, busy: bool, cycle: Cycle
) -> None:
    assert cycle_on(MONEY, rules(village), date(2026, 10, 1), choice, busy=busy) is cycle


def test_the_choice_about_money_leaves_other_items_alone() -> None:
    village = rules(ELSEWHERE)
    assert cycle_on(LIST, village, date(2026, 1, 1), Cycle.YEAR) is Cycle.QUARTER
    assert cycle_on(ITEMS["project"], village, date(2026, 1, 1)) is None


def test_an_items_own_day_counts_where_it_is_earlier() -> None:
    eighth, twentieth = replace(MONEY, due_day=8), replace(MONEY, due_day=20)
    about = Period(2026, 10)
    assert due_of_period(eighth, about, rules(CHONGQING)).day == date(2026, 11, 8)
    assert due_of_period(twentieth, about, rules(CHONGQING)).day == date(2026, 11, 15)
    own = due_of_period(twentieth, about, rules(ELSEWHERE))
    assert own.day == date(2026, 11, 20)
    assert own.rule is not None
    assert own.rule.source == "全国通用目录“财务收支逐笔公开榜”"
    report = replace(ITEMS["year-report"], due_on="02-08")
    assert due_of_period(report, Period(2026, 1, Cycle.YEAR), rules(ELSEWHERE)).day == date(
        2027, 2, 8
    )


def test_a_day_past_the_end_of_a_month_is_its_last() -> None:
    thirty_first = replace(MONEY, due_day=31)
    assert due_of_period(thirty_first, Period(2026, 1), rules(ELSEWHERE)).day == date(2026, 2, 28)


def test_without_any_rule_there_is_no_day() -> None:
    assert due_of_period(MONEY, Period(2026, 10), ()).day is None
    assert due_of_event(ITEMS["project"], date(2026, 10, 1), ()).day is None


def test_the_steps_are_the_rules_and_the_items_own_in_their_order() -> None:
    assert steps_of(ITEMS["project"], date(2026, 1, 1), rules(SHANDONG)) == (
        Step.PROPOSAL,
        Step.SUPERVISION,
        Step.JOINT_MEETING,
        Step.ASSEMBLY,
    )
    assert steps_of(MONEY, date(2026, 1, 1), rules(ELSEWHERE)) == (Step.FINANCE_GROUP,)


periods = st.builds(
    lambda cycle, year, month: Period(year, (month - 1) // cycle.months + 1, cycle),
    st.sampled_from(Cycle),
    st.integers(2000, 2100),
    st.integers(1, 12),
)
villages = st.sampled_from(
    [SHANDONG, CHONGQING, SICHUAN, HEBEI, HAINAN, ZHEJIANG, ZHENGZHOU, YANGCHUN, ELSEWHERE]
)
regular = st.sampled_from([item for item in ITEMS.values() if item.cycle])


@given(regular, periods, villages)
def test_nothing_is_due_before_it_can_be_posted(item: Item, period: Period, village: str) -> None:
    if item.ahead and period.cycle is not Cycle.YEAR:
        return
    found = due_of_period(item, period, rules(village))
    assert found.day is not None
    assert arises(item, period) <= found.day
    assert found.day <= arises(item, period) + timedelta(days=366)


@given(regular, periods, villages)
def test_no_rule_makes_an_item_rarer(item: Item, period: Period, village: str) -> None:
    found = cycle_on(item, rules(village), period.last_day, Cycle.YEAR)
    assert found is not None
    assert item.cycle is not None
    free = cycle_on(item, (), period.last_day, Cycle.YEAR)
    assert free is not None
    assert found.months <= free.months
