"""A large tile: what it counts, the figure, and a line below; pressing it opens its page."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from boardapp.ui.theme import COLOURS

FIGURE, LARGEST = 1.8, 2.6
"""How much larger than plain text a figure is set: at least, and where there is room."""
SMALLEST = 12
"""The least height of a figure in pixels, for amounts that no tile was made for."""
HIGHEST = 14
"""The greatest height of a tile, in heights of plain text."""
GAP = 12
"""The room between tiles in pixels."""


class FigureLabel(QWidget):
    """One line of large type that grows smaller rather than be cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._unit, self._colour = "", "", COLOURS["ink"]
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def text(self) -> str:
        """Return what it shows."""
        return self._text

    def show_text(self, text: str, unit: str = "", colour: str = "ink") -> None:
        """Show a text in one of the theme's colours, and a unit in plain type after it."""
        self._text, self._unit, self._colour = text, unit, COLOURS[colour]
        self.updateGeometry()
        self.update()

    def fitted(self) -> QFont:
        """Return the font in which the text fits the room there is."""
        font = QFont(self.font())
        font.setBold(True)
        room = self.width() - self.fontMetrics().horizontalAdvance(self._unit) - 8
        plain = self.font().pixelSize()
        pixels = min(
            round(plain * LARGEST), max(round(plain * FIGURE), round(self.height() * 0.55))
        )
        while pixels > SMALLEST:
            font.setPixelSize(pixels)
            if QFontMetrics(font).horizontalAdvance(self._text) <= room:
                break
            pixels -= 1
        font.setPixelSize(pixels)
        return font

    def sizeHint(self) -> QSize:
        """Ask for the height of the large type, whatever size the text ends up in."""
        return QSize(80, round(self.font().pixelSize() * FIGURE * 1.35))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the text."""
        painter = QPainter(self)
        font = self.fitted()
        metrics = QFontMetrics(font)
        base = (self.height() + metrics.ascent() - metrics.descent()) // 2
        painter.setPen(QColor(self._colour))
        painter.setFont(font)
        painter.drawText(0, base, self._text)
        painter.setFont(self.font())
        painter.drawText(metrics.horizontalAdvance(self._text) + 8, base, self._unit)


class Tile(QPushButton):
    """A button as large as a card; Enter presses it just as the space bar does."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = title
        self.setProperty("role", "tile")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.title = QLabel(title)
        self.title.setProperty("role", "strong")
        self.figure = FigureLabel()
        self.note = QLabel()
        self.note.setProperty("role", "small")
        self.note.setWordWrap(True)
        self._inside = inside = QVBoxLayout(self)
        inside.setContentsMargins(20, 10, 20, 10)
        inside.setSpacing(2)
        for part in (self.title, self.figure, self.note):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(part)
        self._limit_height()

    def name(self, title: str) -> None:
        """Give the tile another title, for the next count."""
        self._name = title

    def show_count(self, figure: str, note: str, unit: str = "", colour: str = "ink") -> None:
        """Show a figure with its unit and a line below it; the words say all that a colour says."""
        self.title.setText(self._name)
        self.figure.show_text(figure, unit, colour)
        self.note.setText(note)
        self.setAccessibleName(f"{self._name} {figure}{unit}")
        self.setAccessibleDescription(note)

    def sizeHint(self) -> QSize:
        """Ask for the room of what is inside."""
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Ask for the least room of what is inside."""
        return self._inside.minimumSize()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Ask for the height at which the line below wraps whole."""
        return self._inside.heightForWidth(width)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say that a narrow tile is a higher one."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the tile with Enter too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the type changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._limit_height()
            self.updateGeometry()

    def _limit_height(self) -> None:
        self.setMaximumHeight(HIGHEST * self.font().pixelSize())


def row_of(*widgets: QWidget) -> QHBoxLayout:
    """Put widgets of one width side by side."""
    row = QHBoxLayout()
    row.setSpacing(GAP)
    for widget in widgets:
        row.addWidget(widget, 1)
    return row
