import errno
import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from boardapp.core.errors import UserError
from boardapp.services import backup, backup_file, drill, restore, starting
from boardapp.services.desk import Desk
from boardapp.services.settings import change_setting
from boardapp.store import journal


def files_under(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_backup_holds_everything_but_the_keys(full: Desk) -> None:
    one = backup.make(full)
    assert one.path.name == f"backup-331181102299-{one.stamp}.zip"
    manifest = backup_file.prove_archive(one.path)
    assert [file.name for file in manifest.files] == ["village.db", "rules/本县 (1).toml"]
    assert manifest.counts["entry"] == manifest.counts["asset"] == 1
    assert (manifest.seq, manifest.digest) == journal.head(full.db)
    (kept,) = manifest.attachments
    assert (one.path.parent / "files" / kept.name).exists()
    assert all(b"secret-of" not in data for data in files_under(one.path.parent).values())


def test_an_attachment_lies_beside_all_backups_only_once(full: Desk) -> None:
    first = backup.make(full)
    second = backup.make(full)
    assert first.path != second.path
    assert len(list((first.path.parent / "files").rglob("*.pdf"))) == 1


def test_a_vanished_photo_does_not_stop_the_backup_and_is_noted(full: Desk, tmp_path: Path) -> None:
    for path in (full.folder / "attachments").rglob("*.pdf"):
        path.unlink()
    one = backup.make(full)
    assert one.manifest is not None
    assert [file.held for file in one.manifest.attachments] == [False]
    assert len(restore.restore(one.path, tmp_path / "new").missing) == 1


def test_nothing_is_left_beside_a_finished_backup(full: Desk) -> None:
    folder = backup.make(full).path.parent
    assert {path.suffix for path in folder.iterdir()} == {".zip", ""}


def test_a_day_has_one_backup_and_a_day_without_change_none(full: Desk) -> None:
    assert backup.make_daily(full) is not None
    change_setting(full, "x", "1")
    assert backup.make_daily(full) is None
    tomorrow = replace(full, day=date(2026, 11, 7))
    assert backup.make_daily(tomorrow) is not None
    assert backup.make_daily(replace(full, day=date(2026, 11, 8))) is None


def test_at_exit_whatever_changed_is_kept(full: Desk) -> None:
    assert backup.make_if_changed(full) is not None
    assert backup.make_if_changed(full) is None
    change_setting(full, "x", "1")
    assert backup.make_if_changed(full) is not None


def test_a_drill_alone_is_no_reason_for_another_backup(full: Desk) -> None:
    backup.make(full)
    drill.drill(full)
    assert backup.make_if_changed(full) is None


def fail(number: int) -> Callable[..., Any]:
    def call(*_args: object, **_kwargs: object) -> Any:
        raise OSError(number, os.strerror(number))

    return call


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EIO, "可能被拔出"),
        (errno.ENOENT, "可能被拔出"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "不允许写入"),
        (errno.EFBIG, "4GB"),
    ],
)
@pytest.mark.parametrize("place", ["fsync", "replace", "mkdir", "open"])
def test_a_disk_that_fails_is_one_sentence_and_old_backups_stay_whole(
    full: Desk, monkeypatch: pytest.MonkeyPatch, number: int, word: str, place: str
) -> None:
    backup.make(full)
    change_setting(full, "x", "1")
    before = files_under(full.folder / "backups")
    lines = journal.head(full.db)
    opened = Path.open

    def some_open(path: Path, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        return fail(number)() if "w" in mode else opened(path, mode, *args, **kwargs)

    with monkeypatch.context() as patch:
        if place == "fsync":
            patch.setattr(os, "fsync", fail(number))
        else:
            patch.setattr(Path, place, some_open if place == "open" else fail(number))
        with pytest.raises(UserError) as refused:
            backup.make(full)
    assert word in str(refused.value)
    assert "没有改动" in str(refused.value)
    assert files_under(full.folder / "backups") == before
    assert journal.head(full.db) == lines
    assert backup.make(full).manifest is not None


def test_a_disk_without_room_is_refused_before_anything_is_written(
    full: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    usage = type("usage", (), {"free": 1000})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    with pytest.raises(UserError, match="需要"):
        backup.make(full, tmp_path / "stick")
    assert files_under(tmp_path / "stick") == {}


def test_what_was_written_otherwise_than_read_back_gets_no_name(
    full: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(number: int, first: Any = None) -> None:
        first()
        with os.fdopen(os.dup(number), "rb+") as file:
            file.seek(-2000, os.SEEK_END)
            file.write(bytes(50))

    monkeypatch.setattr(backup_file, "flush", spoil)
    with pytest.raises(UserError, match="没有做成"):
        backup.make(full)
    assert backup.backups(backup.folder_of(full)) == ()


def test_on_the_same_disk_there_is_no_second_copy(full: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="同一个磁盘"):
        backup.choose_second(full, tmp_path)
    assert backup.second_folder(full) is None
    backup.make_second(full, tmp_path / "here")
    assert backup.second_made(full) is None


@pytest.fixture
def other_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(backup, "same_disk", lambda *_args: False)
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_the_second_copy_is_asked_for_until_it_is_there_and_again_after_a_week(
    full: Desk, other_disk: Path
) -> None:
    assert backup.reminder(full) == ""
    backup.make(full)
    assert "还没有第二份备份" in backup.reminder(full)
    backup.choose_second(full, other_disk)
    assert "还没有存过" in backup.reminder(full)
    backup.make_second(full)
    assert backup.reminder(full) == ""
    assert "7 天" in backup.reminder(replace(full, day=date(2026, 11, 13)))
    assert len(backup.backups(other_disk)) == 1


def test_a_stick_that_is_not_there_is_a_sentence_and_no_folder_in_its_place(
    full: Desk, other_disk: Path
) -> None:
    backup.choose_second(full, other_disk)
    other_disk.rmdir()
    with pytest.raises(UserError, match="请插好"):
        backup.make_second(full)
    assert not other_disk.exists()


def test_by_itself_the_program_keeps_both_copies(full: Desk, other_disk: Path) -> None:
    backup.choose_second(full, other_disk)
    assert starting.finish(full, at_exit=True) == ()
    assert len(backup.backups(other_disk)) == len(backup.backups(backup.folder_of(full))) == 1
    assert starting.finish(full, at_exit=True) == ()
    assert len(backup.backups(other_disk)) == 1


def test_what_cannot_be_backed_up_by_itself_is_said_and_stops_nothing(
    full: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", fail(errno.ENOSPC))
    (told,) = starting.finish(full)
    assert "磁盘已满" in told


def test_the_drill_reports_what_it_found(full: Desk) -> None:
    backup.make(full)
    found = drill.drill(full)
    assert found.ok
    assert (found.entries, found.attachments) == (1, 1)
    assert drill.last_drill(full) == found


def test_the_drill_is_held_once_a_month_and_again_after_a_failure(full: Desk) -> None:
    backup.make(full)
    assert not drill.is_due(full)
    week = replace(full, day=date(2026, 11, 13))
    assert drill.is_due(week)
    assert starting.finish(week) == ()
    assert not drill.is_due(replace(full, day=date(2026, 11, 30)))
    december = replace(full, day=date(2026, 12, 1))
    assert drill.is_due(december)
    for path in (full.folder / "backups" / "files").rglob("*.pdf"):
        path.write_bytes(b"rot")
    assert any("没有通过" in one for one in starting.finish(december))
    assert drill.is_due(december)


def test_a_journal_rewritten_since_the_backup_is_found_by_the_drill(full: Desk) -> None:
    backup.make(full)
    seq, _ = journal.head(full.db)
    db = sqlite3.connect(full.folder / "village.db")
    db.execute("drop trigger journal_keeps_text")
    row = db.execute("select * from journal where seq = ?", [seq]).fetchone()
    line = journal.Line(*row[:6], "", row[7])
    forged = replace(line, operator="李某")
    change = "update journal set operator = ?, digest = ? where seq = ?"
    db.execute(change, ["李某", forged.expected_digest, seq])
    db.commit()
    db.close()
    assert journal.first_broken(full.db) is None
    found = drill.drill(full)
    assert not found.ok
    assert "改写" in found.sentence
