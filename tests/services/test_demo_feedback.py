"""The demonstration village has an opinion of each kind: posted, answered, open."""

from boardapp.core.feedback import FeedbackState
from boardapp.core.period import Period
from boardapp.core.village import Body, Book
from boardapp.services import demo_feedback, ledger, opinions
from boardapp.services.desk import Desk
from tests.life import published


def test_one_is_posted_one_answered_and_one_waits(desk: Desk, body: Body, book: Book) -> None:
    ledger.declare_none(desk, book.id, Period(2026, 10))
    posting = published(desk, "finance-lines", Period(2026, 10), body)
    assert demo_feedback.fill(desk, posting) == 3
    found = opinions.register(desk)
    assert [one.state for one in found] == [
        FeedbackState.PUBLISHED,
        FeedbackState.ANSWERED,
        FeedbackState.WAITING,
    ]
    assert found[2].posting == posting
