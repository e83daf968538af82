"""Amounts of money as whole fen: read from what people type, written as people read them."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

LARGEST_FEN = 10**15
"""Amounts from here on (ten million million yuan) are taken for misreadings."""

_CURRENCY = re.compile(r"^(人民币|RMB|CNY|[¥$])|(元整|元正|元|圆|整)$", re.IGNORECASE)
_MINUS = {"−": "-", "–": "-", "—": "-", "﹣": "-", "△": "-", "▲": "-"}
_NUMBER = re.compile(r"^\d{1,3}(,\d{3})+(\.\d*)?$|^\d+(\.\d*)?$|^\.\d+$")

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿", "万亿")


def parse_fen(text: str) -> int:
    """Return the amount that a person wrote, in fen.

    Understands thousands commas, ￥ and 元, full-width digits, and the ways a ledger writes a
    reversal: a minus sign before or after, brackets, △ or 红字.
    Raises ValueError with a Chinese reason when the text is no amount or is finer than one fen.
    """
    plain = "".join(_MINUS.get(c, c) for c in unicodedata.normalize("NFKC", text))
    plain = re.sub(r"\s", "", plain)
    negative, plain = _take_sign(_CURRENCY.sub("", plain))
    plain = _CURRENCY.sub("", plain)
    if negative is False:
        negative, plain = _take_sign(plain)
    if not _NUMBER.match(plain):
        raise ValueError(f"“{text.strip()}”不是金额")
    return _to_fen(Decimal(plain.replace(",", "")), text) * (-1 if negative else 1)


def fen_from_number(number: float) -> int:
    """Return the amount of a spreadsheet's number cell, in fen.

    Binary noise far below one fen is rounded away; a real third decimal raises ValueError.
    """
    try:
        exact = Decimal(repr(number))
    except InvalidOperation as error:
        raise ValueError(f"“{number}”不是金额") from error
    if not exact.is_finite():
        raise ValueError(f"“{number}”不是金额")
    return _to_fen(
        exact.quantize(Decimal("0.000001")) if abs(exact) < LARGEST_FEN else exact, number
    )


def plain(fen: int) -> str:
    """Return the amount as a bare decimal for machines: ``-1234.50``."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100}.{fen % 100:02d}"


def plain_or_none(fen: int | None) -> str | None:
    """Return the amount as ``plain`` does, None where nothing tells it."""
    return None if fen is None else plain(fen)


def grouped(fen: int) -> str:
    """Return the amount with thousands commas and two decimals: ``-1,234.50``."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100:,}.{fen % 100:02d}"


UNKNOWN = "不详"
"""What stands in place of an amount that nothing tells."""


def told(fen: int | None) -> str:
    """Return the amount as ``grouped`` does, or 不详 where nothing tells it: never 0.00."""
    return UNKNOWN if fen is None else grouped(fen)


def in_words(fen: int) -> str:
    """Return the amount in formal Chinese numerals (支付结算办法, 附件一)."""
    sign, fen = ("负", -fen) if fen < 0 else ("", fen)
    yuan, jiao, cent = fen // 100, fen // 10 % 10, fen % 10
    if not fen:
        return "人民币零元整"
    words = _integer(yuan) + "元" if yuan else ""
    if not jiao and not cent:
        return f"人民币{sign}{words}整"
    if yuan and (not jiao or not yuan % 10):
        words += "零"
    words += _DIGITS[jiao] + "角" if jiao else ""
    words += _DIGITS[cent] + "分" if cent else ""
    return f"人民币{sign}{words}"


def _take_sign(text: str) -> tuple[bool, str]:
    """Strip one mark of a negative amount and say whether there was one."""
    if text.startswith("红字"):
        return True, text[2:].lstrip("-")
    if len(text) > 2 and text[0] in "([" and text[-1] in ")]":
        return True, text[1:-1].lstrip("-")
    if text.startswith("-"):
        return True, text[1:]
    if text.endswith("-"):
        return True, text[:-1]
    return False, text.removeprefix("+")


def _to_fen(yuan: Decimal, shown: object) -> int:
    if abs(yuan) >= LARGEST_FEN // 100:
        raise ValueError(f"“{shown}”太大，不像一笔金额")
    fen = yuan * 100
    if fen != fen.to_integral_value():
        raise ValueError(f"“{shown}”的小数超过两位")
    return int(fen)


def _integer(yuan: int) -> str:
    """Return a positive whole number in formal numerals, in sections of four digits."""
    words, gap, sections = "", False, []
    while yuan:
        yuan, section = divmod(yuan, 10_000)
        sections.append(section)
    for power in reversed(range(len(sections))):
        section = sections[power]
        if not section:
            gap = bool(words)
            continue
        if words and (gap or section < 1000):
            words += "零"
        words += _section(section) + _SECTIONS[power]
        gap = False
    return words


def _section(value: int) -> str:
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if not digit:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[digit] + _UNITS[place]
        gap = False
    return words
