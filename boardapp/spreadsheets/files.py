"""Open a file from anywhere as sheets of cells: what it is is read from its first bytes."""

import hashlib
import io
import os
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from boardapp.core.errors import UserError
from boardapp.core.progress import Progress, silent
from boardapp.spreadsheets.cells import Cell, Place, Sheet
from boardapp.spreadsheets.formulas import evaluate
from boardapp.spreadsheets.markup import html_sheets, is_html, is_spreadsheet_xml, xml_sheets
from boardapp.spreadsheets.ooxml import Markup, scan
from boardapp.spreadsheets.text import decode, table

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_CONTENT = 300 * 1024 * 1024
MOST_CELLS = 5_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 300

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_OTHERS = (
    (b"%PDF", "PDF文件"),
    (b"\xff\xd8\xff", "照片"),
    (b"\x89PNG", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"MZ", "程序"),
    (b"{\\rtf", "Word文档"),
    (b"SQLite format 3", "数据库"),
)
_NOT_A_TABLE = "{name}不是表格，而是{what}，什么也没有改动；请选 .xlsx、.xls 或 .csv 的账本文件。"
_DAMAGED = "{name}打不开，文件可能不完整，什么也没有改动；请重新拷贝或导出一次再导入。"
_PASSWORD = "{name}设了打开密码，什么也没有改动；请在Excel或WPS里取消密码，另存一份再导入。"
_TOO_WIDE = "{}的工作表“{}”占了{}行{}列，不像账本，没有读它；请在Excel里删去多余的行列再导入。"


@dataclass(frozen=True)
class Book:
    """A file as sheets, in its own order, with the digest of its bytes."""

    digest: str
    sheets: tuple[Sheet, ...]


