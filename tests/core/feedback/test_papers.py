"""The register on paper and the answers on the board: every line, and nobody's name."""

from datetime import date

from boardapp.core.content import Content, Row, RowKind, Table, texts
from boardapp.core.feedback import ActKind, Kind, Opinion, Way
from boardapp.core.feedback.answers import NOTHING, answers_blocks
from boardapp.core.feedback.book import BookHead, BookLine, book
from boardapp.core.privacy import masked
from tests.core.feedback.builders import act, opinion

PHONE = "13812345678"
HEAD = BookHead("青石桥村", "青石桥村村民委员会", "2026", "2026年", date(2026, 11, 6))
SHY = opinion(person="赵某", contact=PHONE, text=f"赵某问：修路的钱呢？回电{PHONE}")


def rows(content: Content) -> tuple[Row, ...]:
    (table,) = (block for block in content.blocks if isinstance(block, Table))
    return table.rows


def of(one: Opinion, *acts: object) -> Content:
    return book(HEAD, [BookLine(one, tuple(acts), "青石桥公开〔2026〕第1号")], {"a1": "第2号"})  # type: ignore[arg-type]


def test_a_line_holds_what_the_register_asks_for() -> None:
    (row,) = rows(of(SHY, act()))
    assert row.cells == (
        "1", "2026.11.2", "意见箱", "村民问：修路的钱呢？回电（联系方式略）",
        "青石桥公开〔2026〕第1号", "2026.11.12", "【当面】本月底完工。（见第2号）", "张某",
        "2026.11.5",
    )  # fmt: skip


def test_dates_are_not_taken_for_private_numbers() -> None:
    content = of(SHY, act())
    assert rows(masked(content)) == rows(content)


def test_further_answers_and_long_texts_go_on_below_under_the_same_number() -> None:
    long = opinion(text="修路的钱花到哪里去了？" * 30)
    found = rows(of(long, act(), act(id="a2", way=Way.PHONE, text="补充。")))
    assert [row.cells[0] for row in found[:3]] == ["1", "1续", "1续"]
    assert "".join(str(row.cells[3]) for row in found) == long.text
    assert [row.cells[6] for row in found[:2]] == [
        "【当面】本月底完工。（见第2号）",
        "【电话】补充。",
    ]


def test_a_report_is_counted_and_not_told() -> None:
    one = opinion(kind=Kind.REPORT, text="某干部多吃多占", person="赵某")
    passed = act(kind=ActKind.PASSED_ON, way=None, text="转交青石镇")
    said = "".join(texts(of(one, passed, act(kind=ActKind.RESULT, way=None, text="已查实"))))
    assert "多吃" not in said
    assert "查实" not in said
    assert "转交青石镇" in said


def test_a_void_line_keeps_its_number_and_is_not_counted() -> None:
    content = of(opinion(void_on=date(2026, 11, 3), void_reason="登记错"))
    assert [cell for cell in rows(content)[0].cells if cell][3] == "（本号作废）"
    assert any("共 0 件" in text for text in texts(content))


def test_blank_lines_follow_for_the_pen() -> None:
    found = rows(book(HEAD, [], {}, blank=3))
    assert len(found) == 3
    assert all("＿" in str(row.cells[3]) for row in found)
    assert all(row.kind is RowKind.BLANK for row in found)


def test_on_the_board_nobody_is_named_who_did_not_agree() -> None:
    agreed = opinion(id="o2", serial=2, person="陈某", named=True, text="陈某建议装灯。")
    other = act(id="a2", opinion="o2", text="已列入计划。")
    blocks = answers_blocks([(SHY, act(text=f"赵某您好，{PHONE}已回。")), (agreed, other)])
    said = "".join(str(cell) for block in blocks if isinstance(block, Table)
                   for row in block.rows for cell in row.cells)  # fmt: skip
    assert "赵某" not in said
    assert PHONE not in said
    assert "村民陈某" in said


def test_the_board_may_put_the_question_in_other_words() -> None:
    (_, table) = answers_blocks([(SHY, act(asked="询问修路款的使用"))])
    assert isinstance(table, Table)
    assert table.rows[0].cells[3] == "询问修路款的使用"


def test_without_answers_there_is_nothing_to_post() -> None:
    (only,) = answers_blocks([])
    assert not isinstance(only, Table)
    assert NOTHING in repr(only)
