"""Pages of a notice as they will be printed, to leaf through and to look at closely."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from boardapp.services.pictures import Picture
from boardapp.ui.theme import COLOURS

GAP = 18
SCREEN_DPI = 96


class Zoom(StrEnum):
    """How large the pages are shown, by the word in the window."""

    WIDTH = "适合宽度"
    PAGE = "整页"
    FULL = "100%"


class PdfView(QAbstractScrollArea):
    """Every page below the other.

    Signals: ``page_changed`` with the page in sight, counted from 1, and how many there are.
    """

    page_changed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("公示榜预览")
        self.zoom = Zoom.WIDTH
        self._images: list[QImage] = []
        self._sizes: list[tuple[float, float]] = []
        self._words = ""
        self.verticalScrollBar().valueChanged.connect(self._tell)

    def show_pages(self, pictures: Sequence[Picture], dpi: float) -> None:
        """Show other pages, from the top unless there are as many as before."""
        self._words = ""
        again = len(pictures) == len(self._images)
        self._images = [_image(one) for one in pictures]
        self._sizes = [(i.width() / dpi, i.height() / dpi) for i in self._images]
        self._lay_out()
        if not again:
            self.verticalScrollBar().setValue(0)
        self._tell()

    def show_words(self, text: str) -> None:
        """Show a sentence in place of the pages."""
        self._images, self._sizes, self._words = [], [], text
        self._lay_out()
        self._tell()

    def show_zoom(self, zoom: Zoom) -> None:
        """Show the pages larger or smaller, the same page in sight."""
        page = self.page()
        self.zoom = zoom
        self._lay_out()
        self.go_to(page)

    def count(self) -> int:
        """Return how many pages there are."""
        return len(self._images)

    def page(self) -> int:
        """Return the page in sight, counted from 1; 0 while there is none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        for number, box in enumerate(self._boxes(), start=1):
            if middle < box.bottom() + GAP:
                return number
        return self.count()

    def go_to(self, page: int) -> None:
        """Bring a page to the top."""
        boxes = self._boxes()
        if 1 <= page <= len(boxes):
            self.verticalScrollBar().setValue(int(boxes[page - 1].top() - GAP))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages that are in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(COLOURS["shade"]))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._words:
            painter.setPen(QColor(COLOURS["ink"]))
            room = self.viewport().rect().adjusted(40, 40, -40, -40)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._words)
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        seen = QRectF(self.viewport().rect()).translated(
            self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        )
        for image, box in zip(self._images, self._boxes(), strict=True):
            if box.intersects(seen):
                painter.fillRect(box.translated(3, 4), QColor(COLOURS["line"]))
                painter.drawImage(box, image)
                painter.setPen(QColor(COLOURS["line"]))
                painter.drawRect(box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new room, the same page in sight."""
        super().resizeEvent(event)
        page, top = self.page(), self.verticalScrollBar().value() == 0
        self._lay_out()
        if not top:
            self.go_to(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaf with PgUp and PgDn, go to the ends with Home and End, scroll with the arrows."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown:
            self.go_to(min(self.page() + 1, self.count()))
        elif event.key() == Qt.Key.Key_PageUp:
            self.go_to(max(self.page() - 1, 1))
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Ask for room to read in."""
        return QSize(640, 480)

    def _scale(self, width: float, height: float) -> float:
        """Return pixels to an inch."""
        if self.zoom is Zoom.FULL:
            return SCREEN_DPI
        bar = self.verticalScrollBar().sizeHint().width()
        across = (self.maximumViewportSize().width() - bar - 2 * GAP) / width
        if self.zoom is Zoom.WIDTH:
            return max(across, 10.0)
        down = (self.maximumViewportSize().height() - 2 * GAP) / height
        return max(min(across, down), 10.0)

    def _boxes(self) -> list[QRectF]:
        boxes, top = [], float(GAP)
        room = self.viewport().width()
        for width, height in self._sizes:
            scale = self._scale(width, height)
            left = max(float(GAP), (room - width * scale) / 2)
            boxes.append(QRectF(left, top, width * scale, height * scale))
            top += height * scale + GAP
        return boxes

    def _lay_out(self) -> None:
        boxes = self._boxes()
        high = boxes[-1].bottom() + GAP if boxes else 0
        wide = max((box.width() for box in boxes), default=0) + 2 * GAP
        room = self.viewport().size()
        for bar, whole, page in (
            (self.verticalScrollBar(), high, room.height()),
            (self.horizontalScrollBar(), wide, room.width()),
        ):
            bar.setRange(0, max(0, int(whole - page)))
            bar.setPageStep(page)
            bar.setSingleStep(48)
        self.viewport().update()

    def _tell(self) -> None:
        self.page_changed.emit(self.page(), self.count())


def _image(picture: Picture) -> QImage:
    """Return a picture as an image that holds its own bytes."""
    return QImage(
        picture.rgb, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB888
    ).copy()
