"""Tables that call themselves .xls but are a web page or Excel 2003 XML, as many systems export."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

from boardapp.core.errors import UserError
from boardapp.spreadsheets.cells import Cell, Place, Sheet

_MOST_COLUMNS = 300
_NEW_CELL = {"td", "th"}


def is_html(text: str) -> bool:
    """Whether a text is a web page with a table in it."""
    return bool(re.search(r"<\s*(html|table|tr)\b", text[:20_000], re.IGNORECASE))


def is_spreadsheet_xml(text: str) -> bool:
    """Whether a text is a workbook in the XML of Excel 2003."""
    return "urn:schemas-microsoft-com:office:spreadsheet" in text[:4000] and "<?xml" in text[:200]


def html_sheets(text: str) -> list[Sheet]:
    """Return the tables of a web page, each as a sheet."""
    reader = _Tables()
    reader.feed(text)
    reader.close()
    return [
        Sheet(f"表{n}", rows, tuple(merges))
        for n, (rows, merges) in enumerate(reader.tables, 1)
        if rows
    ]


def xml_sheets(text: str) -> list[Sheet]:
    """Return the worksheets of an Excel 2003 XML workbook."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UserError("这个文件里有不该有的内容，没有读它；请用Excel打开，另存为 .xlsx 再导入。")
    try:
        root = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except ElementTree.ParseError as error:
        raise UserError(
            "这个表格文件不完整，什么也没有改动；请重新导出或拷贝一次再导入。"
        ) from error
    sheets = []
    for sheet in _named(root, "Worksheet"):
        name = next((v for k, v in sheet.attrib.items() if k.endswith("}Name")), "")
        rows: list[list[Cell]] = []
        merges: list[tuple[Place, Place]] = []
        for row in _named(sheet, "Row"):
            while len(rows) < min(_attribute(row, "Index", 1) - 1, 200_000):
                rows.append([])
            rows.append(_xml_row(row, len(rows), merges))
        sheets.append(Sheet(name, rows, tuple(merges)))
    return sheets


def _xml_row(row: ElementTree.Element, at: int, merges: list[tuple[Place, Place]]) -> list[Cell]:
    cells: list[Cell] = []
    for cell in _named(row, "Cell"):
        while len(cells) < min(_attribute(cell, "Index", 1) - 1, _MOST_COLUMNS):
            cells.append("")
        across, down = _attribute(cell, "MergeAcross", 0), _attribute(cell, "MergeDown", 0)
        if across or down:
            merges.append(((at, len(cells)), (at + down, len(cells) + across)))
        cells.append(_xml_value(cell))
        cells.extend([""] * min(across, _MOST_COLUMNS))
    return cells


def _xml_value(cell: ElementTree.Element) -> Cell:
    data = next(iter(_named(cell, "Data")), None)
    if data is None:
        return ""
    text = "".join(data.itertext()).strip()
    kind = next((v for k, v in data.attrib.items() if k.endswith("}Type")), "")
    if kind == "Number":
        try:
            return float(text)
        except ValueError:
            return text
    return text.partition("T")[0] if kind == "DateTime" else text


def _named(element: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [e for e in element.iter() if isinstance(e.tag, str) and e.tag.endswith("}" + name)]


def _attribute(element: ElementTree.Element, name: str, default: int) -> int:
    for key, value in element.attrib.items():
        if key.endswith("}" + name) and value.isdigit():
            return int(value)
    return default


class _Tables(HTMLParser):
    """Collect the cells of every table, spread over the rows and columns they span."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[tuple[list[list[Cell]], list[tuple[Place, Place]]]] = []
        self.open: list[int] = []
        self.taken: dict[Place, bool] = {}
        self.cell: list[str] | None = None
        self.span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table" or (tag == "tr" and not self.open):
            self._end_cell()
            self.tables.append(([], []))
            self.open.append(len(self.tables) - 1)
            self.taken = {}
        if tag == "tr":
            self._end_cell()
            self.tables[self.open[-1]][0].append([])
        elif tag in _NEW_CELL and self.open:
            self._end_cell()
            self.cell = []
            named = dict(attrs)
            self.span = (_span(named.get("rowspan")), _span(named.get("colspan")))
        elif tag == "br" and self.cell is not None:
            self.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _NEW_CELL or tag == "tr":
            self._end_cell()
        elif tag == "table" and self.open:
            self._end_cell()
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def _end_cell(self) -> None:
        if self.cell is None or not self.open:
            return
        text, self.cell = "".join(self.cell).replace("\xa0", " ").strip(), None
        rows, merges = self.tables[self.open[-1]]
        if not rows:
            rows.append([])
        at, row = len(rows) - 1, rows[-1]
        while (at, len(row)) in self.taken:
            row.append("")
        column = len(row)
        row.append(text)
        down, across = self.span
        row.extend([""] * (across - 1))
        for below in range(1, down):
            for beside in range(across):
                self.taken[at + below, column + beside] = True
        if down > 1 or across > 1:
            merges.append(((at, column), (at + down - 1, column + across - 1)))


def _span(text: str | None) -> int:
    return min(int(text), _MOST_COLUMNS) if text and text.isdigit() and int(text) else 1
