import pytest

from boardapp.core.life.naming import Name, name_of, parse_name, plain_number
from boardapp.core.period import Period

OCTOBER = Period(2026, 10)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("finance-lines@2026-10", Name(item="finance-lines", period=OCTOBER)),
        (" finance-lines@2026-10 ", Name(item="finance-lines", period=OCTOBER)),
        ("funds@2026-Q3/committee", Name("", "funds", Period.parse("2026-Q3"), "", "committee")),
        ("project@2026-10#3f8a", Name("", "project", OCTOBER, "3f8a")),
        (
            "project@2026-10#3f8a/青石桥村村民委员会",
            Name("", "project", OCTOBER, "3f8a", "青石桥村村民委员会"),
        ),
        ("project@#3f8a", Name("", "project", None, "3f8a")),
        ("青石公开〔2026〕第37号", Name("青石公开〔2026〕第37号")),
        ("青石公开[2026]第37号", Name("青石公开〔2026〕第37号")),
        ("青石公开（2026） 第37号", Name("青石公开〔2026〕第37号")),
    ],
)
def test_a_posting_is_named_by_its_number_or_by_what_it_is_about(text: str, name: Name) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize(
    "text", ["", "@", "x@", "@2026-10", "x@2026-13", "x@y", "x@2026-10/", "x@2026-10#"]
)
def test_anything_else_is_answered_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"[。份0-9]"):
        parse_name(text)


def test_a_name_is_written_as_it_is_read() -> None:
    text = name_of("project", "2026-10", "3f8a", "committee")
    assert parse_name(text) == Name("", "project", OCTOBER, "3f8a", "committee")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("37", "第37号"),
        ("第０１号", "第1号"),
        ("[2026]1", "〔2026〕第1号"),
        ("2026第1号", "〔2026〕第1号"),
        ("青石公开【2026】第037号", "青石公开〔2026〕第37号"),
        ("青石1组公开〔2026〕第3号", "青石1组公开〔2026〕第3号"),
        ("2026-1", "2026-1"),
    ],
)
def test_a_number_is_known_however_it_was_typed(typed: str, meant: str) -> None:
    assert plain_number(typed) == meant
