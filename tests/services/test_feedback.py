"""群众意见 on a real database: numbered, answered by its day, put right, posted, journalled."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from boardapp.core.disclosure import ItemClass
from boardapp.core.errors import UserError
from boardapp.core.feedback import Channel, FeedbackState, Kind, Opinion, Way
from boardapp.core.finding import Level
from boardapp.core.period import Period
from boardapp.core.village import Body, Book
from boardapp.services import (
    echo_wall,
    feedback,
    ledger,
    obligations,
    opinion_book,
    opinions,
)
from boardapp.services.desk import Desk
from boardapp.store import attachments, journal, seals
from boardapp.store import feedback as store
from tests.life import published, submitted

PHONE, CARD = "13812345678", "331181199003070011"
NOVEMBER = Period(2026, 11)
ITEM = "feedback-answers"


@pytest.fixture
def committee(desk: Desk) -> Body:
    return opinions.opinion_body(desk)


@pytest.fixture
def typed(committee: Body) -> Callable[..., Opinion]:
    def make(**changes: Any) -> Opinion:
        values: dict[str, Any] = {
            "id": "", "body": committee.id, "year": 0, "serial": 0, "channel": Channel.BOX,
            "kind": Kind.QUESTION, "received_on": date(2026, 11, 2), "taken_by": "王某",
            "text": "修路的钱花到哪里去了？",
        }  # fmt: skip
        return Opinion(**{**values, **changes})

    return make


Typed = Callable[..., Opinion]


def on(desk: Desk, day: int, month: int = 11) -> Desk:
    return replace(desk, day=date(2026, month, day))


def state(desk: Desk, one: Opinion) -> FeedbackState:
    return opinions.seen(desk, one).state


def rule(desk: Desk, text: str) -> None:
    folder = desk.folder / "rules"
    folder.mkdir(exist_ok=True)
    (folder / "county.toml").write_text(f'name = "某县"\nprefix = "3311"\n{text}', "utf-8")


def reply_days(days: int, start: str = "2020-01-01", more: str = "") -> str:
    return (
        f'[[rule]]\nkey = "reply_days"\nvalue = {days}\nfrom = {start}\n'
        f'source = "某县办法第三条"\n{more}\n'
    )


def test_each_body_numbers_its_register_by_year_without_gaps(
    desk: Desk, body: Body, committee: Body, typed: Typed
) -> None:
    assert body.id != committee.id
    first, second = feedback.take(desk, typed()), feedback.take(desk, typed())
    feedback.make_void(desk, second, "重复登记")
    third = feedback.take(desk, typed())
    other = feedback.take(desk, typed(body=body.id))
    later = feedback.take(replace(desk, day=date(2027, 1, 5)), typed(received_on=date(2027, 1, 4)))
    assert [one.code for one in (first, third, other, later)] == [
        "2026-1", "2026-3", "2026-1", "2027-1",
    ]  # fmt: skip
    assert third.number == "〔2026〕意见第3号"
    assert opinions.opinion_named(desk, "2026-3") == third
    assert opinions.opinion_named(desk, "〔2026〕意见第3号") == third
    assert opinions.opinion_named(desk, "3") == third


@pytest.mark.parametrize("name", ["", "abc", "2026", "2026-", "9999-1-1", "-3"])
def test_what_is_no_number_of_an_opinion_is_refused_with_a_sentence(desk: Desk, name: str) -> None:
    with pytest.raises(UserError, match="没有改动"):
        opinions.opinion_named(desk, name)


def test_without_a_rule_of_the_place_ten_days_are_a_suggestion_and_never_law(
    desk: Desk, typed: Typed
) -> None:
    one = feedback.take(desk, typed())
    assert (one.due_on, one.due_law) == (date(2026, 11, 12), False)
    assert "非法律规定" in one.due_source
    (found,) = opinions.findings(on(desk, 13), NOVEMBER)
    assert (found.level, found.code) == (Level.VERIFY, "reply-overdue")
    assert opinions.findings(on(desk, 12), NOVEMBER) == ()


def test_the_rule_in_force_on_the_day_of_receipt_governs_and_is_law(
    desk: Desk, typed: Typed
) -> None:
    old = reply_days(15, more="to = 2026-11-02")
    rule(desk, old + reply_days(5, start="2026-11-03"))
    first = feedback.take(desk, typed())
    second = feedback.take(desk, typed(received_on=date(2026, 11, 3)))
    assert [one.due_on for one in (first, second)] == [date(2026, 11, 17), date(2026, 11, 8)]
    assert second.due_law
    found = opinions.findings(on(desk, 9), NOVEMBER)
    assert [(f.level, f.code) for f in found] == [(Level.MUST, "reply-overdue")]
    assert "某县办法第三条" in found[0].sentence


def test_a_rule_for_money_is_for_what_is_about_money(
    desk: Desk, body: Body, book: Book, typed: Typed
) -> None:
    rule(desk, reply_days(3, more='classes = ["财务"]') + reply_days(15))
    ledger.declare_none(desk, book.id, Period(2026, 10))
    posted = published(desk, "finance-lines", Period(2026, 10), body)
    money = feedback.take(desk, typed(posting=posted.id))
    assert (money.topic, money.due_on) == (ItemClass.FINANCE, date(2026, 11, 5))
    assert feedback.take(desk, typed()).due_on == date(2026, 11, 17)
    said = feedback.take(desk, typed(topic=ItemClass.FINANCE))
    assert said.due_on == date(2026, 11, 5)


def test_what_was_told_stays_and_a_changed_rule_is_said(desk: Desk, typed: Typed) -> None:
    one = feedback.take(desk, typed())
    rule(desk, reply_days(3))
    assert opinions.seen(desk, one).opinion.due_on == date(2026, 11, 12)
    (found,) = opinions.findings(desk, NOVEMBER)
    assert found.code == "reply-due-differs"
    assert "2026-11-05" in found.sentence


def test_an_objection_is_told_whether_it_came_in_time(
    desk: Desk, body: Body, book: Book, typed: Typed
) -> None:
    days = '[[rule]]\nkey = "objection_days"\nvalue = 5\nfrom = 2020-01-01\nsource = "某县办法"\n'
    rule(desk, days)
    ledger.declare_none(desk, book.id, Period(2026, 10))
    posted = published(on(desk, 1), "finance-lines", Period(2026, 10), body)
    one = feedback.take(desk, typed(kind=Kind.OBJECTION, posting=posted.id))
    assert "在期限以内" in opinions.objection_told(desk, one)
    assert "2026-11-06" in opinions.objection_told(desk, one)
    assert opinions.objection_told(desk, replace(one, kind=Kind.QUESTION)) == ""


def test_answers_add_up_and_none_can_be_changed(desk: Desk, typed: Typed) -> None:
    one = feedback.take(desk, typed())
    feedback.answer(desk, one, "用在机耕路。", Way.IN_PERSON, date(2026, 11, 4), "张某")
    feedback.answer(desk, one, "补充：账目见公开栏。", Way.WRITTEN, by="李某")
    seen = opinions.seen(desk, one)
    assert seen.state is FeedbackState.ANSWERED
    assert [(a.by, a.way) for a in seen.acts] == [("张某", Way.IN_PERSON), ("李某", Way.WRITTEN)]
    for change in ("delete from feedback_act", "update feedback_act set text = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="what was done"):
            desk.db.execute(change)
    for change in ("delete from feedback", "update feedback set serial = 9"):
        with pytest.raises(sqlite3.IntegrityError):
            desk.db.execute(change)


def test_the_township_gets_it_and_its_result_comes_later(desk: Desk, typed: Typed) -> None:
    one = feedback.take(desk, typed(kind=Kind.REPORT))
    assert [f.code for f in opinions.findings(desk, NOVEMBER)] == ["report-not-passed-on"]
    with pytest.raises(UserError, match="还没有转交"):
        feedback.note_result(desk, one, "已查实")
    passed = feedback.pass_on(desk, one, date(2026, 11, 4))
    assert passed.text == "转交青石镇"
    assert state(on(desk, 30), one) is FeedbackState.PASSED_ON
    assert [f.code for f in opinions.findings(desk, NOVEMBER)] == ["no-result-yet"]
    with pytest.raises(UserError, match="已经转交"):
        feedback.pass_on(desk, one)
    with pytest.raises(UserError, match="不能早于转交"):
        feedback.note_result(desk, one, "已查实", date(2026, 11, 3))
    feedback.note_result(desk, one, "已查实，责令退回。")
    assert opinions.findings(desk, NOVEMBER) == ()


def test_closing_needs_a_reason_and_an_answer_still_counts(desk: Desk, typed: Typed) -> None:
    one = feedback.take(desk, typed())
    with pytest.raises(UserError, match="为什么不作答复"):
        feedback.close(desk, one, "无")
    feedback.close(desk, one, "没有留名，问的事不清楚")
    assert state(desk, one) is FeedbackState.CLOSED
    with pytest.raises(UserError, match="已经结案"):
        feedback.close(desk, one, "没有留名，问的事不清楚")
    feedback.answer(desk, one, "后来问清了。", Way.PHONE)
    assert state(desk, one) is FeedbackState.ANSWERED


def test_a_wrong_entry_is_put_right_with_before_and_after_while_nothing_was_done(
    desk: Desk, typed: Typed
) -> None:
    one = feedback.take(desk, typed(contact=PHONE))
    fixed = feedback.put_right(
        desk, one, replace(one, text="桥的钱呢？", received_on=date(2026, 11, 3))
    )
    assert (fixed.code, fixed.due_on) == (one.code, date(2026, 11, 13))
    line = journal.newest(desk.db, "correct-opinion")
    assert line
    told = json.loads(line.details)
    assert told["before"]["text"] == one.text
    assert told["after"]["text"] == "桥的钱呢？"
    assert told["after"]["due_on"] == "2026-11-13"
    assert feedback.put_right(desk, fixed, fixed) == fixed
    with pytest.raises(UserError, match="别的年份"):
        feedback.put_right(desk, fixed, replace(fixed, received_on=date(2025, 12, 30)))
    feedback.answer(desk, fixed, "用在桥上。", Way.PHONE)
    with pytest.raises(UserError, match="已经答复或办理"):
        feedback.put_right(desk, fixed, replace(fixed, text="x"))
    with pytest.raises(UserError, match="已经答复或办理"):
        feedback.make_void(desk, fixed, "登记错了")


def test_a_void_line_keeps_number_and_words_and_nothing_more_is_done(
    desk: Desk, typed: Typed
) -> None:
    one = feedback.take(desk, typed())
    with pytest.raises(UserError, match="写明理由"):
        feedback.make_void(desk, one, " ")
    with pytest.raises(UserError, match="收到的日期"):
        feedback.make_void(replace(desk, day=one.received_on - timedelta(1)), one, "重复登记")
    gone = feedback.make_void(desk, one, "重复登记")
    assert (gone.text, gone.void_by, state(desk, gone)) == (
        one.text, "王某", FeedbackState.VOID,
    )  # fmt: skip
    with pytest.raises(UserError, match="已作废"):
        feedback.answer(desk, one, "答复", Way.PHONE)
    with pytest.raises(UserError, match="已经作废"):
        feedback.make_void(desk, gone, "重复登记")
    with pytest.raises(sqlite3.IntegrityError, match="void stays void"):
        desk.db.execute("update feedback set void_on = null")


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"text": " "}, "原话"),
        ({"text": "\x00\x07"}, "原话"),
        ({"text": "坏\ud800"}, "读不出的字符"),
        ({"received_on": date(2026, 11, 7)}, "还没到这一天"),
        ({"received_on": date(1926, 11, 2)}, "检查年份"),
        ({"taken_by": ""}, "接收人"),
        ({"named": True}, "没有填写姓名"),
        ({"posting": "no-such-posting"}, "找不到这条意见所说的那份公示"),
    ],
)
def test_a_broken_opinion_is_refused_and_nothing_is_kept(
    desk: Desk, typed: Typed, changes: dict[str, Any], word: str
) -> None:
    with pytest.raises(UserError, match=word):
        feedback.take(desk, typed(**changes))
    assert store.opinions(desk.db) == ()
    assert feedback.take(desk, typed()).serial == 1


def test_every_change_is_one_line_of_the_journal_without_the_contact(
    desk: Desk, typed: Typed
) -> None:
    opinions.findings(desk, NOVEMBER)
    feedback.due_of(desk, desk.today)
    before = journal.head(desk.db)[0]
    one = feedback.take(desk, typed(person="赵某", contact=PHONE))
    feedback.answer(desk, one, "答复", Way.PHONE)
    feedback.pass_on(desk, one)
    feedback.note_result(desk, one, "已办")
    other = feedback.take(desk, typed())
    feedback.close(desk, other, "重复反映，已答复")
    feedback.make_void(desk, feedback.take(desk, typed()), "登记错")
    lines = list(journal.lines(desk.db, before))
    assert [line.action for line in lines] == [
        "take-opinion", "answer-opinion", "pass-on-opinion", "note-result", "take-opinion",
        "close-opinion", "take-opinion", "void-opinion",
    ]  # fmt: skip
    assert all(PHONE not in line.details for line in lines)
    assert list(seals.differences(desk.db)) == []
    assert journal.first_broken(desk.db) is None


def test_a_slip_is_kept_with_its_opinion_or_neither(
    desk: Desk, typed: Typed, tmp_path: Path
) -> None:
    slip = tmp_path / f"{PHONE}.jpg"
    Image.new("RGB", (40, 30), "white").save(slip)
    one = feedback.take(desk, typed(), slip)
    (held,) = attachments.of_owner(desk.db, feedback.OWNER, one.id)
    assert PHONE not in held.name
    with pytest.raises(UserError, match="找不到文件"):
        feedback.take(desk, typed(), tmp_path / "gone.jpg")
    assert len(store.opinions(desk.db)) == 1
    Image.new("RGB", (41, 30), "white").save(slip)
    feedback.add_slip(desk, one, slip)
    assert len(attachments.of_owner(desk.db, feedback.OWNER, one.id)) == 2


def test_answers_go_the_whole_way_onto_the_board_and_the_line_bears_the_number(
    desk: Desk, committee: Body, typed: Typed
) -> None:
    text = f"赵某问修路的钱，电话{PHONE}，身份证{CARD}"
    one = feedback.take(desk, typed(text=text, person="赵某", contact=PHONE))
    feedback.answer(desk, one, f"赵某您好，账目见公开栏，{PHONE}已回。", Way.BOARD, by="张某")
    assert state(desk, one) is FeedbackState.WAITING
    assert "reply-not-posted" in [f.code for f in opinions.findings(desk, NOVEMBER)]
    subject = echo_wall.post_answers(desk, committee, echo_wall.choice(desk, committee, NOVEMBER))
    assert state(desk, one) is FeedbackState.WAITING
    (owed,) = (o for o in obligations.due_about(desk, NOVEMBER) if o.item.code == ITEM)
    assert (owed.label, owed.body) == ("2026年11月意见答复", committee)
    posting = published(desk, ITEM, subject.about, committee)
    seen = opinions.seen(desk, one)
    assert (seen.state, seen.numbers) == (FeedbackState.PUBLISHED, (posting.number,))
    assert opinions.findings(desk, NOVEMBER) == ()
    said = posting.content.decode()
    assert not [word for word in ("赵某", PHONE, CARD) if word in said]
    assert "账目见公开栏" in said
    with pytest.raises(UserError, match="没有可以公开的答复"):
        echo_wall.post_answers(desk, committee, [seen])


def test_a_further_answer_is_posted_on_a_notice_of_its_own(
    desk: Desk, committee: Body, typed: Typed
) -> None:
    one = feedback.take(desk, typed())
    feedback.answer(desk, one, "用在机耕路。", Way.PHONE)
    first = echo_wall.post_answers(desk, committee, [opinions.seen(desk, one)])
    posting = published(desk, ITEM, first.about, committee)
    feedback.answer(desk, one, "补充：余款验收后付。", Way.BOARD)
    seen = opinions.seen(desk, one)
    assert (seen.state, len(seen.to_post)) == (FeedbackState.PUBLISHED, 1)
    second = echo_wall.post_answers(desk, committee, [seen])
    assert second.about != first.about
    later = published(desk, ITEM, second.about, committee)
    assert opinions.seen(desk, one).numbers == (posting.number, later.number)
    assert "（第2批）" in later.content.decode()
    assert "余款" not in posting.content.decode()


def test_reports_void_lines_and_other_bodies_are_never_posted(
    desk: Desk, body: Body, committee: Body, typed: Typed
) -> None:
    secret = feedback.take(desk, typed(kind=Kind.REPORT))
    feedback.answer(desk, secret, "已转办", Way.IN_PERSON)
    with pytest.raises(UserError, match="保护举报人"):
        feedback.answer(desk, secret, "已转办", Way.BOARD)
    other = feedback.take(desk, typed(body=body.id))
    feedback.answer(desk, other, "已办", Way.IN_PERSON)
    feedback.take(desk, typed())
    with pytest.raises(UserError, match="没有可以公开的答复"):
        echo_wall.post_answers(desk, committee, opinions.register(desk))


def test_a_wrong_choice_can_be_taken_back_until_it_is_submitted(
    desk: Desk, committee: Body, typed: Typed
) -> None:
    one = feedback.take(desk, typed())
    feedback.answer(desk, one, "用在机耕路。", Way.PHONE)
    subject = echo_wall.post_answers(desk, committee, [opinions.seen(desk, one)])
    obligations.forget_event(desk, subject.key[2])
    assert store.posted(desk.db, ITEM) == {}
    assert list(seals.differences(desk.db)) == []
    again = echo_wall.post_answers(desk, committee, [opinions.seen(desk, one)])
    submitted(desk, ITEM, again.about, committee)
    with pytest.raises(UserError, match="提交过审查"):
        obligations.forget_event(desk, again.key[2])


def test_an_event_without_answers_cannot_be_submitted(desk: Desk, committee: Body) -> None:
    event = obligations.happen(desk, ITEM, date(2026, 11, 5), "意见答复", body=committee.id)
    with pytest.raises(UserError, match="还没有选入答复"):
        submitted(desk, ITEM, event, committee)


def test_the_register_prints_without_names_and_numbers_on_a4_across(
    desk: Desk, committee: Body, typed: Typed, tmp_path: Path
) -> None:
    long = f"赵某问{PHONE}：" + "三组机耕路八月就说要修，到现在只铺了一半。" * 60
    one = feedback.take(desk, typed(text=long, person="赵某", contact=PHONE))
    feedback.answer(desk, one, "本月底完工。" * 50, Way.PHONE, by="张某")
    feedback.take(desk, typed(text="a" * 900, channel=Channel.LETTER))
    pdf, content = opinion_book.opinion_book(desk, committee, blank=6)
    (tmp_path / "book.pdf").write_bytes(pdf)
    reader = PdfReader(tmp_path / "book.pdf")
    assert len(reader.pages) > 2
    assert all(page.mediabox.width > page.mediabox.height for page in reader.pages)
    said = "".join(page.extract_text() for page in reader.pages)
    assert "群众意见登记簿" in said
    assert "赵某" not in said
    assert PHONE not in "".join(said.split())
    assert content.period == "2026"


def test_an_empty_register_needs_blank_lines(desk: Desk, committee: Body) -> None:
    with pytest.raises(UserError, match="没有登记过意见"):
        opinion_book.opinion_book(desk, committee, Period.parse("2025"))
    with pytest.raises(UserError, match="空行应为"):
        opinion_book.opinion_book(desk, committee, blank=-1)
    pdf, _ = opinion_book.opinion_book(desk, committee, blank=12, empty=True)
    assert pdf.startswith(b"%PDF")


def test_what_must_be_answered_by_a_day_comes_in_the_order_of_its_last_day(
    desk: Desk, typed: Typed
) -> None:
    late = feedback.take(desk, typed(received_on=date(2026, 11, 5)))
    soon = feedback.take(desk, typed(received_on=date(2026, 11, 1)))
    done = feedback.take(desk, typed())
    feedback.answer(desk, done, "已答复", Way.PHONE)
    found = opinions.due_until(desk, date(2026, 11, 30))
    assert [one.opinion.code for one in found] == [soon.code, late.code]
    assert [one.opinion.code for one in opinions.due_until(desk, date(2026, 11, 11))] == [soon.code]
    assert opinions.of_period(opinions.register(desk), Period(2026, 10)) == ()


class PowerCutError(Exception):
    """Stands for the machine going off."""


@pytest.mark.parametrize("broken", ["save_event", "post"])
def test_answers_are_chosen_whole_or_not_at_all(
    desk: Desk, committee: Body, typed: Typed, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    one = feedback.take(desk, typed())
    feedback.answer(desk, one, "用在机耕路。", Way.PHONE)

    def cut(*_: Any) -> None:
        raise PowerCutError

    module = echo_wall.drafts if broken == "save_event" else echo_wall.store
    monkeypatch.setattr(module, broken, cut)
    with pytest.raises(PowerCutError):
        echo_wall.post_answers(desk, committee, [opinions.seen(desk, one)])
    assert store.posted(desk.db, ITEM) == {}
    assert obligations.situation(desk).events == ()
    assert journal.newest(desk.db, "post-answers") is None
