"""The second step: what will go, found out before anything is written, or what refuses it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from boardapp.ui.stick import preflight
from boardapp.ui.stick.facts import Facts, scrolled
from boardapp.ui.stick.places import Place
from boardapp.ui.stick.preflight import Preflight, Refusal
from boardapp.ui.stick.receipt import offer
from boardapp.ui.widgets.note import Note

WHAT, INSIDE, SIZE, WHY, WHERE = "哪一个", "里面有", "多大", "依据", "写到"

FULL = "乡镇说以前的东西丢了、换了电脑、要从头再收一遍时才选。文件大，写得慢；平时不用。"
FULL_ANYWAY = "这次本来就全部带上，不用选。"


class LookAtLoad(QWidget):
    """The load as facts, and whether everything goes; or one sentence and the way out.

    Signals: ``asked_for`` with the page that puts right what refuses, ``full_asked`` when it was
    chosen otherwise whether everything goes, ``receipt_asked`` with a receipt to be read first.
    """

    asked_for = Signal(str)
    full_asked = Signal()
    receipt_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refusal: Refusal | None = None
        self._receipts: tuple[Path, ...] = ()
        self._build()
        self.receipt_button.clicked.connect(self._read)
        self.full.clicked.connect(self.full_asked)
        self.way_button.clicked.connect(self._lead)

    def _build(self) -> None:
        self.facts = Facts((WHAT, INSIDE, SIZE, WHY, WHERE))
        self.full = QCheckBox("全部带上(&A)")
        self.full_told = QLabel(FULL)
        self.full_told.setProperty("role", "small")
        self.full_told.setWordWrap(True)
        self.note = Note()
        self.offer = QFrame()
        self.offer.setProperty("role", "next")
        self.offer_told = QLabel()
        self.offer_told.setWordWrap(True)
        self.receipt_button = QPushButton("先读回执(&I)")
        self.receipt_button.setProperty("role", "main")
        offered = QVBoxLayout(self.offer)
        offered.setContentsMargins(20, 14, 20, 16)
        offered.addWidget(self.offer_told)
        offered.addWidget(self.receipt_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.refused = QFrame()
        self.refused.setProperty("role", "problems")
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.way_button = QPushButton()
        self.way_button.setProperty("role", "main")
        inside = QVBoxLayout(self.refused)
        inside.setContentsMargins(20, 14, 20, 16)
        inside.setSpacing(14)
        head = QLabel("✖ 现在还不能导出")
        head.setProperty("role", "section")
        inside.addWidget(head)
        inside.addWidget(self.sentence)
        inside.addWidget(self.way_button, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        parts = (self.offer, self.note, self.refused, self.facts, self.full, self.full_told)
        column.addWidget(scrolled(*parts))

    @property
    def wants_all(self) -> bool:
        """Whether the person wants everything to go."""
        return self.full.isChecked() and self.full.isEnabled()

    def start_over(self) -> None:
        """Want only what the township lacks, as every month."""
        self.full.setEnabled(True)
        self.full.setChecked(False)

    def show_load(self, one: Preflight, place: Place) -> None:
        """Show what would go to a place."""
        self._refusal = None
        self._turn(one.receipts, refused=False)
        self.facts.show_fact(WHAT, preflight.title_of(one.plan), "strong")
        self.facts.show_fact(INSIDE, preflight.inside(one.plan))
        self.facts.show_fact(SIZE, preflight.room(one))
        self.facts.show_fact(WHY, preflight.why(one))
        self.facts.show_fact(WHERE, f"{place.name.replace('&&', '&')}（{place.path}）")
        if not self.full.isChecked():
            self.full.setEnabled(not one.plan.header.full)
        self.full_told.setText(FULL if self.full.isEnabled() else FULL_ANYWAY)
        if not one.look.result.ok:
            self.note.say(f"✖ {one.look.sentence}", wrong=True)
        else:
            self.note.say("\n".join(f"⚠ {told}" for told in one.look.warnings))

    def show_refusal(self, one: Refusal) -> None:
        """Show why nothing can go, and the button that leads out of it."""
        self._refusal = one
        self._turn(one.receipts, refused=True)
        self.note.say("")
        self.sentence.setText(one.sentence)
        self.way_button.setText(f"{one.verb}(&G)")
        self.way_button.setVisible(bool(one.page))

    def _turn(self, unread: tuple[Path, ...], *, refused: bool) -> None:
        self._receipts = unread
        self.offer_told.setText(offer(unread))
        self.offer.setVisible(bool(unread))
        self.refused.setVisible(refused)
        for one in (self.facts, self.full, self.full_told):
            one.setVisible(not refused)

    def _read(self) -> None:
        if self._receipts:
            self.receipt_asked.emit(self._receipts[-1])

    def _lead(self) -> None:
        if self._refusal:
            self.asked_for.emit(self._refusal.page)
