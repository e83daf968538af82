"""The demonstration village's notices go the whole way, each step on the day it would be taken."""

from dataclasses import replace
from datetime import date, timedelta

from boardapp.core.disclosure import Step
from boardapp.core.life import Board, Submission
from boardapp.core.life.roles import MEETINGS, STEP_OFFICES
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.village import Body
from boardapp.services import boards, correcting, ledger, posting, reviewing
from boardapp.services.catalogues import item_named
from boardapp.services.composing import About
from boardapp.services.desk import Desk
from boardapp.store import entries, villages
from boardapp.store import life as store

_BOARD = ("村委会门口公开栏", "村委会门口")
_DAY = 8
"""The day of the following month on which this village posts its money."""
_LONG, _SHORT = timedelta(days=16), timedelta(days=6)
"""For how long a paper is left on the board, and the one that the wind took."""


def on(desk: Desk, day: date) -> Desk:
    """Return the desk as it was on a day, never later than its own."""
    return replace(desk, day=min(day, desk.today))


def posting_day(month: Period) -> date:
    """Return the day on which a month's money is posted."""
    return month.next().first_day.replace(day=_DAY)


def approve(desk: Desk, one: Submission, *, but: int = 0) -> None:
    """Let everyone approve whose step it is, ``but`` so many at the end."""
    missing = reviewing.missing_of(desk, one)
    for step in missing[: len(missing) - but]:
        reviewing.approve(desk, [one], step, _who(desk, one.body, step))


def publish_reviewed(
    desk: Desk, item: str, about: About, body: Body, *, returned: str = ""
) -> Posting:
    """Submit what is held now, let everyone approve it, and publish it.

    With ``returned`` it is sent back once for that reason, and submitted anew.
    """
    one = reviewing.submit(desk, item_named(desk, item), about, body)
    if returned:
        send_back(desk, one, returned)
        one = reviewing.submit(desk, item_named(desk, item), about, body)
    approve(desk, one)
    return posting.publish(desk, item, about, body)


def send_back(desk: Desk, one: Submission, reason: str) -> None:
    """Let the first who looks at a submission return it."""
    step = reviewing.missing_of(desk, one)[0]
    reviewing.send_back(desk, [one], reason, step, _who(desk, one.body, step))


def hang(desk: Desk, one: Posting, name: str = _BOARD[0], place: str = _BOARD[1]) -> Board:
    """Put a posting up on a board, which is opened when there is none yet."""
    held = next((board for board in boards.all_boards(desk) if board.name == name), None)
    board = held or boards.open_board(desk, name, place)
    boards.put_up(desk, one, board)
    return board


def come_down(desk: Desk, one: Posting, *, early: bool = False, filed: bool = True) -> None:
    """Take a posting down when its days are over, and file it.

    One that came down too ``early`` is put up again the next day, and its days begin anew.
    """
    (up,) = store.displays(desk.db, one.id)
    board = next(board for board in boards.all_boards(desk) if board.id == up.board)
    day = up.up_on
    if early:
        day += _SHORT
        boards.take_down(on(desk, day), one, board, reason="被大风刮落")
        day += timedelta(days=1)
        boards.put_up(on(desk, day), one, board)
    last = on(desk, day + _LONG)
    boards.take_down(last, one, board)
    if filed:
        boards.archive(last, one, f"{one.published_on.year}年第1盒")


def correct(desk: Desk, one: Posting, book: str, month: Period) -> Posting:
    """Put a line of a month right that was told too shortly, and correct what was posted of it."""
    line = max(entries.of_months(desk.db, book, [month]), key=lambda entry: entry.fen)
    ledger.save_entry(desk, replace(line, summary=f"{line.summary}（全年）"))
    submission = correcting.correct(desk, one, "摘要漏写了所属期间")
    approve(desk, submission)
    body = next(body for body in villages.bodies(desk.db) if body.id == one.body)
    return posting.publish(desk, one.item, month, body)


def _who(desk: Desk, body: str, step: Step) -> str:
    if step in MEETINGS:
        return "张某"
    offices = {one.title: one.person for one in villages.offices(desk.db, body)}
    return offices.get(STEP_OFFICES.get(step, "负责人"), "") or "陈某"
