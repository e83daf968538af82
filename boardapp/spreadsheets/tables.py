"""Tables of a content as a workbook, one sheet each; the same tables always give the same bytes."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter

from boardapp.core.content import Role, RowKind, Table

_BORN = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for the day of making, which would make the bytes differ from one writing to the next."""
_WIDTHS = {Role.TEXT: 28, Role.SHORT: 14}


def write_tables(title: str, unit: str, tables: Sequence[tuple[str, Sequence[Table]]]) -> bytes:
    """Return an .xlsx file with a sheet for each name, its tables one below another.

    Amounts are numbers in yuan; all else is text, never a formula.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": title, "created": _BORN})
    money = book.add_format({"num_format": "#,##0.00"})
    bold = book.add_format({"bold": True})
    total = book.add_format({"bold": True, "num_format": "#,##0.00"})
    head = book.add_format({"bold": True, "align": "center", "border": 1, "text_wrap": True})
    for name, held in tables:
        sheet = book.add_worksheet(name[:31])
        sheet.write_string(0, 0, f"{title}　{name}", bold)
        sheet.write_string(1, 0, unit)
        row = 2
        for table in held:
            if table.title:
                sheet.write_string(row, 0, table.title, bold)
                row += 1
            for column, one in enumerate(table.columns):
                width = _WIDTHS.get(one.role, 18)
                sheet.set_column(column, column, width)
                sheet.write_string(row, column, one.title, head)
            for line in table.rows:
                row += 1
                last = line.kind is RowKind.TOTAL
                for column, cell in enumerate(line.cells):
                    if isinstance(cell, int):
                        sheet.write_number(row, column, cell / 100, total if last else money)
                    else:
                        sheet.write_string(row, column, cell, bold if last else None)
            row += 2
    if not tables:
        book.add_worksheet("空").write_string(0, 0, "台账里没有记录。")
    book.close()
    return buffer.getvalue()
