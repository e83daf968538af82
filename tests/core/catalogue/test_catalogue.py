"""The catalogue that comes with the program, and how a county's file changes it."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

from boardapp.core.catalogue import (
    COVERABLE,
    NUMBERED,
    CatalogueFile,
    SwitchedOff,
    assemble,
    parse_catalogue,
    uncovered,
)
from boardapp.core.compose import COMPOSERS as BUILT
from boardapp.core.disclosure import ItemClass, Stage
from boardapp.core.finding import Level

ROOT = Path(__file__).parents[3]
NATIONAL = parse_catalogue((ROOT / "resources/catalogue/national.toml").read_text("utf-8"))
BY_CODE = {item.code: item for item in NATIONAL.items}


def test_the_44_items_are_those_of_the_table() -> None:
    path = ROOT / "tests/data/reference/10_nongjingfa_2011_13_items.csv"
    with path.open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["小项序"]]
    assert {f"{row['大类序']}.{row['小项序']}": row["小项"] for row in rows} == NUMBERED
    assert len(NUMBERED) == 44


def test_the_national_catalogue_leaves_nothing_of_the_44_uncovered() -> None:
    assert uncovered(NATIONAL.items) == ()
    assert {code for item in NATIONAL.items for code in item.covers} <= set(COVERABLE)


def test_what_no_item_covers_is_a_finding() -> None:
    left = [item for item in NATIONAL.items if item.code != "debts"]
    found = uncovered(left)
    assert [one.where for one in found] == ["6.1", "6.2", "6.3", "6.4"]
    assert {one.level for one in found} == {Level.VERIFY}
    assert "应收单位和个人欠款" in found[0].sentence


def test_about_fifteen_items_and_four_special_ones_are_about_money() -> None:
    money = [item for item in NATIONAL.items if item.item_class is ItemClass.FINANCE]
    special = [item for item in money if item.title.startswith("专项公开")]
    assert (len(money) - len(special), len(special)) == (16, 4)
    assert {item.item_class for item in NATIONAL.items} == set(ItemClass)


def test_the_items_of_the_ledger_keep_their_codes() -> None:
    for code, (title, _) in BUILT.items():
        assert BY_CODE[code].title == title
        assert BY_CODE[code].composer == code


def test_a_month_without_money_is_still_posted() -> None:
    assert [item.code for item in NATIONAL.items if item.zero] == ["finance-lines"]


def test_a_project_is_posted_before_during_and_after() -> None:
    assert BY_CODE["project"].stages == tuple(Stage)


def test_what_the_new_article_adds_and_drops_changes_on_its_day() -> None:
    old, new = date(2025, 12, 31), date(2026, 1, 1)
    assert [BY_CODE["consultation"].valid(day) for day in (old, new)] == [False, True]
    assert [BY_CODE["family-planning"].valid(day) for day in (old, new)] == [True, False]


def test_what_is_not_confirmed_says_so_and_why() -> None:
    assert all(item.note for item in NATIONAL.items if not item.confirmed)
    assert not BY_CODE["party-affairs"].confirmed


COUNTY = CatalogueFile(
    "某县目录",
    (
        replace(BY_CODE["dibao"], title="低保名单", catalogue="某县目录"),
        replace(BY_CODE["dibao"], code="tea", title="茶园补贴名单"),
    ),
    (SwitchedOff(("donations", "nothing"), "并入救助名单", 9),),
    "3311",
)


def test_a_county_adds_replaces_and_takes_out_without_code() -> None:
    found, faults = assemble([NATIONAL, COUNTY], "331181102299")
    assert found.item("tea") is not None
    assert [item.title for item in found.items if item.code == "dibao"] == ["低保名单"]
    assert [i.code for i in found.items].index("dibao") == list(BY_CODE).index("dibao") - 1
    assert found.item("donations") is None
    assert found.off == {"donations": "并入救助名单"}
    assert [(file.name, fault.line) for file, fault in faults] == [("某县目录", 9)]
    assert [one.where for one in uncovered(found.items)] == ["2.9", "3.9"][:0]


def test_a_countys_file_is_for_its_villages_only() -> None:
    found, faults = assemble([NATIONAL, COUNTY], "370101001001")
    assert (found.items, faults) == (NATIONAL.items, ())


def test_a_nearer_place_may_switch_on_again_what_a_wider_one_took_out() -> None:
    nearer = CatalogueFile("某镇目录", (BY_CODE["donations"],), (), "331181102")
    found, _ = assemble([NATIONAL, COUNTY, nearer], "331181102299")
    assert found.item("donations") is not None
    assert found.off == {}
