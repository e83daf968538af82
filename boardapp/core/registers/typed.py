"""Values of card fields as people write them, in a form, on the command line or in a sheet."""

import re
import unicodedata
from calendar import monthrange
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from boardapp.core.money import LARGEST_FEN, parse_fen
from boardapp.core.registers.fields import CardField, Kind
from boardapp.core.registers.values import Due

MU_UNITS = {
    "亩": Decimal(1),
    "公顷": Decimal(15),
    "平方米": Decimal(3) / Decimal(2000),
    "㎡": Decimal(3) / Decimal(2000),
    "m2": Decimal(3) / Decimal(2000),
    "平方公里": Decimal(1500),
}
"""How many 亩 one of each unit is (1 公顷 = 15 亩)."""

LARGEST = 10**12
"""Areas and quantities from here on, in thousandths, are taken for misreadings."""

YEARS = range(1900, 2200)

_DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]0?0:00(?::00)?)?$")
_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)$")
_MONTH = re.compile(r"^(\d{4})(?:[-/.年](\d{1,2})月?|年(\d{1,2})月份)$")
_UNIT = re.compile(r"^([-+\d.,]+)\s*(.*)$")


def parse(field: CardField, text: str) -> Any:
    """Return what a person wrote in a field; empty text is the field's empty value.

    Units may be written behind a number (万元, 公顷, 平方米, 年). Raises ValueError with a Chinese
    reason that says what to write instead. A LINK is returned as the code that was written.
    """
    clean = " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())
    if not clean:
        return field.empty
    if field.kind in (Kind.TEXT, Kind.LINK):
        return _text(field, clean)
    return _READERS[field.kind](field, unicodedata.normalize("NFKC", clean))


def _text(field: CardField, text: str) -> str:
    if len(text) > field.longest:
        raise ValueError(f"{field.title}太长（{len(text)}字），最多{field.longest}字")
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in text):
        raise ValueError(f"{field.title}里有不能显示的字符，请重新录入")
    return text


def _money(field: CardField, text: str) -> int:
    found = re.match(r"^(.*?)(万元|万|亿元|亿|千元)$", text)
    try:
        if found:
            power = {"亿": 10**8, "万": 10**4, "千": 10**3}[found[2][0]]
            fen = Decimal(found[1].replace(",", "").strip()) * power * 100
            if not fen.is_finite() or fen != fen.to_integral_value() or abs(fen) >= LARGEST_FEN:
                raise ValueError
            number = int(fen)
        else:
            number = parse_fen(text)
    except (ValueError, InvalidOperation) as error:
        reason = str(error) if isinstance(error, ValueError) else ""
        raise ValueError(
            f"{field.title}：{reason or f'“{text}”不是金额'}；请写成 1234.50（元）"
        ) from error
    if number < 0 and not field.signed:
        raise ValueError(f"{field.title}不能是负数")
    return number


def _number(field: CardField, text: str, places: int, example: str) -> tuple[Decimal, str]:
    """Return the number written and the unit behind it."""
    found = _UNIT.match(text)
    try:
        number = Decimal(found[1].replace(",", "")) if found else None
    except InvalidOperation:
        number = None
    if number is None or found is None:
        raise ValueError(f"{field.title}：“{text}”不是数字；请写成 {example}")
    if number < 0:
        raise ValueError(f"{field.title}不能是负数")
    if number * 10**places >= LARGEST:
        raise ValueError(f"{field.title}：“{text}”太大，请核对单位")
    return number, found[2].strip().lower()


def _area(field: CardField, text: str) -> int:
    number, unit = _number(field, text, 3, "12.5（亩）")
    if unit and unit not in MU_UNITS:
        raise ValueError(f"{field.title}：不认识单位“{unit}”；请折算成亩")
    exact = number * MU_UNITS.get(unit, Decimal(1)) * 1000
    if unit in ("", "亩") and exact != exact.to_integral_value():
        raise ValueError(f"{field.title}：“{text}”的小数超过三位")
    if exact >= LARGEST:
        raise ValueError(f"{field.title}：“{text}”太大，请核对单位")
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def _quantity(field: CardField, text: str) -> int:
    number, unit = _number(field, text, 3, "3 或 12.5")
    if len(unit) > 4 or re.search(r"\d", unit):
        raise ValueError(f"{field.title}：“{text}”不是数字；请写成 3 或 12.5")
    exact = number * 1000
    if exact != exact.to_integral_value():
        raise ValueError(f"{field.title}：“{text}”的小数超过三位")
    return int(exact)


def _percent(field: CardField, text: str) -> int:
    number, _ = _number(field, text.rstrip("%％ "), 2, "5（即百分之五）")
    exact = number * 100
    if exact != exact.to_integral_value() or exact > 10_000:
        raise ValueError(f"{field.title}：“{text}”应在 0 到 100 之间，最多两位小数")
    return int(exact)


def _integer(field: CardField, text: str) -> int:
    found = re.match(r"^(\d+(?:\.\d+)?)\s*(年|个月|月)?$", text)
    number = Decimal(found[1]) * (12 if found[2] == "年" else 1) if found else None
    if number is None or number != number.to_integral_value():
        raise ValueError(f"{field.title}：“{text}”应是整数")
    if number > field.most:
        raise ValueError(f"{field.title}：“{text}”太大，最多 {field.most}")
    return int(number)


def _date(field: CardField, text: str) -> date:
    found = _DAY.match(text.replace(" 年", "年")) or _COMPACT.match(text)
    month = _MONTH.match(text)
    if found:
        parts = int(found[1]), int(found[2]), int(found[3])
    elif month and field.month_ok:
        parts = int(month[1]), int(month[2] or month[3]), 1
    else:
        raise ValueError(f"{field.title}：“{text}”不是完整的日期；请写成 2026-10-08")
    year, number, day = parts
    if year not in YEARS or not 1 <= number <= 12 or not 1 <= day <= monthrange(year, number)[1]:
        raise ValueError(f"{field.title}：没有“{text}”这一天；请写成 2026-10-08")
    return date(*parts)


def _choice(field: CardField, text: str) -> Any:
    tight = re.sub(r"\s", "", text)
    bare = re.sub(r"\([^()]*\)$", "", tight)
    for written in (tight, bare, re.sub(r"(类|合同|协议)$", "", bare)):
        for one in field.choices or ():
            if written in (one.value, one.word, *one.also):
                return one
    raise ValueError(f"{field.title}没有“{text}”这一项；可选：{'、'.join(field.words)}")


def _payments(field: CardField, text: str) -> tuple[Due, ...]:
    rows = []
    for part in re.split(r"[;；]", text):
        day, _, amount = part.strip().partition(" ")
        if part.strip():
            on = _date(CardField(field.key, field.title), day)
            rows.append(Due(on, _money(CardField(field.key, field.title), amount.strip())))
    if len(rows) > 600:
        raise ValueError(f"{field.title}太多，最多 600 期")
    return tuple(sorted(rows, key=lambda due: due.on))


_READERS = {
    Kind.MONEY: _money,
    Kind.AREA: _area,
    Kind.QUANTITY: _quantity,
    Kind.PERCENT: _percent,
    Kind.INTEGER: _integer,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.PAYMENTS: _payments,
}
