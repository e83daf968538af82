from dataclasses import replace
from datetime import date

import pytest

from boardapp.core.finding import Finding, Level
from boardapp.core.period import Cycle, Period
from boardapp.core.posting import Posting
from boardapp.services.posting import DEFAULT_ITEM
from boardapp.ui.overview import Overview, next_step
from tests.builders import entry, ledger

POSTING = Posting(
    "p",
    DEFAULT_ITEM,
    "b",
    "2026-10",
    1,
    "青石公开〔2026〕第1号",
    "",
    b"",
    "",
    date(2026, 11, 6),
    "王某",
    "2026-11-06T08:12:00",
)
VERIFY = Finding(Level.VERIFY, "year-incomplete", "请核实。")
MUST = Finding(Level.MUST, "opening-differs", "期初不符。")
CHANGED = Finding(Level.VERIFY, "published-differs", "公布后有改动。")
HELD = Overview(ledger(entry()), (), True, (), (), None)
QUARTER = Period(2026, 3, Cycle.QUARTER)


@pytest.mark.parametrize(
    ("seen", "says", "page"),
    [
        (
            replace(HELD, missing=(Period(2026, 10),), findings=(MUST,)),
            "导入2026年10月的账",
            "ledger",
        ),
        (replace(HELD, findings=(MUST, VERIFY)), "先改正 1 处", "ledger"),
        (replace(HELD, findings=(VERIFY, VERIFY)), "核实 2 处", "preview"),
        (HELD, "预览2026年10月的公开榜", "preview"),
        (replace(HELD, posted=(POSTING,)), "编号 青石公开〔2026〕第1号", "preview"),
        (replace(HELD, posted=(POSTING,), findings=(CHANGED,)), "账目有改动", "ledger"),
    ],
)
def test_there_is_one_next_step_for_each_state(seen: Overview, says: str, page: str) -> None:
    step = next_step(seen)
    assert says in step.sentence
    assert step.page == page


def test_a_quarter_names_the_months_that_are_missing() -> None:
    part = replace(HELD, ledger=ledger(period=QUARTER), missing=QUARTER.months[1:])
    assert "还缺8月、9月的账" in next_step(part).sentence


def test_only_a_published_period_is_at_rest() -> None:
    assert next_step(replace(HELD, posted=(POSTING,))).calm
    assert not next_step(HELD).calm


def test_the_plain_form_alone_is_not_the_main_posting() -> None:
    other = replace(POSTING, item="finance-form")
    assert replace(HELD, posted=(other,)).posting is None
