"""A year of the archive: every posting with what proves it, what is not filed, and the numbers."""

from dataclasses import dataclass
from itertools import pairwise

from boardapp.core.life import Display, Filed, State, StepTaken, Void, days_hung
from boardapp.core.posting import number_label
from boardapp.services import catalogues, life, rulebooks
from boardapp.services.desk import Desk
from boardapp.store import archive as store
from boardapp.store import feedback, instance, villages
from boardapp.store import life as lives
from boardapp.store.archive import Listed


@dataclass(frozen=True)
class Hung:
    """One hanging on a board, by the board's name, and for how many days."""

    board: str
    display: Display
    days: int


@dataclass(frozen=True)
class Kept:
    """One posting as the archive holds it.

    ``sheets`` are the digests of the photos of signed sheets, ``opinions`` the numbers of the
    opinions about it. ``why`` says why it is not filed yet, empty when it is; ``lacks`` what
    proof is missing.
    """

    posting: Listed
    body: str
    state: State
    steps: tuple[StepTaken, ...]
    sheets: tuple[str, ...]
    hung: tuple[Hung, ...]
    filed: Filed | None
    opinions: tuple[str, ...]
    why: str
    lacks: tuple[str, ...]

    @property
    def state_word(self) -> str:
        """The state, and of what was corrected that it was, filed or not."""
        corrected = self.posting.replaced_by and self.state is not State.REPLACED
        return f"{self.state.word}（已被更正）" if corrected else self.state.word


@dataclass(frozen=True)
class Series:
    """The numbers of one body in a year: how far they go, which are void, which are lost."""

    body: str
    last: int
    voids: tuple[Void, ...]
    gaps: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Say whether the numbers run without a gap."""
        void = f"，作废 {len(self.voids)} 个" if self.voids else ""
        if self.gaps:
            return f"{self.body}：编到第{self.last}号{void}，不见了 {'、'.join(self.gaps)}。"
        return f"{self.body}：编到第{self.last}号{void}，没有缺号。"


@dataclass(frozen=True)
class ArchiveYear:
    """Everything that bears a number of one year."""

    year: int
    kept: tuple[Kept, ...]
    series: tuple[Series, ...]

    @property
    def unfiled(self) -> tuple[Kept, ...]:
        """What is not filed yet."""
        return tuple(one for one in self.kept if one.filed is None)


def years(desk: Desk) -> tuple[int, ...]:
    """Return the years that the archive holds something of, and this one, newest first."""
    return tuple(sorted({*store.years(desk.db), desk.today.year}, reverse=True))


def archive_year(desk: Desk, year: int) -> ArchiveYear:
    """Return everything that bears a number of a year."""
    items = catalogues.catalogue(desk).items
    states = life.posting_states(desk, items, rulebooks.rulebook(desk).rules)
    bodies = {one.id: one.name for one in villages.bodies(desk.db)}
    boards = {one.id: one.name for one in lives.boards(desk.db)}
    said: dict[str, list[str]] = {}
    for opinion in feedback.opinions(desk.db):
        said.setdefault(opinion.posting, []).append(opinion.number)
    kept = []
    for one in store.of_year(desk.db, year):
        hung = tuple(
            Hung(boards.get(d.board, ""), d, days_hung(d, desk.today))
            for d in lives.displays(desk.db, one.id)
        )
        steps = lives.steps(desk.db, one.submission) if one.submission else ()
        sheets = tuple(dict.fromkeys(step.paper for step in steps if step.paper))
        filed = lives.filed(desk.db, one.id)
        why = "" if filed else _why(states[one.id], hung)
        lacks = tuple(_lacks(steps, sheets, hung))
        opinions = tuple(said.get(one.id, ()))
        body, state = bodies.get(one.body, ""), states[one.id]
        kept.append(Kept(one, body, state, steps, sheets, hung, filed, opinions, why, lacks))
    return ArchiveYear(year, tuple(kept), _series(desk, year))


def _why(state: State, hung: tuple[Hung, ...]) -> str:
    up = any(one.display.down_on is None for one in hung)
    if state is State.PUBLISHED:
        return "公布了，还没有张贴"
    if state is State.REPOST:
        return "揭下太早，要重新公布"
    if state is State.ON_BOARD:
        return "还没有贴满" if up else "有的地方还没有张贴"
    before = "已被更正" if state is State.REPLACED else "已贴满"
    return f"{before}，还没有揭下" if up else f"{before}，可以归档了"


def _lacks(
    steps: tuple[StepTaken, ...], sheets: tuple[str, ...], hung: tuple[Hung, ...]
) -> list[str]:
    found = ["没有签字审查单的照片"] if steps and not sheets else []
    if any(not one.display.up_photo for one in hung):
        found.append("没有张贴照片")
    if any(one.display.down_on and not one.display.down_photo for one in hung):
        found.append("没有揭下照片")
    return found


def _series(desk: Desk, year: int) -> tuple[Series, ...]:
    serials, voids = instance.serials(desk.db), lives.voids(desk.db)
    found = []
    for body in villages.bodies(desk.db):
        used = sorted(serials.get((body.id, year), ()))
        if not used:
            continue
        gaps = []
        for before, after in pairwise([0, *used]):
            if after - before > 1:
                more = f"至第{after - 1}号" if after - before > 2 else ""
                gaps.append(f"{number_label(body.prefix, year, before + 1)}{more}")
        void = tuple(one for one in voids if (one.body, one.year) == (body.id, year))
        found.append(Series(body.name, used[-1], void, tuple(gaps)))
    return tuple(found)
