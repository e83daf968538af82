"""The township's receipt and key by command: keys and exit statuses are contracts."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from boardapp import cli
from boardapp.core.bundle.receipt import Receipt
from boardapp.services.desk import open_desk
from boardapp.store import bundles as store
from tests.township import Township, holding

Run = Callable[..., tuple[int, str, str]]
KEYS = {
    "outcome", "sentence", "next_step", "confirm", "township", "number", "issued_on", "sequence",
    "digest", "held", "unknown", "returned", "missing", "signer", "may_publish_again",
    "next_numbers", "void",
}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command on a day: status, output, errors."""

    def call(*words: object) -> tuple[int, str, str]:
        before = ["--data", str(tmp_path / "data"), "--as", "王某", "--today", "2026-11-09"]
        with pytest.raises(SystemExit) as ended:
            cli.main([*before, *map(str, words)])
        out = capsys.readouterr()
        return int(ended.value.code or 0), out.out, out.err

    assert call(
        "init", "--role", "village", "--code", "331181102299", "--name", "青石桥村",
        "--township", "青石镇",
    )[0] == 0  # fmt: skip
    (tmp_path / "stick").mkdir()
    assert call("export", "--to", tmp_path / "stick")[0] == 0
    return call


def told(run: Run, *words: object, status: int = 0) -> Any:
    code, out, err = run(*words, "--json")
    assert code == status, err
    return json.loads(out)


def receipt_of_all(tmp_path: Path) -> Receipt:
    with open_desk(tmp_path / "data", "王某", date(2026, 11, 9)) as desk:
        return holding(desk)


def test_a_key_is_registered_compared_replaced_and_revoked(run: Run, tmp_path: Path) -> None:
    card = Township().card(tmp_path)
    assert told(run, "township-key") == {"current": None, "revoked": []}
    asked = told(run, "township-key", "--card", card, status=1)
    assert (asked["registered"], asked["current"]) == (False, None)
    code, _, err = run("township-key", "--card", card, "--fingerprint", "1 2 3")
    assert (code, "没有登记" in err) == (1, True)
    done = told(run, "township-key", "--card", card, "--fingerprint", asked["fingerprint"])
    assert (done["registered"], done["current"]["fingerprint"]) == (True, asked["fingerprint"])
    assert told(run, "township-key", "--card", card)["registered"]
    shown = run("township-key")[1]
    assert asked["fingerprint"] in shown
    assert run("township-key", "--revoke")[0] == 2
    assert run("township-key", "--yes")[0] == 2
    gone = told(run, "township-key", "--revoke", "--reason", "乡镇通知密钥丢了")
    assert (gone["current"], gone["revoked"][0]["revoked_reason"]) == (None, "乡镇通知密钥丢了")
    assert run("township-key", "--card", card, "--yes")[0] == 1


def test_a_receipt_is_read_and_told_with_the_promised_keys(run: Run, tmp_path: Path) -> None:
    file = Township().write(tmp_path / "stick", receipt_of_all(tmp_path))
    found = told(run, "receipt", file, status=1)
    assert (found["outcome"], set(found)) == ("no-township-key", KEYS)
    run("township-key", "--card", Township().card(tmp_path), "--yes")
    found = told(run, "receipt", file)
    assert (found["outcome"], found["township"]) == ("taken", "青石镇")
    assert (found["number"], found["sequence"], found["held"]) == (1, 1, 0)
    assert (found["returned"], found["missing"], found["may_publish_again"]) == ([], [], False)
    assert told(run, "receipt", file)["outcome"] == "already-taken"
    code, out, err = run("receipt", tmp_path / "gone.json")
    assert (code, err) == (1, "")
    assert "没有读入" in out


def test_what_must_be_asked_first_is_confirmed_by_an_option(run: Run, tmp_path: Path) -> None:
    run("township-key", "--card", Township().card(tmp_path), "--yes")
    one = receipt_of_all(tmp_path)
    assert run("receipt", Township().write(tmp_path / "stick", one))[0] == 0
    less = replace(one, number=2, sequence=0, digest="")
    file = Township().write(tmp_path / "stick", less)
    found = told(run, "receipt", file, status=1)
    assert (found["outcome"], found["confirm"]) == ("holds-less", True)
    assert told(run, "receipt", file, "--confirm")["outcome"] == "taken"
    with open_desk(tmp_path / "data", "王某", date(2026, 11, 9)) as desk:
        assert store.newest_receipt(desk.db) == less
