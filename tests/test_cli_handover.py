"""The yearly file and the handover by command: keys, files and exit statuses are contracts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from boardapp import cli

LEDGERS = Path(__file__).parent / "data" / "ledgers"
Run = Callable[..., tuple[int, str, str]]
FROM_TO = ("handover", "--from", "王某", "--to", "周某", "--witness", "刘某")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command on a day: status, output, errors."""

    def call(*words: object) -> tuple[int, str, str]:
        before = ["--data", str(tmp_path / "data"), "--as", "王某", "--today", "2026-11-06"]
        with pytest.raises(SystemExit) as ended:
            cli.main([*before, *map(str, words)])
        out = capsys.readouterr()
        return int(ended.value.code or 0), out.out, out.err

    assert call(
        "init", "--role", "village", "--code", "331181102299", "--name", "青石桥村",
        "--township", "青石镇", "--collective", "青石桥村股份经济合作社",
    )[0] == 0  # fmt: skip
    call("import", LEDGERS / "centre-2026-10.xlsx", "--period", "2026-10")
    call("office", "会计", "王某", "--from", "2026-01-01")
    for office, person in (("民主理财小组组长", "陈某"), ("村务监督委员会主任", "李某")):
        call("office", office, person, "--from", "2026-01-01")
    call("submit", "finance-lines@2026-10")
    for step in ("finance-group", "supervision"):
        call("review", "finance-lines@2026-10", "--step", step)
    assert call("publish", "--period", "2026-10")[0] == 0
    return call


def told(run: Run, *words: object, status: int = 0) -> Any:
    code, out, err = run(*words, "--json")
    assert code == status, err
    return json.loads(out)


def test_a_year_is_written_and_checked_again(run: Run, tmp_path: Path) -> None:
    done = told(run, "year-file", "--year", "2026", "--to", tmp_path / "out")
    assert (done["year"], done["body"], done["findings"]) == (2026, "青石桥村", [])
    (one,) = done["postings"]
    assert one["number"] == "青石桥集体公开〔2026〕第1号"
    assert (Path(done["folder"]) / one["file"]).is_file()
    assert told(run, "year-file", "--verify", done["folder"])["ok"]
    (Path(done["folder"]) / one["file"]).unlink()
    found = told(run, "year-file", "--verify", done["folder"], status=1)
    assert (found["ok"], found["missing"]) == (False, [one["file"]])
    assert "缺少 1 个" in found["sentence"]


def test_a_missing_photo_is_told_and_the_status_says_so(run: Run, tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    Image.new("RGB", (30, 20), "white").save(photo)
    run("boards", "--add", "村委会门口公开栏")
    name = "青石桥集体公开〔2026〕第1号"
    run("put-up", name, "--photo", photo)
    for path in (tmp_path / "data" / "attachments").rglob("*.png"):
        path.unlink()
    done = told(run, "year-file", "--year", "2026", "--to", tmp_path / "out", status=1)
    assert [one["code"] for one in done["findings"]] == ["attachment-missing"]
    assert Path(done["folder"]).is_dir()


def test_a_handover_is_looked_at_entered_packed_and_signed(run: Run, tmp_path: Path) -> None:
    options = ("--office", "会计", "--since", "2026-11-01", "--item", "公章=村委会公章 1 枚")
    seen = told(run, *FROM_TO, *options, "--dry-run", "--to-dir", tmp_path)
    assert (seen["due"], seen["late"], seen["dry_run"]) == ("2026-11-11", False, True)
    assert Path(seen["file"]).read_bytes().startswith(b"%PDF-")
    assert seen["items"] == [{"kind": "公章", "text": "村委会公章 1 枚"}]
    assert told(run, "handovers") == []
    done = told(run, *FROM_TO, *options, "--to-dir", tmp_path / "stick", "--year", "2026")
    assert (done["from"], done["to"], done["offices"]) == ("王某", "周某", ["会计"])
    assert done["years"] == [2026]
    assert "移交清单.pdf" in [one["path"] for one in done["files"]]
    assert told(run, "handover", "--verify", done["folder"])["ok"]
    photo = tmp_path / "signed.png"
    Image.new("RGB", (30, 20), "white").save(photo)
    signed = told(run, "handover-sheet", done["mark"], "--photo", photo)
    assert len(signed["sheet"]) == 64
    assert told(run, "handovers")[0]["sheet"] == signed["sheet"]
    again = told(run, "handover", "--pack", done["mark"], "--to-dir", tmp_path / "stick")
    assert again["folder"] == f"{done['folder']}-2"
    assert told(run, "journal", "--verify")["ok"]


@pytest.mark.parametrize(
    "words",
    [
        ("year-file",),
        ("year-file", "--year", "2026"),
        ("year-file", "--year", "2026", "--verify", "x"),
        ("handover", "--from", "王某", "--to-dir", "x"),
        FROM_TO,
        (*FROM_TO, "--to-dir", "x", "--reason", "nonsense"),
        (*FROM_TO, "--to-dir", "x", "--office", "村长"),
    ],
)
def test_wrong_usage_is_status_two(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words)[0] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*FROM_TO, "--item", "公章"), "类别=名称和数量"),
        ((*FROM_TO, "--year", "2031"), "没有 2031 年"),
        ((*FROM_TO, "--body", "没有"), "没有名为“没有”"),
        (("handover", "--pack", "ABCD-1234"), "还没有登记过移交"),
        (("handover", "--from", "王某", "--to", "王某", "--witness", "刘某"), "三个不同的人"),
    ],
)
def test_what_is_refused_is_one_sentence_and_changes_nothing(
    run: Run, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    code, _, err = run(*words, "--to-dir", tmp_path / "stick")
    assert code == 1
    assert said in err
    assert told(run, "handovers") == []


def test_a_folder_that_is_no_pack_is_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, out, _ = run("handover", "--verify", tmp_path / "empty")
    assert code == 1
    assert "没有校验和" in out
