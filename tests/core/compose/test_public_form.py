import csv
from pathlib import Path

from boardapp.core.compose.public_form import compose
from boardapp.core.content import Row, RowKind, Table
from boardapp.core.ledger import Direction
from boardapp.core.money import grouped
from tests.builders import PUBLISHER, entry, ledger

FORM = Path(__file__).parents[2] / "data" / "reference" / "01_yangchun_monthly_form.csv"


def rows(*lines: object) -> tuple[Row, ...]:
    content = compose(ledger(*lines), PUBLISHER)  # type: ignore[arg-type]
    return next(block for block in content.blocks if isinstance(block, Table)).rows


def test_every_line_of_the_published_form_is_there_in_its_order() -> None:
    with FORM.open(encoding="utf-8-sig") as file:
        wanted = [row["项目"] for row in csv.DictReader(file)]
    names = [str(row.cells[0]) for row in rows()]
    assert [name for name in names if name in wanted] == wanted


def test_money_is_counted_under_the_words_that_villagers_use() -> None:
    found = rows(
        entry(summary="村办公室电费", fen=2460, subject="E04-06"),
        entry(summary="会议误工补贴", fen=5000, subject="E04-08"),
        entry(summary="收水库发包款", fen=90000, subject="I02", direction=Direction.INCOME),
    )
    held = {row.cells[0]: row.cells[1:] for row in found}
    assert held["水电费"] == (2460, "村办公室电费 24.60（1 笔）")
    assert held["误工补贴"] == (5000, "会议误工补贴 50.00（1 笔）")
    assert held["出租及承包收入"] == (90000, f"收水库发包款 {grouped(90000)}（1 笔）")
    assert held["接待费"] == ("无", "")
    assert held["本月总支出"] == (7460, "共 2 笔")


def test_what_hides_behind_other_spending_is_broken_down() -> None:
    found = rows(
        entry(summary="稿纸、笔芯", fen=6400, subject="E04-01"),
        entry(summary="慰问困难党员", fen=60000, subject="E05"),
    )
    details = [row.cells[:2] for row in found if row.kind is RowKind.DETAIL]
    assert details == [("其中：集体公益福利支出", 60000), ("其中：办公费", 6400)]


def test_the_lines_add_up_to_the_total() -> None:
    found = rows(
        entry(fen=6400, subject="E04-01"),
        entry(fen=1200, subject="E04-07"),
        entry(fen=-200, subject="E04-07"),
        entry(fen=9900, subject="", summary="不明"),
        entry(fen=777, transfer=True),
    )
    start = next(n for n, row in enumerate(found) if row.cells[0] == "本月总支出")
    lines = [row.cells[1] for row in found[start + 1 :] if row.kind is RowKind.LINE][:8]
    assert (
        sum(amount for amount in lines if isinstance(amount, int)) == found[start].cells[1] == 17300
    )


def test_a_month_without_lines_says_none_everywhere() -> None:
    found = {row.cells[0]: row.cells[1:] for row in rows()}
    assert found["本月总收入"] == (0, "无")
    assert found["其他支出"] == ("无", "")