def open_book(path: Path, progress: Progress = silent) -> Book:
    """Read a file of any kind we know; raises UserError with one sentence for all others."""
    data = _bytes_of(path)
    progress(0, 3, "打开文件")
    name = f"“{name_of(path)}”"
    if data.startswith((_ZIP, b"PK\x05\x06")):
        sheets = _zipped(data, name)
    elif data.startswith(_OLE):
        sheets = _ole(data, name)
    elif data[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08"):
        raise UserError(
            f"{name}是太旧的Excel格式，什么也没有改动；请用Excel或WPS打开，另存为 .xlsx 再导入。"
        )
    else:
        for mark, what in _OTHERS:
            if data.startswith(mark):
                raise UserError(_NOT_A_TABLE.format(name=name, what=what))
        sheets = _textual(data, name)
    sheets = [_trimmed(sheet, name) for sheet in sheets]
    if not any(sheet.rows for sheet in sheets):
        raise UserError(f"{name}是空的，里面没有内容，什么也没有改动；请检查是不是选错了文件。")
    return Book(hashlib.sha256(data).hexdigest(), tuple(sheets))


def name_of(path: Path) -> str:
    """Return a file's name as text; names from an old USB stick are often GBK."""
    try:
        path.name.encode()
    except UnicodeEncodeError:
        return os.fsencode(path.name).decode("gb18030", "replace")
    return path.name


def _bytes_of(path: Path) -> bytes:
    name = f"“{name_of(path)}”"
    if path.name.startswith(("~$", ".~")):
        raise UserError(
            f"{name}是Excel打开文件时留下的临时文件，不是账本；请先在Excel里关闭账本，再选原来的文件。"
        )
    lock = path.parent / f"~${path.name}"
    in_excel = f"{name}正在Excel里打开，读不了，什么也没有改动；请先在Excel里保存并关闭它，再导入。"
    try:
        if path.is_dir():
            raise UserError(f"{name}是文件夹，不是账本文件；请选里面的 .xlsx、.xls 或 .csv 文件。")
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UserError(
                f"{name}不是普通的文件，没有读它；请选 .xlsx、.xls 或 .csv 的账本文件。"
            )
        size = about.st_size
        if size > LARGEST_FILE:
            raise UserError(
                f"{name}有{size / 1024 / 1024:.0f}MB，账本不会超过20MB，没有读它；"
                "请检查是不是选错了文件，或者删去里面的图片和不用的工作表再导入。"
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"找不到文件{name}；请检查它是否移走或改名，U盘是否插好。") from error
    except PermissionError as error:
        if lock.exists() or path.suffix.lower() in {".xls", ".xlsx", ".csv", ".et"}:
            raise UserError(in_excel) from error
        raise UserError(f"没有权限读{name}；请把它拷到桌面上再导入。") from error
    except OSError as error:
        raise UserError(f"读不出{name}；请检查U盘是否插好，把文件拷到电脑上再导入。") from error
    if lock.exists():
        raise UserError(in_excel)
    if not data.strip(b"\x00 \r\n\t"):
        raise UserError(
            f"{name}是空文件，什么也没有改动；请检查是不是选错了文件，或者重新导出一次。"
        )
    return data


def _zipped(data: bytes, name: str) -> list[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            size = sum(part.file_size for part in package.infolist())
            if size > LARGEST_CONTENT:
                raise UserError(
                    f"{name}解开后有{size // 1024 // 1024}MB，不像账本，没有读它；"
                    "请检查是不是选错了文件。"
                )
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                is_word = any(part.startswith("word/") for part in names)
                what = "Word文档" if is_word else "压缩包或别的文件"
                raise UserError(_NOT_A_TABLE.format(name=name, what=what))
            markup = scan(package) if "xl/workbook.xml" in names else {}
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, struct.error) as error:
        raise UserError(_DAMAGED.format(name=name)) from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise UserError(_PASSWORD.format(name=name)) from error
    except zlib.error as error:
        raise UserError(_DAMAGED.format(name=name)) from error
    for sheet, found in markup.items():
        if (found.size[0] + 1) * (found.size[1] + 1) > MOST_CELLS:
            raise UserError(_TOO_WIDE.format(name, sheet, found.size[0] + 1, found.size[1] + 1))
    return _worked_out(_workbook(data, name), markup)


def _ole(data: bytes, name: str) -> list[Sheet]:
    streams = {
        word: word.encode("utf-16-le") in data
        for word in ("EncryptedPackage", "WordDocument", "Workbook", "Book", "PowerPoint Document")
    }
    if streams["EncryptedPackage"]:
        raise UserError(_PASSWORD.format(name=name))
    if not streams["Workbook"] and not streams["Book"]:
        if not streams["WordDocument"] and not streams["PowerPoint Document"]:
            raise UserError(_DAMAGED.format(name=name))
        what = "Word文档" if streams["WordDocument"] else "幻灯片"
        raise UserError(_NOT_A_TABLE.format(name=name, what=what))
    return _workbook(data, name)


def _textual(data: bytes, name: str) -> list[Sheet]:
    text = decode(data)
    if is_spreadsheet_xml(text):
        return xml_sheets(text)
    if text.lstrip()[:13].upper() == "MIME-VERSION:":
        raise UserError(_NOT_A_TABLE.format(name=name, what="网页归档"))
    if is_html(text):
        return html_sheets(text)
    strange = sum(1 for c in text[:5000] if ord(c) < 32 and c not in "\r\n\t\f")
    if strange > 5:
        raise UserError(_NOT_A_TABLE.format(name=name, what="别的文件"))
    return [Sheet(re.sub(r"\.\w+”$", "", name[1:]).rstrip("”"), table(text))]


def _workbook(data: bytes, name: str) -> list[Sheet]:
    sheets = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for meta in book.sheets_metadata:
                if meta.typ != SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(meta.name)
                hidden = meta.visible != SheetVisibleEnum.Visible
                if (sheet.total_height + 1) * (sheet.total_width + 1) > MOST_CELLS:
                    size = sheet.total_height + 1, sheet.total_width + 1
                    raise UserError(_TOO_WIDE.format(name, meta.name, *size))
                rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
                merges = tuple(sheet.merged_cell_ranges or ())
                sheets.append(Sheet(meta.name, rows, merges, hidden))
    except PasswordError as error:
        raise UserError(_PASSWORD.format(name=name)) from error
    except (CalamineError, OSError, ValueError) as error:
        if "assword" in str(error) or "ncrypt" in str(error):
            raise UserError(_PASSWORD.format(name=name)) from error
        raise UserError(_DAMAGED.format(name=name)) from error
    return sheets


def _worked_out(sheets: list[Sheet], markup: dict[str, Markup]) -> list[Sheet]:
    """Put in the values of formulas that were saved without one, and mark what has none."""
    named = {sheet.name: sheet for sheet in sheets}
    formulas = {name: found.formulas for name, found in markup.items() if found.formulas}

    def value_at(sheet: str, place: Place) -> Cell | None:
        return named[sheet].at(*place) if sheet in named else None

    values = evaluate(formulas, value_at) if formulas else {}
    unknown: dict[str, set[Place]] = {}
    for (name, row, column), value in values.items():
        if value is None:
            unknown.setdefault(name, set()).add((row, column))
        elif name in named:
            _put(named[name].rows, row, column, round(value, 6))
    ready = []
    for sheet in sheets:
        found = markup.get(sheet.name, Markup())
        broken = found.errors | unknown.get(sheet.name, set())
        ready.append(replace(sheet, red=found.red, broken=frozenset(broken)))
    return ready


def _put(rows: list[list[Cell]], row: int, column: int, value: float) -> None:
    if row >= MOST_ROWS or column >= MOST_COLUMNS:
        return
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([""] * (column + 1 - len(rows[row])))
    rows[row][column] = value


def _trimmed(sheet: Sheet, name: str) -> Sheet:
    """Drop empty rows at the end, and refuse a sheet that is too large for a ledger."""
    last = len(sheet.rows)
    while last and all(c == "" for c in sheet.rows[last - 1]):
        last -= 1
    if last > MOST_ROWS:
        raise UserError(
            f"{name}的工作表“{sheet.name}”有{last}行，不像账本，没有读它；"
            "请按月分开导出，或者检查是不是选错了文件。"
        )
    return replace(sheet, rows=sheet.rows[:last])
