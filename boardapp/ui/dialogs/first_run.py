"""The first-run wizard: one thing per page, everything to be looked over before it is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from boardapp import PRODUCT
from boardapp.core.village import OFFICES, Village
from boardapp.services.desk import Desk
from boardapp.services.settings import OPERATOR, change_setting
from boardapp.services.village import set_up
from boardapp.ui.widgets.day_edit import DayEdit
from boardapp.ui.widgets.form import Form, Problems
from boardapp.ui.widgets.village_fields import VillageFields


@dataclass(frozen=True)
class Answers:
    """What a person said at first run; ``collective`` is empty when the 村民委员会 publishes."""

    village: Village
    collective: str
    offices: tuple[tuple[str, str], ...]
    since: date
    operator: str

    @property
    def publisher(self) -> str:
        """The body that keeps the accounts and publishes them."""
        return self.collective or f"{self.village.name}村民委员会"


def set_up_village(desk: Desk, answers: Answers) -> None:
    """Fill a new data folder with the answers."""
    set_up(
        desk,
        answers.village,
        answers.collective,
        offices=answers.offices,
        since=answers.since,
    )
    if answers.operator:
        change_setting(desk, OPERATOR, answers.operator)


class ReviewRow(QWidget):
    """One answer to be looked over, with the button that goes back to it."""

    def __init__(self, label: str, change: Callable[[], None]) -> None:
        super().__init__()
        name = QLabel(label)
        name.setProperty("role", "soft")
        self.value = QLabel()
        self.value.setWordWrap(True)
        self.change_button = QPushButton("修改")
        self.change_button.setProperty("role", "link")
        self.change_button.setAccessibleName(f"修改{label}")
        self.change_button.clicked.connect(change)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnMinimumWidth(0, 9 * self.fontMetrics().height())
        grid.setColumnStretch(1, 1)
        grid.addWidget(name, 0, 0)
        grid.addWidget(self.value, 0, 1)
        grid.addWidget(self.change_button, 0, 2)


class FirstRun(QDialog):
    """Asks who the village is; nothing is written before the last page's button is pressed."""

    def __init__(self, day: date, operator: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{PRODUCT} · 第一次使用")
        self._reviewing = False
        self._build_fields(day, operator)
        self._build()
        self._connect()
        self.show_step(0)

    def answers(self) -> Answers:
        """Return what the pages hold."""
        people = ((title, field.text().strip()) for title, field in self.people.items())
        return Answers(
            village=self.fields.draft(),
            collective=self.collective.text().strip() if self.by_collective.isChecked() else "",
            offices=tuple((title, person) for title, person in people if person),
            since=self.since.day(),
            operator=self.operator.text().strip(),
        )

    def show_step(self, number: int) -> None:
        """Turn to a page."""
        self.stack.setCurrentIndex(number)
        last = number == len(self.steps)
        title, sentence = ("核对", "没有问题就点“建立”。以后都可以在设置里改。")
        if not last:
            title, sentence, form = self.steps[number]
            first = next(iter(form.fields.values()))
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._show_review()
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.heading.setText(title)
        self.sentence.setText(sentence)
        self.place.setText(f"第 {number + 1} 步，共 {len(self.steps) + 1} 步")
        self.back_button.setEnabled(number > 0)
        words = "建立(&N)" if last else "下一步(&N)"
        self.next_button.setText("回到核对(&N)" if self._reviewing and not last else words)

    def go_on(self) -> None:
        """Turn to the next page when this one is right, and finish after the last."""
        number = self.stack.currentIndex()
        if number == len(self.steps):
            self.accept()
        elif self.steps[number][2].check():
            self.show_step(len(self.steps) if self._reviewing else number + 1)

    def go_back(self) -> None:
        """Turn to the page before; what was typed stays."""
        self.show_step(max(0, self.stack.currentIndex() - 1))

    def change(self, number: int) -> None:
        """Go back to one page from the last, and from there straight to the last again."""
        self._reviewing = True
        self.show_step(number)

    def _build_fields(self, day: date, operator: str) -> None:
        self.fields = VillageFields()
        self.by_collective = QRadioButton("本村有农村集体经济组织，由它管账和公开")
        self.by_committee = QRadioButton("没有，由村民委员会代管代公开")
        self.by_collective.setChecked(True)
        self.kinds = QButtonGroup(self)
        self.kinds.addButton(self.by_collective)
        self.kinds.addButton(self.by_committee)
        self.collective = QLineEdit()
        self.people = {title: QLineEdit() for title in OFFICES}
        self.since = DayEdit()
        self.since.show_day(date(day.year, 1, 1))
        self.operator = QLineEdit(operator)
        village, contacts = Form(self._village_problems), Form(self._contact_problems)
        self.fields.add_names(village)
        self.fields.add_contacts(contacts)
        body = Form(self._body_problems)
        body.add_widget(self.by_collective)
        body.add_widget(self.by_committee)
        body.add("collective", "集体经济组织全称", self.collective, "例如：青石桥村股份经济合作社")
        offices = Form()
        for title, field in self.people.items():
            offices.add(title, title, field)
        offices.add("since", "从哪一天起任职", self.since)
        person = Form(self._person_problems)
        person.add("operator", "您的姓名", self.operator, "每一次改动都会记上操作人，没有密码")
        self.steps = (
            ("这是哪个村？", "公开榜的标题和编号都用它。", village),
            ("乡镇和联系办法", "印在每一张公开榜的下方。", contacts),
            ("由谁公开？", "账是谁的，就由谁的名义公布。", body),
            ("谁签字？", "公开榜上的签字人，可以先空着，以后在设置里登记。", offices),
            ("谁在用这台电脑？", "通常是报账员。", person),
        )

    def _build(self) -> None:
        self.heading = QLabel()
        self.heading.setProperty("role", "head")
        self.sentence = QLabel()
        self.sentence.setProperty("role", "soft")
        self.sentence.setWordWrap(True)
        self.place = QLabel()
        self.place.setProperty("role", "small")
        self.stack = QStackedWidget()
        for _, _, form in self.steps:
            self.stack.addWidget(_scrolled(form))
        self.stack.addWidget(_scrolled(self._review()))
        self.back_button = QPushButton("上一步(&B)")
        self.next_button = QPushButton()
        self.next_button.setProperty("role", "main")
        self.next_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.place, 1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(36, 28, 36, 24)
        outside.setSpacing(10)
        outside.addWidget(self.heading)
        outside.addWidget(self.sentence)
        outside.addWidget(self.stack, 1)
        outside.addLayout(buttons)
        # The button with the cursor is what Enter presses: after the last field that is 下一步.
        self.setTabOrder(self.next_button, self.back_button)
        self.resize(900, 720)

    def _review(self) -> QFrame:
        """Return the card that shows all that was typed."""
        self.rows = {
            label: ReviewRow(label, self._change_to(number))
            for label, number in (
                ("村名", 0),
                ("村代码", 0),
                ("乡镇", 1),
                ("监督电话", 1),
                ("意见箱", 1),
                ("异议反映", 1),
                ("公开主体", 2),
                ("签字人", 3),
                ("操作人", 4),
            )
        }
        review = QFrame()
        review.setProperty("role", "card")
        column = QVBoxLayout(review)
        column.setContentsMargins(22, 14, 22, 14)
        column.setSpacing(0)
        for row in self.rows.values():
            column.addWidget(row)
        return review

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        self.by_collective.toggled.connect(self.collective.setEnabled)

    def _show_review(self) -> None:
        said, village = self.answers(), self.answers().village
        people = "\n".join(f"{title}　{person}" for title, person in said.offices)
        words = (
            village.name,
            village.code,
            village.township,
            village.hotline,
            village.opinion_box,
            village.objection,
            said.publisher,
            people,
            said.operator,
        )
        for row, text in zip(self.rows.values(), words, strict=True):
            row.value.setText(text or "（没有填）")

    def _change_to(self, number: int) -> Callable[[], None]:
        def change() -> None:
            self.change(number)

        return change

    def _village_problems(self) -> Problems:
        found = self.fields.problems()
        return {key: text for key, text in found.items() if key != "township"}

    def _contact_problems(self) -> Problems:
        found = self.fields.problems()
        return {key: text for key, text in found.items() if key == "township"}

    def _body_problems(self) -> Problems:
        if self.by_collective.isChecked() and not self.collective.text().strip():
            return {"collective": "请填写集体经济组织的全称；没有的话，选“由村民委员会代管”。"}
        return {}

    def _person_problems(self) -> Problems:
        return {} if self.operator.text().strip() else {"operator": "请填写您的姓名。"}


def _scrolled(form: QWidget) -> QScrollArea:
    """Put a form where it can be scrolled when the type is large."""
    ground = QWidget()
    ground.setObjectName("ground")
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 12, 0)
    column.addWidget(form)
    column.addStretch()
    area = QScrollArea(widgetResizable=True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(ground)
    return area
