"""The command line as scripts use it: names, JSON keys and exit statuses are contracts."""

import json
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest
from pypdf import PdfReader

from boardapp import cli

LEDGERS = Path(__file__).parent / "data" / "ledgers"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command on a set-up village: status, output, errors."""

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
    return call


def told(run: Run, *words: object, status: int = 0) -> Any:
    code, out, err = run(*words, "--json")
    assert code == status, err
    return json.loads(out)


def passed(run: Run, name: str) -> None:
    """Submit something and let every step approve it."""
    for step in told(run, "submit", name)["missing"]:
        told(run, "review", name, "--step", step, "--by", "李某")


def test_import_tells_what_scripts_rely_on(run: Run) -> None:
    data = told(run, "import", LEDGERS / "centre-2026-10.xlsx", "--period", "2026-10")
    keys = ("entries", "income", "expense", "opening", "closing")
    assert [data[key] for key in keys] == [46, "86171.16", "19147.68", "230187.27", "297210.75"]
    assert data["stated"]["income"] == "86171.16"
    assert data["problems"] == []
    assert {one["reason"] for one in data["skipped"]} >= {"opening", "total"}
    assert data["outcome"] == "imported"


def test_a_dry_run_writes_nothing(run: Run) -> None:
    words = ("import", LEDGERS / "centre-2026-10.xlsx", "--period", "2026-10", "--dry-run")
    assert told(run, *words)["written"] is False
    assert told(run, "imports") == []


def test_the_same_file_twice_is_done_without_harm(run: Run) -> None:
    words = ("import", LEDGERS / "centre-2026-10.xlsx", "--period", "2026-10")
    first, second = told(run, *words), told(run, *words)
    assert (second["outcome"], second["id"]) == ("already-imported", first["id"])
    assert len(told(run, "entries", "--period", "2026-10")["entries"]) == 46


def test_a_column_taken_for_another_is_set_right_and_remembered(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        rows = ("日期,凭证号,摘要,收入,支出", "2026-10-01,记1,租金,,900")
        (tmp_path / f"{name}.csv").write_text(
            "\n".join(rows) + f"\n2026-10-0{len(name) + 1},,{name},,1"
        )
    words = ("--period", "2026-10", "--column", "E=income", "--column", "D=")
    data = told(run, "import", tmp_path / "a.csv", *words)
    assert (data["income"], data["expense"]) == ("901.00", "0.00")
    assert (
        told(run, "import", tmp_path / "b.csv", "--period", "2026-10", "--dry-run")["income"]
        == "901.00"
    )
    assert run("import", tmp_path / "a.csv", "--period", "2026-10", "--column", "E=nothing")[0] == 2


def test_an_import_is_undone_by_its_id(run: Run) -> None:
    id_ = told(run, "import", LEDGERS / "centre-2026-10.xlsx", "--period", "2026-10")["id"]
    assert told(run, "import", "--undo", id_)["undone"] is True
    assert told(run, "entries", "--period", "2026-10")["entries"] == []


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("import",), 2),
        (("import", "x.xlsx", "--period", "2026-13"), 2),
        (("nothing",), 2),
        (("notice", "--period", "2026-10"), 2),
        (("notice", "--period", "2026-10", "--out", "x.pdf", "--paper", "B5"), 2),
        (("import", "missing.xlsx", "--period", "2026-10"), 1),
        (("import", "--undo", "missing"), 1),
        (("publish", "--period", "2026-10"), 1),
        (("check", "--period", "9998-12"), 2),
        (("notice", "--period", "1900-01", "--out", "x.pdf"), 2),
        (("due", "--by", "9999-12-31"), 2),
        (("entry", "--date", "0001-01-01", "--summary", "x", "--income", "5"), 2),
        (("import", "没有\udcff.xlsx", "--period", "2026-10"), 1),
    ],
)
def test_wrong_usage_is_two_and_a_refusal_one(
    run: Run, words: tuple[str, ...], status: int
) -> None:
    code, out, err = run(*words)
    assert (code, out) == (status, "")
    assert err
    assert "Traceback" not in err


def test_check_exits_one_while_something_must_be_put_right(run: Run) -> None:
    data = told(run, "check", "--period", "2026-10", status=1)
    (finding,) = (one for one in data["findings"] if one["level"] == "must")
    assert finding.keys() >= {"level", "code", "where", "sentence"}
    run("none", "--period", "2026-10")
    assert told(run, "check", "--period", "2026-10")["findings"][0]["level"] == "verify"


def test_a_balance_that_nothing_tells_is_null_and_told_as_unknown(run: Run) -> None:
    run("entry", "--date", "2026-10-08", "--summary", "村办公室电费", "--expense", "38")
    data = told(run, "entries", "--period", "2026")
    assert (data["opening"], data["expense"], data["closing"]) == (None, "38.00", None)
    assert "期初 不详" in run("entries", "--period", "2026")[1]
    run("opening", "--month", "2026-10", "--amount", "100")
    data = told(run, "entries", "--period", "2026")
    assert (data["opening"], data["closing"]) == (None, "62.00")


def test_check_tells_people_once_what_an_item_lacks_in_many_periods(run: Run) -> None:
    every = told(run, "check", "--period", "2026", status=1)["findings"]
    lines = run("check", "--period", "2026")[1].splitlines()
    mine = [one for one in every if one["where"] == "finance-lines"]
    shown = [line for line in lines if "财务收支逐笔公开榜（" in line]
    assert sum(one["code"] == "overdue" for one in mine) > 1
    assert len(shown) == len({one["code"] for one in mine})
    assert "份已经过期（2026年1月、2026年2月、2026年3月……）" in shown[0]
    assert "最早的应在 2026-02-10 前公布" in shown[0]
    assert len(lines) < len(every) / 2
    assert run("check", "--period", "2026-10")[1].count("财务收支逐笔公开榜（2026年10月，") == 1


def test_from_the_centres_excel_to_the_paper_on_the_wall(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out" / "notice.pdf"
    run("import", LEDGERS / "quarter-2026-q2.xlsx", "--period", "2026-Q2")
    sample = told(run, "notice", "--period", "2026-Q2", "--out", out)
    assert sample["number"] == ""
    assert "还差民主理财小组审核" in run("publish", "--period", "2026-Q2")[2]
    passed(run, "finance-lines@2026-Q2")
    number = told(run, "publish", "--period", "2026-Q2")["number"]
    told(run, "notice", "--period", "2026-Q2", "--out", out)
    pages = PdfReader(out).pages
    text = "".join(page.extract_text() for page in pages)
    assert number in text
    assert "577,199.00" in text
    assert {tuple(round(float(side) / 72 * 25.4) for side in p.mediabox[2:]) for p in pages} == {
        (297, 420)
    }
    assert told(run, "postings")[0]["number"] == number


def test_lines_are_typed_listed_and_removed(run: Run) -> None:
    run("opening", "--month", "2026-10", "--amount", "1,000.00")
    one = told(
        run, "entry", "--date", "2026-10-08", "--summary", "村办公室电费", "--expense", "24.60"
    )
    assert (one["amount"], one["subject"]) == ("24.60", "E04-06")
    assert told(run, "entries", "--period", "2026-10")["closing"] == "975.40"
    assert run("remove", one["id"][:8])[0] == 0
    assert told(run, "entries", "--period", "2026-10")["closing"] == "1000.00"
    assert run("entry", "--date", "2026-10-08", "--summary", "水", "--expense", "abc")[0] == 2
    assert run("entry", "--date", "2026-10-08", "--summary", "水")[0] == 2


def test_accounts_offices_and_particulars_are_kept(run: Run) -> None:
    assert run("account", "现金", "--kind", "cash")[0] == 0
    words = ("import", LEDGERS / "cash-2026-10-gbk.csv", "--period", "2026-10", "--account", "现金")
    assert told(run, *words)["closing"] == "5250.27"
    assert run("office", "负责人", "张某", "--from", "2026-01-01")[0] == 0
    assert told(run, "village", "--hotline", "0578-1")["hotline"] == "0578-1"
    assert told(run, "rules")[0]["value"] == 15
    assert run("year", "--through", "2026-09", "--income", "1", "--expense", "2")[0] == 0


def test_due_tells_what_by_when_and_by_which_rule(run: Run) -> None:
    data = told(run, "due", "--period", "2026-09")
    one = next(one for one in data["items"] if one["item"] == "finance-lines")
    assert one.keys() >= {"item", "title", "body", "period", "due", "state", "reason", "due_source"}
    assert one["state"] in ("not-begun", "overdue")
    assert told(run, "due", "--by", "2026-11-20")["items"]
    year = told(run, "due", "--year", "2026")
    assert all(len(row["months"]) == 12 for row in year)
    assert run("due")[0] == 2


def test_an_item_of_the_catalogue_is_written_checked_and_published(
    run: Run, tmp_path: Path
) -> None:
    id_ = told(run, "event", "project", "修建机耕路", "--stage", "before")["id"]
    facts = ("--fact", "项目名称=修建机耕路", "--fact", "预算金额=120000")
    told(run, "draft", "project", "--event", id_[:8], *facts)
    assert told(run, "draft", "project", "--event", id_)["facts"]["预算金额"] == "120000"
    out = tmp_path / "project.pdf"
    assert run("notice", "--event", id_, "--out", out)[0] == 0
    passed(run, f"project@#{id_[:8]}")
    assert told(run, "publish", "--event", id_)["period"] == id_
    assert "120,000.00" in PdfReader(out).pages[0].extract_text()
    assert run("events", "--forget", id_)[0] == 1
    assert run("draft", "project", "--period", "2026-10", "--event", id_)[0] == 2
    assert run("draft", "nothing", "--period", "2026-10")[0] == 1


def test_what_does_not_apply_is_waived_and_taken_back(run: Run) -> None:
    def state() -> str:
        items = told(run, "due", "--period", "2026-Q3")["items"]
        return str(next(one["state"] for one in items if one["item"] == "dibao"))

    assert run("waive", "dibao")[0] == 1
    assert run("waive", "dibao", "--reason", "本村没有低保对象")[0] == 0
    assert state() == "not-applicable"
    assert run("waive", "dibao", "--back")[0] == 0
    assert state() != "not-applicable"


def test_the_journal_tells_all_and_proves_itself(run: Run, tmp_path: Path) -> None:
    run("none", "--period", "2026-10")
    lines = told(run, "journal")
    assert [line["action"] for line in lines] == ["set-up", "declare-none"]
    assert all(line["operator"] == "王某" for line in lines)
    assert told(run, "journal", "--verify") == {"ok": True}
    import sqlite3

    with sqlite3.connect(tmp_path / "data" / "village.db") as db:
        db.execute("drop trigger journal_keeps_text")
        db.execute("update journal set operator = '李某' where seq = 1")
    db.close()
    assert told(run, "journal", "--verify", status=1)["row"] == 1


def test_a_folder_that_is_not_set_up_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--data", str(tmp_path), "check", "--period", "2026-10"])
    assert ended.value.code == 1
    assert "boardapp init" in capsys.readouterr().err


def test_the_demonstration_does_everything_but_open_the_window_without_a_display(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    for _ in range(2):
        with pytest.raises(SystemExit) as ended:
            cli.main(["--today", "2026-11-06", "demo", "--into", str(tmp_path / "demo")])
        assert not ended.value.code
        assert "没有打开窗口" in capsys.readouterr().out
    (notice,) = (tmp_path / "demo" / "out").glob("notice-2026-10.pdf")
    (bundle,) = (tmp_path / "demo" / "out").glob("boardbundle-*-0001.zip")
    with pytest.raises(SystemExit) as ended:
        cli.main(["--data", str(tmp_path / "demo"), "verify", str(bundle)])
    assert not ended.value.code
    assert "青石桥村" in PdfReader(notice).pages[0].extract_text()


def test_the_demonstration_never_touches_other_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(SystemExit) as ended:
        cli.main(["demo", "--into", str(tmp_path), "--no-window"])
    assert ended.value.code == 1
    assert "没有动它" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_the_program_proves_itself_where_it_is_installed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["self-test", "--no-window"])
    assert not ended.value.code
    assert "正常" in capsys.readouterr().out


def test_every_command_that_a_module_defines_is_in_the_table_under_its_own_name() -> None:
    defined = {}
    for path in (Path(cli.__file__).parent / "commands").glob("*.py"):
        module = import_module(f"boardapp.commands.{path.stem}")
        for name, one in vars(module).items():
            if isinstance(one, click.Command):
                defined[one.name] = f"{path.stem}.{name}"
    assert defined == cli.COMMANDS


def test_a_command_loads_no_other() -> None:
    code = (
        "import sys; from boardapp import cli; cli.cli.get_command(None, 'key');"
        "print(*(m for m in sys.modules if m.startswith('boardapp.commands.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.rpartition(".")[2] for name in done.stdout.split()}
    assert loaded <= {"shared", "window", "keys"}
