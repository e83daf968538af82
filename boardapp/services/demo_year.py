"""A year on the demonstration village's board: what became of each month's papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from boardapp.core.compose import COMPOSERS
from boardapp.core.life import State
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.village import Body, Book
from boardapp.services import demo_life, posting, reviewing
from boardapp.services.catalogues import item_named
from boardapp.services.composing import About
from boardapp.services.demo_board import owner_of
from boardapp.services.desk import Desk

_BLOWN_OFF, _RETURNED, _CORRECTED, _WAITING = 7, 8, 9, 10
"""Which months, of twelve, met the wind, a review sent back, a correction, a slow clerk."""
_STANDS = {
    "condolences": State.DRAFT,
    "contracts": State.SUBMITTED,
    "debts": State.RETURNED,
    "resources": State.REVIEWED,
    "project": State.PUBLISHED,
}
"""How far what is not money came; everything else hangs on the board."""


@dataclass(frozen=True)
class Posted:
    """What was posted about one month, by the item."""

    month: Period
    held: Mapping[str, Posting]

    @property
    def main(self) -> Posting:
        """The posting that tells every line."""
        return self.held[posting.DEFAULT_ITEM]


def post(desk: Desk, body: Body, month: Period, before: Sequence[Posted]) -> Posted:
    """Publish a month's money on its day and put it up, once the month before has come down."""
    day = demo_life.on(desk, demo_life.posting_day(month))
    if before:
        _take_down(desk, before[-1], len(before) - 1)
    held = {}
    for item in COMPOSERS:
        back = len(before) == _RETURNED and item == posting.DEFAULT_ITEM
        reason = "第3笔的摘要看不出是什么事" if back else ""
        held[item] = demo_life.publish_reviewed(day, item, month, body, returned=reason)
        demo_life.hang(day, held[item])
    return Posted(month, held)


def correct(desk: Desk, book: Book, year: Sequence[Posted]) -> None:
    """Correct one month, on the day on which the last one was posted."""
    day, one = demo_life.on(desk, year[-1].main.published_on), year[_CORRECTED]
    demo_life.hang(day, demo_life.correct(day, one.main, book.id, one.month))


def post_rest(desk: Desk, ready: Sequence[tuple[str, About]]) -> None:
    """Take the registers, the list, the project and the resolution each as far as it came."""
    for code, about in ready:
        state = _STANDS.get(code, State.ON_BOARD)
        body = owner_of(desk, code, about)
        if state.public:
            one = demo_life.publish_reviewed(desk, code, about, body)
            if state is State.ON_BOARD:
                demo_life.hang(desk, one)
        elif state is not State.DRAFT:
            submission = reviewing.submit(desk, item_named(desk, code), about, body)
            if state is State.RETURNED:
                demo_life.send_back(desk, submission, "有两笔欠款没有写明欠款人")
            else:
                demo_life.approve(desk, submission, but=state is State.SUBMITTED)


def _take_down(desk: Desk, one: Posted, number: int) -> None:
    """Take a month's papers down and file them, but for what was left hanging or lying."""
    for item, held in one.held.items():
        main = item == posting.DEFAULT_ITEM
        if number != _WAITING or main:
            kept = main and number in (_CORRECTED, _WAITING)
            early = main and number == _BLOWN_OFF
            demo_life.come_down(desk, held, early=early, filed=not kept)
