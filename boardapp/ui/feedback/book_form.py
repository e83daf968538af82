"""意见登记簿: what is printed, shown whole, saved or printed."""

from PySide6.QtWidgets import QSpinBox, QWidget

from boardapp.core.period import Cycle, Period
from boardapp.services.opinion_book import MOST_BLANK
from boardapp.ui.dialogs.message import Message
from boardapp.ui.dialogs.sheet import SheetDialog
from boardapp.ui.session import Session
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.form import Form

EMPTY = "empty"


class BookAsk(Message):
    """Asks for which year or period, and how many empty lines."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "意见登记簿", "A4 横放；不印姓名和联系方式，号码隐去。", parent, "看登记簿"
        )
        today = session.desk.today
        self.what = Choice()
        this = Period(today.year, 1, Cycle.YEAR)
        for period in (this, session.period, this.previous()):
            self.what.addItem(f"{period.label}收到的", period)
        self.what.addItem("空白登记簿（放在意见箱旁手写）", EMPTY)
        self.blank = QSpinBox()
        self.blank.setRange(0, MOST_BLANK)
        self.blank.setSuffix(" 行")
        self.form = Form()
        self.form.add("what", "印哪些(&Y)", self.what)
        self.form.add("blank", "后面加空行(&B)", self.blank, "手写用")
        self.body.insertWidget(2, self.form)
        self.do_button.setDefault(True)
        self.what.currentIndexChanged.connect(self.refresh)
        self.what.setFocus()

    @property
    def empty(self) -> bool:
        """Whether only empty lines are wanted."""
        return bool(self.what.currentData() == EMPTY)

    def period(self) -> Period | None:
        """Return the year or the period that was chosen."""
        held = self.what.currentData()
        return held if isinstance(held, Period) else None

    def refresh(self) -> None:
        """Propose two sheets of lines for an empty book."""
        if self.empty and not self.blank.value():
            self.blank.setValue(14)


class BookDialog(SheetDialog):
    """The pages of the register; its ``mark`` is the period it is of."""

    what = "意见登记簿"
    purpose = "打印以后装订，或放在意见箱旁。"
