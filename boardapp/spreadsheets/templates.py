"""An Excel template for cards: heads with stars, drop-downs, a grey example and an explanation."""

import io
import re
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from boardapp.core.registers.fields import CardField, Kind

ROWS = 5000
HEAD_ROW = 2
_UNITS = {Kind.MONEY: "(元)", Kind.PERCENT: "(%)"}
_WIDTHS = {Kind.DATE: 14, Kind.MONEY: 14, Kind.CHOICE: 14, Kind.PAYMENTS: 30}
_TEXTUAL = (Kind.TEXT, Kind.LINK, Kind.PERCENT, Kind.PAYMENTS)
_WAYS = {
    Kind.TEXT: "文字",
    Kind.MONEY: "金额，单位元，写到分",
    Kind.AREA: "数字，单位亩，最多三位小数",
    Kind.QUANTITY: "数字，最多三位小数",
    Kind.DATE: "日期，如 2026-10-08",
    Kind.PERCENT: "百分数，如 5 或 5%",
    Kind.CHOICE: "从下拉框里选",
    Kind.INTEGER: "整数",
    Kind.LINK: "编号",
    Kind.PAYMENTS: "日期和金额，各期用分号隔开",
}


def _sheet_name(title: str) -> str:
    """Return a title as the name of a sheet, without what Excel allows in none."""
    plain = re.sub(r"[][:*?/\\\x00-\x1f]", "_", title).strip("'")
    return plain.encode("utf-16-le")[: 2 * 31].decode("utf-16-le", "ignore").strip("'") or "_"


def write_template(
    title: str, fields: Sequence[CardField], rows: Sequence[Sequence[str]] = ()
) -> bytes:
    """Return an .xlsx file to be filled in, one card to a row below the heads.

    ``rows`` are texts of cards to start from. Without them a grey example row stands first,
    which is left out when the file is taken in.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(_sheet_name(title))
    formats = _formats(book)
    sheet.merge_range(0, 0, 0, max(3, len(fields) - 1), title, formats["title"])
    told = "带 ★ 的必填；灰色一行是示例，导入时自动跳过；填写办法见“填写说明”。"
    sheet.write(1, 0, told, formats["grey"])
    for column, one in enumerate(fields):
        style = formats["text"] if one.kind in _TEXTUAL else formats.get(one.kind.value)
        sheet.set_column(column, column, _width(one), style)
        sheet.write(HEAD_ROW, column, head_of(one), formats["head"])
        if one.choices:
            sheet.data_validation(HEAD_ROW + 1, column, HEAD_ROW + ROWS, column, _choice_rule(one))
        if not rows:
            sheet.write_string(HEAD_ROW + 1, column, one.example, formats["example"])
    for number, row in enumerate(rows, start=HEAD_ROW + 1):
        for column, text in enumerate(row):
            _write(sheet, number, column, fields[column], text, formats)
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    _explain(book, fields, formats)
    book.close()
    return buffer.getvalue()


def head_of(field: CardField) -> str:
    """Return a field's head in the template: ★ when it is required, and its unit."""
    return f"{'★' if field.required else ''}{field.title}{_UNITS.get(field.kind, '')}"


def _formats(book: Any) -> dict[str, Any]:
    thin = {"border": 1, "border_color": "#B0B0B0"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        "head": book.add_format(
            {**thin, "bold": True, "align": "center", "bg_color": "#E8EEF4", "text_wrap": True}
        ),
        "grey": book.add_format({"font_color": "#707070"}),
        "example": book.add_format({**thin, "font_color": "#808080", "bg_color": "#F2F2F2"}),
        "text": book.add_format({"num_format": "@"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _width(field: CardField) -> int:
    return max(_WIDTHS.get(field.kind, 12), 2 * len(head_of(field)) + 2)


def _choice_rule(field: CardField) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(field.words),
        "error_title": field.title,
        "error_message": "请从下拉框里选一项。",
    }


def _write(
    sheet: Any, row: int, column: int, field: CardField, text: str, formats: dict[str, Any]
) -> None:
    """Write one value: amounts and other numbers as numbers, all else as text."""
    if text and field.kind in (Kind.MONEY, Kind.AREA, Kind.QUANTITY, Kind.INTEGER):
        style = formats.get(field.kind.value)
        sheet.write_number(row, column, float(text.replace(",", "")), style)
    else:
        sheet.write_string(row, column, text, formats["text"])


def _explain(book: Any, fields: Sequence[CardField], formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet("填写说明")
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 8)
    sheet.set_column(2, 4, 44)
    sheet.write_row(0, 0, ("栏目", "必填", "怎么填", "可选", "说明"), formats["head"])
    for row, one in enumerate(fields, start=1):
        hint = one.hint + ("（不公布、不导出）" if one.private else "")
        cells = (
            one.title, "★" if one.required else "", _WAYS[one.kind], "、".join(one.words), hint
        )  # fmt: skip
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, formats["wrap"])
    notes = (
        "再次导入时按编号认卡片：编号已有的改卡片，没有的新增。",
        "空着的格子不改卡片上原来的内容；要清空请在程序里改。",
        "不要改表头；行可以增减，列的先后可以调换，不用的列可以删去。",
    )
    for row, text in enumerate(notes, start=len(fields) + 2):
        sheet.write_string(row, 0, text)
