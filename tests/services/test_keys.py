"""The signing key: one at a time, secret, in no backup, never a restored database's."""

import json
import os
import shutil
import signal
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from boardapp.bundles.card import parse_card
from boardapp.bundles.minisign import generate, parse_public, parse_signature, secret_text, verify
from boardapp.core.errors import UserError
from boardapp.services import backup, instance, key_card, key_files, keys, proof, restore, starting
from boardapp.services.desk import DATABASE, Desk, open_desk
from boardapp.services.settings import change_setting
from boardapp.services.village import set_up
from boardapp.store import database, journal
from boardapp.store import keys as store
from boardapp.store.migrations import village as migrations
from tests.builders import VILLAGE

DAY = date(2026, 11, 6)
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs fork, kill and permissions")
Damage = Callable[[Path], object]


def secret_of(desk: Desk) -> Path:
    """Return the file of the current key."""
    public = keys.current(desk)
    assert public is not None
    return key_files.path_of(desk.folder, public.id_text)


def signs(desk: Desk) -> bool:
    """Whether the village signs, under the key that it shows."""
    raw, public = keys.signer(desk)(b"manifest", "village:331181102299"), keys.current(desk)
    return public is not None and verify(public, b"manifest", parse_signature(raw))


def held(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "keys").iterdir())


def test_a_village_has_its_key_from_its_first_day(desk: Desk) -> None:
    assert signs(desk)
    (one,) = keys.own_keys(desk)
    assert (one.told.made_on, one.told.made_by, one.told.reason) == (DAY, "王某", "首次设置")
    assert not one.retired
    line = journal.newest(desk.db, "set-up")
    assert line is not None
    assert json.loads(line.details)["key"] == one.told.key_id
    assert proof.troubles(desk.db, desk.folder) == ()


@posix
def test_the_secret_is_for_its_owner_alone(desk: Desk) -> None:
    assert secret_of(desk).stat().st_mode & 0o777 == 0o600
    assert (desk.folder / "keys").stat().st_mode & 0o777 == 0o700
    assert keys.is_closed(desk)


def test_no_secret_is_in_the_database(desk: Desk) -> None:
    secret = key_files.read(desk.folder, secret_of(desk).stem)
    raw = b"".join(path.read_bytes() for path in desk.folder.glob(f"{DATABASE}*"))
    assert secret.public.line.encode() in raw
    assert secret.seed not in raw
    assert secret_text(secret).split("\n")[1].encode() not in raw


def test_a_new_key_retires_the_old_one_and_its_secret_is_gone(desk: Desk) -> None:
    old, secret = keys.current(desk), secret_of(desk)
    new = keys.make_key(desk, " 电脑换了 ")
    assert keys.current(desk) == new != old
    assert not secret.exists()
    first, second = keys.own_keys(desk)
    assert (first.public, first.retired, first.told.retired_reason) == (old, True, "电脑换了")
    assert (first.told.retired_on, first.told.retired_by) == (DAY, "王某")
    assert (second.public, second.retired, second.told.reason) == (new, False, "电脑换了")
    assert signs(desk)
    assert proof.troubles(desk.db, desk.folder) == ()
    line = journal.newest(desk.db, "make-key")
    assert line is not None
    assert json.loads(line.details)["retired"] == first.told.key_id


def test_without_a_reason_or_a_village_no_key_is_made(desk: Desk, tmp_path: Path) -> None:
    before = keys.current(desk)
    with pytest.raises(UserError, match="写明为什么"):
        keys.make_key(desk, " ")
    assert keys.current(desk) == before
    with open_desk(tmp_path / "empty", new=True) as empty:
        with pytest.raises(UserError, match="没有登记村庄"):
            keys.make_key(empty, "试一试")
        assert keys.look_after(empty) == ()
        assert not (empty.folder / "keys").exists()


def other_key(path: Path) -> None:
    path.write_text(secret_text(generate()))


DAMAGES: dict[str, tuple[Damage, str]] = {
    "missing": (lambda path: path.unlink(), "不见了"),
    "folder": (lambda path: [path.unlink(), path.mkdir()], "读不出来"),
    "empty": (lambda path: path.write_bytes(b""), "坏了"),
    "cut": (lambda path: path.write_bytes(path.read_bytes()[:150]), "坏了"),
    "rubbish": (lambda path: path.write_bytes(os.urandom(9000)), "坏了"),
    "changed": (lambda path: path.write_bytes(path.read_bytes().replace(b"A", b"B", 3)), "坏了"),
    "another": (other_key, "另一把"),
}


