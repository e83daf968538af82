"""What every import has in common: choose a file, look at what was understood, take it in."""

from collections.abc import Callable, Sequence
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
from boardapp.core.finding import Finding
from boardapp.core.progress import Progress
from boardapp.services.desk import Desk
from boardapp.ui.session import Session
from boardapp.ui.widgets.form import Summary

CHOOSE, LOOK, DONE = range(3)
STEPS = ("选文件", "核对", "完成")
MOST = 4
"""How many problems the summary names one by one."""


class ImportSteps(QDialog):
    """Three steps in one dialog; nothing is written before 导入 is pressed.

    Whoever builds on it says what is imported in ``subject``, adds its three pages with
    ``add_steps``, and answers ``in_the_way``.
    """

    subject = ""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.heading = QLabel()
        self.heading.setProperty("role", "section")
        self.summary = Summary()
        self.pages = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(self.summary)
        layout.addWidget(self.pages, 1)
        layout.addLayout(self._buttons())
        self.cancel_button.clicked.connect(self.reject)
        # Most of the window it stands over, for tables; no more, so that the window stays in sight.
        around = parent.window().size() if parent else QSize(1320, 760)
        self.resize(int(around.width() * 0.94), int(around.height() * 0.94))

    def _buttons(self) -> QHBoxLayout:
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
        self.bar = QHBoxLayout()
        self.bar.setSpacing(10)
        self.bar.addWidget(self.back_button)
        self.bar.addWidget(self.reason, 1)
        for button in (self.cancel_button, self.take_button, self.finish_button):
            self.bar.addWidget(button)
        return self.bar

    def add_steps(self, choose: QWidget, look: QWidget, done: QWidget) -> None:
        """Add the page of each step."""
        for page in (choose, look, done):
            self.pages.addWidget(page)

    def show_step(self, page: QWidget) -> None:
        """Turn to the page of a step, with its buttons."""
        self.pages.setCurrentWidget(page)
        step = self.pages.currentIndex()
        self.heading.setText(f"导入{self.subject}：{STEPS[step]}")
        self.setWindowTitle(self.heading.text())
        self.back_button.setVisible(step == LOOK)
        self.cancel_button.setVisible(step != DONE)
        self.take_button.setVisible(step == LOOK)
        self.finish_button.setVisible(step == DONE)
        if step != CHOOSE:
            (self.take_button if step == LOOK else self.finish_button).setDefault(True)
        self.judge()

    def judge(self) -> None:
        """Say what still stands in the way, and offer 导入 when nothing does."""
        looking = self.pages.currentIndex() == LOOK
        reason = self.in_the_way() if looking else ""
        self.reason.setText(reason)
        self.take_button.setEnabled(looking and not reason)

    def in_the_way(self) -> str:
        """Return why nothing can be taken in yet, or an empty text."""
        return ""

    def on_worker(
        self, title: str, work: Callable[[Desk, Progress], Any], show: Callable[[Any], None]
    ) -> None:
        """Do long work on a desk of its own; ``show`` gets the result, or the UserError."""
        session = self.session

        def task(progress: Progress) -> Any:
            try:
                with session.desk.again() as desk:
                    return work(desk, progress)
            except UserError as error:
                return error

        session.jobs.start(task, title, self, show)

    def show_blocked(self, blocked: Sequence[Finding]) -> None:
        """Name the first things that must be put right, each to be gone to by its number."""
        must = {str(number): one.sentence for number, one in enumerate(blocked[:MOST])}
        if len(blocked) > MOST:
            must["more"] = f"……共 {len(blocked)} 处，都列在右边。"
        self.summary.show_problems(must)

    def show_problem(self, error: Exception) -> None:
        """Say in one sentence what went wrong."""
        self.summary.show_problems({"error": str(error)})
