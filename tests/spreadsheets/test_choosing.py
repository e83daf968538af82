"""Which sheet is read when there are several."""

from pathlib import Path

import pytest

from boardapp.core.errors import UserError
from boardapp.core.reading import Choice
from tests.spreadsheets.builders import Rows, codes, read, workbook
from tests.spreadsheets.test_layouts import standard


def book(month: int = 10) -> Rows:
    return standard(f"{month}月1日", f"{month}月5日", f"{month}月9日")


def titled(village: str) -> Rows:
    return [[f"{village}2026年10月收支榜"], *book()]


def test_a_cover_is_passed_over(tmp_path: Path) -> None:
    cover = [["青石镇三资中心"], ["2026年账簿"]]
    assert read(workbook(tmp_path / "a.xlsx", {"封面": cover, "账": book()})).sheet == "账"


def test_a_hidden_sheet_is_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"旧": book(), "新": book()}, hidden=["旧"])
    assert read(path).sheet == "新"


def test_among_several_months_the_one_meant_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {f"{m}月": book(m) for m in (9, 10, 11)})
    assert read(path).sheet == "10月"


def test_among_sheets_without_a_title_the_dates_decide(tmp_path: Path) -> None:
    days = {m: standard(*(f"2026-{m}-{d}" for d in (1, 5, 9))) for m in (9, 10)}
    assert read(workbook(tmp_path / "a.xlsx", {"甲": days[9], "乙": days[10]})).sheet == "乙"


def test_several_villages_are_told_apart_by_name(tmp_path: Path) -> None:
    sheets = {"1": titled("青石桥村"), "2": titled("白水村")}
    path = workbook(tmp_path / "a.xlsx", sheets)
    assert read(path, village="白水村村民委员会").sheet == "2"
    assert read(path, choice=Choice(sheet="1")).sheet == "1"
    with pytest.raises(UserError, match=r"有2张账：“1”、“2”.*--sheet"):
        read(path)
    with pytest.raises(UserError, match=r"没有工作表“3”.*“1”、“2”"):
        read(path, choice=Choice(sheet="3"))


def test_the_ledger_of_another_village_is_asked_about(tmp_path: Path) -> None:
    rows = [["单位：白水村股份经济合作社"], *book()]
    path = workbook(tmp_path / "a.xlsx", {"账": rows})
    assert codes(read(path, village="青石桥村")) == [("other-unit", None)]
    assert codes(read(path, village="白水村")) == []


def _owned(village: str) -> list[list[object]]:
    return [
        [f"{village}收支逐笔公开榜"],
        [f"单位：{village}", "", "2026年10月"],
        *book(),
        ["负责人：", "", "制表：", "", "", ""],
        [],
    ]


def test_villages_one_below_another_are_taken_apart(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"账": [*_owned("青石桥村"), *_owned("白水村")]})
    first, second = read(path, village="青石桥村"), read(path, village="白水村")
    assert [x.row for x in first.lines] == [5, 6, 7]
    assert [x.row for x in second.lines] == [14, 15, 16]
    assert (second.opening, second.findings, second.unit) == (50000, (), "白水村")
    with pytest.raises(UserError, match="有2个单位的账：青石桥村、白水村"):
        read(path)


def test_villages_one_beside_another_are_taken_apart(tmp_path: Path) -> None:
    pairs = zip(_owned("青石桥村"), _owned("白水村"), strict=True)
    rows = [[*left, *[""] * (7 - len(left)), *right] for left, right in pairs]
    path = workbook(tmp_path / "a.xlsx", {"账": rows})
    reading = read(path, village="白水村")
    assert (len(reading.lines), reading.opening, reading.unit) == (3, 50000, "白水村")
    assert min(c.index for c in reading.columns) == 7
    with pytest.raises(UserError, match="有2个单位的账"):
        read(path)


def test_income_and_spending_with_dates_of_their_own_are_refused(tmp_path: Path) -> None:
    rows = [
        ["日期", "收入摘要", "收入金额", "日期", "支出摘要", "支出金额"],
        ["10.1", "收租金", 1000, "10.5", "买笔", 38],
    ]
    with pytest.raises(UserError, match="分成左右两半"):
        read(workbook(tmp_path / "a.xlsx", {"账": rows}))
