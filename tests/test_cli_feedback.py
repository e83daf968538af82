"""群众意见 by command: names, JSON keys and exit statuses are contracts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from boardapp import cli

PHONE = "13812345678"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command on a day: status, output, errors."""

    def call(*words: object, day: str = "2026-11-06") -> tuple[int, str, str]:
        before = ["--data", str(tmp_path / "data"), "--as", "王某", "--today", day]
        with pytest.raises(SystemExit) as ended:
            cli.main([*before, *map(str, words)])
        out = capsys.readouterr()
        return int(ended.value.code or 0), out.out, out.err

    assert call(
        "init", "--role", "village", "--code", "331181102299", "--name", "青石桥村",
        "--township", "青石镇", "--collective", "青石桥村股份经济合作社",
    )[0] == 0  # fmt: skip
    return call


def told(run: Run, *words: object, status: int = 0, day: str = "2026-11-06") -> Any:
    code, out, err = run(*words, "--json", day=day)
    assert code == status, err
    return json.loads(out)


KEYS = {
    "id", "number", "code", "body", "state", "word", "channel", "kind", "received_on", "taken_by",
    "text", "person", "named", "has_contact", "posting", "class", "due", "due_source",
    "due_is_law", "days_left", "answered_on", "late", "acts", "published", "attachments",
    "void_on", "void_reason",
}  # fmt: skip


def test_an_opinion_is_registered_listed_and_due(run: Run, tmp_path: Path) -> None:
    slip = tmp_path / "slip.jpg"
    Image.new("RGB", (30, 20), "white").save(slip)
    one = told(
        run, "feedback-add", "修路的钱呢？", "--kind", "objection", "--on", "2026-11-02",
        "--person", "赵某", "--contact", PHONE, "--slip", slip, "--class", "finance",
    )  # fmt: skip
    assert set(one) == KEYS
    assert (one["code"], one["state"], one["due"], one["days_left"]) == (
        "2026-1", "waiting", "2026-11-12", 6,
    )  # fmt: skip
    assert (one["due_is_law"], one["class"], len(one["attachments"])) == (False, "finance", 1)
    assert PHONE not in json.dumps(one)
    assert told(run, "feedback", "--period", "2026-11")["opinions"] == [one]
    assert told(run, "feedback", "--period", "2026-10")["opinions"] == []
    assert told(run, "feedback", "--overdue")["opinions"] == []
    (late,) = told(run, "feedback", "--overdue", day="2026-11-13")["opinions"]
    assert (late["state"], late["days_left"]) == ("overdue", -1)
    assert told(run, "due", "--by", "2026-11-12")["answers"] == [one]
    assert told(run, "due", "--period", "2026-10")["answers"] == []
    _, out, _ = run("feedback", "2026-1")
    assert PHONE in out
    assert "非法律规定" in out
    _, out, _ = run("feedback")
    assert PHONE not in out


