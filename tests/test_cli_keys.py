"""The signing key by command: JSON keys and exit statuses are contracts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from boardapp import cli
from boardapp.bundles.card import parse_card
from boardapp.notices.pictures import page_sizes_mm

Run = Callable[..., tuple[int, str, str]]
KEYS = {
    *("village", "name", "key_id", "fingerprint", "public_key", "since", "made_by", "reason"),
    *("usable", "sentence", "private", "folder", "card", "written", "retired"),
}


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command on a village: status, output, errors."""

    def call(*words: object) -> tuple[int, str, str]:
        before = ["--data", str(tmp_path / "data"), "--as", "王某", "--today", "2026-11-06"]
        with pytest.raises(SystemExit) as ended:
            cli.main([*before, *map(str, words)])
        out = capsys.readouterr()
        return int(ended.value.code or 0), out.out, out.err

    words = ("--code", "331181102299", "--name", "青石桥村", "--township", "青石镇")
    assert call("init", *words)[0] == 0
    return call


def told(run: Run, *words: object, status: int = 0) -> Any:
    code, out, err = run("key", *words, "--json")
    assert code == status, err
    return json.loads(out)


def test_the_key_is_told_with_its_fingerprint_and_since_when(run: Run) -> None:
    data = told(run)
    assert data.keys() == KEYS
    assert (data["village"], data["since"], data["made_by"]) == (
        *("331181102299", "2026-11-06"),
        "王某",
    )
    assert (data["usable"], data["card"], data["retired"]) == (True, None, [])
    code, out, _ = run("key")
    assert code == 0
    assert data["fingerprint"] in out
    assert "登记卡还没有打印" in out


def test_the_card_is_written_as_paper_and_as_a_file(run: Run, tmp_path: Path) -> None:
    paper, file = tmp_path / "card.pdf", tmp_path / "card.pub"
    data = told(run, "--card", paper, "--card-file", file)
    assert data["written"] == [str(paper), str(file)]
    assert page_sizes_mm(paper.read_bytes()) == ((210.0, 297.0),)
    card = parse_card(file.read_bytes())
    assert (card.code, card.name, card.public.line) == (
        *("331181102299", "青石桥村"),
        data["public_key"],
    )
    assert data["card"] == {"made_on": "2026-11-06", "where": str(file)}
    assert str(file) in run("key")[1]


def test_a_new_key_is_made_for_a_reason_and_the_old_one_is_told(run: Run, tmp_path: Path) -> None:
    old = told(run)
    new = told(run, "--new", "--reason", "电脑换了", "--card", tmp_path / "new.pdf")
    assert new["key_id"] != old["key_id"]
    (gone,) = new["retired"]
    assert (gone["key_id"], gone["retired_reason"], gone["retired_on"]) == (
        *(old["key_id"], "电脑换了"),
        "2026-11-06",
    )
    assert (tmp_path / "new.pdf").exists()


@pytest.mark.parametrize("words", [("--new",), ("--reason", "x"), ("--new", "--reason", " ")])
def test_a_new_key_without_a_reason_is_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    before = told(run)
    assert run("key", *words)[0] == 2
    assert told(run) == before


def test_a_lost_secret_is_told_and_exits_one_until_there_is_a_new_key(
    run: Run, tmp_path: Path
) -> None:
    data = told(run)
    (Path(data["folder"]) / f"{data['key_id']}.key").unlink()
    lost = told(run, status=1)
    assert not lost["usable"]
    assert "不见了" in lost["sentence"]
    code, _, err = run("key", "--card", tmp_path / "card.pdf")
    assert code == 1
    assert "不见了" in err
    assert not (tmp_path / "card.pdf").exists()
    assert told(run, "--new", "--reason", "密钥文件丢了")["usable"]


def test_a_restored_village_has_no_key_and_says_what_to_do(run: Run, tmp_path: Path) -> None:
    made = json.loads(run("backup", "--json")[1])["file"]
    assert run("restore", made, "--into", tmp_path / "new")[0] == 0
    assert run("restore", "--replace", tmp_path / "new")[0] == 0
    data = told(run, status=1)
    assert (data["key_id"], data["usable"]) == ("", False)
    assert "restore --confirm" in data["sentence"]
    assert run("key", "--new", "--reason", "换一把")[0] == 1
    assert run("restore", "--confirm", "--sequence", 0)[0] == 0
    after = told(run)
    assert after["usable"]
    assert len(after["retired"]) == 1
