from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from boardapp.core.content import Figures, Table, Words
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.obligations import Obligation, State
from boardapp.core.period import Period
from boardapp.core.village import AccountKind, Body, Book
from boardapp.notices.pictures import Picture, png
from boardapp.services import attachments, boards, drafting, ledger, obligations, posting, reviewing
from boardapp.services.catalogues import item_named
from boardapp.services.desk import Desk
from boardapp.services.village import body_named, change_village, open_account, the_village
from boardapp.store import journal
from tests.life import approve, published, submitted

SEPTEMBER, OCTOBER = Period(2026, 9), Period(2026, 10)
SUMMER = Period.parse("2026-Q3")
VALID_ID = "330102199003078830"


def state(desk: Desk, item: str, period: Period) -> Obligation:
    (one,) = (o for o in obligations.due_about(desk, period) if o.item.code == item)
    return one


def committee(desk: Desk) -> Body:
    return body_named(desk, "committee")


def test_an_item_goes_from_not_begun_over_draft_to_published(desk: Desk, book: Book) -> None:
    item, who = "condolences", committee(desk)
    later = replace(desk, day=date(2026, 10, 2))
    assert state(later, item, SUMMER).state is State.NOT_BEGUN
    obligations.save_draft(later, item, SUMMER, who, rows=[row(later, item)])
    assert state(later, item, SUMMER).state is State.DRAFT
    published(later, item, SUMMER, who)
    assert state(later, item, SUMMER).state is State.PUBLISHED
    assert book.name == "村账"


def row(desk: Desk, code: str, **given: str) -> tuple[str, ...]:
    """Return a row with something valid in each column of a list."""
    samples = {"amount": "300.00", "date": "2026-09-08", "number": "1", "person": "王某"}
    return tuple(
        given.get(column.title, samples.get(column.kind.value, "慰问"))
        for column in item_named(desk, code).columns
    )


def test_what_is_late_by_law_must_be_put_right_and_by_suggestion_be_verified(desk: Desk) -> None:
    later = replace(desk, day=date(2027, 3, 1))

    def lateness() -> tuple[Level, str]:
        found = obligations.hole_findings(later, SEPTEMBER)
        (one,) = (one for one in found if one.where == "finance-lines")
        assert one.code == "overdue"
        return one.level, one.sentence

    assert lateness()[0] is Level.VERIFY
    assert "不是法律规定" in lateness()[1]
    change_village(desk, replace(the_village(desk), code="500101001001"))
    assert lateness()[0] is Level.MUST
    assert "重庆" in lateness()[1]


def test_an_item_of_last_time_that_vanished_is_called_out(
    desk: Desk, book: Book, body: Body
) -> None:
    ledger.declare_none(desk, book.id, SEPTEMBER)
    published(desk, "finance-lines", SEPTEMBER, body)
    later = replace(desk, day=date(2027, 3, 1))
    codes = {(one.code, one.where) for one in obligations.hole_findings(later, OCTOBER)}
    assert ("vanished", "财务收支逐笔公开榜") in codes


def test_an_event_makes_its_item_due_and_its_stages_differ(desk: Desk) -> None:
    with pytest.raises(UserError, match="哪个阶段"):
        obligations.happen(desk, "project", desk.today, "修建机耕路")
    event = obligations.happen(desk, "project", desk.today, "修建机耕路", "before")
    (one,) = (o for o in obligations.due_about(desk, Period(2026, 11)) if o.event == event)
    assert one.label == "修建机耕路"
    facts = [("项目名称", "修建机耕路"), ("预算金额", "120000"), ("建设内容", "硬化800米")]
    obligations.save_draft(desk, "project", event, committee(desk), facts=facts)
    content = posting.compose(desk, "project", event, committee(desk))
    assert content.title.endswith("（事前公开）")
    table = next(block for block in content.blocks if isinstance(block, Table))
    assert ("预算金额", "120,000.00 元") in [r.cells for r in table.rows]
    posted = published(desk, "project", event, committee(desk))
    codes = {one.code for one in obligations.hole_findings(desk, Period(2026, 11))}
    assert "result-missing" in codes
    obligations.happen(desk, "project", desk.today, "修建机耕路", "after")
    codes = {one.code for one in obligations.hole_findings(desk, Period(2026, 11))}
    assert "result-missing" not in codes
    with pytest.raises(UserError, match="已经公布过"):
        obligations.forget_event(desk, event.id[:8])
    with pytest.raises(UserError, match="已经公布"):
        obligations.save_draft(desk, "project", event, committee(desk), facts=facts)
    assert posted.period == event.id


