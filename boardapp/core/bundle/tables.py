"""The tables of the bundle as files: written, described to other tools, and read strictly."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from boardapp.core.bundle.schema import Field, TableSchema, Type
from boardapp.core.bundle.tables_ledger import LEDGER_TABLES
from boardapp.core.bundle.tables_opinions import OPINION_TABLES
from boardapp.core.bundle.tables_postings import POSTING_TABLES
from boardapp.core.bundle.tables_registers import REGISTER_TABLES
from boardapp.core.bundle.tables_village import VILLAGE_TABLES

TABLES: tuple[TableSchema, ...] = (
    *VILLAGE_TABLES,
    *LEDGER_TABLES,
    *REGISTER_TABLES,
    *POSTING_TABLES,
    *OPINION_TABLES,
)
"""Every table of a bundle: each is always there, empty ones with their head alone."""
_BY_NAME = {one.name: one for one in TABLES}

GUARD = "'"
"""What stands before a text that a spreadsheet would take for a formula, and is no part of it."""
_GUARDED = ("=", "+", "-", "@", GUARD)
MOST_PROBLEMS = 20
LARGEST_CELL = 100_000
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]")
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NUMBER = {
    0: re.compile(r"-?(0|[1-9]\d{0,17})", re.ASCII),
    2: re.compile(r"-?(0|[1-9]\d{0,15})\.\d{2}", re.ASCII),
    3: re.compile(r"-?(0|[1-9]\d{0,15})\.\d{3}", re.ASCII),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)

Row = Sequence[str]
"""The cells of one row as they are in the file, texts without their guard."""


def table_named(name: str) -> TableSchema | None:
    """Return a table of the bundle by its name, or None."""
    return _BY_NAME.get(name)


def cleaned(text: str) -> str:
    """Return a text with every line break as one line feed and no other control character."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", text))


def write_table(schema: TableSchema, rows: Iterable[Row]) -> bytes:
    """Return a table as CSV (RFC 4180): UTF-8 without mark, CRLF, rows in the order of the key."""
    places = [schema.names.index(name) for name in schema.key]
    ordered = sorted((tuple(row) for row in rows), key=lambda row: [row[at] for at in places])
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(schema.names)
    kinds = [field.type.typed for field in schema.fields]
    for row in ordered:
        writer.writerow(
            [_guarded(cell) if typed else cell for cell, typed in zip(row, kinds, strict=True)]
        )
    return out.getvalue().encode("utf-8", "replace")


def read_table(schema: TableSchema, raw: bytes) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table that has no problems, texts without their guard."""
    rows = csv.reader(io.StringIO(raw.decode("utf-8"), newline=""))
    next(rows)
    kinds = [field.type.typed for field in schema.fields]
    return tuple(
        tuple(
            cell.removeprefix(GUARD) if typed else cell
            for cell, typed in zip(row, kinds, strict=True)
        )
        for row in rows
    )


def problems(name: str, raw: bytes) -> tuple[str, ...]:
    """Return what is wrong with a table's bytes, each a Chinese sentence; at most twenty.

    A table has no problems only if it is, byte for byte, what ``write_table`` writes.
    """
    schema = table_named(name)
    if schema is None:
        return (f"没有叫“{name[:40]}”的表",)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return (f"表 {name} 不是 UTF-8（第 {error.start} 个字节）",)
    if text.startswith("\ufeff"):
        return (f"表 {name} 开头有字节顺序标记（BOM）",)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if tuple(next(rows, ())) != schema.names:
            return (f"表 {name} 的表头不对",)
        found = _row_problems(schema, rows)
    except csv.Error:
        return (f"表 {name} 第{rows.line_num}行不是 CSV",)
    if not found and write_table(schema, read_table(schema, raw)) != raw:
        found = [f"表 {name} 不是规定的写法（行序、换行或引号）"]
    return tuple(found[:MOST_PROBLEMS])


def cross_problems(tables: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return which keys point to nothing, over tables that have no problems each by itself."""
    missing = [f"缺少表 {one.name}" for one in TABLES if one.name not in tables]
    if missing:
        return tuple(missing[:MOST_PROBLEMS])
    rows = {one.name: read_table(one, tables[one.name]) for one in TABLES}
    keys: dict[tuple[str, str], set[str]] = {}
    found = []
    for schema in TABLES:
        for foreign in schema.foreign:
            target = (foreign.table, foreign.key)
            if target not in keys:
                at = _BY_NAME[foreign.table].names.index(foreign.key)
                keys[target] = {row[at] for row in rows[foreign.table]}
            at = schema.names.index(foreign.field)
            for number, row in enumerate(rows[schema.name], start=2):
                if row[at] and row[at] not in keys[target]:
                    found.append(
                        f"表 {schema.name} 第{number}行的 {foreign.field} "
                        f"在表 {foreign.table} 里找不到"
                    )
    return tuple(found[:MOST_PROBLEMS])


