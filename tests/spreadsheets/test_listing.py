"""A full listing of vouchers: only cash and bank move money."""

from pathlib import Path

import pytest

from boardapp.core.finding import Level
from boardapp.spreadsheets.listing import is_money
from tests.spreadsheets.builders import brief, codes, read, xlsx

LISTING = [
    ["凭证字号", "日期", "摘要", "科目编码", "科目名称", "借方金额", "贷方金额"],
    ["记-1", "2026-10-01", "收租金", "1020101", "银行存款/基本户", 1000, ""],
    ["", "", "", "50201", "经营收入", "", 1000],
    ["记-2", "2026-10-05", "买笔", "51301", "管理费用/办公费", 38, ""],
    ["", "", "", "101", "库存现金", "", 38],
    ["记-3", "2026-10-06", "提现", "101001", "库存现金", 100, ""],
    ["", "", "", "1020101", "银行存款/基本户", "", 100],
    ["记-4", "2026-10-09", "计提折旧", "513", "管理费用", 50, ""],
    ["", "", "", "152", "累计折旧", "", 50],
    ["", "", "合计", "", "", 1188, 1188],
]


def test_only_cash_and_bank_rows_become_lines(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", LISTING))
    assert brief(reading) == [
        (10, 1, "收租金", 1000.0, None),
        (10, 5, "买笔", None, 38.0),
        (10, 6, "提现", 100.0, None),
        (10, 6, "提现", None, 100.0),
    ]
    assert [x.file_subject for x in reading.lines][:2] == [
        "50201 经营收入",
        "51301 管理费用/办公费",
    ]
    assert [x.transfer for x in reading.lines] == [False, False, True, True]
    assert (reading.income, reading.expense) == (100000, 3800)
    assert reading.findings == ()
    assert [s.row for s in reading.skipped if s.reason == "other-subject"] == [3, 4, 8, 9]


def test_names_without_codes_and_one_amount_with_a_side_do_as_well(tmp_path: Path) -> None:
    rows = [
        ["日期", "字", "号", "摘要", "会计科目", "方向", "金额"],
        ["10.1", "记", 1, "收租金", "银行存款", "借", 1000],
        ["10.1", "记", 1, "收租金", "经营收入", "贷", 1000],
        ["10.5", "记", 2, "买笔", "管理费用", "借", 38],
        ["10.5", "记", 2, "买笔", "现金", "贷", 38],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert brief(reading) == [(10, 1, "收租金", 1000.0, None), (10, 5, "买笔", None, 38.0)]
    assert [x.voucher for x in reading.lines] == ["记-1", "记-2"]


def test_each_account_of_a_listing_has_a_balance_of_its_own(tmp_path: Path) -> None:
    rows = [
        ["日期", "凭证号", "科目代码", "科目名称", "摘要", "借方", "贷方", "余额"],
        ["", "", "101", "现金", "期初余额", "", "", 100],
        ["10-1", "1", "101", "现金", "买笔", "", 10, 90],
        ["10-3", "3", "101", "现金", "买纸", "", 10, 80],
        ["", "", "102", "银行存款", "期初余额", "", "", 1000],
        ["10-2", "2", "102", "银行存款", "电费", "", 50, 950],
        ["10-4", "4", "102", "银行存款", "水费", "", 50, 901],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert (reading.opening, reading.closing) == (110000, 98000)
    assert codes(reading) == [("balance-parts", 7)]


def test_a_subject_that_tells_what_money_is_for_makes_no_listing(tmp_path: Path) -> None:
    rows = [
        ["日期", "摘要", "科目名称", "收入", "支出", "余额"],
        ["10-1", "收租金", "经营收入", 1000, "", 1500],
        ["10-2", "提取", "库存现金", "", 300, 1200],
        ["10-5", "买笔", "管理费用", "", 38, 1162],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [x.transfer for x in reading.lines] == [False, True, False]
    assert reading.lines[2].file_subject == "管理费用"


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("", "101"), ("", "10201"), ("", "1020101"), ("", "101001"), ("", "102.01"), ("", "1002"),
        ("库存现金", ""), ("银行存款-基本户", ""), ("101 库存现金", ""), ("1020101银行存款", ""),
    ],
)  # fmt: skip
def test_cash_and_bank_are_known_at_any_level(subject: str, code: str) -> None:
    assert is_money(subject, code)


@pytest.mark.parametrize(
    ("subject", "code"),
    [("", "112"), ("", "1"), ("", "51301"), ("管理费用", ""), ("存款利息", ""), ("现金奖励", "")],
)
def test_other_subjects_are_not_money(subject: str, code: str) -> None:
    assert not is_money(subject, code)


def test_vouchers_with_both_sides_but_no_subjects_are_not_booked_twice(tmp_path: Path) -> None:
    rows = [
        ["凭证号", "日期", "摘要", "借方", "贷方"],
        ["记-1", "2026-10-01", "收租金", 1000, 0],
        ["记-1", "2026-10-01", "收租金", 0, 1000],
        ["记-2", "2026-10-05", "买笔", 38, 0],
        ["记-2", "2026-10-05", "买笔", 0, 38],
    ]
    found = read(xlsx(tmp_path / "a.xlsx", rows)).findings
    assert [(f.code, f.level) for f in found] == [("subjects-missing", Level.MUST)]
