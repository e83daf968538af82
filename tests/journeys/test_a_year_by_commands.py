"""A village's year through the commands alone, as a script of the township would run it.

Month by month the ledger comes in and is reviewed, published, put up, taken down and filed; some
reviews are returned, some papers come down too early, one is corrected, one month has no entry,
villagers ask and are answered. In the end the year is closed, filed, handed over and exported.
"""

import json
import random
import subprocess
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from boardapp import cli

RETURNED, EARLY, CORRECTED, EMPTY, BACKED_UP = (3, 8), (2, 9), 5, 7, 6
SUMMARIES = ("买笔、宣传用纸", "会议室电费", "修门费用", "菜场电工工资", "房租费")


@dataclass
class Year:
    """A data folder, the day that it is there, and what came of the months."""

    root: Path
    day: date = date(2026, 1, 5)
    balance: int = 900_000_00
    chance: random.Random = field(default_factory=lambda: random.Random(5))
    reposted: list[str] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.root / "data"

    def run(self, *words: object, status: int = 0, data: Path | None = None) -> str:
        """Run a command on the day that it is; return what it says."""
        out, err = StringIO(), StringIO()
        before = ["--data", str(data or self.data), "--as", "王某", "--today", str(self.day)]
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
            cli.main([*before, *map(str, words)])
        assert int(ended.value.code or 0) == status, f"{words}: {err.getvalue()}{out.getvalue()}"
        return out.getvalue() if status == 0 else err.getvalue()

    def told(self, *words: object, status: int = 0, data: Path | None = None) -> Any:
        """Run a command that tells in JSON."""
        said = self.run(*words, "--json", status=status, data=data)
        return json.loads(said) if status == 0 else said

    def reviewed(self, name: str, missing: list[str]) -> str:
        """Let every step approve, and publish; return the number."""
        for step in missing:
            self.told("review", name, "--step", step)
        return str(self.told("publish", name)["number"])


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    one = Year(tmp_path_factory.mktemp("year"))
    place = ("--code", "331181102299", "--name", "青石桥村", "--township", "青石镇")
    one.run("init", "--role", "village", *place, "--collective", "青石桥村股份经济合作社")
    for office, person in (
        ("村务监督委员会主任", "李某"),
        ("民主理财小组组长", "陈某"),
        ("报账员", "王某"),
        ("负责人", "张某"),
    ):
        one.run("office", office, person, "--from", "2026-01-01")
    one.run("boards", "--add", "村委会门口公开栏")
    for month in range(1, 13):
        live(one, month)
    return one


