"""Where a period stands, read from the data alone, and the one thing to do next."""

from collections.abc import Sequence
from dataclasses import dataclass

from boardapp.core.compose import COMPOSERS
from boardapp.core.disclosure import Step as ReviewStep
from boardapp.core.finding import Finding, Level
from boardapp.core.ledger import PeriodLedger
from boardapp.core.life import Outcome
from boardapp.core.life import State as LifeState
from boardapp.core.money import grouped
from boardapp.core.obligations import Obligation, State, about, due_by
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.registers.payments import Reminder
from boardapp.services import ledger as ledgers
from boardapp.services import life
from boardapp.services.catalogues import catalogue
from boardapp.services.contracts import book_reminders
from boardapp.services.life import Life, Subject
from boardapp.services.obligations import situation
from boardapp.services.posting import DEFAULT_ITEM, check
from boardapp.services.reporting import ToCorrect, to_correct
from boardapp.services.wall import EMPTY, Wall, wall
from boardapp.store import imports, postings
from boardapp.store.imports import LedgerImport
from boardapp.ui.life.lives import days_left, who_acts
from boardapp.ui.session import Session
from boardapp.ui.tasks.words import in_order


@dataclass(frozen=True)
class Overview:
    """A body's period: what is held, what is wrong, what is published, what came in last.

    ``missing`` are the months of the period without a ledger. ``owed`` is what is due about the
    period, ``late`` what should have been public by today, about whatever period. ``life`` is
    that of the main item, ``waits`` who must take its next step, ``days_left`` how long it must
    still hang; ``wall`` counts what all the body's postings wait for on its boards, ``sent_back``
    is what the township returned and nobody has corrected yet.
    """

    ledger: PeriodLedger
    missing: tuple[Period, ...]
    findings: tuple[Finding, ...]
    posted: tuple[Posting, ...]
    last_import: LedgerImport | None
    owed: tuple[Obligation, ...] = ()
    late: tuple[Obligation, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    life: Life | None = None
    wall: Wall = EMPTY
    sent_back: tuple[ToCorrect, ...] = ()
    waits: str = ""
    days_left: int = 0

    def count(self, level: Level) -> int:
        """Return how many findings are of a level."""
        return sum(one.level is level for one in self.findings)

    @property
    def posting(self) -> Posting | None:
        """The posting of the main item, if it is published."""
        return next((one for one in self.posted if one.item == DEFAULT_ITEM), None)

    @property
    def stands(self) -> LifeState | None:
        """Where the main item stands, or its correction while that is in review."""
        return (self.life.review or self.life.state) if self.life else None

    @property
    def returned(self) -> str:
        """Why the main item was returned, in words that follow on, or an empty text."""
        taken = self.life.steps if self.life else ()
        return next((f"：{one.reason}" for one in taken if one.outcome is Outcome.RETURNED), "")

    @property
    def reviewed_first(self) -> bool:
        """Whether somebody must review the main item before it is published."""
        required = self.life.required if self.life else ()
        return any(step is not ReviewStep.PROPOSAL for step in required)

    @property
    def held(self) -> bool:
        """Whether every month of the period has its ledger."""
        return not self.missing

    @property
    def pending(self) -> tuple[Obligation, ...]:
        """What is still to be made public about the period, the most pressing first."""
        return in_order([one for one in self.owed if one.pending])

    @property
    def changed_since(self) -> bool:
        """Whether the ledger was changed after the period was published."""
        return any(one.code == "published-differs" for one in self.findings)


@dataclass(frozen=True)
class Step:
    """What to do next: a sentence, the verb on the button, the page it leads to.

    ``calm`` when nothing is owed any more.
    """

    sentence: str
    verb: str
    page: str
    calm: bool = False


def overview(session: Session) -> Overview:
    """Return where the session's period stands."""
    desk, period, book = session.desk, session.period, session.book
    held = ledgers.months_held(desk.db, book.id)
    now = situation(desk)
    item = catalogue(desk).catalogue.item(DEFAULT_ITEM)
    one = life.life_of(desk, Subject(item, period, session.body)) if item else None
    posted = (postings.latest(desk.db, item, session.body.id, period.code) for item in COMPOSERS)
    files = [one for one in imports.standing(desk.db, book.id) if one.file_name]
    return Overview(
        ledger=ledgers.period_ledger(desk.db, book.id, period),
        missing=tuple(month for month in period.months if month not in held),
        findings=check(desk, period, session.body),
        posted=tuple(one for one in posted if one),
        last_import=files[0] if files else None,
        owed=about(now, period),
        late=tuple(o for o in due_by(now, desk.today) if o.state is State.OVERDUE),
        reminders=book_reminders(desk, book.id),
        life=one,
        wall=wall(desk, session.body),
        sent_back=to_correct(desk),
        waits=who_acts(desk, session.body.id, one.missing[0]) if one and one.missing else "",
        days_left=days_left(one, desk.today) if one else 0,
    )


def next_step(seen: Overview) -> Step:
    """Return the one thing to do next."""
    period = seen.ledger.period
    must, verify = seen.count(Level.MUST), seen.count(Level.VERIFY)
    if seen.missing == period.months:
        return Step(
            f"导入{period.label}的账；确实没有收支，就登记“本期无收支”。", "去导入", "ledger"
        )
    if seen.missing:
        names = "、".join(f"{month.index}月" for month in seen.missing)
        return Step(f"还缺{names}的账，请导入后再公布。", "去导入", "ledger")
    if seen.stands is LifeState.SUBMITTED:
        told = "更正公告已提交审查" if seen.posting else "已提交审查"
        return Step(f"{told}，{seen.waits}。审过以后记入结果。", "去审核", "review")
    if seen.stands is LifeState.REVIEWED:
        return Step("审查已完成，可以公布。", "去公布", "review")
    if seen.changed_since:
        return Step("公布之后账目有改动，墙上与账上不一致，请先核对。", "去核对", "ledger")
    if seen.sent_back:
        back = seen.sent_back[0]
        more = f"等 {len(seen.sent_back)} 份" if len(seen.sent_back) > 1 else ""
        return Step(f"乡镇退回{back.number}{more}：{back.reason}。请更正。", "去更正", "stick")
    if seen.posting:
        return _after_posting(seen, seen.posting)
    if must:
        return Step(f"先改正 {must} 处必须改的地方，改好才能公布。", "去改正", "ledger")
    if seen.stands is LifeState.RETURNED:
        return Step(f"审查时被退回{seen.returned}，改好后重新提交。", "去审核", "review")
    then = "提交审查" if seen.reviewed_first else "公布"
    if verify:
        return Step(f"核实 {verify} 处提示，没有问题就预览并{then}。", "去核实", "preview")
    return Step(f"预览{period.label}的公开榜，没有问题就{then}。", "去预览", "preview")


def against(now: int, before: int | None) -> str:
    """Say how a sum in fen compares with the period before."""
    if before is None:
        return "没有上期可比"
    if now == before:
        return "与上期相同"
    return f"比上期{'多' if now > before else '少'} {grouped(abs(now - before))} 元"


def _after_posting(seen: Overview, posting: Posting) -> Step:
    """Return what is next once the money is public: what is late, what is left, then the wall."""
    number = posting.number
    if seen.stands is LifeState.REPOST:
        return Step(f"{number}揭下太早，需重新公布：再贴一次，天数重算。", "去张贴", "review")
    told = f"已公布，编号 {number}，{_wall(seen)}。"
    if seen.late:
        named = _named(in_order(seen.late))
        return Step(f"{told}逾期 {len(seen.late)} 项：{named}。", "去处理", "tasks/overdue")
    if seen.pending:
        named = _named(seen.pending)
        return Step(f"{told}还要公开 {len(seen.pending)} 项：{named}。", "去公布", "tasks/period")
    if seen.stands in (None, LifeState.PUBLISHED):
        return Step(told, "去打印", "preview", calm=True)
    return Step(told, "去查看", "review", calm=True)


def _wall(seen: Overview) -> str:
    """Say what is to be done about the paper on the wall."""
    if seen.stands is LifeState.ON_BOARD:
        return f"张贴中，还有 {seen.days_left} 天"
    if seen.stands is LifeState.DAYS_DONE:
        return "已贴满天数，可以揭下归档"
    if seen.stands is LifeState.ARCHIVED:
        return "已归档"
    return "打印出来贴到公示栏上，再记入张贴"


def _named(found: Sequence[Obligation]) -> str:
    """Name the first of several obligations."""
    return f"{found[0].item.title}（{found[0].label}）{'等' if len(found) > 1 else ''}"
