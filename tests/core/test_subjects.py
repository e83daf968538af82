import csv
from pathlib import Path

import pytest

from boardapp.core.ledger import Direction
from boardapp.core.subjects import FORM_EXPENSE, FORM_INCOME, SUBJECTS, guess

ITEMS = Path(__file__).parents[1] / "data" / "reference" / "10_nongjingfa_2011_13_items.csv"


def test_there_are_the_eleven_and_ten_classes_of_the_rule() -> None:
    with ITEMS.open(encoding="utf-8-sig") as file:
        counts = [row["大类"] for row in csv.DictReader(file)]
    classes = [one for one in SUBJECTS.values() if one.is_class]
    for name, direction in (("各项收入", Direction.INCOME), ("各项支出", Direction.EXPENSE)):
        assert sum(one.direction is direction for one in classes) == counts.count(name)


def test_every_subject_is_counted_under_a_line_of_the_plain_form() -> None:
    for one in SUBJECTS.values():
        lines = FORM_INCOME if one.direction is Direction.INCOME else FORM_EXPENSE
        assert one.form in lines
        assert one.class_code in SUBJECTS


def test_every_line_of_the_plain_form_can_be_reached() -> None:
    assert {one.form for one in SUBJECTS.values()} == {*FORM_INCOME, *FORM_EXPENSE}


@pytest.mark.parametrize(
    ("summary", "name"),
    [
        ("村支委会便餐4桌", "接待费"),
        ("党员会购啤酒、烟", "接待费"),
        ("村办公室电费", "水电费"),
        ("村办公室电话费", "电话费"),
        ("误工补贴（征地丈量）", "误工补贴"),
        ("会议误工补贴", "误工补贴"),
        ("办公人员工资", "人员工资"),
        ("慰问困难党员", "集体公益福利支出"),
        ("买笔、宣传用纸", "办公费"),
        ("红纸、墨汁", "办公费"),
        ("修建济川桥花坛", "固定资产购建支出"),
        ("路灯更换灯头", "维修维护费"),
        ("报刊订阅费", "报刊费支出"),
        ("炕炕馍", "其他支出"),
    ],
)
def test_a_summary_of_spending_suggests_its_subject(summary: str, name: str) -> None:
    assert SUBJECTS[guess(summary, "", Direction.EXPENSE)].name == name


@pytest.mark.parametrize(
    ("summary", "name"),
    [
        ("收水库发包款", "发包及上交收入"),
        ("收菜场摊位租金", "租赁收入"),
        ("房租费", "租赁收入"),
        ("存款利息", "存款利息"),
        ("收上级村级组织运转经费补助", "村级组织运转经费财政补助款项"),
        ("收护林防火专项补助", "上级专项补助款项"),
        ("收到吉利公司资助款", "社会捐赠款项"),
        ("收废旧物资处置款", "资产处置收入"),
        ("收光伏发电收益", "投资收入"),
        ("不明来款", "其他收入"),
    ],
)
def test_a_summary_of_income_suggests_its_subject(summary: str, name: str) -> None:
    assert SUBJECTS[guess(summary, "", Direction.INCOME)].name == name


def test_the_files_own_subject_helps_where_the_summary_says_nothing() -> None:
    assert guess("支出", "513 管理费用", Direction.EXPENSE) == "E04"
    assert guess("10月", "水电费", Direction.EXPENSE) == "E04-06"
