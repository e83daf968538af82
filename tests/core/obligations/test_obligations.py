from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.obligations import (
    Event,
    Obligation,
    Posted,
    State,
    Waiver,
    about,
    due_by,
    publishers,
    vanished,
    year_view,
)
from boardapp.core.period import Cycle, Period
from boardapp.core.village import BodyKind, Book
from tests.core.obligations.builders import (
    BOOK,
    COLLECTIVE,
    COMMITTEE,
    GROUP,
    LIST,
    MONEY,
    PLAN,
    PROJECT,
    REPORT,
    item,
    situation,
)

TENDER = Event("e1", "project", date(2026, 10, 5), "机动地招标", "before")


def named(found: tuple[Obligation, ...]) -> list[str]:
    return [f"{one.item.code}@{one.about}/{one.body.id}" for one in found]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2026-08", ["money@2026-08/c"]),
        ("2026-09", ["money@2026-09/c", "list@2026-Q3/v"]),
        ("2026-01", ["money@2026-01/c", "plan@2026/v"]),
        ("2026-12", ["money@2026-12/c", "list@2026-Q4/v", "report@2026/v"]),
        (
            "2026-Q3",
            ["money@2026-07/c", "money@2026-08/c", "money@2026-09/c", "list@2026-Q3/v"],
        ),
    ],
)
def test_a_period_brings_what_lies_in_it_and_what_ends_with_it(
    period: str, expected: list[str]
) -> None:
    assert named(about(situation(), Period.parse(period))) == expected


def test_a_village_that_posts_by_the_quarter_owes_by_the_quarter() -> None:
    village = situation(finance_cycle=Cycle.QUARTER)
    assert named(about(village, Period(2026, 9))) == ["money@2026-Q3/c", "list@2026-Q3/v"]
    assert named(about(village, Period(2026, 8))) == []


@pytest.mark.parametrize(
    ("changes", "state", "since"),
    [
        ({}, State.OVERDUE, date(2026, 10, 11)),
        ({"today": date(2026, 10, 10)}, State.NOT_BEGUN, date(2026, 10, 1)),
        (
            {"today": date(2026, 10, 10), "posted": (Posted("money", "c", "2026-09"),)},
            State.DRAFT,
            date(2026, 10, 1),
        ),
        ({"posted": (Posted("money", "c", "2026-09"),)}, State.OVERDUE, date(2026, 10, 11)),
        (
            {"posted": (Posted("money", "c", "2026-09", date(2026, 10, 9)),)},
            State.PUBLISHED,
            date(2026, 10, 9),
        ),
        (
            {"posted": (Posted("money", "v", "2026-09", date(2026, 10, 9)),)},
            State.OVERDUE,
            date(2026, 10, 11),
        ),
    ],
)
def test_each_obligation_has_its_state_and_since_when(
    changes: dict[str, object], state: State, since: date
) -> None:
    one = about(situation(**changes), Period(2026, 9))[0]
    assert (one.state, one.since, one.due) == (state, since, date(2026, 10, 10))
    assert one.pending is (state is not State.PUBLISHED)


def test_a_draft_that_is_overdue_is_still_known_to_be_begun() -> None:
    village = situation(posted=(Posted("money", "c", "2026-09"),))
    assert about(village, Period(2026, 9))[0].begun


def test_what_was_published_after_its_day_was_late() -> None:
    posted = (Posted("money", "c", "2026-09", date(2026, 10, 11)),)
    one = about(situation(posted=posted), Period(2026, 9))[0]
    assert one.late
    assert one.published_on == date(2026, 10, 11)


def test_the_first_revision_counts_for_when_it_was_public() -> None:
    posted = tuple(Posted("money", "c", "2026-09", date(2026, 10, day)) for day in (12, 9))
    assert about(situation(posted=posted), Period(2026, 9))[0].published_on == date(2026, 10, 9)


def test_a_longer_posting_answers_for_the_months_within_it() -> None:
    posted = (Posted("money", "c", "2026-Q3", date(2026, 10, 9)),)
    states = [o.state for o in about(situation(posted=posted), Period.parse("2026-Q3"))]
    assert states[:3] == [State.PUBLISHED] * 3


