"""The demonstration village's notices go the whole way: reviewed, published, put up."""

from boardapp.core.life import Board
from boardapp.core.life.roles import MEETINGS, STEP_OFFICES
from boardapp.core.posting import Posting
from boardapp.core.village import Body
from boardapp.services import boards, life, posting, reviewing
from boardapp.services.catalogues import item_named
from boardapp.services.composing import About
from boardapp.services.desk import Desk
from boardapp.store import villages

_BOARD = ("村委会门口公开栏", "村委会门口")


def publish_reviewed(desk: Desk, item: str, about: About, body: Body) -> Posting:
    """Submit what is held now, let everyone whose step it is approve it, and publish it."""
    subject = life.Subject(item_named(desk, item), about, body)
    one = reviewing.submit(desk, subject.item, about, body)
    offices = {o.title: o.person for o in villages.offices(desk.db, body.id)}
    for step in life.life_of(desk, subject).missing:
        by = offices.get(STEP_OFFICES.get(step, "负责人"), "")
        who = "张某" if step in MEETINGS else {"": "陈某"}.get(by, by)
        reviewing.approve(desk, [one], step, who)
    return posting.publish(desk, item, about, body)


def hang(desk: Desk, one: Posting, name: str = _BOARD[0], place: str = _BOARD[1]) -> Board:
    """Put a posting up on a board, which is opened when there is none yet."""
    held = next((board for board in boards.all_boards(desk) if board.name == name), None)
    board = held or boards.open_board(desk, name, place)
    boards.put_up(desk, one, board)
    return board
