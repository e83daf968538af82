"""Each step of a posting's life as a person takes it in the window: asked, done, told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from boardapp.core.content import Content, from_json
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding
from boardapp.core.life import Submission
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.progress import Progress
from boardapp.services import meetings, posting, reviewing
from boardapp.services.composing import code_of
from boardapp.services.item_checks import frozen_findings
from boardapp.services.reviewing import Reviewed
from boardapp.ui.dialogs.add_photo import AddPhotoDialog
from boardapp.ui.dialogs.archive import ArchiveDialog
from boardapp.ui.dialogs.correct import CorrectDialog
from boardapp.ui.dialogs.message import Confirm
from boardapp.ui.dialogs.publish import PublishCheck
from boardapp.ui.dialogs.put_up import PutUpDialog
from boardapp.ui.dialogs.sheet import SheetDialog
from boardapp.ui.dialogs.step import StepDialog
from boardapp.ui.dialogs.take_down import TakeDownDialog
from boardapp.ui.errors import AskPath, show_error
from boardapp.ui.life.lives import LifeDeed, LifeRow, named
from boardapp.ui.life.photo import AskPhoto
from boardapp.ui.life.publishing import start_publishing
from boardapp.ui.printing import AskPrinter
from boardapp.ui.session import Session


@dataclass(frozen=True)
class Asking:
    """How a person is asked: to confirm, for a photo, for a file's place, for a printer."""

    confirm: Confirm
    photo: AskPhoto
    path: AskPath
    printer: AskPrinter


