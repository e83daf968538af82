from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from boardapp.core.errors import UserError
from boardapp.core.finding import Level
from boardapp.core.registers.cards import CardKind
from boardapp.core.registers.fields import fields_of
from boardapp.core.village import Book
from boardapp.services import contracts, registers, templates
from boardapp.services.desk import Desk
from boardapp.services.templates import CardPreview
from boardapp.spreadsheets.templates import head_of
from boardapp.store import journal, register_imports
from boardapp.store import registers as store
from tests.builders import asset, contract, debt, resource

ASSET, CONTRACT = CardKind.ASSET, CardKind.CONTRACT
ROW = {"资产编号": "ZC-1", "资产名称": "水泵房", "类别": "生产设施设备", "原值": 12_000.5}


def filled(desk: Desk, path: Path, kind: CardKind, *rows: dict[str, Any]) -> Path:
    """Write a template and fill it in as a person does: below the example, by the heads."""
    templates.template(desk, kind, path)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    titles = {head_of(one): one.title for one in fields_of(kind.record)}
    columns = {titles[str(cell.value)]: cell.column for cell in page[3]}
    for number, row in enumerate(rows, start=5):
        for title, value in row.items():
            page.cell(number, columns[title], value)
    book.save(path)
    return path


def seen(desk: Desk, book: Book, path: Path, kind: CardKind = ASSET) -> CardPreview:
    return templates.preview_cards(desk, path, kind, book)


@pytest.mark.parametrize("kind", list(CardKind))
def test_an_empty_template_says_that_nothing_is_filled_in(
    desk: Desk, book: Book, tmp_path: Path, kind: CardKind
) -> None:
    path = tmp_path / "t.xlsx"
    templates.template(desk, kind, path)
    found = seen(desk, book, path, kind)
    assert [one.code for one in found.findings] == ["no-cards"]
    assert [one.reason for one in found.reading.skipped] == ["example"]
    assert len(found.reading.heads) == len(fields_of(kind.record))
    with pytest.raises(UserError, match="没有要导入的行"):
        templates.import_cards(desk, found)


