"""Review: what is submitted is frozen, signed in turn by whom the rules allow, or sent back."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from boardapp.core.content import from_json
from boardapp.core.disclosure import Step
from boardapp.core.errors import UserError
from boardapp.core.life import Meeting, Outcome, State, Submission
from boardapp.core.period import Period
from boardapp.core.village import Body, Book
from boardapp.services import ledger, life, meetings, obligations, posting, reviewing
from boardapp.services.catalogues import item_named
from boardapp.services.desk import Desk
from boardapp.services.life import Subject
from boardapp.services.village import take_office
from boardapp.store import attachments, journal, postings
from boardapp.store import life as store
from tests.life import approve, reviewed, submitted

OCTOBER = Period(2026, 10)
LINES, FORM = "finance-lines", "finance-form"


@pytest.fixture
def ready(desk: Desk, book: Book) -> Desk:
    """A village with a month of one line."""
    one = ledger.blank_entry(book.id, None, OCTOBER, OCTOBER.first_day)
    ledger.state_opening(desk, book.id, None, OCTOBER, 100_000)
    ledger.save_entry(desk, replace(one, summary="村办公室电费", fen=2460))
    return desk


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "signed.jpg"
    Image.new("RGB", (40, 30), "white").save(path)
    return path


def state(desk: Desk, body: Body, item: str = LINES) -> State:
    return life.life_of(desk, Subject(item_named(desk, item), OCTOBER, body)).state


def test_it_goes_from_draft_over_review_to_published(ready: Desk, body: Body) -> None:
    assert state(ready, body) is State.DRAFT
    one = submitted(ready, LINES, OCTOBER, body)
    assert state(ready, body) is State.SUBMITTED
    reviewing.approve(ready, [one], Step.FINANCE_GROUP, "陈某")
    assert state(ready, body) is State.SUBMITTED
    reviewing.approve(ready, [one], Step.SUPERVISION, "李某")
    assert state(ready, body) is State.REVIEWED
    held = posting.publish(ready, LINES, OCTOBER, body)
    assert (held.digest, held.content, held.submission) == (one.digest, one.content, one.id)
    assert state(ready, body) is State.PUBLISHED
    taken = store.steps(ready.db, one.id)
    assert [(step.kind, step.by) for step in taken] == [
        (Step.PROPOSAL, "王某"),
        (Step.FINANCE_GROUP, "陈某"),
        (Step.SUPERVISION, "李某"),
    ]
    assert {step.digest for step in taken} == {one.digest}


def test_without_its_steps_nothing_is_published(ready: Desk, body: Body) -> None:
    with pytest.raises(UserError, match="还差民主理财小组审核、村务监督委员会审查"):
        posting.publish(ready, LINES, OCTOBER, body)
    one = submitted(ready, LINES, OCTOBER, body)
    reviewing.approve(ready, [one], Step.FINANCE_GROUP, "陈某")
    with pytest.raises(UserError, match="还差村务监督委员会审查"):
        posting.publish(ready, LINES, OCTOBER, body)
    assert postings.all_of(ready.db) == ()


def test_what_is_published_is_what_was_approved_whatever_the_ledger_says(
    ready: Desk, body: Body, book: Book
) -> None:
    one = reviewed(ready, LINES, OCTOBER, body)
    line = ledger.lines(ready.db, book.id, OCTOBER)[0]
    ledger.save_entry(ready, replace(line, fen=9_999))
    item = item_named(ready, LINES)
    codes = {f.code for f in posting.content_findings(ready, item, OCTOBER, body)}
    assert "submitted-differs" in codes
    assert posting.notice(ready, OCTOBER, LINES, body).content == from_json(one.content)
    held = posting.publish(ready, LINES, OCTOBER, body)
    assert held.content == one.content
    told = posting.changed_since(ready, Subject(item, OCTOBER, body))
    assert [f.code for f in told] == ["published-differs"]


def test_an_item_without_steps_is_submitted_and_published_in_one(desk: Desk) -> None:
    event = obligations.happen(desk, "other-affairs", desk.today, "协商停车")
    subject = life.subject_named(desk, f"other-affairs@#{event.id[:8]}")
    obligations.save_draft(
        desk, "other-affairs", event, subject.body, paragraphs=["停车协商好了。"]
    )
    held = posting.publish(desk, "other-affairs", event, subject.body)
    (step,) = store.steps(desk.db, held.submission)
    assert (step.kind, step.by) == (Step.PROPOSAL, "王某")


def test_what_is_in_review_is_not_submitted_twice(ready: Desk, body: Body) -> None:
    submitted(ready, LINES, OCTOBER, body)
    with pytest.raises(UserError, match="已经提交"):
        submitted(ready, LINES, OCTOBER, body)


def test_what_must_be_put_right_is_not_submitted(desk: Desk, body: Body) -> None:
    with pytest.raises(UserError, match="还没有账"):
        submitted(desk, LINES, OCTOBER, body)
    assert store.waiting(desk.db) == ()


def test_it_is_returned_with_a_reason_and_begins_anew(ready: Desk, body: Body) -> None:
    one = submitted(ready, LINES, OCTOBER, body)
    with pytest.raises(UserError, match="理由"):
        reviewing.send_back(ready, [one], " ", by="陈某")
    done = reviewing.send_back(ready, [one], "电费没有附发票", by="陈某")
    assert done.steps[0].outcome is Outcome.RETURNED
    assert state(ready, body) is State.RETURNED
    with pytest.raises(UserError, match="退回（电费没有附发票）"):
        posting.publish(ready, LINES, OCTOBER, body)
    with pytest.raises(UserError, match="不在审查中"):
        reviewing.approve(ready, [one], Step.SUPERVISION, "李某")
    again = reviewed(ready, LINES, OCTOBER, body)
    assert again.id != one.id
    assert posting.publish(ready, LINES, OCTOBER, body).submission == again.id


def test_what_is_approved_can_be_withdrawn_until_it_is_published(ready: Desk, body: Body) -> None:
    one = reviewed(ready, LINES, OCTOBER, body)
    with pytest.raises(UserError, match="不能再退回"):
        reviewing.send_back(ready, [one], "写错了字", by="李某")
    reviewing.withdraw(ready, one, "写错了字")
    assert state(ready, body) is State.DRAFT
    with pytest.raises(UserError, match="不用撤回"):
        reviewing.withdraw(ready, one)
    again = reviewed(ready, LINES, OCTOBER, body)
    posting.publish(ready, LINES, OCTOBER, body)
    with pytest.raises(UserError, match="不用撤回"):
        reviewing.withdraw(ready, again)


def test_steps_come_in_their_order_once_each_and_on_possible_days(ready: Desk, body: Body) -> None:
    one = submitted(ready, LINES, OCTOBER, body)
    with pytest.raises(UserError, match="还没有“民主理财小组审核”"):
        reviewing.approve(ready, [one], Step.SUPERVISION, "李某")
    for day in (ready.today - timedelta(days=1), ready.today + timedelta(days=1)):
        with pytest.raises(UserError, match="日期"):
            reviewing.approve(ready, [one], Step.FINANCE_GROUP, "陈某", day)
    later = replace(ready, day=date(2026, 11, 9))
    reviewing.approve(later, [one], Step.FINANCE_GROUP, "陈某", date(2026, 11, 8))
    with pytest.raises(UserError, match="不会更早"):
        reviewing.approve(later, [one], Step.SUPERVISION, "李某", date(2026, 11, 7))
    with pytest.raises(UserError, match="已经记过"):
        reviewing.approve(later, [one], Step.FINANCE_GROUP, "陈某")


def test_who_holds_the_office_on_that_day_signs_when_nobody_is_named(
    ready: Desk, body: Body
) -> None:
    one = submitted(ready, LINES, OCTOBER, body)
    with pytest.raises(UserError, match=r"没有登记.*民主理财小组组长"):
        reviewing.approve(ready, [one], Step.FINANCE_GROUP)
    take_office(ready, body.id, "民主理财小组组长", "陈某", date(2026, 1, 1))
    take_office(ready, body.id, "民主理财小组组长", "吴某", date(2026, 11, 8))
    later = replace(ready, day=date(2026, 11, 9))
    done = reviewing.approve(later, [one], Step.FINANCE_GROUP, on=date(2026, 11, 7))
    assert done.steps[0].by == "陈某"


@pytest.mark.parametrize(
    ("code", "refused"), [("370102001200", True), ("331181102299", False), ("410102001200", False)]
)
def test_the_clerk_as_reviewer_is_refused_or_flagged_by_the_rules_of_the_place(
    ready: Desk, body: Body, code: str, refused: bool
) -> None:
    ready.db.execute("update village set code = ?", [code])
    take_office(ready, body.id, "报账员", "王某", date(2026, 1, 1))
    one = submitted(ready, LINES, OCTOBER, body)
    reviewing.approve(ready, [one], Step.FINANCE_GROUP, "陈某")
    if refused:
        with pytest.raises(UserError, match=r"王某是报账员，不能做.*山东省"):
            reviewing.approve(ready, [one], Step.SUPERVISION, "王某")
        assert len(store.steps(ready.db, one.id)) == 2
        return
    done = reviewing.approve(ready, [one], Step.SUPERVISION, "王某")
    assert "verify" in [found.level.value for found in done.findings]


def both(desk: Desk, body: Body) -> list[Submission]:
    found = [submitted(desk, item, OCTOBER, body) for item in (LINES, FORM)]
    for step, who in ((Step.FINANCE_GROUP, "陈某"), (Step.SUPERVISION, "李某")):
        reviewing.approve(desk, found, step, who)
    return found


def test_one_meeting_one_vote_and_one_photo_approve_many(
    ready: Desk, body: Body, photo: Path
) -> None:
    found = both(ready, body)
    held = Meeting("", Step.JOINT_MEETING, ready.today, "村委会会议室", "张某", 9, 8, 7)
    done = meetings.hold_meeting(ready, found, held, photo)
    assert done.meeting
    assert store.meeting(ready.db, done.meeting.id) == done.meeting
    for one, step in zip(found, done.steps, strict=True):
        assert (step.submission, step.digest) == (one.id, one.digest)
        assert step.meeting == done.meeting.id
        (paper,) = attachments.of_owner(ready.db, "step", step.id)
        assert paper.digest == step.paper == done.meeting.paper
    assert list(journal.lines(ready.db))[-1].action == "meeting"


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((9, 8, 4), "没有过半数"),
        ((9, 10, 9), "对不上"),
        ((9, 8, 9), "对不上"),
        ((9, -1, 0), "负数"),
    ],
)
def test_a_vote_that_did_not_pass_approves_nothing(
    ready: Desk, body: Body, counts: tuple[int, int, int], sentence: str
) -> None:
    found = both(ready, body)
    held = Meeting("", Step.JOINT_MEETING, ready.today, "", "张某", *counts)
    with pytest.raises(UserError, match=sentence):
        meetings.hold_meeting(ready, found, held)
    assert len(store.steps(ready.db, found[0].id)) == 3


def test_a_meeting_that_few_came_to_is_to_be_verified(ready: Desk, body: Body) -> None:
    held = Meeting("", Step.JOINT_MEETING, ready.today, "", "张某", 9, 4, 4)
    done = meetings.hold_meeting(ready, both(ready, body), held)
    assert [found.code for found in done.findings] == ["quorum"]


def test_all_or_none_of_several_are_approved(ready: Desk, body: Body) -> None:
    first, second = (submitted(ready, item, OCTOBER, body) for item in (LINES, FORM))
    reviewing.approve(ready, [first], Step.FINANCE_GROUP, "陈某")
    with pytest.raises(UserError, match="还没有"):
        reviewing.approve(ready, [first, second], Step.SUPERVISION, "李某")
    assert len(store.steps(ready.db, first.id)) == 2
    with pytest.raises(UserError, match="写了两次"):
        reviewing.approve(ready, [first, first], Step.SUPERVISION, "李某")


def test_a_photo_that_is_gone_changes_nothing(ready: Desk, body: Body, tmp_path: Path) -> None:
    one = submitted(ready, LINES, OCTOBER, body)
    before = journal.head(ready.db)
    with pytest.raises(UserError, match="找不到文件"):
        reviewing.approve(ready, [one], Step.FINANCE_GROUP, "陈某", paper=tmp_path / "gone.jpg")
    assert journal.head(ready.db) == before
    assert len(store.steps(ready.db, one.id)) == 1


def test_the_review_sheet_prints_contents_digests_and_lines_to_sign_on_a4(
    ready: Desk, body: Body
) -> None:
    take_office(ready, body.id, "村务监督委员会主任", "李某", date(2026, 1, 1))
    found = [submitted(ready, item, OCTOBER, body) for item in (LINES, FORM)]
    pdf, content = meetings.sheet_of(ready, found)
    path = ready.folder / "sheet.pdf"
    path.write_bytes(pdf)
    pages = PdfReader(path).pages
    text = "".join(page.extract_text() for page in pages)
    for one in found:
        assert one.digest in text.replace("\n", "")
    for words in ("村务公开审查单", "民主理财小组审核", "李某", "村办公室电费", content.period):
        assert words in text
    assert "样张" not in text
    assert "公示期" not in text
    assert float(pages[0].mediabox.width) == pytest.approx(595.3, abs=0.1)
    short, _ = meetings.sheet_of(ready, found, whole=False)
    assert len(short) < len(pdf)


def test_offices_are_dated_so_an_old_content_keeps_its_signers(ready: Desk, body: Body) -> None:
    take_office(ready, body.id, "负责人", "张某", date(2026, 1, 1))
    one = submitted(ready, LINES, OCTOBER, body)
    take_office(ready, body.id, "负责人", "孙某", ready.today)
    approve(ready, one)
    held = posting.publish(ready, LINES, OCTOBER, body)
    assert from_json(held.content).signers[0].name == "张某"


def test_an_event_in_review_cannot_be_forgotten(desk: Desk) -> None:
    event = obligations.happen(desk, "other-affairs", desk.today, "协商停车")
    subject = life.subject_named(desk, f"other-affairs@2026-11#{event.id[:8]}")
    obligations.save_draft(
        desk, "other-affairs", event, subject.body, paragraphs=["停车协商好了。"]
    )
    reviewing.submit(desk, subject.item, event, subject.body)
    with pytest.raises(UserError, match="提交过审查"):
        obligations.forget_event(desk, event.id)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nothing@2026-10", "没有编号为"),
        ("finance-lines@2026-10/第九组", "没有名为"),
        ("finance-lines", "没有编号为"),
        ("finance-lines@2026-13", "不是期间"),
        ("project@2026-10", "没有这样的事件"),
        ("青石桥集体公开〔2026〕第9号", "没有编号为"),
        ("", "请写"),
    ],
)
def test_a_wrong_name_is_answered_with_a_sentence(desk: Desk, name: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        life.posting_named(desk, name)


def test_of_several_events_the_name_must_say_which(desk: Desk) -> None:
    for title in ("修建机耕路", "改造自来水"):
        obligations.happen(desk, "project", desk.today, title, "before")
    with pytest.raises(UserError, match=r"有 2 件事.*修建机耕路"):
        life.subject_named(desk, "project@2026-11")


def test_without_a_body_a_name_means_the_one_that_began(desk: Desk) -> None:
    committee = next(b for b in obligations.situation(desk).bodies if b.kind == "committee")
    summer = Period.parse("2026-Q3")
    assert life.subject_named(desk, "cadre-pay@2026-Q3").body == committee
    obligations.save_draft(
        desk,
        "other-affairs",
        obligations.happen(desk, "other-affairs", desk.today, "协商停车"),
        committee,
        paragraphs=["好"],
    )
    assert life.subject_named(desk, "other-affairs@2026-11").body == committee
    assert life.subject_named(desk, "finance-lines@2026-Q3").about == summer
