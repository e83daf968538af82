"""What is due as a list, and below it the chosen one with its source and what can be done."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from boardapp.core.obligations import Obligation, State
from boardapp.ui.tables.task_view import TaskView
from boardapp.ui.tables.tasks import Task, TasksTable
from boardapp.ui.tasks.words import WRITTEN, Deed, source_words


class DueList(QWidget):
    """The tasks, and the card of the chosen one.

    Signals: ``asked`` with an obligation and what to do about it; ``edit_asked``,
    ``waive_asked`` and ``forget_asked`` with the obligation.
    """

    asked = Signal(object, object)
    edit_asked = Signal(object)
    waive_asked = Signal(object)
    forget_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        self.view.done.connect(self.act)
        self.view.shown.connect(self.refresh)
        self.deed_button.clicked.connect(self.act_on_chosen)
        for button, signal in (
            (self.edit_button, self.edit_asked),
            (self.waive_button, self.waive_asked),
            (self.forget_button, self.forget_asked),
        ):
            button.clicked.connect(lambda _=False, one=signal: one.emit(self.chosen()))

    def _build(self) -> None:
        self.table = TasksTable(self)
        self.view = TaskView(self.table)
        self.empty = QLabel()
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.title, self.source = QLabel(), QLabel()
        self.title.setProperty("role", "strong")
        self.source.setProperty("role", "small")
        for label in (self.title, self.source):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.deed_button = QPushButton()
        self.deed_button.setProperty("role", "main")
        self.edit_button = QPushButton("修改草稿(&B)")
        self.waive_button = QPushButton("不适用(&N)…")
        self.waive_button.setToolTip("写明理由，这一项就不再算未完成")
        self.forget_button = QPushButton("删去事件(&X)…")
        self.forget_button.setProperty("role", "danger")
        self.card = QFrame()
        self.card.setProperty("role", "card")
        above = QHBoxLayout()
        above.setSpacing(10)
        above.addWidget(self.title, 1)
        for button in (
            self.forget_button,
            self.waive_button,
            self.edit_button,
            self.deed_button,
        ):
            above.addWidget(button)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(18, 10, 18, 12)
        inside.setSpacing(4)
        inside.addLayout(above)
        inside.addWidget(self.source)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.card)

    def show_tasks(self, tasks: Sequence[Task], today: date, nothing: str) -> None:
        """Show tasks and stay with the chosen one; ``nothing`` is said when there are none."""
        before = self.chosen()
        self.table.show_tasks(tasks, today)
        self.empty.setText(nothing)
        self.empty.setVisible(not tasks)
        self.view.setVisible(bool(tasks))
        self.view.fit()
        if tasks:
            self.go_to(before)
        self.refresh()

    def go_to(self, one: Obligation | None) -> None:
        """Turn to an obligation, or to the first that there is."""
        row = self.table.row_of(one.item.code, one.body.id, one.about) if one else -1
        self.view.choose(max(row, 0))

    def chosen(self) -> Obligation | None:
        """Return the obligation that is looked at."""
        task = self._task()
        return task.obligation if task else None

    def act(self, row: int) -> None:
        """Ask for the next deed of a row."""
        task = self.table.tasks[row]
        self.asked.emit(task.obligation, task.deed)

    def act_on_chosen(self) -> None:
        """Ask for the next deed of the chosen row."""
        task = self._task()
        if task:
            self.asked.emit(task.obligation, task.deed)

    def refresh(self) -> None:
        """Show the chosen one."""
        task = self._task()
        self.card.setVisible(task is not None)
        if task is None:
            return
        one = task.obligation
        self.title.setText(f"{one.item.title}　{one.label}")
        self.source.setText("\n".join(_told(one)))
        self.deed_button.setText(f"{task.deed.value}(&G)")
        written = one.item.composer in WRITTEN
        self.edit_button.setVisible(one.pending and written and task.deed is Deed.PUBLISH)
        self.waive_button.setVisible(one.pending and not one.item.zero)
        self.forget_button.setVisible(one.event is not None and not one.state.public)

    def _task(self) -> Task | None:
        row = self.view.currentIndex().row()
        return self.table.tasks[row] if 0 <= row < len(self.table.tasks) else None


def _told(one: Obligation) -> list[str]:
    """Say what the numbers of an obligation rest on."""
    if one.state is State.NOT_APPLICABLE:
        return [f"不适用：{one.reason}"]
    lines = [f"期限依据：{source_words(one.due_source)}"]
    if one.days:
        lines.append(f"张贴至少 {one.days} 天：{source_words(one.days_source)}")
    if not one.item.confirmed:
        lines.append(f"这一项的依据没有核对过原文：{one.item.note}")
    elif one.item.zero:
        lines.append("没有内容也要公布（零公开），不能登记为不适用。")
    return lines
