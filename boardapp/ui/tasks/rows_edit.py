"""The rows of a list being written, with the buttons that work on rows."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from boardapp.core.errors import UserError
from boardapp.core.finding import Finding
from boardapp.ui.errors import show_error
from boardapp.ui.tables.draft_rows import DraftRows
from boardapp.ui.tables.draft_view import DraftView
from boardapp.ui.widgets.note import Note


class RowsEdit(QWidget):
    """A grid with the item's columns.

    Signals: ``edited`` after each change.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = DraftRows(self)
        self.view = DraftView(self.table)
        self.legend = QLabel()
        self.legend.setProperty("role", "small")
        self.legend.setWordWrap(True)
        self.note = Note()
        self.note.say("")
        buttons = self._buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.legend)
        column.addWidget(self.view, 1)
        column.addWidget(self.note)
        column.addLayout(buttons)
        self.view.pasting.connect(self.paste)
        self.view.undoing.connect(self.table.undo)
        self.table.edited.connect(self._tell)
        self.view.looked_at.connect(self.show_problem)
        self.undo_button.setEnabled(False)

    def _buttons(self) -> QHBoxLayout:
        """Return the line of buttons that work on rows."""
        self.insert_button = QPushButton("加行(&I)")
        self.insert_button.setToolTip("在这一行上面加一个空行")
        self.remove_button = QPushButton("删行(&X)")
        self.up_button = QPushButton("↑")
        self.up_button.setShortcut("Alt+Up")
        self.up_button.setToolTip("这一行上移（Alt+↑）")
        self.up_button.setAccessibleName("上移")
        self.down_button = QPushButton("↓")
        self.down_button.setShortcut("Alt+Down")
        self.down_button.setToolTip("这一行下移（Alt+↓）")
        self.down_button.setAccessibleName("下移")
        self.paste_button = QPushButton("粘贴(&V)")
        self.paste_button.setToolTip("把表格软件里复制的几行粘贴到这里（Ctrl+V）")
        self.undo_button = QPushButton("撤销(&R)")
        self.undo_button.setToolTip("撤销最近的一次改动（Ctrl+Z）")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button, deed in (
            (self.paste_button, self.paste),
            (self.insert_button, self.insert),
            (self.remove_button, self.remove),
            (self.up_button, self.move_up),
            (self.down_button, self.move_down),
            (self.undo_button, self.table.undo),
        ):
            button.clicked.connect(deed)
            buttons.addWidget(button)
        buttons.addStretch()
        return buttons

    def show_legend(self) -> None:
        """Say what the marks in the heads mean."""
        private = any(column.private for column in self.table.columns)
        words = "带 * 的必须填。可以从表格软件里复制、粘贴。"
        self.legend.setText(f"{words}标“不公布”的不上榜。" if private else words)

    def go_to(self, finding: Finding) -> bool:
        """Put the cursor where a finding is; false when it is about none of these rows."""
        row = self.table.row_of(finding.row or 0)
        if row < 0:
            return False
        titles = [column.title for column in self.table.columns]
        self.view.go_to(row, titles.index(finding.where) if finding.where in titles else 0)
        self.view.setFocus()
        return True

    def show_problem(self) -> None:
        """Say below the rows what is wrong with the current cell."""
        here = self.view.currentIndex()
        problem = self.table.problem(here.row(), here.column()) if here.isValid() else ""
        if problem:
            title = self.table.columns[here.column()].title
            self.note.say(f"✗ 第{here.row() + 1}行“{title}”：{problem}", wrong=True)
        else:
            self.note.say("")

    def paste(self) -> None:
        """Put the rows of the clipboard in at the current cell."""
        here = self.view.currentIndex()
        row = here.row() if here.isValid() else self.table.rowCount() - 1
        column = max(here.column(), 0)
        try:
            count = self.table.paste(row, column, QApplication.clipboard().text())
        except UserError as error:
            show_error(error, self)
            return
        self.note.say(f"✓ 粘贴了 {count} 行。")

    def insert(self) -> None:
        """Put an empty row above the current one."""
        row = max(self.view.currentIndex().row(), 0)
        self.table.insert(row)
        self.view.go_to(row, 0, edit=True)

    def remove(self) -> None:
        """Take the chosen rows out; 撤销 brings them back."""
        rows = self.view.rows_chosen()
        self.table.remove(rows)
        if rows:
            self.note.say(f"✓ 删除了 {len(rows)} 行，按“撤销”可以恢复。")

    def move_up(self) -> None:
        """Move the current row up."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the current row down."""
        self._move(1)

    def _move(self, way: int) -> None:
        here = self.view.currentIndex()
        if here.isValid() and self.table.move(here.row(), way):
            self.view.go_to(here.row() + way, here.column())

    def _tell(self) -> None:
        self.show_problem()
        self.undo_button.setEnabled(self.table.can_undo)
        self.edited.emit()
