from datetime import date

import pytest

from boardapp.core.rules import effective, parse_pack

NATIONAL = """
name = "全国"
prefix = ""
[[rule]]
key = "min_days_on_board"
value = 15
from = 2026-01-01
source = "第三十五条"
"""
LOCAL = """
name = "某省"
prefix = "37"
[[rule]]
key = "min_days_on_board"
value = 5
from = 2018-09-21
source = "省条例"
[[rule]]
key = "reply_days"
value = 5
from = 2018-09-21
to = 2027-12-31
source = "省条例"
"""
PACKS = (parse_pack(LOCAL), parse_pack(NATIONAL))


def test_the_stricter_of_national_and_local_governs() -> None:
    rule = effective(PACKS, "min_days_on_board", "370101001001", date(2026, 3, 1))
    assert rule is not None
    assert (rule.value, rule.jurisdiction) == (15, "全国")


def test_before_the_national_number_was_in_force_the_local_one_governed() -> None:
    rule = effective(PACKS, "min_days_on_board", "370101001001", date(2025, 12, 31))
    assert rule is not None
    assert (rule.value, rule.source) == (5, "省条例")


def test_a_rule_of_another_province_or_day_does_not_govern() -> None:
    assert effective(PACKS, "reply_days", "330101001001", date(2026, 3, 1)) is None
    assert effective(PACKS, "reply_days", "370101001001", date(2028, 1, 1)) is None
    assert effective(PACKS, "min_days_on_board", "330101001001", date(2025, 12, 31)) is None


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('name = "全国"', "", "缺少 name"),
        ('"min_days_on_board"', '"days"', "不认识 days"),
        ("value = 15", 'value = "15"', "不小于 0 的整数"),
        ("value = 15", "value = -1", "不小于 0 的整数"),
        ("value = 15", "value = true", "不小于 0 的整数"),
        ("from = 2026-01-01", "", "缺少 from"),
        ("from = 2026-01-01", 'from = "2026"', "缺少 from"),
        ('source = "第三十五条"', "", "出处"),
        ("value = 15", "value =", r"line \d+"),
    ],
)
def test_a_faulty_rule_pack_is_refused_with_its_reason(old: str, new: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_pack(NATIONAL.replace(old, new))
