"""The first step of taking a ledger in: which file, about which period, for which ledger."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.errors import UserError
from boardapp.core.period import Period
from boardapp.core.village import Account, AccountKind
from boardapp.services.village import open_account
from boardapp.store import villages
from boardapp.ui.session import Session

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".csv", ".txt", ".xml", ".et", ".htm", ".html")
AskFile = Callable[[QWidget], Path | None]
_NEW, _BY_FILE = "new", "by-file"
LATER, EARLIER = 3, 37
"""How many periods after and before the one on screen are offered."""


def ask_file(parent: QWidget) -> Path | None:
    """Let a person choose a ledger file."""
    kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    name, _ = QFileDialog.getOpenFileName(
        parent, "选择账目文件", "", f"账目文件 ({kinds});;所有文件 (*)"
    )
    return Path(name) if name else None


def dropped_file(data: QMimeData) -> Path | None:
    """Return the file that is dragged here, or None when it is not exactly one."""
    urls = data.urls()
    if len(urls) == 1 and urls[0].isLocalFile():
        return Path(urls[0].toLocalFile())
    return None


class ChooseFile(QWidget):
    """The file, by button or by dropping it here; the period; the ledger.

    Signals: ``edited`` when any of them changes, ``ready`` when a file was dropped or chosen.
    """

    edited = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, choose: AskFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._choose = choose
        self.path: Path | None = None
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.zone, self.new_account = self._zone(), self._new_account()
        self.periods, self.ledgers = QComboBox(), QComboBox()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.zone)
        for text, field, hint in (
            ("账目是哪一期的(&P)", self.periods, ""),
            (
                "记到哪一本账(&L)",
                self.ledgers,
                "现金日记账、银行日记账会记到各自的账户，其余记到总账。下一步会告诉您记到哪里。",
            ),
        ):
            label = QLabel(text)
            label.setProperty("role", "strong")
            label.setBuddy(field)
            layout.addSpacing(10)
            layout.addWidget(label)
            if hint:
                layout.addWidget(_small(hint))
            layout.addWidget(field)
        layout.addWidget(self.new_account)
        layout.addStretch()

    def _zone(self) -> QFrame:
        """Return the card onto which a file is dropped."""
        self.file_button = QPushButton("选择文件(&F)…")
        self.file_label = QLabel()
        self.file_label.setWordWrap(True)
        self.file_label.setProperty("role", "strong")
        zone = QFrame()
        zone.setProperty("role", "card")
        inside = QVBoxLayout(zone)
        inside.setContentsMargins(28, 24, 28, 24)
        inside.setSpacing(12)
        inside.addWidget(self.file_label)
        inside.addWidget(self.file_button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(_small("记账中心发来的 Excel、WPS 或 CSV 文件。也可以把文件拖到这里。"))
        return zone

    def _new_account(self) -> QWidget:
        """Return the fields of an account that is not registered yet."""
        self.kinds = QComboBox()
        for kind in AccountKind:
            self.kinds.addItem(kind.word, kind)
        self.name_edit = QLineEdit()
        self.name_edit.setPlaceholderText("账户名称，例如 基本户")
        self.add_button = QPushButton("登记这个账户(&A)")
        found = QWidget()
        row = QHBoxLayout(found)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.kinds)
        row.addWidget(self.name_edit, 1)
        row.addWidget(self.add_button)
        return found

    def _connect(self) -> None:
        self.file_button.clicked.connect(self.choose)
        self.ledgers.currentIndexChanged.connect(self.refresh)
        self.periods.currentIndexChanged.connect(self.edited)
        self.add_button.clicked.connect(self.add_account)
        self.name_edit.returnPressed.connect(self.add_account)

    def reload(self) -> None:
        """Offer the periods around the one on screen, and the ledgers of the book."""
        period = self.session.period
        for _ in range(LATER):
            period = period.next()
        self.periods.clear()
        for _ in range(LATER + EARLIER):
            self.periods.addItem(period.label, period)
            period = period.previous()
        self.periods.setCurrentIndex(LATER)
        self._show_ledgers("")
        self.show_file(self.path)

    def refresh(self) -> None:
        """Ask for the new account's name when one is wanted."""
        self.new_account.setVisible(self.ledgers.currentData() == _NEW)
        self.edited.emit()

    @property
    def period(self) -> Period:
        """The period that the file is about."""
        found = self.periods.currentData()
        return found if isinstance(found, Period) else self.session.period

    @property
    def account(self) -> Account | None:
        """The account that the file belongs to, None for 总账."""
        found = self.ledgers.currentData()
        return found if isinstance(found, Account) else None

    @property
    def by_file(self) -> bool:
        """Whether the file itself is to tell which account's book it is."""
        return bool(self.ledgers.currentData() == _BY_FILE)

    @property
    def complete(self) -> bool:
        """Whether there is a file, and a ledger for it."""
        return self.path is not None and self.ledgers.currentData() != _NEW

    def show_file(self, path: Path | None) -> None:
        """Take a file, or none."""
        self.path = path
        self.file_label.setText(f"✓ {path.name}" if path else "还没有选文件")
        self.file_button.setText("换一个文件(&F)…" if path else "选择文件(&F)…")
        self.file_button.setProperty("role", "" if path else "main")
        self.file_button.style().unpolish(self.file_button)
        self.file_button.style().polish(self.file_button)
        self.edited.emit()

    def choose(self) -> None:
        """Let the person choose a file."""
        path = self._choose(self)
        if path:
            self.show_file(path)

    def add_account(self) -> None:
        """Register the account that is typed and choose it."""
        try:
            account = open_account(
                self.session.desk,
                self.session.book.id,
                self.kinds.currentData(),
                self.name_edit.text(),
            )
        except UserError as error:
            self.failed.emit(error)
            return
        self._show_ledgers(account.id)
        self.session.changed.emit()

    def _show_ledgers(self, chosen: str) -> None:
        self.ledgers.clear()
        self.ledgers.addItem("看文件自动判断", _BY_FILE)
        self.ledgers.addItem("总账（不分账户）", "")
        for account in villages.accounts(self.session.desk.db, self.session.book.id):
            self.ledgers.addItem(f"{account.name}（{account.kind.word}）", account)
            if account.id == chosen:
                self.ledgers.setCurrentIndex(self.ledgers.count() - 1)
        self.ledgers.addItem("新登记一个账户……", _NEW)
        self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome one file."""
        if dropped_file(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file."""
        self.show_file(dropped_file(event.mimeData()))


def _small(words: str) -> QLabel:
    """Return a line of small type that wraps."""
    label = QLabel(words)
    label.setProperty("role", "small")
    label.setWordWrap(True)
    return label
