"""The plan of a notice, tested as numbers: no PDF is made here."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boardapp.core.content import (
    Column,
    Figure,
    Figures,
    Role,
    Row,
    RowKind,
    Signer,
    Standing,
    Table,
    Words,
)
from boardapp.core.errors import UserError
from boardapp.core.feedback.book import BookHead, book
from boardapp.core.posting import Imprint
from boardapp.notices.flow import Frames
from boardapp.notices.foot import Foot
from boardapp.notices.layout import STEP, Desk, Plan, plan
from boardapp.notices.lines import Lines
from boardapp.notices.marks import Box, Rule, Text
from boardapp.notices.paper import MM, Paper
from boardapp.notices.parts import TIGHT
from tests.notices.builders import (
    IMPRINT,
    SUMMARIES,
    content,
    ledger,
    ledger_table,
    printing_fonts,
    rows_on,
)

LONG = (
    "支付村道硬化工程（青石桥至上坑段，长1.2公里）第二期工程款及监理费、"
    "余款质保金按合同第8条约定付给承包方"
)
PAPERS = st.sampled_from(Paper)
COUNTS = st.one_of(st.integers(0, 60), st.integers(0, 400))


def laid_out(count: int, paper: Paper = Paper.A3, **changes: object) -> Plan:
    return plan(ledger(count, **changes), IMPRINT, paper, printing_fonts())


def desk(count: int, paper: Paper = Paper.A3) -> Desk:
    return Desk(ledger(count), IMPRINT, paper, printing_fonts())


def assert_inside(found: Plan) -> None:
    """Nothing stands over the margins or another part."""
    width, height = found.paper.size
    margin = found.paper.form.margin * MM - 3
    for sheet in found.sheets:
        for mark in sheet.marks:
            if isinstance(mark, Text):
                end = mark.x + printing_fonts().width(mark.text, mark.bold) * mark.size
                assert mark.x >= margin, mark
                assert end <= width - margin, mark
                assert mark.size < mark.y < height - 20, mark
            elif isinstance(mark, Rule):
                assert 0 <= mark.x <= mark.to_x <= width
                assert 0 <= mark.y <= mark.to_y <= height - 20
            elif isinstance(mark, Box):
                assert mark.y + mark.height <= height - 20
        ends = 0.0
        for slot in sheet.slots:
            assert slot.y >= ends - 1e-6
            part, span = found.parts[slot.span.part], slot.span
            taken = Frames(0, 0).span_height(found.parts, span)
            ends = slot.y + taken + slot.extra * part.elastic(span.start, span.stop)
        assert ends <= height - 20


def fill(found: Plan, n: int) -> float:
    """How full a sheet is, from 0 to 1, before anything is spread."""
    frames = Desk(ledger(0), IMPRINT, found.paper, printing_fonts()).frames
    return frames.used(found.parts, [slot.span for slot in found.sheets[n].slots]) / frames.height(
        n
    )


@settings(deadline=None, max_examples=40)
@given(COUNTS, PAPERS, st.integers(1, 80), st.booleans())
def test_every_row_is_on_one_sheet_and_inside_it(
    count: int, paper: Paper, length: int, save: bool
) -> None:
    summaries = (*SUMMARIES, (LONG * 2)[:length])
    found = plan(ledger(count, summaries=summaries), IMPRINT, paper, printing_fonts(), save)
    placed = [row for sheet in found.sheets for row in rows_on(found, sheet)]
    assert placed == list(range(count + 3))
    assert_inside(found)


@settings(deadline=None, max_examples=25)
@given(st.integers(20, 400), PAPERS)
def test_the_sums_of_the_sheets_add_up_to_the_total(count: int, paper: Paper) -> None:
    found = laid_out(count, paper)
    sums = {5: 0, 6: 0}
    for sheet in found.sheets:
        for slot in sheet.slots:
            part = found.parts[slot.span.part]
            if isinstance(part, Lines):
                for column, fen in part.page_sums(slot.span.start, slot.span.stop).items():
                    sums[column] += fen
    total = ledger_table(count).rows[-2]
    assert sums == {5: total.cells[5], 6: total.cells[6]}


@settings(deadline=None, max_examples=25)
@given(COUNTS, PAPERS, st.booleans())
def test_type_is_the_largest_on_the_fewest_sheets(count: int, paper: Paper, save: bool) -> None:
    found = plan(ledger(count), IMPRINT, paper, printing_fonts(), save)
    form, tried = paper.form, desk(count, paper)
    base = form.saving if save else form.usual
    assert base <= found.size <= form.largest
    assert len(found.sheets) == tried.count(base, TIGHT)
    larger = found.size + STEP
    grows = larger <= form.largest and tried.easy(larger)
    assert not grows or tried.count(larger, found.pace) > len(found.sheets)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("count", [*range(18, 46), 60, 75, 90, 139, 150])
def test_the_closing_part_is_never_alone_on_the_last_sheet(count: int, paper: Paper) -> None:
    found = laid_out(count, paper)
    assert any(found.parts[slot.span.part].again for slot in found.sheets[-1].slots)
    assert isinstance(found.parts[found.sheets[-1].slots[-1].span.part], Foot)


@pytest.mark.parametrize("count", [46, 60, 90, 139, 300, 500, 2000])
def test_sheets_are_filled_alike(count: int) -> None:
    found = laid_out(count)
    filled = [fill(found, n) for n in range(len(found.sheets))]
    assert min(filled) > 0.85, filled
    assert max(filled) <= 1.0 + 1e-9


def filed(count: int, paper: Paper = Paper.A4) -> Plan:
    """Return the plan of a ledger as a paper that hangs on no board."""
    off_the_board = replace(ledger(count), standing=Standing(days=0))
    return plan(off_the_board, IMPRINT, paper, printing_fonts())


@pytest.mark.parametrize("count", [60, 75, 110, 300])
def test_a_paper_that_hangs_on_no_board_fills_each_sheet_before_the_next(count: int) -> None:
    found = filed(count)
    filled = [fill(found, n) for n in range(len(found.sheets))]
    row = max(height for part in found.parts if isinstance(part, Lines) for height in part.chunks)
    frame = desk(count, Paper.A4).frames.first
    assert min(filled[:-1]) > 1 - row / frame, filled
    assert max(filled) <= 1.0 + 1e-9


@pytest.mark.parametrize("blank", [5, 6, 7, 8, 15, 31])
def test_nobody_signs_on_a_sheet_that_tells_nothing(blank: int) -> None:
    head = BookHead("青石桥村", "青石桥村村民委员会", "2026", "2026年", date(2026, 11, 6))
    signed = replace(book(head, [], {}, blank), signers=(Signer("移交人"), Signer("接收人")))
    found = plan(signed, IMPRINT, Paper.A4_LANDSCAPE, printing_fonts())
    assert any(found.parts[slot.span.part].again for slot in found.sheets[-1].slots)


def test_a_quarter_of_139_lines_takes_five_sheets_of_a3_at_18_pt_or_more() -> None:
    found = laid_out(139)
    assert len(found.sheets) == 5
    assert found.size >= 18


def test_saving_paper_takes_fewer_sheets_and_never_less_than_14_pt() -> None:
    found = plan(ledger(139), IMPRINT, Paper.A3, printing_fonts(), save_paper=True)
    assert len(found.sheets) == 4
    assert found.size >= 14


def test_body_text_is_in_the_size_of_the_plan() -> None:
    found = laid_out(46)
    marks = [mark for sheet in found.sheets for mark in sheet.marks if isinstance(mark, Text)]
    assert {mark.size for mark in marks if mark.text == "办公人员工资"} == {found.size}
    assert min(mark.size for mark in marks) >= 12


@pytest.mark.parametrize("count", [0, 1, 2, 10])
def test_a_quiet_month_takes_one_sheet_and_no_carried_sums(count: int) -> None:
    found = laid_out(count)
    said = [mark.text for mark in found.sheets[0].marks if isinstance(mark, Text)]
    assert len(found.sheets) == 1
    assert not {"本页小计", "承前页", "过次页"} & set(said)
    assert "本月合计" in said


def test_sums_and_balance_are_carried_from_sheet_to_sheet() -> None:
    found = laid_out(46)
    first, second = found.sheets
    out, into = row_of(first.marks, "过次页"), row_of(second.marks, "承前页")
    assert out == into
    assert len(out) == 4  # income, spending, side, balance
    assert "本页小计" in [mark.text for mark in second.marks if isinstance(mark, Text)]


def row_of(marks: object, label: str) -> list[str]:
    texts = [mark for mark in marks if isinstance(mark, Text)]  # type: ignore[attr-defined]
    base = next(mark.y for mark in texts if mark.text == label)
    return [mark.text for mark in texts if mark.y == base and mark.text != label]


def test_totals_stand_with_at_least_one_line_and_headings_with_what_they_head() -> None:
    rows = []
    for group in range(12):
        rows.append(Row((f"第{group}类", ""), RowKind.HEADING))
        rows += [Row((f"资产{group}-{n}", 100)) for n in range(7)]
        rows.append(Row(("其中", 50), RowKind.DETAIL))
    rows.append(Row(("合计", 8400), RowKind.TOTAL))
    table = Table((Column("名称"), Column("原值", Role.SUM)), tuple(rows))
    for extra in range(6):
        words = Words(tuple("说明" for _ in range(extra)))
        found = plan(content(words, table), IMPRINT, Paper.A3, printing_fonts())
        assert len(found.sheets) > 1
        for sheet in found.sheets:
            placed = [rows[n].kind for n in rows_on(found, sheet)]
            if placed:
                assert placed[-1] is not RowKind.HEADING
                assert placed[0] not in (RowKind.TOTAL, RowKind.DETAIL)


def test_amounts_of_nine_digits_fit_their_cards_and_columns() -> None:
    table = ledger_table(46, scale=300_000)
    figures = Figures(tuple(Figure(f"第{n}项", 12_345_678_900) for n in range(4)))
    for paper in Paper:
        found = plan(content(figures, table), IMPRINT, paper, printing_fonts())
        assert_inside(found)
        cards = [mark for mark in found.sheets[0].marks if isinstance(mark, Text)]
        sizes = {mark.size for mark in cards if mark.text == "123,456,789.00"}
        assert min(sizes) > found.size


def test_columns_do_not_run_into_each_other() -> None:
    found = laid_out(46, scale=3000)
    for sheet in found.sheets:
        lines: dict[float, list[Text]] = {}
        for mark in sheet.marks:
            if isinstance(mark, Text) and mark.size == found.size:
                lines.setdefault(mark.y, []).append(mark)
        for line in lines.values():
            line.sort()
            for left, right in pairwise(line):
                end = left.x + printing_fonts().width(left.text, left.bold) * left.size
                assert end <= right.x, (left, right)


def test_a_table_too_wide_for_18_pt_is_set_smaller() -> None:
    columns = tuple(Column(f"第{n}栏金额", Role.AMOUNT) for n in range(8))
    table = Table(columns, (Row(tuple(12_345_678_900 for _ in range(8))),))
    found = plan(content(table), IMPRINT, Paper.A3, printing_fonts())
    assert Paper.A3.form.least <= found.size < 18
    assert_inside(found)


def test_a_banks_serial_number_leaves_room_for_words() -> None:
    columns = (Column("号", Role.SHORT), Column("摘要"), Column("金额", Role.SUM))
    rows = (Row(("12345678901234567890123", LONG, 1)), *(Row(("7", LONG, 1)),) * 9)
    found = plan(content(Table(columns, rows)), IMPRINT, Paper.A3, printing_fonts())
    said = [m.text for sheet in found.sheets for m in sheet.marks if isinstance(m, Text)]
    assert "12345678901234567890123" not in said
    assert "12345678901234567890123" in "".join(said)
    words = [m for s in found.sheets for m in s.marks if isinstance(m, Text) and m.text in LONG]
    assert max(printing_fonts().width(m.text) for m in words) > 20
    assert_inside(found)


def test_a_table_that_can_never_fit_is_refused_with_the_column_and_a_way_out() -> None:
    columns = (Column("编号", Role.SHORT), Column("坐落四至", Role.SHORT))
    table = Table(columns, (Row(("1", "东" * 90)),))
    with pytest.raises(UserError, match=r"坐落四至.*横向"):
        plan(content(table), IMPRINT, Paper.A3, printing_fonts())


def test_a_row_higher_than_a_sheet_is_refused() -> None:
    table = Table((Column("说明"), Column("金额", Role.SUM)), (Row(("字" * 9000, 1)),))
    with pytest.raises(UserError, match="太长"):
        plan(content(table), IMPRINT, Paper.A3, printing_fonts())


def test_a_long_text_runs_over_the_sheets_without_losing_a_line() -> None:
    words = Words(tuple(f"第{n}段。{LONG}" for n in range(60)), title="公示内容")
    found = plan(content(words), IMPRINT, Paper.A3, printing_fonts())
    said = "".join(m.text for s in found.sheets for m in s.marks if isinstance(m, Text))
    assert len(found.sheets) > 1
    assert all(f"第{n}段。" in said for n in range(60))
    assert_inside(found)


def test_two_tables_follow_each_other_without_losing_a_row() -> None:
    first, second = ledger_table(30), ledger_table(50)
    found = plan(content(first, second), IMPRINT, Paper.A3, printing_fonts())
    placed = [row for sheet in found.sheets for row in rows_on(found, sheet)]
    assert placed == [*range(33), *range(53)]
    assert_inside(found)


def test_the_unit_is_said_once() -> None:
    said = {True: 0, False: 0}
    for named in said:
        title = "原值（元）" if named else "原值"
        table = Table((Column("名称"), Column(title, Role.SUM)), (Row(("办公楼", 1)),))
        found = plan(content(table), IMPRINT, Paper.A3, printing_fonts())
        texts = [mark.text for mark in found.sheets[0].marks if isinstance(mark, Text)]
        said[named] = texts.count("单位：元")
    assert said == {True: 0, False: 1}


def test_a_table_without_rows_says_so() -> None:
    table = Table((Column("序号", Role.SHORT), Column("名称"), Column("金额", Role.SUM)), ())
    found = plan(content(table), IMPRINT, Paper.A3, printing_fonts())
    assert "无" in [mark.text for mark in found.sheets[0].marks if isinstance(mark, Text)]


def test_many_signers_and_a_missing_hotline_still_fit() -> None:
    signers = tuple(Signer(f"村务监督委员会委员{n}", "阿卜杜拉·买买提江") for n in range(14))
    found = plan(content(ledger_table(10), signers=signers), Imprint(), Paper.A4, printing_fonts())
    assert_inside(found)
    said = [m.text for s in found.sheets for m in s.marks if isinstance(m, Text)]
    assert said.count("阿卜杜拉·买买提江") == 14


def test_a_blank_row_has_two_lines_that_a_hand_can_write_on() -> None:
    rows = tuple(Row(("　　月　　日", "＿" * 44), RowKind.BLANK) for _ in range(12))
    table = Table((Column("日期", Role.SHORT), Column("内容")), rows)
    found = plan(content(table), IMPRINT, Paper.A4_LANDSCAPE, printing_fonts())
    for sheet in found.sheets:
        rules = sorted({mark.y for mark in sheet.marks if isinstance(mark, Rule)})
        inner = {mark.y for mark in sheet.marks if isinstance(mark, Rule) and mark.width == 0.5}
        lines = [y for y in rules if y in inner]
        assert all(lower - upper >= 9 * MM for upper, lower in pairwise(lines))
        assert not any("＿" in mark.text for mark in sheet.marks if isinstance(mark, Text))
    assert len(rows_on(found, found.sheets[0])) >= 5
