from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.ledger import (
    Direction,
    Entry,
    placed,
    published_lines,
    reversed_entry,
    running,
    split_voucher,
    totals,
)
from boardapp.core.period import Period
from tests.builders import entry

OCTOBER = Period(2026, 10)
days = st.dates(date(2026, 10, 1), date(2026, 10, 31))


@given(st.lists(st.tuples(st.integers(-(10**9), 10**9), st.sampled_from(Direction), st.booleans())))
def test_the_running_balance_ends_at_the_closing_of_the_totals(
    lines: list[tuple[int, Direction, bool]],
) -> None:
    entries = [entry(fen=f, direction=d, transfer=t) for f, d, t in lines]
    sums = totals(5000, entries)
    assert (running(5000, entries) or (5000,))[-1] == sums.closing
    assert sums.closing == 5000 + sums.income - sums.expense + sums.moved


def test_a_move_between_own_accounts_is_neither_income_nor_spending() -> None:
    moves = [
        entry(fen=100, transfer=True),
        entry(fen=100, transfer=True, direction=Direction.INCOME),
    ]
    sums = totals(0, moves)
    assert (sums.income, sums.expense, sums.moved) == (0, 0, 0)


def test_a_combined_ledger_alone_speaks_for_its_month() -> None:
    combined, bank = entry(id="c"), entry(id="b", account="bank")
    assert published_lines([combined, bank], {OCTOBER}) == (combined,)


def test_a_combined_ledger_without_lines_still_speaks_for_its_month() -> None:
    assert published_lines([entry(account="bank")], {OCTOBER}) == ()


def test_without_a_combined_ledger_the_account_books_stand_together_by_date() -> None:
    late = entry(id="1", account="bank", date=date(2026, 10, 9))
    early = entry(id="2", account="cash", date=date(2026, 10, 2))
    assert published_lines([late, early], set()) == (early, late)


@pytest.mark.parametrize(
    ("voucher", "parts"),
    [
        ("记12", ("记", "12")),
        ("记-001", ("记", "001")),
        ("记字第12号", ("记", "12")),
        ("银付-12", ("银付", "12")),
        ("现收 3", ("现收", "3")),
        ("12", ("", "12")),
        ("记-10-12", ("记", "10-12")),
        ("", ("", "")),
        ("无号", ("无号", "")),
    ],
)
def test_a_voucher_splits_into_word_and_number(voucher: str, parts: tuple[str, str]) -> None:
    assert split_voucher(voucher) == parts


@pytest.mark.parametrize(
    "summary",
    ["冲销10月3日第5号记账凭证的错误", "冲记5号凭证", "冲销9月记字第5号", "红冲5号凭证"],
)
def test_a_reversal_finds_the_voucher_that_it_names(summary: str) -> None:
    wrong = entry(id="wrong", voucher="记-005", fen=4700)
    others = [entry(id="other", voucher="记5", fen=1), wrong]
    assert reversed_entry(entry(summary=summary, fen=-4700), others) == "wrong"


def test_a_reversal_of_another_amount_or_without_a_number_finds_none() -> None:
    held = [entry(voucher="记5", fen=4700)]
    assert reversed_entry(entry(summary="冲记5号凭证", fen=-4800), held) is None
    assert reversed_entry(entry(summary="冲错账", fen=-4700), held) is None
    assert reversed_entry(entry(summary="冲记5号凭证", fen=4700), held) is None


@given(st.lists(days, max_size=8), days)
def test_a_typed_line_goes_after_the_last_of_its_date_or_earlier(
    held: list[date], day: date
) -> None:
    others: list[Entry] = []
    for one in sorted(held):
        others.append(placed(entry(date=one), others))
    new = placed(entry(date=day), others)
    assert all(one.position <= new.position for one in others if one.date <= day)
    assert all(one.position >= new.position for one in others if one.date > day)


def test_a_line_typed_between_two_of_a_file_stands_between_them() -> None:
    first = replace(entry(date=date(2026, 10, 1)), position=1024)
    last = replace(entry(date=date(2026, 10, 9)), position=2048)
    assert 1024 < placed(entry(date=date(2026, 10, 5)), [last, first]).position < 2048
