"""Whatever stands in the cells, reading ends in a reading or in one sentence."""

import copy
import datetime
import random
from pathlib import Path

import pytest

from boardapp.core.errors import UserError
from boardapp.spreadsheets import ledger
from boardapp.spreadsheets.cells import Sheet
from boardapp.spreadsheets.files import Book
from tests.spreadsheets.builders import OCTOBER
from tests.spreadsheets.test_layouts import LAYOUTS
from tests.spreadsheets.test_listing import LISTING

JUNK = [
    "", "#REF!", True, datetime.time(1, 2), datetime.timedelta(days=3), datetime.date(2026, 10, 3),
    datetime.datetime.fromisoformat("2026-10-03T01:01"),
    1e300, -5, 0, 0.001, float("nan"), float("inf"), "合计",
    "上月结余", "日期", "2026年", "正月", "借", "贷", "平", "-", "2026-13-45", "9" * 20, "1,2,3",
    "(5)", "=1", "一、", "单位：白水村", "10月", "承前页", "\u200b", "٣", "²", "①", "x" * 300,
    "十", "〇", "2026年十三月", "0月0日", "99/99", "1e5",
]  # fmt: skip
BASES = [*(rows for rows, _ in LAYOUTS.values()), LISTING]


@pytest.mark.parametrize("seed", range(12))
def test_junk_in_any_cell_is_survived(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        rows = [list(row) for row in copy.deepcopy(chance.choice(BASES))]
        for _ in range(chance.randint(1, 12)):
            row = chance.choice(rows)
            if row:
                row[chance.randrange(len(row))] = chance.choice(JUNK)
        if chance.random() < 0.3:
            chance.shuffle(rows)
        book = Book("digest", (Sheet("账", rows),))
        monkeypatch.setattr(ledger, "open_book", lambda _path, _progress, book=book: book)
        try:
            reading = ledger.read_ledger(Path("账.xlsx"), OCTOBER)
        except UserError as error:
            said = str(error)
            assert (said[-1], said.count("。")) == ("。", 1)
            continue
        for line in reading.lines:
            assert (line.income is None) != (line.expense is None)
            assert line.income or line.expense
        assert all(f.sentence.endswith("。") for f in reading.findings)
