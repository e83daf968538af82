"""The registers on the command line: names, JSON keys and exit statuses are contracts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image

from boardapp import cli

Run = Callable[..., tuple[int, str, str]]

CONTRACT = (
    "card", "--kind", "contract", "--set", "编号=HT-1", "--set", "名称=机动地承包",
    "--set", "合同类型=承包", "--set", "承包方=王某", "--set", "联系电话=13800001234",
    "--set", "起始日期=2024-01-01", "--set", "终止日期=2028-12-31", "--set", "年租金=8000",
    "--set", "付款方式=年付", "--set", "此前已收付至=2025-12-31",
)  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command on a set-up village: status, output, errors."""

    def call(*words: object) -> tuple[int, str, str]:
        before = ["--data", str(tmp_path / "data"), "--as", "王某", "--today", "2026-11-06"]
        with pytest.raises(SystemExit) as ended:
            cli.main([*before, *map(str, words)])
        out = capsys.readouterr()
        return int(ended.value.code or 0), out.out, out.err

    words = ("--role", "village", "--code", "331181102299", "--name", "青石桥村")
    assert call("init", *words, "--township", "青石镇")[0] == 0
    return call


def told(run: Run, *words: object, status: int = 0) -> Any:
    code, out, err = run(*words, "--json")
    assert code == status, err
    return json.loads(out)


def new_asset(run: Run, code: str = "ZC-1", **more: str) -> Any:
    texts = {"编号": code, "名称": "水泵房", "类别": "生产设施设备", "原值": "36万元", **more}
    sets = [word for title, text in texts.items() for word in ("--set", f"{title}={text}")]
    return told(run, "card", "--kind", "asset", *sets)


def test_a_card_is_made_changed_listed_and_removed(run: Run) -> None:
    made = new_asset(run, 开始使用日期="2018-05-20", 折旧方法="年限平均", **{"使用年限(月)": "240"})
    assert (made["cost"], made["kind"], made["net"]) == ("360000.00", "production", "208500.00")
    one = told(run, "card", "ZC-1", "--kind", "asset", "--set", "use=出租")
    assert (one["use"], one["findings"]) == ("let", [])
    new_asset(run, "ZC-2")
    found = told(run, "cards", "--kind", "asset", "--find", "水泵", "--where", "使用状况=出租")
    assert [card["code"] for card in found] == ["ZC-1"]
    found = told(run, "cards", "--kind", "asset", "--sort", "编号", "--descending")
    assert [card["code"] for card in found] == ["ZC-2", "ZC-1"]
    history = told(run, "card", "ZC-1", "--kind", "asset", "--history")
    assert [(h["operator"], len(h["fields"])) for h in history] == [("王某", 7), ("王某", 1)]
    assert told(run, "card", "ZC-2", "--kind", "asset", "--remove")["removed"] is True
    assert "共 1 张" in run("cards", "--kind", "asset")[1]
    words = ("card", "--kind", "asset", "--set", "名称=配电房", "--set", "类别=其他")
    assert told(run, *words)["code"] == "ZC-2"


