"""The order of a yearly file, its catalogue and its explanation."""

from datetime import date

from boardapp.core.content import Table, Words, texts
from boardapp.core.finding import Finding, Level
from boardapp.core.life import Void
from boardapp.core.pack import PackedFile
from boardapp.core.posting import Posting
from boardapp.core.yearfile import (
    FiledPosting,
    Head,
    Leaf,
    Shelf,
    catalogue,
    explanation,
    ordered,
)

HEAD = Head("青石桥村", "青石桥村股份经济合作社", 2026, date(2026, 11, 6))


def posting(id_: str, replaces: str = "") -> Posting:
    return Posting(
        id_, "x", "b", "2026-10", 1, f"第{id_}号", "d", b"", "n", date(2026, 11, 6), "王某", "",
        replaces=replaces,
    )  # fmt: skip


def test_a_correction_stands_right_behind_what_it_replaced() -> None:
    found = [posting("1"), posting("2"), posting("3", "1"), posting("4", "3"), posting("5", "0")]
    marks = [(mark, one.id) for mark, one in ordered(found)]
    assert marks == [
        ("001", "1"), ("001更正", "3"), ("001更正2", "4"), ("002", "2"), ("003", "5"),
    ]  # fmt: skip
    names = [f"{mark}-青石.pdf" for mark, _ in marks]
    assert sorted(names) == names


def test_a_year_without_anything_still_has_a_catalogue() -> None:
    said = " ".join(texts(catalogue(HEAD, [], [], [], [])))
    assert "2026年没有公布过" in said
    assert "没有文件" in said
    assert "缺少或损坏的：\n  没有。" in explanation(HEAD, [], [])


def test_the_catalogue_tells_days_numbers_voids_and_what_is_missing() -> None:
    file = PackedFile("1-公示/001-第1号.pdf", "ab" * 32, 9)
    filed = FiledPosting(
        "001", "第1号", "财务收支", "2026年10月", date(2026, 11, 6), 12, True, ("张某", "李某"),
        2, file.path, "d" * 64, "已被第3号更正",
    )  # fmt: skip
    never = FiledPosting(
        "002", "第2号", "低保", "2026年", date(2026, 11, 6), None, False, (), 1, "x", "e" * 64
    )
    void = Void("b", 2026, 7, "第7号", "写错", "2026-11-06")
    lack = Finding(Level.MUST, "attachment-missing", "第1号的照片不见了。", "第1号")
    content = catalogue(HEAD, [filed, never], [Leaf(Shelf.NOTICES, file, 2)], [void], [lack])
    postings, files = [block for block in content.blocks if isinstance(block, Table)]
    assert "天数算到 2026-11-06" in postings.title
    assert postings.rows[0].cells == (
        "001", "第1号", "财务收支（2026年10月）；已被第3号更正", "2026-11-06", "12 天，在贴",
        "张某、李某", "2",
    )  # fmt: skip
    assert postings.rows[1].cells[4] == "没有张贴"
    assert files.rows[0].cells == ("1", file.path, "2", "abab abab abab abab")
    words = [block.title for block in content.blocks if isinstance(block, Words)]
    assert words == ["本档案缺 1 项，请补齐后重新写出", "作废编号（没有这一号的公示）"]
    assert "sha256sum -c SHA256SUMS" in explanation(HEAD, [Leaf(Shelf.NOTICES, file, 2)], [lack])
