"""档案: find anything that was published, booked or said; a year's notices; closing the year."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.errors import UserError
from boardapp.core.period import Period
from boardapp.core.progress import Progress
from boardapp.services import archive, search
from boardapp.services.search import Found, Hit, Kind, Wanted
from boardapp.store import life as store
from boardapp.ui.archive.closing import ClosingButton
from boardapp.ui.archive.lists import HitList, KeptList, hit_words, kept_words
from boardapp.ui.archive.notice import NoticeDialog, show_notice
from boardapp.ui.archive.sections import SECTIONS
from boardapp.ui.life.photos import Photo, PhotoViewer, photos_of
from boardapp.ui.session import Freshness, Session
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.note import Note

PAUSE_MS = 250
"""How long a person stops typing before the search begins."""
AT_ONCE = 40
"""As many postings may be read for the first time without a progress dialog."""
HINT = "编号、几个字、月份、金额，例如：第37号　水费 10月　1234.5元"
OPEN = {Kind.POSTING: "看榜(&G)", Kind.ENTRY: "到账上(&G)", Kind.FEEDBACK: "到意见(&G)"}


class ArchivePage(QWidget):
    """What is looked for on top, the year or what was found below, and the chosen one in words.

    Signals: ``asked_for`` with the page to turn to.
    """

    asked_for = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._build()
        self._connect()

    def _build(self) -> None:
        self.words = QLineEdit()
        self.words.setPlaceholderText(HINT)
        self.words.setClearButtonEnabled(True)
        self.words.setAccessibleName("找")
        label = QLabel("找(&F)")
        label.setBuddy(self.words)
        self.years = Choice()
        self.years.setAccessibleName("年份")
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(label)
        top.addWidget(self.words, 1)
        top.addWidget(self.years)
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.sections = [make(self.session, self.year, self) for make in SECTIONS]
        for section in self.sections:
            row.addWidget(section)
        row.addStretch()
        self.hits, self.kept = HitList(), KeptList()
        self.empty = QLabel()
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.stack = QStackedWidget()
        for widget in (self.kept, self.hits, self.empty):
            self.stack.addWidget(widget)
        self.note = Note()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        column.addWidget(self.note)
        column.addWidget(self._card())
        self.series = ""
        self.timer = QTimer(self, singleShot=True, interval=PAUSE_MS)

    def _card(self) -> QFrame:
        self.detail = QLabel()
        self.detail.setTextFormat(Qt.TextFormat.RichText)
        self.detail.setWordWrap(True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.photo_button = QPushButton("照片(&K)…")
        self.open_button = QPushButton("看榜(&G)")
        self.open_button.setProperty("role", "main")
        self.card = QFrame()
        self.card.setProperty("role", "card")
        row = QHBoxLayout(self.card)
        row.setContentsMargins(18, 10, 18, 12)
        row.setSpacing(14)
        row.addWidget(self.detail, 1)
        row.addWidget(self.photo_button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignBottom)
        return self.card

    def _connect(self) -> None:
        self.words.textChanged.connect(self.timer.start)
        self.words.returnPressed.connect(self.look)
        self.timer.timeout.connect(self.look)
        self.years.activated.connect(self.turn)
        for table in (self.hits, self.kept):
            table.itemSelectionChanged.connect(self.refresh)
            table.cellDoubleClicked.connect(self.open)
        self.photo_button.clicked.connect(self.show_photos)
        self.open_button.clicked.connect(self.open)
        Freshness(self, self.session, self.reload)

    def year(self) -> int:
        """Return the year in sight."""
        held = self.years.currentData()
        return held if isinstance(held, int) else self.session.desk.today.year

    def reload(self) -> None:
        """Show what the database holds."""
        year = self.year()
        self.years.clear()
        for one in archive.years(self.session.desk):
            self.years.addItem(f"{one}年", one)
        self.years.setCurrentIndex(max(self.years.findData(year), 0))
        self.turn()

    def turn(self) -> None:
        """Show the year that is chosen."""
        held = archive.archive_year(self.session.desk, self.year())
        self.kept.show_kept(held.kept)
        odd = [one.sentence for one in held.series if one.gaps or one.voids]
        self.series = "　".join(odd) or "编号没有缺号。"
        for section in self.sections:
            if isinstance(section, ClosingButton):
                section.reload()
        self.look()

    def look(self) -> None:
        """Look for what is typed, or show the year when nothing is."""
        self.timer.stop()
        self.bar.setVisible(not self.words.text().strip())
        if not self.words.text().strip():
            self._show_year()
        elif search.unread(self.session.desk) > AT_ONCE:
            self.session.jobs.start(self._read, "正在读已公布的榜", self, self._find)
        else:
            self._find()

    def refresh(self) -> None:
        """Show the chosen one in words, and offer what can be opened of it."""
        hit, kept = self.hit(), self.kept_one()
        self.card.setVisible(bool(hit or kept))
        if hit:
            self.detail.setText(hit_words(hit))
        elif kept:
            self.detail.setText(kept_words(kept))
        photos = self.photos()
        self.photo_button.setText(f"照片 {len(photos)} 张(&K)…")
        self.photo_button.setVisible(bool(photos))
        self.open_button.setText(OPEN[hit.kind if hit else Kind.POSTING])

    def hit(self) -> Hit | None:
        """Return what is looked at of what was found."""
        return self.hits.chosen() if self.stack.currentWidget() is self.hits else None

    def kept_one(self) -> archive.Kept | None:
        """Return what is looked at of the year."""
        return self.kept.chosen() if self.stack.currentWidget() is self.kept else None

    def posting_id(self) -> str:
        """Return the id of the posting that is looked at, or an empty text."""
        hit, kept = self.hit(), self.kept_one()
        if kept:
            return kept.posting.id
        return hit.id if hit and hit.kind is Kind.POSTING else ""

    def photos(self) -> tuple[Photo, ...]:
        """Return the photos of the posting that is looked at."""
        one = self.kept_one()
        if one is None:
            return ()
        boards = {board.id: board.name for board in store.boards(self.session.desk.db)}
        return photos_of(one.steps, [hung.display for hung in one.hung], boards)

    def show_photos(self) -> None:
        """Open the photos of the chosen posting."""
        one = self.kept_one()
        if one and self.photos():
            title = one.posting.number
            self.viewer = PhotoViewer(self.session.desk, self.photos(), title, self)
            self.viewer.open()

    def open(self) -> None:
        """Open the chosen notice, or turn to the page of a line of the ledger or an opinion."""
        hit = self.hit()
        if hit and hit.kind is Kind.ENTRY:
            self.session.show_period(Period.parse(hit.about))
            self.asked_for.emit("ledger")
        elif hit and hit.kind is Kind.FEEDBACK:
            self.asked_for.emit("feedback")
        elif self.posting_id():
            show_notice(self.session, self.posting_id(), self, self._keep)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the words into the list with ↓, open with Enter, clear the words with Esc."""
        if event.key() == Qt.Key.Key_Down and self.words.hasFocus():
            (self.hits if self.hit() else self.kept).setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.words.hasFocus():
            self.open()
        elif event.key() == Qt.Key.Key_Escape and self.words.text():
            self.words.clear()
            self.words.setFocus()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the words."""
        super().showEvent(event)
        self.words.setFocus()

    def _read(self, progress: Progress) -> None:
        with self.session.desk.again() as desk:
            search.prepare(desk, progress)

    def _find(self, _done: object = None) -> None:
        try:
            found = search.find(self.session.desk, Wanted(self.words.text()))
        except UserError as error:
            self._say_nothing(str(error))
            return
        if not found.hits:
            self._say_nothing(
                f"没有找到“{self.words.text().strip()}”。少写几个字，或换一种说法再找。"
            )
            return
        self.hits.show_hits(found.hits)
        self.stack.setCurrentWidget(self.hits)
        self.note.say(_counted(found))
        self.refresh()

    def _show_year(self) -> None:
        if self.kept.kept:
            self.stack.setCurrentWidget(self.kept)
            left = sum(one.filed is None for one in self.kept.kept)
            filed = f"{len(self.kept.kept)} 份，{f'{left} 份没有归档' if left else '都已归档'}。"
            self.note.say(f"{filed}{self.series}")
            self.refresh()
        else:
            self._say_nothing(
                f"{self.year()}年还没有公布过。公布以后，榜、照片和归档处都列在这里。"
            )

    def _say_nothing(self, sentence: str) -> None:
        self.empty.setText(sentence)
        self.stack.setCurrentWidget(self.empty)
        self.note.say("")
        self.refresh()

    def _keep(self, dialog: NoticeDialog) -> None:
        self.notice = dialog


def _counted(found: Found) -> str:
    parts = "，".join(f"{kind.word} {count}" for kind, count in found.counts if count)
    more = f"；先列出 {len(found.hits)} 条，多写几个字可以少一些" if found.more else ""
    return f"找到：{parts}{more}。回车打开，Esc 回到年份。"
