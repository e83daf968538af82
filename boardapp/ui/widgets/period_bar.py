"""The top of the window: which period and which body is on screen, and how to turn to another."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QWidget

from boardapp.core.period import Cycle
from boardapp.store import villages
from boardapp.ui.session import Session
from boardapp.ui.theme import TypeSize
from boardapp.ui.widgets.choice import Choice

CYCLES = {
    Cycle.MONTH: ("按月公开", "上月", "下月"),
    Cycle.QUARTER: ("按季公开", "上季", "下季"),
    Cycle.HALF: ("按半年公开", "上个半年", "下个半年"),
    Cycle.YEAR: ("按年公开", "上年", "下年"),
}

GAP = 12


class PeriodBar(QWidget):
    """Period, body and size of type, each one step away.

    Signals: ``size_asked`` when the person wants the next size of type.
    """

    size_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.title = QLabel()
        self.title.setProperty("role", "head")
        self.bodies = Choice()
        self.bodies.setAccessibleName("公开主体")
        self.bodies.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.cycles = Choice()
        self.cycles.setAccessibleName("公开周期")
        self.cycles.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for cycle, (word, _, _) in CYCLES.items():
            self.cycles.addItem(word, cycle)
        self.back_button = QPushButton()
        self.back_button.setShortcut("Ctrl+PgUp")
        self.forward_button = QPushButton()
        self.forward_button.setShortcut("Ctrl+PgDown")
        self.size_button = QPushButton()
        self.size_button.setToolTip("换一种字号：标准、大、特大（Alt+Z）")
        self._row = (self.cycles, self.back_button, self.forward_button, self.size_button)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        self._grid.addWidget(self.title, 0, 0)
        for place, widget in enumerate(self._row):
            self._grid.addWidget(widget, 0, 3 + place)
        self._grid.addWidget(self.bodies, 0, 1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.go_back)
        self.forward_button.clicked.connect(self.go_forward)
        self.size_button.clicked.connect(self.size_asked)
        self.cycles.activated.connect(self.choose_cycle)
        self.bodies.activated.connect(self.choose_body)
        self.session.changed.connect(self.reload)

    def reload(self) -> None:
        """Show the session's period and body."""
        period = self.session.period
        self.title.setText(period.label)
        _, back, forward = CYCLES[period.cycle]
        # Setting the text of a button takes its shortcut away: Qt looks for a new mnemonic.
        for button, text, keys in (
            (self.back_button, f"‹ {back}", "Ctrl+PgUp"),
            (self.forward_button, f"{forward} ›", "Ctrl+PgDown"),
        ):
            button.setText(text)
            button.setShortcut(keys)
            button.setToolTip(f"{text.strip('‹› ')}（{keys}）")
        self.cycles.setCurrentIndex(list(CYCLES).index(period.cycle))
        self._show_bodies()

    def show_size(self, size: TypeSize) -> None:
        """Show which size of type is on."""
        self.size_button.setText(f"字号 {size.value}(&Z)")

    def go_back(self) -> None:
        """Turn to the period before."""
        self.session.show_period(self.session.period.previous())

    def go_forward(self) -> None:
        """Turn to the period after."""
        self.session.show_period(self.session.period.next())

    def choose_cycle(self, index: int) -> None:
        """Turn to periods of another length."""
        self.session.show_cycle(list(CYCLES)[index])

    def choose_body(self, index: int) -> None:
        """Turn to another body."""
        self.session.show_body(self.bodies.itemData(index))

    def _show_bodies(self) -> None:
        held, chosen = villages.bodies(self.session.desk.db), self.session.body
        self.bodies.clear()
        for body in held:
            self.bodies.addItem(body.name, body)
        self.bodies.setCurrentIndex(max(0, self.bodies.findText(chosen.name)))
        self.bodies.setVisible(len(held) > 1)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the bodies a line of their own where one line is too short."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the line without the bodies: they can have their own."""
        return QSize(_width(self.title, *self._row), super().minimumSizeHint().height())

    def _arrange(self) -> None:
        own_line = _width(self.title, self.bodies, *self._row) > self.width()
        self._grid.removeWidget(self.bodies)
        if own_line:
            self._grid.addWidget(self.bodies, 1, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(self.bodies, 0, 1)


def _width(*parts: QWidget) -> int:
    return sum(one.sizeHint().width() for one in parts) + len(parts) * GAP
