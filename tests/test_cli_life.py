"""The life of a posting by command: names, JSON keys and exit statuses are contracts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from boardapp import cli

LEDGERS = Path(__file__).parent / "data" / "ledgers"
NAME = "finance-lines@2026-10"
FIRST, SECOND = "青石桥集体公开〔2026〕第1号", "青石桥集体公开〔2026〕第2号"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command on a day: status, output, errors."""

    def call(*words: object, day: str = "2026-11-06", who: str = "王某") -> tuple[int, str, str]:
        before = ["--data", str(tmp_path / "data"), "--as", who, "--today", day]
        with pytest.raises(SystemExit) as ended:
            cli.main([*before, *map(str, words)])
        out = capsys.readouterr()
        return int(ended.value.code or 0), out.out, out.err

    assert call(
        "init", "--role", "village", "--code", "331181102299", "--name", "青石桥村",
        "--township", "青石镇", "--collective", "青石桥村股份经济合作社",
    )[0] == 0  # fmt: skip
    for month in ("2026-09", "2026-10"):
        call("import", LEDGERS / f"centre-{month}.xlsx", "--period", month)
    for office, person in (("民主理财小组组长", "陈某"), ("村务监督委员会主任", "李某")):
        call("office", office, person, "--from", "2026-01-01")
    call("boards", "--add", "村委会门口公开栏", "--place", "村委会门口")
    return call


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (30, 20), "white").save(path)
    return path


def told(run: Run, *words: object, status: int = 0, day: str = "2026-11-06") -> Any:
    code, out, err = run(*words, "--json", day=day)
    assert code == status, err
    return json.loads(out)


def published(run: Run, name: str = NAME, day: str = "2026-11-06") -> str:
    told(run, "submit", name, day=day)
    told(run, "review", name, "--step", "finance-group", day=day)
    told(run, "review", name, "--step", "supervision", day=day)
    return str(told(run, "publish", name, day=day)["number"])


def state(run: Run, name: str = NAME, day: str = "2026-11-06") -> str:
    return str(told(run, "show", name, day=day)["state"])


def test_from_submission_to_the_archive(run: Run, tmp_path: Path, photo: Path) -> None:
    assert state(run) == "draft"
    one = told(run, "submit", "--period", "2026-10", "--item", "finance-lines")
    assert (one["state"], one["missing"]) == ("submitted", ["finance-group", "supervision"])
    sheet = tmp_path / "sheet.pdf"
    made = told(run, "review-sheet", NAME, "--out", sheet)
    assert made["digests"] == [one["digest"]]
    assert one["digest"][:16] in "".join(
        page.extract_text() for page in PdfReader(sheet).pages
    ).replace(" ", "")
    done = told(run, "review", NAME, "--step", "finance-group", "--paper", photo)
    assert (done["steps"][0]["by"], done["states"]) == ("陈某", ["submitted"])
    assert done["steps"][0]["paper"]
    assert told(run, "review", NAME, "--step", "supervision")["states"] == ["reviewed"]
    held = told(run, "publish", NAME)
    assert (held["number"], held["digest"], held["findings"]) == (FIRST, one["digest"], [])
    up = told(run, "put-up", FIRST, "--board", "村委会门口公开栏", "--on", "2026-11-06",
              "--photo", photo)  # fmt: skip
    assert (up["until"], up["days_left"], up["findings"]) == ("2026-11-21", 15, [])
    assert state(run, day="2026-11-20") == "on-board"
    assert told(run, "show", FIRST, day="2026-11-16")["displays"][0]["days_left"] == 5
    assert state(run, day="2026-11-21") == "days-done"
    down = told(run, "take-down", "青石桥集体公开[2026]第1号", day="2026-11-21")
    assert (down["days"], down["repost"]) == (15, False)
    told(run, "archive", FIRST, "--place", "第3盒", day="2026-11-22")
    seen = told(run, "show", FIRST, day="2026-11-22")
    assert (seen["state"], seen["filed_place"]) == ("archived", "第3盒")
    assert [step["step"] for step in seen["steps"]] == ["proposal", "finance-group", "supervision"]
    assert told(run, "journal", "--verify", day="2026-11-22")["ok"] is True


