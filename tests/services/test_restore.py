import hashlib
import json
import random
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from boardapp.core.backup import BackupError, Fault
from boardapp.core.errors import UserError
from boardapp.services import backup, instance, proof, restore, starting
from boardapp.services.desk import Desk, open_desk
from boardapp.services.settings import change_setting
from boardapp.services.village import set_up
from boardapp.store import journal, villages
from tests.builders import VILLAGE

DAY = date(2026, 11, 6)


@pytest.fixture
def stick(full: Desk, tmp_path: Path) -> Path:
    """Return the one backup on a stick, with its attachment beside it."""
    return backup.make(full, tmp_path / "stick").path


def test_what_was_restored_is_what_was_there(stick: Path, tmp_path: Path, full: Desk) -> None:
    new = tmp_path / "new"
    found = restore.restore(stick, new, "王某", live=full.folder)
    assert (found.entries, found.attachments, found.missing) == (1, 1, ())
    with open_desk(new) as other:
        assert villages.village(other.db) == VILLAGE
        assert proof.troubles(other.db, new) == ()
        lines = list(journal.lines(other.db))
        assert lines[-1].action == "new-instance"
        assert [line.digest for line in lines[:-1]] == [
            line.digest for line in journal.lines(full.db)
        ]
        assert instance.standing(other) is instance.Standing.RESTORED
    assert (new / "rules" / "本县 (1).toml").read_text("utf-8") == "# 县里的规定\n"
    assert not (new / "keys").exists()
    assert not (tmp_path / "new.part").exists()


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Write a backup anew with other members."""
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w") as new:
        for name, data in members.items():
            new.writestr(name, data)


def told(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """Return a damage that changes the manifest."""

    def do(path: Path) -> None:
        def members(held: dict[str, bytes]) -> None:
            manifest = json.loads(held["manifest.json"])
            change(manifest)
            held["manifest.json"] = json.dumps(manifest).encode()

        rewritten(path, members)

    return do


def by_hand(*statements: str, counts: dict[str, int] | None = None) -> Callable[[Path], None]:
    """Return a damage that changes the database inside, with a manifest that fits it."""

    def do(path: Path) -> None:
        def members(held: dict[str, bytes]) -> None:
            file = path.with_name("inside.db")
            file.write_bytes(held["village.db"])
            db = sqlite3.connect(file)
            for one in statements:
                db.execute(one)
            db.commit()
            db.close()
            fit(held, file.read_bytes(), counts)
            file.unlink()

        rewritten(path, members)

    return do


def fit(held: dict[str, bytes], data: bytes, counts: dict[str, int] | None = None) -> None:
    held["village.db"] = data
    manifest = json.loads(held["manifest.json"])
    manifest["counts"] |= counts or {}
    manifest["files"][0] |= {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    held["manifest.json"] = json.dumps(manifest).encode()


def spoilt_pages(path: Path) -> None:
    def members(held: dict[str, bytes]) -> None:
        data = bytearray(held["village.db"])
        data[8192:] = bytes(len(data) - 8192)
        fit(held, bytes(data))

    rewritten(path, members)


def no_database(path: Path) -> None:
    rewritten(path, lambda held: fit(held, b"not a database" * 100))


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def attachment(path: Path) -> Path:
    return next((path.parent / "files").rglob("*.pdf"))


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for number in range(2001):
            new.writestr(f"{number}", "")


DAMAGES: list[tuple[str, Callable[[Path], object], Fault]] = [
    ("gone", lambda p: p.unlink(), Fault.NOT_FOUND),
    ("empty", lambda p: p.write_bytes(b""), Fault.EMPTY),
    ("a folder", lambda p: (p.unlink(), p.mkdir()), Fault.NOT_A_BACKUP),
    ("a picture", lambda p: p.write_bytes(b"\xff\xd8\xff" * 100), Fault.NOT_A_BACKUP),
    (
        "half of it",
        lambda p: p.write_bytes(p.read_bytes()[: p.stat().st_size // 2]),
        Fault.CUT_SHORT,
    ),
    ("its last bytes", lambda p: p.write_bytes(p.read_bytes()[:-30]), Fault.CUT_SHORT),
    ("a bit flipped", flipped, Fault.DAMAGED),
    ("an Excel file", lambda p: rewritten(p, lambda h: h.pop("manifest.json")), Fault.NO_MANIFEST),
    ("two thousand files", bomb, Fault.TOO_LARGE),
    ("a way out", lambda p: rewritten(p, lambda h: h.update({"../x": b""})), Fault.UNSAFE),
    ("an absolute name", lambda p: rewritten(p, lambda h: h.update({"/x": b""})), Fault.UNSAFE),
    ("a file too many", lambda p: rewritten(p, lambda h: h.update({"x": b""})), Fault.EXTRA_FILE),
    ("no database", lambda p: rewritten(p, lambda h: h.pop("village.db")), Fault.MISSING_FILE),
    (
        "a rule file gone",
        lambda p: rewritten(p, lambda h: h.pop("rules/本县 (1).toml")),
        Fault.MISSING_FILE,
    ),
    (
        "another database",
        lambda p: rewritten(p, lambda h: h.update({"village.db": b"x"})),
        Fault.WRONG_DIGEST,
    ),
    (
        "words for a manifest",
        lambda p: rewritten(p, lambda h: h.update({"manifest.json": b"{"})),
        Fault.BAD_MANIFEST,
    ),
    (
        "a deep manifest",
        lambda p: rewritten(p, lambda h: h.update({"manifest.json": b"[" * 99_999})),
        Fault.BAD_MANIFEST,
    ),
    ("another program's", told(lambda m: m.update(format="other")), Fault.NOT_A_BACKUP),
    ("a newer format", told(lambda m: m.update(version=2)), Fault.TOO_NEW),
    ("a version in words", told(lambda m: m.update(version="一")), Fault.BAD_MANIFEST),
    ("a newer database", told(lambda m: m["steps"].append("m999_future")), Fault.TOO_NEW),
    ("the township's", told(lambda m: m.update(role="township")), Fault.WRONG_ROLE),
    ("another village's", told(lambda m: m.update(village="331181102298")), Fault.OTHER_VILLAGE),
    ("no steps", told(lambda m: m.pop("steps")), Fault.BAD_MANIFEST),
    ("a digest in words", told(lambda m: m["files"][0].update(sha256="x")), Fault.BAD_MANIFEST),
    ("a way out within", told(lambda m: m["files"][0].update(name="../v")), Fault.UNSAFE),
    (
        "an attachment outside",
        told(lambda m: m["attachments"][0].update(name="../../x")),
        Fault.UNSAFE,
    ),
    ("a negative size", told(lambda m: m["files"][0].update(size=-1)), Fault.BAD_MANIFEST),
    ("other counts", told(lambda m: m["counts"].update(entry=9)), Fault.WRONG_COUNTS),
    ("pages lost", spoilt_pages, Fault.BAD_DATABASE),
    ("words for a database", no_database, Fault.BAD_DATABASE),
    ("an amount changed", by_hand("update entry set fen = 1"), Fault.CHANGED_ROWS),
    (
        "a line deleted",
        by_hand("delete from entry", counts={"entry": 0}),
        Fault.CHANGED_ROWS,
    ),
    (
        "a link to nothing",
        by_hand("update entry set book = 'gone'"),
        Fault.BROKEN_LINKS,
    ),
    (
        "a journal rewritten",
        by_hand(
            "drop trigger journal_keeps_text", "update journal set operator = 'x' where seq = 2"
        ),
        Fault.BROKEN_JOURNAL,
    ),
    ("a journal longer than was told", told(lambda m: m.update(seq=9999)), Fault.BROKEN_JOURNAL),
    ("another journal", told(lambda m: m.update(digest="0" * 64)), Fault.BROKEN_JOURNAL),
    ("no guards", by_hand("drop trigger journal_keeps_text"), Fault.CHANGED_ROWS),
    ("no attachments", lambda p: shutil.rmtree(p.parent / "files"), Fault.MISSING_ATTACHMENT),
    ("a photo cut", lambda p: attachment(p).write_bytes(b"%PDF"), Fault.DAMAGED_ATTACHMENT),
    ("an empty photo", lambda p: attachment(p).write_bytes(b""), Fault.DAMAGED_ATTACHMENT),
]


@pytest.mark.parametrize(("damage", "fault"), [d[1:] for d in DAMAGES], ids=[d[0] for d in DAMAGES])
def test_a_backup_that_is_not_good_is_refused_with_its_own_sentence(
    stick: Path,
    tmp_path: Path,
    full: Desk,
    damage: Callable[[Path], object],
    fault: Fault,
) -> None:
    damage(stick)
    with pytest.raises(BackupError) as refused:
        restore.restore(stick, tmp_path / "new", live=full.folder)
    assert refused.value.fault is fault, refused.value
    assert fault.word in str(refused.value)
    assert "没有改动" in str(refused.value)
    assert not list(tmp_path.glob("new*"))


def test_every_fault_has_a_sentence_of_its_own() -> None:
    words = [fault.word for fault in Fault]
    assert len(set(words)) == len(words)
    assert {fault for _, _, fault in DAMAGES} == set(Fault) - {Fault.UNREADABLE}


def test_any_flipped_bit_is_refused_or_does_no_harm(stick: Path, tmp_path: Path) -> None:
    whole = stick.read_bytes()
    wanted = tmp_path / "wanted"
    restore.unpack(stick, wanted, restore.prove_outside(stick))
    pick = random.Random(1)
    for turn in range(150):
        data = bytearray(whole)
        data[pick.randrange(len(data))] ^= 1 << pick.randrange(8)
        stick.write_bytes(data)
        place = tmp_path / f"turn{turn}"
        try:
            restore.unpack(stick, place, restore.prove_outside(stick))
        except BackupError:
            continue
        for one in ("village.db", "rules/本县 (1).toml"):
            assert (place / one).read_bytes() == (wanted / one).read_bytes()


def test_any_cut_is_refused(stick: Path) -> None:
    whole = stick.read_bytes()
    for length in range(0, len(whole), max(1, len(whole) // 60)):
        stick.write_bytes(whole[:length])
        with pytest.raises(BackupError):
            restore.prove_outside(stick)


def test_without_its_attachments_the_rest_is_restored_when_asked(
    stick: Path, tmp_path: Path
) -> None:
    shutil.rmtree(stick.parent / "files")
    found = restore.restore(stick, tmp_path / "new", without_attachments=True)
    assert (found.attachments, len(found.missing)) == (0, 1)


@pytest.mark.parametrize("place", ["", "inside", "inside/deeper"])
def test_the_live_data_are_never_restored_over(stick: Path, full: Desk, place: str) -> None:
    before = journal.head(full.db)
    with pytest.raises(UserError, match="新文件夹"):
        restore.restore(stick, full.folder / place, live=full.folder)
    assert journal.head(full.db) == before


def test_a_folder_with_something_in_it_is_left_alone(stick: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine.txt").write_text("x")
    (tmp_path / "two.part").mkdir()
    (tmp_path / "two.part" / "mine.txt").write_text("x")
    for name in ("new", "two"):
        with pytest.raises(UserError, match="没有动它"):
            restore.restore(stick, tmp_path / name)
    assert (tmp_path / "new" / "mine.txt").exists()
    assert (tmp_path / "two.part" / "mine.txt").exists()


def test_what_a_killed_restore_left_behind_is_cleared_away(stick: Path, tmp_path: Path) -> None:
    (tmp_path / "new.part").mkdir()
    (tmp_path / "new.part" / restore.UNFINISHED).touch()
    (tmp_path / "new.part" / "village.db").write_bytes(b"half")
    assert restore.restore(stick, tmp_path / "new").entries == 1


@pytest.fixture
def closed(tmp_path: Path) -> tuple[Path, Path]:
    """Return a live folder that nobody has open, changed since, and a restore of its backup."""
    live = tmp_path / "live"
    with open_desk(live, "王某", DAY, new=True) as one:
        set_up(one, VILLAGE)
        path = backup.make(one).path
        change_setting(one, "since", "1")
    (live / "keys").mkdir(exist_ok=True)
    (live / "keys" / "private.key").write_text("secret")
    restore.restore(path, tmp_path / "new", "王某", DAY, live=live)
    return live, tmp_path / "new"


def test_a_proved_restore_takes_the_place_of_the_live_data(closed: tuple[Path, Path]) -> None:
    live, new = closed
    aside = restore.put_in_place(live, new, "王某")
    assert not new.exists()
    with open_desk(live, "王某", DAY) as one:
        assert villages.setting(one.db, "since") == ""
        assert instance.standing(one) is instance.Standing.RESTORED
        assert proof.troubles(one.db, live) == ()
        instance.confirm(one, {}, 0)
        assert instance.standing(one) is instance.Standing.PROVEN
    assert not (live / "keys").exists()
    assert (next(live.parent.glob("live-old-keys-*")) / "private.key").read_text() == "secret"
    with open_desk(aside, "王某", DAY) as old:
        assert villages.setting(old.db, "since") == "1"


def test_older_data_put_in_place_do_not_look_like_a_journal_cut_off(
    closed: tuple[Path, Path],
) -> None:
    live, new = closed
    with open_desk(live, "王某", DAY) as one:
        for value in "abc":
            change_setting(one, "since", value)
        assert starting.start(one) == ()
    restore.put_in_place(live, new, "王某")
    with open_desk(live, "王某", DAY) as one:
        told = starting.start(one)
        assert told == (instance.Standing.RESTORED.sentence,)
        assert proof.troubles(one.db, live) == ()


def test_live_data_that_are_damaged_are_kept_aside_as_they_are(closed: tuple[Path, Path]) -> None:
    live, new = closed
    (live / "village.db").write_bytes(b"rubbish" * 999)
    aside = restore.put_in_place(live, new)
    assert (aside / "village.db").read_bytes() == b"rubbish" * 999
    with open_desk(live) as one:
        assert villages.village(one.db) == VILLAGE


def test_only_a_restore_may_take_the_place(closed: tuple[Path, Path], tmp_path: Path) -> None:
    live, new = closed
    with pytest.raises(UserError, match="不是恢复好的"):
        restore.put_in_place(live, tmp_path / "nothing")
    with open_desk(new, day=DAY) as one:
        instance.confirm(one, {}, 0)
    with pytest.raises(UserError, match="没有替换"):
        restore.put_in_place(live, new)


def test_data_that_are_open_are_not_replaced(closed: tuple[Path, Path]) -> None:
    live, new = closed
    with open_desk(live) as one, pytest.raises(UserError, match="正开着"):
        restore.put_in_place(live, new)
    with open_desk(live) as one:
        assert villages.setting(one.db, "since") == "1"