@pytest.mark.parametrize(("damage", "clause"), DAMAGES.values(), ids=DAMAGES)
def test_a_secret_that_cannot_be_used_says_how_to_make_a_new_one(
    desk: Desk, damage: Damage, clause: str
) -> None:
    damage(secret_of(desk))
    with pytest.raises(UserError, match=clause) as error:
        keys.signer(desk)
    assert "boardapp key --new" in str(error.value)
    assert keys.trouble(desk) == str(error.value)
    assert starting.start(desk) == (str(error.value),)
    with pytest.raises(UserError, match=clause):
        key_card.card_pdf(desk)
    keys.make_key(desk, "密钥文件坏了")
    assert signs(desk)
    assert starting.start(desk) == ()


def test_a_key_of_the_same_number_with_another_secret_is_refused(desk: Desk) -> None:
    path = secret_of(desk)
    mine = key_files.read(desk.folder, path.stem)
    path.write_text(secret_text(replace(generate(), key_id=mine.key_id)))
    with pytest.raises(UserError, match="不是登记的那一把"):
        keys.signer(desk)


@posix
def test_a_secret_that_others_could_read_is_closed_said_once_and_journalled(desk: Desk) -> None:
    secret_of(desk).chmod(0o644)
    assert not keys.is_closed(desk)
    (told,) = starting.start(desk)
    assert "别的账户也读得到" in told
    assert keys.is_closed(desk)
    assert journal.newest(desk.db, "close-key-file") is not None
    assert starting.start(desk) == ()
    (desk.folder / "keys").chmod(0o755)
    assert signs(desk)
    assert keys.is_closed(desk)


def test_a_full_disk_leaves_the_old_key_and_a_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keys.current(desk)

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(key_files.os, "fsync", full)
    with pytest.raises(UserError, match="磁盘已满"):
        keys.make_key(desk, "电脑换了")
    monkeypatch.undo()
    assert keys.current(desk) == before
    assert signs(desk)
    assert len(held(desk.folder)) == 1


def test_a_folder_of_an_older_program_gets_its_key_once_at_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    with open_desk(folder, "王某", DAY, new=True) as desk:
        set_up(desk, VILLAGE)
        desk.db.execute("delete from signing_key")
        with desk.writing("as-it-was", {}):
            pass
        shutil.rmtree(folder / "keys")
    with open_desk(folder, "李某", DAY) as desk:
        (told,) = starting.start(desk)
        assert "新的签名密钥" in told
        assert "登记卡" in told
        assert starting.start(desk) == ()
        (one,) = keys.own_keys(desk)
        assert one.told.made_by == "李某"
        assert signs(desk)
        assert proof.troubles(desk.db, folder) == ()


def test_the_export_of_an_older_folder_makes_the_key_too(desk: Desk) -> None:
    with desk.writing("as-it-was", {}) as db:
        db.execute("delete from signing_key")
    assert signs(desk)
    assert len(keys.own_keys(desk)) == 1


def secrets_in(place: Path) -> list[Path]:
    """Return what holds a secret key below a folder: plain files and members of archives."""
    found = []
    for path in place.rglob("*"):
        if not path.is_file():
            continue
        parts = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                parts += [archive.read(name) for name in archive.namelist()]
                assert not [name for name in archive.namelist() if "key" in name]
        if any(b"minisign encrypted secret key" in part for part in parts):
            found.append(path)
    return found


def test_no_backup_of_any_kind_holds_a_secret(full: Desk, tmp_path: Path) -> None:
    assert secrets_in(full.folder / "keys") == [secret_of(full)]
    made = backup.make(full)
    backup.make_if_changed(full)
    backup.make_second(full, tmp_path / "stick")
    database.open_database(full.folder / DATABASE, migrations, full.now).close()
    database.backup(full.db, full.folder / "backups" / "village-before-migration.db")
    assert secrets_in(full.folder / "backups") == []
    assert secrets_in(tmp_path / "stick") == []
    restore.restore(made.path, tmp_path / "new", "王某", DAY, live=full.folder)
    assert secrets_in(tmp_path / "new") == []
    assert not (tmp_path / "new" / "keys").exists()


def test_a_restored_database_signs_nothing_until_confirmed_and_then_with_a_new_key(
    desk: Desk, tmp_path: Path
) -> None:
    old = keys.current(desk)
    restore.restore(backup.make(desk).path, tmp_path / "new", "王某", DAY, live=desk.folder)
    with open_desk(tmp_path / "new", "王某", DAY) as new:
        for act in (keys.signer, keys.ensure_key, key_card.card_pdf, key_card.card_text):
            with pytest.raises(UserError, match="从备份恢复"):
                act(new)
        with pytest.raises(UserError, match="从备份恢复"):
            keys.make_key(new, "换一把")
        assert keys.current(new) is None
        starting.start(new)
        assert not (new.folder / "keys").exists()
        instance.confirm(new, {}, 0)
        assert keys.current(new) is None
        (told,) = starting.start(new)
        assert "新的签名密钥" in told
        first, second = keys.own_keys(new)
        assert (first.public, first.retired) == (old, True)
        assert second.told.instance == instance.identity(new).uuid
        assert signs(new)
        assert old is not None
        text = key_card.card_text(new)
        assert parse_public(text) == second.public != old
        assert proof.troubles(new.db, new.folder) == ()