def test_all_the_months_answer_for_the_quarter_but_two_do_not() -> None:
    days = [date(2026, 8, 9), date(2026, 9, 9), date(2026, 10, 9)]
    months = [
        Posted("money", "c", f"2026-0{n}", day) for n, day in zip((7, 8, 9), days, strict=True)
    ]
    village = situation(finance_cycle=Cycle.QUARTER, posted=tuple(months))
    assert about(village, Period(2026, 9))[0].published_on == date(2026, 10, 9)
    partly = replace(village, posted=tuple(months[:2]))
    assert about(partly, Period(2026, 9))[0].state is State.NOT_BEGUN


def test_what_does_not_apply_needs_no_posting_but_says_why() -> None:
    village = situation(waived=(Waiver("list", "本村没有低保户", about="2026-Q3"),))
    one = about(village, Period(2026, 9))[1]
    assert (one.state, one.reason, one.pending) == (State.NOT_APPLICABLE, "本村没有低保户", False)
    assert about(village, Period(2026, 12))[1].state is not State.NOT_APPLICABLE


def test_a_month_without_money_is_posted_whatever_anybody_says() -> None:
    village = situation(waived=(Waiver("money", "没有收支"),))
    assert about(village, Period(2026, 9))[0].state is State.OVERDUE


def test_what_was_published_stays_published_though_it_was_waived() -> None:
    village = situation(
        waived=(Waiver("list", "没有"),),
        posted=(Posted("list", "v", "2026-Q3", date(2026, 10, 9)),),
    )
    assert about(village, Period(2026, 9))[1].state is State.PUBLISHED


def test_an_event_makes_its_item_due_within_the_days() -> None:
    village = situation(events=(TENDER, replace(TENDER, id="e2", happened_on=date(2026, 9, 1))))
    (one,) = [o for o in about(village, Period(2026, 10)) if o.event]
    assert (one.about, one.label, one.due) == ("e1", "机动地招标", date(2026, 10, 15))
    assert one.state is State.NOT_BEGUN


def test_an_event_of_one_body_is_owed_by_that_body() -> None:
    both = replace(PROJECT, bodies=(BodyKind.COMMITTEE, BodyKind.COLLECTIVE))
    village = situation(items=(both,), events=(TENDER, replace(TENDER, id="e2", body="c")))
    assert named(about(village, Period(2026, 10))) == [
        "project@e1/c", "project@e1/v", "project@e2/c",
    ]  # fmt: skip


def test_how_long_it_must_hang_follows_the_law_on_the_day_it_is_posted() -> None:
    posted = (Posted("money", "c", "2025-11", date(2025, 12, 9)),)
    village = situation(posted=posted)
    assert about(village, Period(2025, 11))[0].days is None
    assert about(village, Period(2025, 12))[0].days == 15


def test_each_day_has_the_rule_to_cite() -> None:
    found = about(situation(), Period(2026, 12))
    assert [(o.lawful, o.due_source is not None) for o in found] == [
        (True, True), (True, True), (False, True),
    ]  # fmt: skip


def test_an_item_out_of_the_catalogue_on_the_day_is_not_owed() -> None:
    gone = replace(LIST, until=date(2026, 6, 30))
    village = situation(items=(gone,))
    assert named(about(village, Period(2026, 6))) == ["list@2026-Q2/v"]
    assert named(about(village, Period(2026, 9))) == []


@pytest.mark.parametrize(
    ("bodies", "books", "expected"),
    [
        ((COLLECTIVE, COMMITTEE), (BOOK,), ["c"]),
        ((COMMITTEE,), (Book("b", "村账", ("v",)),), ["v"]),
        (
            (COLLECTIVE, COMMITTEE),
            (Book("b", "集体账", ("c",)), Book("d", "村委账", ("v",))),
            ["c", "v"],
        ),
        ((COLLECTIVE, COMMITTEE, GROUP), (BOOK, Book("d", "组账", ("g",))), ["c", "g"]),
        ((COLLECTIVE, COMMITTEE), (), ["c"]),
    ],
)
def test_money_is_posted_once_for_each_book_by_who_keeps_it(
    bodies: tuple[object, ...], books: tuple[Book, ...], expected: list[str]
) -> None:
    assert [one.id for one in publishers(MONEY, bodies, books)] == expected  # type: ignore[arg-type]


def test_the_committee_acts_where_there_is_no_collective() -> None:
    assets = item("assets", Cycle.QUARTER, bodies=(BodyKind.COLLECTIVE,))
    assert publishers(assets, (COMMITTEE,), ()) == (COMMITTEE,)
    assert publishers(assets, (COLLECTIVE, COMMITTEE), ()) == (COLLECTIVE,)


