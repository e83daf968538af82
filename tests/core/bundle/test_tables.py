import json
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.bundle.schema import Field, Type
from boardapp.core.bundle.tables import (
    TABLES,
    cleaned,
    cross_problems,
    datapackage,
    problems,
    read_table,
    table_named,
    write_table,
)
from boardapp.core.bundle.tables_ledger import ENTRY
from boardapp.core.bundle.tables_village import BODY, BOOK

A, B = "0b0a7f1e-8b55-4f6e-9d0a-1c1f4c2f9a11", "1b0a7f1e-8b55-4f6e-9d0a-1c1f4c2f9a11"
LINE = [
    A, B, "", "2026-10", "2026-10-08", "记1", "买笔", "expense", "38.00", "E03", "", "", "false",
    "", "1",
]  # fmt: skip


def lines(**changes: str) -> bytes:
    return write_table(ENTRY, [[changes.get(n, c) for n, c in zip(ENTRY.names, LINE, strict=True)]])


def empty() -> dict[str, bytes]:
    return {one.name: write_table(one, []) for one in TABLES}


def test_every_table_and_every_field_explains_itself_in_chinese() -> None:
    assert len({one.name for one in TABLES}) == len(TABLES)
    for one in TABLES:
        assert one.title
        assert one.meaning
        assert set(one.key) <= set(one.names), one.name
        assert len(set(one.names)) == len(one.names)
        for field in one.fields:
            assert any("\u4e00" <= char <= "\u9fff" for char in field.title), (one.name, field.name)
            assert (field.type is Type.CODE) == bool(field.pattern), (one.name, field.name)
            assert (field.type is Type.CHOICE) == bool(field.choices), (one.name, field.name)
        for foreign in one.foreign:
            target = table_named(foreign.table)
            assert target
            assert target.key == (foreign.key,)
            assert one.field(foreign.field)


def test_rows_stand_in_the_order_of_their_keys_with_crlf_and_no_mark() -> None:
    raw = write_table(BODY, [[B, "group", "二组", "乙"], [A, "committee", "村委会", "甲"]])
    head = b"id,kind,name,prefix\r\n"
    assert raw == head + f"{A},committee,村委会,甲\r\n{B},group,二组,乙\r\n".encode()
    assert problems("body", raw) == ()


@pytest.mark.parametrize("text", ["=1+1", "+86", "-", "@x", "'=1", "''", "=cmd|' /C calc'!A0"])
def test_what_a_spreadsheet_would_run_is_guarded_and_read_back_as_it_was(text: str) -> None:
    raw = lines(summary=text)
    assert f",'{text}".encode() in raw.replace(b'"', b"")
    assert problems("entry", raw) == ()
    assert read_table(ENTRY, raw)[0][6] == text
    assert b",-38.00," in lines(amount="-38.00")


@given(st.lists(st.text(max_size=40).map(cleaned), max_size=5))
def test_any_text_that_people_type_is_read_back(texts: list[str]) -> None:
    ids = [f"{A[:-1]}{number}" for number in range(len(texts))]
    raw = write_table(BOOK, zip(ids, texts, strict=True))
    assert problems("book", raw) == ()
    assert [row[1] for row in read_table(BOOK, raw)] == texts