def test_a_regular_item_has_no_events(desk: Desk) -> None:
    with pytest.raises(UserError, match="定期公布"):
        obligations.happen(desk, "finance-lines", desk.today, "事情")


def test_an_event_entered_by_mistake_is_forgotten(desk: Desk) -> None:
    event = obligations.happen(desk, "other-affairs", desk.today, "协商停车")
    obligations.forget_event(desk, event.id)
    assert obligations.situation(desk).events == ()
    with pytest.raises(UserError, match="没有编号"):
        obligations.forget_event(desk, event.id)


def test_a_project_without_its_result_is_to_be_verified(desk: Desk) -> None:
    event = obligations.happen(desk, "project", desk.today, "修建机耕路", "after")
    facts = [("项目名称", "修建机耕路"), ("合同金额", "100000")]
    obligations.save_draft(desk, "project", event, committee(desk), facts=facts)
    found = posting.check_item(desk, item_named(desk, "project"), event, committee(desk))
    assert "result-missing" in {one.code for one in found}


def test_what_does_not_apply_is_waived_with_a_reason_and_comes_back(desk: Desk) -> None:
    with pytest.raises(UserError, match="为什么不适用"):
        obligations.waive(desk, "dibao", " ")
    obligations.waive(desk, "dibao", "本村没有低保对象")
    one = state(desk, "dibao", SUMMER)
    assert (one.state, one.reason) == (State.NOT_APPLICABLE, "本村没有低保对象")
    obligations.take_back_waiver(desk, "dibao")
    assert state(desk, "dibao", SUMMER).state is not State.NOT_APPLICABLE
    with pytest.raises(UserError, match="零公开"):
        obligations.waive(desk, "finance-lines", "这个月没有收支")


def test_a_list_is_summed_and_its_private_columns_left_out(desk: Desk) -> None:
    rows = [row(desk, "farm-subsidy"), row(desk, "farm-subsidy")]
    obligations.save_draft(desk, "farm-subsidy", SUMMER, committee(desk), rows=rows)
    content = posting.compose(desk, "farm-subsidy", SUMMER, committee(desk))
    table = next(block for block in content.blocks if isinstance(block, Table))
    hidden = {column.title for column in item_named(desk, "farm-subsidy").columns if column.private}
    assert not hidden & {column.title for column in table.columns}
    figures = next(block for block in content.blocks if isinstance(block, Figures))
    assert figures.figures[0].value == "2 条"
    assert 60_000 in [figure.value for figure in figures.figures]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda cells: cells[:-1], "格，应为"),
        (lambda cells: tuple("x" for _ in cells), "不是"),
        (lambda cells: ("", *cells[1:]), "没有填写"),
    ],
)
def test_a_list_with_a_wrong_cell_is_not_kept(desk: Desk, change: object, sentence: str) -> None:
    cells = change(row(desk, "cadre-pay"))  # type: ignore[operator]
    with pytest.raises(UserError, match=sentence):
        obligations.save_draft(desk, "cadre-pay", SUMMER, committee(desk), rows=[cells])


def test_a_list_comes_in_from_a_file_by_its_heads(desk: Desk, tmp_path: Path) -> None:
    item = item_named(desk, "cadre-pay")
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write(0, 0, "第三季度误工补贴")
        page.write_row(2, 0, [column.title for column in item.columns])
        page.write_row(3, 0, row(desk, "cadre-pay"))
        page.write_row(4, 0, row(desk, "cadre-pay", 姓名="李某"))
    rows = drafting.rows_from_file(item, path)
    assert rows == (row(desk, "cadre-pay"), row(desk, "cadre-pay", 姓名="李某"))
    with pytest.raises(UserError, match="不是名单"):
        drafting.rows_from_file(item_named(desk, "project"), path)


def test_a_full_id_number_is_masked_on_the_paper(desk: Desk) -> None:
    event = obligations.happen(desk, "other-affairs", desk.today, "协商停车")
    text = f"联系人王某，身份证{VALID_ID}，电话13812341234。"
    obligations.save_draft(desk, "other-affairs", event, committee(desk), paragraphs=[text])
    content = posting.compose(desk, "other-affairs", event, committee(desk))
    words = next(block for block in content.blocks if isinstance(block, Words))
    assert VALID_ID not in words.lines[0]
    assert "138****1234" in words.lines[0]
    assert VALID_ID not in published(desk, "other-affairs", event, committee(desk)).content.decode()


