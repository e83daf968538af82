"""Files that a county drops in: the good count, the faulty are told, the last good stays."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.services import catalogues, rulebooks
from boardapp.services.desk import Desk
from boardapp.store import journal, villages

RULES = """name = "某县"
prefix = "331181"
[[rule]]
key = "month_due_day"
value = 20
from = 2026-01-01
source = "《某县村务公开目录》"
"""
ITEMS = """name = "某县目录"
[[item]]
code = "tea"
title = "茶园补贴名单"
class = "政务"
bodies = ["committee"]
cycle = "季"
composer = "table"
basis = ["《某县村务公开目录》第九项"]
[[item.column]]
title = "户主"
kind = "person"
"""
DAY = date(2026, 11, 6)


def put(desk: Desk, name: str, text: str | bytes) -> Path:
    path = desk.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def due_day(desk: Desk) -> int:
    rule = rulebooks.rule_in_force(desk, "month_due_day", DAY)
    assert rule is not None
    return rule.number


def faults(desk: Desk) -> list[Finding]:
    found = (*rulebooks.rulebook(desk).findings, *catalogues.catalogue(desk).findings)
    return [one for one in found if one.code == "faulty-file"]


def test_the_programs_own_files_have_no_faults_and_cover_all(desk: Desk) -> None:
    assert catalogues.catalogue(desk).findings == ()
    assert rulebooks.rulebook(desk).findings == ()
    assert len(rulebooks.rulebook(desk).packs) == 12


def test_a_countys_rules_take_effect_when_dropped_in(desk: Desk) -> None:
    assert due_day(desk) == 10
    put(desk, "rules/county.toml", RULES)
    assert due_day(desk) == 20


def test_a_countys_items_appear_when_dropped_in(desk: Desk) -> None:
    put(desk, "catalogue/county.toml", "\ufeff" + ITEMS.replace("\n", "\r\n"))
    assert catalogues.item_named(desk, "tea").columns[0].title == "户主"
    assert len(catalogues.catalogue(desk).items) == 50


def test_a_file_that_becomes_faulty_is_told_and_its_last_good_text_stays(desk: Desk) -> None:
    path = put(desk, "rules/county.toml", RULES)
    assert due_day(desk) == 20
    path.write_text(RULES.replace("value = 20", "value = 99"), "utf-8")
    assert due_day(desk) == 20
    (found,) = faults(desk)
    assert (found.level, found.where, found.row) == (Level.VERIFY, "rules/county.toml", 5)
    assert "第5行：value 应为 1 到 31 的整数" in found.sentence
    assert "仍然有效" in found.sentence
    path.write_text(RULES.replace("value = 20", "value = 8"), "utf-8")
    assert (due_day(desk), faults(desk)) == (8, [])


def test_a_file_that_was_never_good_is_told_and_left_out(desk: Desk) -> None:
    put(desk, "catalogue/county.toml", ITEMS.replace("季", "周"))
    assert len(catalogues.catalogue(desk).items) == 49
    (found,) = faults(desk)
    assert (found.row, "没有生效" in found.sentence) == (7, True)


def test_a_file_that_is_taken_away_counts_no_more(desk: Desk) -> None:
    path = put(desk, "rules/county.toml", RULES)
    assert due_day(desk) == 20
    path.unlink()
    assert due_day(desk) == 10


def test_the_last_good_text_outlives_the_program_run(desk: Desk) -> None:
    path = put(desk, "rules/county.toml", RULES)
    assert due_day(desk) == 20
    path.write_text("壞", "utf-8")
    with desk.again() as later:
        assert due_day(later) == 20


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"name = \"x\"\n# \xb4\xe5", 2, "UTF-8"),
        (b"\x00\xff" * 10, 1, "UTF-8"),
        (b"#" * 1_000_001, 1, "太大"),
        (b"", 1, "缺少 name"),
        (b"PK\x03\x04", 1, "第1行"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_text_stops_nothing(
    desk: Desk, data: bytes, line: int, reason: str
) -> None:
    put(desk, "rules/county.toml", data)
    assert due_day(desk) == 10
    found = faults(desk)
    assert found[0].row == line
    assert any(reason in one.sentence for one in found)


def test_a_folder_named_as_a_file_stops_nothing(desk: Desk) -> None:
    (desk.folder / "rules" / "county.toml").mkdir(parents=True)
    assert due_day(desk) == 10
    assert "不是文件" in faults(desk)[0].sentence


def test_notes_of_other_programs_are_not_read(desk: Desk) -> None:
    for name in ("._county.toml", "~county.toml", "county.txt", "readme"):
        put(desk, f"rules/{name}", "x")
    assert faults(desk) == []


def test_a_file_of_the_same_name_takes_the_place_of_the_programs(desk: Desk) -> None:
    put(desk, "rules/33-zhejiang.toml", RULES)
    names = [pack.name for pack in rulebooks.rulebook(desk).packs]
    assert "浙江省" not in names
    put(desk, "rules/50-chongqing.toml", "壞")
    assert "重庆市" in [pack.name for pack in rulebooks.rulebook(desk).packs]


def test_what_is_in_force_is_journalled_once(desk: Desk) -> None:
    due_day(desk)
    put(desk, "rules/county.toml", RULES)
    due_day(desk)
    due_day(desk)
    lines = [line for line in journal.lines(desk.db) if line.action == "keep-data-files"]
    assert len(lines) == 2
    assert '"rules/county.toml":{"after":"' in lines[-1].details
    assert villages.setting(desk.db, "good-file:rules/county.toml") == RULES


def test_a_database_that_cannot_be_written_stops_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_words: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(villages, "save_setting", full)
    assert due_day(desk) == 10


def test_switching_off_what_is_not_there_is_told_with_its_line(desk: Desk) -> None:
    off = '\n[[off]]\nitems = ["dibao", "nothing"]\nreason = "并入救助名单"\n'
    put(desk, "catalogue/county.toml", ITEMS + off)
    (found,) = faults(desk)
    assert (found.where, found.row) == ("catalogue/county.toml", 15)
    assert "nothing" in found.sentence
    with pytest.raises(UserError, match="停用：并入救助名单"):
        catalogues.item_named(desk, "dibao")
    with pytest.raises(UserError, match="没有编号为“nothing”"):
        catalogues.item_named(desk, "nothing")


def test_what_a_county_leaves_uncovered_is_a_finding(desk: Desk) -> None:
    off = '\n[[off]]\nitems = ["debts"]\nreason = "本村没有债权债务"\n'
    put(desk, "catalogue/county.toml", ITEMS + off)
    found = [one.where for one in catalogues.catalogue(desk).findings if one.code == "uncovered"]
    assert found == ["6.1", "6.2", "6.3", "6.4"]


def test_every_rule_in_force_is_shown_with_whether_it_governs(desk: Desk) -> None:
    put(desk, "rules/county.toml", RULES)
    lines = [one for one in rulebooks.rule_lines(desk, DAY) if one.rule.key == "month_due_day"]
    assert [(one.rule.number, one.governs) for one in lines] == [(10, False), (20, True)]
    steps = [one.governs for one in rulebooks.rule_lines(desk, DAY) if one.rule.key == "procedure"]
    assert steps == [True, True]
