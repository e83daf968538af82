"""The file's own figures against its lines: what parts is named by its row."""

from pathlib import Path
from typing import Any

import pytest

from boardapp.core.errors import UserError
from boardapp.core.finding import Level
from boardapp.core.period import Period
from tests.spreadsheets.builders import brief, codes, read, xlsx

HEAD = ["日期", "摘要", "收入", "支出", "余额"]


def ledger(count: int = 12) -> list[list[Any]]:
    rows: list[list[Any]] = [HEAD, ["", "上月结余", "", "", 500]]
    balance, spent = 500.0, 0.0
    for n in range(1, count + 1):
        balance, spent = round(balance - n - 0.5, 2), spent + n + 0.5
        rows.append([f"10-{n}", f"买东西{n}", "", n + 0.5, balance])
    rows.append(["", "本月合计", 0, spent, balance])
    return rows


def test_a_ledger_that_runs_on_has_no_findings(tmp_path: Path) -> None:
    assert codes(read(xlsx(tmp_path / "a.xlsx", ledger()))) == []


@pytest.mark.parametrize("row", [3, 4, 9, 14])
def test_one_balance_changed_is_one_finding_at_its_row(row: int, tmp_path: Path) -> None:
    rows = ledger()
    rows[row - 1][4] += 10
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert codes(reading) == [("balance-parts", row)]
    assert reading.findings[0].level is Level.VERIFY
    assert f"第{row}行" in reading.findings[0].sentence


@pytest.mark.parametrize("row", [3, 4, 9, 14])
def test_one_amount_changed_is_found_at_its_row_and_at_the_total(row: int, tmp_path: Path) -> None:
    rows = ledger()
    rows[row - 1][3] += 10
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert codes(reading) == [("balance-parts", row), ("total-parts", 15)]


def test_a_row_left_out_is_found_where_the_balance_jumps(tmp_path: Path) -> None:
    rows = ledger()
    del rows[6]
    assert codes(read(xlsx(tmp_path / "a.xlsx", rows))) == [
        ("balance-parts", 7),
        ("total-parts", 14),
    ]


def test_an_opening_changed_is_named_as_the_opening(tmp_path: Path) -> None:
    rows = ledger()
    rows[1][4] = 600
    assert codes(read(xlsx(tmp_path / "a.xlsx", rows))) == [("opening-parts", 2)]


def test_a_total_changed_is_named_by_its_row(tmp_path: Path) -> None:
    rows = ledger()
    rows[-1][3] += 1
    assert codes(read(xlsx(tmp_path / "a.xlsx", rows))) == [("total-parts", 15)]


def test_a_closing_changed_is_named_by_its_row(tmp_path: Path) -> None:
    rows = ledger()
    rows[-1][4] += 1
    assert codes(read(xlsx(tmp_path / "a.xlsx", rows))) == [("closing-parts", 15)]


def test_without_an_opening_row_it_is_worked_back(tmp_path: Path) -> None:
    rows = ledger()
    del rows[1]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert reading.opening == 50000
    assert reading.stated.opening is None


