"""备份与恢复: what is kept, and how to get it back."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from boardapp.services import clock, instance
from boardapp.services.instance import Standing
from boardapp.ui.backup.card import Ask
from boardapp.ui.backup.keeping import KeepingTab
from boardapp.ui.backup.restoring import RestoringTab
from boardapp.ui.session import Freshness, Session


class BackupPage(QWidget):
    """Two tabs; the second is in sight at first when the data must be confirmed."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, ask: Ask | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.keeping = KeepingTab(session, ask or Ask())
        self.restoring = RestoringTab(session, ask or Ask())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName("备份与恢复")
        self.tabs.addTab(self.keeping, "备份")
        self.tabs.addTab(self.restoring, "恢复")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        desk = session.desk
        if instance.standing(desk) is not Standing.PROVEN or clock.behind(desk):
            self.tabs.setCurrentWidget(self.restoring)
        Freshness(self, session, self.reload)

    def reload(self) -> None:
        """Show what is kept and what is to be done."""
        self.keeping.reload()
        self.restoring.reload()

    def show_part(self, part: str) -> None:
        """Turn to a tab: ``keeping`` or ``restoring``."""
        self.tabs.setCurrentWidget({"restoring": self.restoring}.get(part, self.keeping))
