"""The stick full, read-only, pulled, half-written or slow: old files whole, nothing numbered."""

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from boardapp.core.errors import UserError
from boardapp.core.village import Book
from boardapp.services import exporting, keys, sticks
from boardapp.services.attachments import attach
from boardapp.services.desk import Desk
from boardapp.services.exporting import export
from tests.services.test_exporting import change, state_of

OLD = "boardbundle-331181102299-0001.zip"


@pytest.fixture
def ready(full: Desk, book: Book, stick: Path) -> Desk:
    """Return a desk whose first bundle lies on the stick, and that has changed since."""
    keys.signer(full)
    export(full, stick)
    change(full, book)
    return full


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """Return a real file system of one megabyte, where this machine lets us mount one."""
    yield from mounted(tmp_path / "small", "size=1m")


def mounted(place: Path, options: str) -> Iterator[Path]:
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip("this machine lets us mount nothing")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_small_stick_is_refused_before_a_byte_is_written(ready: Desk, small: Path) -> None:
    (small / "相片.jpg").write_bytes(os.urandom(1_000_000))
    before = state_of(ready)
    with pytest.raises(UserError, match=r"没有导出.*空间不够.*需要 .* KB，只有 .*KB.*没有改动"):
        export(ready, small)
    assert state_of(ready) == before
    assert [path.name for path in small.iterdir()] == ["相片.jpg"]


def test_a_stick_that_fills_up_while_we_write_keeps_its_files(
    ready: Desk, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small / "相片.jpg").write_bytes(os.urandom(1_000_000))
    monkeypatch.setattr(sticks.shutil, "disk_usage", lambda _: Free())
    before = state_of(ready)
    with pytest.raises(UserError, match=r"没有导出.*空间不够"):
        export(ready, small)
    assert state_of(ready) == before
    assert [path.name for path in small.iterdir()] == ["相片.jpg"]


class Free:
    free = 1 << 40


def test_a_read_only_stick_is_named(ready: Desk, small: Path) -> None:
    (small / OLD).write_bytes(b"x")
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    before = state_of(ready)
    with pytest.raises(UserError, match=r"没有导出.*只读.*写保护"):
        export(ready, small)
    assert state_of(ready) == before
    assert (small / OLD).read_bytes() == b"x"


@pytest.mark.parametrize("number", [errno.EIO, errno.ENODEV, errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("where", ["copy", "flush", "same_bytes"])
def test_pulled_in_the_middle_the_old_files_stay_and_nothing_is_numbered(
    ready: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch, where: str, number: int
) -> None:
    before, old = state_of(ready), (stick / OLD).read_bytes()
    real = getattr(sticks, where)

    def pulled(*values: Any) -> object:
        if where == "same_bytes" and len(values) < 3:
            return real(*values)
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(sticks, where, pulled)
        with pytest.raises(UserError, match=r"没有导出.*没有改动"):
            export(ready, stick)
    assert state_of(ready) == before
    assert [(path.name, path.read_bytes()) for path in stick.iterdir()] == [(OLD, old)]
    assert export(ready, stick).sequence == 2


def test_what_reads_back_otherwise_than_written_is_no_bundle(
    ready: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(ready)
    with monkeypatch.context() as patch:
        patch.setattr(sticks, "same_bytes", lambda *_: False)
        with pytest.raises(UserError, match=r"读写中断.*序号没有用掉"):
            export(ready, stick)
    assert state_of(ready) == before
    assert [path.name for path in stick.iterdir()] == [OLD]


def test_pulled_at_the_very_last_the_number_is_kept_for_the_same_bundle(
    ready: Desk, stick: Path, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = exporting.put_in_place

    def pulled(part: Path, target: Path) -> None:
        if target.parent == stick:
            raise OSError(errno.EIO, "Input/output error")
        real(part, target)

    with monkeypatch.context() as patch:
        patch.setattr(exporting, "put_in_place", pulled)
        with pytest.raises(UserError, match=r"第2号数据包已经编好.*再导出一次"):
            export(ready, stick)
    assert [path.name for path in stick.iterdir()] == [OLD]
    again = export(ready, stick)
    assert (again.sequence, again.reissued) == (2, True)
    change(ready, book, "记20")
    assert export(ready, stick).sequence == 3


def test_the_file_keeps_its_temporary_name_where_the_data_folder_cannot_rename(
    ready: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = exporting.put_in_place

    def refused(part: Path, target: Path) -> None:
        if target.parent != stick:
            raise OSError(errno.EACCES, "Permission denied")
        real(part, target)

    with monkeypatch.context() as patch:
        patch.setattr(exporting, "put_in_place", refused)
        one = export(ready, stick)
    one.path.unlink()
    again = export(ready, stick)
    assert (again.sequence, again.reissued) == (2, True)
    assert not list((ready.folder / "bundles").glob("*.part"))


def test_a_full_disk_of_the_data_folder_is_named_and_nothing_is_left(
    ready: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(ready)

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(exporting, "write_bundle", full)
    with pytest.raises(UserError, match="磁盘已满"):
        export(ready, stick)
    assert state_of(ready) == before
    assert [path.name for path in stick.iterdir()] == [OLD]


def test_a_database_that_takes_no_number_leaves_no_bundle(
    ready: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(ready)

    def refused(*_: Any) -> None:
        raise UserError("磁盘已满")

    with monkeypatch.context() as patch:
        patch.setattr(exporting, "_number", refused)
        with pytest.raises(UserError, match="磁盘已满"):
            export(ready, stick)
    assert state_of(ready) == before
    assert [path.name for path in stick.iterdir()] == [OLD]


def test_a_half_written_file_of_last_time_is_cleared_and_said(ready: Desk, stick: Path) -> None:
    (stick / "boardbundle-331181102299-0002.zip.part").write_bytes(b"x" * 100)
    one = export(ready, stick)
    assert any("0002.zip.part" in warning for warning in one.warnings)
    assert sorted(path.name for path in stick.iterdir()) == [OLD, one.path.name]


def test_another_file_of_that_name_is_never_overwritten(ready: Desk, stick: Path) -> None:
    taken = stick / "boardbundle-331181102299-0002.zip"
    taken.write_bytes(b"somebody's")
    before = state_of(ready)
    with pytest.raises(UserError, match="同名、内容却不同"):
        export(ready, stick)
    assert state_of(ready) == before
    assert taken.read_bytes() == b"somebody's"


def test_a_stick_that_got_another_name_is_asked_for(ready: Desk, stick: Path) -> None:
    stick.rename(stick.with_name("renamed"))
    before = state_of(ready)
    with pytest.raises(UserError, match=r"找不到这个文件夹.*换了名字"):
        export(ready, stick)
    assert state_of(ready) == before


def test_a_slow_stick_is_flushed_as_it_goes(
    ready: Desk, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = tmp_path / "large.pdf"
    scan.write_bytes(b"%PDF-1.4\n" + os.urandom(300_000))
    card = ready.db.execute("select id from asset").fetchone()[0]
    attach(ready, "asset", card, scan)
    monkeypatch.setattr(sticks, "CHUNK", 10_000)
    monkeypatch.setattr(sticks, "FLUSH", 50_000)
    flushed: list[int] = []
    real = sticks.flush

    def counted(number: int, first: object = None) -> None:
        flushed.append(number)
        real(number, first)

    monkeypatch.setattr(sticks, "flush", counted)
    export(ready, stick)
    assert len(flushed) > 5
