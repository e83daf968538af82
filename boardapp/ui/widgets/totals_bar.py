"""The sums of a ledger that stay in sight below its lines."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.ledger import Totals, YearToDate
from boardapp.core.money import grouped, told
from boardapp.services.ledger import OpeningFigure
from boardapp.ui.widgets.amount_edit import AmountEdit

MARGIN = 18


class TotalsBar(QFrame):
    """Opening, income, spending, balance, and the year so far.

    Signals: ``opening_typed`` with fen or None where nothing is carried from the period before,
    ``carried_asked`` when the carried balance is to stand in place of a stated one that differs,
    ``year_asked`` to state the year's sums before the first month held.
    """

    opening_typed = Signal(object)
    carried_asked = Signal()
    year_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._build()
        self.opening_edit.amount_typed.connect(self.opening_typed)
        self.carried_button.clicked.connect(self.carried_asked)
        self.year_button.clicked.connect(self.year_asked)

    def _build(self) -> None:
        self.opening, self.income, self.expense = QLabel(), QLabel(), QLabel()
        self.closing, self.moved, self.year = QLabel(), QLabel(), QLabel()
        self.opening_edit = AmountEdit(self)
        self.opening_edit.setAccessibleName("上期结转")
        self.opening_edit.setPlaceholderText("请填上期结余")
        self.opening_edit.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 15)
        self._sums = self._places()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(18)
        self._both.addLayout(self._sums)
        self._both.addLayout(self._year(), 1)
        self.warning_row = self._warning()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 10, MARGIN, 10)
        layout.setSpacing(4)
        layout.addWidget(self.warning_row)
        layout.addLayout(self._both)

    def _places(self) -> QGridLayout:
        sums = QGridLayout()
        sums.setHorizontalSpacing(18)
        sums.setVerticalSpacing(0)
        places = (
            ("上期结转", self.opening),
            ("＋ 收入", self.income),
            ("－ 支出", self.expense),
            ("± 划转", self.moved),
            ("＝ 结余", self.closing),
        )
        self.heads: dict[str, QLabel] = {}
        for column, (title, value) in enumerate(places):
            head = QLabel(title)
            head.setProperty("role", "small")
            value.setProperty("role", "strong")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            sums.addWidget(head, 0, column)
            self.heads[title] = head
            sums.addWidget(value, 1, column)
        self.moved.setToolTip("本村账户之间转钱的净额，不算收入也不算支出")
        self.closing.setProperty("role", "section")
        sums.addWidget(self.opening_edit, 1, 0)
        return sums

    def _year(self) -> QHBoxLayout:
        self._year_words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.year_head = QLabel()
        self.year_head.setProperty("role", "small")
        self.year.setProperty("role", "strong")
        self.year_button = QPushButton("补填(&J)…")
        self.year_button.setToolTip("填写年初以来、账不在本程序里的收入和支出")
        self._year_words.setSpacing(0)
        self._year_words.addWidget(self.year_head)
        self._year_words.addWidget(self.year)
        year = QHBoxLayout()
        year.setSpacing(18)
        year.addLayout(self._year_words)
        year.addWidget(self.year_button)
        year.addStretch()
        return year

    def _warning(self) -> QWidget:
        self.warning = QLabel()
        self.warning.setProperty("role", "wrong")
        self.warning.setWordWrap(True)
        self.carried_button = QPushButton("改用上期结余(&U)")
        row = QHBoxLayout()
        row.addWidget(self.warning, 1)
        row.addWidget(self.carried_button)
        found = QWidget()
        found.setLayout(row)
        row.setContentsMargins(0, 0, 0, 4)
        return found

    def show_totals(self, sums: Totals, year: YearToDate) -> None:
        """Show the sums of the period and of the year through it."""
        self.opening.setText(told(sums.opening))
        self.income.setText(grouped(sums.income))
        self.expense.setText(grouped(sums.expense))
        self.closing.setText(told(sums.closing))
        self.year_head.setText(f"本年累计{year.caveat}")
        self.year.setText(f"收入\u00a0{grouped(year.income)}　支出\u00a0{grouped(year.expense)}")
        self.year_button.setVisible(not year.complete and year.since.index > 1)
        self.moved.setText(grouped(sums.moved))
        for label in (self.moved, self.heads["± 划转"]):
            label.setVisible(bool(sums.moved))
        self._fold()

    def show_opening(self, figure: OpeningFigure | None) -> None:
        """Let the opening be typed where nothing is carried; None when it is not one ledger's."""
        typed = figure is not None and figure.carried is None
        self.opening_edit.setVisible(typed)
        self.opening.setVisible(not typed)
        if typed and figure is not None:
            self.opening_edit.show_fen(figure.stated)
        self._fold()
        parts = figure is not None and figure.parts
        self.warning_row.setVisible(parts)
        if parts and figure is not None:
            stated, carried = figure.stated or 0, figure.carried or 0
            self.warning.setText(
                f"✖ 账上写的期初是 {grouped(stated)} 元，上期结余是 {grouped(carried)} 元，"
                f"相差 {grouped(abs(stated - carried))} 元。请与记账中心核对。"
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the year below where it has no room beside."""
        super().resizeEvent(event)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """Ask for no more than the sums without the year beside them."""
        hint = super().minimumSizeHint()
        return QSize(self._sums.minimumSize().width() + 2 * MARGIN, hint.height())

    def _fold(self) -> None:
        needed = self._sums.sizeHint().width() + self._year_wide() + 18 + 2 * MARGIN
        narrow = needed > self.width()
        way = QBoxLayout.Direction
        self._both.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._both.setSpacing(4 if narrow else 18)
        self._year_words.setDirection(way.LeftToRight if narrow else way.TopToBottom)
        self._year_words.setSpacing(18 if narrow else 0)

    def _year_wide(self) -> int:
        """Return how wide the year is with its head above it."""
        words = max(self.year.sizeHint().width(), self.year_head.sizeHint().width())
        button = self.year_button.sizeHint().width() + 18 if not self.year_button.isHidden() else 0
        return words + button
