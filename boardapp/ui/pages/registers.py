"""三资台账: assets, resources, contracts, debts and funds, one register at a time."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from boardapp.core.registers.cards import CardKind
from boardapp.ui.registers.funds import FundsView
from boardapp.ui.registers.register import Ask, RegisterView
from boardapp.ui.session import Freshness, Session


class RegistersPage(QWidget):
    """Five tabs; only the one in sight is read.

    Signals: ``asked_for`` with a page to turn to.
    """

    asked_for = Signal(str)

    def __init__(
        self, session: Session, parent: QWidget | None = None, ask: Ask | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.views = {kind: RegisterView(session, kind, ask or Ask()) for kind in CardKind}
        self.funds = FundsView(session)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName("台账")
        for kind, view in self.views.items():
            self.tabs.addTab(view, kind.word)
        self.tabs.addTab(self.funds, "资金")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self.reload)
        self.funds.asked_for.connect(self.asked_for)
        Freshness(self, session, self.reload)

    def reload(self) -> None:
        """Show what the database holds in the register that is in sight."""
        view = self.tabs.currentWidget()
        if isinstance(view, RegisterView | FundsView):
            view.reload()

    def show_register(self, kind: CardKind) -> None:
        """Turn to a register."""
        self.tabs.setCurrentWidget(self.views[kind])

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the list, where the work is."""
        super().showEvent(event)
        view = self.tabs.currentWidget()
        if isinstance(view, RegisterView) and view.currentIndex() == 0:
            view.list.view.setFocus()
