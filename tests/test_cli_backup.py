"""Backup, restore and the journal by command: JSON keys and exit statuses are contracts."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from boardapp import cli

LEDGERS = Path(__file__).parent / "data" / "ledgers"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command on a village with a ledger: status, output, errors."""

    def call(*words: object, data: str = "data", day: str = "2026-11-06") -> tuple[int, str, str]:
        before = ["--data", str(tmp_path / data), "--as", "王某", "--today", day]
        with pytest.raises(SystemExit) as ended:
            cli.main([*before, *map(str, words)])
        out = capsys.readouterr()
        return int(ended.value.code or 0), out.out, out.err

    assert call(
        "init", "--role", "village", "--code", "331181102299", "--name", "青石桥村",
        "--township", "青石镇", "--collective", "青石桥村股份经济合作社",
    )[0] == 0  # fmt: skip
    assert call("import", LEDGERS / "centre-2026-10.xlsx", "--period", "2026-10")[0] == 0
    return call


def told(run: Run, *words: object, status: int = 0, **where: str) -> Any:
    code, out, err = run(*words, "--json", **where)
    assert code == status, err
    return json.loads(out)


def test_a_backup_tells_where_it_is_and_what_is_in_it(run: Run, tmp_path: Path) -> None:
    data = told(run, "backup", "--to", tmp_path / "stick")
    assert Path(data["file"]).parent == tmp_path / "stick"
    assert (data["village"], data["entries"], data["second"]) == ("331181102299", 46, False)
    (listed,) = told(run, "backup", "--list", "--to", tmp_path / "stick")
    assert listed["file"] == data["file"]


def test_on_the_same_disk_it_says_that_this_is_no_second_copy(run: Run, tmp_path: Path) -> None:
    assert "不算第二份" in run("backup", "--to", tmp_path / "here")[1]
    code, _, err = run("backup", "--second", tmp_path)
    assert code == 1
    assert "同一个磁盘" in err


def test_every_day_that_changes_something_is_backed_up_by_itself(run: Run) -> None:
    def count() -> int:
        return len(told(run, "backup", "--list"))

    assert count() == 1
    run("none", "--period", "2026-09", day="2026-11-07")
    run("none", "--period", "2026-08", day="2026-11-07")
    run("entries", "--period", "2026-10", day="2026-11-08")
    run("entries", "--period", "2026-10", day="2026-11-09")
    assert count() == 3


def test_a_drill_exits_one_when_the_backup_cannot_be_restored(run: Run) -> None:
    path = Path(told(run, "backup")["file"])
    assert told(run, "backup", "--drill")["ok"] is True
    data = bytearray(path.read_bytes())
    data[-400] ^= 255
    path.write_bytes(data)
    run("none", "--period", "2026-09")
    assert told(run, "backup", "--drill", status=1)["ok"] is False


def test_a_restore_is_proved_and_may_publish_only_when_the_wall_was_read(
    run: Run, tmp_path: Path
) -> None:
    file = told(run, "backup", "--to", tmp_path / "stick")["file"]
    data = told(run, "restore", file, "--into", tmp_path / "new")
    assert (data["entries"], data["missing"]) == (46, [])
    code, _, err = run("publish", "--period", "2026-10", data="new")
    assert code == 1
    assert "从备份恢复" in err
    number = "青石桥集体公开〔2026〕第4号"
    words = ("restore", "--confirm", "--number", number, "--sequence", "2")
    done = told(run, *words, data="new")
    assert len(done["void"]) == 4
    assert "青石桥集体公开〔2026〕第5号" in done["next_numbers"]
    assert told(run, "journal", "--verify", data="new") == {"ok": True}
    assert "从备份恢复" not in run("publish", "--period", "2026-10", data="new")[2]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("restore",), 2),
        (("restore", "x.zip"), 2),
        (("restore", "x.zip", "--confirm"), 2),
        (("restore", "--confirm", "--number", "1"), 2),
        (("restore", "--confirm", "--number", "1", "--sequence", "-1"), 2),
        (("restore", "--confirm", "--number", "1", "--sequence", "0"), 1),
        (("restore", "--moved"), 1),
        (("restore", "missing.zip", "--into", "new"), 1),
        (("restore", "--replace", "missing"), 1),
        (("backup", "--to", "/proc/nothing/here"), 1),
        (("backup", "--drill", "--nonsense"), 2),
    ],
)
def test_wrong_usage_is_two_and_a_refusal_one(
    run: Run, words: tuple[str, ...], status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*words)
    assert (code, out) == (status, "")
    assert err
    assert "Traceback" not in err


@pytest.mark.parametrize("number", ["", "第", "没有=3", "七", "青石〔2026〕第7号", "9999999"])
def test_a_number_that_is_none_is_refused(run: Run, tmp_path: Path, number: str) -> None:
    shutil.copytree(tmp_path / "data", tmp_path / "copy")
    words = ("restore", "--confirm", "--number", number, "--sequence", "0")
    code, _, err = run(*words, data="copy")
    assert code == 1
    assert "没有改动" in err or "没有名为" in err


def test_a_restore_takes_the_place_of_the_live_data(run: Run, tmp_path: Path) -> None:
    file = told(run, "backup")["file"]
    run("none", "--period", "2026-09")
    told(run, "restore", file, "--into", tmp_path / "new")
    before = Path(told(run, "restore", "--replace", tmp_path / "new")["before"])
    assert len(told(run, "imports")) == 1
    assert len(told(run, "imports", data=before.name)) == 2


def test_a_copied_folder_says_so_at_every_command_until_it_is_told(
    run: Run, tmp_path: Path
) -> None:
    shutil.copytree(tmp_path / "data", tmp_path / "copy")
    assert "拷贝来的" in run("imports", data="copy")[2]
    assert told(run, "restore", "--moved", data="copy") == {"moved": True}
    assert run("imports", data="copy")[2] == ""


def test_verify_names_the_row_and_the_field(run: Run, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "data" / "village.db") as db:
        db.execute("update entry set fen = 1 where rowid = 5")
    db.close()
    data = told(run, "journal", "--verify", status=1)
    (one,) = data["troubles"]
    assert (one["code"], one["table"], one["field"]) == ("row-changed", "entry", "fen")
    assert one["found"] == 1
    assert "“金额”" in one["sentence"]
    assert data["row"] is None


def test_a_backup_without_an_attachment_that_is_gone_says_so(run: Run, tmp_path: Path) -> None:
    scan = tmp_path / "slip.pdf"
    scan.write_bytes(b"%PDF-1.4\n" + bytes(500))
    assert told(run, "backup", "--to", tmp_path / "one")["attachments_missing"] == 0
    told(run, "feedback-add", "路灯什么时候修？", "--slip", scan)
    next((tmp_path / "data" / "attachments").rglob("*.pdf")).unlink()
    assert "有 1 个附件的文件不见了" in run("backup", "--to", tmp_path / "two")[1]
    assert told(run, "backup", "--to", tmp_path / "two")["attachments_missing"] == 1


def test_of_one_body_only_one_last_number_is_taken(run: Run, tmp_path: Path) -> None:
    file = told(run, "backup", "--to", tmp_path / "stick")["file"]
    told(run, "restore", file, "--into", tmp_path / "new")
    words = ("restore", "--confirm", "--sequence", "0", "--number", "7")
    code, _, err = run(*words, "--number", "8", data="new")
    assert (code, "两个编号" in err) == (1, True)
    assert told(run, *words, "--number", "7", data="new")["void"]
