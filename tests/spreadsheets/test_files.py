"""What opens, and the one sentence for each thing that does not."""

import contextlib
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from boardapp.core.errors import Cancelled, UserError
from boardapp.core.progress import Progress
from boardapp.spreadsheets.files import open_book
from tests.spreadsheets.builders import Rows, brief, codes, read, text, workbook, xls, xlsx
from tests.spreadsheets.test_layouts import HEAD, WANT, standard

BASE = standard("10月1日", "10月5日", "10月9日")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_text_table_is_read_in_any_encoding(
    encoding: str, separator: str, tmp_path: Path
) -> None:
    path = text(tmp_path / "账.csv", BASE, encoding, separator)
    assert brief(read(path)) == WANT


def test_a_rare_character_is_kept_as_typed(tmp_path: Path) -> None:
    rows = [HEAD, ["10-1", "", "付𬭼村㙍工资", "", 5, ""]]
    assert read(text(tmp_path / "a.csv", rows, "gb18030")).lines[0].summary == "付𬭼村㙍工资"


def test_what_a_file_is_is_read_from_its_bytes_and_not_from_its_name(tmp_path: Path) -> None:
    for name, path in (
        ("xlsx.xls", xlsx(tmp_path / "a.xlsx", BASE)),
        ("xls.xlsx", xls(tmp_path / "a.xls", BASE)),
        ("text.xls", text(tmp_path / "a.csv", BASE, "gbk", "\t")),
    ):
        other = path.rename(tmp_path / name)
        assert brief(read(other)) == WANT


def _html(rows: Rows, close: str = "</td>", end: str = "</tr>") -> str:
    cells = ("".join(f"<td>{c}{close}" for c in row) for row in rows)
    body = "".join(f"<tr>{row}{end}" for row in cells)
    return f"<html><table><tr><td colspan=6>2026年10月账</td></tr>{body}</table></html>"


@pytest.mark.parametrize(("close", "end"), [("</td>", "</tr>"), ("", "")])
def test_a_web_page_called_xls_is_read(close: str, end: str, tmp_path: Path) -> None:
    path = tmp_path / "导出.xls"
    path.write_bytes(_html(BASE, close, end).encode("gbk"))
    assert brief(read(path)) == WANT


def test_the_xml_of_excel_2003_is_read(tmp_path: Path) -> None:
    def cell(value: object) -> str:
        kind = "Number" if isinstance(value, int | float) else "String"
        return f'<Cell><Data ss:Type="{kind}">{value}</Data></Cell>' if value else "<Cell/>"

    body = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in BASE)
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    path = tmp_path / "导出.xls"
    path.write_text(
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="账"><Table>{body}</Table></Worksheet></Workbook>',
        "utf-8",
    )
    reading = read(path)
    assert brief(reading) == WANT
    assert reading.sheet == "账"


