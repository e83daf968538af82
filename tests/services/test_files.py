import errno
import os
from pathlib import Path

import pytest

from boardapp.core.errors import UserError
from boardapp.services.files import write_sentence, write_whole


def test_a_file_is_written_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "out" / "notice.pdf"
    write_whole(target, b"new")
    write_whole(target, b"newer")
    assert target.read_bytes() == b"newer"
    assert [path.name for path in target.parent.iterdir()] == ["notice.pdf"]


def test_a_place_that_cannot_be_written_is_a_sentence_and_the_old_file_stays(
    tmp_path: Path,
) -> None:
    (tmp_path / "notice.pdf").mkdir()
    with pytest.raises(UserError, match="没有改动"):
        write_whole(tmp_path / "notice.pdf", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["notice.pdf"]


def test_a_full_device_is_a_sentence() -> None:
    part = Path("/dev/full")
    if not part.exists():
        pytest.skip("the system has no /dev/full")
    with pytest.raises(OSError, match=r".*") as caught, part.open("wb", buffering=0) as file:
        file.write(b"x")
    assert "磁盘已满" in write_sentence(caught.value, Path("notice.pdf"))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "正被别的程序打开"),
        (errno.EIO, "换一个位置"),
    ],
)
def test_the_systems_reason_decides_the_sentence(number: int, words: str) -> None:
    assert words in write_sentence(OSError(number, "reason"), Path("notice.pdf"))


@pytest.mark.parametrize("name", ["", "."])
def test_a_folder_is_not_taken_for_a_file(name: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="请写明文件名"):
        write_whole(Path(name) if not name else tmp_path / name, b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_no_disk_takes_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="文件名太长"):
        write_whole(tmp_path / ("长" * 300), b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    number = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"notice")
        assert os.read(number, 100) == b"notice"
    finally:
        os.close(number)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]
