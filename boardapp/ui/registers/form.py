"""The fields of one card, laid out from the one description that templates and checks share."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from boardapp.core.finding import Finding, Level
from boardapp.core.registers.fields import CardField, Kind, fields_of
from boardapp.ui.registers.editors import LONG, AnyEditor, Codes, DateField, editor_for
from boardapp.ui.theme import COLOURS, Scale
from boardapp.ui.widgets.form import Summary

Judge = Callable[[Mapping[str, str]], Sequence[Finding]]
"""Says what is wrong with a card once the texts a person changed are put on it, by field key."""

_NARROWEST = 17
"""The least width of a column, in heights of plain text."""

_MOST_COLUMNS = 3
_MARKS = {Level.MUST: "✗ ", Level.VERIFY: "▲ 请核实：", Level.HINT: "● 提示："}
_INKS = {Level.MUST: "red", Level.VERIFY: "amber", Level.HINT: "soft"}


class Block(QWidget):
    """One field under its name and its hint, with what is wrong between the two."""

    def __init__(self, field: CardField, editor: AnyEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.editor = field, editor
        star = " <span>★</span>" if field.required else ""
        size = Scale(self.font().pixelSize()).lengths["small"]
        style = f"font-size: {size}px; color: {COLOURS['soft']}"
        hint = f" <span style='{style}'>{field.hint}</span>" if field.hint else ""
        name = QLabel(f"<b>{field.title}</b>{star}{hint}")
        name.setWordWrap(True)
        name.setBuddy(editor)
        editor.setAccessibleName(f"{field.title}{'（必填）' if field.required else ''}")
        editor.setAccessibleDescription(field.hint)
        self.wrong = QLabel()
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addStretch()
        column.addWidget(name)
        column.addWidget(self.wrong)
        column.addWidget(editor)

    @property
    def wide(self) -> bool:
        """Whether it takes a whole row."""
        return self.field.kind is Kind.PAYMENTS or self.field.longest >= LONG

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say what is wrong with the field, the gravest first, or nothing."""
        order = list(Level)
        told = sorted(findings, key=lambda one: order.index(one.level))
        self.wrong.setText("\n".join(f"{_MARKS[one.level]}{one.sentence}" for one in told))
        self.wrong.setVisible(bool(told))
        if told:
            ink = COLOURS[_INKS[told[0].level]]
            self.wrong.setStyleSheet(f"color: {ink}; font-weight: bold;")
        wrong = any(one.level is Level.MUST for one in told)
        edit = self.editor.line if isinstance(self.editor, DateField) else self.editor
        if bool(edit.property("wrong")) != wrong:
            edit.setProperty("wrong", wrong)
            edit.style().unpolish(edit)
            edit.style().polish(edit)


class CardForm(QScrollArea):
    """As many columns of fields as there is room for, judged as a person leaves each.

    What must be put right is listed on top once saving was tried; what is to be verified stands
    beside its field only. Signals: ``edited`` after a person has left a field.
    """

    edited = Signal()

    def __init__(
        self, card: type, judge: Judge, codes: Mapping[str, Codes], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._judge = judge
        self._left: set[str] = set()
        self._loaded: dict[str, str] = {}
        self._columns = 0
        self.blocks: dict[str, Block] = {}
        for field in fields_of(card):
            editor = editor_for(field, codes.get(field.link, list))
            editor.setObjectName(field.key)
            self.blocks[field.key] = Block(field, editor)
        self._build()
        for block in self.blocks.values():
            block.editor.left.connect(self._leave)

    def _build(self) -> None:
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = QWidget()
        ground.setObjectName("ground")
        self.summary = Summary()
        self.summary.chosen.connect(self.go_to)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("role", "strong")
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(22)
        self.grid.setVerticalSpacing(12)
        column = QVBoxLayout(ground)
        column.setContentsMargins(16, 10, 16, 16)
        column.setSpacing(10)
        column.addWidget(self.told)
        column.addWidget(self.summary)
        column.addLayout(self.grid)
        column.addStretch()
        self.setWidget(ground)
        self._lay_out(2)

    def texts(self) -> dict[str, str]:
        """Return what stands in every field."""
        return {key: block.editor.text() for key, block in self.blocks.items()}

    def changed_texts(self) -> dict[str, str]:
        """Return what a person has changed since the card was shown."""
        return {key: text for key, text in self.texts().items() if text != self._loaded.get(key)}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Show a card's fields afresh, and judge only what is to be verified about them."""
        for key, block in self.blocks.items():
            block.editor.blockSignals(True)
            block.editor.show_text(texts.get(key, ""))
            block.editor.blockSignals(False)
        self._loaded = self.texts()
        self._left.clear()
        self.summary.show_problems({})
        self.refresh()

    def put(self, texts: Mapping[str, str]) -> None:
        """Put texts into fields as if a person had typed them."""
        for key, text in texts.items():
            self.blocks[key].editor.show_text(text)
        if texts:
            self.refresh()

    def refresh(self) -> None:
        """Judge what must be right in the fields that were left, and what is doubtful in all."""
        findings = self._judge(self.changed_texts())
        self._show_beside(
            [one for one in findings if one.level is not Level.MUST or one.where in self._left]
        )
        if not self.summary.isHidden():
            self._show_summary(findings)

    def check(self) -> bool:
        """Judge every field; where one must be put right list them all and return false.

        The cursor stands on the first line of the list, and Enter leads to its field.
        """
        findings = self._judge(self.changed_texts())
        self._left |= set(self.blocks)
        self._show_beside(findings)
        self._show_summary(findings)
        links = list(self.summary.links.values())
        if links:
            self.verticalScrollBar().setValue(0)
            links[0].setFocus()
        return not links

    def go_to(self, key: str) -> None:
        """Put the cursor in a field."""
        block = self.blocks.get(key)
        if block:
            block.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(block, 0, 8)

    def say(self, words: str) -> None:
        """Say above the fields what is computed from them."""
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room for as many columns as it holds."""
        super().resizeEvent(event)
        room = self.viewport().width() // (_NARROWEST * self.fontMetrics().height())
        self._lay_out(min(_MOST_COLUMNS, max(1, room)))

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        for number in range(self._columns):
            self.grid.setColumnStretch(number, 0)
        self._columns = columns
        row = place = 0
        for block in self.blocks.values():
            self.grid.removeWidget(block)
            if block.wide and place:
                row, place = row + 1, 0
            self.grid.addWidget(block, row, place, 1, columns if block.wide else 1)
            place = columns if block.wide else place + 1
            if place >= columns:
                row, place = row + 1, 0
        for number in range(columns):
            self.grid.setColumnStretch(number, 1)

    def _leave(self) -> None:
        sender = self.sender()
        if sender:
            self._left.add(sender.objectName())
        self.refresh()
        self.edited.emit()

    def _show_beside(self, findings: Sequence[Finding]) -> None:
        for key, block in self.blocks.items():
            block.show_findings([one for one in findings if one.where == key])

    def _show_summary(self, findings: Sequence[Finding]) -> None:
        must: dict[str, str] = {}
        for one in findings:
            if one.level is Level.MUST:
                must.setdefault(one.where, one.sentence)
        # Leaving a field for a line of the list judges anew: the line must still be there.
        if must != {key: link.text() for key, link in self.summary.links.items()}:
            self.summary.show_problems(must)
