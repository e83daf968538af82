"""The tables of one bundle together with its header: whether they belong to each other."""

from collections.abc import Mapping

from boardapp.core.bundle.bagit import PACKAGE
from boardapp.core.bundle.header import Header
from boardapp.core.bundle.tables import TABLES, cross_problems, datapackage, problems, read_table
from boardapp.core.bundle.tables_village import VILLAGE


def package_of(header: Header, tables: Mapping[str, bytes]) -> bytes:
    """Return data/datapackage.json of a bundle."""
    return datapackage(header.bundle_name, f"{header.name}公开和三资数据", tables)


def package_problems(header: Header, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return what is wrong with a bundle's description and tables, by their path in the bag.

    Each is a Chinese sentence; none when the tables agree with their schema, with each other, with
    the header and with their description.
    """
    tables = {one.name: files.get(f"data/{one.path}") for one in TABLES}
    missing = [f"缺少表 {name}" for name, raw in tables.items() if raw is None]
    extra = sorted(set(files) - {f"data/{one.path}" for one in TABLES} - {PACKAGE})
    found = missing or [f"多了不认识的表“{path[:80]}”" for path in extra]
    if found:
        return tuple(found)
    held = {name: raw for name, raw in tables.items() if raw is not None}
    wrong = [why for name, raw in held.items() for why in problems(name, raw)]
    return tuple(wrong or cross_problems(held) or _against(header, held, files))


def _against(
    header: Header, tables: Mapping[str, bytes], files: Mapping[str, bytes]
) -> tuple[str, ...]:
    village = read_table(VILLAGE, tables["village"])
    told = [(row[0], row[1], row[2]) for row in village]
    if told != [(header.village, header.name, header.township)]:
        return ("表 village 与 bundle.json 说的不是同一个村",)
    counts = {one.name: len(read_table(one, tables[one.name])) for one in TABLES}
    for name, count in counts.items():
        if header.holds.get(name) != count:
            return (f"bundle.json 说表 {name} 有 {header.holds.get(name)} 行，实有 {count} 行",)
    if files.get(PACKAGE) != package_of(header, tables):
        return ("datapackage.json 与各表不符",)
    return ()
