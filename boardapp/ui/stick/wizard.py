"""导出到U盘: find the stick, look at the load, write it, check what lies there."""

import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.errors import Cancelled, UserError
from boardapp.core.progress import Progress
from boardapp.services import exporting, keys, sticks
from boardapp.services.exporting import Exported
from boardapp.ui.errors import show_error
from boardapp.ui.session import Session
from boardapp.ui.stick.done import Done, Failed
from boardapp.ui.stick.find import AskFolder, FindStick
from boardapp.ui.stick.look import LookAtLoad
from boardapp.ui.stick.places import Place
from boardapp.ui.stick.preflight import Preflight, Refusal, preflight
from boardapp.ui.stick.receipt import ReceiptReader
from boardapp.ui.stick.watch import Find, Run, on_a_thread
from boardapp.ui.stick.working import SCALE, Working, stage_at, thousandths

BUG = "没有导出：程序自身出了错。数据和U盘上原来的文件都没有改动。请再试一次。"


class ExportDialog(QDialog):
    """One thing at a time; nothing is written before 导出 is pressed.

    Signals: ``asked_for`` with the page that puts right what refuses the export.
    """

    asked_for = Signal(str)
    reached = Signal(int)

    def __init__(
        self,
        session: Session,
        find: Find,
        choose: AskFolder,
        parent: QWidget | None = None,
        run: Run = on_a_thread,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.seen: Preflight | None = None
        self._offered = False
        self.exported: Exported | None = None
        self.place: Place | None = None
        self._stop = threading.Event()
        self.reader = ReceiptReader(session, self)
        self._build(find, choose, run)
        self._connect()
        around = parent.window().size() if parent else QSize(1320, 760)
        self.resize(int(around.width() * 0.94), int(around.height() * 0.94))
        self.start_over()

    def _build(self, find: Find, choose: AskFolder, run: Run) -> None:
        self.heading = QLabel()
        self.heading.setProperty("role", "head")
        self.find_page, self.look_page = FindStick(find, choose, run), LookAtLoad()
        self.work_page, self.done_page, self.failed_page = Working(), Done(), Failed()
        self.titles = {
            self.find_page: "第一步：找U盘",
            self.look_page: "第二步：看看带什么",
            self.work_page: "第三步：写到U盘",
            self.done_page: "核对页",
            self.failed_page: "没有完成",
        }
        self.pages = QStackedWidget()
        for page in self.titles:
            self.pages.addWidget(page)
        bar = self._bar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 20, 28, 20)
        layout.setSpacing(14)
        layout.addWidget(self.heading)
        layout.addWidget(self.pages, 1)
        layout.addLayout(bar)

    def _bar(self) -> QHBoxLayout:
        """Return the line of buttons; each step has a main one of its own."""
        self.back_button = QPushButton("‹ 重新选U盘(&B)")
        self.cancel_button = QPushButton("取消")
        self.next_button = QPushButton("下一步(&N) ›")
        self.write_button = QPushButton("导出(&W) ›")
        self.again_button = QPushButton("再试一次(&R)")
        self.finish_button = QPushButton("完成(&E)")
        self._main: dict[QWidget, QPushButton] = {
            self.find_page: self.next_button,
            self.look_page: self.write_button,
            self.failed_page: self.again_button,
            self.done_page: self.finish_button,
        }
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(self.back_button)
        bar.addStretch()
        bar.addWidget(self.cancel_button)
        for button in self._main.values():
            button.setProperty("role", "main")
            button.setAutoDefault(True)
            bar.addWidget(button)
        for button in (self.back_button, self.cancel_button):
            button.setAutoDefault(False)
        return bar

    def _connect(self) -> None:
        self.find_page.edited.connect(self.refresh)
        self.next_button.clicked.connect(self.check)
        self.look_page.full_asked.connect(self.check)
        self.look_page.asked_for.connect(self._leave_for)
        self.look_page.receipt_asked.connect(self.reader.read)
        self.reader.ended.connect(self.check)
        self.reader.asked_for.connect(self._leave_for)
        self.write_button.clicked.connect(self.write)
        self.back_button.clicked.connect(self.start_over)
        self.again_button.clicked.connect(self.start_over)
        self.finish_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self.reached.connect(self.work_page.show_stage)

    def start_over(self) -> None:
        """Go back to the stick; nothing that was found out counts any more."""
        self.seen = None
        self._stop.clear()
        self.look_page.start_over()
        self.find_page.start_over()
        self.go_to(self.find_page)

    def go_to(self, page: QWidget) -> None:
        """Show one of the steps."""
        self.pages.setCurrentWidget(page)
        self.heading.setText(self.titles[page])
        self.setWindowTitle(f"导出到U盘 · {self.titles[page]}")
        self.back_button.setVisible(page is self.look_page)
        self.cancel_button.setVisible(page is not self.done_page)
        self.cancel_button.setText("关闭" if page is self.failed_page else "取消")
        for one, button in self._main.items():
            button.setVisible(one is page)
        self.refresh()
        if page in self._main:
            self._main[page].setDefault(True)
            self._main[page].setFocus()
        else:
            self.cancel_button.setFocus()

    def refresh(self) -> None:
        """Let the person go on only where there is a way on."""
        self.next_button.setEnabled(self.find_page.chosen is not None)
        ready = self.seen is not None and self.seen.look.result.ok
        self.write_button.setEnabled(ready)
        if self.pages.currentWidget() is self.find_page:
            if self.find_page.chosen is None:
                self.find_page.focus()
            elif self.focusWidget() in (None, self.find_page.folder_button, self.cancel_button):
                self.next_button.setFocus()

    def check(self) -> None:
        """Find out what would go to the chosen place, on the worker."""
        place, full = self.find_page.chosen, self.look_page.wants_all
        if place is None:
            return
        self.place, session = place, self.session

        def task(progress: Progress) -> Preflight | Refusal | UserError:
            progress(0, 0, "正在清点要带的内容")
            try:
                with session.desk.again() as desk:
                    return preflight(desk, place.path, full=full)
            except UserError as error:
                return error

        session.jobs.start(task, "正在清点要带的内容", self, self.show_look)

    def show_look(self, result: Any) -> None:
        """Show what would go; what is wrong with the stick itself is said beside the sticks."""
        self.seen = result if isinstance(result, Preflight) else None
        if isinstance(result, UserError):
            self.find_page.show_problem(str(result))
            self.go_to(self.find_page)
        elif isinstance(result, Refusal):
            self.look_page.show_refusal(result)
            self.go_to(self.look_page)
            self.write_button.hide()
            self.look_page.way_button.setDefault(True)
            self.look_page.way_button.setFocus()
            self._offer(result.receipts)
        elif self.place:
            looking = self.pages.currentWidget() is self.look_page
            if not (result.look.result.ok or looking):
                self.find_page.show_problem(result.look.sentence)
                return
            self.look_page.show_load(result, self.place)
            self.go_to(self.look_page)
            if not result.look.result.ok:
                self.look_page.full.setFocus()
            self._offer(result.receipts)

    def _offer(self, unread: tuple[Path, ...]) -> None:
        """Put the cursor on the reading of a new receipt, once; after that it is not pressed on."""
        if unread and not self._offered:
            self._offered = True
            self.look_page.receipt_button.setFocus()

    def write(self) -> None:
        """Write the bundle, on the worker; it ends on one of the last two pages."""
        if self.seen is None or self.place is None:
            return
        session, to, full = self.session, self.place.path, self.look_page.wants_all
        stop, reached = self._stop, self.reached
        self.work_page.show_stage(0)
        self.go_to(self.work_page)

        def task(progress: Progress) -> Exported | Exception:
            def told(done: int, total: int, label: str) -> None:
                if stop.is_set():
                    raise Cancelled
                at = thousandths(done, total)
                reached.emit(stage_at(at))
                progress(at, SCALE, label)

            try:
                with session.desk.again() as desk:
                    return exporting.export(
                        desk, to, full=full, progress=told, cancelled=stop.is_set
                    )
            except Exception as error:
                return _said(error, to)

        session.jobs.start(task, "正在导出到U盘", self, self.show_result)

    def show_result(self, result: Any) -> None:
        """Show how the export ended."""
        if isinstance(result, Exported) and self.place:
            self.exported = result
            self.done_page.show_export(result, self.place, keys.reminder(self.session.desk))
            self.go_to(self.done_page)
            self.session.changed.emit()
            return
        if isinstance(result, Cancelled):
            self.failed_page.show_stopped()
        elif isinstance(result, UserError):
            self.failed_page.show_failure(str(result))
        else:
            self.failed_page.show_failure(BUG)
        self.go_to(self.failed_page)
        # A number may have been taken before the stick failed.
        self.session.changed.emit()
        if not isinstance(result, UserError | Cancelled):
            show_error(result, self)

    def reject(self) -> None:
        """Leave; while it writes, ask it to stop first."""
        if self.pages.currentWidget() is self.work_page:
            self._stop.set()
            self.work_page.show_stopping()
            return
        super().reject()

    def _leave_for(self, page: str) -> None:
        self.reject()
        self.asked_for.emit(page)


def _said(error: Exception, folder: Path) -> Exception:
    """Return an error with what a stick said of itself put into a sentence."""
    if isinstance(error, OSError):
        return UserError(sticks.sentence_of(error, folder))
    return error
