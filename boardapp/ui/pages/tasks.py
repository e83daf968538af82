"""本月任务: what is due, by when, where each item stands, and the draft of the one at work."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.errors import UserError
from boardapp.core.obligations import (
    Obligation,
    Situation,
    about,
    due_by,
    vanished,
    year_view,
)
from boardapp.core.period import Period
from boardapp.core.village import Body
from boardapp.services import obligations as service
from boardapp.services.ledger import months_held
from boardapp.services.village import the_village
from boardapp.ui.dialogs.event import EventDialog
from boardapp.ui.dialogs.message import Confirm, ask
from boardapp.ui.dialogs.unsaved import AskUnsaved, ask_unsaved
from boardapp.ui.dialogs.waiver import WaiverDialog
from boardapp.ui.errors import show_error
from boardapp.ui.session import Freshness, Session
from boardapp.ui.tables.tasks import Task
from boardapp.ui.tasks.bar import ALL, DAY, LATE, PERIOD, YEAR, TasksBar
from boardapp.ui.tasks.due_list import DueList
from boardapp.ui.tasks.editor import DraftEditor
from boardapp.ui.tasks.words import Deed, gone_words, in_order, month_shown, next_deed
from boardapp.ui.tasks.year_grid import YearGrid
from boardapp.ui.widgets.note import Note

OVERDUE, WRITE = "overdue", "write"
"""The parts of this page that show what is late, and the draft of what the preview shows."""


class TasksPage(QWidget):
    """The list, the year, and the editor in their place.

    Signals: ``asked_for`` with the page to turn to.
    """

    asked_for = Signal(str)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        confirm: Confirm = ask,
        unsaved: AskUnsaved = ask_unsaved,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._confirm = confirm
        self.editor = DraftEditor(session, ask=unsaved)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.bar = TasksBar(self.session.desk.today)
        self.gone = QFrame()
        self.gone.setProperty("role", "next")
        self.gone_words = QLabel()
        self.gone_words.setWordWrap(True)
        inside = QVBoxLayout(self.gone)
        inside.setContentsMargins(18, 8, 18, 8)
        inside.addWidget(self.gone_words)
        self.note = Note()
        self.note.say("")
        self.list, self.grid = DueList(), YearGrid()
        self.shown = QStackedWidget()
        self.shown.addWidget(self.list)
        self.shown.addWidget(self.grid)
        overview = QWidget()
        column = QVBoxLayout(overview)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.bar)
        column.addWidget(self.gone)
        column.addWidget(self.note)
        column.addWidget(self.shown, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(overview)
        self.stack.addWidget(self.editor)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.stack)

    def _connect(self) -> None:
        self.bar.changed.connect(self.reload)
        self.bar.event_asked.connect(self.enter_event)
        self.list.asked.connect(self.act)
        self.list.edit_asked.connect(self.write)
        self.list.waive_asked.connect(self.waive)
        self.list.forget_asked.connect(self.forget)
        self.grid.opened.connect(self.open_month)
        self.editor.left.connect(self.show_list)
        self.editor.preview_asked.connect(self.preview)
        Freshness(self, self.session, self.reload)

    def show_part(self, part: str) -> None:
        """Show what is late by today, what is due about the period, or the chosen draft."""
        if part == WRITE:
            self._write_chosen()
            return
        self.stack.setCurrentIndex(1 if self.editor.dirty else 0)
        late = part == OVERDUE
        self.turn(DAY if late else PERIOD, LATE if late else ALL)

    def turn(self, view: int, states: int = ALL) -> None:
        """Turn to one of the three views."""
        self.note.say("")
        self.bar.choose(view, states)
        self.reload()

    def reload(self) -> None:
        """Show where everything stands."""
        session, view = self.session, self.bar.view
        now = service.situation(session.desk)
        self.bar.show_period(session.period)
        self.shown.setCurrentWidget(self.grid if view == YEAR else self.list)
        gone = vanished(now, session.period) if view == PERIOD else ()
        self.gone.setVisible(bool(gone))
        self.gone_words.setText(gone_words(gone))
        if view == YEAR:
            self._show_year(now)
        else:
            self._show_list(now, by_day=view == DAY)
        self.editor.reload()

    def act(self, one: Obligation, deed: Deed) -> None:
        """Do the next deed of an obligation, or turn to where it is done."""
        if deed is Deed.WRITE:
            self.write(one)
        elif deed is Deed.APPLY:
            self.apply(one)
        elif deed is Deed.REGISTER:
            self._turn_window(one)
            self.asked_for.emit("ledger")
        else:
            self.preview(one)

    def write(self, one: Obligation) -> None:
        """Open the draft of an obligation."""
        self.note.say("")
        self.editor.open(one)
        if self.editor.same(one):
            self.stack.setCurrentWidget(self.editor)
            self.editor.begin()

    def show_list(self) -> None:
        """Come back from the editor."""
        self.stack.setCurrentIndex(0)
        self.list.view.setFocus()

    def preview(self, one: Obligation) -> None:
        """Turn to the notice of an obligation."""
        self.stack.setCurrentIndex(0)
        self._turn_window(one)
        self.asked_for.emit("preview")

    def enter_event(self) -> None:
        """Open the form for an event, and turn to what it makes due."""
        self.entering = EventDialog(self.session, self)
        self.entering.accepted.connect(self._show_event)
        self.entering.open()

    def waive(self, one: Obligation) -> None:
        """Open the form for what does not apply."""
        self.waiving = WaiverDialog(self.session, one, self)
        self.waiving.accepted.connect(
            lambda: self.note.say(f"✓ “{one.item.title}”已登记为不适用。")
        )
        self.waiving.open()

    def apply(self, one: Obligation) -> None:
        """Take back that an item does not apply, after asking."""
        sentence = f"“{one.item.title}”原来的理由是：{one.reason}。改回后重新算入要公开的事项。"
        if not self._confirm(self, "改为适用？", sentence, "改为适用"):
            return
        desk = self.session.desk
        try:
            for said in service.situation(desk).waived:
                if said.covers(one.item.code, one.body.id, one.about):
                    service.take_back_waiver(desk, said.item, said.body, said.about)
        except UserError as error:
            show_error(error, self)
        self.session.changed.emit()

    def forget(self, one: Obligation) -> None:
        """Take an event out, after asking."""
        if one.event is None:
            return
        sentence = f"“{one.event.title}”和它要公开的任务将删去。登记错了才删；事情办完了不用删。"
        if not self._confirm(self, "删去这件事？", sentence, "删去"):
            return
        try:
            service.forget_event(self.session.desk, one.event.id)
        except UserError as error:
            show_error(error, self)
        self.session.changed.emit()

    def open_month(self, month: int, one: Obligation | None) -> None:
        """Turn from the year to one of its months, and to an item in it."""
        self.bar.choose(PERIOD)
        self.session.show_period(Period(self.session.period.year, month))
        self.list.go_to(one)
        self.list.view.setFocus()

    def closing(self) -> bool:
        """Ask about a draft that is not kept before the window goes; false to stay."""
        return self.editor.let_go()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the window, so that closing it loses no draft."""
        super().showEvent(event)
        self.window().removeEventFilter(self)
        self.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the window open while a person wants to stay with her draft."""
        if event.type() is QEvent.Type.Close and not self.closing():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _show_list(self, now: Situation, *, by_day: bool) -> None:
        session = self.session
        found = due_by(now, self.bar.day.day()) if by_day else about(now, session.period)
        if by_day:
            found = tuple(one for one in found if one.pending)
        shown = in_order(self.bar.filtered(found))
        held = months_held(session.desk.db, session.book.id)
        tasks = [Task(one, self._short(one.body), next_deed(one, held)) for one in shown]
        self.list.show_tasks(tasks, session.desk.today, self._nothing(found))

    def _show_year(self, now: Situation) -> None:
        period = self.session.period
        wanted = self.bar.classes.currentData()
        rows = [
            row
            for row in year_view(now, period.year)
            if wanted in (None, row.item.item_class) and any(row.months)
        ]
        self.grid.show_year(rows, self._short, period.last_day.month)

    def _nothing(self, found: Sequence[Obligation]) -> str:
        """Say why the list is empty."""
        if found:
            return "没有符合条件的事项。把上面的条件改成“全部”“各类”就都看得到。"
        if self.bar.view == DAY:
            return "✓ 到这一天为止，要公开的都公开了。"
        return "这一期没有要公开的事项。"

    def _short(self, body: Body) -> str:
        """Return the name of a body without the village's."""
        village = the_village(self.session.desk).name
        return body.name.removeprefix(village) or body.name

    def _turn_window(self, one: Obligation) -> None:
        session = self.session
        period = month_shown(one, session.period)
        session.show_posting(period, one.body, one.item.code, one.about)

    def _write_chosen(self) -> None:
        session = self.session
        for one in about(service.situation(session.desk), session.period):
            key = (one.item.code, one.about)
            if key == session.chosen and one.body.id == session.body.id and one.pending:
                self.write(one)
                return
        self.turn(PERIOD)

    def _show_event(self) -> None:
        """Turn to the month of an event that was just entered."""
        event = self.entering.event_kept
        if event is None:
            return
        self.bar.choose(PERIOD)
        period = self.session.period
        if not period.holds(event.happened_on):
            self.session.show_period(Period.month_of(event.happened_on))
        self.reload()
        for row, task in enumerate(self.list.table.tasks):
            if task.obligation.about == event.id:
                self.list.view.choose(row)
                break
        self.list.view.setFocus()
        self.note.say(f"✓ 已登记：{event.title}。")
