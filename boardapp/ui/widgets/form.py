"""Label, field and hint in one rhythm; what is wrong stands on top and beside the field."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

Problems = Mapping[str, str]
"""What is wrong, a sentence under the key of its field, in the order of the form."""


def no_problems() -> Problems:
    """Return no problem, for a form that cannot be wrong."""
    return {}


class Summary(QFrame):
    """The list of what is wrong; pressing a line goes to its field."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "problems")
        self.links: dict[str, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 12, 18, 12)
        self._column.setSpacing(4)
        heading = QLabel("请先改正：")
        heading.setProperty("role", "wrong")
        self._column.addWidget(heading)
        self.hide()

    def show_problems(self, problems: Problems) -> None:
        """Show the sentences, or nothing at all."""
        for link in self.links.values():
            self._column.removeWidget(link)
            link.deleteLater()
        self.links = {}
        for key, sentence in problems.items():
            link = QPushButton(sentence)
            link.setProperty("role", "link")
            link.setObjectName(key)
            link.clicked.connect(self._choose)
            self.links[key] = link
            self._column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(problems))

    def _choose(self) -> None:
        sender = self.sender()
        if sender:
            self.chosen.emit(sender.objectName())


class Form(QWidget):
    """Fields below one another; ``problems`` says what is wrong with them as they stand.

    While a person types only the fields that she has left are judged; ``check`` judges all.
    Signals: ``edited`` after each change of a field.
    """

    edited = Signal()

    def __init__(
        self, problems: Callable[[], Problems] = no_problems, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._problems = problems
        self.fields: dict[str, QWidget] = {}
        self.wrongs: dict[str, QLabel] = {}
        self._left: set[str] = set()
        self.summary = Summary()
        self.summary.chosen.connect(self.go_to)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.summary)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def add(self, key: str, label: str, field: QWidget, hint: str = "") -> None:
        """Add a field under a label, with a hint between the two."""
        self._column.addSpacing(10)
        name = QLabel(label)
        name.setProperty("role", "strong")
        name.setBuddy(field)
        self._column.addWidget(name)
        field.setAccessibleName(label.replace("&", ""))
        if hint:
            told = QLabel(hint)
            told.setProperty("role", "small")
            told.setWordWrap(True)
            self._column.addWidget(told)
            field.setAccessibleDescription(hint)
        wrong = QLabel()
        wrong.setProperty("role", "wrong")
        wrong.setWordWrap(True)
        wrong.hide()
        self._column.addWidget(wrong)
        self._column.addWidget(field)
        self.fields[key], self.wrongs[key] = field, wrong
        for name_ in ("editingFinished", "activated", "toggled"):
            signal = getattr(field, name_, None)
            if signal is not None:
                field.setObjectName(key)
                signal.connect(self._leave)
                break

    def add_widget(self, widget: QWidget) -> None:
        """Add something that is no field."""
        self._column.addSpacing(10)
        self._column.addWidget(widget)

    def refresh(self) -> None:
        """Judge the fields that the person has left, and no longer those that she put right."""
        problems = self._problems()
        seen = {key: text for key, text in problems.items() if key in self._left}
        self._show_beside(seen)
        if not self.summary.isHidden():
            self.summary.show_problems(problems)

    def check(self) -> bool:
        """Judge every field; on a problem show all of them, go to the first and return false."""
        problems = self._problems()
        self._left |= set(self.fields)
        self.show_problems(problems)
        if problems:
            self.go_to(next(iter(problems)))
        return not problems

    def show_problems(self, problems: Problems) -> None:
        """Show the sentences on top and beside their fields."""
        self.summary.show_problems(problems)
        self._show_beside(problems)

    def forget(self) -> None:
        """Judge nothing: the fields were filled afresh."""
        self._left.clear()
        self.show_problems({})

    def go_to(self, key: str) -> None:
        """Put the cursor in a field."""
        field = self.fields.get(key)
        if field is None:
            return
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(field, 0, field.height() * 3)

    def _leave(self) -> None:
        sender = self.sender()
        if sender:
            self._left.add(sender.objectName())
        self.refresh()
        self.edited.emit()

    def _show_beside(self, problems: Problems) -> None:
        for key, label in self.wrongs.items():
            sentence = problems.get(key, "")
            label.setText(f"✗ {sentence}" if sentence else "")
            label.setVisible(bool(sentence))
            field = self.fields[key]
            if field.property("wrong") != bool(sentence):
                field.setProperty("wrong", bool(sentence))
                field.style().unpolish(field)
                field.style().polish(field)
