"""The commands that say what must be public and which rules say so."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from boardapp import cli

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: object) -> tuple[int, str, str]:
        before = ["--data", str(tmp_path / "data"), "--as", "王某", "--today", "2026-11-06"]
        with pytest.raises(SystemExit) as ended:
            cli.main([*before, *map(str, words)])
        out = capsys.readouterr()
        return int(ended.value.code or 0), out.out, out.err

    words = ("--code", "500101001001", "--name", "青石桥村", "--township", "青石镇")
    assert call("init", *words)[0] == 0
    return call


def told(run: Run, *words: object) -> Any:
    code, out, err = run(*words, "--json")
    assert code == 0, err
    return json.loads(out)


def test_the_rules_are_told_with_their_sources(run: Run) -> None:
    found = {one["key"]: one for one in told(run, "rules")}
    assert found["min_days_on_board"]["value"] == 15
    assert found["reply_days"]["value"] == 3
    assert "第三十一条" in found["reply_days"]["source"]
    assert (found["year_due"]["suggestion"], found["year_due"]["binding"]) == (True, False)


def test_the_rules_of_another_day_are_told(run: Run) -> None:
    found = {one["key"]: one["value"] for one in told(run, "rules", "--day", "2025-12-31")}
    assert found["min_days_on_board"] == 10


def test_all_the_rules_include_those_that_yield(run: Run) -> None:
    days = [one for one in told(run, "rules", "--all") if one["key"] == "min_days_on_board"]
    assert [(one["value"], one["governs"]) for one in days] == [(15, True), (10, False)]


def test_people_read_the_rules_in_chinese(run: Run) -> None:
    _, out, _ = run("rules")
    assert "对村民的异议、询问几日内答复：3 天" in out
    assert "本程序建议（非法律规定）" in out


def test_the_catalogue_is_told_with_what_is_wrong_in_its_files(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "catalogue"
    folder.mkdir()
    (folder / "county.toml").write_text('name = "某县目录"\n[[item]]\ncode = "茶"\n', "utf-8")
    data = told(run, "catalogue")
    assert len(data["items"]) == 48
    assert data["findings"][0]["code"] == "faulty-file"
    assert (data["findings"][0]["where"], data["findings"][0]["row"]) == (
        "catalogue/county.toml",
        2,
    )
    _, out, _ = run("catalogue")
    assert "【请核实】文件 catalogue/county.toml 第2行" in out


def test_a_fault_in_a_rules_file_is_told_beside_the_rules(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "rules"
    folder.mkdir()
    (folder / "county.toml").write_text("name = \n", "utf-8")
    code, out, err = run("rules", "--json")
    assert (code, "第1行" in err) == (0, True)
    assert json.loads(out)
    assert told(run, "catalogue")["findings"][0]["where"] == "rules/county.toml"


def test_one_item_is_told_with_its_columns(run: Run) -> None:
    (one,) = told(run, "catalogue", "--item", "materials")["items"]
    assert one["columns"][0] == {
        "title": "名称", "kind": "text", "required": True, "private": False,
    }  # fmt: skip
    assert run("catalogue", "--item", "nothing")[0] == 1
