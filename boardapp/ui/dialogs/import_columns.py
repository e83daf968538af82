"""What each column of a ledger file was taken for, and what it is to be taken for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.reading import Field, Reading


class ColumnChoice(QScrollArea):
    """One line for each column: its letter, its head in the file, and what it holds.

    Signals: ``corrected`` when a person has chosen otherwise.
    """

    corrected = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.combos: dict[int, QComboBox] = {}
        self._before: dict[int, Field | None] = {}
        self.head_row = QSpinBox()
        self.head_row.setRange(1, 200)
        self.head_row.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.head_row.setKeyboardTracking(False)
        self.head_row.valueChanged.connect(self._note_row)
        self.row_chosen = False
        label = QLabel("表头在第几行(&H)")
        label.setBuddy(self.head_row)
        top = QHBoxLayout()
        top.addWidget(label)
        top.addWidget(self.head_row)
        top.addStretch()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        ground = QWidget()
        ground.setObjectName("ground")
        column = QVBoxLayout(ground)
        column.addWidget(QLabel("每一列是什么？认错了就在右边改，改后自动重读。"))
        column.addLayout(top)
        column.addLayout(self._grid)
        column.addStretch()
        self.setWidget(ground)

    def show_columns(self, reading: Reading) -> None:
        """Show how a file was understood."""
        while item := self._grid.takeAt(0):
            widget = item.widget()
            if widget:
                widget.deleteLater()
        self.combos = {}
        self.head_row.blockSignals(True)
        self.head_row.setValue(reading.head_row)
        self.head_row.blockSignals(False)
        for line, column in enumerate(reading.columns):
            combo = QComboBox()
            combo.addItem("（不用）", None)
            for field in Field:
                combo.addItem(field.word, field)
            combo.setCurrentIndex(combo.findData(column.field) if column.field else 0)
            combo.setAccessibleName(f"{letter(column.index)} 列 {column.head}")
            combo.setProperty("column", column.index)
            combo.activated.connect(self._note_choice)
            self.combos[column.index] = combo
            name = QLabel(f"{letter(column.index)} 列")
            name.setProperty("role", "soft")
            self._grid.addWidget(name, line, 0)
            self._grid.addWidget(QLabel(column.head or "（没有表头）"), line, 1)
            self._grid.addWidget(combo, line, 2)
        self._before = self._chosen()

    def fields(self) -> tuple[tuple[int, Field], ...]:
        """Return what each column holds as chosen here."""
        return tuple((index, field) for index, field in self._chosen().items() if field)

    def _chosen(self) -> dict[int, Field | None]:
        return {
            index: Field(combo.currentData()) if combo.currentData() else None
            for index, combo in self.combos.items()
        }

    def _note_choice(self) -> None:
        """Take a choice; the one other column that held the same takes this one's place."""
        sender = self.sender()
        changed = int(sender.property("column")) if sender else -1
        chosen = self._chosen()
        if changed < 0 or chosen[changed] == self._before[changed]:
            return
        same = [i for i, f in chosen.items() if f and f == chosen[changed] and i != changed]
        if len(same) == 1:
            former = self._before[changed]
            other = self.combos[same[0]]
            other.setCurrentIndex(other.findData(former) if former else 0)
        self._before = self._chosen()
        self.corrected.emit()

    def _note_row(self) -> None:
        self.row_chosen = True
        self.corrected.emit()


def letter(index: int) -> str:
    """Return the letters that a spreadsheet puts over a column, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
