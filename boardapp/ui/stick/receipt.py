"""读回执: a receipt is read on the worker, what must be asked is asked, and the end is told."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from boardapp.core.bundle.receipt_outcome import ReceiptOutcome
from boardapp.core.progress import Progress
from boardapp.services import receipts
from boardapp.services.receipts import Judged
from boardapp.ui.dialogs.message import Message
from boardapp.ui.session import Session
from boardapp.ui.stick.facts import Facts
from boardapp.ui.widgets.rows import Rows

NEXT, FILE, HELD, MISSING, SIGNER = "怎么办", "文件", "乡镇手里", "还缺", "乡镇的密钥"
TO_SETTINGS = "settings/township"
DONE = (ReceiptOutcome.TAKEN, ReceiptOutcome.ALREADY_TAKEN)
KINDS = {"postings": "公示 {} 份", "notices": "榜文 {} 份", "attachments": "附件 {} 个"}
"""How missing files are counted, by the folder of the bundle that they belong in."""


class ReceiptReader(QObject):
    """Reads one receipt before a widget; afterwards the database may hold more.

    Signals: ``ended`` with what became of the receipt when its box is closed, ``asked_for`` with
    the page that puts right what refused it.
    """

    ended = Signal(object)
    asked_for = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.around = session, parent
        self.dialog: ReceiptDialog | None = None

    def read(self, file: Path, *, confirmed: bool = False) -> None:
        """Read a receipt on the worker, and show what became of it."""
        session = self.session

        def task(progress: Progress) -> tuple[Path, Judged]:
            progress(0, 0, "正在读回执")
            with session.desk.again() as desk:
                return file, receipts.take(desk, file, confirmed=confirmed)

        session.jobs.start(task, "正在读回执", self.around, self.show_result)

    def show_result(self, result: Any) -> None:
        """Show what became of the receipt; a doubt is asked about, and 取消 is the default."""
        file, found = result
        if found.outcome in DONE:
            self.session.changed.emit()
        self.dialog = ReceiptDialog(file, found, self.around)
        self.dialog.accepted.connect(lambda: self._go_on(file, found))
        self.dialog.rejected.connect(lambda: self.ended.emit(found))
        self.dialog.present()

    def _go_on(self, file: Path, found: Judged) -> None:
        if found.outcome.asks:
            self.read(file, confirmed=True)
        elif found.outcome is ReceiptOutcome.NO_TOWNSHIP_KEY:
            self.ended.emit(found)
            self.asked_for.emit(TO_SETTINGS)


class ReceiptDialog(Message):
    """What the township says it holds, what it returns and why, and what is done next."""

    def __init__(self, file: Path, found: Judged, parent: QWidget | None = None) -> None:
        super().__init__(_heading(found), found.sentence, parent, _verb(found))
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        one = found.receipt
        self.facts = Facts((NEXT, FILE, HELD, MISSING, SIGNER))
        for value in self.facts.values.values():
            value.setTextFormat(Qt.TextFormat.PlainText)
        show = self.facts.show_fact
        show(NEXT, found.next_step, "strong")
        numbered = f"（第{one.number}号，{one.issued_on}）" if one else ""
        show(FILE, f"{file.name}{numbered}")
        show(HELD, _held(found))
        show(MISSING, _missing(one.missing if one else ()))
        show(SIGNER, found.signer)
        self.rows = Rows(("退回的公示", "理由"), wide=1, most=6)
        self.rows.setAccessibleName("退回的公示")
        self.rows.show_rows([(back.number or "本机没有", back.reason) for back in found.returned])
        self.rows.setVisible(bool(found.returned))
        self.body.insertWidget(2, self.facts)
        self.body.insertWidget(3, self.rows)
        self.setMinimumWidth(44 * self.font().pixelSize())

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as its words need at this width: long ones wrap."""
        layout = self.layout()
        if layout:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))
        super().showEvent(event)


def offer(files: tuple[Path, ...]) -> str:
    """Say which receipts lie on a stick and were not read yet; nothing where there are none."""
    if not files:
        return ""
    several = f"（共 {len(files)} 份没有读过，读最新的就行）" if len(files) > 1 else ""
    return f"U盘上有乡镇的新回执 {files[-1].name}{several}。先读入它，再导出，可以少带文件。"


def _heading(found: Judged) -> str:
    if found.outcome is ReceiptOutcome.TAKEN:
        return "✓ 回执已读入"
    if found.outcome is ReceiptOutcome.ALREADY_TAKEN:
        return "✓ 这份回执已经读过"
    return "？ 要先问清楚" if found.outcome.asks else "✖ 回执没有读入"


def _verb(found: Judged) -> str:
    if found.outcome.asks:
        return "已经问清，读入"
    return "去登记乡镇的公钥" if found.outcome is ReceiptOutcome.NO_TOWNSHIP_KEY else ""


def _held(found: Judged) -> str:
    one = found.receipt
    if one is None:
        return ""
    back = f"，退回 {len(found.returned)} 份" if found.returned else ""
    up_to = f"到第{one.sequence}号数据包" if one.sequence else "没有数据包"
    return f"{up_to}，公示 {len(one.postings)} 份{back}"


def _missing(paths: tuple[str, ...]) -> str:
    """Count missing files by their kind: their names say nothing to a clerk."""
    found = [path.removeprefix("data/").partition("/")[0] for path in paths]
    told = [words.format(found.count(kind)) for kind, words in KINDS.items() if kind in found]
    others = sum(kind not in KINDS for kind in found)
    return "、".join(told + ([f"其他 {others} 个"] if others else []))
