import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from boardapp.core.errors import UserError
from boardapp.core.village import Body
from boardapp.services import instance, keys, marks, proof, starting
from boardapp.services.desk import Desk, open_desk
from boardapp.services.instance import Standing
from boardapp.services.settings import change_setting
from boardapp.services.village import set_up
from boardapp.store import journal, postings
from boardapp.store import life as lives
from tests.builders import VILLAGE

DAY = date(2026, 11, 6)


@pytest.fixture
def copy(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """Return the same data, copied to another folder while the first is still in use."""
    keys = desk.folder / "keys"
    keys.mkdir(exist_ok=True)
    (keys / "private.key").write_text("secret")
    shutil.copytree(desk.folder, tmp_path / "copy")
    with open_desk(tmp_path / "copy", "李某", DAY) as one:
        yield one


def test_every_database_has_an_identity_and_knows_its_folder(desk: Desk) -> None:
    assert instance.standing(desk) is Standing.PROVEN
    assert instance.may_publish(desk)
    assert len(instance.identity(desk).uuid) == 36
    instance.refuse_if_unproven(desk)


def test_a_copied_folder_may_not_publish_and_the_first_one_may(desk: Desk, copy: Desk) -> None:
    assert instance.standing(copy) is Standing.COPIED
    with pytest.raises(UserError, match="拷贝来的"):
        instance.refuse_if_unproven(copy)
    instance.refuse_if_unproven(desk)


def test_a_database_file_copied_alone_is_noticed_too(tmp_path: Path) -> None:
    with open_desk(tmp_path / "data", new=True) as one:
        set_up(one, VILLAGE)
    (tmp_path / "alone").mkdir()
    shutil.copy(tmp_path / "data" / "village.db", tmp_path / "alone")
    with open_desk(tmp_path / "alone") as one:
        assert instance.standing(one) is Standing.COPIED


def test_another_database_in_the_same_folder_is_noticed(desk: Desk, tmp_path: Path) -> None:
    with open_desk(tmp_path / "other", new=True) as other:
        told = (other.folder / marks.MARK).read_bytes()
    (desk.folder / marks.MARK).write_bytes(told)
    assert instance.standing(desk) is Standing.COPIED


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"mark": 1}', "\ufeff"])
def test_a_mark_that_cannot_be_read_is_no_mark(desk: Desk, text: str) -> None:
    (desk.folder / marks.MARK).write_text(text, "utf-8")
    assert instance.standing(desk) is Standing.COPIED


def test_a_folder_that_was_only_renamed_is_the_same(tmp_path: Path) -> None:
    with open_desk(tmp_path / "one", new=True):
        pass
    (tmp_path / "one").rename(tmp_path / "two")
    with open_desk(tmp_path / "two") as desk:
        assert instance.standing(desk) is Standing.PROVEN


def test_the_same_place_on_another_machine_is_a_copy(desk: Desk) -> None:
    path = desk.folder / marks.MARK
    path.write_text(json.dumps({**json.loads(path.read_text()), "machine": "other"}))
    assert instance.standing(desk) is Standing.COPIED


def test_a_confirmed_copy_is_another_instance_without_the_old_key(copy: Desk, body: Body) -> None:
    old = instance.identity(copy)
    done = instance.confirm(copy, {body.id: (2026, 3)}, 2)
    now = instance.identity(copy)
    assert (now.origin, now.previous, now.sequence) == ("copied", old.uuid, 2)
    assert now.uuid != old.uuid
    assert not (copy.folder / "keys").exists()
    assert "青石桥集体公开〔2026〕第4号" in done.next_numbers
    assert instance.standing(copy) is Standing.PROVEN
    assert proof.troubles(copy.db, copy.folder) == ()


def test_keys_that_came_along_in_a_copy_are_wiped_and_that_is_journalled(
    desk: Desk, copy: Desk, body: Body
) -> None:
    assert "私钥" in instance.standing(copy).sentence
    secret = copy.folder / "keys" / "private.key"
    (copy.folder.parent / "second-name").hardlink_to(secret)
    instance.confirm(copy, {body.id: (2026, 3)}, 2)
    assert list(copy.folder.parent.glob("copy-old-keys-*")) == []
    assert (copy.folder.parent / "second-name").read_bytes() == bytes(len("secret"))
    assert (desk.folder / "keys" / "private.key").read_text() == "secret"
    line = journal.newest(copy.db, "remove-copied-keys")
    assert line is not None
    assert json.loads(line.details)["files"][-1] == "private.key"
    assert keys.ensure_key(copy) != keys.current(desk)
    assert proof.troubles(copy.db, copy.folder) == ()


