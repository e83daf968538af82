"""What only the markup of an .xlsx tells: red ink, formulas without a value, formula errors.

The cell reader returns neither fonts nor formulas and reads an error cell as empty.
"""

import re
import zipfile
from dataclasses import dataclass, field

from boardapp.spreadsheets.cells import Place

_REL = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_FORMULA = re.compile(
    r"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b([^>]*?)(?:/>|>([^<]*)</(?:\w+:)?f>)(.*?)</(?:\w+:)?c>",
    re.DOTALL,
)
_VALUE = re.compile(r"<(?:\w+:)?v\b[^>]*>([^<]+)</")
_ERROR = re.compile(r'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>')
_DIMENSION = re.compile(r'<(?:\w+:)?dimension\b[^>]*\bref="(?:[A-Z]+\d+:)?([A-Z]+\d+)"')
_FILLED = re.compile(r'<(?:\w+:)?c\b[^>]*\br="([A-Z]+\d+)"[^>/]*(?<!/)>')
_FAR = re.compile(r'r="[A-Z](?:[A-Z]{2}|[A-Z]\d{5}|\d{6})')
_LARGE = 1_000_000
_NOWHERE = (9_999_999, 99_999)
_FONTS = re.compile(r"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(r"<(?:\w+:)?font\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_CELL_FORMATS = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(r"<(?:\w+:)?xf\b[^>]*>")
_COLOR = re.compile(r'<(?:\w+:)?color\b[^>]*?\b(?:rgb="([0-9A-Fa-f]{6,8})"|indexed="(\d+)")')


@dataclass(frozen=True)
class Markup:
    """One sheet's markup: red cells, formulas to be worked out, error cells, the last place."""

    red: frozenset[Place] = frozenset()
    formulas: dict[Place, str] = field(default_factory=dict)
    errors: frozenset[Place] = frozenset()
    size: Place = (0, 0)


def scan(package: zipfile.ZipFile) -> dict[str, Markup]:
    """Return the markup of every worksheet by its name."""
    names = set(package.namelist())
    book = _text(package, "xl/workbook.xml")
    targets = {}
    for found in _REL.finditer(_text(package, "xl/_rels/workbook.xml.rels")):
        relation = dict(_ATTRIBUTE.findall(found[0]))
        target = relation.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[relation.get("Id", "")] = part
    red = _red_formats(_text(package, "xl/styles.xml")) if "xl/styles.xml" in names else set()
    recalculated = 'fullCalcOnLoad="1"' in book
    sheets = {}
    for found in _SHEET.finditer(book):
        sheet = dict(_ATTRIBUTE.findall(found[0]))
        relation_id = next((v for k, v in sheet.items() if k.endswith(":id")), "")
        part = targets.get(relation_id, "")
        if part in names and "sheet" in part:
            name = _unescape(sheet.get("name", ""))
            sheets[name] = _scan_sheet(_text(package, part), red, recalculated)
    return sheets


def place_of(reference: str) -> Place | None:
    """Return the 0-based place of ``B7``, or None when it is no such reference."""
    found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _scan_sheet(xml: str, red: set[str], recalculated: bool) -> Markup:
    formulas: dict[Place, str] = {}
    if re.search(r"<(?:\w+:)?f[ >/]", xml):
        for attributes, _, formula, rest in _FORMULA.findall(xml):
            place = _place(attributes)
            value = _VALUE.search(rest)
            # Programs that write formulas without working them out leave nothing or a zero.
            if place and (not value or (recalculated and value[1] == "0")):
                formulas[place] = _unescape(formula)
    errors = {_place(attributes) for attributes in _ERROR.findall(xml)} if 't="e"' in xml else set()
    places: set[Place | None] = set()
    if red:
        ids = "|".join(sorted(red, key=int))
        pattern = re.compile(rf'<(?:\w+:)?c\b([^>]*\bs="(?:{ids})"[^>]*)(?<!/)>')
        places = {_place(attributes) for attributes in pattern.findall(xml)}
    return Markup(
        frozenset(p for p in places if p),
        formulas,
        frozenset(p for p in errors if p),
        _size(xml),
    )


def _size(xml: str) -> Place:
    """Return the last row and column; a stray cell far out would cost gigabytes to read.

    What the sheet says of its size counts only where no cell lies far out.
    """
    said = _DIMENSION.search(xml)
    last = place_of(said[1]) if said else None
    if last and last[0] * last[1] < _LARGE and not _FAR.search(xml):
        return last
    found = [place_of(one) or _NOWHERE for one in _FILLED.findall(xml)]
    return max((p[0] for p in found), default=0), max((p[1] for p in found), default=0)


def _place(attributes: str) -> Place | None:
    found = re.search(r'\br="([A-Z]+\d+)"', attributes)
    return place_of(found[1]) if found else None


def _red_formats(styles: str) -> set[str]:
    """Return the cell formats whose font is red."""
    fonts, formats = _FONTS.search(styles), _CELL_FORMATS.search(styles)
    if not fonts or not formats:
        return set()
    red = {str(n) for n, body in enumerate(_FONT.findall(fonts[0])) if _is_red(body)}
    found = set()
    for number, xf in enumerate(_FORMAT.findall(formats[0])):
        if dict(_ATTRIBUTE.findall(xf)).get("fontId") in red:
            found.add(str(number))
    return found


def _is_red(font: str) -> bool:
    color = _COLOR.search(font)
    if not color:
        return False
    if color[2]:
        return color[2] in {"2", "10"}
    rgb = color[1][-6:]
    red, green, blue = (int(rgb[n : n + 2], 16) for n in (0, 2, 4))
    return red >= 0xB0 and green <= 0x50 and blue <= 0x50


def _text(package: zipfile.ZipFile, part: str) -> str:
    return package.read(part).decode("utf-8", "replace")


def _unescape(text: str) -> str:
    for mark, plain in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(mark, plain)
    return text.replace("&amp;", "&")
