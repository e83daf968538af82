"""One editor for each kind of field on a card; all of them hold the text that a person writes."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from boardapp.core.registers.fields import CardField, Kind
from boardapp.core.registers.typed import parse
from boardapp.core.registers.values import shown
from boardapp.ui.registers.plan_edit import PlanEdit
from boardapp.ui.widgets.choice import Choice

Codes = Callable[[], list[tuple[str, str]]]
"""Returns number and name of each card that a link may name."""

LONG = 500
"""A text that may be this long gets several lines."""

_GAP = "　"
"""Between number and name in a link; no number holds it, as blanks are evened out on keeping."""

_EXAMPLES = {Kind.DATE: "2026-10-08", Kind.MONEY: "0.00", Kind.PERCENT: "5%"}


class Editor(Protocol):
    """What holds the text of one field, whatever it looks like."""

    def text(self) -> str:
        """Return what stands in it."""

    def show_text(self, text: str) -> None:
        """Show other text."""


class LineField(QLineEdit):
    """One line; what can be read is shown the usual way once a person leaves it.

    Signals: ``left`` after a person has left the field.
    """

    left = Signal()

    def __init__(self, field: CardField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setPlaceholderText(_EXAMPLES.get(field.kind, ""))
        if field.kind in (Kind.MONEY, Kind.AREA, Kind.QUANTITY, Kind.INTEGER):
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self._leave)
        self.returnPressed.connect(self.focusNextChild)

    def show_text(self, text: str) -> None:
        """Show other text from its beginning."""
        self.setText(text)
        self.setCursorPosition(0)

    def _leave(self) -> None:
        try:
            usual = shown(self._field, parse(self._field, self.text()))
        except ValueError:
            usual = self.text()
        if usual != self.text():
            self.setText(usual)
        self.left.emit()


class DateField(QWidget):
    """A day, typed or picked from a calendar; empty while nobody knows it.

    Signals: ``left`` after a person has left the field or picked a day.
    """

    left = Signal()

    def __init__(self, field: CardField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = LineField(field)
        self.button = QPushButton("历")
        self.button.setAccessibleName(f"从日历选{field.title}")
        self.button.setToolTip("从日历选")
        self.button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.line)
        self.line.left.connect(self.left)
        self.button.clicked.connect(self.pick)

    def text(self) -> str:
        """Return what stands in it."""
        return self.line.text()

    def show_text(self, text: str) -> None:
        """Show other text."""
        self.line.show_text(text)

    def pick(self) -> None:
        """Open a calendar below the field."""
        self.calendar = QCalendarWidget(self)
        self.calendar.setWindowFlag(Qt.WindowType.Popup)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        try:
            day = date.fromisoformat(self.text())
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        except ValueError:
            pass
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)
        self.calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self.calendar.show()

    def _take(self, day: QDate) -> None:
        self.line.show_text(date(day.year(), day.month(), day.day()).isoformat())
        self.calendar.close()
        self.line.setFocus()
        self.left.emit()


class TextField(QPlainTextEdit):
    """A longer text; Tab leaves it.

    Signals: ``left`` after a person has changed it.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(round(3.6 * self.fontMetrics().lineSpacing()))
        self.textChanged.connect(self.left)

    def text(self) -> str:
        """Return what stands in it."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show other text."""
        self.setPlainText(text)


class ChoiceField(Choice):
    """A closed list, by its words.

    Signals: ``left`` after a person has chosen.
    """

    left = Signal()

    def __init__(self, field: CardField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItem("请选择" if field.required else "（不填）", "")
        for word in field.words:
            self.addItem(word, word)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.activated.connect(self.left)

    def text(self) -> str:
        """Return the chosen word."""
        return str(self.currentData() or "")

    def show_text(self, text: str) -> None:
        """Choose a word."""
        self.setCurrentIndex(max(0, self.findData(text)))


class LinkField(QComboBox):
    """Another card, by its number: from the list, or by typing a part of number or name.

    Signals: ``left`` after a person has chosen or left the field.
    """

    left = Signal()

    def __init__(self, codes: Codes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = codes
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText("不填，或输入编号、名称的一部分")
        line.editingFinished.connect(self.left)
        self.activated.connect(self.left)

    def text(self) -> str:
        """Return the number of the card that is named, or what was typed."""
        return self.currentText().partition(_GAP)[0].strip()

    def show_text(self, text: str) -> None:
        """Show a number with its name, and offer every card there is."""
        self.clear()
        self.addItem("")
        self.addItems([f"{code}{_GAP}{name}" for code, name in self._codes()])
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.setCurrentIndex(max(0, self.findText(f"{text}{_GAP}", Qt.MatchFlag.MatchStartsWith)))
        if not text:
            self.clearEditText()
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()


AnyEditor = LineField | DateField | TextField | ChoiceField | LinkField | PlanEdit


def editor_for(field: CardField, codes: Codes) -> AnyEditor:
    """Return the editor that suits a field."""
    if field.kind is Kind.CHOICE:
        return ChoiceField(field)
    if field.kind is Kind.DATE:
        return DateField(field)
    if field.kind is Kind.LINK:
        return LinkField(codes)
    if field.kind is Kind.PAYMENTS:
        return PlanEdit()
    return TextField() if field.longest >= LONG else LineField(field)
