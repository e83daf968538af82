"""收支登记: the lines of a period, typed, pasted or taken in from a file, with sums in sight."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from boardapp.core.archive.closing import Closed
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding
from boardapp.core.ledger import Direction, Entry, Totals, totals_from
from boardapp.services import ledger as service
from boardapp.services.checking import ledger_findings
from boardapp.services.closed import closed
from boardapp.store import entries as store
from boardapp.ui.archive.closing import closed_words
from boardapp.ui.dialogs.import_ledger import ImportDialog, dropped_file
from boardapp.ui.dialogs.message import Confirm, ask, tell
from boardapp.ui.dialogs.pasting import PasteRefused
from boardapp.ui.errors import show_error
from boardapp.ui.session import Freshness, Session
from boardapp.ui.tables.blanks import Blanks
from boardapp.ui.tables.changes import Change, Changes
from boardapp.ui.tables.ledger import LedgerTable
from boardapp.ui.tables.ledger_view import LedgerView
from boardapp.ui.tables.pasted import is_block, read_block
from boardapp.ui.tables.typed import Cell
from boardapp.ui.widgets.finding_list import FindingList
from boardapp.ui.widgets.ledger_bar import LedgerBar
from boardapp.ui.widgets.note import Note
from boardapp.ui.widgets.totals_bar import TotalsBar
from boardapp.ui.widgets.whole_period import WholePeriod

KEYS = "回车到下一格，填完一行自动保存 · Esc 离开一格 · Ctrl+V 粘贴表格 · Ctrl+Z 撤销 · Del 删除行"

TOGETHER = "这里把各账户的账合在一起，只供查看；要改请在上面选一本账。"
CLOSED = "已年结，只能查看。账上有错，在{after}年用红字冲销、补记；已公布的有错，发更正公告。"


class LedgerPage(QWidget):
    """The period's lines above, what they come to and what is wrong with them below."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, confirm: Confirm = ask
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.confirm = confirm
        self.changes = Changes()
        self.blanks = Blanks()
        self.closed: Closed | None = None
        self._build()
        self.whole = WholePeriod(self.bar.chooser, self.note, confirm, self)
        self._connect()

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.bar = LedgerBar(self.session)
        self.chooser = self.bar.chooser
        self.table = LedgerTable(self._suggest, self)
        self.view = LedgerView(self.session, self.table)
        self.note = Note()
        self.totals_bar = TotalsBar()
        self.findings = FindingList("自查", most_lines=4)
        self.setFocusProxy(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.note)
        layout.addWidget(self.totals_bar)
        layout.addWidget(self.findings)

    def _connect(self) -> None:
        self.chooser.activated.connect(self.reload)
        self.bar.import_button.clicked.connect(self.take_in)
        self.bar.lock_button.clicked.connect(self.tell_closed)
        self.bar.none_button.clicked.connect(self.whole.declare_none)
        self.bar.transfer_button.clicked.connect(self.mark_transfer)
        self.bar.remove_button.clicked.connect(self.remove)
        self.bar.undo_button.clicked.connect(self.undo)
        self.view.kept.connect(self.keep)
        self.view.pasting.connect(self.paste)
        self.view.removing.connect(self.remove)
        self.view.selectionModel().currentChanged.connect(self.refresh)
        self.table.dataChanged.connect(self.refresh)
        self.totals_bar.opening_typed.connect(self.whole.state_opening)
        self.totals_bar.carried_asked.connect(self.whole.use_carried)
        self.totals_bar.year_asked.connect(self.whole.state_year)
        self.findings.chosen.connect(self.jump)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo)
        self.freshness = Freshness(self, self.session, self.reload)

    def draft(self) -> Entry | None:
        """Return the line that is being typed, None where lines cannot be typed."""
        return self.table.entry(len(self.table.entries)) if self.table.blank else None

    def reload(self) -> None:
        """Show what the database holds."""
        session, book = self.session, self.session.book.id
        self.chooser.reload()
        focused = self.focusWidget()
        inside = focused is not None and self.view.isAncestorOf(focused)
        here = self.view.currentIndex()
        id_ = self.table.held(here.row()).id if here.isValid() else ""
        cell = Cell(here.column()) if here.isValid() else Cell.DATE
        lines = self.chooser.lines()
        start = self.chooser.start()
        sums = totals_from(start, session.period, lines)
        self.closed = closed(session.desk.db, book, session.period)
        self.bar.show_closed(self.closed)
        blank = None if self.closed else self.blanks.of(self.chooser, self.table.edits, lines)
        self.table.show_lines(session.period, start, lines, blank)
        if inside:
            self.view.setFocus()
        row = self.table.row_of(id_)
        last = self.table.rowCount() - 1
        self.view.go_to(row if row >= 0 else last, cell if row >= 0 else Cell.DATE)
        self._show_sums(sums)
        self.findings.show_findings(ledger_findings(session.desk.db, book, session.period))
        declared = self.chooser.declaration()
        held = store.of_months(session.desk.db, book, session.period.months)
        self.bar.offer_none(declared=declared is not None, empty=not held)
        self.refresh()

    def refresh(self) -> None:
        """Show what is wrong with the line under the cursor, if anything."""
        row = self.view.currentIndex().row()
        problem = self.table.problem(row) if 0 <= row < self.table.rowCount() else ""
        read_only = self.table.blank is None
        keys = TOGETHER if read_only else KEYS
        keys = CLOSED.format(after=self.closed.year + 1) if self.closed else keys
        self.note.say(f"✖ 这一行还没有保存。{problem}" if problem else keys, wrong=bool(problem))
        self.bar.allow(change=not read_only and bool(self.table.entries), undo=bool(self.changes))

    def keep(self, row: int) -> None:
        """Save the line in a row if it was typed in and nothing is wrong with it."""
        if row >= self.table.rowCount():
            return
        entry = self.table.entry(row)
        if entry.id not in self.table.edits or self.table.problem(row):
            self.refresh()
            return
        new = self.table.is_blank(row)
        before = () if new else (self.table.held(row),)
        words = f"{'新增' if new else '修改'}“{entry.summary}”"
        saved = self._write(words, before, [entry])
        if saved and new:
            self.blanks.follow(self.chooser, saved[0])
        if saved:
            self.table.drop(entry.id)
            self.session.changed.emit()

    def remove(self) -> None:
        """Take the chosen lines out, after asking."""
        chosen = [self.table.held(row) for row in self.view.rows_chosen()]
        if not chosen or self.table.blank is None:
            return
        named = "、".join(f"“{one.summary}”" for one in chosen[:3])
        more = f"等 {len(chosen)} 行" if len(chosen) > 3 else ""
        sentence = f"要删除{named}{more}。删除后按 Ctrl+Z 可以恢复。"
        if not self.confirm(self, f"删除 {len(chosen)} 行？", sentence, "删除"):
            return
        try:
            service.remove_entries(self.session.desk, chosen)
        except UserError as error:
            show_error(error, self)
            return
        for one in chosen:
            self.table.drop(one.id)
        self.changes.add(Change(f"删除 {len(chosen)} 行", before=tuple(chosen)))
        self.session.changed.emit()
        self.note.say(f"✓ 已删除 {len(chosen)} 行。按 Ctrl+Z 可以恢复。")

    def undo(self) -> None:
        """Take back what was done last on this page."""
        try:
            words = self.changes.undo(self.session.desk)
        except UserError as error:
            show_error(error, self)
            self.refresh()
            return
        if words:
            self.session.changed.emit()
            self.note.say(f"✓ 已撤销：{words}。")

    def paste(self) -> None:
        """Add the block on the clipboard as new lines, all of it or nothing."""
        text = QGuiApplication.clipboard().text()
        blank = self.table.blank
        if blank is None or not text.strip():
            return
        if not is_block(text):
            here = self.view.currentIndex()
            self.table.setData(here, text.strip())
            if not self.table.is_blank(here.row()):
                self.keep(here.row())
            return
        try:
            read = read_block(text, blank, self.session.period)
        except UserError as error:
            show_error(error, self)
            return
        if read.problems:
            self.refusal = PasteRefused(read.problems, self)
            self.refusal.open()
        elif read.entries and self._write(f"粘贴 {len(read.entries)} 行", (), read.entries):
            self.session.changed.emit()
            self.note.say(f"✓ 已粘贴 {len(read.entries)} 行。按 Ctrl+Z 可以整批撤销。")

    def mark_transfer(self) -> None:
        """Mark the chosen lines as moves between own accounts, or take the mark away."""
        before = [self.table.held(row) for row in self.view.rows_chosen()]
        if not before:
            return
        mark = not all(one.transfer for one in before)
        after = [replace(one, transfer=mark, subject="") for one in before]
        words = f"{'标为划转' if mark else '取消划转'} {len(after)} 行"
        if self._write(words, before, after):
            self.session.changed.emit()
            self.note.say(f"✓ 已{words}。")

    def take_in(self, path: Path | None = None) -> None:
        """Open the dialog that takes a ledger file in."""
        self.import_dialog = ImportDialog(self.session, self, path=path or None)
        self.import_dialog.open()

    def tell_closed(self) -> None:
        """Say who closed the year, when and why."""
        if self.closed:
            self.told = tell(*closed_words(self.closed), self)

    def jump(self, finding: Finding) -> None:
        """Go to the line that a finding is about, where it tells one."""
        row = self.table.row_about(finding)
        if row >= 0:
            self.view.go_to(row, Cell.SUMMARY)
            self.view.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the table, where the work is."""
        super().showEvent(event)
        self.view.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave most of a small window to the lines."""
        super().resizeEvent(event)
        lines = self.height() / self.fontMetrics().lineSpacing()
        self.findings.limit(min(5, max(1, int((lines - 16) * 0.4))))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome one file."""
        if dropped_file(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file in."""
        self.take_in(dropped_file(event.mimeData()))

    def _write(
        self, words: str, before: Sequence[Entry], entries: Sequence[Entry]
    ) -> list[Entry] | None:
        """Save lines together or not at all, and remember the way back."""
        desk = self.session.desk
        try:
            with desk.db.atomic():
                saved = [service.save_entry(desk, entry) for entry in entries]
        except UserError as error:
            show_error(error, self)
            return None
        self.changes.add(Change(words, tuple(before), tuple(saved)))
        return saved

    def _show_sums(self, sums: Totals) -> None:
        session, book = self.session, self.session.book.id
        year = service.year_to_date(session.desk.db, book, session.period)
        self.totals_bar.show_totals(sums, year)
        self.totals_bar.show_opening(self.chooser.figure())

    def _suggest(self, summary: str, file_subject: str, direction: Direction) -> str:
        db = self.session.desk.db
        return service.suggested_subject(db, summary, file_subject, direction)
