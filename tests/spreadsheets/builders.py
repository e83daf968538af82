"""Build ledger files in the layouts that offices use."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

from boardapp.core.period import Period
from boardapp.core.reading import Choice, Reading
from boardapp.spreadsheets.ledger import read_ledger

OCTOBER = Period.parse("2026-10")
Rows = Sequence[Sequence[Any]]


def xlsx(path: Path, rows: Rows, *, merges: Sequence[str] = (), name: str = "Sheet1") -> Path:
    return workbook(path, {name: rows}, merges={name: merges})


def workbook(
    path: Path,
    sheets: dict[str, Rows],
    *,
    merges: dict[str, Sequence[str]] | None = None,
    hidden: Sequence[str] = (),
    red: Sequence[tuple[int, int]] = (),
) -> Path:
    book = xlsxwriter.Workbook(path)
    ink = book.add_format({"font_color": "#FF0000"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                style = ink if (r, c) in red else None
                if value not in ("", None):
                    sheet.write(r, c, value, style)
        for area in (merges or {}).get(name, ()):
            first, _, _ = area.partition(":")
            top, left = _place(first)
            value = rows[top][left] if left < len(rows[top]) else ""
            sheet.merge_range(area, value)
        if name in hidden:
            sheet.hide()
        elif len(hidden):
            sheet.activate()
    book.close()
    return path


def xls(path: Path, rows: Rows, name: str = "Sheet1") -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet(name)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value not in ("", None):
                sheet.write(r, c, value)
    book.save(str(path))
    return path


def text(path: Path, rows: Rows, encoding: str = "utf-8", separator: str = ",") -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def read(
    path: Path, period: Period = OCTOBER, choice: Choice | None = None, **more: Any
) -> Reading:
    return read_ledger(path, period, choice or Choice(), **more)


def brief(reading: Reading) -> list[tuple[Any, ...]]:
    """The lines as month, day, summary, income, expense in yuan."""
    return [
        (
            x.date.month,
            x.date.day,
            x.summary,
            None if x.income is None else x.income / 100,
            None if x.expense is None else x.expense / 100,
        )
        for x in reading.lines
    ]


def codes(reading: Reading) -> list[tuple[str, int | None]]:
    return [(f.code, f.row) for f in reading.findings]


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :]) - 1, column - 1
