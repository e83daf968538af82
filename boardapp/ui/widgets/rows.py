"""A plain table of a few rows of text: for lists that are looked at, not worked in."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)


class Rows(QTableWidget):
    """Read-only rows under headings; the column ``wide`` takes the room that is left.

    With ``most`` the table is as high as its rows, up to that many; the rest is scrolled to.
    The columns in ``words`` are never figures, even where they have only digits.
    """

    def __init__(
        self,
        heads: Sequence[str],
        wide: int,
        most: int = 0,
        parent: QWidget | None = None,
        words: Collection[int] = (),
    ) -> None:
        super().__init__(0, len(heads), parent)
        self._most, self._words = most, words
        self.setHorizontalHeaderLabels(list(heads))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self._set_height()

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show rows of text; figures stand on the right."""
        chosen = self.currentRow()
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                figure = column not in self._words and _is_figure(text)
                side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                head = self.horizontalHeaderItem(column)
                if head:
                    head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                item.setToolTip(text)
                self.setItem(number, column, item)
        if rows:
            self.setCurrentCell(min(max(chosen, 0), len(rows) - 1), 0)
        self._fit()

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell."""
        item = self.item(row, column)
        return item.text() if item else ""

    def changeEvent(self, event: QEvent) -> None:
        """Make the rows as high as the type needs."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_height()
            self._fit()

    def _set_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(
            max(40, round(self.fontMetrics().height() * 1.7))
        )

    def _fit(self) -> None:
        if self._most:
            rows = max(1, min(self.rowCount(), self._most))
            head = self.horizontalHeader().sizeHint().height()
            self.setFixedHeight(head + rows * self.verticalHeader().defaultSectionSize() + 4)


def _is_figure(text: str) -> bool:
    """Whether a text is a count or an amount; days, which have two hyphens, are not."""
    return bool(text) and all(char in "0123456789.,-" for char in text) and text.count("-") < 2
