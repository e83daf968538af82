"""A period's ledger as a workbook in the nine columns of the trade, readable by any office."""

import io

import xlsxwriter

from boardapp.core.ledger import Direction, PeriodLedger, split_voucher

_HEADS = ("月", "日", "字", "号", "摘要", "借方(收入)", "贷方(支出)", "借/贷", "余额")
_WIDTHS = (5, 5, 5, 8, 36, 16, 16, 7, 18)


def write_ledger(title: str, unit: str, ledger: PeriodLedger) -> bytes:
    """Return an .xlsx file of a period's ledger, amounts in yuan.

    Moves between own accounts stand in the amount columns, as in the books themselves.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("逐笔公开榜")
    money = book.add_format({"num_format": "#,##0.00"})
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1})
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, 8, title, head)
    sheet.write(1, 0, f"单位：{unit}")
    sheet.write(1, 4, ledger.period.label)
    sheet.write(1, 8, "单位：元")
    sheet.merge_range(2, 0, 2, 1, f"{ledger.period.year}年", head)
    sheet.merge_range(2, 2, 2, 3, "凭证", head)
    for column, text in enumerate(_HEADS):
        if column < 4:
            sheet.write(3, column, text, head)
        else:
            sheet.merge_range(2, column, 3, column, text, head)
    sheet.repeat_rows(2, 3)
    _lines(sheet, money, ledger)
    book.close()
    return buffer.getvalue()


def _lines(sheet: "xlsxwriter.worksheet.Worksheet", money: object, ledger: PeriodLedger) -> None:
    row = 4
    sheet.write(row, 4, "上期结转")
    _balance(sheet, money, row, ledger.opening)
    for entry, balance in zip(ledger.entries, ledger.balances, strict=True):
        row += 1
        word, number = split_voucher(entry.voucher)
        sheet.write_row(row, 0, (entry.date.month, entry.date.day, word, number))
        sheet.write_string(row, 4, entry.summary)
        column = 5 if entry.direction is Direction.INCOME else 6
        sheet.write_number(row, column, entry.fen / 100, money)
        _balance(sheet, money, row, balance)
    sums = ledger.totals
    sheet.write(row + 1, 4, f"本{ledger.period.cycle.word}合计")
    sheet.write_number(row + 1, 5, sums.income / 100, money)
    sheet.write_number(row + 1, 6, sums.expense / 100, money)
    _balance(sheet, money, row + 1, sums.closing)
    if ledger.year.complete:
        sheet.write(row + 2, 4, "本年累计")
        sheet.write_number(row + 2, 5, ledger.year.income / 100, money)
        sheet.write_number(row + 2, 6, ledger.year.expense / 100, money)


def _balance(
    sheet: "xlsxwriter.worksheet.Worksheet", money: object, row: int, balance: int | None
) -> None:
    if balance is None:
        return
    sheet.write(row, 7, "借" if balance > 0 else "贷" if balance < 0 else "平")
    sheet.write_number(row, 8, abs(balance) / 100, money)
