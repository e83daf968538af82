"""导入账目: choose a file, look at what was understood, decide, take it in, check."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.errors import UserError
from boardapp.core.progress import Progress
from boardapp.core.reading import Choice
from boardapp.services import importing, previewing
from boardapp.services.importing import Decision
from boardapp.services.previewing import Preview
from boardapp.store import entries
from boardapp.store.imports import LedgerImport
from boardapp.ui.dialogs.import_choose import AskFile, ChooseFile, ask_file, dropped_file
from boardapp.ui.dialogs.import_decisions import count, undecided
from boardapp.ui.dialogs.import_done import Done
from boardapp.ui.dialogs.import_look import Look
from boardapp.ui.session import Session
from boardapp.ui.widgets.form import Summary

__all__ = ["ImportDialog", "dropped_file"]

TITLES = ("导入账目：选文件", "导入账目：核对", "导入账目：完成")
MOST = 4
"""How many problems the summary names one by one."""


class ImportDialog(QDialog):
    """Three steps in one dialog; nothing is written before 导入 is pressed."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        path: Path | None = None,
        choose: AskFile = ask_file,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.seen: Preview | None = None
        self.taken: LedgerImport | None = None
        self._choice = Choice()
        self._build(choose)
        self._connect()
        # Most of the window it stands over, for tables; no more, so that the window stays in sight.
        around = parent.window().size() if parent else QSize(1320, 760)
        self.resize(int(around.width() * 0.94), int(around.height() * 0.94))
        self.choose.show_file(path)
        self.go_to(self.choose)

    def _build(self, choose: AskFile) -> None:
        self.heading = QLabel()
        self.heading.setProperty("role", "section")
        self.summary = Summary()
        self.choose = ChooseFile(self.session, choose)
        self.look = Look()
        self.done_page = Done()
        self.pages = QStackedWidget()
        for page in (self.choose, self.look, self.done_page):
            self.pages.addWidget(page)
        self.back_button = QPushButton("‹ 重新选文件(&B)")
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        self.cancel_button = QPushButton("取消")
        self.read_button = QPushButton("读取并核对(&N) ›")
        self.take_button = QPushButton("导入(&I)")
        self.finish_button = QPushButton("完成(&E)")
        for button in (self.read_button, self.take_button, self.finish_button):
            button.setProperty("role", "main")
            button.setAutoDefault(True)
        self.cancel_button.setAutoDefault(False)
        self.back_button.setAutoDefault(False)
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(self.back_button)
        bar.addWidget(self.reason, 1)
        for button in (
            self.cancel_button,
            self.read_button,
            self.take_button,
            self.finish_button,
        ):
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(self.summary)
        layout.addWidget(self.pages, 1)
        layout.addLayout(bar)

    def _connect(self) -> None:
        self.choose.edited.connect(self.refresh)
        self.choose.failed.connect(self.show_problem)
        self.read_button.clicked.connect(self.read)
        self.back_button.clicked.connect(self.start_over)
        self.cancel_button.clicked.connect(self.reject)
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
        page = self.pages.currentWidget()
        self.read_button.setEnabled(self.choose.complete)
        looking = page is self.look
        self.reason.setText(self._in_the_way() if looking else "")
        self.take_button.setEnabled(looking and not self._in_the_way())
        if self.seen:
            self.take_button.setText(f"导入 {count(self.seen, self.draft())} 笔(&I)")

    def go_to(self, page: QWidget) -> None:
        """Show one of the steps."""
        self.pages.setCurrentWidget(page)
        self.heading.setText(TITLES[self.pages.currentIndex()])
        self.setWindowTitle(self.heading.text())
        self.back_button.setVisible(page is self.look)
        self.cancel_button.setVisible(page is not self.done_page)
        self.read_button.setVisible(page is self.choose)
        self.take_button.setVisible(page is self.look)
        self.finish_button.setVisible(page is self.done_page)
        main = {self.choose: self.read_button, self.look: self.take_button}
        main.get(page, self.finish_button).setDefault(True)
        self.refresh()
        if page is self.choose and self.choose.path is None:
            self.choose.file_button.setFocus()
        elif page is self.look:
            self.look.line_view.setFocus()

    def read(self) -> None:
        """Read the file, on the worker."""
        path, period, account = self.choose.path, self.choose.period, self.choose.account
        if path is None:
            return
        book, choice, session = self.session.book, self._choice, self.session
        place = self.choose.by_file

        def task(progress: Progress) -> Preview | UserError:
            try:
                with session.desk.again() as desk:
                    return previewing.preview(
                        desk, path, period, book, account, choice, progress, place=place
                    )
            except UserError as error:
                return error

        self.session.jobs.start(task, "正在读取账目文件", self, self.show_preview)

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
        must = {f"{n}": one.sentence for n, one in enumerate(result.blocked[:MOST])}
        if len(result.blocked) > MOST:
            must["more"] = f"……共 {len(result.blocked)} 处，都列在右边。"
        self.summary.show_problems(must)
        self.go_to(self.look)

    def show_problem(self, error: Exception) -> None:
        """Say in one sentence what went wrong."""
        self.summary.show_problems({"error": str(error)})

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
        seen, decision, session = self.seen, self.draft(), self.session
        if seen is None or self._in_the_way():
            return
        corrected = self._choice.fields

        def task(_progress: Progress) -> LedgerImport | UserError:
            try:
                with session.desk.again() as desk:
                    one = importing.take_in(desk, seen, decision)
                    if corrected is not None:
                        importing.remember_columns(desk, seen.reading.shape, corrected)
                    return one
            except UserError as error:
                return error

        self.session.jobs.start(task, "正在导入", self, self.show_import)

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

    def _in_the_way(self) -> str:
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
