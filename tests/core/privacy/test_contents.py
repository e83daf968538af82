"""Whole contents: places to go to, columns as labels, split cells, and masking without loss."""

from dataclasses import replace

import pytest
from hypothesis import given

from boardapp.core.content import (
    Bar,
    Chart,
    Column,
    Content,
    Figure,
    Figures,
    Role,
    Row,
    Signer,
    Standing,
    Table,
    Words,
    from_json,
    to_json,
)
from boardapp.core.finding import Level
from boardapp.core.privacy import masked, scan_content
from tests.core.privacy.numbers import identity, luhn
from tests.core.test_content import contents

ID = identity()
CARD = luhn("621700123456789012")
PHONE = "13812341234"


def content(*blocks: object, **changes: object) -> Content:
    values = {
        "item": "list", "title": "名单", "village": "青石桥村", "body": "青石桥村村民委员会",
        "period": "2026-10", "period_label": "2026年10月", "blocks": blocks,
    }  # fmt: skip
    return Content(**(values | changes))  # type: ignore[arg-type]


def table(heads: str, *rows: tuple[str | int, ...], title: str = "名单") -> Table:
    return Table(tuple(Column(one) for one in heads.split()), tuple(map(Row, rows)), title)


def musts(one: Content, *public: str) -> list[tuple[str, str]]:
    return [(f.code, f.where) for f in scan_content(one, public) if f.level is Level.MUST]


def test_a_finding_names_the_cell_and_does_not_tell_the_number() -> None:
    page = content(table("姓名 身份证号 金额", ("王某", "略", 3800), ("李某", ID, 3800)))
    (found,) = scan_content(page)
    assert (found.code, found.level) == ("privacy-identity", Level.MUST)
    assert found.where == "“名单”表第2行“身份证号”"
    assert ID not in found.sentence
    assert "33*************" in found.sentence


def test_every_printed_part_is_read_and_masked() -> None:
    page = content(
        Table((Column(f"电话{PHONE}", Role.TEXT, f"组 {PHONE}"),), (Row((f"付{PHONE}",)),), PHONE),
        Words((f"致电{PHONE}",), f"联系{PHONE}"),
        Figures((Figure(f"王某{PHONE}", f"{PHONE}"),)),
        Chart(f"图{PHONE}", (Bar(f"王某{PHONE}", 100),)),
        title=f"名单{PHONE}",
        signers=(Signer(f"会计{PHONE}", f"王某{PHONE}"),),
    )
    assert len(musts(page)) == 13
    clean = masked(page)
    assert PHONE not in to_json(clean).decode()
    assert musts(clean) == []
    assert masked(clean) == clean


def test_the_standing_lines_and_public_numbers_are_left_alone() -> None:
    page = content(
        Words((f"村务热线{PHONE}", "另一热线139 1234 1234")),
        standing=Standing(PHONE, f"青石路1号，{PHONE}", f"请拨打{PHONE}"),
    )
    assert musts(page, "139-1234-1234") == []
    assert masked(page, ("13912341234",)) == page
    assert len(musts(page)) == 1
    assert len(musts(replace(page, standing=Standing()))) == 2


@pytest.mark.parametrize(
    ("heads", "row", "code"),
    [
        ("姓名 备注 备注", ("王某", ID[:6], ID[6:]), "identity"),
        ("姓名 备注 备注", ("王某", ID[:17], ID[17:]), "identity"),
        ("姓名 备注1 备注2 备注3", ("王某", ID[:6], ID[6:14], ID[14:]), "identity"),
        ("姓名 编号 日期", ("王某", ID[:6], ID[6:]), "identity"),
        ("姓名 备注 备注", (f"王某{ID[:10]}", ID[10:], ""), "identity"),
        ("姓名 备注 备注", ("王某", f"{PHONE[:3]}", f"{PHONE[3:]}"), "mobile"),
        ("姓名 备注 备注", ("王某", f"{PHONE[:7]} ", f"{PHONE[7:]}"), "mobile"),
        ("姓名 联系电话 联系电话", ("王某", PHONE[:6], PHONE[6:]), "mobile"),
        ("姓名 卡号 卡号", ("王某", CARD[:10], CARD[10:]), "bank-card"),
        ("姓名 甲 乙", ("王某", CARD[:4], f"{CARD[4:]}"), "bank-card"),
        ("姓名 甲 乙", ("王某", "１３８１２３４", "１２３４"), "mobile"),
    ],
)
def test_a_number_split_over_cells_is_found_and_masked(
    heads: str, row: tuple[str, ...], code: str
) -> None:
    page = content(table(heads, row))
    assert [one for one, _ in musts(page)] == [f"privacy-{code}"]
    clean = masked(page)
    assert musts(clean) == []
    assert masked(clean) == clean
    assert [len(cell) for cell in clean.blocks[0].rows[0].cells] == [len(cell) for cell in row]