def _formulas(path: Path, **cells: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [
        HEAD,
        ["", "", "上月结余", "", "", 500],
        ["10月1日", "记-1", "收租金", 1000, "", "=F2+D3-E3"],
        ["10月5日", "记-2", "买笔", "", "=19*2", "=F3+D4-E4"],
        ["10月9日", "记-3", "电费", "", 24.6, "=F4+D5-E5"],
        ["", "", "本月合计", "=SUM(D3:D5)", "=SUM(E3:E5)", "=F5"],
    ]:
        sheet.append([None if value == "" else value for value in row])
    for place, value in cells.items():
        sheet[place] = value
    book.save(path)
    return path


def test_formulas_saved_without_their_values_are_worked_out(tmp_path: Path) -> None:
    reading = read(_formulas(tmp_path / "a.xlsx"))
    assert brief(reading) == WANT
    assert reading.findings == ()
    assert (reading.stated.income, reading.stated.closing) == (100000, 143740)


def test_a_formula_beyond_us_is_asked_for_by_its_row(tmp_path: Path) -> None:
    reading = read(_formulas(tmp_path / "a.xlsx", E4="=VLOOKUP(1,A1:B2,2)"))
    assert ("amount-unreadable", 4) in codes(reading)
    assert "保存一次" in reading.findings[0].sentence


def test_a_formula_that_refers_to_itself_does_not_hang(tmp_path: Path) -> None:
    reading = read(_formulas(tmp_path / "a.xlsx", F3="=F4", F4="=F3"))
    assert brief(reading) == WANT


@pytest.mark.parametrize(
    "formula",
    ["='[1]别的'!A1", "=没有这张表!A1", f"={'(' * 3000}1{')' * 3000}", "=" + "-" * 3000 + "1"],
)
def test_a_formula_that_cannot_be_known_is_never_taken_for_nought(
    formula: str, tmp_path: Path
) -> None:
    assert ("amount-unreadable", 4) in codes(read(_formulas(tmp_path / "a.xlsx", E4=formula)))


def test_red_ink_is_a_reversal_where_the_balance_says_so(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["", "", "上月结余", "", "", 500],
        ["10月1日", "1", "收租金", 1000, "", 1500],
        ["10月5日", "2", "办公费", "", 38, 1538],
        ["10月9日", "3", "电费", "", 24.6, 1513.4],
    ]
    reading = read(workbook(tmp_path / "a.xlsx", {"账": rows}, red=[(3, 4), (4, 4)]))
    assert [x.expense for x in reading.lines] == [None, -3800, 2460]
    assert codes(reading) == [("reversal-read", 4)]


def test_a_column_all_in_red_is_decoration(tmp_path: Path) -> None:
    rows = [["日期", "摘要", "支出"], *[[f"10-{n}", f"买{n}", n] for n in range(1, 6)]]
    reading = read(workbook(tmp_path / "a.xlsx", {"账": rows}, red=[(n, 2) for n in range(6)]))
    assert [x.expense for x in reading.lines] == [100, 200, 300, 400, 500]


def test_a_negative_number_in_red_is_not_turned_twice(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["日期", "摘要", "支出"], ["10-1", "买笔", 5], ["10-2", "冲买笔", -5]]:
        sheet.append(row)
    sheet["C3"].font = Font(color="FFFF0000")
    book.save(tmp_path / "a.xlsx")
    assert [x.expense for x in read(tmp_path / "a.xlsx").lines] == [500, -500]


def _zip(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("_", "/").replace("0", "."), data)
    return path


def _bytes(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _with_row(path: Path, row: bytes) -> Path:
    """Put a row into a sheet that does not say so in its size."""
    with zipfile.ZipFile(xlsx(path.with_name("b.xlsx"), BASE)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", row + b"</sheetData>")
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def _cut(path: Path) -> Path:
    return _bytes(path, path.read_bytes()[: path.stat().st_size // 2])


def _locked(path: Path) -> Path:
    path.with_name("~$" + path.name).write_bytes(b"x")
    return xlsx(path, BASE)


BROKEN: dict[str, tuple[Callable[[Path], Path], str]] = {
    "empty": (lambda d: _bytes(d / "a.xlsx", b""), "“a.xlsx”是空文件"),
    "noughts": (lambda d: _bytes(d / "a.csv", b"\0" * 999), "是空文件"),
    "missing": (lambda d: d / "没有.xlsx", "找不到文件“没有.xlsx”"),
    "a folder": (lambda d: d, "是文件夹"),
    "pdf": (lambda d: _bytes(d / "a.xlsx", b"%PDF-1.4"), "而是PDF文件"),
    "photo": (lambda d: _bytes(d / "a.xls", b"\xff\xd8\xff\xe0abc"), "而是照片"),
    "word": (lambda d: _zip(d / "a.xlsx", word_document0xml=b"x"), "而是Word文档"),
    "zip": (lambda d: _zip(d / "a.xlsx", a0txt=b"x"), "而是压缩包"),
    "cut xlsx": (lambda d: _cut(xlsx(d / "a.xlsx", BASE)), "文件可能不完整"),
    "cut xls": (lambda d: _cut(xls(d / "a.xls", BASE)), "文件可能不完整"),
    "odd xml": (lambda d: _zip(d / "a.xlsx", xl_workbook0xml=b"<a"), "文件可能不完整"),
    "password": (
        lambda d: _bytes(d / "a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le")),
        "设了打开密码.*取消密码",
    ),
    "50 MB": (lambda d: _bytes(d / "a.csv", b"x" * 50 * 1024 * 1024), "有50MB"),
    "zip bomb": (
        lambda d: _zip(d / "a.xlsx", xl_workbook0xml=b"0" * 301 * 1024 * 1024),
        "解开后有301MB",
    ),
    "stray cell": (
        lambda d: xlsx(d / "a.xlsx", [*BASE, *[[]] * 90_000, [""] * 700 + ["x"]]),
        "多余的行列",
    ),
    "stray cell that the size conceals": (
        lambda d: _with_row(d / "a.xlsx", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "多余的行列",
    ),
    "a cell that is nowhere": (
        lambda d: _with_row(d / "a.xlsx", b'<row r="99"><c r="ZZZZ99999999999"><v>1</v></c></row>'),
        "多余的行列",
    ),
    "a lost quote at the end": (
        lambda d: _bytes(
            d / "a.csv", '日期,摘要,支出\n10-1,笔,1\n10-2,"纸,2\n10-3,墨,3\n'.encode()
        ),
        "从第3行起读不通",
    ),
    "blank workbook": (lambda d: xlsx(d / "a.xlsx", []), "是空的"),
    "excel's own file": (lambda d: _bytes(d / "~$a.xlsx", b"x"), "临时文件"),
    "open in excel": (lambda d: _locked(d / "a.xlsx"), "正在Excel里打开.*关闭"),
    "prose": (lambda d: _bytes(d / "a.csv", "今天天气不错\n".encode()), "没有找到账本的表头"),
    "any bytes": (lambda d: _bytes(d / "a.csv", bytes(range(256)) * 9), "不是表格"),
    "a lost quote": (
        lambda d: _bytes(d / "a.csv", '日期,摘要,支出\n"10-1,x,1\n'.encode() + b"y" * 200_000),
        "第2行读不通",
    ),
    "entities": (
        lambda d: _bytes(
            d / "a.xls",
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        ),
        "不该有的内容",
    ),
    "a trial balance": (
        lambda d: xlsx(
            d / "a.xlsx", [["科目代码", "科目名称", "借方发生额", "期末余额"], [1, 2, 3, 4]]
        ),
        "没有找到账本的表头",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_bad_input_gets_one_sentence_and_changes_nothing(name: str, tmp_path: Path) -> None:
    make, sentence = BROKEN[name]
    path = make(tmp_path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(UserError, match=sentence) as caught:
        read(path)
    said = str(caught.value)
    assert said.endswith("。")
    assert said.count("。") == 1
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    os.mkfifo(path)
    with pytest.raises(UserError, match="不是普通的文件"):
        read(path)


def test_a_nought_byte_in_a_text_table_is_not_kept(tmp_path: Path) -> None:
    path = _bytes(tmp_path / "a.csv", "日期,摘要,支出\n10-1,买\0笔,1\n".encode())
    assert read(path).lines[0].summary == "买笔"


def test_a_file_that_excel_holds_is_named_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> bytes:
        raise PermissionError

    path = xlsx(tmp_path / "a.xlsx", BASE)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UserError, match="正在Excel里打开"):
        read(path)


@pytest.mark.parametrize("make", [xlsx, xls])
@pytest.mark.parametrize("share", range(1, 20))
def test_a_damaged_workbook_never_ends_in_anything_but_a_sentence(
    make: Callable[[Path, Rows], Path], share: int, tmp_path: Path
) -> None:
    path = make(tmp_path / "a.x", BASE)
    data = bytearray(path.read_bytes())
    at = len(data) * share // 20
    data[at : at + 8] = b"\xff" * 8
    path.write_bytes(bytes(data))
    with contextlib.suppress(UserError):  # any other exception fails the test
        read(path)


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    def stop(_done: int, _total: int, _label: str) -> None:
        raise Cancelled

    progress: Progress = stop
    with pytest.raises(Cancelled):
        open_book(xlsx(tmp_path / "a.xlsx", BASE), progress)
