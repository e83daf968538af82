"""年结: what is still to be done about a year, why it is closed all the same, and that it is."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from boardapp.core.archive.closing import Closed, blocking, doubtful
from boardapp.core.errors import UserError
from boardapp.core.finding import Level
from boardapp.core.money import grouped
from boardapp.core.period import Period
from boardapp.core.village import Book
from boardapp.services.closed import closed
from boardapp.services.closing import close_year, closing_findings
from boardapp.ui.dialogs.message import Message, tell
from boardapp.ui.session import Session
from boardapp.ui.widgets.finding_list import FindingList
from boardapp.ui.widgets.form import Form
from boardapp.ui.widgets.note import wear_role

ONCE = (
    "一年的账只结一次，结了只能查看，不能再打开。余额结转到下一年一月；"
    "以后发现账上有错，在下一年用红字冲销、补记，已公布的发更正公告。"
)


class ClosingDialog(Message):
    """Lists what must be done before and what needs a reason, and closes the year."""

    def __init__(
        self, session: Session, book: Book, year: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"年结：{book.name} {year}年", ONCE, parent, "年结(&E)")
        self.session, self.book, self.year = session, book, year
        found = closing_findings(session.desk, book, year)
        self.findings = FindingList("年结前要办的", most_lines=9)
        self.findings.show_findings(found)
        self.reason = QLineEdit()
        self.form = Form()
        self.form.add("reason", "还有没办完的，为什么现在年结(&W)", self.reason, "至少四个字")
        self.body.insertWidget(2, self.findings)
        self.body.insertWidget(3, self.form)
        self.must = bool(blocking(found))
        self.form.setVisible(not self.must and bool(doubtful(found)))
        self.do_button.setEnabled(not self.must)
        self.do_by(self.save)
        if self.must:
            must = sum(one.level is Level.MUST for one in found)
            self.sentence.setText(f"✖ 还有 {must} 处必须先办好，才能年结。")
            wear_role(self.sentence, "wrong")
        self.setMinimumWidth(34 * self.fontMetrics().height())

    def save(self) -> None:
        """Close the year, and this box."""
        try:
            close_year(self.session.desk, self.book, self.year, self.reason.text())
        except UserError as error:
            self.form.show()
            self.form.summary.show_problems({"reason": str(error)})
            return
        self.accept()
        self.session.changed.emit()


class ClosingButton(QPushButton):
    """年结 while the year is open; with a lock, who closed it, once it is."""

    def __init__(self, session: Session, year: Callable[[], int], page: QWidget) -> None:
        super().__init__(page)
        self.session, self._year, self._page = session, year, page
        self.clicked.connect(self.act)

    def reload(self) -> None:
        """Say whether the year in sight is closed."""
        self.setText("已年结(&E)…" if self._held() else "年结(&E)…")

    def act(self) -> None:
        """Show how the year was closed, or what is still to be done."""
        held = self._held()
        if held:
            self.dialog: Message = tell(*closed_words(held), self._page)
        else:
            self.dialog = ClosingDialog(self.session, self.session.book, self._year(), self._page)
            self.dialog.open()

    def _held(self) -> Closed | None:
        return closed(self.session.desk.db, self.session.book.id, Period(self._year(), 1))


def closed_words(one: Closed) -> tuple[str, str]:
    """Return heading and sentence about a closed year: who, when, why and with what balance."""
    ends = "\n".join(
        f"{end.name}结转{one.year + 1}年1月：{grouped(end.fen)} 元" for end in one.balances
    )
    why = f"\n年结时还没办完的 {len(one.findings)} 处；理由：{one.reason}" if one.findings else ""
    then = (
        f"\n\n这一年的账只能查看。账上有错，在{one.year + 1}年用红字冲销、补记；"
        "已公布的有错，发更正公告。"
    )
    return f"{one.year}年已年结", f"{one.by}，{one.day} 年结。\n{ends}{why}{then}"