@given(st.binary(max_size=200))
def test_no_bytes_bring_the_reader_down(raw: bytes) -> None:
    assert problems("body", raw)
    assert problems("entry", lines() + raw + b"x")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda raw: b"\xef\xbb\xbf" + raw, "BOM"),
        (lambda raw: raw.replace("买笔".encode(), b"\xff"), "UTF-8"),
        (lambda raw: raw.replace(b"\r\n", b"\n"), "规定的写法"),
        (lambda raw: raw[:-2], "规定的写法"),
        (lambda raw: raw.replace(b"id,book", b"book,id"), "表头"),
        (lambda _: b"", "表头"),
        (lambda raw: raw + raw.split(b"\r\n")[1] + b"\r\n", "主键重复"),
        (lambda raw: raw + b"x\r\n", "有 1 格"),
        (lambda raw: raw.replace("买笔".encode(), '"买笔"'.encode()), "规定的写法"),
        (lambda raw: raw.replace("买笔".encode(), '"买笔'.encode()), "CSV"),
        (lambda raw: raw.replace("买笔".encode(), b"=1"), "summary 前面少了单引号"),
        (lambda raw: raw.replace("买笔".encode(), "买\x00笔".encode()), "控制字符"),
        (lambda raw: raw.replace("买笔".encode(), "买\u2028笔".encode()), "控制字符"),
        (lambda raw: raw.replace("买笔".encode(), b"a" * 100_001), "太长"),
        (lambda raw: raw.replace(A.encode(), A.upper().encode()), "id 不是规定的写法"),
        (lambda raw: raw.replace(A.encode(), b"x\n"), "CSV|控制字符|格"),
    ],
)  # fmt: skip
def test_broken_bytes_are_named(change: Callable[[bytes], bytes], sentence: str) -> None:
    found = problems("entry", change(lines()))
    assert found
    assert re.search(sentence, found[0]), found


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("id", ["", "x", A + "\n"]), ("book", [""]), ("account", ["x"]),
        ("month", ["", "2026-13", "2026-1", "\uff12026-10"]),
        ("date", ["", "2026-02-30", "20260201"]), ("direction", ["", "in", "收入"]),
        ("amount", ["", "38", "38.0", "038.00", "1,000.00", "-0.00", "+1.00", "1e3", "NaN"]),
        ("amount", ["\uff138.00", "9" * 17 + ".00"]), ("transfer", ["", "0", "True"]),
        ("subject", ["E3", "X03"]), ("position", ["", "1.0", "01", "-0"]),
    ],
)  # fmt: skip
def test_what_no_field_may_hold_is_named(field: str, values: list[str]) -> None:
    for value in values:
        assert f"第2行的 {field} " in problems("entry", lines(**{field: value}))[0], value


@pytest.mark.parametrize("line", ["", "a", ",,,", "a,b"])
def test_a_table_of_wrong_lines_costs_no_more_memory_than_its_text(line: str) -> None:
    raw = (",".join(ENTRY.names) + "\r\n" + f"{line}\r\n" * 500_000).encode()
    tracemalloc.start()
    found = problems("entry", raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "第2行" in found[0]
    assert peak < 12 * len(raw) + (1 << 20)


def test_a_key_that_points_to_nothing_is_named_across_tables() -> None:
    tables = empty()
    assert cross_problems(tables) == ()
    tables["entry"] = lines()
    assert cross_problems(tables) == ("表 entry 第2行的 book 在表 book 里找不到",)
    tables["book"] = write_table(BOOK, [[B, "村账"]])
    assert cross_problems(tables) == ()
    assert cross_problems({**tables, "entry": lines(reverses=B)}) != ()
    del tables["office"]
    assert cross_problems(tables) == ("缺少表 office",)
    assert problems("nothing", b"") == ("没有叫“nothing”的表",)


def test_the_datapackage_names_types_keys_and_hashes() -> None:
    told = json.loads(datapackage("boardbundle-331181102299-0007", "青石桥村", empty()))
    assert told["profile"] == "tabular-data-package"
    entry = next(one for one in told["resources"] if one["name"] == "entry")
    assert entry["path"] == "tables/entry.csv"
    assert entry["hash"].startswith("sha256:")
    kinds = {one["name"]: one["type"] for one in entry["schema"]["fields"]}
    assert (kinds["amount"], kinds["month"], kinds["transfer"]) == (
        "number",
        "yearmonth",
        "boolean",
    )
    itself = {"fields": ["reverses"], "reference": {"resource": "", "fields": ["id"]}}
    assert itself in entry["schema"]["foreignKeys"]


def test_a_described_field_tells_its_closed_list_in_words() -> None:
    told = Field("kind", Type.CHOICE, "种类", choices=(("a", "甲"), ("b", "乙"))).described()
    assert told["constraints"] == {"enum": ["a", "b"]}
    assert told["description"] == "a 是甲，b 是乙"


def test_the_format_document_names_every_table_with_every_field_and_key() -> None:
    page = Path(__file__).parents[3] / "docs" / "bundle-format.md"
    lines = page.read_text("utf-8").splitlines()
    for one in TABLES:
        (line,) = [text for text in lines if text.startswith(f"- **`{one.name}` ")]
        _, _, fields = line.partition("：")
        told = re.findall(r"(?:^|、)`([a-z_0-9]+)`(\*?) ", fields)
        assert told == [(f.name, "*" if f.required else "") for f in one.fields], one.name
        assert "主键 " + " ".join(f"`{name}`" for name in one.key) + "：" in line
        for foreign in one.foreign:
            assert re.search(rf"`{foreign.field}`[^、]*→{foreign.table}）", fields), foreign
