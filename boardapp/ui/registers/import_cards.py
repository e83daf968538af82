"""导入卡片: choose a filled template, look at what it would change, take it in or back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from boardapp.core.errors import UserError
from boardapp.core.progress import Progress
from boardapp.core.registers.cards import CardKind
from boardapp.services import templates
from boardapp.services.desk import Desk
from boardapp.services.templates import CardPreview
from boardapp.store.register_imports import RegisterImport
from boardapp.ui.dialogs.import_choose import SUFFIXES, dropped_file
from boardapp.ui.dialogs.import_steps import ImportSteps
from boardapp.ui.registers.import_pages import ChooseCards, DoneCards, LookCards
from boardapp.ui.session import Session

AskCards = Callable[[QWidget], Path | None]


def ask_cards(parent: QWidget) -> Path | None:
    """Let a person choose a file of cards."""
    kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    name, _ = QFileDialog.getOpenFileName(
        parent, "选择填好的表", "", f"表格文件 ({kinds});;所有文件 (*)"
    )
    return Path(name) if name else None


class ImportCards(ImportSteps):
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
        super().__init__(session, parent)
        self.kind, self.subject = kind, f"{kind.word}卡片"
        self._ask = choose
        self.seen: CardPreview | None = None
        self.taken: RegisterImport | None = None
        self.setAcceptDrops(True)
        self.choose = ChooseCards(session, kind)
        self.look, self.done_page = LookCards(), DoneCards()
        self.add_steps(self.choose, self.look, self.done_page)
        self._connect()
        self.go_to(self.choose)
        if path:
            self.read(path)

    def _connect(self) -> None:
        self.choose.file_button.clicked.connect(self.choose_file)
        self.choose.undo_asked.connect(self.undo)
        self.back_button.clicked.connect(self.start_over)
        self.take_button.clicked.connect(self.take_in)
        self.finish_button.clicked.connect(self.accept)
        self.done_page.undo_asked.connect(self.undo)
        self.summary.chosen.connect(self.jump)

    def go_to(self, page: QWidget) -> None:
        """Show one of the steps."""
        self.show_step(page)
        if page is self.choose:
            self.choose.reload()
            self.choose.file_button.setFocus()
        elif page is self.look:
            self.look.tabs.setFocus()
        else:
            self.finish_button.setFocus()

    def choose_file(self) -> None:
        """Let the person choose a file, and read it."""
        path = self._ask(self)
        if path:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file, on the worker."""
        kind, book = self.kind, self.session.book

        def work(desk: Desk, progress: Progress) -> CardPreview:
            return templates.preview_cards(desk, path, kind, book, None, progress)

        self.on_worker("正在读取表格", work, self.show_preview)

    def show_preview(self, result: Any) -> None:
        """Show what the file would change, or why it cannot be read."""
        if isinstance(result, UserError):
            self.show_problem(result)
            return
        self.seen = result
        self.look.show_preview(self.session.desk, result)
        self.show_blocked(result.blocked)
        self.go_to(self.look)

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
        seen = self.seen
        if seen is None or self.in_the_way():
            return

        def work(desk: Desk, _progress: Progress) -> RegisterImport:
            return templates.import_cards(desk, seen)

        self.on_worker("正在导入", work, self.show_import)

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

    def in_the_way(self) -> str:
        """Return why nothing can be taken in yet, or an empty text."""
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
