"""The same three movements in the layouts of many offices."""

from pathlib import Path

import pytest

from boardapp.core.errors import UserError
from boardapp.core.period import Period
from boardapp.core.reading import Choice, Field
from tests.spreadsheets.builders import Rows, brief, codes, read, text, xls, xlsx

WANT = [(10, 1, "收租金", 1000.0, None), (10, 5, "买笔", None, 38.0), (10, 9, "电费", None, 24.6)]
HEAD = ["日期", "凭证号", "摘要", "收入", "支出", "结余"]


def standard(first: object, second: object, third: object) -> Rows:
    return [
        HEAD,
        ["", "", "上月结余", "", "", 500],
        [first, "记-1", "收租金", 1000, "", 1500],
        [second, "记-2", "买笔", "", 38, 1462],
        [third, "记-3", "电费", "", 24.6, 1437.4],
    ]


LAYOUTS: dict[str, tuple[Rows, tuple[str, ...]]] = {
    "hand-made, blank columns at the left, notes below": (
        [
            ["", "", "青石桥村2026年10月份现金流水账"],
            [],
            ["", "", "日期", "摘要", "收入(元)", "支出(元)", "余额(元)", "备注"],
            ["", "", "", "上月结余", "", "", "500.00"],
            ["", "", "2026.10.1", "收租金", "￥1,000.00", "", "￥1,500.00"],
            ["", "", "2026.10.5", "买笔", "", "３８.００", "1,462.00"],
            ["", "", "10.9", "电费", "—", "24.60元", "1437.40"],
            ["", "", "合 计", "", "1000", "62.6", "1437.4"],
            [],
            ["", "", "说明：本表由会计填写，金额单位为元"],
            ["", "", "会计：张三", "", "出纳：李四"],
        ],
        (),
    ),
    "two merged head rows, ditto marks, a subtotal each day": (
        [
            ["现金日记账"],
            ["单位：青石桥村", "", "", "", "2026年10月"],
            ["2026年", "", "凭证", "", "摘要", "对方科目", "借方", "贷方", "方向", "余额"],
            ["月", "日", "字", "号"],
            ["", "", "", "", "上年结转", "", "", "", "借", 500],
            [10, 1, "现收", 1, "收租金", "502", "1,000.00", "0.00", "借", 1500],
            ["", 5, "现付", 1, "买笔", "513", "0.00", 38, "借", 1462],
            ["", "〃", "", "", "本日合计", "", 0, 38, "借", 1462],
            ["", 9, "现付", 2, "电费", "513", "", 24.6, "借", 1437.4],
            ["", "", "", "", "本月合计", "", 1000, 62.6, "借", 1437.4],
            ["", "", "", "", "本年累计", "", 9000, 8000, "借", 1437.4],
        ],
        ("A3:B3", "C3:D3", "E3:E4", "F3:F4", "G3:G4", "H3:H4", "I3:I4", "J3:J4"),
    ),
    "page breaks with the head repeated": (
        [
            ["某村银行日记账"],
            ["2026年10月"],
            HEAD,
            ["", "", "承前页", "", "", 500],
            ["10-1", "银收-1", "收租金", 1000, "", 1500],
            ["", "", "过次页", 1000, "", 1500],
            ["某村银行日记账"],
            ["2026年10月"],
            HEAD,
            ["", "", "承前页", 1000, "", 1500],
            ["10-5", "银付-12", "买笔", "", 38, 1462],
            ["10-9", "银付-13", "电费", "", 24.6, 1437.4],
            ["", "", "本月合计", 1000, 62.6, 1437.4],
        ],
        (),
    ),
    "a side in words beside one amount": (
        [
            ["序号", "日期", "事项", "收/支", "金额", "余额", "经手人"],
            ["", "", "上月结余", "", "", 500],
            [1, "2026-10-01", "收租金", "收入", 1000, 1500, "王"],
            [2, "2026-10-05", "买笔", "支出", 38, 1462, "王"],
            [3, "2026-10-09", "电费", "支出", 24.6, 1437.4, "王"],
        ],
        (),
    ),
    "one amount whose side only the balance tells": (
        [
            ["日期", "摘要", "金额", "余额"],
            ["", "上月结余", "", 500],
            ["2026-10-01", "收租金", 1000, 1500],
            ["2026-10-05", "买笔", 38, 1462],
            ["2026-10-09", "电费", 24.6, 1437.4],
        ],
        (),
    ),
    "cash and bank side by side": (
        [
            ["日期", "摘要", "收入", "", "支出", "", "结余", "", ""],
            ["", "", "现金", "银行", "现金", "银行", "现金", "银行", "合计"],
            ["", "上月结余", "", "", "", "", 100, 400, 500],
            ["10月1日", "收租金", "", 1000, "", "", 100, 1400, 1500],
            ["10月5日", "买笔", "", "", 38, "", 62, 1400, 1462],
            ["10月9日", "电费", "", "", "", 24.6, 62, 1375.4, 1437.4],
        ],
        ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:I1"),
    ),
    "sections numbered 一 to 四": (
        [
            ["青石桥村2026年10月收支明细"],
            ["日期", "摘要", "收入", "支出"],
            ["", "一、上月结余", 500, ""],
            ["", "二、本月收入", 1000, ""],
            ["10.1", "收租金", 1000, ""],
            ["", "三、本月支出", "", 62.6],
            ["10.5", "买笔", "", 38],
            ["10.9", "电费", "", 24.6],
            ["", "四、本月结余", 1437.4, ""],
            ["", "村主任：", "", "会计："],
        ],
        (),
    ),
    "only days, the month in a row of its own": (
        [
            ["2026年"],
            ["日", "摘要", "收入", "支出", "余额"],
            ["", "上月结余", "", "", 500],
            ["10月"],
            [1, "收租金", 1000, "", 1500],
            [5, "买笔", "", 38, 1462],
            [9, "电费", "", 24.6, 1437.4],
        ],
        (),
    ),
    "one digit to a column": (
        [
            ["2026年", "", "摘要", "收入", *[""] * 5, "支出", *[""] * 5, "余额", *[""] * 5],
            ["月", "日", "", *"千百十元角分", *"千百十元角分", *"千百十元角分"],
            ["", "", "上月结余", *[""] * 13, *"50000"],
            [10, 1, "收租金", *"100000", *[""] * 6, *"150000"],
            ["", 5, "买笔", *[""] * 8, *"3800", *"146200"],
            ["", 9, "电费", *[""] * 8, *"2460", *"143740"],
        ],
        ("A1:B1", "C1:C2", "D1:I1", "J1:O1", "P1:U1"),
    ),
    "balances only at the end of a day, total without its label": (
        [
            HEAD,
            ["", "", "", "", "", 500],
            ["10月1日", "记1", "收租金", 1000, "", ""],
            ["10月5日", "记2", "买笔", "", 38, 1462],
            ["10月9日", "记3", "电费", "", 24.6, 1437.4],
            ["", "", "", 1000, 62.6, ""],
        ],
        (),
    ),
    "label of the total in a merged date cell": (
        [
            HEAD,
            ["期初余额", "", "", "", "", 500],
            ["10月1日", "记字第1号", "收租金", 1000, "", 1500],
            ["10月5日", "记字第2号", "买笔", "", 38, 1462],
            ["10月9日", "记字第3号", "电费", "", 24.6, 1437.4],
            ["合    计", "", "", 1000, 62.6, 1437.4],
        ],
        ("A6:C6",),
    ),
    "income and spending named in columns of their own": (
        [
            ["2026年10月"],
            ["日期", "收入项目", "收入金额", "支出项目", "支出金额", "余额"],
            ["", "上月结余", "", "", "", 500],
            ["10.1", "收租金", 1000, "", "", 1500],
            ["10.5", "", "", "买笔", 38, 1462],
            ["10.9", "", "", "电费", 24.6, 1437.4],
        ],
        (),
    ),
    "quantities beside the amounts": (
        [
            ["2026年", "", "凭证", "", "摘 要", "收 入", "", "支 出", "", "结 存", ""],
            ["月", "日", "种类", "号数", "", *["数量", "金额"] * 3],
            ["", "", "", "", "上月结存", "", "", "", "", "", 500],
            [10, 1, "收", 1, "收租金", "", 1000, "", "", "", 1500],
            [10, 5, "付", 1, "买笔", "", "", 2, 38, "", 1462],
            [10, 9, "付", 2, "电费", "", "", "", 24.6, "", 1437.4],
        ],
        ("A1:B1", "C1:D1", "E1:E2", "F1:G1", "H1:I1", "J1:K1"),
    ),
    "totals with the date and year in columns": (
        [
            ["年", "月", "日", "凭证号数", "摘要", "借方", "贷方", "方向", "余额"],
            ["2026", "", "", "", "月初余额", "", "", "借", 500],
            ["2026", "10", "01", "记-0001", "收租金", 1000, "", "借", 1500],
            ["2026", "10", "05", "记-0002", "买笔", "", 38, "借", 1462],
            ["2026", "10", "09", "记-0003", "电费", "", 24.6, "借", 1437.4],
            ["2026", "10", "", "", "当前合计", 1000, 62.6, "借", 1437.4],
            ["2026", "10", "", "", "当前累计", 9000, 862.6, "借", 1437.4],
            ["2026", "", "", "", "结转下年", "", "", "借", 1437.4],
        ],
        (),
    ),
    "收 付 存, blanks and line breaks in the heads": (
        [
            ["二〇二六年度现金账"],
            ["日　期", "凭证\n字号", "摘　要", "收\n（元）", "付\n（元）", "存\n（元）"],
            ["", "", "上月存", "", "", 500],
            ["10.01 ", "", "收租金", "1,000.00 ", "", "1,500.00"],
            ["10.05", "", "买笔", "", "38.00", "1,462.00"],
            ["10.09", "", "电费", "", "24.60", "1,437.40"],
        ],
        (),
    ),
    "opening counted into the total, balance and side in one cell": (
        [
            ["期间：2026年10月1日至2026年10月31日", "", "", "打印日期：2026-11-03"],
            ["日期", "摘要", "借方", "贷方", "余额"],
            ["2026年10月1日", "上月转入", 500, "", "借500.00"],
            ["2026年10月1日", "收租金", "1000元", "", "借 1,500.00"],
            ["10月5日", "买笔", "0.00", "38元", "借1,462.00"],
            ["10月9日", "电费", "0.00", 24.6, "借1437.40"],
            ["", "合计", 1500, 62.6, "借1437.40"],
        ],
        (),
    ),
    "a side for the line and a side for the balance": (
        [
            ["日期", "摘要", "方向", "金额", "方向", "余额"],
            ["", "期初余额", "", "", "借", 500],
            ["10-1", "收租金", "借", 1000, "借", 1500],
            ["10-5", "买笔", "贷", 38, "借", 1462],
            ["10-9", "电费", "贷", 24.6, "借", 1437.4],
        ],
        (),
    ),
    "a bank's own list with the remark last": (
        [
            ["户名：青石桥村股份经济合作社", "", "账号：1234567890123456789"],
            ["起始日期：20261001", "终止日期：20261031"],
            ["序号", "交易日期", "收入金额", "支出金额", "账户余额", "对方户名", "交易附言"],
            [1, "2026-10-01", "1,000.00", "", "1,500.00", "张三", "收租金"],
            [2, "2026-10-05", "", "38.00", "1,462.00", "李四", "买笔"],
            [3, "2026-10-09", "", "24.60", "1,437.40", "电力公司", "电费"],
        ],
        (),
    ),
    "opening above the head, no balances, month in brackets": (
        [
            ["2026年10月", "", "上月结余：500.00元"],
            ["日期", "摘要", "收入", "支出"],
            ["10.1", "收租金", 1000, ""],
            ["10.5", "买笔", "", 38],
            ["10.9", "电费", "", 24.6],
            ["", "本月合计（10月）", 1000, 62.6],
        ],
        (),
    ),
    "formulas that nobody worked out": (
        [
            HEAD,
            ["", "", "上月结余（9月）", "", "", 500],
            ["10-1", "1", "收租金", 1000, "", 0],
            ["10-5", "2", "买笔", "", 38, 0],
            ["10-9", "3", "电费", "", 24.6, 0],
            ["", "", "合计", 0, 0, 0],
        ],
        (),
    ),
    "cash and bank in columns of their own": (
        [
            [
                "日期",
                "摘要",
                "现金收入",
                "现金支出",
                "银行收入",
                "银行支出",
                "现金余额",
                "银行余额",
            ],
            ["", "上月结余", "", "", "", "", 100, 400],
            ["10-1", "收租金", "", "", 1000, "", "", 1400],
            ["10-5", "买笔", "", 38, "", "", 62, ""],
            ["10-9", "电费", "", "", "", 24.6, "", 1375.4],
            ["", "合计", "", 38, 1000, 24.6, 62, 1375.4],
        ],
        (),
    ),
    "cash and bank as groups, each with its balance": (
        [
            ["2026年", "", "摘要", "现金", "", "", "银行存款", "", ""],
            ["月", "日", "", "收入", "支出", "结存", "收入", "支出", "结存"],
            ["", "", "上月结转", "", "", 100, "", "", 400],
            [10, 1, "收租金", "", "", 100, 1000, "", 1400],
            [10, 5, "买笔", "", 38, 62, "", "", 1400],
            [10, 9, "电费", "", "", 62, "", 24.6, 1375.4],
        ],
        ("A1:B1", "D1:F1", "G1:I1"),
    ),
    "one pocket each, and the sum of both beside them": (
        [
            [
                "日期",
                "摘要",
                "现金收入",
                "银行收入",
                "收入合计",
                "支出",
                "现金余额",
                "银行余额",
                "余额合计",
            ],
            ["", "上月结余", "", "", "", "", 100, 400, 500],
            ["10-1", "收租金", "", 1000, 1000, "", 100, 1400, 1500],
            ["10-5", "买笔", "", "", "", 38, 62, 1400, 1462],
            ["10-9", "电费", "", "", "", 24.6, 37.4, 1400, 1437.4],
        ],
        (),
    ),
    "a row of units, the number of the page in the title": (
        [
            ["青石桥村银行账", "", "", "2026年10月", "", "第1页"],
            HEAD,
            ["", "", "", "（元）", "（元）", "（元）"],
            ["", "", "上月结余", "", "", 500],
            ["10-1", "银收-1", "收租金", 1000, "", 1500],
            ["青石桥村银行账", "", "", "2026年10月", "", "第2页"],
            HEAD,
            ["", "", "承前页", 1000, "", 1500],
            ["10-5", "银付-12", "买笔", "", 38, 1462],
            ["10-9", "银付-13", "电费", "", 24.6, 1437.4],
        ],
        (),
    ),
    "an opening in two pockets": (
        [
            HEAD,
            ["", "", "上月结余：现金", "", "", 100],
            ["", "", "银行存款", "", "", 400],
            ["10-1", "1", "收租金", 1000, "", 1500],
            ["10-5", "2", "买笔", "", 38, 1462],
            ["10-9", "3", "电费", "", 24.6, 1437.4],
        ],
        (),
    ),
    "an opening and its two pockets": (
        [
            ["日期", "摘要", "收入", "支出", "余额"],
            ["", "上月结余", "", "", 500],
            ["", "其中：现金", "", "", 100],
            ["", "银行存款", "", "", 400],
            ["10-1", "收租金", 1000, "", ""],
            ["10-5", "买笔", "", 38, ""],
            ["10-9", "电费", "", 24.6, ""],
        ],
        (),
    ),
    "what was there before, beneath the lines": (
        [
            ["日期", "项目", "收入", "支出"],
            ["一、收入"],
            ["10.1", "收租金", 1000, ""],
            ["二、支出"],
            ["10.5", "买笔", "", 38],
            ["10.9", "电费", "", 24.6],
            ["", "三、上月结余", 500, ""],
            ["", "四、本月结余", 1437.4, ""],
        ],
        (),
    ),
    "ten thousands of yuan": (
        [
            ["单位：万元"],
            ["日期", "摘要", "收入", "支出", "余额"],
            ["", "上月结余", "", "", 0.05],
            ["10月1日", "收租金", 0.1, "", 0.15],
            ["10月5日", "买笔", "", 0.0038, "0.1462"],
            ["10月9日", "电费", "", "0.00246", 0.14374],
        ],
        (),
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", ["xlsx", "xls", "csv"])
def test_a_layout_gives_the_same_lines(layout: str, kind: str, tmp_path: Path) -> None:
    rows, merges = LAYOUTS[layout]
    path = tmp_path / f"账本.{kind}"
    if kind == "xlsx":
        xlsx(path, rows, merges=merges)
    elif kind == "xls":
        xls(path, rows)
    else:
        text(path, rows, "gb18030")
    reading = read(path)
    assert brief(reading) == WANT
    assert reading.opening == 50000
    assert reading.closing == 143740
    assert {code for code, _ in codes(reading)} <= {"unit-converted"}


@pytest.mark.parametrize(
    "days",
    [
        ("2026/10/1", "2026/10/5", "2026/10/9"),
        ("2026-10-01", "2026-10-05", "2026-10-09"),
        ("2026.10.1", "2026.10.5", "2026。10。9"),
        ("2026年10月1日", "10月5日", "9日"),
        ("20261001", 20261005, "2026 年 10 月 9 日"),
        (46296.0, 46300, "46304"),
        ("10.1", 10.5, 10.9),
        ("26-10-01", "26/10/05", "26.10.09"),
        (1, 5, "9"),
        ("10-01", "10/5", "10月9"),
        ("二〇二六年十月一日", "十月五日", "九日"),
        ("2026-10-01 08:30:00", "2026-10-05T12:00", "20261009 10:00:00"),
        ("10/1/2026", "10-05-2026", "10/9/2026"),
        ("261001", 261005, "1009"),
        ("2026\\10\\1", "1005", "9-Oct-26"),
    ],
)
def test_any_usual_spelling_of_a_day_is_read(days: tuple[object, ...], tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", standard(*days)))
    assert brief(reading) == WANT
    assert reading.findings == ()


@pytest.mark.parametrize(
    "label",
    [
        "以上合计",
        "总合计",
        "本月收入支出合计",
        "合计12笔",
        "共10笔",
        "本月合计 收入1笔 支出2笔",
        "本月合计（大写）壹仟元整",
        "人民币合计",
        "Total:",
        "本月累计",
        "合计/结余",
        "本月收支及结余",
    ],
)
@pytest.mark.parametrize("column", [0, 2])
def test_a_total_is_no_line_whatever_it_is_called(label: str, column: int, tmp_path: Path) -> None:
    total = ["", "", "", 1000, 62.6, 1437.4]
    total[column] = label
    reading = read(xlsx(tmp_path / "a.xlsx", [*standard("10-1", "10-5", "10-9"), total]))
    assert brief(reading) == WANT
    assert reading.findings == ()
    assert (reading.stated.income, reading.stated.expense) == (100000, 6260)


@pytest.mark.parametrize("label", ["1-10月累计", "本年收支累计", "年初至本月累计"])
def test_sums_since_january_are_of_the_year(label: str, tmp_path: Path) -> None:
    rows = [*standard("10-1", "10-5", "10-9"), ["", "", label, 9000, 8000, 1437.4]]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert brief(reading) == WANT
    assert (reading.stated.year_income, reading.findings) == (900000, ())


@pytest.mark.parametrize("label", ["本月净收支", "收支相抵", "收支差额"])
def test_the_difference_of_both_sides_is_no_line(label: str, tmp_path: Path) -> None:
    rows = [*standard("10-1", "10-5", "10-9"), ["", "", label, 937.4, "", ""]]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert brief(reading) == WANT
    assert reading.findings == ()


def test_figures_that_are_the_sums_are_a_total_without_any_known_word(tmp_path: Path) -> None:
    rows = [*standard("10-1", "10-5", "10-9"), ["", "", "本月全部账目", 1000, 62.6, ""]]
    assert brief(read(xlsx(tmp_path / "a.xlsx", rows))) == WANT


@pytest.mark.parametrize(
    "label", ["9月30日余额", "前任移交余额", "开账余额", "9月份结余转入", "接上月", "原有存款"]
)
@pytest.mark.parametrize("day", ["", "10-1"])
def test_what_was_there_before_is_no_income(label: str, day: str, tmp_path: Path) -> None:
    rows = [list(row) for row in standard("10-1", "10-5", "10-9")]
    rows[1] = [day, "", label, 500, "", 500]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert brief(reading) == WANT
    assert (reading.opening, reading.findings) == (50000, ())


def test_money_between_the_pockets_of_one_row_is_no_income(tmp_path: Path) -> None:
    rows = [
        ["日期", "摘要", "现金收入", "现金支出", "银行收入", "银行支出"],
        ["10-1", "收租金", "", "", 1000, ""],
        ["10-2", "备用金", 200, "", "", 200],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert (reading.income, reading.expense) == (100000, 0)
    assert [line.transfer for line in reading.lines] == [False, True, True]


@pytest.mark.parametrize(
    ("income", "expense"),
    [("收进", "付出"), ("实收金额", "实付金额"), ("到账金额", "支付金额"), ("入", "出")],
)
def test_the_sides_by_other_names(income: str, expense: str, tmp_path: Path) -> None:
    rows = [list(row) for row in standard("10-1", "10-5", "10-9")]
    rows[0][3:5] = [income, expense]
    assert brief(read(xlsx(tmp_path / "a.xlsx", rows))) == WANT


def test_a_number_that_lost_its_last_nought_is_read_by_its_neighbours(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", standard(10.1, 10.5, 10.1)))
    assert brief(reading)[2][:2] == (10, 10)
    assert codes(reading) == [("date-guessed", 5)]


def test_cells_merged_downwards_count_for_each_of_their_rows(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["10月1日", "记1", "收租金", 600, "", 600],
        ["", "", "", 400, "", 1000],
        ["10月5日", "记2", "买笔", "", 38, 962],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows, merges=["A2:A3", "B2:B3", "C2:C3"]))
    assert brief(reading)[:2] == [(10, 1, "收租金", 600.0, None), (10, 1, "收租金", 400.0, None)]


def test_a_word_such_as_total_inside_a_line_leaves_it_a_line(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["10月1日", "记1", "付10月工资合计", "", 38, ""],
        ["10月2日", "记2", "小计算器", "", 25, ""],
        ["10月3日", "记3", "累计奖", "", 2, ""],
        ["", "", "总 计", "", 65, ""],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [x.summary for x in reading.lines] == ["付10月工资合计", "小计算器", "累计奖"]
    assert [s.reason for s in reading.skipped] == ["total"]


def test_a_line_that_moves_the_balance_is_no_total(tmp_path: Path) -> None:
    rows = [list(row) for row in standard("10-1", "10-5", "10-9")]
    rows[2][2] = "1-15日收入合计"
    rows.append(["10-31", "3张", "本月合计", 1000, 62.6, 1437.4])
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [line[2] for line in brief(reading)] == ["1-15日收入合计", "买笔", "电费"]
    assert reading.findings == ()


def test_income_and_spending_beside_each_other_keep_their_own_words(tmp_path: Path) -> None:
    rows = [
        ["2026年10月收支", "", "", ""],
        ["收入", "", "支出", ""],
        ["项目", "金额", "项目", "金额"],
        ["收租金", 1000, "买笔", 38],
        ["", "", "电费", 24.6],
        ["合计", 1000, "合计", 62.6],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows, merges=["A2:B2", "C2:D2"]))
    assert [line[2:] for line in brief(reading)] == [line[2:] for line in WANT]


def test_halves_with_their_own_dates_are_refused(tmp_path: Path) -> None:
    rows = [
        ["收入日期", "收入摘要", "收入金额", "支出日期", "支出摘要", "支出金额"],
        ["10-1", "收租金", 1000, "10-5", "买笔", 38],
    ]
    with pytest.raises(UserError, match="左右两半"):
        read(xlsx(tmp_path / "a.xlsx", rows))


def test_both_sides_of_one_row_are_two_lines_of_it(tmp_path: Path) -> None:
    rows = [["日期", "摘要", "收入", "支出"], ["10-1", "收租金并付电费", 1000, 38]]
    reading = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [(x.row, x.income, x.expense) for x in reading.lines] == [
        (2, 100000, None),
        (2, None, 3800),
    ]


def test_a_lone_amount_takes_its_side_from_the_title(tmp_path: Path) -> None:
    rows = [["2026年10月支出明细表"], ["日期", "用途", "金额"], ["10.5", "买笔", 38]]
    assert brief(read(xlsx(tmp_path / "a.xlsx", rows))) == WANT[1:2]


def test_a_lone_amount_takes_its_side_from_its_sign(tmp_path: Path) -> None:
    rows = [["日期", "摘要", "金额"], ["10.1", "收租金", 1000], ["10.5", "买笔", -38]]
    assert brief(read(xlsx(tmp_path / "a.xlsx", rows))) == WANT[:2]


def test_a_lone_amount_without_any_side_is_refused(tmp_path: Path) -> None:
    rows = [["日期", "摘要", "金额"], ["10.1", "收租金", 1000], ["10.5", "买笔", 38]]
    with pytest.raises(UserError, match=r"看不出是收入还是支出.*加一列“方向”"):
        read(xlsx(tmp_path / "a.xlsx", rows))


def test_chosen_columns_replace_the_guess(tmp_path: Path) -> None:
    rows = [["甲", "乙", "丙", "丁"], ["2026-10-01", "收租金", 1000, ""], ["10-05", "买笔", "", 38]]
    path = xlsx(tmp_path / "a.xlsx", rows)
    with pytest.raises(UserError, match="没有找到账本的表头"):
        read(path)
    fields = ((0, Field.DATE), (1, Field.SUMMARY), (2, Field.INCOME), (3, Field.EXPENSE))
    assert brief(read(path, choice=Choice(head_row=1, fields=fields))) == WANT[:2]
    assert brief(read(path, choice=Choice(fields=fields))) == WANT[:2]


def test_a_quarter_with_a_total_for_each_month_is_checked_by_month(tmp_path: Path) -> None:
    rows = [
        ["2026年4月-6月"],
        ["月", "日", "摘要", "收入", "支出", "余额"],
        ["", "", "上季结转", "", "", 500],
        [4, 1, "收租金", 1000, "", 1500],
        ["", "", "4月合计", 1000, 0, 1500],
        [5, 5, "买笔", "", 38, 1462],
        ["", "", "5月合计", 0, 38, 1462],
        [6, 9, "电费", "", 24.6, 1437.4],
        ["", "", "6月合计", 0, 24.6, 1437.4],
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", rows), Period.parse("2026-Q2"))
    assert reading.findings == ()
    assert (reading.stated.income, reading.stated.expense) == (100000, 6260)
    rows[6] = ["", "", "5月合计", 0, 83, 1462]
    reading = read(xlsx(tmp_path / "b.xlsx", rows), Period.parse("2026-Q2"))
    assert codes(reading) == [("total-parts", 7)]