def test_without_any_balance_the_opening_is_unknown(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", [HEAD[:4], ["10-1", "买笔", "", 3]]))
    assert reading.opening is None
    assert reading.closing is None


def test_a_total_may_leave_out_moves_between_own_accounts(tmp_path: Path) -> None:
    rows = [
        ["日期", "摘要", "对方科目", "收入", "支出"],
        ["10-1", "收租金", "经营收入", 1000, ""],
        ["10-2", "提备用金", "102 银行存款", 300, ""],
        ["", "合计", "", 1000, ""],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [x.transfer for x in reading.lines] == [False, True]
    assert (reading.income, reading.findings) == (100000, ())


def test_a_transfer_told_by_its_words_only_is_asked_about(tmp_path: Path) -> None:
    rows = [
        ["日期", "摘要", "收入", "支出"],
        ["10-1", "从银行提现", 300, ""],
        ["10-2", "现金存入银行", "", 200],
        ["10-3", "存款利息", 1.5, ""],
        ["10-4", "付提现手续费", "", 2],
        ["10-5", "张三领备用金", "", 500],
        ["10-6", "收租金存入银行", 800, ""],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [x.transfer for x in reading.lines] == [True, True, False, False, False, False]
    assert codes(reading) == [("transfer-guessed", 2), ("transfer-guessed", 3)]


def test_a_banks_own_statement_is_turned_round(tmp_path: Path) -> None:
    rows = [
        ["交易日期", "摘要", "借方发生额", "贷方发生额", "余额"],
        ["20261001", "收租金", "", 1000, 1500],
        ["20261005", "买笔", 38, "", 1462],
        ["20261009", "电费", 24.6, "", 1437.4],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert (reading.income, reading.expense, reading.opening) == (100000, 6260, 50000)
    assert codes(reading) == [("sides-swapped", None)]
    rows[0][2:4] = ["收入", "支出"]
    assert read(xlsx(tmp_path / "b.xlsx", rows)).income == 6260


def test_a_banks_list_with_the_newest_first_is_turned_round(tmp_path: Path) -> None:
    rows = [
        ["交易日", "借贷标志", "交易金额", "账户余额", "摘要"],
        ["2026-10-09", "借", "24.60", "1,437.40", "电费"],
        ["2026-10-05", "借", "38.00", "1,462.00", "买笔"],
        ["2026-10-01", "贷", "1,000.00", "1,500.00", "收租金"],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [x.row for x in reading.lines] == [4, 3, 2]
    assert (reading.income, reading.opening) == (100000, 50000)
    assert [c for c, _ in codes(reading)] == ["newest-first", "sides-swapped"]


def test_a_reversal_without_its_minus_is_read_by_the_balance(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["", "上月结余", "", "", 500],
        ["10-1", "冲销9月买笔", "", 38, 538],
        ["10-2", "电费", "", "(24.6)", 562.6],
        ["10-3", "冲账付款", "", 10, 552.6],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [x.expense for x in reading.lines] == [-3800, -2460, 1000]
    assert codes(reading) == [("reversal-read", 3)]


def test_an_amount_that_is_no_number_is_a_must_at_its_row(tmp_path: Path) -> None:
    rows = ledger()
    rows[4][3], rows[6][3] = "abc", "叁佰元"
    found = [f for f in read(xlsx(tmp_path / "a.xlsx", rows)).findings if f.level is Level.MUST]
    assert [(f.code, f.row) for f in found] == [("amount-unreadable", 5), ("amount-unreadable", 7)]


def test_a_row_without_its_amount_is_asked_about(tmp_path: Path) -> None:
    rows = ledger()
    rows[5][3] = ""
    assert ("no-amount", 6) in codes(read(xlsx(tmp_path / "a.xlsx", rows)))


@pytest.mark.parametrize(
    ("day", "code"),
    [("2026-10-32", "date-unreadable"), ("国庆", "date-unreadable"), ("腊月廿四", "date-lunar")],
)
def test_a_day_that_is_none_is_a_must_at_its_row(day: str, code: str, tmp_path: Path) -> None:
    rows = ledger()
    rows[5][0] = day
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert codes(reading) == [(code, 6)]
    assert reading.findings[0].level is Level.MUST


def test_a_late_line_is_asked_about_and_kept(tmp_path: Path) -> None:
    rows = ledger()
    rows[2][0] = "2026-9-30"
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert codes(reading) == [("outside-period", 3)]
    assert len(reading.lines) == 12


def test_one_late_line_of_the_year_before_is_no_second_year(tmp_path: Path) -> None:
    rows = [["日期", "摘要", "支出"], ["12-31", "补记", 1], ["1-5", "买笔", 2]]
    reading = read(xlsx(tmp_path / "a.xlsx", rows), Period.parse("2026-01"))
    assert [x.date.isoformat() for x in reading.lines] == ["2025-12-31", "2026-01-05"]
    assert codes(reading) == [("outside-period", 2)]


def test_a_file_about_another_month_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ledger())
    with pytest.raises(UserError, match="2026年10月的账，您要导入的是2026年11月"):
        read(xlsx(path, [["2026年10月"], *ledger()]), Period.parse("2026-11"))


def test_an_empty_file_about_another_month_is_refused(tmp_path: Path) -> None:
    rows = [["青石桥村2026年9月"], HEAD, ["", "上月结余", "", "", 500]]
    with pytest.raises(UserError, match="2026年9月的账"):
        read(xlsx(tmp_path / "a.xlsx", rows))


def test_a_month_without_movements_has_no_lines_and_no_findings(tmp_path: Path) -> None:
    rows = [
        ["青石桥村2026年10月"],
        HEAD,
        ["", "上月结余", "", "", 500],
        ["", "本月无收支", "", "", ""],
        ["", "本月合计", 0, 0, 500],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert (brief(reading), reading.closing, reading.findings) == ([], 50000, ())


def test_two_years_in_one_file_are_refused(tmp_path: Path) -> None:
    rows = [["日期", "摘要", "支出"]]
    rows += [[f"2025-12-{n}", "买笔", "1"] for n in range(10, 14)]
    rows += [[f"2026-10-{n}", "买笔", "1"] for n in range(10, 15)]
    with pytest.raises(UserError, match="2025年和2026年的账，一次只能导入一个年度"):
        read(xlsx(tmp_path / "a.xlsx", rows))


def test_a_first_line_without_a_day_is_asked_about(tmp_path: Path) -> None:
    rows = [HEAD, ["", "收租金", 5, "", ""], ["10-3", "买笔", "", 1, ""]]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert codes(reading) == [("day-missing", 2)]
    assert brief(reading)[0][:2] == (10, 1)


@pytest.mark.parametrize("rows", [[], [["10-1", "作废", "NaN", "", ""]]])
def test_a_ledger_without_a_single_line_is_asked_about(
    rows: list[list[Any]], tmp_path: Path
) -> None:
    assert codes(read(xlsx(tmp_path / "a.xlsx", [HEAD, *rows]))) == [("no-lines", None)]


def test_a_month_that_says_it_had_none_is_not_asked_about(tmp_path: Path) -> None:
    rows = [HEAD, ["", "上月结余", "", "", 500], ["", "本月合计", 0, 0, 500]]
    assert codes(read(xlsx(tmp_path / "a.xlsx", rows))) == []


def test_an_overdrawn_ledger_keeps_its_sides(tmp_path: Path) -> None:
    rows = [
        ["日期", "摘要", "借方金额", "贷方金额", "方向", "余额"],
        ["", "上月结余", "", "", "借", 500],
        ["10-1", "修路", "", 800, "贷", 300],
        ["10-5", "买笔", "", 38, "贷", 338],
        ["10-9", "电费", "", 24.6, "贷", 362.6],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert (reading.income, reading.expense, reading.opening) == (0, 86260, 50000)
    assert codes(reading) == []


def test_a_year_that_no_ledger_is_of_is_asked_for_by_its_row(tmp_path: Path) -> None:
    rows = [*ledger(6)[:-1], ["0206-10-7", "买纸", "", 1, ""]]
    assert codes(read(xlsx(tmp_path / "a.xlsx", rows))) == [("date-unreadable", 9)]