def test_keys_that_cannot_be_removed_leave_the_copy_unconfirmed(
    copy: Desk, body: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_path: Path) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(instance, "wipe", busy)
    with pytest.raises(UserError, match="挪不走"):
        instance.confirm(copy, {body.id: (2026, 3)}, 2)
    assert instance.standing(copy) is Standing.COPIED
    assert journal.newest(copy.db, "remove-copied-keys") is None
    monkeypatch.undo()
    starting.start(copy)
    assert not (copy.folder / "keys").exists()
    assert list(copy.folder.parent.glob("copy-old-keys-*")) == []
    instance.confirm(copy, {body.id: (2026, 3)}, 2)
    assert instance.standing(copy) is Standing.PROVEN


def test_only_keys_are_removed_from_a_copy(copy: Desk, body: Body) -> None:
    (copy.folder / "keys" / "notes.txt").write_text("说明", "utf-8")
    instance.confirm(copy, {body.id: (2026, 3)}, 2)
    assert [one.name for one in (copy.folder / "keys").iterdir()] == ["notes.txt"]


def test_skipped_numbers_are_journalled_as_void_and_never_used(copy: Desk, body: Body) -> None:
    done = instance.confirm(copy, {body.id: (2026, 3)}, 0)
    numbers = [f"青石桥集体公开〔2026〕第{n}号" for n in (1, 2, 3)]
    assert list(done.void) == numbers
    assert [one.number for one in lives.voids(copy.db)] == numbers
    assert postings.next_serial(copy.db, body.id, 2026) == 4
    line = journal.newest(copy.db, "confirm-instance")
    assert line is not None
    assert json.loads(line.details)["void"] == numbers


def test_a_number_below_what_is_held_is_refused(copy: Desk, body: Body) -> None:
    instance.confirm(copy, {body.id: (2026, 3)}, 5)
    instance.renew(copy, "restored", {})
    with pytest.raises(UserError, match="已经到第3号"):
        instance.confirm(copy, {body.id: (2026, 2)}, 5)
    with pytest.raises(UserError, match="还要填写"):
        instance.confirm(copy, {}, 5)
    with pytest.raises(UserError, match="序号 4"):
        instance.confirm(copy, {body.id: (2026, 3)}, 4)
    assert instance.standing(copy) is Standing.RESTORED


def test_a_slip_of_the_keys_does_not_make_a_million_numbers_void(copy: Desk, body: Body) -> None:
    with pytest.raises(UserError, match="像是填错了"):
        instance.confirm(copy, {body.id: (2026, 202611)}, 0)
    assert lives.voids(copy.db) == ()
    assert instance.standing(copy) is Standing.COPIED
    assert len(instance.confirm(copy, {body.id: (2026, 999)}, 0).void) == 999


def test_there_is_nothing_to_confirm_in_the_first_one(desk: Desk) -> None:
    for act in (lambda: instance.confirm(desk, {}, 0), lambda: instance.moved(desk)):
        with pytest.raises(UserError, match="没有改动"):
            act()


def test_a_folder_that_was_moved_keeps_its_identity_and_keys(copy: Desk) -> None:
    old = instance.identity(copy)
    instance.moved(copy)
    assert instance.standing(copy) is Standing.PROVEN
    assert instance.identity(copy).uuid == old.uuid
    assert (copy.folder / "keys" / "private.key").exists()


def test_a_restore_cannot_be_passed_off_as_a_move(copy: Desk) -> None:
    instance.renew(copy, "restored", {})
    with pytest.raises(UserError, match="不是挪过来的"):
        instance.moved(copy)


def test_at_the_start_a_restored_database_is_named_and_has_no_key(copy: Desk) -> None:
    instance.renew(copy, "restored", {})
    (told,) = starting.start(copy)
    assert "从备份恢复" in told
    assert not (copy.folder / "keys").exists()


def test_while_it_is_unproven_everything_else_goes_on(copy: Desk) -> None:
    change_setting(copy, "x", "1")
    assert starting.finish(replace(copy, day=date(2026, 11, 7))) == ()
