"""导入账目: choose a file, look at what was understood, decide, take it in, check."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from boardapp.core.errors import UserError
from boardapp.core.progress import Progress
from boardapp.core.reading import Choice
from boardapp.services import importing, previewing
from boardapp.services.desk import Desk
from boardapp.services.importing import Decision
from boardapp.services.previewing import Preview
from boardapp.store import entries
from boardapp.store.imports import LedgerImport
from boardapp.ui.dialogs.import_choose import AskFile, ChooseFile, ask_file, dropped_file
from boardapp.ui.dialogs.import_decisions import count, undecided
from boardapp.ui.dialogs.import_done import Done
from boardapp.ui.dialogs.import_look import Look
from boardapp.ui.dialogs.import_steps import ImportSteps
from boardapp.ui.session import Session

__all__ = ["ImportDialog", "dropped_file"]


class ImportDialog(ImportSteps):
    """Three steps in one dialog; nothing is written before 导入 is pressed."""

    subject = "账目"

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        path: Path | None = None,
        choose: AskFile = ask_file,
    ) -> None:
        super().__init__(session, parent)
        self.seen: Preview | None = None
        self.taken: LedgerImport | None = None
        self._choice = Choice()
        self.choose, self.look, self.done_page = ChooseFile(session, choose), Look(), Done()
        self.add_steps(self.choose, self.look, self.done_page)
        self.read_button = QPushButton("读取并核对(&N) ›")
        self.read_button.setProperty("role", "main")
        self.bar.insertWidget(self.bar.indexOf(self.take_button), self.read_button)
        self._connect()
        self.choose.show_file(path)
        self.go_to(self.choose)

    def _connect(self) -> None:
        self.choose.edited.connect(self.refresh)
        self.choose.failed.connect(self.show_problem)
        self.read_button.clicked.connect(self.read)
        self.back_button.clicked.connect(self.start_over)
        self.take_button.clicked.connect(self.take_in)
        self.finish_button.clicked.connect(self.finish)
        self.look.corrected.connect(self.read_again)
        self.look.decided.connect(self.refresh)
        self.done_page.undo_asked.connect(self.undo)
        self.summary.chosen.connect(self.jump)

    def draft(self) -> Decision:
        """Return what the person has decided."""
        return self.look.decisions.draft()

    def refresh(self) -> None:
        """Show what still stands in the way."""
        self.read_button.setEnabled(self.choose.complete)
        if self.seen:
            self.take_button.setText(f"导入 {count(self.seen, self.draft())} 笔(&I)")
        self.judge()

    def go_to(self, page: QWidget) -> None:
        """Show one of the steps."""
        self.show_step(page)
        self.read_button.setVisible(page is self.choose)
        self.refresh()
        if page is self.choose:
            self.read_button.setDefault(True)
            if self.choose.path is None:
                self.choose.file_button.setFocus()
        elif page is self.look:
            self.look.line_view.setFocus()

    def read(self) -> None:
        """Read the file, on the worker."""
        path, period, account = self.choose.path, self.choose.period, self.choose.account
        if path is None:
            return
        book, choice, place = self.session.book, self._choice, self.choose.by_file

        def work(desk: Desk, progress: Progress) -> Preview:
            return previewing.preview(
                desk, path, period, book, account, choice, progress, place=place
            )

        self.on_worker("正在读取账目文件", work, self.show_preview)

    def read_again(self) -> None:
        """Read the file anew with the sheet and the columns that the person has chosen."""
        sheet = self.look.sheets.currentText() or None
        columns = self.look.columns
        if self.sender() is columns or sheet == (self.seen and self.seen.reading.sheet):
            row = columns.head_row.value() if columns.row_chosen else None
            moved = self.seen is not None and row not in (None, self.seen.reading.head_row)
            fields = None if moved else columns.fields()
            head_row = row or (self.seen.reading.head_row if self.seen else self._choice.head_row)
            self._choice = Choice(sheet, fields, head_row)
        else:
            columns.row_chosen = False
            self._choice = Choice(sheet)
        self.read()

    def show_preview(self, result: Any) -> None:
        """Show what was understood of the file, or why it cannot be read."""
        if isinstance(result, UserError):
            self.seen = None
            self.show_problem(result)
            self.refresh()
            return
        self.seen = result
        self.look.show_preview(result)
        self.show_blocked(result.blocked)
        self.go_to(self.look)

    def jump(self, key: str) -> None:
        """Go to the place of a problem in the summary."""
        if self.seen and key.isdigit():
            self.look.jump(self.seen.blocked[int(key)])

    def start_over(self) -> None:
        """Go back to the choice of the file; nothing has been written."""
        self.seen, self._choice = None, Choice()
        self.look.columns.row_chosen = False
        self.summary.show_problems({})
        self.go_to(self.choose)

    def take_in(self) -> None:
        """Write the lines, on the worker, all or nothing."""
        seen, decision, corrected = self.seen, self.draft(), self._choice.fields
        if seen is None or self.in_the_way():
            return

        def work(desk: Desk, _progress: Progress) -> LedgerImport:
            one = importing.take_in(desk, seen, decision)
            if corrected is not None:
                importing.remember_columns(desk, seen.reading.shape, corrected)
            return one

        self.on_worker("正在导入", work, self.show_import)

    def show_import(self, result: Any) -> None:
        """Show what was written, or why nothing was."""
        if isinstance(result, UserError):
            self.show_problem(result)
            return
        self.taken = result
        self.summary.show_problems({})
        account = self.seen.account if self.seen else None
        lines = entries.of_import(self.session.desk.db, result.id)
        self.done_page.show_import(result, account.name if account else "总账", lines)
        self.go_to(self.done_page)
        self.session.changed.emit()

    def undo(self) -> None:
        """Take the import back whole."""
        if self.taken is None:
            return
        try:
            one = importing.undo(self.session.desk, self.taken.id)
        except UserError as error:
            self.show_problem(error)
            return
        self.done_page.show_undone(one)
        self.session.changed.emit()

    def finish(self) -> None:
        """Close, and turn the window to the period that was taken in."""
        if self.taken and self.taken.period != self.session.period:
            self.session.show_period(self.taken.period)
        self.accept()

    def in_the_way(self) -> str:
        """Return why nothing can be taken in yet, or an empty text."""
        seen = self.seen
        if seen is None:
            return "请先改好上面的问题。"
        if seen.already:
            day = seen.already.taken_on
            return (
                f"这个文件已在 {day.year}年{day.month}月{day.day}日导入过"
                f"（{seen.already.entries} 笔），不用再导入，账上没有改动。"
            )
        if seen.blocked:
            return f"还有 {len(seen.blocked)} 处必须改，改好文件或各列含义后再导入。"
        return undecided(seen, self.draft())