def test_what_must_be_done_by_a_day_comes_the_earliest_first() -> None:
    village = situation(started=date(2026, 8, 1), events=(TENDER,))
    found = due_by(village, date(2026, 10, 15))
    assert named(found) == [
        "money@2026-07/c", "money@2026-08/c", "money@2026-09/c", "list@2026-Q3/v", "project@e1/v",
    ]  # fmt: skip
    assert named(due_by(village, date(2026, 10, 14))) == named(found)[:3]


def test_what_fell_due_before_a_village_began_is_not_held_against_it() -> None:
    found = named(due_by(situation(started=date(2026, 10, 1)), date(2026, 10, 15)))
    assert "money@2026-09/c" in found
    assert not {"plan@2026/v", "money@2026-08/c"} & set(found)


def test_what_was_due_long_ago_is_not_listed_for_ever() -> None:
    found = due_by(situation(), date(2026, 10, 15))
    assert min(one.due for one in found if one.due) >= date(2025, 9, 1)
    assert "money@2025-10/c" in named(found)
    assert "money@2024-10/c" not in named(found)


def test_what_was_posted_last_time_and_is_missing_now_is_called_out() -> None:
    posted = (Posted("money", "c", "2026-08", date(2026, 9, 9)),)
    (gone,) = vanished(situation(posted=posted), Period(2026, 9))
    assert (gone.item, gone.body, gone.previous) == ("money", "c", Period(2026, 8))
    assert gone.obligation is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"today": date(2026, 10, 10)},
        {"posted": ()},
        {"posted": (Posted("money", "c", "2026-08"),)},
        {
            "posted": (
                Posted("money", "c", "2026-08", date(2026, 9, 9)),
                Posted("money", "c", "2026-09"),
            )
        },
    ],
)
def test_what_has_time_or_was_begun_or_never_posted_has_not_vanished(
    changes: dict[str, object],
) -> None:
    posted = (Posted("money", "c", "2026-08", date(2026, 9, 9)),)
    assert vanished(situation(**{"posted": posted, **changes}), Period(2026, 9)) == ()


def test_an_item_that_left_the_catalogue_without_a_word_is_called_out() -> None:
    posted = (Posted("tea", "v", "2026-08", date(2026, 9, 9)),)
    village = situation(posted=posted)
    (gone,) = vanished(village, Period(2026, 9))
    assert (gone.item, gone.obligation) == ("tea", None)
    assert vanished(replace(village, off={"tea": "并入补贴名单"}), Period(2026, 9)) == ()


def test_a_year_is_items_by_months() -> None:
    posted = (Posted("money", "c", "2026-01", date(2026, 2, 9)),)
    rows = {r.item.code: r for r in year_view(situation(posted=posted, events=(TENDER,)), 2026)}
    money = rows["money"].states
    assert money[0] is State.PUBLISHED
    assert money[1:9] == (State.OVERDUE,) * 8
    assert money[9:] == (State.NOT_BEGUN, None, None)
    listed = rows["list"].states
    assert [n for n, state in enumerate(listed) if state] == [2, 5, 8, 11]
    assert rows["plan"].states[0] is State.OVERDUE
    assert rows["report"].states[11] is State.NOT_BEGUN
    assert rows["project"].states[9] is State.NOT_BEGUN


def test_the_most_pressing_of_several_events_stands_for_the_month() -> None:
    events = (TENDER, replace(TENDER, id="e2", happened_on=date(2026, 10, 1)))
    posted = (Posted("project", "v", "e2", date(2026, 10, 2)),)
    (row,) = [
        r for r in year_view(situation(events=events, posted=posted), 2026) if r.item is PROJECT
    ]
    assert (len(row.months[9]), row.states[9]) == (2, State.NOT_BEGUN)


@given(
    st.sampled_from([MONEY, LIST, REPORT, PLAN]),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.sampled_from([None, *Cycle]),
)
def test_every_period_of_a_year_is_owed_once_whatever_the_day(
    one: object, today: date, choice: Cycle | None
) -> None:
    village = situation(items=(one,), today=today, finance_cycle=choice)
    year = about(village, Period(2026, 1, Cycle.YEAR))
    by_month = [o for n in range(1, 13) for o in about(village, Period(2026, n))]
    assert sorted(named(year)) == sorted(named(tuple(by_month)))
    covered = sum(o.period.cycle.months for o in year if o.period)
    assert covered == 12
    for found in year:
        assert found.due is not None
        assert found.period is not None
        assert found.due > found.period.first_day + timedelta(days=27)
