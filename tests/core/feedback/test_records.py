"""What is wrong with an opinion or an act as typed, one sentence to a field."""

from datetime import date
from typing import Any

import pytest

from boardapp.core.feedback import Act, ActKind, Kind, Way
from boardapp.core.feedback.records import LONGEST, act_problems, opinion_problems
from tests.core.feedback.builders import act, opinion

TODAY = date(2026, 11, 6)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "  \n"}, "text"),
        ({"text": "路" * (LONGEST + 1)}, "text"),
        ({"received_on": date(2026, 11, 7)}, "received_on"),
        ({"received_on": date(2016, 11, 2)}, "received_on"),
        ({"taken_by": " "}, "taken_by"),
        ({"taken_by": "王" * 41}, "taken_by"),
        ({"person": "赵" * 41}, "person"),
        ({"named": True}, "person"),
        ({"contact": "1" * 81}, "contact"),
    ],
)
def test_a_wrong_field_is_named(changes: dict[str, Any], field: str) -> None:
    assert list(opinion_problems(opinion(**changes), TODAY)) == [field]


def test_an_anonymous_opinion_is_whole() -> None:
    assert opinion_problems(opinion(), TODAY) == {}


@pytest.mark.parametrize(
    ("wrong", "kind", "field"),
    [
        (act(text=""), Kind.QUESTION, "text"),
        (act(text="路" * (LONGEST + 1)), Kind.QUESTION, "text"),
        (act(on=date(2026, 11, 1)), Kind.QUESTION, "on"),
        (act(on=date(2026, 11, 7)), Kind.QUESTION, "on"),
        (act(by=""), Kind.QUESTION, "by"),
        (act(by="张" * 41), Kind.QUESTION, "by"),
        (act(way=Way.BOARD), Kind.REPORT, "way"),
        (act(kind=ActKind.CLOSED, way=None, text="无"), Kind.QUESTION, "text"),
        (act(kind=ActKind.RESULT, way=None, text=""), Kind.QUESTION, "text"),
    ],
)
def test_a_wrong_act_is_named(wrong: Act, kind: Kind, field: str) -> None:
    assert list(act_problems(wrong, opinion(kind=kind), TODAY)) == [field]


def test_passing_on_needs_no_words() -> None:
    assert act_problems(act(kind=ActKind.PASSED_ON, way=None, text=""), opinion(), TODAY) == {}