def test_the_last_change_of_a_card_is_undone_even_its_removal(run: Run) -> None:
    new_asset(run)
    run("card", "ZC-1", "--kind", "asset", "--set", "名称=泵房")
    undo = ("card", "ZC-1", "--kind", "asset", "--undo")
    assert told(run, *undo)["undone"] is True
    assert told(run, "card", "ZC-1", "--kind", "asset")["name"] == "水泵房"
    assert told(run, *undo)["removed"] is False
    assert told(run, "card", "ZC-1", "--kind", "asset")["name"] == "泵房"
    run("card", "ZC-1", "--kind", "asset", "--remove")
    assert told(run, *undo)["removed"] is False
    assert told(run, "card", "ZC-1", "--kind", "asset")["name"] == "泵房"
    new_asset(run, "ZC-9")
    assert told(run, "card", "ZC-9", "--kind", "asset", "--undo")["removed"] is True
    assert "没有什么可撤销" in run("card", "ZC-8", "--kind", "asset", "--undo")[2]


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("card", "--kind", "asset", "--set", "编号=1"), 1, "请填写资产名称"),
        (("card", "--kind", "asset", "--set", "编号=1", "--set", "原值=多"), 1, "不是金额"),
        (("card", "--kind", "asset", "--set", "颜色=红"), 1, "没有“颜色”这一栏"),
        (("card", "--kind", "asset", "--set", "编号"), 2, "栏目=内容"),
        (("card", "--kind", "asset"), 2, "卡片编号"),
        (("card", "没有", "--kind", "asset"), 1, "没有编号为“没有”的卡片"),
        (("cards", "--kind", "asset", "--sort", "颜色"), 2, "没有“颜色”"),
        (("cards", "--kind", "飞机"), 2, "asset"),
        (("import-cards",), 2, "--kind"),
        (("import-cards", "没有.xlsx", "--kind", "asset"), 1, "找不到文件"),
        (("import-cards", "--undo", "zzz"), 1, "没有编号"),
        (("pay",), 2, "合同编号"),
        (("move-debt", "1"), 2, "--add"),
        (("funds", "--period", "2026-10", "--actual", "1"), 2, "--account"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_status(
    run: Run, words: tuple[str, ...], status: int, sentence: str
) -> None:
    code, _, err = run(*words)
    assert code == status
    assert sentence in err


def test_a_template_goes_out_and_comes_back_filled(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "asset.xlsx"
    assert run("template", path, "--kind", "asset")[0] == 0
    book = openpyxl.load_workbook(path)
    book.worksheets[0].append(["ZC-1", "水泵房", "生产设施设备"])
    book.worksheets[0].append(["ZC-2", "", "生产设施设备"])
    book.save(path)
    words = ("import-cards", path, "--kind", "asset")
    seen = told(run, *words, "--dry-run")
    assert (seen["cards"], seen["added"], seen["written"]) == (2, 2, False)
    refused = told(run, *words, status=1)
    must = [p for p in refused["problems"] if p["level"] == "must"]
    assert [(p["row"], p["code"], p["where"]) for p in must] == [(6, "missing", "name")]
    assert run(*words)[0] == 1
    book.worksheets[0]["B6"] = "配电房"
    book.save(path)
    done = told(run, *words)
    assert (done["outcome"], done["added"]) == ("imported", 2)
    assert told(run, *words)["outcome"] == "already-imported"
    assert [one["id"] for one in told(run, "import-cards", "--list")] == [done["id"]]
    book.worksheets[0]["B5"] = "泵房"
    book.save(path)
    (change,) = told(run, *words, "--dry-run")["changed"]
    assert change["fields"] == [{"field": "name", "before": "水泵房", "after": "泵房"}]
    assert "水泵房→泵房" in run(*words)[1].replace("资产名称 ", "")
    second = told(run, "import-cards", "--list")[0]["id"]
    for id_ in (second, done["id"]):
        assert told(run, "import-cards", "--undo", id_[:8])["undone"] is True
    assert told(run, "cards", "--kind", "asset") == []
    assert run("template", path, "--kind", "asset", "--filled")[0] == 0


def test_contracts_tell_what_is_due_and_take_payments(run: Run) -> None:
    one = told(run, *CONTRACT)
    assert one["phone"] == "138****1234"
    assert "13800001234" not in run("card", "HT-1", "--kind", "contract")[1]
    words = ("entry", "--date", "2026-10-08", "--summary", "承包费", "--income", "5000")
    entry = told(run, *words)["id"]
    (due, *_) = told(run, "contracts", "--due")
    assert (due["code"], due["on"], due["amount"]) == ("payment-overdue", "2026-01-01", "8000.00")
    paid = told(run, "pay", "HT-1", "--entry", entry[:8])
    assert (paid["due"], paid["amount"]) == ("2026-01-01", "5000.00")
    (state,) = told(run, "contracts")
    assert (state["arrears"], state["next"]["on"]) == ("3000.00", "2027-01-01")
    assert told(run, "pay", "--undo", paid["id"][:8])["undone"] is True
    assert told(run, "contracts", "--check") == {"findings": []}
    assert "HT-1" in run("contracts")[1]
    assert run("pay", "HT-1", "--entry", "zz")[0] == 1


def test_debts_move_and_funds_are_counted(run: Run) -> None:
    sets = ("编号=WL-1", "类别=应付款", "对方=青石建材店", "期初余额=12000", "期初日期=2026-01-01")
    told(run, "card", "--kind", "debt", *[w for text in sets for w in ("--set", text)])
    moved = told(run, "move-debt", "WL-1", "--reduce", "2000", "--on", "2026-03-01")
    (state,) = told(run, "debts", "--period", "2026")
    assert (state["opening"], state["decrease"], state["closing"]) == (
        "12000.00", "2000.00", "10000.00"
    )  # fmt: skip
    assert told(run, "move-debt", "--undo", moved["id"])["undone"] is True
    run("account", "现金", "--kind", "cash")
    run("opening", "--month", "2026-11", "--amount", "100", "--account", "现金")
    words = ("funds", "--period", "2026-10")
    assert run(*words, "--account", "现金", "--actual", "90")[0] == 1
    held = told(run, *words, "--account", "现金", "--actual", "90", "--reason", "零钱")
    assert held["accounts"][0]["booked"] == "100.00"
    assert held["accounts"][0]["actual"] == "90.00"
    assert "实存 90.00" in run(*words)[1]


def test_photos_are_attached_listed_and_taken_off(run: Run, tmp_path: Path) -> None:
    new_asset(run)
    Image.new("RGB", (9, 9)).save(tmp_path / "a.jpg")
    words = ("attach", "ZC-1", "--kind", "asset")
    (one,) = told(run, *words[:2], tmp_path / "a.jpg", *words[2:], "--name", "外观")
    assert (one["name"], one["media"]) == ("外观", "image/jpeg")
    assert Path(one["path"]).exists()
    assert told(run, *words, "--remove", one["digest"][:8]) == []
    assert "没有附件" in run(*words)[1]
