import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.disclosure import ItemClass
from boardapp.core.rules import (
    KEYS,
    STRICTER,
    Kind,
    Rule,
    Value,
    effective,
    parse_pack,
    strictest,
)

SHIPPED = Path(__file__).parents[3] / "resources" / "rules"
PACKS = tuple(parse_pack(path.read_text("utf-8")) for path in sorted(SHIPPED.glob("*.toml")))
FINANCE = ItemClass.FINANCE


def value(key: str, code: str, day: date, item_class: ItemClass | None = None) -> Value | None:
    rule = effective(PACKS, key, code.ljust(12, "0"), day, item_class)
    return rule.value if rule else None


OLD, NEW = date(2025, 12, 31), date(2026, 1, 1)


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("37", 5, 15),
        ("50", 10, 15),
        ("51", 10, 15),
        ("13", None, 15),
        ("46", 15, 15),
        ("33", None, 15),
        ("4101", None, 15),
        ("441781", None, 15),
    ],
)
def test_days_on_the_board_are_the_local_ones_until_the_national_fifteen(
    code: str, before: int | None, after: int
) -> None:
    assert (value("min_days_on_board", code, OLD), value("min_days_on_board", code, NEW)) == (
        before,
        after,
    )


@pytest.mark.parametrize(
    ("code", "days", "law"),
    [
        ("37", 5, True),
        ("50", 3, True),
        ("51", 10, True),
        ("13", 15, True),
        ("46", 15, True),
        ("31", 15, True),
        ("33", 10, False),
    ],
)
def test_a_suggestion_of_the_program_never_outweighs_a_statute(
    code: str, days: int, law: bool
) -> None:
    rule = effective(PACKS, "reply_days", code.ljust(12, "0"), NEW)
    assert rule is not None
    assert (rule.number, rule.binding, rule.suggestion) == (days, law, not law)


def test_a_suggestion_says_that_it_is_no_law() -> None:
    suggestions = [rule for pack in PACKS for rule in pack.rules if rule.suggestion]
    assert suggestions
    assert all("非法律规定" in rule.source and not rule.binding for rule in suggestions)


def test_what_is_not_confirmed_says_why() -> None:
    doubtful = [r for pack in PACKS for r in pack.rules if not r.confirmed and not r.suggestion]
    assert {rule.jurisdiction for rule in doubtful} == {"全国", "浙江省", "广东省阳春市"}
    assert all(rule.note for rule in doubtful)


def test_a_place_within_a_province_has_the_rules_of_both() -> None:
    assert value("quarter_due_day", "410105001001", NEW, FINANCE) == 15
    assert value("quarter_due_day", "410305001001", NEW, FINANCE) == 15  # 建议
    rule = effective(PACKS, "quarter_due_day", "410105001001", NEW, FINANCE)
    assert rule is not None
    assert rule.jurisdiction == "河南省郑州市"


def test_a_rule_about_money_does_not_govern_other_items() -> None:
    assert value("event_days", "33", NEW, FINANCE) == 5
    assert value("event_days", "33", NEW, ItemClass.AFFAIRS) == 10
    assert value("must_paper", "46", NEW) is None


def test_lists_of_several_jurisdictions_count_together_and_name_every_source() -> None:
    rule = effective(PACKS, "procedure", "370101001001", NEW, FINANCE)
    assert rule is not None
    assert rule.words == ("proposal", "finance-group", "supervision", "joint-meeting")
    assert "13号" in rule.source
    assert "山东省村务公开条例" in rule.source


def test_the_old_and_the_new_article_are_each_cited_in_their_time() -> None:
    sources = [effective(PACKS, "general_cycle", "330000000000", day) for day in (OLD, NEW)]
    assert [("第三十条" in r.source, "第三十五条" in r.source) for r in sources if r] == [
        (True, False),
        (False, True),
    ]


def test_before_any_rule_nothing_governs() -> None:
    assert value("general_cycle", "33", date(1990, 1, 1)) is None


values = {
    Kind.CYCLE: st.sampled_from(["month", "quarter", "half", "year"]),
    Kind.FLAG: st.booleans(),
    Kind.DAY: st.integers(1, 31),
    Kind.MONTH_DAY: st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda d: f"{d:%m-%d}"),
    Kind.STEPS: st.sets(st.sampled_from(["proposal", "supervision", "signature"]), min_size=1).map(
        lambda found: tuple(sorted(found))
    ),
    Kind.LIST: st.sets(st.sampled_from("甲乙丙"), min_size=1).map(lambda s: tuple(sorted(s))),
    Kind.LEAST: st.integers(1, 365),
    Kind.MOST: st.integers(1, 365),
}


@st.composite
def trios(draw: st.DrawFn) -> tuple[str, Value, Value, Value]:
    key = draw(st.sampled_from(sorted(KEYS)))
    one = values[KEYS[key].kind]
    return key, draw(one), draw(one), draw(one)


@given(trios())
def test_the_stricter_of_two_is_the_same_whichever_comes_first(
    trio: tuple[str, Value, Value, Value],
) -> None:
    key, a, b, c = trio
    choose = STRICTER[key]
    once = choose(a, a)
    assert set(once) == set(a) if isinstance(a, tuple) else once == a
    assert choose(once, a) == once
    assert choose(a, b) == choose(b, a)
    assert choose(choose(a, b), c) == choose(a, choose(b, c))


@given(trios(), st.randoms(use_true_random=False))
def test_the_order_in_which_packs_are_read_changes_nothing(
    trio: tuple[str, Value, Value, Value], chance: random.Random
) -> None:
    key, *found = trio
    rules = [
        Rule(key, value, NEW, None, f"条例{n}", f"地方{n}", prefix="1" * n)
        for n, value in enumerate(found)
    ]
    shuffled = [*rules, rules[0]]
    chance.shuffle(shuffled)
    assert strictest(shuffled) == strictest(rules)


def test_each_key_has_words_for_people() -> None:
    assert all(key.word for key in KEYS.values())
    texts = {rule.key: rule.text for pack in PACKS for rule in pack.rules}
    assert texts["general_cycle"] == "每季一次"
    assert texts["half_due_day"] == "月底"
    assert texts["year_due"] == "3月31日"
    assert texts["must_paper"] == "是"
    assert texts["split_boards_by"] in ("片区", "村民小组", "自然村")
    assert texts["event_days"].endswith("天")


def test_a_rule_that_holds_no_number_says_so() -> None:
    rule = Rule("procedure", ("proposal",), NEW, None, "条例", "某省")
    with pytest.raises(TypeError):
        _ = rule.number
    with pytest.raises(TypeError):
        _ = Rule("reply_days", 5, NEW, None, "条例", "某省").words
