"""登记事件: what happened that makes a 随时 item due."""

from PySide6.QtWidgets import QLineEdit, QWidget

from boardapp.core.catalogue import Item
from boardapp.core.errors import UserError
from boardapp.core.obligations import Event
from boardapp.services.catalogues import catalogue
from boardapp.services.obligations import happen
from boardapp.ui.dialogs.message import Message
from boardapp.ui.session import Session
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.day_edit import DayEdit
from boardapp.ui.widgets.form import Form, Problems


class EventDialog(Message):
    """Asks which item, what happened, when and at which stage."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "登记事件",
            "发生了要随时公开的事，登记在这里，程序就算出最晚哪一天公布。",
            parent,
            "登记",
        )
        self.session = session
        self.event_kept: Event | None = None
        today = session.desk.today
        self.items: tuple[Item, ...] = tuple(
            one for one in catalogue(session.desk).items if one.cycle is None and one.valid(today)
        )
        self.item = Choice()
        for one in self.items:
            self.item.addItem(one.title, one.code)
        self.happened_on = DayEdit()
        self.happened_on.show_day(today)
        self.title = QLineEdit()
        self.stage = Choice()
        self.form = Form(self.problems)
        self.form.add("item", "公开事项(&M)", self.item)
        self.form.add("title", "什么事(&S)", self.title, "例如：机动地公开招标、村道硬化工程")
        self.form.add("day", "哪一天(&D)", self.happened_on)
        self.form.add("stage", "哪个阶段(&J)", self.stage)
        self.body.insertWidget(2, self.form)
        self.do_by(self.save)
        self.do_button.setDefault(True)
        self.setMinimumWidth(30 * self.fontMetrics().height())
        self.item.activated.connect(self.refresh)
        self.refresh()
        self.item.setFocus()

    def chosen(self) -> Item | None:
        """Return the chosen item."""
        place = self.item.currentIndex()
        return self.items[place] if 0 <= place < len(self.items) else None

    def refresh(self) -> None:
        """Offer the stages of the chosen item."""
        one = self.chosen()
        self.stage.clear()
        for stage in one.stages if one else ():
            self.stage.addItem(stage.word, stage.value)
        self.stage.setEnabled(self.stage.count() > 0)
        if not self.stage.count():
            self.stage.addItem("这一项不分阶段", "")

    def problems(self) -> Problems:
        """Return what is wrong with the fields."""
        found = {}
        if self.chosen() is None:
            found["item"] = "公开目录里没有随时公开的事项。"
        if not self.title.text().strip():
            found["title"] = "请写明是什么事，例如“机动地公开招标”。"
        if self.happened_on.day() > self.session.desk.today:
            found["day"] = "还没到这一天，请填已经发生的日子。"
        return found

    def save(self) -> None:
        """Keep the event, and close."""
        if not self.form.check():
            return
        code, stage = self.item.currentData(), self.stage.currentData() or ""
        try:
            self.event_kept = happen(
                self.session.desk, code, self.happened_on.day(), self.title.text(), stage
            )
        except UserError as error:
            self.form.summary.show_problems({"title": str(error)})
            return
        self.accept()
        self.session.changed.emit()
