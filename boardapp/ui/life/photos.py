"""The photos and scans that prove a posting: the signed sheet, the notice on its boards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImageReader, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QListWidget, QSizePolicy, QStackedWidget, QWidget

from boardapp.core.errors import UserError
from boardapp.core.life import Display, StepTaken
from boardapp.services.attachments import attachment_path
from boardapp.services.desk import Desk
from boardapp.services.pictures import page_picture, page_sizes_mm
from boardapp.store import attachments
from boardapp.ui.dialogs.message import Message
from boardapp.ui.drawing import COARSE
from boardapp.ui.widgets.pdf_view import PdfView


@dataclass(frozen=True)
class Photo:
    """One kept photo or scan by its digest, and what it shows."""

    digest: str
    label: str


def photos_of(
    steps: Iterable[StepTaken], displays: Iterable[Display], boards: dict[str, str]
) -> tuple[Photo, ...]:
    """Return the photos of a posting: its signed sheets, then its boards, the oldest first.

    ``boards`` are names by id. One sheet that several steps were signed on is one photo.
    """
    sheets: dict[str, list[str]] = {}
    for step in steps:
        if step.paper:
            sheets.setdefault(step.paper, []).append(step.kind.word)
    found = [
        Photo(digest, f"签字的审查单（{'、'.join(kinds)}）") for digest, kinds in sheets.items()
    ]
    for one in displays:
        name = boards.get(one.board, "")
        if one.up_photo:
            found.append(Photo(one.up_photo, f"{name}：{one.up_on} 张贴"))
        if one.down_photo:
            found.append(Photo(one.down_photo, f"{name}：{one.down_on} 揭下"))
    return tuple(found)


class Picture(QLabel):
    """A photo as large as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = QPixmap()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_photo(self, whole: QPixmap) -> None:
        """Show another photo."""
        self._whole = whole
        self._fit()

    def show_words(self, sentence: str) -> None:
        """Show a sentence in place of a photo."""
        self._whole = QPixmap()
        self.setText(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the photo to the new room."""
        super().resizeEvent(event)
        if not self._whole.isNull():
            self._fit()

    def _fit(self) -> None:
        keep, smooth = Qt.AspectRatioMode, Qt.TransformationMode
        self.setPixmap(
            self._whole.scaled(self.size(), keep.KeepAspectRatio, smooth.SmoothTransformation)
        )


class PhotoViewer(Message):
    """The photos by name above, the chosen one below; the arrows turn to the next, Esc closes."""

    def __init__(
        self, desk: Desk, photos: Sequence[Photo], title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, "按 ↑ ↓ 换一张，按 Esc 关闭。", parent)
        self.desk, self.photos = desk, tuple(photos)
        self.list = QListWidget()
        self.list.setAccessibleName("照片")
        for one in self.photos:
            self.list.addItem(one.label)
        row = max(self.list.sizeHintForRow(0), self.fontMetrics().lineSpacing())
        self.list.setFixedHeight(min(len(self.photos), 3) * row + 2 * self.list.frameWidth() + 6)
        self.picture, self.pages = Picture(), PdfView()
        self.shown = QStackedWidget()
        self.shown.addWidget(self.picture)
        self.shown.addWidget(self.pages)
        self.body.insertWidget(2, self.list)
        self.body.insertWidget(3, self.shown, 1)
        self.close_button.setText("关闭")
        height = self.fontMetrics().height()
        self.resize(34 * height, min(27 * height, 700))
        self.list.currentRowChanged.connect(self.turn)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def turn(self, row: int) -> None:
        """Show another photo, or say why it cannot be shown."""
        if not 0 <= row < len(self.photos):
            return
        try:
            self._show(self.photos[row])
        except UserError as error:
            self.picture.show_words(f"✖ {error}")
            self.shown.setCurrentWidget(self.picture)

    def _show(self, photo: Photo) -> None:
        found = attachments.begun(self.desk.db, photo.digest)
        if not found:
            raise UserError("这张照片没有登记，其他数据完好。请从备份恢复。")
        path = attachment_path(self.desk, found[0])
        if found[0].media == "application/pdf":
            self._show_pages(path.read_bytes(), found[0].name)
            return
        reader = QImageReader(str(path))
        reader.setDecideFormatFromContent(True)
        image = reader.read()
        if image.isNull():
            raise UserError(f"“{found[0].name}”显示不出来，文件还在，可以在文件夹里打开。")
        self.picture.show_photo(QPixmap.fromImage(image))
        self.shown.setCurrentWidget(self.picture)

    def _show_pages(self, pdf: bytes, name: str) -> None:
        try:
            count = len(page_sizes_mm(pdf))
            pages = tuple(page_picture(pdf, page, COARSE) for page in range(min(count, 20)))
        except Exception as error:
            # A scan may be a PDF that the reader of pages does not understand.
            raise UserError(f"“{name}”显示不出来，文件还在，可以在文件夹里打开。") from error
        self.pages.show_pages(pages, COARSE)
        self.shown.setCurrentWidget(self.pages)
