"""The archive by command: find, archive-list, close-year."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from boardapp.cli import cli, main

Run = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(folder: Path) -> Run:
    def runs(*args: str, day: str = "2027-02-01", exit_code: int = 0) -> Any:
        call = ["--data", str(folder), "--as", "王某", "--today", day, *args]
        done = CliRunner().invoke(cli, call, catch_exceptions=True)
        assert done.exit_code == exit_code, (done.output, done.exception)
        return json.loads(done.stdout) if "--json" in args else done.stdout

    return runs


@pytest.fixture
def year(run: Run) -> Run:
    """Return the way to run commands on a village with a book from November to December."""
    init = ["init", "--role", "village", "--code", "331181102299", "--name", "青石桥村"]
    run(*init, "--township", "青石镇")
    run("opening", "--month", "2026-11", "--amount", "1000")
    for day, words, amount in (
        ("2026-11-08", "路灯维修", "1234.50"),
        ("2026-12-08", "买笔、宣传用纸", "38"),
    ):
        run("entry", "--date", day, "--summary", words, "--expense", amount)
    return run


def test_find_tells_scripts_what_was_found_and_where(year: Run) -> None:
    found = year("find", "用纸", "--json")
    assert found["counts"] == {"posting": 0, "entry": 1, "feedback": 0}
    (hit,) = found["hits"]
    assert (hit["kind"], hit["amount"], hit["marks"]) == ("entry", "38.00", ["用纸"])
    assert "买笔、宣传用纸" in hit["line"]
    assert len(year("find", "--amount", "1,234.5", "--json")["hits"]) == 1
    assert year("find", "--amount", "1234.51", "--json")["hits"] == []
    assert year("find", "路灯", "--period", "2026-12", "--json")["hits"] == []
    assert year("find", "路灯", "--kind", "posting", "--json")["counts"] == {"posting": 0}
    assert "路灯维修" in year("find", "路灯", "11月")
    assert year("find", "--rebuild", "--json") == {"put_right": 0}


def test_a_year_is_closed_once_by_command(year: Run, folder: Path) -> None:
    told = year("close-year", "--year", "2026", "--dry-run", "--json")
    assert not told["closed"]
    assert {one["level"] for one in told["findings"]} == {"verify"}
    refused = year("close-year", "--year", "2026", "--json", exit_code=1)
    assert "写明为什么" in refused["sentence"]
    done = year("close-year", "--year", "2026", "--reason", "县里要求结账", "--json")
    assert done["closed"]
    assert (done["closed_by"], done["balances"]) == ("王某", {"总账": "-272.50"})
    again = year("close-year", "--year", "2026", "--json", exit_code=1)
    assert "已由王某在2027-02-01年结" in again["sentence"]
    assert year("entries", "--period", "2027-01", "--json")["opening"] == "-272.50"
    for args in (
        ["entry", "--date", "2026-12-09", "--summary", "补", "--expense", "1"],
        ["opening", "--month", "2026-11", "--amount", "5"],
        ["none", "--period", "2026-03"],
    ):
        with pytest.raises(SystemExit) as refusal:
            main(["--data", str(folder), "--as", "王某", "--today", "2027-02-01", *args])
        assert refusal.value.code == 1
    assert year("journal", "--verify", "--json")["ok"]


def test_looking_at_a_file_for_a_closed_year_says_that_it_is_closed(
    year: Run, tmp_path: Path
) -> None:
    year("close-year", "--year", "2026", "--reason", "县里要求结账")
    path = tmp_path / "十二月.csv"
    path.write_text("日期,摘要,收入,支出\n2026-12-03,电费,,10.00\n", "utf-8")
    seen = year("import", str(path), "--period", "2026-12", "--dry-run", "--json")
    assert seen["problems"][0]["code"] == "year-closed"
    refused = year("import", str(path), "--period", "2026-12", "--json", exit_code=1)
    assert "年结" in refused["sentence"]


def test_a_year_that_is_not_over_is_told_so(year: Run) -> None:
    args = ("close-year", "--year", "2026", "--dry-run", "--json")
    told = year(*args, day="2026-12-31", exit_code=1)
    assert told["findings"][0]["code"] == "year-not-over"


def test_an_empty_archive_is_a_list_without_postings(year: Run) -> None:
    told = year("archive-list", "--year", "2026", "--json")
    assert told == {"year": 2026, "postings": [], "filed": 0, "unfiled": 0, "series": []}
    assert "还没有编号的榜" in year("archive-list", "--year", "2026")