def live(one: Year, month: int) -> None:
    """Live through what is to be done about a month, in the month after it."""
    one.day = date(2026 + month // 12, month % 12 + 1, 3)
    period = f"2026-{month:02d}"
    take_in(one, period, month)
    for item in ("finance-lines", "finance-form"):
        name = f"{item}@{period}"
        missing = one.told("submit", name)["missing"]
        if month in RETURNED and item == "finance-lines":
            one.told("review", name, "--return", "--reason", "电费的票没有附")
            one.run("publish", name, status=1)
            one.day += timedelta(1)
            missing = one.told("submit", name)["missing"]
        number = one.reviewed(name, missing)
        one.told("put-up", number)
        if month in EARLY:
            one.day += timedelta(5)
            assert one.told("take-down", number, "--reason", "雨水打湿")["repost"] is True
            one.told("put-up", number)
            one.reposted.append(number)
    if month == CORRECTED:
        correct(one, period)
    ask(one, period, month)
    one.day += timedelta(18)
    for posting in one.told("postings"):
        if posting["state"] == "days-done":
            one.told("take-down", posting["number"])
            one.told("archive", posting["number"], "--place", f"2026年第{month}盒")
    if month == BACKED_UP:
        one.told("backup", "--to", one.root / "stick")


def take_in(one: Year, period: str, month: int) -> None:
    """Take in the ledger of a month, or say that there is none."""
    if month == EMPTY:
        one.run("none", "--period", period)
        return
    rows = ["日期,凭证号,摘要,收入,支出,余额", f"{period}-01,,上期结转,,,{yuan(one.balance)}"]
    for n in range(1, one.chance.randint(4, 28)):
        earned, fen = one.chance.random() < 0.3, one.chance.randint(300, 500_000)
        one.balance += fen if earned else -fen
        sums = f"{yuan(fen)}," if earned else f",{yuan(fen)}"
        summary = one.chance.choice(SUMMARIES)
        rows.append(f"{period}-{n:02d},记-{n},{summary},{sums},{yuan(one.balance)}")
    ledger = one.root / f"{period}.csv"
    ledger.write_text("\n".join(rows), "utf-8")
    done = one.told("import", ledger, "--period", period)
    assert (done["closing"], done["problems"]) == (yuan(one.balance), [])


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def correct(one: Year, period: str) -> None:
    """Book a line that was forgotten, correct what was published, and put that up instead."""
    one.day += timedelta(2)
    spent = ("--date", f"{period}-20", "--summary", "补记电费", "--expense", "12.50")
    one.told("entry", *spent)
    one.balance -= 1250
    for item in ("finance-lines", "finance-form"):
        name = f"{item}@{period}"
        old = one.told("show", name)["number"]
        missing = one.told("correct", name, "--reason", "漏记一笔")["missing"]
        new = one.reviewed(name, missing)
        assert new != old
        one.told("take-down", old)
        one.told("put-up", name)


def ask(one: Year, period: str, month: int) -> None:
    """Let villagers ask every third month; one answer goes onto the board."""
    if month % 3:
        return
    words = ("修门费用是修哪里的门？", "--about", f"finance-lines@{period}")
    number = one.told("feedback-add", *words)["number"]
    one.told("answer", number, "修村委会的大门，票据可以来看。")
    if month == 3:
        name = one.told("feedback-post", number)["name"]
        one.told("put-up", one.reviewed(name, one.told("submit", name)["missing"]))


def test_every_number_of_the_year_is_used_once_and_in_order(year: Year) -> None:
    postings = [one for one in year.told("postings") if "集体" in one["number"]]
    numbers = sorted(
        (one["published_on"][:4], int(one["number"].partition("第")[2].rstrip("号")))
        for one in postings
    )
    assert [n for y, n in numbers if y == "2026"] == list(range(1, 25))
    assert [n for y, n in numbers if y == "2027"] == [1, 2]
    answers = [one["number"] for one in year.told("postings") if one["item"] == "feedback-answers"]
    assert answers == ["青石桥公开〔2026〕第1号"]


def test_everything_is_filed_but_what_a_correction_replaced(year: Year) -> None:
    states = [one["state"] for one in year.told("postings")]
    assert (states.count("replaced"), states.count("archived")) == (2, len(states) - 2)


def test_a_returned_review_is_told_with_its_reason_for_good(year: Year) -> None:
    told = year.told("show", "finance-lines@2026-03")
    assert [(one["by"], one["reason"]) for one in told["returned"]] == [("陈某", "电费的票没有附")]
    assert {one["outcome"] for one in told["steps"]} == {"approved"}


def test_a_paper_that_came_down_too_early_hung_its_days_the_second_time(year: Year) -> None:
    for number in year.reposted:
        first, second = year.told("show", number)["displays"]
        hung = date.fromisoformat(second["down_on"]) - date.fromisoformat(second["up_on"])
        assert first["down_on"] is not None
        assert hung.days >= 15


def test_the_chain_and_every_row_hold(year: Year) -> None:
    assert year.told("journal", "--verify")["ok"] is True


def test_what_was_said_in_the_year_is_found(year: Year) -> None:
    found = year.told("find", "补记电费")
    assert found
    assert year.told("find", "大门")
    assert year.told("find", "12.50")


def test_a_restored_village_publishes_only_after_the_wall_was_read(year: Year) -> None:
    backup = next((year.root / "stick").glob("backup-*.zip"))
    into = year.root / "restored"
    year.told("restore", backup, "--into", into)
    refused = year.run("publish", "finance-lines@2026-07", status=1, data=into)
    assert "恢复" in refused
    words = ("--confirm", "--number", "青石桥集体公开〔2026〕第24号", "--sequence", "0")
    given = [*words, "--number", "青石桥公开〔2026〕第1号"]
    confirmed = year.told("restore", *given, data=into)
    assert "青石桥集体公开〔2026〕第24号" in confirmed["void"]
    assert year.told("journal", "--verify", data=into)["ok"] is True


def test_the_year_is_filed_handed_over_exported_and_closed(year: Year) -> None:
    filed = year.told("year-file", "--year", "2026", "--to", year.root / "room")
    folder = Path(filed["folder"])
    sums = subprocess.run(
        ["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
    )
    assert sums.returncode == 0, sums.stderr
    assert len(list((folder / "1-公示").glob("*.pdf"))) >= 25
    year.run("year-file", "--verify", folder)

    assert year.told("close-year", "--year", "2026", "--reason", "一年办完")["closed"] is True
    spent = ("--date", "2026-12-20", "--summary", "补记", "--expense", "1")
    assert "年结" in year.run("entry", *spent, status=1)

    people = ("--from", "王某", "--to", "赵某", "--witness", "陈某", "--office", "报账员")
    handed = year.told("handover", *people, "--to-dir", year.root / "pack")
    year.run("handover", "--verify", handed["folder"])

    (year.root / "usb").mkdir()
    sent = year.told("export", "--to", year.root / "usb")
    again = year.told("export", "--to", year.root / "usb")
    assert (again["sequence"], again["digest"]) == (sent["sequence"], sent["digest"])
    bundle = next((year.root / "usb").glob("boardbundle-*.zip"))
    assert year.told("verify", bundle)["outcome"] == "accepted"
    with zipfile.ZipFile(bundle) as held:
        notices = [name for name in held.namelist() if "/data/notices/" in name]
    assert len(notices) == len(year.told("postings"))
    assert {one["reported"] for one in year.told("postings")} == {"exported"}
    assert year.told("journal", "--verify")["ok"] is True
