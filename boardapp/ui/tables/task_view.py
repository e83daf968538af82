"""The table of tasks under mouse and keyboard: two lines a row, and the next deed as a button."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from boardapp.ui.tables.tasks import BELOW, TaskColumn, TasksTable
from boardapp.ui.theme import COLOURS, Scale

Index = QModelIndex | QPersistentModelIndex
_PAD, _AIR = 12, 5
_WIDEST = {
    TaskColumn.STATE: ("✖ 已过期限",),
    TaskColumn.DUE: ("建议12月31日前", "今天是最后一天"),
    TaskColumn.DEED: ("预览公布国",),
}


class TaskDelegate(QStyledItemDelegate):
    """Paints a cell with its line below, and the last column as a button."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        widget = plain.widget
        style = widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, widget)
        painter.save()
        box = plain.rect
        painter.setClipRect(box)
        if index.column() == TaskColumn.DEED:
            self._button(painter, box, index, widget)
        else:
            self._lines(painter, box, index, widget.font())
        painter.restore()

    def _lines(self, painter: QPainter, box: QRect, index: Index, font: QFont) -> None:
        above = str(index.data() or "")
        below = str(index.data(BELOW) or "")
        brush = index.data(Qt.ItemDataRole.ForegroundRole)
        bold, small = QFont(font), QFont(font)
        bold.setBold(index.column() in (TaskColumn.STATE, TaskColumn.ITEM))
        small.setPixelSize(Scale(font.pixelSize()).lengths["small"])
        room = box.adjusted(_PAD, 0, -_PAD, 0)
        heights = [QFontMetrics(bold).height(), QFontMetrics(small).height() if below else 0]
        top = room.top() + (room.height() - sum(heights)) // 2
        ink = brush.color() if brush else QColor(COLOURS["ink"])
        for text, face, colour, height in (
            (above, bold, ink, heights[0]),
            (below, small, QColor(COLOURS["soft"]), heights[1]),
        ):
            if text:
                painter.setFont(face)
                painter.setPen(colour)
                line = QRect(room.left(), top, room.width(), height)
                cut = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
                painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, cut)
            top += height

    def _button(self, painter: QPainter, box: QRect, index: Index, widget: QWidget) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(COLOURS["line"]), 2))
        painter.setBrush(QColor(COLOURS["card"]))
        painter.drawRoundedRect(box.adjusted(6, _AIR + 1, -10, -_AIR - 1), 8, 8)
        painter.setPen(QColor(COLOURS["ink"]))
        painter.setFont(widget.font())
        painter.drawText(
            box.adjusted(6, 0, -10, 0), Qt.AlignmentFlag.AlignCenter, str(index.data() or "")
        )


class TaskView(QTableView):
    """The table itself.

    Signals: ``done`` with the row whose next deed a person asks for, ``shown`` with the row that
    she turned to, -1 for none.
    """

    done = Signal(int)
    shown = Signal(int)

    def __init__(self, table: TasksTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.setModel(table)
        self.setItemDelegate(TaskDelegate(self))
        self.setAccessibleName("要公开的事项")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(TaskColumn.ITEM, QHeaderView.ResizeMode.Stretch)
        table.modelReset.connect(self.fit)
        self.clicked.connect(self._click)
        self.doubleClicked.connect(self._double_click)

    def choose(self, row: int) -> None:
        """Turn to a row."""
        self.setCurrentIndex(self.table.index(row, TaskColumn.ITEM))

    def fit(self) -> None:
        """Give rows and columns the room that the type in use needs."""
        metrics = self.fontMetrics()
        pixels = self.font().pixelSize()
        small = QFont(self.font())
        small.setPixelSize(Scale(pixels).lengths["small"])
        height = metrics.height() + QFontMetrics(small).height() + 2 * _AIR
        self.verticalHeader().setDefaultSectionSize(max(height, Scale(pixels).lengths["hit"]))
        bold = QFont(self.font())
        bold.setBold(True)
        for column, texts in _WIDEST.items():
            above = (str(one.data()) for one in self._cells(column))
            below = (str(one.data(BELOW)) for one in self._cells(column))
            wide = max(
                max(QFontMetrics(bold).horizontalAdvance(text) for text in (*texts, *above)),
                max(map(QFontMetrics(small).horizontalAdvance, below), default=0),
            )
            self.setColumnWidth(column, wide + 2 * _PAD + 4)

    def _cells(self, column: TaskColumn) -> list[QModelIndex]:
        return [self.table.index(row, column) for row in range(self.table.rowCount())]

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is looked at."""
        super().currentChanged(current, previous)
        self.shown.emit(current.row() if current.isValid() else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and the space bar for the next deed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.currentIndex().isValid():
                self.done.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the type, which a setting may have changed."""
        super().resizeEvent(event)
        self.fit()

    def sizeHint(self) -> QSize:
        """Ask for little: what is left over is given."""
        return QSize(400, 200)

    def _click(self, index: QModelIndex) -> None:
        if index.column() == TaskColumn.DEED:
            self.done.emit(index.row())

    def _double_click(self, index: QModelIndex) -> None:
        if index.column() != TaskColumn.DEED:
            self.done.emit(index.row())
