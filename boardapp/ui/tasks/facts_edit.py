"""The facts of a sheet being written: a form with one field for each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from boardapp.ui.widgets.form import Form, Problems

_LONG = ("内容", "情况", "结果", "提议", "商议", "审议")
"""Facts whose names end so are told in sentences."""
Field = QLineEdit | QPlainTextEdit


class FactsEdit(QScrollArea):
    """A form that scrolls.

    Signals: ``edited`` after each change.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names: tuple[str, ...] = ()
        self.fields: dict[str, Field] = {}
        self._wrong: dict[str, str] = {}
        self.form = Form(self.problems)

    def show_facts(self, names: Sequence[str], facts: Sequence[tuple[str, str]]) -> None:
        """Show the facts of another sheet."""
        held = dict(facts)
        if tuple(names) != self.names:
            self._build(tuple(names))
        for name, field in self.fields.items():
            field.blockSignals(True)
            if isinstance(field, QLineEdit):
                field.setText(held.get(name, ""))
            else:
                field.setPlainText(held.get(name, ""))
            field.blockSignals(False)
        self._wrong = {}
        self.form.forget()

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return the facts that are filled in."""
        texts = ((name, _text(field)) for name, field in self.fields.items())
        return tuple((name, text) for name, text in texts if text)

    def show_problems(self, wrong: dict[str, str]) -> None:
        """Say what is wrong, a sentence for each fact, beside the fields that were left."""
        self._wrong = wrong
        self.form.refresh()

    def problems(self) -> Problems:
        """Return what is wrong, in the order of the form."""
        return {name: self._wrong[name] for name in self.names if name in self._wrong}

    def _build(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.form = Form(self.problems)
        self.fields = {}
        for place, name in enumerate(names):
            field: Field = QPlainTextEdit() if name.endswith(_LONG) else QLineEdit()
            if isinstance(field, QPlainTextEdit):
                field.setTabChangesFocus(True)
                field.setFixedHeight(3 * self.fontMetrics().lineSpacing() + 24)
            field.textChanged.connect(self.edited)
            self.fields[name] = field
            star = " *" if place == 0 else ""
            self.form.add(name, f"{name}{star}", field, _hint(name))
        ground = QWidget()
        ground.setObjectName("ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 14, 0)
        column.addWidget(self.form)
        column.addStretch()
        self.setWidget(ground)


def _text(field: Field) -> str:
    return (field.text() if isinstance(field, QLineEdit) else field.toPlainText()).strip()


def _hint(name: str) -> str:
    if name.endswith("日期"):
        return "写成 2026-10-08"
    if name.endswith("金额"):
        return "单位：元"
    return ""
