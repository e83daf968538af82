"""Boards, and what hangs on them: put up, taken down, put up again, and filed in the end."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from boardapp.core.errors import UserError
from boardapp.core.life import (
    Board,
    Display,
    Filed,
    State,
    days_hung,
    posting_state,
    taken_early,
)
from boardapp.core.posting import Posting
from boardapp.services import attachments, clock, life
from boardapp.services.desk import Desk
from boardapp.store import life as store
from boardapp.store import postings
from boardapp.store.attachments import Attachment


@dataclass(frozen=True)
class TakenDown:
    """What came of taking a posting down: for how many days it hung, of how many it must.

    ``repost`` when it came down too early and must be put up again, from the first day on.
    """

    display: Display
    days: int
    least: int
    repost: bool


def open_board(desk: Desk, name: str, place: str = "", natural_village: str = "") -> Board:
    """Add a board; ``natural_village`` is the 自然村, 片区 or 组 that it serves, if it is one's."""
    one = _named(desk, Board(str(uuid.uuid4()), name, place, natural_village))
    with desk.writing("open-board", {"after": asdict(one)}) as db:
        store.save_board(db, one)
    return one


def change_board(desk: Desk, one: Board) -> Board:
    """Change a board's name, place or natural village; what hung there stays with it."""
    before, after = _held(desk, one.id), _named(desk, one)
    if after.closed_on != before.closed_on:
        raise UserError("停用和重新启用另外登记。没有改动。")
    with desk.writing("change-board", {"before": _plain(before), "after": _plain(after)}) as db:
        store.save_board(db, after)
    return after


def reopen_board(desk: Desk, one: Board) -> Board:
    """Use a board again that was closed, by mistake or for a time."""
    before = _held(desk, one.id)
    if before.closed_on is None:
        raise UserError(f"“{before.name}”没有停用。没有改动。")
    after = replace(before, closed_on=None)
    with desk.writing("reopen-board", {"before": _plain(before), "after": _plain(after)}) as db:
        store.save_board(db, after)
    return after


def close_board(desk: Desk, one: Board, on: date | None = None) -> Board:
    """Use a board no more from a day on; what hangs there must be taken down first."""
    if _held(desk, one.id).closed_on:
        raise UserError(f"“{one.name}”已经停用了。没有改动。")
    gone = replace(one, closed_on=on or desk.today)
    hanging = hanging_now(desk).get(one.id)
    if hanging:
        raise UserError(f"“{one.name}”上还贴着{'、'.join(hanging)}，请先揭下。没有改动。")
    with desk.writing("close-board", {"before": _plain(one), "after": _plain(gone)}) as db:
        store.save_board(db, gone)
    return gone


def all_boards(desk: Desk) -> tuple[Board, ...]:
    """Return every board, those no more in use too."""
    return store.boards(desk.db)


def board_named(desk: Desk, name: str = "") -> Board:
    """Return a board in use by its name, or the only one there is when none is named."""
    found = [one for one in store.boards(desk.db) if one.serves(desk.today)]
    if not name and len(found) == 1:
        return found[0]
    for one in store.boards(desk.db):
        if name and one.name == name:
            return one
    known = "、".join(one.name for one in found) or "（还没有登记）"
    what = f"没有名为“{name}”的公开栏" if name else "请用 --board 写明贴在哪个公开栏"
    raise UserError(f"{what}；现有：{known}。请先用 boards --add 登记公开栏。")


def put_up(
    desk: Desk, posting: Posting, board: Board, on: date | None = None, photo: Path | None = None
) -> Display:
    """Enter that a posting was put up on a board on a day, with the photo that proves it.

    Raises UserError when it hangs there already, was corrected or filed, or the day cannot be.
    """
    day = on or desk.today
    newer = postings.replacing(desk.db, posting.id)
    if newer:
        raise UserError(f"{posting.number}已被{newer.number}更正，请张贴新的。没有改动。")
    if store.filed(desk.db, posting.id):
        raise UserError(f"{posting.number}已经归档，不能再张贴。没有改动。")
    if not posting.published_on <= day <= desk.today:
        raise UserError(
            f"张贴日期 {day} 不对：应在公布（{posting.published_on}）以后、"
            f"今天（{desk.today}）以前。没有改动。"
        )
    if not board.serves(day):
        raise UserError(f"“{board.name}”{board.closed_on}起已经停用。没有改动。")
    for one in store.displays(desk.db, posting.id):
        if one.board == board.id and (one.down_on is None or one.down_on > day):
            told = f"{one.down_on}才揭下" if one.down_on else "还贴着"
            raise UserError(f"{posting.number}在“{board.name}”{told}，不用再贴。没有改动。")
    taken = attachments.taken_in(desk, photo) if photo else None
    mark = taken.digest if taken else ""
    one = Display(str(uuid.uuid4()), posting.id, board.id, day, desk.operator, mark)
    with desk.writing("put-up", {"number": posting.number, "after": _plain(one)}) as db:
        store.add_display(_with_photo(db, taken, one), one)
    return one


