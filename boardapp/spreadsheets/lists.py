"""A plain list out of a file: the rows below a head that names its columns."""

from collections.abc import Sequence
from pathlib import Path

from boardapp.core.errors import UserError
from boardapp.spreadsheets.cells import Sheet, is_blank, squeeze, text_of
from boardapp.spreadsheets.files import open_book

_ENDS = ("合计", "总计", "小计")
_LOOK = 20


def read_list(
    path: Path, titles: Sequence[str], required: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the first sheet whose head names the required columns, as texts.

    Cells come in the order of ``titles``, empty where the file has no such column. Sums and blank
    rows are left out. Raises UserError when no sheet has such a head or it has no rows.
    """
    wanted = {_plain(title): title for title in titles}
    needed = {_plain(title) for title in required} or set(list(wanted)[:1])
    for sheet in open_book(path).sheets:
        for number, row in enumerate(sheet.rows[:_LOOK]):
            heads = {_plain(text_of(cell)): n for n, cell in enumerate(row) if cell != ""}
            if needed <= heads.keys():
                places = [heads.get(_plain(title)) for title in titles]
                return _rows(sheet, number + 1, places, path)
    raise UserError(
        f"“{path.name}”里没有找到表头，什么也没有改动。表头要有：{'、'.join(required or titles)}。"
    )


def _rows(
    sheet: Sheet, first: int, places: Sequence[int | None], path: Path
) -> tuple[tuple[str, ...], ...]:
    found = []
    for number in range(first, len(sheet.rows)):
        row = sheet.rows[number]
        cells = tuple("" if n is None else text_of(sheet.at(number, n)) for n in places)
        if is_blank(row) or not any(cells):
            continue
        if any(squeeze(cell).startswith(_ENDS) for cell in row[:3]):
            continue
        found.append(cells)
    if not found:
        raise UserError(f"“{path.name}”的表头下面没有内容，什么也没有改动。")
    return tuple(found)


def _plain(title: str) -> str:
    """Return a head for comparing, without its unit: 金额（元） is 金额."""
    return squeeze(title).removeprefix("*").removesuffix("*").partition("(元)")[0]
