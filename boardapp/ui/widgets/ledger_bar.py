"""The buttons above a ledger, and the choice of the ledger."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from boardapp.core.archive.closing import Closed
from boardapp.services.resources import resource
from boardapp.ui.session import Session
from boardapp.ui.widgets.ledger_chooser import LedgerChooser


class LedgerBar(QWidget):
    """Taking in and choosing at the left, what is done to lines at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.import_button = QPushButton("导入账目(&I)…")
        self.import_button.setProperty("role", "main")
        self.chooser = LedgerChooser(session)
        self.lock_button = QPushButton()
        self.lock_button.setIcon(QIcon(str(resource("icons") / "lock.svg")))
        self.lock_button.setToolTip("这一年的账只能查看。按一下看是谁、什么时候年结的")
        self.lock_button.hide()
        self.none_button = QPushButton("本期无收支(&W)")
        self.transfer_button = QPushButton("标为划转(&T)")
        self.transfer_button.setToolTip("本村账户之间转钱，不算收入也不算支出")
        self.remove_button = QPushButton("删除行(&X)")
        self.undo_button = QPushButton("撤销(&R)")
        self.undo_button.setToolTip("撤销这一页上最近的改动（Ctrl+Z）")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.import_button)
        row.addWidget(self.chooser)
        row.addWidget(self.lock_button)
        row.addStretch()
        for button in (
            self.none_button,
            self.transfer_button,
            self.remove_button,
            self.undo_button,
        ):
            row.addWidget(button)

    def allow(self, *, change: bool, undo: bool) -> None:
        """Let lines be changed, and changes taken back, or not."""
        self.transfer_button.setVisible(change)
        self.remove_button.setVisible(change)
        self.undo_button.setEnabled(undo)

    def show_closed(self, one: Closed | None) -> None:
        """Show the lock of a closed year, and take nothing in for it."""
        self.lock_button.setVisible(one is not None)
        self.import_button.setEnabled(one is None)
        self.none_button.setEnabled(one is None)
        if one:
            self.lock_button.setText(f"{one.year}年已年结(&K)")

    def offer_none(self, *, declared: bool, empty: bool) -> None:
        """Offer to declare an empty period, or to take that back."""
        self.none_button.setText("撤回“无收支”(&W)" if declared else "本期无收支(&W)")
        self.none_button.setVisible(empty)
