"""The sums of a ledger that stay in sight below its lines."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.ledger import Totals, YearToDate
from boardapp.core.money import grouped
from boardapp.services.ledger import OpeningFigure
from boardapp.ui.widgets.amount_edit import AmountEdit


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
        self.opening_edit.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 20)
        sums = QGridLayout()
        sums.setHorizontalSpacing(26)
        sums.setVerticalSpacing(0)
        places = (
            ("上期结转", self.opening),
            ("＋ 收入", self.income),
            ("－ 支出", self.expense),
            ("＝ 结余", self.closing),
            ("本年累计", self.year),
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
        self.closing.setProperty("role", "section")
        sums.addWidget(self.opening_edit, 1, 0)
        sums.setColumnStretch(len(places) - 1, 1)
        self.year_button = QPushButton("补填年初累计(&J)…")
        sums.addWidget(self.year_button, 0, len(places), 2, 1)
        self.warning = QLabel()
        self.warning.setProperty("role", "wrong")
        self.warning.setWordWrap(True)
        self.carried_button = QPushButton("改用上期结余(&U)")
        row = QHBoxLayout()
        row.addWidget(self.warning, 1)
        row.addWidget(self.carried_button)
        self.warning_row = QWidget()
        self.warning_row.setLayout(row)
        row.setContentsMargins(0, 0, 0, 4)
        self.moved.setProperty("role", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 10, 18, 10)
        layout.setSpacing(4)
        layout.addWidget(self.warning_row)
        layout.addLayout(sums)
        layout.addWidget(self.moved)

    def show_totals(self, sums: Totals, year: YearToDate) -> None:
        """Show the sums of the period and of the year through it."""
        self.opening.setText(grouped(sums.opening))
        self.income.setText(grouped(sums.income))
        self.expense.setText(grouped(sums.expense))
        self.closing.setText(grouped(sums.closing))
        self.heads["本年累计"].setText(f"本年累计{year.caveat}")
        self.year.setText(f"收入 {grouped(year.income)}　支出 {grouped(year.expense)}")
        self.year_button.setVisible(not year.complete and year.since.index > 1)
        self.moved.setText(f"账户之间划转净额 {grouped(sums.moved)} 元，不计收支。")
        self.moved.setVisible(bool(sums.moved))

    def show_opening(self, figure: OpeningFigure | None) -> None:
        """Let the opening be typed where nothing is carried; None when it is not one ledger's."""
        typed = figure is not None and figure.carried is None
        self.opening_edit.setVisible(typed)
        self.opening.setVisible(not typed)
        if typed and figure is not None:
            self.opening_edit.show_fen(figure.stated)
        parts = figure is not None and figure.parts
        self.warning_row.setVisible(parts)
        if parts and figure is not None:
            stated, carried = figure.stated or 0, figure.carried or 0
            self.warning.setText(
                f"✖ 账上写的期初是 {grouped(stated)} 元，上期结余是 {grouped(carried)} 元，"
                f"相差 {grouped(abs(stated - carried))} 元。请与记账中心核对。"
            )
