"""Any ledger, written in any of several layouts, reads back to the same lines."""

import csv
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boardapp.spreadsheets.aliases import meaning_of
from tests.spreadsheets.builders import read, text, xls, xlsx

Entry = tuple[int, str, int]
"""Day of October, summary, amount in fen: above zero is income."""

SUMMARIES = [
    "收租金",
    "买笔、宣传用纸",
    "付10月工资",
    "餐巾纸",
    "路灯更换灯头",
    "炕炕馍30个",
    "合计器材",
    "水费",
]

entries = st.lists(
    st.tuples(
        st.integers(1, 31),
        st.sampled_from(SUMMARIES),
        st.integers(-500_000, 5_000_000).filter(bool),
    ),
    min_size=1,
    max_size=25,
).map(lambda found: sorted(found, key=lambda e: e[0]))


def _sides(fen: int) -> tuple[Any, Any]:
    return (fen / 100, "") if fen > 0 else ("", -fen / 100)


def centre(found: list[Entry], opening: int) -> list[list[Any]]:
    rows: list[list[Any]] = [
        ["单位：青石桥村", "", "", "", "2026年10月"],
        ["2026年", "", "凭证", "", "摘要", "借方(收入)", "贷方(支出)", "借/贷", "余额"],
        ["月", "日", "字", "号", "", "", "", "", ""],
        ["", "", "", "", "上期结转", "", "", *_standing(opening)],
    ]
    balance = opening
    for n, (day, summary, fen) in enumerate(found, 1):
        balance += fen
        rows.append([10, day, "记", n, summary, *_sides(fen), *_standing(balance)])
    return [*rows, ["", "", "", "", "本月合计", *_sums(found), *_standing(balance)]]


def _standing(balance: int) -> tuple[str, Any]:
    return ("平", "") if not balance else ("借" if balance > 0 else "贷", abs(balance) / 100)


def _sums(found: list[Entry]) -> tuple[float, float]:
    return (
        sum(fen for *_, fen in found if fen > 0) / 100,
        -sum(fen for *_, fen in found if fen < 0) / 100,
    )


def cash_book(found: list[Entry], opening: int) -> list[list[Any]]:
    rows: list[list[Any]] = [["日期", "事由", "收入金额", "支出金额", "结余"]]
    rows.append(["", "上月结余", "", "", f"{opening / 100:,.2f}"])
    balance = opening
    for day, summary, fen in found:
        balance += fen
        sides = [f"￥{s:,.2f}" if s != "" else "—" for s in _sides(fen)]
        rows.append([f"2026.10.{day}", summary, *sides, f"{balance / 100:,.2f}"])
    return [*rows, ["合 计", "", *_sums(found), f"{balance / 100:,.2f}"]]


def vouchers(found: list[Entry], opening: int) -> list[list[Any]]:
    rows: list[list[Any]] = [["凭证查询"], [], ["年", "月", "日", "凭证号", "科目代码", "科目名称"]]
    rows[2] += ["摘要", "借或贷", "金额"]
    rows.append([2026, 10, 1, "", "102", "银行存款", "期初余额", "借", opening / 100])
    for n, (day, summary, fen) in enumerate(found, 1):
        sides = ("借", "贷") if fen > 0 else ("贷", "借")
        own = [2026, 10, day, f"记-{n}", "102", "银行存款", summary, sides[0], abs(fen) / 100]
        rows += [own, [2026, 10, day, f"记-{n}", "513", "管理费用", summary, sides[1], own[-1]]]
    return rows


def journal(found: list[Entry], opening: int) -> list[list[Any]]:
    rows: list[list[Any]] = [["业务日期", "凭证字号", "摘要", "收/支", "金额", "余额"]]
    rows.append(["", "", "期初余额", "", "", opening / 100])
    balance = opening
    for n, (day, summary, fen) in enumerate(found, 1):
        balance += fen
        side = "收入" if fen > 0 else "支出"
        rows.append([f"{date(2026, 10, day)}", f"记-{n}", summary, side, abs(fen) / 100])
        rows[-1].append(balance / 100)
    return rows


LAYOUTS = (centre, cash_book, vouchers, journal)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    entries,
    st.integers(1, 10**9),
    st.sampled_from(LAYOUTS),
    st.sampled_from(["xlsx", "xls", "utf-8", "gb18030", "utf-16"]),
)
def test_a_ledger_reads_back_to_the_same_lines(
    found: list[Entry], opening: int, layout: Any, kind: str
) -> None:
    rows = layout(found, opening)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "账本"
        if kind == "xlsx":
            xlsx(path, rows)
        elif kind == "xls":
            xls(path, rows)
        else:
            text(path, rows, kind)
        reading = read(path)
    got = [(x.date.day, x.summary, (x.income or 0) - (x.expense or 0)) for x in reading.lines]
    assert got == found
    assert all(x.date.month == 10 and x.date.year == 2026 for x in reading.lines)
    assert reading.opening == opening
    assert reading.closing == opening + sum(fen for *_, fen in found)
    assert reading.findings == ()


def test_every_surveyed_head_is_known() -> None:
    survey = Path(__file__).parents[1] / "data" / "reference" / "14_ledger_header_aliases.csv"
    expected = {
        "日期": "date", "凭证号": "voucher", "摘要": "summary", "收入/借方": "income",
        "支出/贷方": "expense", "方向": "direction", "余额": "balance",
        "科目编码": "subject-code", "科目名称": "subject-name", "对方科目": "counter-subject",
    }  # fmt: skip
    composed = {"月/日(年份在上一行合并格)", "年|月|日(三列)", "凭证-字|号(两行合并表头)", "记-12"}
    for row in csv.DictReader(survey.read_text("utf-8-sig").splitlines()):
        head = row["原表头写法(别名)"].removesuffix("(用友GRP)")
        if row["规范字段"] not in expected or head in composed:
            continue
        meaning = meaning_of(head)
        assert meaning, head
        assert meaning.field == expected[row["规范字段"]], head
