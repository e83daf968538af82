from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt

from boardapp.core.errors import UserError
from boardapp.core.registers.asset import STATED, Asset
from boardapp.core.registers.contract import Contract
from boardapp.core.registers.fields import fields_of
from boardapp.core.registers.resource import Resource
from boardapp.spreadsheets.cards import CardReading, read_cards
from boardapp.spreadsheets.templates import head_of, write_template

ASSET = (*fields_of(Asset), *STATED)
REFERENCE = Path(__file__).parents[1] / "data" / "reference"


def sheet(path: Path, *rows: tuple[Any, ...], merge: tuple[int, ...] = ()) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet("卡片")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        if merge:
            page.merge_range(*merge, rows[merge[0]][merge[1]])
    return path


def told(reading: CardReading) -> list[dict[str, str]]:
    return [{key: text for key, text in row.values if text} for row in reading.rows]


def test_a_two_row_head_of_a_township_product_is_read(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "a.xlsx",
        ("资源卡片",),
        ("资源编号", "资源名称", "类别名称", "数量或面积", "承包经营", "", "东至"),
        ("", "", "", "", "面积", "承包人", ""),
        (1, "机动地", "耕地", 12.5, 10, "王某", "路"),
        merge=(1, 4, 1, 5),
    )
    reading = read_cards(path, fields_of(Resource))
    assert told(reading) == [
        {"code": "1", "name": "机动地", "own_class": "耕地", "area": "12.5",
         "contracted_area": "10", "east": "路"}
    ]  # fmt: skip
    assert [one.sentence for one in reading.findings] == ["这些列没有用到：“承包经营-承包人”。"]
    assert (reading.head_row, reading.rows[0].row) == (3, 4)


def test_examples_totals_repeated_heads_and_feet_are_left_out_by_name(tmp_path: Path) -> None:
    head = ("★资产编号", "资产名称", "类别")
    path = sheet(
        tmp_path / "a.xlsx", head, ("示例-001", "例子", "其他"), ("ZC-1", "泵", "其他"), (), head,
        ("合计", "", 1), ("填表人：王某", "", "2026年"), ("ZC-2", "填表机", "其他"),
    )  # fmt: skip
    reading = read_cards(path, ASSET)
    assert [row.row for row in reading.rows] == [3, 8]
    assert [one.reason for one in reading.skipped] == ["example", "head", "total", "foot"]


@pytest.mark.parametrize(
    ("head", "cell", "text"),
    [
        ("原值", 0.1 + 0.2, "0.30"),
        ("原值（万元）", 36, "36万元"),
        ("原值(元)", "1,200", "1,200"),
        ("原值(万元)", "3.6", "3.6万元"),
        ("使用年限", 20, "20年"),
        ("使用年限(月)", 240, "240"),
        ("预计使用年限（年）", "20", "20年"),
        ("折旧月数", 240, "240"),
        ("净残值率(%)", 0.05, "5"),
        ("净残值率", 5, "5"),
        ("净残值率", "5%", "5%"),
        ("数量", 3, "3"),
        ("数量", 2.125, "2.125"),
        ("开始使用日期", date(2018, 5, 20), "2018-05-20"),
        ("启用日期", datetime(2018, 5, 20, 1, 2), "2018-05-20"),  # noqa: DTZ001
        ("开始使用日期", 43240, "2018-05-20"),
        ("开始使用日期", 20180520, "20180520"),
        ("规格", 100.0, "100"),
        ("原值", "/", ""),
        ("规格", True, "是"),
    ],
)
def test_a_cell_is_read_as_a_person_would_have_typed_it(
    tmp_path: Path, head: str, cell: object, text: str
) -> None:
    path = sheet(tmp_path / "a.xlsx", ("编号", "名称", head), ("ZC-1", "泵", cell))
    (row,) = read_cards(path, ASSET).rows
    assert row.values[-1][1] == text


def test_an_old_workbook_and_a_text_table_are_read_too(tmp_path: Path) -> None:
    old = xlwt.Workbook()
    page = old.add_sheet("资产")
    for column, (head, cell) in enumerate([("编号", "ZC-1"), ("名称", "泵"), ("原值", 12.5)]):
        page.write(0, column, head)
        page.write(1, column, cell)
    old.save(str(tmp_path / "a.xls"))
    (tmp_path / "a.csv").write_bytes("编号\t名称\t原值\nZC-1\t泵\t12.50\n".encode("gb18030"))
    for name in ("a.xls", "a.csv"):
        (row,) = told(read_cards(tmp_path / name, ASSET))
        assert row == {"code": "ZC-1", "name": "泵", "cost": "12.50"}


