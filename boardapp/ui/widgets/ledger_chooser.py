"""Which ledger of the book is on screen, and what it holds of the period."""

from PySide6.QtWidgets import QComboBox, QWidget

from boardapp.core.ledger import Entry, Start
from boardapp.services import ledger as service
from boardapp.services.ledger import OpeningFigure
from boardapp.store import entries as store
from boardapp.store import imports, villages
from boardapp.store.imports import LedgerImport
from boardapp.ui.session import Session

COMBINED, MERGED = "", "merged"


class LedgerChooser(QComboBox):
    """总账, each account's book, or all of them merged as they are published (to look at only).

    It is out of sight while the book has no accounts: then there is only 总账.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._shown = ("", "")
        self.setAccessibleName("账本")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    @property
    def ledger(self) -> str:
        """The ledger on screen: an account's id, ``COMBINED`` or ``MERGED``."""
        return str(self.currentData() or COMBINED)

    @property
    def merged(self) -> bool:
        """Whether all ledgers are shown together, to look at only."""
        return self.ledger == MERGED

    @property
    def account(self) -> str | None:
        """The account of the ledger on screen, None for 总账."""
        return self.ledger or None

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells one ledger's period from another."""
        return self.session.book.id, self.ledger, self.session.period.code

    def reload(self) -> None:
        """Offer the ledgers of the book; a new period begins with the one that speaks for it."""
        db, book = self.session.desk.db, self.session.book.id
        accounts = villages.accounts(db, book)
        shown, chosen = (book, self.session.period.code), self.ledger
        if shown != self._shown:
            chosen = service.ledgers_held(db, book, self.session.period.months[-1])[0] or COMBINED
        self._shown = shown
        self.clear()
        self.addItem("总账（不分账户）", COMBINED)
        for account in accounts:
            self.addItem(f"{account.name}（{account.kind.word}）", account.id)
        self.addItem("公布用合并（只看）", MERGED)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.setVisible(bool(accounts))

    def lines(self) -> tuple[Entry, ...]:
        """Return the period's lines of the ledger on screen."""
        db, book, period = self.session.desk.db, self.session.book.id, self.session.period
        if self.merged:
            return service.lines(db, book, period)
        held = store.of_months(db, book, period.months)
        return tuple(one for one in held if one.account == self.account)

    def figure(self) -> OpeningFigure | None:
        """Return what the ledger starts the period with; None for all of them together."""
        if self.merged:
            return None
        month = self.session.period.months[0]
        return service.opening_figure(
            self.session.desk.db, self.session.book.id, self.account, month
        )

    def start(self) -> Start | None:
        """Return the first month of the period whose opening is known, and the opening in fen."""
        db, book, period = self.session.desk.db, self.session.book.id, self.session.period
        if self.merged:
            return service.first_known(db, book, period)
        for month in period.months:
            fen = service.opening_figure(db, book, self.account, month).fen
            if fen is not None:
                return Start(month, fen)
        return None

    def declaration(self) -> LedgerImport | None:
        """Return the declaration that the period is without income and spending, if any."""
        standing = imports.standing(self.session.desk.db, self.session.book.id)
        about = (one for one in standing if one.period == self.session.period)
        return next((one for one in about if not one.file_name), None)
