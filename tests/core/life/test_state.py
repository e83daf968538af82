from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.disclosure import Step
from boardapp.core.life import (
    Display,
    Hanging,
    Outcome,
    Place,
    State,
    days_hung,
    due_down,
    missing_steps,
    places_short,
    posting_state,
    submission_state,
    taken_early,
)
from tests.core.life.builders import DAY, display, step, submission

REQUIRED = (Step.FINANCE_GROUP, Step.SUPERVISION)
BOTH = (step(Step.FINANCE_GROUP), step(Step.SUPERVISION))
BACK = step(Step.SUPERVISION, outcome=Outcome.RETURNED, reason="不清楚")


@pytest.mark.parametrize(
    ("held", "taken", "required", "state"),
    [
        (None, (), REQUIRED, State.DRAFT),
        (submission(), (), REQUIRED, State.SUBMITTED),
        (submission(), BOTH[:1], REQUIRED, State.SUBMITTED),
        (submission(), BOTH, REQUIRED, State.REVIEWED),
        (submission(), (), (), State.REVIEWED),
        (submission(), (BOTH[0], BACK), REQUIRED, State.RETURNED),
        (submission(withdrawn_on=DAY), BOTH, REQUIRED, State.DRAFT),
        (submission(digest="e" * 64), BOTH, REQUIRED, State.SUBMITTED),
    ],
)
def test_what_is_not_published_stands_where_its_steps_say(
    held: object, taken: tuple[object, ...], required: tuple[Step, ...], state: State
) -> None:
    assert submission_state(held, taken, required) is state  # type: ignore[arg-type]


def test_a_signature_on_other_content_approves_nothing() -> None:
    other = tuple(step(kind, digest="e" * 64) for kind in REQUIRED)
    assert missing_steps(REQUIRED, other, "d" * 64) == REQUIRED


def test_missing_steps_come_in_the_order_in_which_they_happen() -> None:
    wanted = (Step.SIGNATURE, Step.PROPOSAL, Step.SUPERVISION)
    assert missing_steps(wanted, (), "d") == (Step.PROPOSAL, Step.SUPERVISION, Step.SIGNATURE)


EAST, WEST = Place("东村", frozenset({"east"})), Place("西村", frozenset({"west"}))


@pytest.mark.parametrize(
    ("displays", "places", "today", "state"),
    [
        ([], [Place()], 8, State.PUBLISHED),
        ([display(8)], [Place()], 8, State.ON_BOARD),
        ([display(8)], [Place()], 22, State.ON_BOARD),
        ([display(8)], [Place()], 23, State.DAYS_DONE),
        ([display(8, 23)], [Place()], 24, State.DAYS_DONE),
        ([display(8, 22)], [Place()], 28, State.REPOST),
        ([display(8, 12), display(12)], [Place()], 26, State.ON_BOARD),
        ([display(8, 12), display(12)], [Place()], 27, State.DAYS_DONE),
        ([display(8, 12), display(9, board="shop")], [Place()], 20, State.ON_BOARD),
        ([display(8, board="east")], [EAST, WEST], 28, State.ON_BOARD),
        ([display(8, 12, "east"), display(8, board="west")], [EAST, WEST], 10, State.REPOST),
        ([display(8, 23, "east"), display(8, 23, "west")], [EAST, WEST], 28, State.DAYS_DONE),
    ],
)
def test_what_is_published_stands_where_its_boards_say(
    displays: list[Display], places: list[Place], today: int, state: State
) -> None:
    hanging = Hanging(tuple(displays), 15, tuple(places))
    now = date(2026, 11, today)
    assert posting_state(hanging, now) is state
    assert posting_state(hanging, now, replaced=True) is State.REPLACED
    assert posting_state(hanging, now, replaced=True, archived=True) is State.ARCHIVED


def test_a_place_without_any_display_is_named() -> None:
    hanging = Hanging((display(8, board="east"),), 15, (EAST, WEST))
    assert places_short(hanging) == (WEST,)


def test_every_state_has_its_word_and_only_published_ones_are_public() -> None:
    assert len({state.word for state in State}) == len(State)
    assert {state for state in State if state.public} == {
        State.PUBLISHED,
        State.ON_BOARD,
        State.REPOST,
        State.DAYS_DONE,
        State.REPLACED,
        State.ARCHIVED,
    }


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=5),
    st.integers(1, 30),
    st.integers(0, 60),
)
def test_days_are_never_added_up_over_several_displays(
    spans: list[tuple[int, int]], least: int, later: int
) -> None:
    day, shown = DAY, []
    for number, (length, pause) in enumerate(spans):
        end = day + timedelta(days=length)
        shown.append(Display(str(number), "p", "gate", day, "王某", down_on=end, down_by="王某"))
        day = end + timedelta(days=pause)
    today = day + timedelta(days=later)
    hanging = Hanging(tuple(shown), least)
    done = max(length for length, _ in spans) >= least
    assert posting_state(hanging, today) is (State.DAYS_DONE if done else State.REPOST)
    assert bool(taken_early(hanging, today)) is not done


@given(st.integers(0, 400), st.integers(1, 400))
def test_a_display_may_come_down_on_the_first_day_that_makes_its_days_full(
    passed: int, least: int
) -> None:
    one = display(8)
    today = one.up_on + timedelta(days=passed)
    assert days_hung(one, today) == passed
    assert (today >= due_down(one, least)) is (passed >= least)
