"""Plain text tables: which encoding, which separator, which rows."""

import codecs
import csv
import io

from boardapp.core.errors import UserError
from boardapp.spreadsheets.cells import Cell

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FIELD_LIMIT = 100_000


def decode(data: bytes) -> str:
    """Return the text of a file of unknown encoding; raises UserError when it is not text."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _readable(data, name)
    if data.count(0) > len(data) // 20:
        odd, even = data[1::2].count(0), data[::2].count(0)
        return _readable(data, "utf-16-le" if odd >= even else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # A file cut inside its last character is still UTF-8.
        for cut in (1, 2, 3):
            try:
                return data[:-cut].decode("utf-8")
            except UnicodeDecodeError:
                continue
    return _readable(data, "gb18030")


def table(text: str) -> list[list[Cell]]:
    """Return the rows of a comma, tab or semicolon separated text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    rows: list[list[Cell]] = []
    if text[:4].lower() == "sep=" and "\n" in text[:8]:
        separator, text = text[4], "\n" + text.partition("\n")[2]
    else:
        separator = _separator(text)
    previous = csv.field_size_limit(_FIELD_LIMIT)
    try:
        for record in csv.reader(io.StringIO(text), delimiter=separator):
            rows.append([_plain(value) for value in record])  # noqa: PERF401 - the error names the row
    except csv.Error as error:
        raise UserError(
            f"文字表格第{len(rows) + 1}行读不通（可能少了半个引号），什么也没有改动；"
            "请用Excel或WPS打开检查这一行，另存为 .xlsx 再导入。"
        ) from error
    finally:
        csv.field_size_limit(previous)
    if text.count('"') % 2 and rows and any("\n" in str(cell) for cell in rows[-1]):
        raise UserError(
            f"文字表格从第{len(rows)}行起读不通（少了半个引号），什么也没有改动；"
            "请用Excel或WPS打开检查这一行，另存为 .xlsx 再导入。"
        )
    return rows


def _readable(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError(
            "这个文件不是表格，或者文字的编码认不出来，什么也没有改动；"
            "请用Excel或WPS打开它，另存为 .xlsx 再导入。"
        ) from error
    return text.removeprefix("\ufeff")


def _separator(text: str) -> str:
    """Choose the separator that cuts most of the first lines into the same number of parts."""
    lines = [line for line in text[:20_000].split("\n")[:60] if line.strip()]

    def worth(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        many = [n for n in counts if n >= 2]
        return len(many), sum(many)

    return max(",\t;|", key=worth) if lines else ","


def _plain(value: str) -> str:
    """Strip the ways other programs keep Excel from turning text into numbers."""
    value = value.strip()
    if value.startswith('="') and value.endswith('"'):
        value = value[2:-1]
    return value.removeprefix("'")
