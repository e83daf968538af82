from dataclasses import replace
from datetime import date

import pytest

from boardapp.core.bundle.header import Header
from boardapp.core.bundle.package import package_of, package_problems
from boardapp.core.bundle.tables import TABLES, write_table
from boardapp.core.bundle.tables_village import BOOK, VILLAGE

ID = "0b0a7f1e-8b55-4f6e-9d0a-1c1f4c2f9a11"
HEADER = Header(
    "331181102299", "青石桥村", "青石镇", ID, 1, date(2026, 11, 6), "1.0", full=True,
    holds={one.name: int(one is VILLAGE) for one in TABLES},
)  # fmt: skip


def files(header: Header = HEADER) -> dict[str, bytes]:
    tables = {one.name: write_table(one, []) for one in TABLES}
    row = ["331181102299", "青石桥村", "青石镇", "", "", ""]
    tables["village"] = write_table(VILLAGE, [row])
    found = {f"data/tables/{name}.csv": raw for name, raw in tables.items()}
    return {"data/datapackage.json": package_of(header, tables), **found}


def test_tables_that_belong_to_their_header_have_no_problems() -> None:
    assert package_problems(HEADER, files()) == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"data/tables/book.csv": None}, "缺少表 book"),
        ({"data/tables/more.csv": b""}, "不认识的表"),
        ({"data/tables/book.csv": b"id\r\n"}, "表头"),
        ({"data/tables/book.csv": write_table(BOOK, [[ID, "村账"]])}, "表 book 有 0 行，实有 1 行"),
        ({"data/datapackage.json": b"{}"}, "datapackage.json"),
        ({"data/datapackage.json": None}, "datapackage.json"),
    ],
)
def test_what_does_not_fit_is_named(changes: dict[str, bytes | None], sentence: str) -> None:
    told = {path: raw for path, raw in (files() | changes).items() if raw is not None}
    assert sentence in package_problems(HEADER, told)[0]


def test_another_villages_tables_are_named() -> None:
    for other in (replace(HEADER, village="331181102298"), replace(HEADER, name="白石村")):
        assert package_problems(other, files()) == ("表 village 与 bundle.json 说的不是同一个村",)
