"""审核: what is under way, who must act next, and each step of a posting's life as one button."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from boardapp.core.life import Submission
from boardapp.store import villages
from boardapp.ui.dialogs.message import Confirm, ask
from boardapp.ui.errors import AskPath, ask_path
from boardapp.ui.life.card import LifeCard
from boardapp.ui.life.deeds import Asking, Deeds
from boardapp.ui.life.lives import Extent, LifeDeed, lives
from boardapp.ui.life.photo import AskPhoto, ask_photo
from boardapp.ui.life.table import LifeTable
from boardapp.ui.printing import AskPrinter, ask_printer
from boardapp.ui.session import Freshness, Session
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.note import Note

NOTHING = (
    "这一期还没有可以提交审查的。先登记账目、填好草稿，预览没有问题，再到这里提交。\n"
    "别的期间没有办完的，请在上面选“各期没有办完的”。"
)


class ReviewPage(QWidget):
    """The postings under way, and below them the chosen one with its next deed.

    Signals: ``asked_for`` with the page to turn to.
    """

    asked_for = Signal(str)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        confirm: Confirm = ask,
        choose_photo: AskPhoto = ask_photo,
        choose_path: AskPath = ask_path,
        choose_printer: AskPrinter = ask_printer,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.deeds = Deeds(
            self, session, Asking(confirm, choose_photo, choose_path, choose_printer)
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        self.extent = Choice()
        self.extent.setAccessibleName("看哪些")
        for extent in Extent:
            self.extent.addItem(extent.value, extent)
        self.tick_button = QPushButton("全选待审(&A)")
        self.sheet_button = QPushButton("审查单(&B)…")
        self.sheet_button.setToolTip("打印或保存审查单，拿去签字；可以一张审许多份")
        self.together_button = QPushButton("一次会议(&H)…")
        self.together_button.setToolTip("勾选的几份一起记入审核结果")
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.extent)
        top.addStretch()
        for button in (self.tick_button, self.sheet_button, self.together_button):
            top.addWidget(button)
        self.table = LifeTable()
        self.empty = QLabel(NOTHING)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.note = Note()
        self.card = LifeCard()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.note)
        column.addWidget(self.card)

    def _connect(self) -> None:
        self.extent.activated.connect(self.reload)
        self.table.itemSelectionChanged.connect(self.refresh)
        self.table.ticked.connect(self.refresh)
        self.table.cellPressed.connect(self.fall_silent)
        self.table.done.connect(self.card.act)
        self.tick_button.clicked.connect(self.tick_all)
        self.sheet_button.clicked.connect(self.print_sheet)
        self.together_button.clicked.connect(self.enter_together)
        self.deeds.told.connect(self.tell)
        self.deeds.asked_for.connect(self.asked_for)
        self.card.asked.connect(self.act)
        self.note.say("")
        Freshness(self, self.session, self.reload)

    def reload(self) -> None:
        """Show what the database holds."""
        session = self.session
        rows = lives(session, Extent(self.extent.currentData()))
        several = len(villages.bodies(session.desk.db)) > 1
        self.table.show_lives(rows, several)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.refresh()

    def show_part(self, part: str) -> None:
        """Show which postings another page asks for, by the name of their extent."""
        self.extent.setCurrentText(Extent[part.upper()].value)
        self.reload()
        self.table.setCurrentCell(0, 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Turn to the posting that another page spoke of."""
        super().showEvent(event)
        self.table.go_to(*self.session.chosen)

    def refresh(self) -> None:
        """Show the chosen row, and offer what the ticked ones allow."""
        row = self.table.chosen()
        self.card.show_row(self.session.desk, row)
        marked = len(self.table.marked())
        self.tick_button.setEnabled(any(r.deed is LifeDeed.STEP for r in self.table.rows))
        self.sheet_button.setEnabled(bool(self._for_sheet()))
        self.together_button.setEnabled(marked > 0)
        self.together_button.setText(f"一次会议 {marked} 份(&H)…" if marked else "一次会议(&H)…")

    def act(self, deed: Any) -> None:
        """Do what is asked for with the chosen row."""
        row = self.table.chosen()
        if row is not None:
            self.deeds.do(LifeDeed(deed), row)

    def tick_all(self) -> None:
        """Tick everything that waits for a review."""
        for number in range(len(self.table.rows)):
            self.table.tick(number)

    def tell(self, words: str, wrong: bool) -> None:
        """Say what was done."""
        self.note.say(words, wrong=wrong)

    def fall_silent(self) -> None:
        """Take away what was said of another posting."""
        self.note.say("")

    def print_sheet(self) -> None:
        """Show the review sheet of the ticked ones, or of the chosen one."""
        self.deeds.print_sheet(self._for_sheet())

    def enter_together(self) -> None:
        """Ask how one sitting ended for all that are ticked."""
        self.deeds.enter([row.submission for row in self.table.marked() if row.submission])

    def _for_sheet(self) -> list[Submission]:
        """Return what a sheet would be about: the ticked ones, or else the chosen one."""
        rows = self.table.marked() or tuple(filter(None, [self.table.chosen()]))
        return [r.submission for r in rows if r.submission and r.deed is LifeDeed.STEP]
