from datetime import date

import pytest

from boardapp.core.catalogue import ItemColumn, parse_catalogue
from boardapp.core.disclosure import ColumnKind, ItemClass, Stage, Step
from boardapp.core.period import Cycle
from boardapp.core.toml_text import DataFileError
from boardapp.core.village import BodyKind

GOOD = """name = "某县目录"

[[item]]
code = "road-works"
title = "村道建设"
class = "事务"
bodies = ["committee"]
cycle = "随时"
composer = "table"
basis = ["《某县公开目录》第三项"]
days_rule = "min_days_on_board"
due_days = 5
steps = ["supervision"]
stages = ["事前", "after"]
covers = ["3.6"]
[[item.column]]
title = "户主"
kind = "person"
required = true
[[item.column]]
title = "账号"
private = true

[[item]]
code = "finance-form"
title = "财务公布表"
class = "finance"
bodies = ["collective", "committee"]
books = true
cycle = "month"
cycle_rule = "finance_cycle"
composer = "finance-form"
basis = "《某县公开目录》第一项"
due_day = 8
from = 2026-01-01
zero = true

[[off]]
items = ["donations"]
reason = "本县并入救助名单"
"""


def test_an_item_is_all_that_its_table_says() -> None:
    road, form = parse_catalogue(GOOD).items
    assert (road.code, road.title, road.item_class) == ("road-works", "村道建设", ItemClass.AFFAIRS)
    assert (road.cycle, road.cycle_word, road.due_days) == (None, "随时", 5)
    assert (road.steps, road.stages) == ((Step.SUPERVISION,), (Stage.BEFORE, Stage.AFTER))
    assert road.columns == (
        ItemColumn("户主", ColumnKind.PERSON, required=True),
        ItemColumn("账号", private=True),
    )
    assert (form.cycle, form.cycle_word, form.due_day) == (Cycle.MONTH, "每月", 8)
    assert form.bodies == (BodyKind.COLLECTIVE, BodyKind.COMMITTEE)
    assert form.basis == ("《某县公开目录》第一项",)
    assert (form.books, form.zero, form.since, form.catalogue) == (
        True,
        True,
        date(2026, 1, 1),
        "某县目录",
    )