def take_down(
    desk: Desk,
    posting: Posting,
    board: Board,
    on: date | None = None,
    photo: Path | None = None,
    reason: str = "",
) -> TakenDown:
    """Enter that a posting was taken down from a board on a day, and say whether it was too early.

    Too early asks for 重新公布: a new display, whose days begin anew.
    """
    day = on or desk.today
    before = hanging_on(desk, posting, board)
    if not before.up_on <= day <= desk.today:
        raise UserError(
            f"揭下日期 {day} 不对：应在张贴（{before.up_on}）以后、"
            f"今天（{desk.today}）以前。没有改动。"
        )
    taken = attachments.taken_in(desk, photo) if photo else None
    one = replace(
        before,
        down_on=day,
        down_by=desk.operator,
        down_photo=taken.digest if taken else "",
        reason=reason.strip(),
    )
    details = {"number": posting.number, "before": _plain(before), "after": _plain(one)}
    with desk.writing("take-down", details) as db:
        store.change_display(_with_photo(db, taken, one), one)
    hanging = life.hanging_of(desk, posting)
    replaced = postings.replacing(desk.db, posting.id) is not None
    early = [d for d in taken_early(hanging, desk.today) if d.id == one.id]
    return TakenDown(one, days_hung(one, day), hanging.least, bool(early) and not replaced)


def add_photo(
    desk: Desk, posting: Posting, board: Board, photo: Path, *, down: bool = False
) -> Display:
    """Add the photo of a posting that hangs on a board, or of its taking down, afterwards.

    Raises UserError when there is such a photo already: what proves something is not replaced.
    """
    there = [d for d in store.displays(desk.db, posting.id) if d.board == board.id]
    there = [d for d in there if d.down_on] if down else there
    if not there:
        raise UserError(f"{posting.number}没有在“{board.name}”{'揭下' if down else '张贴'}过。")
    before = there[-1]
    if before.down_photo if down else before.up_photo:
        raise UserError(f"{posting.number}在“{board.name}”已有照片，不能换。没有改动。")
    taken = attachments.taken_in(desk, photo)
    mark = taken.digest
    one = replace(before, down_photo=mark) if down else replace(before, up_photo=mark)
    details = {"number": posting.number, "before": _plain(before), "after": _plain(one)}
    with desk.writing("add-photo", details) as db:
        store.change_display(_with_photo(db, taken, one), one)
    return one


def photos_lacking(displays: Sequence[Display]) -> tuple[tuple[str, bool], ...]:
    """Return the boards, by id, whose photo ``add_photo`` would take; true for taking down."""
    last = {one.board: one for one in displays}
    down = {one.board: one for one in displays if one.down_on}
    up = [(board, False) for board, one in last.items() if not one.up_photo]
    return (*up, *((board, True) for board, one in down.items() if not one.down_photo))


def hanging_on(desk: Desk, posting: Posting, board: Board) -> Display:
    """Return the display of a posting that hangs on a board; raises UserError without one."""
    for one in store.displays(desk.db, posting.id):
        if one.board == board.id and one.down_on is None:
            return one
    raise UserError(f"{posting.number}没有贴在“{board.name}”上。没有改动。")


def board_of(desk: Desk, posting: Posting, name: str = "") -> Board:
    """Return a board by its name, or the only one that a posting hangs on."""
    up = {one.board for one in store.displays(desk.db, posting.id) if one.down_on is None}
    if name or len(up) != 1:
        return board_named(desk, name)
    return next(one for one in store.boards(desk.db) if one.id in up)


def hanging_now(desk: Desk) -> dict[str, list[str]]:
    """Return the numbers that hang on each board, by the board's id."""
    found: dict[str, list[str]] = {}
    for board, number in store.hanging(desk.db):
        found.setdefault(board, []).append(number)
    return found


def archive(desk: Desk, posting: Posting, place: str = "") -> Filed:
    """File a posting whose days are done, or that was corrected, once it is off every board."""
    if store.filed(desk.db, posting.id):
        raise UserError(f"{posting.number}已经归档。没有改动。")
    hanging = life.hanging_of(desk, posting)
    replaced = postings.replacing(desk.db, posting.id) is not None
    state = posting_state(hanging, desk.today, replaced=replaced)
    if any(one.down_on is None for one in hanging.displays):
        raise UserError(f"{posting.number}还贴在公开栏上，揭下以后才能归档。没有改动。")
    if state not in (State.DAYS_DONE, State.REPLACED):
        raise UserError(
            f"{posting.number}现在是“{state.word}”，张贴满 {hanging.least} 天、揭下以后才能归档。"
            "没有改动。"
        )
    for hung in hanging.displays:
        clock.refuse_before(desk, hung.down_on or hung.up_on, "揭下的日期")
    clock.refuse_before(desk, posting.published_on, "公布的日期")
    one = Filed(posting.id, desk.today, desk.operator, place.strip())
    details = {"number": posting.number, "place": one.place, "digest": posting.digest}
    with desk.writing("archive", details) as db:
        store.file(db, one)
    return one


def _held(desk: Desk, id_: str) -> Board:
    for one in store.boards(desk.db):
        if one.id == id_:
            return one
    raise UserError("没有这个公开栏。没有改动。")


def _named(desk: Desk, one: Board) -> Board:
    """Return a board with its words stripped; raises UserError when the name will not do."""
    name, place, village = one.name.strip(), one.place.strip(), one.natural_village.strip()
    if not name:
        raise UserError("请写公开栏的名称，例如“村委会门口公开栏”。没有改动。")
    if any(b.name == name and b.id != one.id for b in store.boards(desk.db)):
        raise UserError(f"已经有名为“{name}”的公开栏了，请换一个名称。没有改动。")
    return replace(one, name=name, place=place, natural_village=village)


def _with_photo(db: Database, photo: Attachment | None, one: Display) -> Database:
    if photo:
        attachments.keep(db, photo, "display", one.id)
    return db


def _plain(record: Any) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in vars(record).items()}
