"""The buttons above the tasks: which view, which of them, and entering an event."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QWidget

from boardapp.core.disclosure import ItemClass
from boardapp.core.obligations import Obligation, State
from boardapp.core.period import Period
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.day_edit import DayEdit

PERIOD, DAY, YEAR = range(3)
"""The three views, by the number of their button."""

ALL, OPEN, LATE = range(3)
"""The three choices of states, by their place."""

STATES: dict[str, frozenset[State]] = {
    "全部": frozenset(State),
    "未完成": frozenset({State.OVERDUE, State.NOT_BEGUN, State.DRAFT}),
    "逾期": frozenset({State.OVERDUE}),
}


class TasksBar(QWidget):
    """Views at the left, filters at the right.

    Signals: ``changed`` when a person chooses otherwise, ``event_asked`` to enter an event.
    """

    changed = Signal()
    event_asked = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        self.day.show_day(today)
        self.views.idClicked.connect(self.changed)
        self.day.dateChanged.connect(self.changed)
        self.states.activated.connect(self.changed)
        self.classes.activated.connect(self.changed)
        self.event_button.clicked.connect(self.event_asked)

    def _build(self) -> None:
        self.views = QButtonGroup(self)
        self.buttons = [QPushButton(), QPushButton("到某日(&D)"), QPushButton("全年(&Y)")]
        self.day = DayEdit()
        self.day.setAccessibleName("到哪一天")
        self.day.hide()
        self.states, self.classes = Choice(), Choice()
        self.states.setAccessibleName("状态")
        self.classes.setAccessibleName("类别")
        for combo in (self.states, self.classes):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for word in STATES:
            self.states.addItem(word)
        self.classes.addItem("各类", None)
        for one in ItemClass:
            self.classes.addItem(one.word, one)
        self.event_button = QPushButton("登记事件(&E)…")
        self.event_button.setToolTip("发生了要随时公开的事，例如招标、开工、验收")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for number, button in enumerate(self.buttons):
            button.setCheckable(True)
            self.views.addButton(button, number)
            row.addWidget(button)
        row.addWidget(self.day)
        row.addStretch()
        for widget in (self.states, self.classes, self.event_button):
            row.addWidget(widget)
        self.buttons[PERIOD].setChecked(True)

    @property
    def view(self) -> int:
        """The chosen view."""
        return self.views.checkedId()

    def choose(self, view: int, states: int = ALL) -> None:
        """Choose a view and which states it shows, of every class."""
        self.buttons[view].setChecked(True)
        self.states.setCurrentIndex(states)
        self.classes.setCurrentIndex(0)

    def show_period(self, period: Period) -> None:
        """Show what belongs to the chosen view."""
        self.buttons[PERIOD].setText(f"本{period.cycle.word}(&B)")
        shown = {
            self.day: self.view == DAY,
            self.states: self.view != YEAR,
            self.event_button: self.view != DAY,
        }
        # What goes goes first: with all of them in sight the window would grow.
        for widget, wanted in sorted(shown.items(), key=lambda pair: pair[1]):
            widget.setVisible(wanted)

    def filtered(self, found: Sequence[Obligation]) -> list[Obligation]:
        """Return the obligations that are wanted, and count each kind in the choices."""
        item_class = self.classes.currentData()
        some = [one for one in found if item_class in (None, one.item.item_class)]
        for place, (word, states) in enumerate(STATES.items()):
            self.states.setItemText(place, f"{word} {sum(one.state in states for one in some)}")
        wanted = list(STATES.values())[self.states.currentIndex()]
        return [one for one in some if one.state in wanted]
