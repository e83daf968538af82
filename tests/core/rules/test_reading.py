from datetime import date

import pytest

from boardapp.core.disclosure import ItemClass
from boardapp.core.rules import parse_pack
from boardapp.core.toml_text import DataFileError

GOOD = """name = "某省"
prefix = "37"

[[rule]]
key = "min_days_on_board"
value = 5
from = 2018-09-21
source = "《某条例》第十三条"

[[rule]]
key = "procedure"
value = ["supervision", "联席会议"]
classes = ["财务"]
from = 2018-09-21
to = 2027-12-31
source = "《某条例》第十一条"
confirmed = false
note = "凭记忆"
""".replace("联席会议", "村党组织和村民委员会联席会议")


def test_a_pack_holds_its_rules_with_source_days_and_standing() -> None:
    pack = parse_pack(GOOD)
    days, steps = pack.rules
    assert (pack.name, pack.prefix) == ("某省", "37")
    assert (days.number, days.start, days.end, days.binding) == (5, date(2018, 9, 21), None, True)
    assert steps.words == ("supervision", "joint-meeting")
    assert (steps.classes, steps.confirmed, steps.note) == ((ItemClass.FINANCE,), False, "凭记忆")
    assert steps.citation.startswith("（出处未经核对）")
    assert steps.text == "村务监督委员会审查 → 村党组织和村民委员会联席会议"


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('name = "某省"', "", 1, "缺少 name"),
        ('name = "某省"', 'name = " "', 1, "name 是空的"),
        ('name = "某省"', "name = 37", 1, "name 应为文字"),
        ('prefix = "37"', "", 1, "缺少 prefix"),
        ('prefix = "37"', "prefix = 37", 2, "prefix 应为文字"),
        ('prefix = "37"', 'prefix = "3"', 2, "2、4、6、9 或 12 位"),
        ('prefix = "37"', 'prefix = "山东"', 2, "2、4、6、9 或 12 位"),
        ('prefix = "37"', 'prefix = "37"\nprefx = "37"', 3, "不认识 prefx，是不是 prefix"),
        ('key = "min_days_on_board"', 'key = "min_day_on_board"', 5, "是不是 min_days_on_board"),
        ('key = "min_days_on_board"', "", 4, "缺少 key"),
        ("value = 5", "value = 0", 6, "1 到 365 的整数"),
        ("value = 5", "value = -1", 6, "1 到 365 的整数"),
        ("value = 5", "value = 3660", 6, "1 到 365 的整数"),
        ("value = 5", "value = true", 6, "整数"),
        ("value = 5", 'value = "5"', 6, "整数"),
        ("value = 5", "value = 5.0", 6, "整数"),
        ("value = 5", "", 4, "缺少 value"),
        ("value = 5", "value = ", 6, "值写得不对"),
        ("value = 5", "vlaue = 5", 6, "不认识 vlaue，是不是 value"),
        ("from = 2018-09-21\nsource", "source", 4, "缺少 from"),
        ("from = 2018-09-21\nsource", 'from = "2018-09-21"\nsource', 7, "from 应为日期"),
        ("from = 2018-09-21\nsource", "from = 2018-09-21T00:00:00\nsource", 7, "from 应为日期"),
        ("from = 2018-09-21\nsource", "from = 2018-09-31\nsource", 7, "没有这一天"),
        ('source = "《某条例》第十三条"', "", 4, "缺少 source"),
        ('source = "《某条例》第十三条"', 'source = ""', 8, "source 是空的"),
        ("to = 2027-12-31", "to = 2018-09-20", 15, "早于 from"),
        ("to = 2027-12-31", "to = 2027", 15, "to 应为日期"),
        ('classes = ["财务"]', 'classes = ["钱"]', 13, "classes 不认识“钱”"),
        ('classes = ["财务"]', 'classes = ["财务", "财务"]', 13, "写了两次"),
        ('classes = ["财务"]', "classes = 1", 13, "classes 应为一组文字"),
        ('"supervision", ', '"supervison", ', 12, "value 不认识“supervison”"),
        ("confirmed = false", 'confirmed = "no"', 17, "true 或 false"),
        ('note = "凭记忆"', "", 17, "note 说明"),
        ("confirmed = false", "confirmed = true\nsuggestion = true", 17, "本程序的建议"),
        ('note = "凭记忆"', 'note = "凭\\n记忆"', 18, "控制字符"),
        ('note = "凭记忆"', f'note = "{"长" * 501}"', 18, "太长"),
        ("[[rule]]\nkey = \"min", "[rule]\nkey = \"min", 10, "写了两次"),
    ],
)  # fmt: skip
def test_a_faulty_pack_is_refused_with_line_and_reason(
    old: str, new: str, line: int, reason: str
) -> None:
    assert old in GOOD
    with pytest.raises(DataFileError) as error:
        parse_pack(GOOD.replace(old, new, 1))
    assert any(one.line == line and reason in one.reason for one in error.value.faults), error.value


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ("value = 5\nfrom = 2020-01-01", "与第4行那一条在同一段时间里重复"),
        ("value = 7\nfrom = 2020-01-01", "互相矛盾"),
        ("value = 7\nfrom = 2010-01-01\nto = 2018-09-21", "互相矛盾"),
        ("value = 7\nfrom = 2010-01-01\nto = 2018-09-20", ""),
        ('value = 7\nfrom = 2020-01-01\nclasses = ["财务"]', ""),
        ("value = 7\nfrom = 2020-01-01\nsuggestion = true", ""),
    ],
)
def test_two_rules_of_one_key_may_not_claim_the_same_days(rules: str, reason: str) -> None:
    text = f'{GOOD}\n[[rule]]\nkey = "min_days_on_board"\nsource = "另一条例"\n{rules}\n'
    if not reason:
        assert len(parse_pack(text).rules) == 3
        return
    with pytest.raises(DataFileError, match=reason) as error:
        parse_pack(text)
    assert [one.line for one in error.value.faults] == [21]


@pytest.mark.parametrize("value", ['"13-01"', '"02-30"', '"3-31"', "331", '"年底"'])
def test_a_day_of_the_year_must_exist(value: str) -> None:
    text = f'name = "某省"\nprefix = ""\n[[rule]]\nkey = "year_due"\nvalue = {value}\n'
    with pytest.raises(DataFileError, match="第5行：value"):
        parse_pack(f'{text}from = 2020-01-01\nsource = "某条例"')


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("month_due_day", "32", "1 到 31"),
        ("general_cycle", '"week"', "不认识“week”"),
        ("must_paper", '"yes"', "true 或 false"),
        ("split_boards_by", "[]", "缺少 value"),
        ("split_boards_by", '["自然村", ""]', "空的文字"),
    ],
)
def test_each_key_takes_its_own_kind_of_value(key: str, value: str, reason: str) -> None:
    text = f'name = "某省"\nprefix = ""\n[[rule]]\nkey = "{key}"\nvalue = {value}\n'
    with pytest.raises(DataFileError, match=reason):
        parse_pack(f'{text}from = 2020-01-01\nsource = "某条例"')


def test_a_pack_without_rules_is_refused() -> None:
    with pytest.raises(DataFileError, match=r"没有一条 \[\[rule\]\]"):
        parse_pack('name = "某省"\nprefix = "37"')


def test_everything_wrong_is_told_at_once() -> None:
    text = GOOD.replace("value = 5", "value = 0").replace("to = 2027", "to = 2017")
    with pytest.raises(DataFileError) as error:
        parse_pack(text)
    assert [one.line for one in error.value.faults] == [6, 15]