def datapackage(name: str, title: str, tables: Mapping[str, bytes]) -> bytes:
    """Return data/datapackage.json: a Tabular Data Package (Frictionless, v1) over the tables."""
    told = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "resources": [_resource(one, tables[one.name]) for one in TABLES],
    }
    return (json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _resource(schema: TableSchema, raw: bytes) -> dict[str, Any]:
    keys = [
        {
            "fields": [one.field],
            "reference": {
                "resource": "" if one.table == schema.name else one.table,
                "fields": [one.key],
            },
        }
        for one in schema.foreign
    ]
    described: dict[str, Any] = {
        "fields": [one.described() for one in schema.fields],
        "primaryKey": list(schema.key),
        "missingValues": [""],
    }
    return {
        "profile": "tabular-data-resource",
        "name": schema.name,
        "title": schema.title,
        "description": schema.meaning,
        "path": schema.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": {**described, **({"foreignKeys": keys} if keys else {})},
    }


def _guarded(text: str) -> str:
    return GUARD + text if text.startswith(_GUARDED) else text


def _row_problems(schema: TableSchema, rows: Iterable[Sequence[str]]) -> list[str]:
    """Return what is wrong with rows, read no further than to the last problem that is told."""
    found: list[str] = []
    seen: set[tuple[str, ...]] = set()
    places = [schema.names.index(name) for name in schema.key]
    for number, row in enumerate(rows, start=2):
        if len(found) >= MOST_PROBLEMS:
            break
        if len(row) != len(schema.fields):
            found.append(
                f"表 {schema.name} 第{number}行有 {len(row)} 格，应为 {len(schema.fields)}"
            )
            continue
        for field, cell in zip(schema.fields, row, strict=True):
            why = _wrong(field, cell)
            if why:
                found.append(f"表 {schema.name} 第{number}行的 {field.name} {why}")
        key = tuple(row[at] for at in places)
        if key in seen:
            found.append(f"表 {schema.name} 第{number}行的主键重复")
        seen.add(key)
    return found


def _wrong(field: Field, cell: str) -> str:
    """Return why a cell cannot stand in a field, or nothing."""
    if len(cell) > LARGEST_CELL:
        return "太长"
    if not cell:
        return "不能为空" if field.required else ""
    if _CONTROLS.search(cell):
        return "有控制字符"
    if field.type.typed:
        return "前面少了单引号" if cell.startswith(_GUARDED[:-1]) else ""
    return _CHECKS[field.type](field, cell)


def _code(field: Field, cell: str) -> str:
    return "" if re.fullmatch(field.pattern, cell, re.ASCII) else "不是规定的写法"


def _choice(field: Field, cell: str) -> str:
    return "" if cell in {value for value, _ in field.choices} else "不在可选的值里"


def _number(field: Field, cell: str) -> str:
    right = _NUMBER[field.type.places].fullmatch(cell) and not re.fullmatch(r"-0(\.0+)?", cell)
    return "" if right else "不是规定写法的数"


def _boolean(_: Field, cell: str) -> str:
    return "" if cell in ("true", "false") else "不是 true 或 false"


def _date(_: Field, cell: str) -> str:
    try:
        return "" if _DAY.fullmatch(cell) and date.fromisoformat(cell) else "不是日期"
    except ValueError:
        return "不是日期"


def _month(_: Field, cell: str) -> str:
    return "" if _MONTH.fullmatch(cell) else "不是月份"


_CHECKS: dict[Type, Callable[[Field, str], str]] = {
    Type.CODE: _code,
    Type.CHOICE: _choice,
    Type.INTEGER: _number,
    Type.YUAN: _number,
    Type.DECIMAL: _number,
    Type.PERCENT: _number,
    Type.BOOLEAN: _boolean,
    Type.DATE: _date,
    Type.MONTH: _month,
}
