"""General truths: every valid number in any spelling is found, and masking leaves none."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.finding import Level
from boardapp.core.money import grouped
from boardapp.core.privacy import Kind, mask, scan
from boardapp.core.privacy.cards import is_credit_code, is_luhn
from boardapp.core.privacy.identity import is_identity
from tests.core.privacy.numbers import identity, luhn, wrong

REGIONS = (
    "110101", "120103", "130423", "220621", "310115", "331102", "331181", "350121", "411628",
    "420528", "431002", "500236", "513223", "532925", "540102", "620102", "650104", "659001",
    "810000",
)  # fmt: skip
births = st.dates(date(1900, 1, 1), date(2026, 12, 31)).map(lambda day: day.strftime("%Y%m%d"))
identities = st.builds(
    lambda region, birth, serial: identity(f"{region}{birth}{serial:03}"),
    st.sampled_from(REGIONS),
    births,
    st.integers(1, 999),
)
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
cards = st.builds(
    luhn, st.from_regex(r"62(17|28|30|22)[0-9]{11}([0-9]{3})?", fullmatch=True)
).filter(lambda one: not 1950 <= int(one[6:10]) <= 2099)
joints = st.sampled_from(["", " ", "-", "—", ".", "·", "\u3000", "\u200b", "\n", " - "])
scripts = st.sampled_from("0０٠۰०𝟎")


def scripted(number: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in number)


def hidden(text: str) -> None:
    new = mask(text)
    assert not [one for one in scan(new) if one.level is Level.MUST], new
    assert mask(new) == new


@given(
    identities, joints, scripts, st.sampled_from("Xxｘ×"), st.sets(st.integers(1, 17), max_size=5)
)
def test_every_identity_number_is_found_in_any_spelling(
    number: str, joint: str, zero: str, cross: str, cuts: set[int]
) -> None:
    spelled = "".join(
        (joint if place in cuts else "") + (cross if char == "X" else scripted(char, zero))
        for place, char in enumerate(number)
    )
    text = f"付王某{spelled}补助"
    (found,) = scan(text)
    assert (found.kind, found.level, found.text) == (Kind.IDENTITY, Level.MUST, spelled)
    assert found.masked == f"{number[:2]}{'*' * 13}{number[-3:]}"
    hidden(text)


@given(mobiles, st.sampled_from(["", " ", "-", ".", "\u200b", "\n"]), scripts)
def test_every_mobile_is_found(number: str, joint: str, zero: str) -> None:
    spelled = scripted(joint.join((number[:3], number[3:7], number[7:])), zero)
    (found,) = scan(f"王某{spelled}")
    assert (found.kind, found.level) == (Kind.MOBILE, Level.MUST)
    hidden(f"王某{spelled}")


@given(cards, st.sampled_from(["", " ", "-", "\u200b", "\n"]), scripts)
def test_every_card_is_found(number: str, joint: str, zero: str) -> None:
    groups = [number[i : i + 4] for i in range(0, len(number), 4)]
    text = f"卡 {scripted(joint.join(groups), zero)} 王某"
    assert [(one.kind, one.level) for one in scan(text)] == [(Kind.BANK_CARD, Level.MUST)]
    hidden(text)


@given(identities, mobiles, cards, st.permutations([0, 1, 2]), st.sampled_from("，/、；,|\n "))
def test_numbers_side_by_side_are_all_found(
    number: str, mobile: str, account: str, order: list[int], joint: str
) -> None:
    parts = [number, mobile, account]
    text = joint.join(parts[place] for place in order)
    kinds = [Kind.IDENTITY, Kind.MOBILE, Kind.BANK_CARD]
    assert [one.kind for one in scan(text)] == [kinds[place] for place in order]
    hidden(text)


@given(st.integers(-(10**15), 10**15))
def test_amounts_are_never_private(fen: int) -> None:
    for text in (grouped(fen), f"{grouped(fen)}元", f"支出 {grouped(fen)} 元", f"{fen}元"):
        assert scan(text) == ()


@given(
    st.datetimes(
        datetime(1900, 1, 1),  # noqa: DTZ001
        datetime(2099, 12, 31),  # noqa: DTZ001
    )
)
def test_days_and_times_are_never_private(moment: datetime) -> None:
    for form in ("%Y-%m-%d %H:%M:%S", "%Y%m%d%H%M%S", "%Y年%m月%d日", "%Y.%m.%d", "%Y/%m/%d"):
        assert scan(format(moment, form)) == ()


@given(identities)
def test_a_wrong_check_makes_a_number_no_identity(number: str) -> None:
    assert is_identity(number)
    assert not is_identity(wrong(number))


@given(st.text(st.sampled_from("0123456789xX -.*\n组号室身份证账号电话王某（），元"), max_size=60))
def test_masking_any_text_leaves_no_must_and_settles(text: str) -> None:
    hidden(text)
    if not scan(text):
        assert mask(text) == text


@given(st.text(max_size=80))
def test_any_text_at_all_is_scanned_without_an_error(text: str) -> None:
    for one in scan(text):
        assert text[one.start : one.end] == one.text
        assert one.text
    hidden(text)


def test_checks_agree_with_the_published_examples() -> None:
    assert is_identity("11010519491231002X")  # GB 11643-1999
    assert is_luhn("49927398716")
    assert is_credit_code("91350100M000100Y43")  # GB 32100-2015