def test_the_example_of_each_template_is_itself_a_card(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    for kind in CardKind:
        row = {one.title: one.example for one in fields_of(kind.record) if one.example}
        path = filled(desk, tmp_path / f"{kind}.xlsx", kind, {**row, next(iter(row)): "001"})
        found = seen(desk, book, path, kind)
        assert found.findings == ()
        assert templates.import_cards(desk, found).added == 1


def test_a_filled_template_is_taken_in_whole_and_once(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    second = {**ROW, "资产编号": "ZC-2", "净残值率": 0.05, "开始使用日期": "2020年3月"}
    path = filled(desk, tmp_path / "a.xlsx", ASSET, ROW, second)
    one = templates.import_cards(desk, seen(desk, book, path))
    assert (one.added, one.changed, one.unchanged) == (2, 0, 0)
    held = store.cards(desk.db, ASSET, book.id)
    assert [card.cost for card in held] == [12_000_50, 12_000_50]
    assert held[1].residual_rate == 500
    again = seen(desk, book, path)
    assert again.already == one
    assert templates.import_cards(desk, again) == one
    assert register_imports.standing(desk.db, ASSET) == (one,)
    assert {c.import_id for c in store.history(desk.db, ASSET, held[0].id)} == {one.id}


def test_a_card_is_known_by_its_number_and_blank_cells_leave_it_alone(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    old = asset(book=book.id, code="ZC-1", keeper="王某")
    registers.save_card(desk, old)
    path = filled(desk, tmp_path / "a.xlsx", ASSET, ROW)
    found = seen(desk, book, path)
    (row,) = found.changed
    told = {f.title: (a, b) for f, a, b in templates.differences(desk, row.before, row.after)}
    assert told["原值"] == ("360,000.00", "12,000.50")
    assert told["资产名称"] == ("村民活动中心", "水泵房")
    templates.import_cards(desk, found)
    now = store.one(desk.db, ASSET, old.id)
    assert (now.name, now.keeper) == ("水泵房", "王某")


def test_an_import_is_taken_back_whole_with_the_cards_it_changed(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    old = asset(book=book.id, code="ZC-1")
    registers.save_card(desk, old)
    path = filled(desk, tmp_path / "a.xlsx", ASSET, ROW, {**ROW, "资产编号": "ZC-2"})
    one = templates.import_cards(desk, seen(desk, book, path))
    undone = templates.undo_import(desk, one.id[:8])
    assert undone.undone_on == desk.today
    assert store.cards(desk.db, ASSET, book.id) == (old,)
    assert register_imports.standing(desk.db) == ()
    with pytest.raises(UserError, match="撤销过"):
        templates.undo_import(desk, one.id)
    with pytest.raises(UserError, match="没有编号"):
        templates.undo_import(desk, "zzz")
    assert templates.import_cards(desk, seen(desk, book, path)).id != one.id
    assert journal.first_broken(desk.db) is None


def test_an_import_is_not_taken_back_over_later_changes(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    path = filled(desk, tmp_path / "a.xlsx", ASSET, ROW, {**ROW, "资产编号": "ZC-2"})
    one = templates.import_cards(desk, seen(desk, book, path))
    card = store.coded(desk.db, ASSET, book.id, "ZC-2")
    registers.save_card(desk, replace(card, name="改过"))
    with pytest.raises(UserError, match=r"ZC-2 水泵房（共 1 张）"):
        templates.undo_import(desk, one.id)
    assert store.count(desk.db, ASSET, book.id) == 2
    registers.save_card(desk, card)
    templates.undo_import(desk, one.id)
    assert store.count(desk.db, ASSET, book.id) == 0


def test_an_import_is_not_taken_back_from_under_other_records(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    path = filled(desk, tmp_path / "a.xlsx", ASSET, ROW)
    one = templates.import_cards(desk, seen(desk, book, path))
    card = store.coded(desk.db, ASSET, book.id, "ZC-1")
    rent = contract(book=book.id, asset=card.id)
    registers.save_card(desk, rent)
    with pytest.raises(UserError, match="还有合同"):
        templates.undo_import(desk, one.id)
    contracts.pay(desk, rent)
    assert store.count(desk.db, ASSET, book.id) == 1


BROKEN = [
    ({"资产编号": ""}, "missing", "code"),
    ({"资产名称": ""}, "missing", "name"),
    ({"类别": "飞机"}, "unreadable", "kind"),
    ({"原值": "很多"}, "unreadable", "cost"),
    ({"原值": -1}, "unreadable", "cost"),
    ({"原值": 1.005}, "unreadable", "cost"),
    ({"净残值率": "200"}, "unreadable", "residual_rate"),
    ({"开始使用日期": "2020-13-01"}, "unreadable", "started_on"),
    ({"使用年限(月)": "很久"}, "unreadable", "life_months"),
    ({"使用年限(月)": 12.5}, "unreadable", "life_months"),
    ({"数量": "#REF!"}, "unreadable", "quantity"),
    ({"折旧方法": "年限平均"}, "cannot-depreciate", "started_on"),
    ({"资产编号": 1234567890123456789}, "unreadable", "code"),
    ({"资产编号": "ZC-0"}, "code-twice", "code"),
]


@pytest.mark.parametrize(("changes", "code", "where"), BROKEN)
def test_a_broken_row_is_named_and_nothing_at_all_is_written(
    desk: Desk, book: Book, tmp_path: Path, changes: dict[str, Any], code: str, where: str
) -> None:
    good = {**ROW, "资产编号": "ZC-0"}
    path = filled(desk, tmp_path / "a.xlsx", ASSET, good, {**ROW, **changes})
    found = seen(desk, book, path)
    must = [(one.code, one.where, one.row) for one in found.blocked]
    assert must[0] == (code, where, 6)
    assert all("第6行" in one.sentence for one in found.blocked)
    with pytest.raises(UserError, match="什么也没有改动"):
        templates.import_cards(desk, found)
    assert store.count(desk.db, ASSET, book.id) == 0
    assert register_imports.standing(desk.db) == ()


def test_a_register_that_changed_since_the_preview_is_not_overwritten(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    found = seen(desk, book, filled(desk, tmp_path / "a.xlsx", ASSET, ROW))
    registers.save_card(desk, asset(book=book.id, code="ZC-1"))
    with pytest.raises(UserError, match="预览以后改过"):
        templates.import_cards(desk, found)


def test_what_a_file_states_of_depreciation_is_compared_and_not_kept(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    text = (
        "资产编号,资产名称,类别,原值(万元),净残值率,使用年限,折旧方法,开始使用日期,累计折旧,净值\n"
        "ZC-1,水泵房,生产设备,36,5%,20,平均年限法,2018-05-20,143925,216075\n"
        "ZC-2,水泵房,生产设备,36,5%,20,平均年限法,2018-05-20,1,不详\n"
    )
    (tmp_path / "a.csv").write_text(text, "gb18030")
    found = seen(desk, book, tmp_path / "a.csv")
    assert [(one.code, one.row, one.level) for one in found.findings] == [
        ("unreadable", 3, Level.VERIFY),
        ("depreciated-differs", 3, Level.VERIFY),
    ]
    templates.import_cards(desk, found)
    held = store.coded(desk.db, ASSET, book.id, "ZC-1")
    assert (held.cost, held.life_months) == (360_000_00, 240)


def test_a_filled_template_carries_the_register_but_no_phone_and_changes_nothing(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    ground = registers.save_card(desk, resource(book=book.id, contracted_area=10_500))
    registers.save_card(desk, asset(book=book.id))
    registers.save_card(desk, debt(book=book.id))
    registers.save_card(desk, contract(book=book.id, resource=ground.id, phone="13800001234"))
    for kind in CardKind:
        path = tmp_path / f"{kind}.xlsx"
        templates.template(desk, kind, path, book)
        found = seen(desk, book, path, kind)
        assert [(row.same, row.before is not None) for row in found.rows] == [(True, True)]
    cells = [
        str(cell)
        for row in openpyxl.load_workbook(tmp_path / "contract.xlsx").worksheets[0].values
        for cell in row
    ]
    assert not any("13800001234" in cell for cell in cells)
    one = templates.import_cards(desk, found)
    assert (one.added, one.changed, one.unchanged) == (0, 0, 1)
    assert templates.undo_import(desk, one.id).undone_on


def test_a_contract_that_names_an_unknown_resource_is_refused(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    row = {"合同编号": "1", "合同名称": "甲", "合同类型": "承包", "承包方": "王某",
           "起始日期": "2024-01-01", "终止日期": "2025-01-01", "标的资源编号": "ZY-9",
           "联系电话": 13800001234}  # fmt: skip
    path = filled(desk, tmp_path / "a.xlsx", CONTRACT, row)
    (one,) = seen(desk, book, path, CONTRACT).blocked
    assert "资源台账里没有编号“ZY-9”" in one.sentence
    registers.save_card(desk, resource(book=book.id, code="ZY-9"))
    templates.import_cards(desk, seen(desk, book, path, CONTRACT))
    assert store.coded(desk.db, CONTRACT, book.id, "1").phone == "13800001234"
    assert "13800001234" not in "".join(line.details for line in journal.lines(desk.db))


def test_contracts_in_a_file_are_judged_beside_each_other_and_those_that_are_there(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    ground = registers.save_card(desk, resource(book=book.id))
    registers.save_card(desk, contract(book=book.id, resource=ground.id, area=8_000))
    text = (
        "合同编号,合同名称,合同类型,承包方,标的资源编号,面积,承包期限\n"
        "HT-2,乙合同,承包合同,张某,ZY-001,4.5,2024.1.1至2025.12.31\n"
        "HT-3,丙合同,租赁合同,李某,,1,2024年1月1日—2045年1月1日\n"
        "HT-4,丁合同,发包,赵某,ZY-001,1,2025-06-01至2026-06-01\n"
        "HT-5,戊合同,发包,钱某,,1,五年\n"
    )
    (tmp_path / "a.csv").write_text(text, "utf-8")
    found = seen(desk, book, tmp_path / "a.csv", CONTRACT)
    assert [(one.code, one.row, one.where) for one in found.findings] == [
        ("missing", 5, "start"),
        ("missing", 5, "end"),
        ("overlaps", 2, "area"),
        ("beyond-legal-term", 3, "end"),
        ("overlaps", 4, "area"),
    ]
