from dataclasses import replace
from datetime import date

import pytest

from boardapp.core.disclosure import Step as ReviewStep
from boardapp.core.finding import Finding, Level
from boardapp.core.life import State
from boardapp.core.period import Cycle, Period
from boardapp.core.posting import Posting
from boardapp.services.life import Life
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
HELD = Overview(ledger(entry()), (), (), (), None)
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


def living(state: State, *, hung: int = 0) -> Overview:
    """Return October with its main item in a state of its life."""
    public = state.public
    life = Life(state, required=(ReviewStep.PROPOSAL, ReviewStep.SUPERVISION))
    seen = replace(HELD, life=life, waits="等李某：村务监督委员会审查", days_left=hung)
    return replace(seen, posted=(POSTING,)) if public else seen


@pytest.mark.parametrize(
    ("state", "says", "page"),
    [
        (State.DRAFT, "没有问题就提交审查", "preview"),
        (State.SUBMITTED, "等李某：村务监督委员会审查", "review"),
        (State.RETURNED, "改好后重新提交", "review"),
        (State.REVIEWED, "可以公布", "review"),
        (State.PUBLISHED, "打印出来贴到公示栏上", "preview"),
        (State.ON_BOARD, "张贴中，还有 9 天", "review"),
        (State.REPOST, "需重新公布", "review"),
        (State.DAYS_DONE, "可以揭下归档", "review"),
        (State.ARCHIVED, "已归档", "review"),
    ],
)
def test_the_life_of_the_main_item_says_what_is_next(state: State, says: str, page: str) -> None:
    step = next_step(living(state, hung=9))
    assert says in step.sentence
    assert step.page == page


def test_what_is_frozen_in_review_waits_for_nothing_that_the_ledger_says_since() -> None:
    seen = replace(living(State.SUBMITTED), findings=(MUST, VERIFY))
    assert next_step(seen).page == "review"
