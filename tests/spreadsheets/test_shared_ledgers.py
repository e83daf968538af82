import json
from pathlib import Path

import pytest

from boardapp.core.money import plain
from boardapp.core.period import Period
from tests.spreadsheets.builders import read

LEDGERS = Path(__file__).parents[1] / "data" / "ledgers"
EXPECTED = json.loads((LEDGERS / "expected.json").read_text("utf-8"))
PERIODS = {
    "centre-2026-09.xlsx": "2026-09",
    "centre-2026-08-empty.xlsx": "2026-08",
    "quarter-2026-q2.xlsx": "2026-Q2",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_shared_ledger_comes_out_as_expected(name: str) -> None:
    reading = read(LEDGERS / name, Period.parse(PERIODS.get(name, "2026-10")))
    assert reading.opening is not None
    assert reading.closing is not None
    assert {
        "entries": len(reading.lines),
        "income": plain(reading.income),
        "expense": plain(reading.expense),
        "opening": plain(reading.opening),
        "closing": plain(reading.closing),
    } == EXPECTED[name]
    assert reading.findings == ()


def test_the_unit_and_the_stated_figures_are_read() -> None:
    reading = read(LEDGERS / "centre-2026-10.xlsx")
    assert reading.unit == "青石桥村股份经济合作社"
    assert reading.stated.closing == reading.closing == 29721075
    assert (reading.stated.income, reading.stated.expense) == (8617116, 1914768)
    assert [s.reason for s in reading.skipped] == ["opening", "total", "year-total", "note"]


def test_files_of_the_same_layout_have_the_same_shape() -> None:
    first = read(LEDGERS / "centre-2026-09.xlsx", Period.parse("2026-09"))
    second = read(LEDGERS / "centre-2026-10.xlsx")
    other = read(LEDGERS / "daybook-2026-10.xls")
    assert first.shape == second.shape != other.shape
    assert first.digest != second.digest
