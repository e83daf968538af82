"""What is asked of a handover: who, when, why, which offices, and what only a person knows."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.handover import HAND_KINDS, OTHER, Handover, Line, Reason
from boardapp.core.village import OFFICES, Body
from boardapp.services import handover, year_file
from boardapp.services.desk import Desk
from boardapp.services.settings import OPERATOR
from boardapp.store import villages
from boardapp.ui.archive.folder import AskFolder, FolderField, ask_folder
from boardapp.ui.life.columns import side_by_side
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.day_edit import DayEdit
from boardapp.ui.widgets.form import Form, Problems

_EXAMPLES = {
    "公章": "村委会公章 1 枚",
    "办公场所": "村部二楼办公室",
    "办公用具": "电脑 1 台、打印机 1 台",
}


class HandoverForm(QScrollArea):
    """The questions in two columns; it scrolls where the type is large."""

    def __init__(self, desk: Desk, choose_folder: AskFolder = ask_folder) -> None:
        super().__init__()
        self.desk = desk
        self._fields(choose_folder)
        self.who, self.what = Form(self.problems), Form(self.folder_problems)
        self.who.add("body", "哪个公开主体(&B)", self.bodies)
        self.who.add("reason", "原因(&R)", self.reason)
        self.who.add("giver", "移交人(&G)", self.people["giver"])
        self.who.add("taker", "接收人(&T)", self.people["taker"])
        self.who.add("witness", "监交人(&J)", self.people["witness"], "乡镇或村民选举委员会的人")
        self.who.add("on", "哪一天移交(&D)", self.day)
        self.who.add("since", "新一届产生之日(&N)", self.since, "移交期限从这天的第二天起算")
        self.what.add("offices", "变更的职务", self.offices, "打勾的职务从移交这天起由接收人担任")
        for kind, field in self.lines.items():
            self.what.add(kind, kind, field, "" if kind in HAND_KINDS else "要一并移交的其他东西")
        self.what.add("years", "附上哪些年的档案(&Y)", self.years)
        self.what.add("folder", "移交包写到哪里", self.folder, "例如U盘；里面有全部数据的备份")
        ground = QWidget()
        ground.setObjectName("ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 12, 0)
        column.addLayout(side_by_side((self.who,), (self.what,)))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(ground)
        self.bodies.currentIndexChanged.connect(self.fill_lines)
        self.reason.currentIndexChanged.connect(self.refresh)
        self.fill_lines()
        self.refresh()

    def _fields(self, choose_folder: AskFolder) -> None:
        desk = self.desk
        self.bodies, self.reason, self.years = Choice(), Choice(), Choice()
        for body in villages.bodies(desk.db):
            self.bodies.addItem(body.name, body)
        for reason in Reason:
            self.reason.addItem(reason.word, reason.value)
        held = year_file.years_held(desk)
        self.years.addItem("不附", ())
        for year in held:
            self.years.addItem(f"{year}年", (year,))
        if len(held) > 1:
            self.years.addItem(f"全部 {len(held)} 年", held)
        self.years.setCurrentIndex(min(1, len(held)))
        self.people = {key: QLineEdit() for key in ("giver", "taker", "witness")}
        self.people["giver"].setText(villages.setting(desk.db, OPERATOR) or desk.operator)
        self.day, self.since = DayEdit(), DayEdit()
        for field in (self.day, self.since):
            field.show_day(desk.today)
        self.titles = {title: QCheckBox(title) for title in OFFICES}
        self.offices = QWidget()
        grid = QGridLayout(self.offices)
        grid.setContentsMargins(0, 0, 0, 0)
        for n, box in enumerate(self.titles.values()):
            grid.addWidget(box, *divmod(n, 2))
        self.offices.setFocusProxy(next(iter(self.titles.values())))
        self.lines = {kind: QLineEdit() for kind in (*HAND_KINDS, OTHER)}
        for kind, example in _EXAMPLES.items():
            self.lines[kind].setPlaceholderText(example)
        self.folder = FolderField("移交包写到哪里", choose_folder)

    def fill_lines(self) -> None:
        """Begin with what was typed at the last handover of the body."""
        for line in handover.last_lines(self.desk, self.body()):
            field = self.lines.get(line.kind, self.lines[OTHER])
            if not field.text():
                field.setText(line.text)

    def refresh(self) -> None:
        """Ask from when the days count only where the law speaks of them."""
        self.since.setEnabled(self.chosen_reason() is Reason.ELECTION)

    def body(self) -> Body:
        """Return the body that is chosen."""
        found = self.bodies.currentData()
        assert isinstance(found, Body)
        return found

    def chosen_reason(self) -> Reason:
        """Return the reason that is chosen."""
        return Reason(self.reason.currentData())

    def chosen_years(self) -> tuple[int, ...]:
        """Return the years whose files go with the pack."""
        return tuple(self.years.currentData())

    def problems(self) -> Problems:
        """Return what is wrong with the left column."""
        words = {"giver": "移交人", "taker": "接收人", "witness": "监交人"}
        found = {
            key: f"请填写{word}的姓名。"
            for key, word in words.items()
            if not self.people[key].text().strip()
        }
        names = [field.text().strip() for field in self.people.values()]
        if not found and len(set(names)) < len(names):
            found["taker"] = "移交人、接收人、监交人应是三个不同的人。"
        if self.day.day() > self.desk.today:
            found["on"] = f"移交日期还没有到（今天是 {self.desk.today}）。"
        if self._since() and self.since.day() > self.day.day():
            found["since"] = "新一届产生之日不能晚于移交日期。"
        return found

    def folder_problems(self) -> Problems:
        """Return what is wrong with the right column."""
        return {} if self.folder.path else {"folder": "请选移交包写到哪个文件夹，例如U盘。"}

    def check(self) -> bool:
        """Judge both columns; go to the first thing that is wrong."""
        left = self.who.check()
        return self.what.check() and left if left else left

    def drawn_up(self) -> Handover:
        """Return the handover with its list, which nobody has kept yet."""
        values = {key: field.text() for key, field in self.people.items()}
        lines = [Line(kind, f.text().strip()) for kind, f in self.lines.items() if f.text().strip()]
        offices = [title for title, box in self.titles.items() if box.isChecked()]
        return handover.draw_up(
            self.desk, self.body(), values["giver"], values["taker"], values["witness"],
            self.day.day(), self.chosen_reason(), self._since(), offices, lines,
        )  # fmt: skip

    def _since(self) -> date | None:
        return self.since.day() if self.chosen_reason() is Reason.ELECTION else None
