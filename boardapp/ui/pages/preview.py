"""预览打印: the notice as it will hang on the wall; save it, print it, publish it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from boardapp.core.finding import Finding, Level
from boardapp.core.posting import Posting
from boardapp.core.progress import Progress
from boardapp.services import posting
from boardapp.services.composing import code_of
from boardapp.services.life import Subject
from boardapp.services.papers import PAPERS, STYLES
from boardapp.store import postings
from boardapp.ui.dialogs.override import OverrideDialog
from boardapp.ui.dialogs.publish import PublishCheck
from boardapp.ui.drawing import Shown, Wanted, draw
from boardapp.ui.errors import AskPath, ask_path
from boardapp.ui.life.lives import lacking
from boardapp.ui.life.publishing import start_publishing
from boardapp.ui.outlet import Outlet
from boardapp.ui.printing import AskPrinter, ask_printer, new_printer
from boardapp.ui.session import Freshness, Session
from boardapp.ui.tasks.subject_box import SubjectBox
from boardapp.ui.tasks.words import WRITTEN, passable
from boardapp.ui.widgets.choice import combo
from boardapp.ui.widgets.finding_list import FindingList
from boardapp.ui.widgets.note import Note
from boardapp.ui.widgets.pdf_view import PdfView, Zoom
from boardapp.ui.widgets.state_card import StateCard

PAPER_WORDS = {
    "A3": "A3 竖放",
    "A3-landscape": "A3 横放",
    "A4": "A4 竖放",
    "A4-landscape": "A4 横放",
}
STYLE_WORDS = {"colour": "彩色", "mono": "单色", "red-paper": "红纸"}


class PreviewPage(QWidget):
    """The sheets at the left, what can be done with them at the right.

    Signals: ``asked_for`` with the page to turn to when a finding or a missing step leads there.
    """

    asked_for = Signal(str)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        choose_path: AskPath = ask_path,
        choose_printer: AskPrinter = ask_printer,
        printer: Callable[[], QPrinter] = new_printer,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.shown: Shown | None = None
        self.outlet = Outlet(session, self, choose_path, choose_printer, printer)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.items = SubjectBox(self.session)
        self.papers = combo("纸张", {key: PAPER_WORDS.get(key, key) for key in PAPERS})
        self.styles = combo("颜色", {key: STYLE_WORDS.get(key, key) for key in STYLES})
        self.saving = QCheckBox("节约纸张(&S)")
        self.saving.setToolTip("字小一些，纸少一些")
        self.zooms = combo("大小", {zoom.value: zoom.value for zoom in Zoom})
        self.page_label = QLabel()
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.items, 1)
        for widget in (self.papers, self.styles, self.saving):
            top.addWidget(widget)
        top.addWidget(self.page_label)
        top.addWidget(self.zooms)
        self.view = PdfView()
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self.view, 1)
        below.addWidget(self._side())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addLayout(below, 1)

    def _side(self) -> QWidget:
        self.state_card = StateCard()
        self.state, self.state_words = self.state_card.state, self.state_card.words
        self.findings = FindingList("自查")
        self.override_button = QPushButton("放行(&F)…")
        self.override_button.setToolTip("写明理由，让一处不再拦着公布")
        self.publish_button = QPushButton("公布(&G)…")
        self.publish_button.setProperty("role", "main")
        self.reason = Note()
        self.print_button = QPushButton("打印(&P)…")
        self.save_button = QPushButton("保存为PDF(&D)…")
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.state_card)
        column.addWidget(self.findings, 1)
        column.addWidget(self.override_button)
        for widget in (self.publish_button, self.reason, self.print_button, self.save_button):
            column.addWidget(widget)
        side.setFixedWidth(17 * self.fontMetrics().height() // 2 * 2 - 60)
        return side

    def _connect(self) -> None:
        self.items.activated.connect(self.choose)
        for box in (self.papers, self.styles):
            box.activated.connect(self.reload)
        self.saving.toggled.connect(self.reload)
        self.zooms.activated.connect(self.show_zoom)
        self.view.page_changed.connect(self.show_page_number)
        self.override_button.clicked.connect(self.ask_to_override)
        self.publish_button.clicked.connect(self.ask_to_publish)
        self.print_button.clicked.connect(self.print_notice)
        self.save_button.clicked.connect(self.save)
        self.findings.chosen.connect(self.leave)
        self.freshness = Freshness(self, self.session, self.reload)

    def draft(self) -> Wanted:
        """Return what the person has chosen."""
        subject = self.items.subject
        return Wanted(
            subject.item.code if subject else posting.DEFAULT_ITEM,
            subject.about if subject else self.session.period,
            self.session.body,
            self.papers.currentData(),
            self.styles.currentData(),
            self.saving.isChecked(),
        )

    def reload(self) -> None:
        """Draw the chosen notice, on the worker."""
        self.items.reload()
        session, wanted = self.session, self.draft()

        def task(progress: Progress) -> Shown:
            with session.desk.again() as desk:
                return draw(desk, wanted, progress)

        self.refresh()
        session.jobs.start(task, "正在排版", self, self.show_notice)

    def show_notice(self, shown: Any) -> None:
        """Show a drawn notice, unless another was chosen meanwhile."""
        if not isinstance(shown, Shown) or shown.wanted != self.draft():
            return
        self.shown = shown
        if shown.notice is None:
            self.view.show_words(shown.sentence)
        else:
            self.view.show_pages(shown.pictures, shown.dpi)
        self.findings.show_findings(shown.findings)
        self.refresh()

    def refresh(self) -> None:
        """Show where the notice stands and what can be done with it."""
        held, reason = self.posting(), self.in_the_way()
        lacks = "" if held else self.lacking()
        self.state_card.show_posting(held)
        drawn = self.shown is not None and self.shown.notice is not None
        current = drawn and self.shown is not None and self.shown.wanted == self.draft()
        self.publish_button.setVisible(held is None)
        self.publish_button.setEnabled(current and not reason)
        self.publish_button.setText("去审核(&G)" if lacks else "公布(&G)…")
        self.override_button.setVisible(bool(self.passable()))
        self.reason.say(reason or lacks, wrong=bool(reason))
        self.print_button.setEnabled(current)
        self.save_button.setEnabled(current)

    def posting(self) -> Posting | None:
        """Return the posting of the chosen notice, None while it has not been published."""
        wanted = self.draft()
        about = code_of(wanted.about)
        return postings.latest(self.session.desk.db, wanted.item, wanted.body.id, about)

    def lacking(self) -> str:
        """Say which steps of the review are missing, or nothing."""
        one, session = self.items.subject, self.session
        return lacking(session.desk, Subject(one.item, one.about, session.body)) if one else ""

    def in_the_way(self) -> str:
        """Return why the notice cannot be published, or an empty text."""
        if self.posting() or self.shown is None:
            return ""
        must = sum(one.level is Level.MUST for one in self.shown.findings)
        if must:
            return f"✖ 还有 {must} 处必须改，改好才能公布。"
        return "" if self.shown.notice else "✖ 排不出版，不能公布。"

    def show_zoom(self) -> None:
        """Show the pages at the chosen size."""
        self.view.show_zoom(Zoom(self.zooms.currentData()))

    def show_page_number(self, page: int, count: int) -> None:
        """Show which page is in sight."""
        self.page_label.setText(f"第 {page} 页 / 共 {count} 页" if count else "")

    def save(self) -> None:
        """Write the notice to a PDF file that the person chooses."""
        shown = self.shown
        if shown and shown.notice:
            self.outlet.save(shown.notice.pdf, shown.file_name, self.tell_saved)

    def tell_saved(self, path: Path) -> None:
        """Say where the notice was written."""
        self.reason.say(f"✓ 已保存：{path}")

    def print_notice(self) -> None:
        """Print the notice at its true size, after the system's dialog."""
        if self.shown and self.shown.notice:
            self.outlet.print(self.shown.notice.pdf, self.tell_printed)

    def tell_printed(self, count: Any) -> None:
        """Say how many pages went to the printer."""
        self.reason.say(f"✓ 已交给打印机 {count} 页。请量一量纸张，应当没有缩小。")

    def ask_to_publish(self) -> None:
        """Show the page to check before publishing, or turn to the review that is missing."""
        shown = self.shown
        if shown is None or shown.notice is None or self.in_the_way():
            return
        if self.lacking() and self.items.subject:
            self.session.chosen = self.items.subject.key
            self.asked_for.emit("review")
            return
        self.check = PublishCheck(shown.notice.content, shown.findings, self)
        self.check.accepted.connect(self.publish)
        self.check.open()

    def publish(self) -> None:
        """Publish the notice, on the worker."""
        wanted = self.draft()
        place = wanted.item, wanted.about, wanted.body
        start_publishing(self.session, place, self, self.show_published)

    def show_published(self, held: Any) -> None:
        """Show the number that the notice bears from now on."""
        self.session.changed.emit()
        if isinstance(held, Posting):
            self.reason.say(f"✓ 已公布，编号 {held.number}。")

    def leave(self, _finding: Finding) -> None:
        """Turn to where findings are put right: the ledger, or the draft of the item."""
        written = self.items.subject is not None and self.items.subject.item.composer in WRITTEN
        self.asked_for.emit("tasks/write" if written else "ledger")

    def choose(self) -> None:
        """Turn to the notice that was chosen."""
        if self.items.subject:
            self.session.chosen = self.items.subject.key
        self.reload()

    def passable(self) -> tuple[Finding, ...]:
        """Return the findings that may be let pass."""
        if self.posting() or self.shown is None or self.items.subject is None:
            return ()
        composer = self.items.subject.item.composer
        return tuple(one for one in self.shown.findings if passable(one, composer))

    def ask_to_override(self) -> None:
        """Ask which finding shall not stand in the way, and why."""
        subject, found = self.items.subject, self.passable()
        if subject and found:
            self.overriding = OverrideDialog(
                self.session, subject.item, subject.about, self.session.body, found, self
            )
            self.overriding.open()
