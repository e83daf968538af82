"""The list of digests is what ``sha256sum`` writes, and nothing in it leads out of its folder."""

import pytest

from boardapp.core.pack import PackedFile, compared, read_sums, sums_text

A, B = "a" * 64, "b" * 64


def test_what_is_written_is_read_back() -> None:
    files = [PackedFile("2-审查/002.pdf", B, 2), PackedFile("1-公示/001.pdf", A, 1)]
    text = sums_text(files)
    assert text.decode() == f"{A}  1-公示/001.pdf\n{B}  2-审查/002.pdf\n"
    assert read_sums(text) == {"1-公示/001.pdf": A, "2-审查/002.pdf": B}


@pytest.mark.parametrize("line", [f"{A} *x.pdf\r\n", f"\ufeff{A.upper()}  x.pdf\n"])
def test_what_other_programs_make_of_it_is_read_too(line: str) -> None:
    assert read_sums(line.encode()) == {"x.pdf": A}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"nonsense\n",
        b"\xff\xfe\x00",
        f"{A}  ../x\n".encode(),
        f"{A}  /etc/passwd\n".encode(),
        f"{A}  a//b\n".encode(),
        f"{A}  c:x\n".encode(),
        f"{A}  a\\b\n".encode(),
        f"{A}  x\n{B}  x\n".encode(),
        f"{A[:-1]}  x\n".encode(),
    ],
)
def test_a_damaged_list_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_sums(data)


def test_everything_that_differs_is_named() -> None:
    found = compared({"a": A, "b": B, "c": A}, {"a": A, "b": A, "d": B, "Thumbs.db": A})
    assert (found.missing, found.changed, found.extra) == (("c",), ("b",), ("d",))
    assert found.files == 1
    assert not found.ok
    assert "缺少 1 个（c）" in found.sentence
    assert compared({"a": A}, {"a": A}).sentence.startswith("完好：1 个")
