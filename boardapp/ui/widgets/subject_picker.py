"""The subjects of public income or spending to choose from, by list or by typing a part of one."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QFont, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from boardapp.core.ledger import Direction
from boardapp.core.subjects import SUBJECTS
from boardapp.ui.tables.typed import TRANSFER

TRANSFER_LABEL = "账户间划转（不计收支）"
_CODE = Qt.ItemDataRole.UserRole


class SubjectPicker(QComboBox):
    """The classes of 13号文 in bold, the finer lines of the plain form below each."""

    def __init__(self, direction: Direction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.show_direction(direction)

    def show_direction(self, direction: Direction) -> None:
        """Offer the subjects of income or those of spending."""
        model = QStandardItemModel(self)
        for subject in SUBJECTS.values():
            if subject.direction is direction:
                model.appendRow(_item(subject.name, subject.code, bold=subject.is_class))
        model.appendRow(_item(TRANSFER_LABEL, TRANSFER, bold=False))
        self.setModel(model)
        self.proposals = completer = QCompleter(model, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(12)
        self.setCompleter(completer)
        self.view().setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 18)

    def choose(self, code: str) -> None:
        """Show a subject as the one chosen; none for an empty code."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(code, _CODE) if code else -1)
        if not code:
            self.clearEditText()

    def code(self) -> str:
        """Return the code of the subject whose name stands in the field, or an empty text.

        A part of a name counts when it leaves only one subject; so does a code such as E04.
        """
        typed = self.currentText().strip()
        model = self.model()
        rows = [
            (model.index(row, 0).data(), model.index(row, 0).data(_CODE))
            for row in range(model.rowCount())
        ]
        for name, code in rows:
            if typed in (name.strip(), code):
                return str(code)
        like = [code for name, code in rows if typed and typed in name]
        return str(like[0]) if len(like) == 1 else ""


def _item(name: str, code: str, *, bold: bool) -> QStandardItem:
    item = QStandardItem(name if bold else f"　{name}")
    item.setData(code, _CODE)
    font = QFont()
    font.setBold(bold)
    item.setFont(font)
    item.setEditable(False)
    return item