def test_one_sheet_and_one_meeting_approve_many(run: Run, tmp_path: Path) -> None:
    for item in ("finance-lines", "finance-form"):
        told(run, "submit", f"{item}@2026-10")
    assert len(told(run, "review-sheet", "all", "--out", tmp_path / "s.pdf")["digests"]) == 2
    for step in ("finance-group", "supervision"):
        assert len(told(run, "review", "all", "--step", step)["steps"]) == 2
    words = ("--step", "joint-meeting", "--by", "张某", "--expected", 9, "--present", 8)
    assert run("meeting", "all", *words, "--agreed", 4)[0] == 1
    done = told(run, "meeting", "all", *words, "--agreed", 8)
    assert {step["meeting"] for step in done["steps"]} == {done["meeting"]}
    for item in ("finance-lines", "finance-form"):
        told(run, "publish", f"{item}@2026-10")


def test_it_is_returned_with_a_reason_and_withdrawn_before_it_is_published(run: Run) -> None:
    told(run, "submit", NAME)
    assert run("review", NAME, "--return")[0] == 1
    back = told(run, "review", NAME, "--return", "--reason", "没有附发票")
    assert back["states"] == ["returned"]
    (due,) = (o for o in told(run, "due", "--period", "2026-10")["items"]
              if o["item"] == "finance-lines")  # fmt: skip
    assert (due["state"], due["reached"]) == ("returned", "returned")
    found = {
        f["code"] for f in json.loads(run("check", "--period", "2026-10", "--json")[1])["findings"]
    }
    assert "returned" in found
    told(run, "submit", NAME)
    assert told(run, "withdraw", NAME, "--reason", "写错")["state"] == "draft"
    assert run("withdraw", NAME)[0] == 1
    assert run("review", NAME)[0] == 2


def test_taken_down_early_it_is_asked_for_again(run: Run) -> None:
    published(run)
    told(run, "put-up", FIRST)
    down = told(run, "take-down", FIRST, "--reason", "雨水打湿", day="2026-11-15")
    assert (down["days"], down["least"], down["repost"]) == (9, 15, True)
    assert "重新公布" in down["sentence"]
    code, out, _ = run("check", "--period", "2026-10", "--json", day="2026-11-15")
    assert code == 1
    assert ("must", "repost") in {(f["level"], f["code"]) for f in json.loads(out)["findings"]}
    assert state(run, day="2026-11-15") == "repost"
    assert told(run, "put-up", FIRST, day="2026-11-16")["until"] == "2026-12-01"
    assert run("archive", FIRST, day="2026-11-16")[0] == 1


def test_a_correction_is_reviewed_published_and_marks_the_old(run: Run, tmp_path: Path) -> None:
    published(run)
    assert run("correct", FIRST, "--reason", "漏记")[0] == 1
    run("entry", "--date", "2026-10-30", "--summary", "补记电费", "--expense", "12.50")
    assert told(run, "correct", FIRST, "--dry-run")["changes"]
    assert run("correct", FIRST)[0] == 1
    one = told(run, "correct", FIRST, "--reason", "漏记一笔电费")
    assert (one["revision"], one["state"]) == (2, "submitted")
    assert told(run, "show", NAME)["correction"] == "submitted"
    for step in ("finance-group", "supervision"):
        told(run, "review", NAME, "--step", step)
    assert told(run, "publish", NAME)["number"] == SECOND
    old, new = told(run, "show", FIRST), told(run, "show", NAME)
    assert (old["state"], old["replaced_by"]) == ("replaced", SECOND)
    assert (new["number"], new["replaces"], new["changes"]) == (SECOND, FIRST, one["changes"])
    out = tmp_path / "notice.pdf"
    assert told(run, "notice", FIRST, "--out", out)["number"] == FIRST
    assert SECOND in PdfReader(out).pages[0].extract_text()
    assert told(run, "notice", NAME, "--out", out)["number"] == SECOND
    assert FIRST in PdfReader(out).pages[0].extract_text()
    assert [(p["number"], p["state"]) for p in told(run, "postings")] == [
        (SECOND, "published"),
        (FIRST, "replaced"),
    ]


