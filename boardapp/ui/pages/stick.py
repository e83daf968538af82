"""插入U盘: what was reported to the township and what not, and the way there."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.bundle.reporting import Reported
from boardapp.core.errors import UserError
from boardapp.core.progress import Progress
from boardapp.services import key_card, keys, verifying
from boardapp.services.verifying import Verdict
from boardapp.services.village import the_village
from boardapp.store import postings
from boardapp.ui.dialogs.correct import CorrectDialog
from boardapp.ui.dialogs.import_choose import dropped_file
from boardapp.ui.dialogs.keys import CardDialog
from boardapp.ui.errors import show_error
from boardapp.ui.session import Freshness, Session
from boardapp.ui.stick import reported
from boardapp.ui.stick.preflight import refusal
from boardapp.ui.stick.receipt import ReceiptReader
from boardapp.ui.stick.verdict import VerdictDialog
from boardapp.ui.stick.wizard import ExportDialog
from boardapp.ui.stick.world import World as World
from boardapp.ui.widgets.note import Note, wear_role
from boardapp.ui.widgets.rows import Rows
from boardapp.ui.widgets.tile import Tile

COLOURS = {Reported.UNREPORTED: "amber", Reported.RETURNED: "red", Reported.RECEIVED: "green"}
NOTES = {
    Reported.UNREPORTED: "还没有带去乡镇",
    Reported.EXPORTED: "等乡镇的回执",
    Reported.RECEIVED: "乡镇回执写明",
    Reported.RETURNED: "按理由更正后再报",
}
CARD = "⚠ 登记卡还没有打印。请打印，签字盖章交乡镇登记，乡镇才认得本村的上报。"
ROWS_HIGH = 130
"""The least height of the table in pixels: its heads and a row or two."""


class StickPage(QWidget):
    """The counts on the way to the township, the postings behind them, and the wizard.

    Signals: ``asked_for`` with the page to turn to.
    """

    asked_for = Signal(str)

    def __init__(
        self, session: Session, parent: QWidget | None = None, world: World | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.world = session, world or World()
        self._picked: Reported | None = None
        self.setAcceptDrops(True)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.banner = self._banner()
        self.tiles = {state: Tile(state.word) for state in Reported}
        self.note, self.reason, self.card_note = Note(), Note(), Note()
        self.caption = QLabel()
        self.caption.setProperty("role", "strong")
        self.rows = Rows(reported.HEADS, wide=1)
        self.rows.setAccessibleName("公示报到哪一步")
        self.rows.setMinimumHeight(ROWS_HIGH)
        self.correct_button = QPushButton("去更正(&C)…")
        self.correct_button.setProperty("role", "main")
        self.reader = ReceiptReader(self.session, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._scrolled(), 1)
        column.addLayout(self._verbs())

    def _banner(self) -> QFrame:
        """Return the box that says what is to be carried, with the button that does it."""
        banner = QFrame()
        self.told, self.last = QLabel(), QLabel()
        self.told.setProperty("role", "section")
        self.last.setProperty("role", "small")
        words = QVBoxLayout()
        words.setSpacing(4)
        for label in (self.told, self.last):
            label.setWordWrap(True)
            words.addWidget(label)
        self.export_button = QPushButton("导出到U盘(&E)")
        self.export_button.setProperty("role", "main")
        big = QSizePolicy.Policy.Expanding
        self.export_button.setSizePolicy(QSizePolicy.Policy.Preferred, big)
        inside = QHBoxLayout(banner)
        inside.setContentsMargins(20, 12, 14, 12)
        inside.setSpacing(18)
        inside.addLayout(words, 1)
        inside.addWidget(self.export_button)
        return banner

    def _scrolled(self) -> QScrollArea:
        """Return what is scrolled: the banner, the counts and the postings behind them."""
        counts = QHBoxLayout()
        counts.setSpacing(12)
        for tile in self.tiles.values():
            counts.addWidget(tile, 1)
        ground = QWidget()
        ground.setObjectName("ground")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        inner.addWidget(self.banner)
        inner.addWidget(self.note)
        inner.addLayout(counts)
        for part in (self.caption, self.reason):
            inner.addWidget(part)
        inner.addWidget(self.correct_button, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self.rows, 1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        return area

    def _verbs(self) -> QHBoxLayout:
        """Return the line of what else can be done."""
        self.verify_button = QPushButton("验一个数据包(&V)…")
        self.verify_button.setToolTip("看一个数据包是不是完好、是不是本村的；也可以把文件拖到这里")
        self.card_button = QPushButton("打印登记卡(&K)…")
        self.receipt_button = QPushButton("读回执(&I)…")
        self.receipt_button.setToolTip("乡镇写在U盘上的 receipt-….json；也可以把文件拖到这里")
        verbs = QHBoxLayout()
        verbs.setSpacing(12)
        verbs.addWidget(self.receipt_button)
        verbs.addWidget(self.verify_button)
        verbs.addWidget(self.card_button)
        verbs.addWidget(self.card_note, 1)
        verbs.addStretch()
        return verbs

    def _connect(self) -> None:
        self.export_button.clicked.connect(self.export)
        self.verify_button.clicked.connect(self.ask_bundle)
        self.card_button.clicked.connect(self.show_card)
        self.receipt_button.clicked.connect(self.ask_receipt)
        self.correct_button.clicked.connect(self.correct)
        self.reader.asked_for.connect(self.asked_for)
        self.rows.itemSelectionChanged.connect(self.show_reason)
        for state, tile in self.tiles.items():
            tile.clicked.connect(lambda _=False, state=state: self.pick(state))
        Freshness(self, self.session, self.reload)

    def reload(self) -> None:
        """Show what the database holds; no drive is looked at."""
        desk = self.session.desk
        self.seen = reported.standing(desk)
        self.told.setText(reported.told_of(self.seen))
        self.last.setText(reported.last_told(desk))
        calm = not (self.seen.count(Reported.UNREPORTED) or self.seen.count(Reported.RETURNED))
        wear_role(self.banner, "calm" if calm else "next")
        for state, tile in self.tiles.items():
            count = self.seen.count(state)
            colour = COLOURS.get(state, "ink") if count else "ink"
            tile.show_count(str(count), NOTES[state], "份", colour)
        refused = refusal(desk)
        self.note.say(f"⚠ {refused.sentence}" if refused else "", wrong=True)
        self.card_note.say(CARD if keys.reminder(desk) and not refused else "", wrong=True)
        self.show_state(self._picked or self.seen.first)

    def pick(self, state: Reported) -> None:
        """List the postings of a state, and stay with it."""
        self._picked = state
        self.show_state(state)

    def show_state(self, state: Reported) -> None:
        """List the postings that stand in one state."""
        self.lines = reported.lines_of(self.session.desk, self.seen, state)
        count = self.seen.count(state)
        most = f"，列出最近 {len(self.lines)} 份" if count > len(self.lines) else ""
        self.caption.setText(f"{state.word}的公示 {count} 份{most}" if count else "")
        self.caption.setVisible(bool(count))
        self.rows.show_rows([one.cells for one in self.lines])
        self.show_reason()

    def show_reason(self) -> None:
        """Say why the township returned the chosen posting."""
        at = self.rows.currentRow()
        why = self.lines[at].reason if 0 <= at < len(self.lines) else ""
        self.reason.say(f"乡镇退回的理由：{why}" if why else "", wrong=True)
        self.correct_button.setVisible(bool(why))

    def correct(self) -> None:
        """Correct the chosen posting: nothing else is done with what the township returned."""
        posting = postings.by_id(self.session.desk.db, self.lines[self.rows.currentRow()].posting)
        if posting is None:
            return
        try:
            self.fixing = CorrectDialog(self.session, posting, self)
        except UserError as error:
            show_error(error, self)
            return
        self.fixing.accepted.connect(lambda: self.asked_for.emit("review"))
        self.fixing.open()

    def ask_receipt(self) -> None:
        """Ask which receipt is to be read, and read it."""
        path = self.world.receipt(self)
        if path:
            self.reader.read(path)

    def export(self) -> None:
        """Open the wizard."""
        world = self.world
        self.wizard = ExportDialog(self.session, world.find, world.folder, self, world.run)
        self.wizard.asked_for.connect(self.asked_for)
        self.wizard.open()

    def ask_bundle(self) -> None:
        """Ask which file is to be judged."""
        path = self.world.bundle(self)
        if path:
            self.verify(path)

    def verify(self, path: Path) -> None:
        """Judge a file, on the worker; nothing is taken in."""
        session = self.session

        def task(progress: Progress) -> tuple[Path, Verdict]:
            with session.desk.again() as desk:
                return path, verifying.own_verdict(desk, path, _small(progress))

        session.jobs.start(task, "正在验数据包", self, self.show_verdict)

    def show_verdict(self, judged: Any) -> None:
        """Show what a file is worth."""
        file, found = judged
        self.verdict = VerdictDialog(file, found, self)
        self.verdict.present()

    def show_card(self) -> None:
        """Show the enrolment card, to be printed or saved."""
        desk = self.session.desk
        try:
            pdf = key_card.card_pdf(desk)
        except UserError as error:
            show_error(error, self)
            return
        CardDialog(self.session, pdf, the_village(desk).name, self).present()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome one file."""
        if dropped_file(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read a receipt, or judge a bundle."""
        path = dropped_file(event.mimeData())
        if path:
            act = self.reader.read if path.name.endswith((".json", ".minisig")) else self.verify
            act(path)


def _small(progress: Progress) -> Progress:
    """Return a progress in thousandths: sizes in bytes outgrow the numbers of Qt."""
    return lambda done, total, label: progress(done * 1000 // max(total, 1), 1000, label)
