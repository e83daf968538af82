"""导入卡片: choose a filled template, look at what it would change, take it in or back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.errors import UserError
from boardapp.core.progress import Progress
from boardapp.core.registers.cards import CardKind
from boardapp.services import templates
from boardapp.services.templates import CardPreview
from boardapp.store.register_imports import RegisterImport
from boardapp.ui.dialogs.import_choose import SUFFIXES, dropped_file
from boardapp.ui.registers.import_pages import ChooseCards, DoneCards, LookCards
from boardapp.ui.session import Session
from boardapp.ui.widgets.form import Summary

AskCards = Callable[[QWidget], Path | None]
MOST = 4
"""How many problems the summary names one by one."""


def ask_cards(parent: QWidget) -> Path | None:
    """Let a person choose a file of cards."""
    kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    name, _ = QFileDialog.getOpenFileName(
        parent, "选择填好的表", "", f"表格文件 ({kinds});;所有文件 (*)"
    )
    return Path(name) if name else None


class ImportCards(QDialog):
    """Three steps in one dialog; nothing is written before 导入 is pressed.

    Signals: ``taken_in`` with an import that was written or taken back.
    """

    taken_in = Signal(object)

    def __init__(
        self,
        session: Session,
        kind: CardKind,
        choose: AskCards,
        parent: QWidget | None = None,
        path: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.kind = session, kind
        self._ask = choose
        self.seen: CardPreview | None = None
        self.taken: RegisterImport | None = None
        self._build()
        self._connect()
        around = parent.window().size() if parent else QSize(1320, 760)
        self.resize(int(around.width() * 0.94), int(around.height() * 0.94))
        self.go_to(self.choose)
        if path:
            self.read(path)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.heading = QLabel()
        self.heading.setProperty("role", "section")
        self.summary = Summary()
        self.choose = ChooseCards(self.session, self.kind)
        self.look, self.done_page = LookCards(), DoneCards()
        self.pages = QStackedWidget()
        for page in (self.choose, self.look, self.done_page):
            self.pages.addWidget(page)
        self.back_button = QPushButton("‹ 重新选文件(&B)")
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        self.cancel_button = QPushButton("取消")
        self.take_button = QPushButton("导入(&I)")
        self.finish_button = QPushButton("完成(&E)")
        for button in (self.take_button, self.finish_button):
            button.setProperty("role", "main")
        for button in (self.back_button, self.cancel_button):
            button.setAutoDefault(False)
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(self.back_button)
        bar.addWidget(self.reason, 1)
        for button in (self.cancel_button, self.take_button, self.finish_button):
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(self.summary)
        layout.addWidget(self.pages, 1)
        layout.addLayout(bar)

    def _connect(self) -> None:
        self.choose.file_button.clicked.connect(self.choose_file)
        self.choose.undo_asked.connect(self.undo)
        self.back_button.clicked.connect(self.start_over)
        self.cancel_button.clicked.connect(self.reject)
        self.take_button.clicked.connect(self.take_in)
        self.finish_button.clicked.connect(self.accept)
        self.done_page.undo_asked.connect(self.undo)
        self.summary.chosen.connect(self.jump)

    def go_to(self, page: QWidget) -> None:
        """Show one of the steps."""
        self.pages.setCurrentWidget(page)
        step = {self.choose: "选文件", self.look: "核对"}.get(page, "完成")
        self.heading.setText(f"导入{self.kind.word}卡片：{step}")
        self.setWindowTitle(self.heading.text())
        self.back_button.setVisible(page is self.look)
        self.cancel_button.setVisible(page is not self.done_page)
        self.take_button.setVisible(page is self.look)
        self.finish_button.setVisible(page is self.done_page)
        self.reason.setText(self._in_the_way() if page is self.look else "")
        self.take_button.setEnabled(page is self.look and not self._in_the_way())
        if page is self.choose:
            self.choose.reload()
            self.choose.file_button.setFocus()
        elif page is self.look:
            self.look.tabs.setFocus()
            self.take_button.setDefault(True)
        else:
            self.finish_button.setDefault(True)
            self.finish_button.setFocus()

    def choose_file(self) -> None:
        """Let the person choose a file, and read it."""
        path = self._ask(self)
        if path:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file, on the worker."""
        session, kind, book = self.session, self.kind, self.session.book

        def task(progress: Progress) -> CardPreview | UserError:
            try:
                with session.desk.again() as desk:
                    return templates.preview_cards(desk, path, kind, book, None, progress)
            except UserError as error:
                return error

        session.jobs.start(task, "正在读取表格", self, self.show_preview)

    def show_preview(self, result: Any) -> None:
        """Show what the file would change, or why it cannot be read."""
        if isinstance(result, UserError):
            self.show_problem(result)
            return
        self.seen = result
        self.look.show_preview(self.session.desk, result)
        must = {str(n): one.sentence for n, one in enumerate(result.blocked[:MOST])}
        if len(result.blocked) > MOST:
            must["more"] = f"……共 {len(result.blocked)} 处，都列在右边。"
        self.summary.show_problems(must)
        self.go_to(self.look)

    def show_problem(self, error: Exception) -> None:
        """Say in one sentence what went wrong."""
        self.summary.show_problems({"error": str(error)})

    def jump(self, key: str) -> None:
        """Go to the row of a problem in the summary."""
        if self.seen and key.isdigit():
            self.look.jump(self.seen.blocked[int(key)])

    def start_over(self) -> None:
        """Go back to the choice of the file; nothing has been written."""
        self.seen = None
        self.summary.show_problems({})
        self.go_to(self.choose)

    def take_in(self) -> None:
        """Write the cards, on the worker, all or nothing."""
        seen, session = self.seen, self.session
        if seen is None or self._in_the_way():
            return

        def task(_progress: Progress) -> RegisterImport | UserError:
            try:
                with session.desk.again() as desk:
                    return templates.import_cards(desk, seen)
            except UserError as error:
                return error

        session.jobs.start(task, "正在导入", self, self.show_import)

    def show_import(self, result: Any) -> None:
        """Show what was written, or why nothing was."""
        if isinstance(result, UserError):
            self.show_problem(result)
            return
        self.taken = result
        self.summary.show_problems({})
        self.done_page.show_import(result)
        self.session.changed.emit()
        self.taken_in.emit(result)
        self.go_to(self.done_page)

    def undo(self, id_: str = "") -> None:
        """Take an import back whole: the one just made, or an earlier one by its id."""
        named = id_ or (self.taken.id if self.taken else "")
        try:
            one = templates.undo_import(self.session.desk, named)
        except UserError as error:
            self.show_problem(error)
            return
        self.summary.show_problems({})
        self.done_page.show_undone(one)
        self.session.changed.emit()
        self.taken_in.emit(one)
        self.go_to(self.done_page)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome one file on the first step."""
        if self.pages.currentWidget() is self.choose and dropped_file(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file."""
        path = dropped_file(event.mimeData())
        if path:
            self.read(path)

    def _in_the_way(self) -> str:
        seen = self.seen
        if seen is None:
            return "请先改好上面的问题。"
        if seen.already:
            day = seen.already.taken_on
            return (
                f"这张表已在 {day.year}年{day.month}月{day.day}日导入过，不用再导入，台账没有改动。"
            )
        if seen.blocked:
            return f"还有 {len(seen.blocked)} 处必须改，在表里改好再导入。台账没有改动。"
        if not seen.added and not seen.changed:
            return "表里的卡片和台账上的一样，不用导入。"
        return ""
