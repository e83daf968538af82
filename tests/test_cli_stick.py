"""Export, verify and bundles by command: keys and exit statuses are contracts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from boardapp import cli
from boardapp.services import sticks
from boardapp.services.drives import Drive

LEDGERS = Path(__file__).parent / "data" / "ledgers"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command on a day: status, output, errors."""

    def call(*words: object, data: str = "data") -> tuple[int, str, str]:
        before = ["--data", str(tmp_path / data), "--as", "王某", "--today", "2026-11-06"]
        with pytest.raises(SystemExit) as ended:
            cli.main([*before, *map(str, words)])
        out = capsys.readouterr()
        return int(ended.value.code or 0), out.out, out.err

    assert call(
        "init", "--role", "village", "--code", "331181102299", "--name", "青石桥村",
        "--township", "青石镇", "--collective", "青石桥村股份经济合作社",
    )[0] == 0  # fmt: skip
    call("office", "民主理财小组组长", "陈某", "--from", "2026-01-01")
    call("office", "村务监督委员会主任", "李某", "--from", "2026-01-01")
    call("import", LEDGERS / "centre-2026-10.xlsx", "--period", "2026-10")
    name = "finance-lines@2026-10"
    call("submit", name)
    call("review", name, "--step", "finance-group")
    call("review", name, "--step", "supervision")
    assert call("publish", name)[0] == 0
    return call


def told(run: Run, *words: object, status: int = 0, data: str = "data") -> Any:
    code, out, err = run(*words, "--json", data=data)
    assert code == status, err
    return json.loads(out)


def test_a_bundle_is_exported_verified_and_listed(run: Run, stick: Path) -> None:
    assert told(run, "postings")[0]["reported"] == "unreported"
    one = told(run, "export", "--to", stick)
    assert set(one) == {
        "file", "village", "sequence", "digest", "previous", "reissued", "already", "full",
        "size", "carried", "held", "warnings", "older", "sentence",
    }  # fmt: skip
    assert (one["sequence"], one["reissued"], one["full"]) == (1, False, True)
    assert one["size"] == Path(one["file"]).stat().st_size
    found = told(run, "verify", one["file"])
    assert (found["outcome"], found["reason"], found["name"]) == ("accepted", "", "青石桥村")
    assert (found["village"], found["sequence"]) == ("331181102299", 1)
    assert (found["digest"], found["exported_on"]) == (one["digest"], "2026-11-06")
    listed = told(run, "bundles")
    assert [bundle["digest"] for bundle in listed["bundles"]] == [one["digest"]]
    assert listed["reported"] == {"unreported": 0, "exported": 1, "received": 0, "returned": 0}
    assert told(run, "postings")[0]["reported"] == "exported"
    shown = told(run, "show", "finance-lines@2026-10")
    assert (shown["reported"], shown["reported_in"]) == ("exported", 1)
    again = told(run, "export", "--to", stick, "--full")
    assert (again["reissued"], again["already"]) == (True, True)


def test_a_card_verifies_where_no_village_is_set_up(run: Run, stick: Path, tmp_path: Path) -> None:
    file = told(run, "export", "--to", stick)["file"]
    card = tmp_path / "card.pub"
    assert run("key", "--card-file", card)[0] == 0
    assert told(run, "verify", file, "--card", card, data="none")["outcome"] == "accepted"
    assert not (tmp_path / "none").exists()
    code, _, err = run("verify", file, data="none")
    assert code == 1
    assert "--card" in err
    code, _, err = run("verify", file, "--card", file)
    assert (code, "不是登记卡" in err) == (1, True)
    code, _, err = run("verify", file, "--card", tmp_path / "gone")
    assert (code, "读不出登记卡" in err) == (1, True)


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        (lambda raw: raw[:-1], "damaged"),
        (lambda raw: raw[:5000] + b"x" + raw[5001:], "damaged"),
        (lambda _: b"hello", "not-a-bundle"),
    ],
)
def test_every_judgement_is_a_sentence_and_a_next_step(
    run: Run, stick: Path, change: Callable[[bytes], bytes], outcome: str
) -> None:
    file = Path(told(run, "export", "--to", stick)["file"])
    file.write_bytes(change(file.read_bytes()))
    found = told(run, "verify", file, status=1)
    assert found["outcome"] == outcome
    assert found["sentence"].endswith("。")
    assert found["next_step"].endswith("。")
    code, out, err = run("verify", file)
    assert (code, err) == (1, "")
    assert found["next_step"] in out


def test_refusals_are_sentences_with_status_one(
    run: Run, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boardapp.commands.stick.drives", lambda: ())
    for words in (("--to", tmp_path / "gone"), ("--to", tmp_path / "data"), ()):
        code, out, err = run("export", *words)
        assert (code, out) == (1, "")
        assert err.startswith("没有导出：")
        assert "没有改动" in err
    one = Drive(stick, "青石桥", 8 << 30, 4 << 30)
    monkeypatch.setattr("boardapp.commands.stick.drives", lambda: (one, one))
    assert "不止一个U盘" in run("export")[2]
    assert list(stick.iterdir()) == []
    assert run("bundles")[1].startswith("还没有导出过。")
    monkeypatch.setattr("boardapp.commands.stick.drives", lambda: (one,))
    assert told(run, "export")["sequence"] == 1
    assert run("verify", tmp_path / "gone.zip")[0] == 1


@pytest.mark.parametrize("same", [True, False])
def test_only_a_stick_is_said_to_be_ready_to_be_pulled(
    run: Run, stick: Path, monkeypatch: pytest.MonkeyPatch, same: bool
) -> None:
    monkeypatch.setattr(sticks, "on_one_disk", lambda *_: same)
    _, out, _ = run("export", "--to", stick)
    assert ("可以安全拔出U盘" in out) is not same
    assert ("不是U盘" in out) is same
    _, out, _ = run("export", "--to", stick)
    assert ("U盘上已经有" in out) is not same
