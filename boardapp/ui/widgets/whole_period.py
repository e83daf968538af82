"""What is stated about a whole period rather than one line of it."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from boardapp.core.errors import UserError
from boardapp.services import importing
from boardapp.services import ledger as service
from boardapp.ui.dialogs.message import Confirm
from boardapp.ui.dialogs.state_year import StateYear
from boardapp.ui.errors import show_error
from boardapp.ui.widgets.ledger_chooser import LedgerChooser
from boardapp.ui.widgets.note import Note


class WholePeriod(QObject):
    """States the opening, the year before and that there was nothing, for the ledger on screen."""

    def __init__(
        self, chooser: LedgerChooser, note: Note, confirm: Confirm, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.session, self._page = chooser.session, parent
        self._chooser, self._note, self._confirm = chooser, note, confirm

    def state_opening(self, fen: int | None) -> None:
        """State what the ledger started from; None takes it back."""
        session = self.session
        month = session.period.months[0]
        try:
            service.state_opening(session.desk, session.book.id, self._chooser.account, month, fen)
        except UserError as error:
            show_error(error, self._page)
        session.changed.emit()

    def use_carried(self) -> None:
        """Let the balance of the period before stand in place of the one stated, after asking."""
        sentence = "账上写的期初将改为上期结余。以后可以重新导入文件恢复。"
        if self._confirm(self._page, "改用上期结余？", sentence, "改用上期结余"):
            self.state_opening(None)

    def state_year(self) -> None:
        """Open the form for the year's sums before the first month held here."""
        self.year_dialog = StateYear(self.session, self._page)
        self.year_dialog.open()

    def declare_none(self) -> None:
        """Declare that the period had neither income nor spending, or take that back."""
        session, declared = self.session, self._chooser.declaration()
        label = session.period.label
        try:
            if declared:
                importing.undo(session.desk, declared.id)
            else:
                sentence = f"公布时将写明{label}没有收入也没有支出，结余与上期相同。"
                if not self._confirm(self._page, f"{label}确实没有收支？", sentence, "登记无收支"):
                    return
                service.declare_none(session.desk, session.book.id, session.period)
        except UserError as error:
            show_error(error, self._page)
            return
        session.changed.emit()
        self._note.say(f"✓ 已撤回{label}“无收支”。" if declared else f"✓ 已登记：{label}无收支。")
