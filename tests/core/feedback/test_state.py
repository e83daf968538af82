"""Where an opinion stands, for any sequence of acts, days and publications."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.feedback import (
    Act,
    ActKind,
    FeedbackState,
    Kind,
    Way,
    answered_on,
    days_left,
    is_late,
    may_post,
    state_of,
)
from tests.core.feedback.builders import act, opinion

START = date(2026, 11, 2)
DAYS = st.integers(0, 60).map(lambda n: START + timedelta(days=n))


@st.composite
def acts(draw: st.DrawFn) -> tuple[Act, ...]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(ActKind))
        way = draw(st.sampled_from(Way)) if kind is ActKind.ANSWER else None
        found.append(act(id=f"a{number}", kind=kind, on=draw(DAYS), way=way))
    return tuple(found)


ACTS = acts()


@given(ACTS, DAYS, st.data())
def test_the_order_of_entering_changes_nothing(
    done: tuple[Act, ...], today: date, data: st.DataObject
) -> None:
    answers = [one.id for one in done if one.kind is ActKind.ANSWER]
    public = dict.fromkeys(data.draw(st.sets(st.sampled_from(answers))) if answers else (), today)
    mixed = data.draw(st.permutations(done))
    one = opinion()
    assert state_of(one, done, public, today) is state_of(one, mixed, public, today)
    assert answered_on(done, public) == answered_on(mixed, public)


@given(ACTS, DAYS)
def test_it_is_overdue_only_when_nothing_was_done_and_its_day_is_over(
    done: tuple[Act, ...], today: date
) -> None:
    state = state_of(opinion(), done, {}, today)
    given_ = [a for a in done if a.kind is ActKind.ANSWER and a.way is not Way.BOARD]
    settled = given_ or any(a.kind in (ActKind.CLOSED, ActKind.PASSED_ON) for a in done)
    assert state.open is not bool(settled)
    if state.open:
        assert (state is FeedbackState.OVERDUE) is (today > date(2026, 11, 12))


@given(ACTS, DAYS, st.integers(0, 60))
def test_what_is_answered_stays_answered_whatever_follows(
    done: tuple[Act, ...], today: date, more: int
) -> None:
    held = (*done, act(id="last", on=today))
    for day in (today, today + timedelta(days=more)):
        assert state_of(opinion(), held, {}, day) is FeedbackState.ANSWERED


@given(ACTS, DAYS)
def test_a_void_line_is_void_and_a_published_answer_is_public(
    done: tuple[Act, ...], today: date
) -> None:
    gone = opinion(void_on=today, void_reason="登记错")
    assert state_of(gone, done, {}, today) is FeedbackState.VOID
    held = (*done, act(id="last", way=Way.BOARD))
    assert state_of(opinion(), held, {"last": today}, today) is FeedbackState.PUBLISHED


def test_an_answer_promised_on_the_board_is_given_on_the_day_it_is_published() -> None:
    held = (act(way=Way.BOARD, on=date(2026, 11, 5)),)
    one = opinion()
    assert state_of(one, held, {}, date(2026, 11, 12)) is FeedbackState.WAITING
    assert state_of(one, held, {}, date(2026, 11, 13)) is FeedbackState.OVERDUE
    public = {"a1": date(2026, 11, 14)}
    assert (answered_on(held, public), is_late(one, held, public)) == (date(2026, 11, 14), True)
    assert not is_late(one, held, {"a1": date(2026, 11, 12)})


@pytest.mark.parametrize(
    ("today", "left"), [(date(2026, 11, 2), 10), (date(2026, 11, 12), 0), (date(2026, 11, 13), -1)]
)
def test_the_last_day_itself_is_still_in_time(today: date, left: int) -> None:
    assert days_left(opinion(), today) == left
    overdue = state_of(opinion(), (), {}, today) is FeedbackState.OVERDUE
    assert overdue is (left < 0)


def test_without_a_rule_nothing_is_ever_overdue() -> None:
    one = opinion(due_on=None)
    assert days_left(one, date(2030, 1, 1)) is None
    assert state_of(one, (), {}, date(2030, 1, 1)) is FeedbackState.WAITING


def test_a_report_and_what_is_no_answer_never_go_on_the_board() -> None:
    one = opinion()
    assert may_post(one, act())
    assert not may_post(opinion(kind=Kind.REPORT), act())
    assert not may_post(replace(one, void_on=date(2026, 11, 3)), act())
    assert not may_post(one, act(kind=ActKind.CLOSED, way=None))
