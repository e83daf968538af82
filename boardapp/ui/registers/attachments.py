"""Photos and scans of a card: added, looked at, taken off."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QIcon, QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.errors import UserError
from boardapp.core.registers.cards import Card, kind_of
from boardapp.services.attachments import attach, attachment_path, detach
from boardapp.store import attachments as store
from boardapp.store.attachments import Attachment
from boardapp.ui.dialogs.message import Confirm
from boardapp.ui.errors import show_error
from boardapp.ui.session import Session
from boardapp.ui.widgets.note import Note

AskFiles = Callable[[QWidget], list[Path]]
OpenPath = Callable[[Path], object]
_HEIGHTS = 6
"""How high a small picture is, in heights of plain text."""


def ask_files(parent: QWidget) -> list[Path]:
    """Let a person choose photos and scans."""
    names, _ = QFileDialog.getOpenFileNames(
        parent,
        "选择照片或扫描件",
        "",
        "照片和扫描件 (*.jpg *.jpeg *.png *.bmp *.tif *.tiff *.webp *.pdf);;所有文件 (*)",
    )
    return [Path(name) for name in names]


def open_path(path: Path) -> object:
    """Open a file or a folder with the program that the system has for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class Attachments(QWidget):
    """Small pictures with their names.

    Signals: ``counted`` with how many there are.
    """

    counted = Signal(int)

    def __init__(
        self,
        session: Session,
        confirm: Confirm,
        choose: AskFiles = ask_files,
        open_: OpenPath = open_path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._confirm, self._choose, self._open = confirm, choose, open_
        self._card: Card | None = None
        self._held: tuple[Attachment, ...] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.add_button = QPushButton("添加照片或扫描件(&A)…")
        self.open_button = QPushButton("打开(&O)")
        self.folder_button = QPushButton("所在文件夹(&D)")
        self.remove_button = QPushButton("取下(&Q)")
        bar = QHBoxLayout()
        bar.setSpacing(10)
        for button in (self.add_button, self.open_button, self.folder_button):
            bar.addWidget(button)
        bar.addStretch()
        bar.addWidget(self.remove_button)
        self.list = QListWidget()
        self.list.setAccessibleName("附件")
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setWordWrap(True)
        self.list.setSpacing(10)
        self.empty = QLabel()
        self.empty.setProperty("role", "soft")
        self.empty.setWordWrap(True)
        self.empty.hide()
        self.note = Note()
        self.note.say("")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(8)
        layout.addLayout(bar)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.empty)
        layout.addWidget(self.note)
        layout.addStretch()

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add)
        self.open_button.clicked.connect(self.open)
        self.list.itemActivated.connect(self.open)
        self.folder_button.clicked.connect(self.open_folder)
        self.remove_button.clicked.connect(self.remove)
        self.list.itemSelectionChanged.connect(self._allow)

    def show_card(self, card: Card, *, kept: bool) -> None:
        """Show the files of a card; one that was not ``kept`` yet can have none."""
        self._card = card
        self.add_button.setEnabled(kept)
        self._held = store.of_owner(self.session.desk.db, kind_of(card).value, card.id)
        side = _HEIGHTS * self.fontMetrics().height()
        self.list.setIconSize(QSize(side, side))
        self.list.setGridSize(QSize(round(side * 1.4), side + 4 * self.fontMetrics().height()))
        self.list.clear()
        for one in self._held:
            item = QListWidgetItem(self._icon(one, side), one.name)
            item.setToolTip(f"{one.name}\n{one.taken_on} {one.taken_by}　{_size(one.size)}")
            self.list.addItem(item)
        if self._held:
            self.list.setCurrentRow(len(self._held) - 1)
        self.list.setVisible(bool(self._held))
        self.empty.setVisible(not self._held)
        self.empty.setText(
            "还没有附件。照片会去掉拍摄地点等隐藏信息后存进本机，原文件不动。"
            if kept
            else "先保存卡片，再添加照片或扫描件。"
        )
        self.note.say("")
        self._allow()
        self.counted.emit(len(self._held))

    def chosen(self) -> Attachment | None:
        """Return the chosen file."""
        row = self.list.currentRow()
        return self._held[row] if 0 <= row < len(self._held) else None

    def add(self) -> None:
        """Let a person choose files and take each in."""
        card = self._card
        if card is None:
            return
        taken, failed = [], None
        for path in self._choose(self):
            try:
                taken.append(attach(self.session.desk, kind_of(card).value, card.id, path))
            except UserError as error:
                failed = error
                break
        if taken:
            self.session.changed.emit()
            self.note.say(f"✓ 已添加 {len(taken)} 个附件。")
        if failed:
            show_error(failed, self)

    def open(self) -> None:
        """Look at the chosen file with the system's own program."""
        self._show(lambda path: path)

    def open_folder(self) -> None:
        """Show where the chosen file lies."""
        self._show(lambda path: path.parent)

    def remove(self) -> None:
        """Take the chosen file off the card, after asking."""
        one, card = self.chosen(), self._card
        if one is None or card is None:
            return
        sentence = f"“{one.name}”将不再附在这张卡片上。文件本身仍留在数据文件夹里。"
        if not self._confirm(self, "取下附件？", sentence, "取下"):
            return
        try:
            detach(self.session.desk, kind_of(card).value, card.id, one.digest)
        except UserError as error:
            show_error(error, self)
        self.session.changed.emit()
        self.note.say(f"✓ 已取下“{one.name}”。")

    def _show(self, place: Callable[[Path], Path]) -> None:
        one = self.chosen()
        if one is None:
            return
        try:
            self._open(place(attachment_path(self.session.desk, one)))
        except UserError as error:
            show_error(error, self)

    def _icon(self, one: Attachment, side: int) -> QIcon:
        """Return a small picture of a photo; of anything else, and of a lost one, its kind."""
        try:
            picture = QPixmap(str(attachment_path(self.session.desk, one)))
        except UserError:
            picture = QPixmap()
        if not picture.isNull():
            smooth = Qt.TransformationMode.SmoothTransformation
            keep = Qt.AspectRatioMode.KeepAspectRatio
            return QIcon(picture.scaled(side, side, keep, smooth))
        return self.style().standardIcon(QStyle.StandardPixmap.SP_FileIcon)

    def _allow(self) -> None:
        for button in (self.open_button, self.folder_button, self.remove_button):
            button.setEnabled(self.chosen() is not None)


def _size(size: int) -> str:
    return f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{max(1, size // 1024)} KB"