def test_a_number_split_over_two_lines_is_found() -> None:
    page = content(Words((f"身份证{ID[:8]}", f"{ID[8:]}王某")))
    assert [one for one, _ in musts(page)] == ["privacy-identity"]
    assert musts(masked(page)) == []


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("月 日 字 号 摘要", ("10", "8", "记", "12", "2026年报刊费")),
        ("年 月 日", ("138", "1234", "5678")),
        ("数量 单号", ("138", "12345678")),
        ("村代码 顺序号", ("331181102299", "001")),
        ("合同编号 起 止", ("HT-2026-0001", "20261001", "20290930")),
        ("编号 面积 单价", ("621700", "1234567890", "123")),
        ("序号 姓名 组", ("1", "王某", "3组")),
        ("凭证号 摘要 金额", ("0012", "付2026年电费", 13812345678)),
    ],
)
def test_neighbouring_codes_and_amounts_are_not_joined(heads: str, row: tuple[str | int]) -> None:
    page = content(table(heads, row))
    assert scan_content(page) == ()
    assert masked(page) == page


def test_a_benefit_tells_of_a_person_only_in_a_persons_row() -> None:
    list_of = table("姓名 项目 金额", ("王某", "残疾人两项补贴", 8000))
    line = table("月 日 摘要 支出", ("10", "8", "残疾人两项补贴", 8000))
    assert [one.code for one in scan_content(content(list_of))] == ["privacy-illness"]
    assert scan_content(content(line, title="残疾人两项补贴名单")) == ()


def test_heads_tell_of_degrees_and_ages() -> None:
    page = content(table("姓名 残疾等级 年龄", ("王某", "二级", "8"), ("李某", "无", "68")))
    assert [one.code for one in scan_content(page)] == ["privacy-illness", "privacy-child"]


def test_a_ledger_without_persons_has_no_finding(ledger_page: Content) -> None:
    assert scan_content(ledger_page) == ()
    assert masked(ledger_page) == ledger_page


@pytest.fixture
def ledger_page() -> Content:
    lines = (
        "收菜场摊位租金",
        "买笔、宣传用纸",
        "村办公室电费",
        "路灯更换灯头",
        "收光伏发电收益",
        "护林员巡山",
    )
    rows = [("10", str(n % 28 + 1), "记", str(n), lines[n % 6], 100 * n) for n in range(300)]
    return content(table("月 日 字 号 摘要 金额", *rows))


@given(contents)
def test_masking_a_content_keeps_its_shape_its_amounts_and_its_round_trip(one: Content) -> None:
    clean = masked(one)
    assert from_json(to_json(clean)) == clean
    assert [type(block) for block in clean.blocks] == [type(block) for block in one.blocks]
    assert clean.standing == one.standing
    assert musts(clean) == []
    if not scan_content(one):
        assert clean == one


@pytest.mark.parametrize("head", ["承包方", "发包方", "客户", "用户", "项目", "合同"])
def test_a_telephone_under_the_bare_name_of_a_party_or_a_thing_is_masked(head: str) -> None:
    shown = masked(content(Table((Column(head),), (Row((f"李某 {PHONE}",)),))))
    assert PHONE not in to_json(shown).decode()


def test_a_number_under_the_head_of_a_code_stays() -> None:
    shown = masked(content(Table((Column("合同编号"),), (Row((PHONE,)),))))
    assert PHONE in to_json(shown).decode()
