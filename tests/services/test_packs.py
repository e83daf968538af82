"""A pack is whole or not there, whatever the disk says, and tells what became of it since."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from boardapp.core.errors import Cancelled, UserError
from boardapp.services import packs
from boardapp.services.packs import Pack, check_pack, write_pack


def fill(pack: Pack) -> None:
    pack.put("1-公示/001-青石〔2026〕第1号.pdf", b"%PDF-1.4 one")
    pack.put("说明.txt", "说明".encode())


def written(parent: Path, name: str = "档案") -> Path:
    return write_pack("档案", parent, name, 100, fill).folder


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs sha256sum")
@pytest.mark.parametrize("name", ["SHA256SUMS", "校验和.txt"])
def test_anybody_can_check_it_with_sha256sum(tmp_path: Path, name: str) -> None:
    folder = written(tmp_path)
    done = subprocess.run(
        [str(shutil.which("sha256sum")), "-c", "--strict", name],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": OK") == 2


def test_a_folder_that_is_there_is_never_touched(tmp_path: Path) -> None:
    first, second = written(tmp_path), written(tmp_path)
    assert (first.name, second.name) == ("档案", "档案-2")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["档案", "档案-2"]


def test_what_was_changed_lost_or_added_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path)
    assert check_pack(folder).ok
    (folder / "1-公示" / "001-青石〔2026〕第1号.pdf").write_bytes(b"%PDF-1.4 two")
    (folder / "说明.txt").unlink()
    (folder / "多的.txt").write_text("x")
    (folder / "Thumbs.db").write_text("x")
    found = check_pack(folder)
    assert found.changed == ("1-公示/001-青石〔2026〕第1号.pdf",)
    assert found.missing == ("说明.txt",)
    assert found.extra == ("多的.txt",)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_never_followed(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "说明.txt").unlink()
    (folder / "说明.txt").symlink_to("/etc/hostname")
    (folder / "外面").symlink_to("/etc")
    found = check_pack(folder)
    assert (found.changed, found.extra) == (("说明.txt",), ("外面",))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda f: [(f / n).unlink() for n in ("SHA256SUMS", "校验和.txt")], "没有校验和"),
        (lambda f: (f / "SHA256SUMS").write_bytes(b"\xff\xfe"), "读不懂"),
        (lambda f: (f / "SHA256SUMS").write_text("0" * 64 + "  ../x\n"), "读不懂"),
    ],
)
def test_a_list_that_is_gone_or_damaged_is_told(
    tmp_path: Path, spoil: Callable[[Path], object], said: str
) -> None:
    folder = written(tmp_path)
    spoil(folder)
    found = check_pack(folder)
    assert not found.ok
    assert said in found.sentence


def test_the_two_lists_must_be_alike(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "校验和.txt").unlink()
    assert check_pack(folder).missing == ("校验和.txt",)
    (folder / "校验和.txt").write_text("0" * 64 + "  说明.txt\n")
    assert check_pack(folder).changed == ("校验和.txt",)


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到文件夹"):
        check_pack(tmp_path / "没有")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "只读"),
        (errno.EIO, "读写中断"),
        (errno.EACCES, "不允许写入"),
    ],
)
def test_what_the_disk_says_becomes_a_sentence_and_nothing_is_left(
    tmp_path: Path, number: int, said: str
) -> None:
    def broken(pack: Pack) -> None:
        fill(pack)
        raise OSError(number, os.strerror(number))

    with pytest.raises(UserError, match=said):
        write_pack("档案", tmp_path, "档案", 100, broken)
    assert list(tmp_path.iterdir()) == []


def test_cancelled_at_any_report_nothing_is_left(tmp_path: Path) -> None:
    seen: list[str] = []

    def stop(_done: int, _total: int, label: str) -> None:
        seen.append(label)
        raise Cancelled

    with pytest.raises(Cancelled):
        write_pack("档案", tmp_path, "档案", 100, fill, stop)
    assert seen == ["正在读回核对"]
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_room_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1 << 20)
    monkeypatch.setattr(packs.shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(UserError, match="只剩 1MB"):
        written(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_stick_that_is_not_in_is_no_folder_to_make(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="请插好U盘"):
        written(tmp_path / "media" / "stick")


def test_what_a_killed_writing_left_behind_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / "档案.part" / "1-公示").mkdir(parents=True)
    (tmp_path / "档案.part" / "1-公示" / "半.pdf").write_bytes(b"half")
    folder = written(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_a_file_that_is_read_back_otherwise_is_no_success(tmp_path: Path) -> None:
    def lying(pack: Pack) -> None:
        fill(pack)
        (pack.root / "说明.txt").write_bytes("说冥".encode())

    with pytest.raises(UserError, match="没有做成"):
        write_pack("档案", tmp_path, "档案", 100, lying)
    assert list(tmp_path.iterdir()) == []