def test_what_is_switched_off_has_a_reason_and_a_line() -> None:
    (off,) = parse_catalogue(GOOD).off
    assert (off.codes, off.reason, off.line) == (("donations",), "本县并入救助名单", 39)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('name = "某县目录"', "", 1, "缺少 name"),
        ('name = "某县目录"', 'name = "某县目录"\nprefix = "33a"', 2, "prefix 应为"),
        ('name = "某县目录"', 'name = "某县目录"\nitems = 1', 2, "不认识 items"),
        ('code = "road-works"', "", 3, "缺少 code"),
        ('code = "road-works"', 'code = "Road"', 4, "小写英文字母"),
        ('code = "road-works"', 'code = "村道"', 4, "小写英文字母"),
        ('code = "road-works"', 'code = "finance-form"', 25, "与第4行重复"),
        ('code = "road-works"', 'code = "donations"', 4, "又加又停"),
        ('title = "村道建设"', 'title = ""', 5, "title 是空的"),
        ('title = "村道建设"', f'title = "{"长" * 41}"', 5, "太长"),
        ('title = "村道建设"', 'title = "财务公布表"', 26, "与第5行重复"),
        ('class = "事务"', "", 3, "缺少 class"),
        ('class = "事务"', 'class = "家务"', 6, "class 不认识“家务”"),
        ('bodies = ["committee"]', "", 3, "缺少 bodies"),
        ('bodies = ["committee"]', 'bodies = ["comittee"]', 7, "bodies 不认识"),
        ('bodies = ["committee"]', "bodies = [1]", 7, "一组文字"),
        ('cycle = "随时"', "", 3, "缺少 cycle"),
        ('cycle = "随时"', 'cycle = "weekly"', 8, "cycle 不认识“weekly”"),
        ('cycle = "随时"', "cycle = 1", 8, "cycle 应为文字"),
        ('cycle = "随时"', 'cycle = "季"', 12, "due_days 只用于随时"),
        ('cycle = "随时"', 'cycle = "季"', 14, "stages 只用于随时"),
        ('composer = "table"', "", 3, "缺少 composer"),
        ('composer = "table"', 'composer = "tabel"', 9, "是不是 table"),
        ('composer = "table"', 'composer = "chart9"', 9, "composer 不认识"),
        ('composer = "table"', 'composer = "text"', 16, "自带列"),
        ('composer = "finance-form"', 'composer = "table"', 32, "要有 [[item.column]]"),
        ('basis = ["《某县公开目录》第三项"]', "basis = []", 10, "缺少 basis"),
        ('basis = ["《某县公开目录》第三项"]', 'basis = [""]', 10, "空的文字"),
        ('days_rule = "min_days_on_board"', 'days_rule = "min_days"', 11, "days_rule 不认识"),
        ('days_rule = "min_days_on_board"', 'days_rule = "reply_days"', 11, "days_rule 不认识"),
        ("due_days = 5", "due_days = 0", 12, "1 到 365"),
        ("due_days = 5", 'due_rule = "month_due_day"', 12, "不合这一项的 cycle"),
        ("due_days = 5", "due_day = 5", 12, "due_day 只用于"),
        ("due_days = 5", 'due_on = "03-31"', 12, "due_on 只用于按年"),
        ("due_days = 5", 'cycle_rule = "general_cycle"', 12, "cycle_rule 只用于定期"),
        ("due_days = 5", "ahead = true", 12, "ahead 只用于按年"),
        ("due_days = 5", "min_days = 999", 12, "1 到 365"),
        ("due_days = 5", "zero = true", 12, "零公开"),
        ('steps = ["supervision"]', 'steps = ["vote"]', 13, "steps 不认识“vote”"),
        ('"事前", "after"', '"事前", "以后"', 14, "stages 不认识“以后”"),
        ('covers = ["3.6"]', 'covers = ["3.11"]', 15, "44 小项"),
        ('covers = ["3.6"]', 'covers = ["5.1"]', 15, "44 小项"),
        ('covers = ["3.6"]', "covers = [3.6]", 15, "一组文字"),
        ('covers = ["3.6"]', 'covers = ["3.6", "3.6"]', 15, "写了两次"),
        ('covers = ["3.6"]', "confirmed = false", 15, "note 说明"),
        ('title = "账号"', 'title = "户主"', 21, "列名“户主”写了两次"),
        ('title = "账号"', "", 20, "缺少 title"),
        ('kind = "person"', 'kind = "人"', 18, "kind 不认识“人”"),
        ('kind = "person"', "private = true", 16, "每一列都是 private"),
        ("required = true", 'required = "是"', 19, "true 或 false"),
        ("required = true", "width = 3", 19, "不认识 width"),
        ('cycle_rule = "finance_cycle"', 'cycle_rule = "month_due_day"', 31, "cycle_rule 不认识"),
        ("due_day = 8", "due_day = 32", 34, "1 到 31"),
        ("from = 2026-01-01", "from = 2026-01-01\nto = 2025-01-01", 36, "早于 from"),
        ("from = 2026-01-01", "from = 2026-02-30", 35, "没有这一天"),
        ('items = ["donations"]', "", 38, "缺少 items"),
        ('reason = "本县并入救助名单"', "", 38, "缺少 reason"),
        ('reason = "本县并入救助名单"', 'reason = "无"\nwhy = 1', 41, "不认识 why"),
        ("[[item.column]]", "[item.column]", 20, "写了两次"),
    ],
)
def test_a_faulty_catalogue_is_refused_with_line_and_reason(
    old: str, new: str, line: int, reason: str
) -> None:
    assert old in GOOD
    with pytest.raises(DataFileError) as error:
        parse_catalogue(GOOD.replace(old, new, 1))
    assert any(one.line == line and reason in one.reason for one in error.value.faults), error.value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('name = "某县目录"', "没有一条"),
        ('name = "某县目录"\nitem = 1', r"应写成 \[\[item\]\]"),
        ('name = "某县目录"\nitem = [1]', r"应写成 \[\[item\]\]"),
        ("", "缺少 name"),
        ("不是 TOML", "第1行"),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused(text: str, reason: str) -> None:
    with pytest.raises(DataFileError, match=reason):
        parse_catalogue(text)


def test_columns_may_be_written_in_one_list() -> None:
    start = GOOD.index("[[item.column]]")
    end = GOOD.index("[[item]]", start)
    column = 'column = [\n  { title = "户主", kind = "person" },\n  { titel = "账号" },\n]\n\n'
    with pytest.raises(DataFileError) as error:
        parse_catalogue(GOOD[:start] + column + GOOD[end:])
    assert {one.line for one in error.value.faults} == {18}
    fine = column.replace("titel", "title")
    assert len(parse_catalogue(GOOD[:start] + fine + GOOD[end:]).items[0].columns) == 2
