"""The look at the stick: every way it can fail has its own name, sentence and next step."""

import errno
import os
from pathlib import Path

import pytest

from boardapp.core.errors import UserError
from boardapp.services import sticks
from boardapp.services.drives import Drive
from boardapp.services.sticks import Stick, choose, look

NAME = "boardbundle-331181102299-0007.zip"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def drive(name: str) -> Drive:
    return Drive(Path("/media") / name, name, 8 << 30, 4 << 30)


def test_every_result_has_a_sentence_and_a_next_step_of_its_own() -> None:
    assert len({one.sentence for one in Stick}) == len(Stick)
    for one in Stick:
        assert one.sentence.endswith("。")
        assert one.next_step.endswith("。")


def test_one_stick_is_taken_two_are_asked_about_none_is_said() -> None:
    assert choose(()).result is Stick.NO_STICK
    assert choose((drive("A"),)).folder == Path("/media/A")
    two = choose((drive("A"), drive("B")))
    assert two.result is Stick.SEVERAL
    assert "A（/media/A）、B（/media/B）" in two.sentence


def test_what_is_no_stick_is_named(stick: Path, data: Path) -> None:
    (stick / "file").write_text("x")
    assert look(stick / "gone", NAME, 10, data).result is Stick.NOT_THERE
    assert look(stick / "file", NAME, 10, data).result is Stick.NOT_A_FOLDER
    assert look(data, NAME, 10, data).result is Stick.DATA_FOLDER
    (data / "bundles" / "deep").mkdir(parents=True)
    assert look(data / "bundles" / "deep", NAME, 10, data).result is Stick.DATA_FOLDER
    (data / "out").mkdir()
    assert look(data / "out", NAME, 10, data).result is Stick.READY


def test_too_little_space_is_told_in_figures(stick: Path, data: Path) -> None:
    found = look(stick, NAME, 1 << 60, data)
    assert found.result is Stick.TOO_SMALL
    assert "需要 1073741824.1 GB，只有 " in found.sentence
    assert list(stick.iterdir()) == []


def test_a_stick_that_cannot_be_written_is_named(
    stick: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    found = look(stick, NAME, 10, data)
    assert found.result is Stick.READ_ONLY
    assert "写保护" in found.sentence
    assert "没有改动" in found.sentence


def test_a_stick_that_answers_with_errors_is_named(
    stick: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> bool:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "is_dir", broken)
    assert look(stick, NAME, 10, data).result is Stick.UNREADABLE


def test_half_written_files_of_this_village_are_cleared_and_others_left(
    stick: Path, data: Path
) -> None:
    mine, other = f"{NAME[:-8]}0006.zip.part", "boardbundle-331181102298-0001.zip.part"
    for name in (mine, other, f"{NAME[:-8]}0005.zip", "相片.zip.part"):
        (stick / name).write_bytes(b"x" * 50)
    found = look(stick, NAME, 10, data)
    assert found.result is Stick.READY
    assert [one.name for one in found.leftovers] == [mine]
    assert found.older == (f"{NAME[:-8]}0005.zip",)
    assert any(mine in one for one in found.warnings)
    sticks.clear(found.leftovers)
    assert sorted(one.name for one in stick.iterdir()) == sorted(
        [other, f"{NAME[:-8]}0005.zip", "相片.zip.part"]
    )


def test_a_file_of_that_name_is_left_alone_whatever_it_is(stick: Path, data: Path) -> None:
    kept = data / NAME
    kept.write_bytes(b"bundle")
    (stick / NAME).write_bytes(b"bundle")
    assert look(stick, NAME, 6, data, kept).same
    (stick / NAME).write_bytes(b"bundlE")
    assert look(stick, NAME, 6, data, kept).result is Stick.NAME_TAKEN
    assert look(stick, NAME, 6, data).result is Stick.NAME_TAKEN
    (stick / NAME).unlink()
    (stick / NAME).mkdir()
    assert look(stick, NAME, 6, data, kept).result is Stick.NAME_TAKEN


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "空间不够"), (errno.EROFS, "写保护"), (errno.EACCES, "不能写入"),
        (errno.EFBIG, "放不下这么大的文件"), (errno.EIO, "可能被拔出"),
        (errno.ENODEV, "可能被拔出"), (errno.ENOENT, "重新插好"),
    ],
)  # fmt: skip
def test_what_the_system_says_while_writing_becomes_a_sentence(number: int, words: str) -> None:
    with pytest.raises(UserError, match=f"没有导出.*{words}"), sticks.told(Path("/media/A")):
        raise OSError(number, os.strerror(number))


@pytest.mark.parametrize(
    ("size", "text"),
    [(5, "5 字节"), (1 << 10, "1.0 KB"), (1_600_000, "1.6 MB"), ((1 << 30) + 1, "1.1 GB")],
)
def test_bytes_are_told_as_people_read_them(size: int, text: str) -> None:
    assert sticks.human(size) == text
