from dataclasses import replace
from datetime import date

import pytest

from boardapp.core.life import Board
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.village import Body, Book
from boardapp.services import boards, ledger, life
from boardapp.services.catalogues import catalogue
from boardapp.services.desk import Desk
from boardapp.services.rulebooks import rulebook
from boardapp.services.wall import EMPTY, Wall, wall
from boardapp.store import postings, villages
from tests.life import published

MONTHS = [Period(2026, index) for index in range(6, 11)]


def on(desk: Desk, day: int, month: int = 11) -> Desk:
    return replace(desk, day=date(2026, month, day))


@pytest.fixture
def five(desk: Desk, body: Body, book: Book) -> list[Posting]:
    for month in MONTHS:
        ledger.declare_none(desk, book.id, month)
    return [published(desk, "finance-lines", month, body) for month in MONTHS]


@pytest.fixture
def gate(desk: Desk) -> Board:
    return boards.open_board(desk, "村委会门口公开栏")


def test_an_empty_board_has_nothing_on_it(desk: Desk, body: Body) -> None:
    assert wall(desk, body) == EMPTY
    assert EMPTY.pressing == 0


def test_each_posting_counts_where_its_next_step_is(
    desk: Desk, body: Body, five: list[Posting], gate: Board
) -> None:
    early, done, due, _, late = five
    for one in (early, done, due):
        boards.put_up(desk, one, gate)
    boards.take_down(on(desk, 9), early, gate)
    later = on(desk, 21)
    boards.take_down(later, done, gate)
    boards.put_up(later, late, gate, date(2026, 11, 18))
    assert wall(later, body) == Wall(
        to_put_up=1, hanging=1, to_take_down=1, repost=1, to_file=1, days_left=12
    )
    assert wall(later, body).pressing == 4
    boards.archive(later, done)
    assert wall(later, body).to_file == 0


def test_what_another_body_published_is_not_counted(
    desk: Desk, body: Body, five: list[Posting]
) -> None:
    other = next(one for one in villages.bodies(desk.db) if one.id != body.id)
    assert wall(desk, body).to_put_up == len(five)
    assert wall(desk, other) == EMPTY


def test_the_count_agrees_with_the_state_of_each(
    desk: Desk, body: Body, five: list[Posting], gate: Board
) -> None:
    for number, one in enumerate(five[1:]):
        boards.put_up(on(desk, 6 + number), one, gate)
    now = on(desk, 22)
    items, rules = catalogue(now).items, rulebook(now).rules
    words = sorted(state.word for state in life.posting_states(now, items, rules).values())
    assert words == sorted(life.life_of_posting(now, one).state.word for one in five)
    assert words == ["已公布", "张贴中", "张贴中", "期满", "期满"]
    assert wall(now, body) == Wall(to_put_up=1, hanging=2, to_take_down=2, days_left=1)


def test_the_figures_of_postings_are_told_without_reading_them_whole(
    desk: Desk, five: list[Posting]
) -> None:
    assert postings.figures_told(desk.db, ("finance-lines",)) == ()
    assert postings.figures_told(desk.db, ()) == (0,)
    assert five
