"""The first step: which stick, found by the program itself, or a folder that a person names."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from boardapp.ui.stick.places import Place, of_drive, of_folder, what_to_do
from boardapp.ui.stick.watch import DriveWatch, Find, Run, on_a_thread
from boardapp.ui.widgets.note import Note

AskFolder = Callable[[QWidget, str], Path | None]
"""Asks for a folder under a title; None when the person thinks better of it."""

CHOSEN = "写到选定的这一个，按“下一步”。"
GONE = "刚才选的U盘不见了，可能被拔出。数据没有改动；请重新插好它，或选别的。"


class FindStick(QWidget):
    """The places there are; one alone is chosen by itself, among several the person chooses.

    Signals: ``edited`` when the places or the choice change.
    """

    edited = Signal()

    def __init__(
        self,
        find: Find,
        choose: AskFolder,
        run: Run = on_a_thread,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choose = choose
        self._folder: Path | None = None
        self._picked: Path | None = None
        self.places: tuple[Place, ...] | None = None
        self.watch = DriveWatch(find, self, run)
        self.group = QButtonGroup(self)
        self.rows: list[QRadioButton] = []
        self._build()
        self.watch.seen.connect(self.show_drives)
        self.group.idToggled.connect(self._pick)
        self.folder_button.clicked.connect(self.choose_folder)

    def _build(self) -> None:
        self.told = QLabel("正在找U盘……")
        self.told.setProperty("role", "strong")
        self.told.setWordWrap(True)
        self.problem = Note()
        self.problem.say("")
        ground = QWidget()
        ground.setObjectName("ground")
        self._list = QVBoxLayout(ground)
        self._list.setContentsMargins(0, 0, 12, 0)
        self._list.setSpacing(10)
        self._list.addStretch()
        self.area = QScrollArea(widgetResizable=True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(ground)
        self.folder_button = QPushButton("选择文件夹(&F)…")
        self.folder_button.setAutoDefault(False)
        hint = QLabel("U盘插好了却没有列出来，或者要放到网络文件夹里，就按“选择文件夹”。")
        hint.setProperty("role", "small")
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.problem)
        column.addWidget(self.told)
        column.addWidget(self.area, 1)
        column.addWidget(hint)
        column.addWidget(self.folder_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def chosen(self) -> Place | None:
        """The place that was chosen, or the only one there is."""
        places = self.places or ()
        found = next((one for one in places if one.path == self._picked), None)
        return found or (places[0] if len(places) == 1 and self._picked is None else None)

    def show_drives(self, drives: object) -> None:
        """Show what was found, unless it is what stands there already."""
        found = tuple(of_drive(one) for one in drives) if isinstance(drives, tuple) else ()
        if self._folder:
            found = (of_folder(self._folder), *found)
        if found == self.places:
            return
        before, self.places = self.chosen, found
        if before is not None and before.path not in [one.path for one in found]:
            self.show_problem(GONE)
        elif self.chosen is not None:
            self.show_problem("")
        self._show()

    def choose_folder(self) -> None:
        """Let the person name a folder, and take it."""
        folder = self._choose(self, "数据包放到哪个文件夹")
        if folder is None:
            return
        self._folder = self._picked = folder
        drives = tuple(one for one in self.places or () if one.is_stick and one.path != folder)
        self.places = (of_folder(folder), *drives)
        self.show_problem("")
        self._show()

    def start_over(self) -> None:
        """Forget what stood in the way, and a choice that is there no more."""
        if self.chosen is None:
            self._picked = None
        self.show_problem("")
        if self.places is not None:
            self._show()

    def show_problem(self, sentence: str) -> None:
        """Say what stands in the way, with what to do; an empty sentence takes it away."""
        self.problem.say(f"✖ {sentence}" if sentence else "", wrong=True)
        self.told.setVisible(not sentence)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sticks as long as the step is in sight."""
        super().showEvent(event)
        self.watch.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        self.watch.stop()
        super().hideEvent(event)

    def focus(self) -> None:
        """Put the cursor where the person decides, if there is something to decide."""
        if self.rows and self.chosen is None:
            self.rows[0].setFocus()
        elif not self.rows:
            self.folder_button.setFocus()

    def _show(self) -> None:
        self._show_rows()
        self.told.setText(CHOSEN if self.chosen else what_to_do(len(self.places or ())))
        self.edited.emit()

    def _show_rows(self) -> None:
        had_focus = any(row.hasFocus() for row in self.rows)
        while self._list.count() > 1:
            item = self._list.takeAt(0)
            card = item.widget() if item else None
            if card:
                card.hide()
                card.deleteLater()
        for row in self.rows:
            self.group.removeButton(row)
        self.rows = []
        chosen = self.chosen
        with QSignalBlocker(self.group):
            for number, place in enumerate(self.places or ()):
                card, row = _row(place)
                self._list.insertWidget(number, card)
                self.group.addButton(row, number)
                row.setChecked(place == chosen)
                self.rows.append(row)
        if had_focus:
            at = next((row for row in self.rows if row.isChecked()), None)
            (at or (self.rows[0] if self.rows else self.folder_button)).setFocus()

    def _pick(self, number: int, checked: bool) -> None:
        if checked and self.places:
            self._picked = self.places[number].path
            self.show_problem("")
            self.told.setText(CHOSEN)
            self.edited.emit()


def _row(place: Place) -> tuple[QFrame, QRadioButton]:
    """Return a card that shows a place, and the button that chooses it."""
    card = QFrame()
    card.setProperty("role", "card")
    row = QRadioButton(place.name)
    row.setAccessibleDescription(f"{place.told}。{place.warning}")
    told = QLabel(place.told)
    told.setProperty("role", "soft")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(18, 8, 18, 12)
    inside.setSpacing(2)
    inside.addWidget(row)
    inside.addWidget(told)
    told.setWordWrap(True)
    if place.warning:
        warning = Note()
        warning.say(f"⚠ {place.warning}", wrong=True)
        inside.addWidget(warning)
    return card, row
