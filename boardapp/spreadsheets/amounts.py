"""Amount cells and the words that give them a side."""

import re
from functools import lru_cache

from boardapp.core.money import fen_from_number, parse_fen
from boardapp.core.reading import Field
from boardapp.spreadsheets.cells import Cell, squeeze, text_of

_NOTHING = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "—",
        "——",
        "–",
        "−",
        "/",
        "\\",
        "无",
        "×",
        "x",
        "*",
        ".",
        "零",
        "¥",
        "¥-",
        "空",
        "_",
        "…",
        "//",
        "¥0",
        "0元",
        "零元",
        "nan",
        "null",
        "none",
    }
)
_IN = frozenset(
    {
        "借",
        "收",
        "收入",
        "+",
        "进",
        "存",
        "借方",
        "收方",
        "转入",
        "存入",
        "入",
        "增",
        "增加",
        "来",
        "来账",
        "收款",
        "进账",
        "dr",
        "d",
        "j",
        "入账",
        "in",
        "debit",
        "贷记收入",
        "收(借)",
        "借(收)",
        "借(收入)",
        "收入(借)",
        "收入(借方)",
        "汇入",
    }
)
_OUT = frozenset(
    {
        "贷",
        "付",
        "支",
        "支出",
        "付出",
        "-",
        "出",
        "取",
        "贷方",
        "付方",
        "转出",
        "支取",
        "减",
        "减少",
        "往",
        "往账",
        "付款",
        "cr",
        "c",
        "d2",
        "out",
        "credit",
        "出账",
        "付(贷)",
        "贷(付)",
        "贷(支出)",
        "支出(贷)",
        "支出(贷方)",
        "汇出",
        "开支",
    }
)
_EVEN = frozenset({"平", "0", "零"})
_LEADING_SIDE = re.compile(r"^(借|贷|平)(?:方|余)?[::]?(.*)$")


def amount_of(cell: Cell, factor: int = 1) -> int | None:
    """Return an amount cell in fen, None when it says nothing; one unit is ``factor`` yuan.

    Raises ValueError with a Chinese reason when something other than an amount stands in it.
    """
    if isinstance(cell, str):
        return _from_text(cell) if factor == 1 else _in_units(cell, factor)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise ValueError(f"“{text_of(cell)}”不是金额")
    yuan = cell if factor == 1 else round(cell * factor, 6)
    fen = round(yuan * 100) if -1e12 < yuan < 1e12 else 0
    if fen and fen / 100 == yuan:  # the two-decimal number that most cells hold
        return fen
    return fen_from_number(yuan) or None


def balance_of(cell: Cell, direction: str = "", factor: int = 1) -> int | None:
    """Return a balance in fen, below zero when it stands on the 贷 side."""
    side = squeeze(direction)
    if isinstance(cell, str):
        text = squeeze(cell)
        found = _LEADING_SIDE.match(text)
        if found:
            side, cell = found[1], found[2]
        elif text[-1:] in {"借", "贷"}:
            side, cell = text[-1], text[:-1]
        if not squeeze(cell).strip("-—0.,¥"):
            return 0 if side in _EVEN or "0" in squeeze(cell) else None
    fen = amount_of(cell, factor)
    if fen is None:
        return 0
    return -abs(fen) if side in {"贷", "贷方", "贷余"} else fen


@lru_cache(maxsize=500)
def side_of(direction: str) -> Field | None:
    """Return the side that a 方向 cell names, None when it names none."""
    text = squeeze(direction).lower()
    if text in _IN:
        return Field.INCOME
    if text in _OUT:
        return Field.EXPENSE
    if text.startswith(("收", "借")) or text.endswith("收入"):
        return Field.INCOME
    if text.startswith(("支", "付", "贷")) or text.endswith("支出"):
        return Field.EXPENSE
    return None


def says_receipts(direction: str) -> bool:
    """Whether a 方向 word speaks of receiving or paying rather than of 借 and 贷."""
    return not re.search(r"[借贷]|^[dcj]r?$", squeeze(direction).lower())


def _in_units(text: str, factor: int) -> int | None:
    """Return an amount in 万元 or the like, which may be finer than a hundredth of its unit."""
    try:
        return amount_of(float(squeeze(text).replace(",", "").lstrip("¥")), factor)
    except ValueError:
        fen = _from_text(text)
        return fen and fen * factor


@lru_cache(maxsize=20_000)
def _from_text(text: str) -> int | None:
    tight = squeeze(text).lstrip("'").lower()
    if tight in _NOTHING or not tight.strip("-—–"):
        return None
    return parse_fen(tight) or None