@pytest.mark.parametrize(
    "words",
    [
        ("feedback-add", "路灯不亮"),
        ("answer", "1", "已经修了。"),
        ("feedback-pass-on", "1"),
        ("feedback-close", "1", "--reason", "重复反映"),
    ],
)
def test_who_did_it_is_asked_for_by_the_options_that_say_it(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    told(run, "feedback-add", "路灯不亮")
    with pytest.raises(SystemExit) as ended:
        cli.main(["--data", str(tmp_path / "data"), "--today", "2026-11-06", *words])
    err = capsys.readouterr().err
    assert ended.value.code == 1
    assert "--by" in err
    assert "--as" in err
    assert told(run, *words, "--by", "李某")["code"] in ("2026-1", "2026-2")


def test_it_is_answered_posted_and_marked_with_its_number(run: Run) -> None:
    told(run, "feedback-add", f"回电{PHONE}，修路的钱呢？")
    one = told(run, "answer", "1", "账目见公开栏。", "--way", "board", "--by", "张某")
    assert (one["state"], one["acts"][0]["way"]) == ("waiting", "board")
    event = told(run, "feedback-post", "--period", "2026-11")
    assert (event["item"], event["title"], event["opinions"]) == (
        "feedback-answers", "2026年11月意见答复", ["2026-1"],
    )  # fmt: skip
    name = "feedback-answers@2026-11"
    told(run, "submit", name)
    number = told(run, "publish", name)["number"]
    (one,) = told(run, "feedback")["opinions"]
    assert (one["state"], one["published"]) == ("published", [number])
    assert one["acts"][0]["number"] == number
    code, _, err = run("feedback-post", "1")
    assert (code, "没有可以公开的答复" in err) == (1, True)
    assert run("feedback-post")[0] == 2


def test_the_event_can_be_named_by_its_short_id(run: Run) -> None:
    told(run, "feedback-add", "修路的钱呢？")
    told(run, "answer", "1", "账目见公开栏。")
    name = told(run, "feedback-post", "1")["name"]
    assert told(run, "submit", name)["item"] == "feedback-answers"


def test_answers_are_posted_by_the_body_that_gave_them(run: Run) -> None:
    told(run, "feedback-add", "修路的钱呢？")
    told(run, "answer", "1", "账目见公开栏。")
    name = told(run, "feedback-post", "1")["name"]
    told(run, "submit", name)
    told(run, "publish", name)
    assert told(run, "show", name)["body"] == told(run, "feedback", "1")["body"]
    assert "集体" not in told(run, "show", name)["number"]


def test_wrong_entries_are_corrected_or_void(run: Run) -> None:
    told(run, "feedback-add", "修路的钱呢")
    told(run, "feedback-add", "修路的钱呢")
    one = told(run, "feedback-correct", "1", "--text", "修桥的钱呢？", "--kind", "suggestion")
    assert (one["text"], one["kind"], one["channel"]) == ("修桥的钱呢？", "suggestion", "box")
    gone = told(run, "feedback-void", "2", "--reason", "重复登记")
    assert (gone["state"], gone["void_reason"]) == ("void", "重复登记")
    code, _, err = run("answer", "2", "答复")
    assert (code, "已作废" in err) == (1, True)
    code, _, err = run("feedback-correct", "7", "--text", "x")
    assert (code, "没有第7号" in err) == (1, True)


def test_it_is_passed_on_and_closed(run: Run) -> None:
    told(run, "feedback-add", "有人多占地", "--kind", "report", "--channel", "letter")
    told(run, "feedback-add", "天气不好")
    one = told(run, "feedback-pass-on", "1", "--on", "2026-11-06")
    assert (one["state"], one["acts"][0]["text"]) == ("passed-on", "转交青石镇")
    one = told(run, "feedback-pass-on", "1", "--result", "已查实")
    assert [act["kind"] for act in one["acts"]] == ["passed-on", "result"]
    closed = told(run, "feedback-close", "2", "--reason", "不是村务，已当面说明")
    assert closed["state"] == "closed"
    assert told(run, "feedback", "--open")["opinions"] == []


def test_an_overdue_answer_is_found_by_check(run: Run) -> None:
    told(run, "feedback-add", "修路的钱呢？", "--on", "2026-11-02")
    _, out, _ = run("check", "--period", "2026-11", "--json", day="2026-11-20")
    codes = [(f["code"], f["level"]) for f in json.loads(out)["findings"]]
    assert ("reply-overdue", "verify") in codes


def test_the_book_is_written_filled_and_empty(run: Run, tmp_path: Path) -> None:
    told(run, "feedback-add", f"回电{PHONE}，修路的钱呢？", "--person", "赵某")
    out = tmp_path / "book.pdf"
    data = told(run, "feedback-book", "--out", out, "--year", "2026", "--blank", "5")
    assert {**data, "pages": 1} == {"file": str(out), "period": "2026", "pages": 1, "blank": 5}
    said = PdfReader(out).pages[0].extract_text()
    assert PHONE not in said
    assert "修路的钱呢" in "".join(said.split())
    assert told(run, "feedback-book", "--out", out, "--empty", "--blank", "20")["pages"] > 1
    assert run("feedback-book", "--out", out, "--year", "2025")[0] == 1
    assert run("feedback-book", "--out", out, "--year", "2025", "--period", "2025")[0] == 2
