import pytest

from boardapp.core.toml_text import DataFileError, Fault, read

TEXT = '''# head
name = "x"

[[item]]
title = """
[[item]]
title = 1
"""
covers = [
  "1.1", # [
  "1.2",
]
[[item.column]]
title = "a"
[[item.column]]
title = "b = ["

[[item]]
title = 'c'
column = [
  { title = "d", kind = "text" },

  { title = "e" }, { title = "f" },
]
"odd name" = 1
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 2),
        (("item", 0), 4),
        (("item", 0, "title"), 5),
        (("item", 0, "covers"), 9),
        (("item", 0, "covers", 1), 11),
        (("item", 0, "column", 0), 13),
        (("item", 0, "column", 1, "title"), 16),
        (("item", 1), 18),
        (("item", 1, "column", 0, "kind"), 21),
        (("item", 1, "column", 1), 23),
        (("item", 1, "column", 2), 23),
        (("item", 1, "odd name"), 25),
        (("item", 1, "missing"), 18),
        (("nothing",), 1),
    ],
)
def test_every_part_of_a_file_is_found_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert read(TEXT).line(path) == line


def test_lines_end_as_windows_ends_them_or_not() -> None:
    assert read(TEXT.replace("\n", "\r\n")).lines == read(TEXT).lines


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a = ", 1, "值写得不对"),
        ("a = 1\nb = “x”", 2, "值写得不对"),
        ('a = "b', 1, "引号没有闭合"),
        ("a = [1,\n2\n", 2, "方括号没有闭合"),
        ("a = { b = 1", 1, "花括号没有闭合"),
        ("a = 1\na = 2", 2, "写了两次"),
        ("[a]\n[a]", 2, "写了两次"),
        ("\n\n[[a]", 3, "方括号没有写全"),
        ("a = 1 b = 2", 1, "只能写一个值"),
        ("a = 2026-13-01", 1, "没有这一天"),
        ("a = 2026-02-30", 1, "没有这一天"),
        ("\na\n", 2, "缺少等号"),
        ("名称 = 1", 1, "名称用英文字母"),
        ('a = "\\q"', 1, "反斜杠"),
        ("a = " + "[" * 2000, 1, "括号"),
    ],
)
def test_what_is_written_wrong_is_told_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(DataFileError) as error:
        read(text)
    (fault,) = error.value.faults
    assert fault.line == line
    assert reason in fault.reason


def test_all_faults_of_a_file_are_told_in_order_and_once() -> None:
    error = DataFileError([Fault(3, "乙"), Fault(1, "甲"), Fault(3, "乙")])
    assert str(error) == "第1行：甲；第3行：乙"
