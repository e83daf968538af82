from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.finding import Level
from boardapp.core.period import Period
from boardapp.core.registers.cards import CardKind, card_title, kind_of, problems
from boardapp.core.registers.choices import DebtKind
from boardapp.core.registers.debt import Movement, balance, debt_figures, debt_problems
from boardapp.core.registers.fields import CardField, Kind, field_named, fields_of
from boardapp.core.registers.funds import (
    FundsLine,
    FundsMonth,
    FundsStatement,
    funds_problems,
    month_problems,
)
from boardapp.core.registers.resource import classed, parts_total, resource_problems
from boardapp.core.registers.typed import parse
from boardapp.core.registers.values import Due, from_plain, masked, shown, to_plain, told
from boardapp.core.village import Account, AccountKind
from tests.builders import asset, contract, debt, resource

MONTH = Period(2026, 10)
EVERY = [(kind, field) for kind in CardKind for field in fields_of(kind.record)]


def values(field: CardField) -> st.SearchStrategy[Any]:
    """Return what a field can hold."""
    days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
    made: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.TEXT: st.text("青石桥村王某abc012 ·", max_size=10).map(lambda t: " ".join(t.split())),
        Kind.MONEY: st.integers(-(10**12) if field.signed else 0, 10**12),
        Kind.AREA: st.integers(0, 10**10),
        Kind.QUANTITY: st.integers(0, 10**10),
        Kind.DATE: days,
        Kind.PERCENT: st.integers(0, 10_000),
        Kind.INTEGER: st.integers(0, field.most),
        Kind.LINK: st.just("ZC-001"),
        Kind.PAYMENTS: st.lists(
            st.builds(Due, days, st.integers(0, 10**10)), max_size=5, unique_by=lambda d: d.on
        ).map(lambda rows: tuple(sorted(rows, key=lambda d: d.on))),
    }
    return st.sampled_from(list(field.choices)) if field.choices else made[field.kind]


@given(st.data())
def test_what_is_shown_is_read_back_and_what_is_kept_comes_back(data: st.DataObject) -> None:
    kind, field = data.draw(st.sampled_from(EVERY))
    value = data.draw(values(field))
    assert parse(field, shown(field, value)) == value
    card = kind.record("id", "book", **{field.key: value})
    assert from_plain(kind.record, to_plain(card)) == card
    assert kind_of(card) is kind


@pytest.mark.parametrize(("kind", "field"), EVERY, ids=lambda one: getattr(one, "key", one))
def test_every_example_in_the_templates_can_be_read(kind: CardKind, field: CardField) -> None:
    parse(field, field.example)
    for word in (*field.words, *(a for c in field.choices or () for a in c.also)):
        assert parse(field, word) in (field.choices or ())
    assert field_named(kind.record, field.title).key == field.key
    assert field_named(kind.record, field.key).key == field.key


@pytest.mark.parametrize(
    ("record", "name", "text", "value"),
    [
        (asset, "原值", "36万元", 360_000_00),
        (asset, "原值", "￥１，２３４．５０", 1_234_50),
        (asset, "净残值率", "5", 500),
        (asset, "净残值率", "4.75％", 475),
        (asset, "使用年限", "20年", 240),
        (asset, "使用年限(月)", "36个月", 36),
        (asset, "数量", "3台", 3000),
        (asset, "启用日期", "2018年5月", date(2018, 5, 1)),
        (asset, "类别", "房屋及建筑物", "building"),
        (resource, "面积", "2公顷", 30_000),
        (resource, "面积(亩)", "2000平方米", 3_000),
        (contract, "起租日", "2024.1.5", date(2024, 1, 5)),
        (contract, "止", "20281231", date(2028, 12, 31)),
        (contract, "年承包费", "", None),
    ],
)
def test_what_people_write_is_understood(record: Any, name: str, text: str, value: object) -> None:
    assert parse(field_named(type(record()), name), text) == value


@pytest.mark.parametrize(
    ("record", "name", "text", "told_"),
    [
        (asset, "原值", "三万", "不是金额"),
        (asset, "原值", "-5", "不能是负数"),
        (asset, "原值", "1.234", "超过两位"),
        (asset, "原值", "九万元", "不是金额"),
        (asset, "净残值率", "500", "0 到 100"),
        (asset, "使用年限", "1.5月", "整数"),
        (asset, "使用年限", "9999", "最多 1200"),
        (asset, "类别", "飞机", "可选：房屋建筑物"),
        (asset, "资产名称", "长" * 201, "太长"),
        (asset, "资产名称", "坏\x07字", "不能显示"),
        (asset, "开始使用日期", "2018", "不是完整的日期"),
        (resource, "面积", "12.3456", "超过三位"),
        (resource, "面积", "3垧", "不认识单位"),
        (resource, "面积", "9999999999", "太大"),
        (resource, "面积", "12..5", "不是数字"),
        (contract, "起租日", "2024-02-30", "没有"),
        (contract, "起租日", "2024年5月", "不是完整的日期"),
        (contract, "数量", "十", "不是数字"),
        (contract, "数量", "1.2345", "超过三位"),
        (contract, "付款计划", "2024-01-01", "不是金额"),
    ],
)
def test_what_cannot_be_right_is_refused_with_the_reason(
    record: Any, name: str, text: str, told_: str
) -> None:
    with pytest.raises(ValueError, match=told_):
        parse(field_named(type(record()), name), text)


def test_an_unknown_field_names_those_there_are() -> None:
    with pytest.raises(ValueError, match="可填：资产编号、资产名称"):
        field_named(type(asset()), "颜色")