def test_the_hotline_is_public_by_purpose(desk: Desk, book: Book, body: Body) -> None:
    ledger.declare_none(desk, book.id, OCTOBER)
    content = posting.compose(desk, "finance-lines", OCTOBER, body)
    assert content.standing.hotline == "0578-0000000"


def test_a_finding_is_overridden_with_a_reason_until_the_content_changes(
    desk: Desk, book: Book, body: Body
) -> None:
    day = OCTOBER.first_day
    one = replace(
        ledger.blank_entry(book.id, None, OCTOBER, day), summary="付王某肝癌救助", fen=500_000
    )
    ledger.save_entry(desk, one)
    item = item_named(desk, "finance-lines")

    def illness() -> list[Finding]:
        found = posting.content_findings(desk, item, OCTOBER, body)
        return [finding for finding in found if finding.code == "privacy-illness"]

    with pytest.raises(UserError, match="理由"):
        posting.override(desk, item, OCTOBER, body, illness()[0], "好")
    for finding in illness():
        posting.override(desk, item, OCTOBER, body, finding, "本人书面同意公开")
    assert illness() == []
    assert "本人书面同意公开" in list(journal.lines(desk.db))[-1].details
    ledger.save_entry(desk, replace(one, id="other", voucher="记9"))
    assert illness()


def test_a_year_is_seen_item_by_month(desk: Desk) -> None:
    rows = {one.item.code: one.states for one in obligations.year(desk, 2026)}
    assert len(rows["finance-lines"]) == 12
    assert rows["finance-lines"][8] in (State.OVERDUE, State.NOT_BEGUN)


def test_due_by_a_day_begins_where_the_program_began(desk: Desk) -> None:
    found = obligations.due_until(desk, date(2026, 11, 20))
    assert found
    assert all(one.due and one.due <= date(2026, 11, 20) for one in found)
    assert {one.about for one in found} >= {"2026-10"}
    assert not {"2026-09", "2026-Q3", "2026"} & {one.about for one in found}


def test_what_is_due_shows_every_later_state(desk: Desk, book: Book, body: Body) -> None:
    ledger.declare_none(desk, book.id, OCTOBER)
    gate = boards.open_board(desk, "村委会门口公开栏")

    def now(day: date = desk.today) -> Obligation:
        return state(replace(desk, day=day), "finance-lines", OCTOBER)

    one = submitted(desk, "finance-lines", OCTOBER, body)
    assert (now().state, now().pending) == (State.SUBMITTED, True)
    late = now(date(2027, 3, 1))
    assert (late.state, late.reached, late.begun) == (State.OVERDUE, State.SUBMITTED, True)
    approve(desk, one)
    assert (now().state, now().pending) == (State.REVIEWED, True)
    posted = posting.publish(desk, "finance-lines", OCTOBER, body)
    assert (now().state, now().pending) == (State.PUBLISHED, False)
    boards.put_up(desk, posted, gate)
    assert now().state is State.ON_BOARD
    done = date(2026, 11, 21)
    assert (now(done).state, now(done).late) == (State.DAYS_DONE, False)
    boards.take_down(replace(desk, day=done), posted, gate)
    boards.archive(replace(desk, day=done), posted)
    assert now(done).state is State.ARCHIVED
    assert now(date(2027, 3, 1)).state is State.ARCHIVED


def test_what_was_returned_is_found_and_not_called_unbegun(
    desk: Desk, book: Book, body: Body
) -> None:
    ledger.declare_none(desk, book.id, OCTOBER)
    one = submitted(desk, "finance-lines", OCTOBER, body)
    reviewing.send_back(desk, [one], "没有附发票", by="陈某")
    found = obligations.hole_findings(desk, OCTOBER)
    assert "returned" in {f.code for f in found if f.where == "finance-lines"}


def test_a_number_in_the_name_of_an_attachment_is_masked_and_papers_are_pointed_at(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    photo = tmp_path / f"王某身份证{VALID_ID}.png"
    photo.write_bytes(png(Picture(2, 2, 6, bytes(12))))
    one = attachments.attach(desk, "book", book.id, photo)
    assert VALID_ID not in one.name
    codes = {found.code for found in drafting.register_findings(desk, OCTOBER)}
    assert "privacy-identity" in codes


def test_accounts_that_were_not_counted_are_found(desk: Desk, book: Book) -> None:
    open_account(desk, book.id, AccountKind.CASH, "现金")
    found = drafting.register_findings(desk, OCTOBER)
    assert {"not-counted", "no-book-balance"} <= {one.code for one in found}