def test_the_heads_of_the_trade_are_known(tmp_path: Path) -> None:
    """Every head of the product's cards that matters for posting finds its field."""
    import csv

    text = (REFERENCE / "12_sanzi_card_fields.csv").read_text("utf-8-sig")
    heads: dict[str, list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        heads.setdefault(row["卡片"], []).append(row["字段"])
    wanted = {
        "资源卡片": (fields_of(Resource), 19),
        "合同(租赁)卡片": (fields_of(Contract), 17),
        "固定资产卡片": (ASSET, 18),
    }
    for name, (fields, least) in wanted.items():
        path = sheet(tmp_path / "a.xlsx", tuple(heads[name]), tuple("x" for _ in heads[name]))
        found = [one.field.key for one in read_cards(path, fields).heads if one.field]
        assert len(found) == len(set(found)) >= least, (name, found)


def test_the_better_sheet_is_read_and_an_equal_one_is_named(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name in ("说明", "东片", "西片"):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ("编号", "名称", "原值") if name != "说明" else ("说明",))
            page.write_row(1, 0, (name, "泵", 1))
    reading = read_cards(tmp_path / "a.xlsx", ASSET)
    assert reading.sheet == "东片"
    assert "“西片”" in reading.findings[0].sentence
    assert read_cards(tmp_path / "a.xlsx", ASSET, "西片").sheet == "西片"
    with pytest.raises(UserError, match="没有工作表“北片”"):
        read_cards(tmp_path / "a.xlsx", ASSET, "北片")


@pytest.mark.parametrize(
    "rows",
    [
        (("姓名", "电话"), ("王某", 1)),
        (("名称", "原值"), ("泵", 1)),
        (("编号",), ("1",)),
        (("收支逐笔公开榜",), ("月", "日", "摘要", "借方", "贷方")),
    ],
)
def test_a_sheet_without_a_head_of_cards_is_refused_with_the_way_out(
    tmp_path: Path, rows: tuple[tuple[Any, ...], ...]
) -> None:
    with pytest.raises(UserError, match="boardapp template"):
        read_cards(sheet(tmp_path / "a.xlsx", *rows), ASSET)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"PK\x03\x04", b"\xff\xd8\xff"])
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises(UserError):
        read_cards(tmp_path / "a.xlsx", ASSET)


def test_a_broken_formula_is_a_finding_at_its_row(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("编号", "名称", "原值"))
        page.write_row(1, 0, ("1", "泵"))
        page.write_formula("C2", "=1/0", value="#DIV/0!")
    (one,) = read_cards(tmp_path / "a.xlsx", ASSET).findings
    assert (one.code, one.where, one.row) == ("unreadable", "cost", 2)


def test_a_template_has_stars_drop_downs_and_an_explanation(tmp_path: Path) -> None:
    import openpyxl

    fields = fields_of(Contract)
    (tmp_path / "a.xlsx").write_bytes(write_template("合同登记表", fields))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    page, notes = book.worksheets
    heads = [cell.value for cell in page[3]]
    assert heads == [head_of(one) for one in fields]
    assert {"★合同编号", "年租金(元)", "联系电话"} <= set(heads)
    lists = [rule for rule in page.data_validations.dataValidation if rule.type == "list"]
    assert len(lists) == sum(1 for one in fields if one.choices)
    assert page.column_dimensions["A"].number_format == "@" or page["A4"].value == "示例-001"
    assert notes.title == "填写说明"
    assert any("不公布、不导出" in str(cell.value) for row in notes.rows for cell in row)


@pytest.mark.parametrize(
    ("line", "head", "cell", "text"),
    [
        ("金额单位：万元", "原值", 36, "36万元"),
        ("单位:千元", "原值", "36", "36千元"),
        ("单位：万元", "原值(元)", 36, "36.00"),
        ("单位：元", "原值", 36, "36.00"),
        ("单位：青石桥村", "原值", 36, "36.00"),
        ("单位：万元", "数量", 36, "36"),
    ],
)
def test_a_unit_above_the_head_counts_where_the_column_has_none(
    tmp_path: Path, line: str, head: str, cell: object, text: str
) -> None:
    path = sheet(
        tmp_path / "a.xlsx", ("", "", line), ("编号", "名称", head), ("ZC-1", "泵", cell)
    )  # fmt: skip
    reading = read_cards(path, ASSET)
    assert reading.rows[0].values[-1][1] == text
    said = [one.code for one in reading.findings]
    assert said == (["unit-line"] if "万元" in line or "千元" in line else [])


def test_words_merged_downwards_count_for_each_row_and_amounts_only_once(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("编号", "名称", "类别", "原值"))
        for row in (1, 2):
            page.write_row(row, 0, (f"ZC-{row}", "泵"))
        page.merge_range(1, 2, 2, 2, "办公设备")
        page.merge_range(1, 3, 2, 3, 100)
    rows = told(read_cards(tmp_path / "a.xlsx", ASSET))
    assert [(row["kind"], row.get("cost")) for row in rows] == [
        ("办公设备", "100.00"), ("办公设备", None)
    ]  # fmt: skip
