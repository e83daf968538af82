"""The demonstration village's opinions: one answered and posted, one answered, one open."""

from datetime import date, timedelta

from boardapp.core.feedback import Channel, Kind, Opinion, Way
from boardapp.core.feedback.answers import ITEM
from boardapp.core.posting import Posting
from boardapp.services import demo_life, echo_wall, feedback, opinions
from boardapp.services.desk import Desk


def fill(desk: Desk, about: Posting) -> int:
    """Enter three opinions of the last days and what was done about them; return how many."""
    said = "三组机耕路什么时候修好？水泥堆在路口，下雨天拖拉机过不去。"
    posted = feedback.take(desk, _said(desk, 8, Channel.VISIT, Kind.QUESTION, said, "李某"))
    words = "已督促施工单位清走水泥，路面本月底完工，余款验收合格后支付。"
    feedback.answer(desk, posted, words, Way.BOARD, desk.today - timedelta(days=4), "张某")
    body = opinions.opinion_body(desk)
    subject = echo_wall.post_answers(desk, body, [opinions.seen(desk, posted)])
    demo_life.hang(desk, demo_life.publish_reviewed(desk, ITEM, subject.about, body))
    said = "建议给公开栏装一盏灯，晚上看不清。"
    answered = feedback.take(desk, _said(desk, 6, Channel.PHONE, Kind.SUGGESTION, said, "陈某"))
    words = "已列入下月计划，装太阳能灯一盏。"
    feedback.answer(desk, answered, words, Way.PHONE, desk.today - timedelta(days=3), "王某")
    said = "账上的“村支委会便餐”是招待谁的？请逐笔写明。"
    feedback.take(desk, _said(desk, 3, Channel.BOX, Kind.OBJECTION, said, "", about.id))
    return 3


def _said(
    desk: Desk,
    days: int,
    channel: Channel,
    kind: Kind,
    text: str,
    person: str,
    posting: str = "",
) -> Opinion:
    """Return an opinion that was received some days ago."""
    day: date = desk.today - timedelta(days=days)
    return Opinion(
        id="",
        body=opinions.opinion_body(desk).id,
        year=0,
        serial=0,
        channel=channel,
        kind=kind,
        received_on=day,
        taken_by="王某",
        text=text,
        person=person,
        posting=posting,
    )