def test_problems_come_in_form_order_and_a_blank_card_names_what_it_needs() -> None:
    blank = CardKind.CONTRACT.record("id", "book")
    found = [one.where for one in problems(blank)]
    assert found == ["code", "name", "kind", "party", "start", "end"]
    for card in (asset(), resource(), contract(), debt()):
        assert problems(card) == ()
    assert card_title(debt()) == "WL-001 青石建材店"


def test_a_phone_is_masked_wherever_it_is_told() -> None:
    assert told(contract(phone="13800001234"))["phone"] == "138****1234"
    assert "13800001234" not in str(told(contract(phone="13800001234")))
    assert masked("1234") == "****"
    assert masked("0578-6671234") == "057*****1234"


def test_the_parts_of_a_resource_are_no_more_than_the_whole() -> None:
    over = resource(contracted_area=10_000, idle_area=2_501)
    assert parts_total(over) == 12_501
    assert [one.level for one in resource_problems(over)] == [Level.MUST]
    short = resource(contracted_area=10_000)
    assert [one.level for one in resource_problems(short)] == [Level.HINT]
    assert [one.code for one in resource_problems(resource(area=0))] == ["no-area"]
    assert resource(east="大路", north="北至晒场").bounds == "东至大路，北至晒场"


def test_the_own_class_of_a_resource_tells_the_posted_one_where_it_is_a_word_for_it() -> None:
    assert classed(resource(land_class=None, own_class="果园")).land_class == "garden"
    assert classed(resource(land_class=None, own_class="晒场")).land_class is None
    assert classed(resource(own_class="果园")).land_class == "plough-land"


def moved(on: date, fen: int) -> Movement:
    return Movement(str(on), "d", on, fen)


MOVES = st.lists(
    st.builds(
        lambda day, fen: moved(date(2025, 12, 1) + timedelta(days=day), fen),
        st.integers(0, 400),
        st.integers(-(10**9), 10**9).filter(bool),
    ),
    max_size=8,
)


@given(MOVES, st.integers(0, 300), st.integers(0, 200), st.booleans())
def test_opening_plus_increase_less_decrease_is_the_balance(
    moves: list[Movement], first: int, days: int, dated: bool
) -> None:
    one = debt() if dated else debt(opening_on=None)
    start = date(2025, 12, 1) + timedelta(days=first)
    last = start + timedelta(days=days)
    figures = debt_figures(one, moves, start, last)
    assert figures.closing == balance(one, moves, last)
    if start != one.opening_on:
        assert figures.opening == balance(one, moves, start - timedelta(days=1))


def test_a_debt_that_opens_inside_the_period_is_an_increase_of_it() -> None:
    year = debt_figures(debt(opening_on=date(2026, 3, 1)), (), date(2026, 1, 1), date(2026, 12, 31))
    assert (year.opening, year.increase) == (0, 12_000_00)
    same = debt_figures(debt(), (), date(2026, 1, 1), date(2026, 12, 31))
    assert (same.opening, same.increase) == (12_000_00, 0)


@pytest.mark.parametrize(
    ("changes", "moves", "code"),
    [
        ({"formed_on": date(2026, 2, 1)}, (), "formed-late"),
        ({"due_on": date(2020, 1, 1)}, (), "due-early"),
        ({}, (moved(date(2025, 1, 1), -1),), "movement-early"),
        ({}, (moved(date(2026, 2, 1), -13_000_00),), "overpaid"),
    ],
)
def test_what_does_not_agree_about_a_debt_is_said(
    changes: dict[str, Any], moves: tuple[Movement, ...], code: str
) -> None:
    assert [one.code for one in debt_problems(debt(**changes), moves)] == [code]


def test_what_others_owe_is_told_from_what_is_owed() -> None:
    assert [one.word for one in DebtKind if one.owed_to_us] == ["应收款"]


def line(booked: int | None, actual: int | None, reason: str = "") -> FundsLine:
    account = Account("a", "book", AccountKind.CASH, "现金")
    if actual is None:
        return FundsLine(account, MONTH, booked)
    return FundsLine(
        account, MONTH, booked, FundsStatement("i", "book", "a", MONTH, actual, reason)
    )


@pytest.mark.parametrize(
    ("one", "codes"),
    [
        (line(100, 100), []),
        (line(100, 90), ["difference-unexplained"]),
        (line(100, 90, "零钱未入账"), []),
        (line(None, 90), ["no-book-balance"]),
        (line(100, None), ["not-counted"]),
    ],
)
def test_a_month_end_that_differs_wants_a_reason(one: FundsLine, codes: list[str]) -> None:
    assert [found.code for found in funds_problems(one)] == codes


def test_accounts_that_only_the_combined_ledger_knows_are_compared_together() -> None:
    month = FundsMonth(MONTH, 200, (line(None, 90), line(None, 100)))
    assert month.counted == 190
    assert month_problems(month)[-1].code == "funds-differ"
    assert FundsMonth(MONTH, 200, (line(200, None),)).counted is None


@given(
    st.sampled_from(EVERY), st.text(max_size=30) | st.from_regex(r"[-+\d.,年月%万元亩 ;；]{0,20}")
)
def test_any_text_is_either_read_or_refused_with_a_reason(
    place: tuple[CardKind, CardField], text: str
) -> None:
    _, field = place
    try:
        value = parse(field, text)
    except ValueError as error:
        value, reason = field.empty, str(error)
    else:
        reason = field.title
    assert field.title in reason or "“" in reason
    assert parse(field, shown(field, value)) == value
