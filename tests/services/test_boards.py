"""On the board and off it: days that count, days that begin anew, and the way into the archive."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from boardapp.core.errors import UserError
from boardapp.core.life import Board, State
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.village import Body, Book
from boardapp.services import boards, ledger, life, obligations
from boardapp.services.board_findings import board_findings
from boardapp.services.desk import Desk
from boardapp.store import attachments, journal
from boardapp.store import life as store
from tests.life import published

OCTOBER = Period(2026, 10)


def on(desk: Desk, day: int, month: int = 11) -> Desk:
    return replace(desk, day=date(2026, month, day))


@pytest.fixture
def posted(desk: Desk, body: Body, book: Book) -> Posting:
    ledger.declare_none(desk, book.id, OCTOBER)
    return published(desk, "finance-lines", OCTOBER, body)


@pytest.fixture
def gate(desk: Desk) -> Board:
    return boards.open_board(desk, "村委会门口公开栏", "村委会门口")


def state(desk: Desk, posted: Posting) -> State:
    return life.life_of_posting(desk, posted).state


def test_it_hangs_its_days_comes_down_and_is_filed(
    desk: Desk, posted: Posting, gate: Board
) -> None:
    boards.put_up(desk, posted, gate)
    assert state(desk, posted) is State.ON_BOARD
    assert state(on(desk, 20), posted) is State.ON_BOARD
    later = on(desk, 21)
    assert state(later, posted) is State.DAYS_DONE
    assert [f.code for f in board_findings(later, posted)] == ["may-come-down", "no-photo"]
    with pytest.raises(UserError, match="揭下以后才能归档"):
        boards.archive(later, posted)
    done = boards.take_down(later, posted, gate)
    assert (done.days, done.least, done.repost) == (15, 15, False)
    boards.archive(later, posted, "2026年第3盒")
    assert state(later, posted) is State.ARCHIVED
    with pytest.raises(UserError, match="已经归档"):
        boards.archive(later, posted)
    with pytest.raises(UserError, match="已经归档"):
        boards.put_up(later, posted, gate)


def test_taken_down_too_early_it_must_be_posted_anew_from_the_first_day(
    desk: Desk, posted: Posting, gate: Board
) -> None:
    boards.put_up(desk, posted, gate)
    done = boards.take_down(on(desk, 20), posted, gate, reason="雨水打湿")
    assert (done.days, done.repost) == (14, True)
    later = on(desk, 22)
    assert state(later, posted) is State.REPOST
    (finding,) = board_findings(later, posted)
    assert (finding.code, finding.level.value) == ("repost", "must")
    (owed,) = (o for o in obligations.due_about(later, OCTOBER) if o.item.code == "finance-lines")
    assert (owed.state, owed.pending) == (State.REPOST, True)
    with pytest.raises(UserError, match="待重新公布"):
        boards.archive(later, posted)
    boards.put_up(later, posted, gate)
    assert state(later, posted) is State.ON_BOARD
    assert state(on(desk, 6, 12), posted) is State.ON_BOARD
    assert state(on(desk, 7, 12), posted) is State.DAYS_DONE


def test_a_photo_proves_both_ends(desk: Desk, posted: Posting, gate: Board, tmp_path: Path) -> None:
    photos = []
    for name in ("up", "down"):
        photos.append(tmp_path / f"{name}.png")
        Image.new("RGB", (20, 20), "red" if name == "up" else "blue").save(photos[-1])
    one = boards.put_up(desk, posted, gate, photo=photos[0])
    boards.take_down(on(desk, 21), posted, gate, photo=photos[1])
    (held,) = store.displays(desk.db, posted.id)
    kept = {a.digest for a in attachments.of_owner(desk.db, "display", one.id)}
    assert kept == {held.up_photo, held.down_photo}
    assert held.up_photo != held.down_photo


def test_days_that_cannot_be_are_refused(desk: Desk, posted: Posting, gate: Board) -> None:
    for day in (date(2026, 11, 5), date(2026, 11, 7)):
        with pytest.raises(UserError, match="张贴日期"):
            boards.put_up(desk, posted, gate, day)
    boards.put_up(desk, posted, gate)
    with pytest.raises(UserError, match="还贴着"):
        boards.put_up(desk, posted, gate)
    for day in (date(2026, 11, 5), date(2026, 11, 7)):
        with pytest.raises(UserError, match="揭下日期"):
            boards.take_down(desk, posted, gate, day)
    later = on(desk, 25)
    boards.take_down(later, posted, gate, date(2026, 11, 23))
    with pytest.raises(UserError, match="才揭下"):
        boards.put_up(later, posted, gate, date(2026, 11, 22))
    with pytest.raises(UserError, match="没有贴在"):
        boards.take_down(later, posted, gate)


def test_where_the_rules_split_boards_it_must_hang_in_every_natural_village(
    desk: Desk, body: Body, book: Book
) -> None:
    desk.db.execute("update village set code = '370102001200'")
    east = boards.open_board(desk, "东村公开栏", "东村", "东村")
    west = boards.open_board(desk, "西村公开栏", "西村", "西村")
    ledger.declare_none(desk, book.id, OCTOBER)
    posted = published(desk, "finance-lines", OCTOBER, body)
    boards.put_up(desk, posted, east)
    (missing,) = (f for f in board_findings(desk, posted) if f.code == "not-put-up")
    assert "西村" in missing.sentence
    assert state(on(desk, 25), posted) is State.ON_BOARD
    boards.put_up(on(desk, 10), posted, west)
    assert state(on(desk, 24), posted) is State.ON_BOARD
    assert state(on(desk, 25), posted) is State.DAYS_DONE


def test_where_they_do_not_any_board_will_do(desk: Desk, posted: Posting) -> None:
    boards.open_board(desk, "东村公开栏", "东村", "东村")
    west = boards.open_board(desk, "西村公开栏", "西村", "西村")
    boards.put_up(desk, posted, west)
    assert state(on(desk, 21), posted) is State.DAYS_DONE


def test_boards_are_named_opened_and_closed(desk: Desk, posted: Posting, gate: Board) -> None:
    assert boards.board_named(desk) == gate
    with pytest.raises(UserError, match="已经有名为"):
        boards.open_board(desk, "村委会门口公开栏")
    with pytest.raises(UserError, match="请写公开栏的名称"):
        boards.open_board(desk, " ")
    with pytest.raises(UserError, match="没有名为"):
        boards.board_named(desk, "别处")
    boards.put_up(desk, posted, gate)
    with pytest.raises(UserError, match="还贴着"):
        boards.close_board(desk, gate)
    boards.take_down(desk, posted, gate)
    gone = boards.close_board(desk, gate)
    with pytest.raises(UserError, match="停用"):
        boards.put_up(desk, posted, gone)
    with pytest.raises(UserError, match="请用 --board"):
        boards.board_named(desk)


def test_a_board_is_renamed_and_moved_and_what_hangs_there_stays(
    desk: Desk, posted: Posting, gate: Board
) -> None:
    boards.put_up(desk, posted, gate)
    other = boards.open_board(desk, "上村公开栏")
    moved = boards.change_board(desk, replace(gate, name=" 文化礼堂公开栏 ", place="文化礼堂"))
    assert (moved.name, moved.place) == ("文化礼堂公开栏", "文化礼堂")
    assert boards.hanging_now(desk) == {gate.id: [posted.number]}
    for wrong in (replace(moved, name=" "), replace(moved, name="上村公开栏")):
        with pytest.raises(UserError, match="没有改动"):
            boards.change_board(desk, wrong)
    with pytest.raises(UserError, match="另外登记"):
        boards.change_board(desk, replace(moved, closed_on=desk.today))
    assert boards.all_boards(desk) == (moved, other)
    (line,) = (line for line in journal.lines(desk.db) if line.action == "change-board")
    assert "村委会门口公开栏" in line.details


def test_a_board_closed_by_mistake_is_used_again(desk: Desk, posted: Posting, gate: Board) -> None:
    with pytest.raises(UserError, match="没有停用"):
        boards.reopen_board(desk, gate)
    gone = boards.close_board(desk, gate)
    with pytest.raises(UserError, match="已经停用"):
        boards.close_board(desk, gone)
    boards.put_up(desk, posted, boards.reopen_board(desk, gone))
    with pytest.raises(UserError, match="没有这个公开栏"):
        boards.close_board(desk, replace(gate, id="x"))


def test_an_unposted_number_is_not_filed(desk: Desk, posted: Posting) -> None:
    with pytest.raises(UserError, match="已公布"):
        boards.archive(desk, posted)


def test_every_deed_has_its_line_in_the_journal(desk: Desk, posted: Posting, gate: Board) -> None:
    boards.put_up(desk, posted, gate)
    boards.take_down(on(desk, 21), posted, gate)
    boards.archive(on(desk, 21), posted)
    actions = [line.action for line in journal.lines(desk.db)]
    assert actions[-4:] == ["open-board", "put-up", "take-down", "archive"]
    assert journal.first_broken(desk.db) is None


def test_a_photo_can_come_later_and_is_never_replaced(
    desk: Desk, posted: Posting, gate: Board, tmp_path: Path
) -> None:
    path = tmp_path / "photo.png"
    Image.new("RGB", (20, 20), "red").save(path)
    with pytest.raises(UserError, match="没有在"):
        boards.add_photo(desk, posted, gate, path)
    boards.put_up(desk, posted, gate)
    one = boards.add_photo(desk, posted, gate, path)
    assert store.displays(desk.db, posted.id) == (one,)
    assert "no-photo" not in {f.code for f in board_findings(desk, posted)}
    with pytest.raises(UserError, match="已有照片"):
        boards.add_photo(desk, posted, gate, path)
    with pytest.raises(UserError, match="没有在"):
        boards.add_photo(desk, posted, gate, path, down=True)


def test_nothing_is_filed_before_the_day_on_which_it_came_down(
    desk: Desk, posted: Posting, gate: Board
) -> None:
    boards.put_up(desk, posted, gate)
    boards.take_down(on(desk, 25), posted, gate)
    with pytest.raises(UserError, match="揭下的日期却是 2026-11-25"):
        boards.archive(on(desk, 24), posted)
    assert boards.archive(on(desk, 25), posted).on == date(2026, 11, 25)