def test_a_void_number_is_skipped_and_listed(run: Run) -> None:
    told(run, "void", "--year", 2026, "--number", 1, "--reason", "恢复备份以前用过")
    assert published(run) == SECOND
    assert "第1号　作废：恢复备份以前用过" in run("postings")[1]
    assert run("void", "--year", 2026, "--number", 2, "--reason", "写错了")[0] == 1


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("submit", "nothing@2026-10"), 1),
        (("submit",), 2),
        (("submit", NAME, "--period", "2026-10"), 2),
        (("review", NAME, "--step", "supervision"), 1),
        (("review", NAME, "--step", "proposal"), 2),
        (("publish", NAME), 1),
        (("put-up", NAME), 1),
        (("put-up", "第9号"), 1),
        (("take-down", NAME), 1),
        (("correct", "第9号", "--reason", "错了"), 1),
        (("archive", "第9号"), 1),
        (("show", "第9号"), 1),
        (("boards", "--add", "村委会门口公开栏"), 1),
        (("boards", "--close", "别处"), 1),
        (("boards", "--reopen", "村委会门口公开栏"), 1),
        (("boards", "--change", "村委会门口公开栏", "--rename", ""), 1),
        (("boards", "--change", "村委会门口公开栏"), 2),
        (("boards", "--place", "村口"), 2),
        (("boards", "--add", "村口", "--rename", "村尾"), 2),
        (("boards", "--add", "村口", "--close", "村委会门口公开栏"), 2),
        (("review-sheet", NAME, "--out", "x.pdf"), 1),
        (("review-sheet", "all", "--out", "x.pdf"), 1),
        (("meeting", NAME, "--step", "supervision", "--by", "张某"), 2),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(
    run: Run, words: tuple[str, ...], status: int
) -> None:
    code, out, err = run(*words)
    assert (code, out) == (status, "")
    assert err
    assert "Traceback" not in err


def test_boards_are_listed_with_what_hangs_there(run: Run, photo: Path) -> None:
    published(run)
    told(run, "put-up", FIRST)
    assert told(run, "board-photo", FIRST, photo)["photo"]
    (board,) = told(run, "boards")
    assert (board["name"], board["hanging"]) == ("村委会门口公开栏", [FIRST])
    assert run("boards", "--close", "村委会门口公开栏")[0] == 1


def test_a_board_is_changed_closed_and_used_again(run: Run) -> None:
    name = "村委会门口公开栏"
    words = ("--rename", "礼堂公开栏", "--place", "", "--village", "上村")
    (board,) = told(run, "boards", "--change", name, *words)
    assert (board["name"], board["place"], board["village"]) == ("礼堂公开栏", "", "上村")
    assert told(run, "boards", "--close", "礼堂公开栏")[0]["closed_on"]
    assert told(run, "boards", "--reopen", "礼堂公开栏")[0]["closed_on"] is None


def test_a_whole_life_is_told_in_words(run: Run) -> None:
    published(run)
    told(run, "put-up", FIRST)
    _, out, _ = run("show", FIRST)
    for words in (FIRST, "【张贴中】", "村务监督委员会审查：同意　李某", "可揭下：2026-11-21"):
        assert words in out


@pytest.mark.parametrize(
    "words",
    [
        ("boards", "--add", "坏\udc80"),
        ("void", "--year", "2026", "--number", "1", "--reason", "坏\udc80"),
        ("office", "负责人", "坏\udc80", "--from", "2026-01-01"),
        ("key", "--new", "--reason", "坏\udc80"),
        ("village", "--hotline", "\udc80"),
        ("show", "坏\udc80第1号"),
    ],
)
def test_a_text_that_no_file_can_hold_is_refused_and_nothing_changed(
    run: Run, words: tuple[str, ...]
) -> None:
    before = told(run, "journal")
    code, out, err = run(*words)
    assert (code, out) == (1, "")
    assert "字符" in err or "没有" in err
    assert told(run, "journal") == before
    assert told(run, "key")["key_id"]


def test_a_name_that_no_file_can_hold_is_nobody_who_writes(run: Run) -> None:
    code, _, err = run("boards", "--add", "桥头", who="\udc80")
    assert code == 1
    assert "读不出的字符" in err


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("due", "--year", "0"), 2),
        (("due", "--year", "99999"), 2),
        (("import", "", "--period", "2026-10"), 1),
        (("import-cards", ".", "--kind", "asset"), 1),
        (("handover", "--dry-run", "--pack", "x"), 2),
        (("year-file", "--verify", "长" * 300), 1),
        (("backup", "--to", "长" * 300), 1),
    ],
)
def test_what_was_typed_wrongly_is_answered_and_never_breaks_off(
    run: Run, words: tuple[str, ...], status: int
) -> None:
    code, out, err = run(*words)
    assert (code, out) == (status, "")
    assert "Traceback" not in err


@pytest.mark.parametrize("name", ["甲/乙村", "很" * 60, "'村'", "[村]*?:\\"])
def test_a_template_is_written_for_a_village_of_any_name(
    run: Run, tmp_path: Path, name: str
) -> None:
    run("village", "--name", name)
    assert run("template", tmp_path / "t.xlsx", "--kind", "asset")[0] == 0
    code, _, err = run("import-cards", tmp_path / "t.xlsx", "--kind", "asset", "--dry-run")
    assert "Traceback" not in err
    assert code in (0, 1)