class Deeds(QObject):
    """Asks and does, before the page it is given.

    Signals: ``told`` with what was done and whether it is bad news, ``asked_for`` with the page
    to turn to.
    """

    told = Signal(str, bool)
    asked_for = Signal(str)

    def __init__(self, page: QWidget, session: Session, asking: Asking) -> None:
        super().__init__(page)
        self.page, self.session, self.asking = page, session, asking
        self._ways = {
            LifeDeed.SUBMIT: self.submit,
            LifeDeed.STEP: self.enter_step,
            LifeDeed.PUBLISH: self.ask_to_publish,
            LifeDeed.PUT_UP: self.put_up,
            LifeDeed.TAKE_DOWN: self.take_down,
            LifeDeed.ARCHIVE: self.archive,
            LifeDeed.LOOK: self.look,
            LifeDeed.WITHDRAW: self.withdraw,
            LifeDeed.CORRECT: self.correct,
            LifeDeed.ADD_PHOTO: self.add_photo,
        }

    def do(self, deed: LifeDeed, row: LifeRow) -> None:
        """Do one deed with a row."""
        self._ways[deed](row)

    def submit(self, row: LifeRow) -> None:
        """Freeze what is held and submit it."""
        about, body = row.subject.about, row.subject.body
        try:
            one = reviewing.submit(self.session.desk, row.subject.item, about, body)
        except UserError as error:
            show_error(error, self.page)
            return
        self.session.changed.emit()
        self._tell(f"✓ 已提交：{named(one)}，内容已固定。请打印审查单，交给审核的人签字。")

    def withdraw(self, row: LifeRow) -> None:
        """Take back what was submitted, after asking."""
        one = row.submission
        sentence = "回到草稿，已记的审核结果作废，改好后要重新提交、重新审核。审核记录仍保留。"
        if one is None or not self.asking.confirm(self.page, "撤回这一份？", sentence, "撤回"):
            return
        try:
            reviewing.withdraw(self.session.desk, one)
        except UserError as error:
            show_error(error, self.page)
            return
        self.session.changed.emit()
        self._tell(f"✓ 已撤回：{named(one)}。")

    def print_sheet(self, some: Sequence[Submission]) -> None:
        """Show the review sheet of some submissions."""
        session = self.session

        def task(_progress: Progress) -> tuple[bytes, Content]:
            with session.desk.again() as desk:
                return meetings.sheet_of(desk, some)

        if some:
            session.jobs.start(task, "正在排审查单", self.page, self.show_sheet)

    def show_sheet(self, drawn: Any) -> None:
        """Show the sheet that was drawn, to be saved or printed."""
        pdf, content = drawn
        self.sheet = SheetDialog(
            self.session, pdf, content.period, self.page, self.asking.path, self.asking.printer
        )
        self.sheet.open()

    def enter_step(self, row: LifeRow) -> None:
        """Ask how a step ended for the chosen one."""
        one = row.submission
        if one:
            self.enter([one])

    def ask_to_publish(self, row: LifeRow) -> None:
        """Show the page to check before publishing what was approved."""
        try:
            content, found = self._content(row)
        except UserError as error:
            show_error(error, self.page)
            return
        self.check = PublishCheck(content, found, self.page)
        self.check.accepted.connect(lambda: self.publish(row))
        self.check.open()

    def publish(self, row: LifeRow) -> None:
        """Publish, on the worker."""
        subject = row.subject
        place = subject.item.code, subject.about, subject.body
        start_publishing(self.session, place, self.page, self.show_published)

    def show_published(self, held: Any) -> None:
        """Say which number it bears."""
        self.session.changed.emit()
        if isinstance(held, Posting):
            self._tell(f"✓ 已公布，编号 {held.number}。请打印出来张贴，再记入张贴。")

    def put_up(self, row: LifeRow) -> None:
        """Ask where it was put up."""
        held = row.posting
        if held:
            self.up = PutUpDialog(self.session, held, self.page, self.asking.photo)
            self.up.accepted.connect(lambda: self._tell(f"✓ 已记入张贴：{held.number}。"))
            self.up.open()

    def take_down(self, row: LifeRow) -> None:
        """Ask when it was taken down."""
        held = row.posting
        if held:
            self.down = TakeDownDialog(self.session, held, self.page, self.asking.photo)
            self.down.accepted.connect(self.tell_down)
            self.down.open()

    def tell_down(self) -> None:
        """Say for how many days it hung, and that it must be put up again if that is too few."""
        done, number = self.down.down, self.down.posting.number
        if done and done.repost:
            words = f"✖ {number}只贴了 {done.days} 天，不满 {done.least} 天：需重新公布，再贴一次。"
            self._tell(words, wrong=True)
        elif done:
            self._tell(f"✓ {number}已揭下，贴了 {done.days} 天，可以归档。")

    def add_photo(self, row: LifeRow) -> None:
        """Ask for the photo that was not at hand when it was put up or taken down."""
        held = row.posting
        if held:
            self.adding = AddPhotoDialog(self.session, held, self.page, self.asking.photo)
            self.adding.accepted.connect(lambda: self._tell(f"✓ 已补照片：{held.number}。"))
            self.adding.open()

    def correct(self, row: LifeRow) -> None:
        """Show what differs from what was published, and ask why."""
        held = row.posting or row.life.posting
        if held is None:
            return
        try:
            self.fixing = CorrectDialog(self.session, held, self.page)
        except UserError as error:
            show_error(error, self.page)
            return
        words = f"✓ {held.number}的更正公告已提交，审过以后公布。"
        self.fixing.accepted.connect(lambda: self._tell(words))
        self.fixing.open()

    def archive(self, row: LifeRow) -> None:
        """Ask where the paper is kept."""
        held = row.posting
        if held:
            self.filing = ArchiveDialog(self.session, held, self.page)
            self.filing.accepted.connect(lambda: self._tell(f"✓ 已归档：{held.number}。"))
            self.filing.open()

    def look(self, row: LifeRow) -> None:
        """Turn to the notice."""
        subject = row.subject
        about = subject.about
        period = about if isinstance(about, Period) else self.session.period
        self.session.show_posting(period, subject.body, subject.item.code, code_of(about))
        self.asked_for.emit("preview")

    def enter(self, some: Sequence[Submission]) -> None:
        """Ask how a step ended for some submissions at once."""
        if some:
            self.step = StepDialog(self.session, some, self.page, self.asking.photo)
            self.step.accepted.connect(lambda: self._tell_step(self.step.entered))
            self.step.open()

    def _tell_step(self, done: Reviewed | None) -> None:
        if done:
            first, count = done.steps[0], len(done.steps)
            words = f"✓ 已记入：{first.kind.word}{first.outcome.word}，{count} 份。"
            self._tell(words + "".join(one.sentence for one in done.findings))

    def _tell(self, words: str, *, wrong: bool = False) -> None:
        self.told.emit(words, wrong)

    def _content(self, row: LifeRow) -> tuple[Content, Sequence[Finding]]:
        """Return what would be published, and what is said of it: what was approved, if any."""
        desk, subject = self.session.desk, row.subject
        if row.submission:
            content = from_json(row.submission.content)
            return content, frozen_findings(desk, *subject.key, content)
        content = posting.compose(desk, subject.item.code, subject.about, subject.body)
        return content, posting.check_item(desk, subject.item, subject.about, subject.body)
