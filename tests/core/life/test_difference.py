from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.compose import cash_journal
from boardapp.core.content import (
    Column,
    Content,
    Figure,
    Figures,
    Role,
    Row,
    Signer,
    Standing,
    Table,
    Words,
    from_json,
    to_json,
)
from boardapp.core.ledger import Entry
from boardapp.core.life.correction import correction, correction_alone, is_correction
from boardapp.core.life.correction import without_correction as without
from boardapp.core.life.difference import Change, differences
from tests.builders import PUBLISHER, entry, ledger
from tests.core.life.builders import DAY

FIVE = tuple(
    entry(id=str(n), summary=text, fen=fen, voucher=f"记{n}")
    for n, (text, fen) in enumerate(
        [("电费", 2460), ("买笔", 3800), ("水泥", 52000), ("便餐", 118000), ("工资", 635600)], 1
    )
)


def posted(*entries: Entry) -> Content:
    return cash_journal.compose(ledger(*entries), PUBLISHER)


def where(changes: tuple[Change, ...]) -> dict[str, tuple[str, str]]:
    return {one.where: (one.before, one.after) for one in changes}


def test_the_same_content_has_no_difference() -> None:
    assert differences(posted(*FIVE), posted(*FIVE)) == ()


def test_an_amount_is_told_by_row_and_column_and_balances_below_it_are_not() -> None:
    told = where(
        differences(posted(*FIVE), posted(*FIVE[:1], replace(FIVE[1], fen=3900), *FIVE[2:]))
    )
    assert told["第3行“买笔”：贷方（支出）"] == ("38.00", "39.00")
    assert told["第7行“本月合计”：贷方（支出）"] == ("8,118.60", "8,119.60")
    assert told["本月支出"] == ("8,118.60", "8,119.60")
    assert not [one for one in told if "水泥" in one or "便餐" in one]


def test_a_row_that_came_and_one_that_went_are_told_whole() -> None:
    extra = entry(summary="补记报刊费", fen=19000, voucher="记6")
    told = where(differences(posted(*FIVE), posted(*FIVE[:2], *FIVE[3:], extra)))
    assert told["第4行删去"] == ("10 8 记 3 水泥 520.00", "")
    assert told["第7行前增加一行"] == ("", "10 8 记 6 补记报刊费 190.00")


def test_a_list_is_told_apart_by_its_words_not_by_its_running_number() -> None:
    columns = (Column("序号", Role.SHORT), Column("户主"), Column("金额（元）", Role.SUM))
    before = Table(columns, (Row(("1", "王某", 100)), Row(("2", "李某", 200))))
    after = Table(columns, (Row(("1", "李某", 200)),))
    content = posted()
    told = differences(replace(content, blocks=(before,)), replace(content, blocks=(after,)))
    assert told == (Change("第1行删去", "1 王某 1.00".removeprefix("1 "), ""),)


def test_other_columns_titles_words_signers_and_standing_are_told() -> None:
    before = posted(*FIVE)
    after = replace(
        before,
        title="别的榜",
        blocks=(Words(("新的话",)),),
        signers=(Signer("负责人", "孙某"),),
        standing=Standing(hotline="1"),
    )
    told = where(differences(before, after))
    assert told["标题"] == ("财务收支逐笔公开榜", "别的榜")
    assert told["落款：负责人"] == ("张某", "孙某")
    assert told["监督电话"] == ("0578-0000000", "1")
    assert told["上月结余"] == ("1,000.00", "")
    assert "新的话" in [one.after for one in differences(before, after)]


def test_a_correction_gives_the_whole_content_anew_and_can_be_taken_apart() -> None:
    before, after = posted(*FIVE), posted(*FIVE[:4])
    changes = differences(before, after)
    one = correction(after, "第3号", DAY, "误记一笔", changes)
    assert is_correction(one)
    assert without(one) == after
    assert from_json(to_json(one)) == one
    said = correction_alone(one).blocks
    assert isinstance(said[0], Words)
    assert "2026年11月6日公布的第3号有误" in said[0].lines[0]
    assert isinstance(said[1], Table)
    assert len(said[1].rows) == len(changes)
    assert without(after) == after
    assert correction_alone(after).blocks == ()


texts = st.text(st.sampled_from("甲乙丙丁"), max_size=3)
rows = st.lists(st.tuples(texts, st.integers(-9, 9)), max_size=8)


def tabled(lines: list[tuple[str, int]]) -> Content:
    cells = tuple(Row((str(n), *line)) for n, line in enumerate(lines, 1))
    columns = (Column("序号", Role.SHORT), Column("户主"), Column("金额", Role.SUM))
    figure = Figure("共", f"{len(lines)} 条")
    return replace(posted(), blocks=(Figures((figure,)), Table(columns, cells)))


@given(rows, rows)
def test_contents_differ_exactly_when_something_is_told(
    before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    told = differences(tabled(before), tabled(after))
    assert bool(told) is (before != after)
    assert all(one.before != one.after for one in told)


@given(rows, rows)
def test_the_difference_of_lengths_is_that_of_rows_come_and_gone(
    before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    told = differences(tabled(before), tabled(after))
    came = sum(one.where.endswith("增加一行") for one in told)
    gone = sum(one.where.endswith("删去") for one in told)
    assert came - gone == len(after) - len(before)