def test_a_copied_folder_does_not_use_the_key_that_came_with_it(desk: Desk, tmp_path: Path) -> None:
    shutil.copytree(desk.folder, tmp_path / "copy")
    with open_desk(tmp_path / "copy", "李某", DAY) as copy:
        with pytest.raises(UserError, match="拷贝来的"):
            keys.signer(copy)
        starting.start(copy)
        assert held(copy.folder) == held(desk.folder)
        instance.confirm(copy, {}, 0)
        assert signs(copy)
        assert keys.current(copy) != keys.current(desk)
        assert held(copy.folder) != held(desk.folder)


def test_a_folder_that_was_only_moved_keeps_its_key(desk: Desk, tmp_path: Path) -> None:
    shutil.copytree(desk.folder, tmp_path / "moved")
    with open_desk(tmp_path / "moved", "王某", DAY) as moved:
        instance.moved(moved)
        assert signs(moved)
        assert keys.current(moved) == keys.current(desk)


def test_the_card_as_a_file_names_village_and_key(desk: Desk) -> None:
    text = key_card.card_text(desk)
    one = parse_card(text.encode("utf-8"))
    assert (one.public, one.code, one.name) == (keys.current(desk), "331181102299", "青石桥村")


def test_a_card_is_asked_for_until_it_was_made_for_this_key(desk: Desk) -> None:
    assert "还没有打印" in keys.reminder(desk)
    key_card.note_card(desk, "打印机")
    assert keys.reminder(desk) == ""
    assert keys.card_made(desk) == ("2026-11-06", "打印机")
    keys.make_key(desk, "电脑换了")
    assert keys.card_made(desk) is None
    assert "还没有打印" in keys.reminder(desk)


def new_key(folder: Path) -> None:
    with open_desk(folder, "王某", DAY) as desk:
        trace(desk)
        keys.make_key(desk, "电脑换了")


def first_run(folder: Path) -> None:
    with open_desk(folder, "王某", DAY, new=True) as desk:
        trace(desk)
        set_up(desk, VILLAGE)
        for word in "abc":
            change_setting(desk, "after", word)


steps, stop = [0], [0]


def step() -> None:
    steps[0] += 1
    if steps[0] == stop[0]:
        os.kill(os.getpid(), signal.SIGKILL)


def trace(desk: Desk) -> None:
    desk.db.conn.set_trace_callback(lambda _: step())


def killed(folder: Path, act: Callable[[Path], None], at: int) -> bool:
    """Act in a process that is killed at its nth step on disk or in the database."""
    child = os.fork()
    if not child:
        steps[0], stop[0] = 0, at
        audit = ("open", "os.chmod", "os.mkdir", "os.rename", "os.remove")
        sys.addaudithook(
            lambda event, args: (
                step() if event in audit and args and str(folder) in str(args[0]) else None
            )
        )
        try:
            act(folder)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@posix
def test_killed_anywhere_a_new_key_is_there_whole_or_the_old_one_still_signs(
    tmp_path: Path,
) -> None:
    base, folder = tmp_path / "base", tmp_path / "data"
    with open_desk(folder, "王某", DAY, new=True) as desk:
        set_up(desk, VILLAGE)
        old = keys.current(desk)
    shutil.copytree(folder, base)
    at, seen = 1, set()
    while killed(folder, new_key, at):
        with open_desk(folder, "王某", DAY) as desk:
            assert starting.start(desk) == ()
            assert signs(desk)
            assert held(folder) == [secret_of(desk).name]
            assert proof.troubles(desk.db, folder) == ()
            found = [one for one in store.all_keys(desk.db) if not one.retired]
            assert len(found) == 1
            seen.add(keys.current(desk) == old)
        shutil.rmtree(folder)
        shutil.copytree(base, folder)
        at += 2
    assert at > 20
    assert seen == {True, False}


@posix
def test_killed_anywhere_a_first_run_is_done_or_can_be_done_again(tmp_path: Path) -> None:
    at, seen = 1, set()
    while killed(folder := tmp_path / f"data{at}", first_run, at):
        with open_desk(folder, "王某", DAY, new=True) as desk:
            done = bool(store.all_keys(desk.db))
            if not done:
                set_up(desk, VILLAGE)
            assert starting.start(desk) == ()
            assert signs(desk)
            assert held(folder) == [secret_of(desk).name]
            seen.add(done)
        at += 17
    assert seen == {True, False}
