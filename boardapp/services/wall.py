"""What a body's boards hold now, and what each paper there waits for."""

from dataclasses import dataclass

from boardapp.core.life import State, days_left, posting_state
from boardapp.core.village import Body
from boardapp.services import catalogues, life, rulebooks
from boardapp.services.desk import Desk
from boardapp.store import life as store
from boardapp.store import postings


@dataclass(frozen=True)
class Wall:
    """How many postings are where, of those that do not lie in the archive.

    ``to_put_up`` were published and never hung; ``hanging`` have days to go, the first of them
    ``days_left``; ``to_take_down`` hang longer than they must, or were corrected; ``repost`` came
    down too early; ``to_file`` are off the boards for good.
    """

    to_put_up: int = 0
    hanging: int = 0
    to_take_down: int = 0
    repost: int = 0
    to_file: int = 0
    days_left: int = 0

    @property
    def pressing(self) -> int:
        """How many want something done now."""
        return self.to_put_up + self.to_take_down + self.repost + self.to_file


EMPTY = Wall()
"""A wall without a posting."""


def wall(desk: Desk, body: Body) -> Wall:
    """Return what hangs on a body's boards, and what each waits for."""
    items, rules = catalogues.catalogue(desk).items, rulebooks.rulebook(desk).rules
    hung = life.hangings(desk, items, rules)
    up, filed = store.hanging_postings(desk.db), store.all_filed(desk.db)
    counts = dict.fromkeys(("to_put_up", "hanging", "to_take_down", "repost", "to_file"), 0)
    left = []
    for id_, _, owner, _, _, replaced in postings.places(desk.db):
        if owner != body.id or id_ in filed:
            continue
        one = hung.get(id_)
        state = State.PUBLISHED if one is None else posting_state(one, desk.today)
        if replaced or state is State.DAYS_DONE:
            counts["to_take_down" if id_ in up else "to_file"] += 1
        elif one is None:
            counts["to_put_up"] += 1
        elif state is State.REPOST:
            counts["repost"] += 1
        else:
            counts["hanging"] += 1
            left.append(days_left(one, desk.today))
    return Wall(**counts, days_left=min(left, default=0))
