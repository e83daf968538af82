"""The main window: navigation left, the period on top, one page in sight, true facts below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from boardapp import PRODUCT
from boardapp.services.backup import newest, reminder
from boardapp.services.resources import resource
from boardapp.services.settings import TYPE_SIZE, change_setting
from boardapp.services.village import the_village
from boardapp.store import villages
from boardapp.ui.pages.archive import ArchivePage
from boardapp.ui.pages.backup import BackupPage
from boardapp.ui.pages.feedback import FeedbackPage
from boardapp.ui.pages.history import HistoryPage
from boardapp.ui.pages.home import HomePage
from boardapp.ui.pages.ledger import LedgerPage
from boardapp.ui.pages.preview import PreviewPage
from boardapp.ui.pages.registers import RegistersPage
from boardapp.ui.pages.review import ReviewPage
from boardapp.ui.pages.settings import SettingsPage
from boardapp.ui.pages.stick import StickPage
from boardapp.ui.pages.tasks import TasksPage
from boardapp.ui.session import Session
from boardapp.ui.theme import TypeSize, wear
from boardapp.ui.widgets.period_bar import PeriodBar


@dataclass(frozen=True)
class Place:
    """One entry of the navigation and the keys that turn to it.

    The everyday entries have Alt and a digit, in large type; the rarer ones a function key, in
    small type below them.
    """

    key: str
    title: str
    keys: str
    page: Callable[[Session], QWidget]

    @property
    def everyday(self) -> bool:
        """Whether it stands among the large entries."""
        return self.keys.startswith("Alt+")

    @property
    def label(self) -> str:
        """The words on the entry, with the key that turns to it."""
        if self.everyday:
            return f"{self.title}(&{self.keys.removeprefix('Alt+')})"
        return f"{self.title} {self.keys}"


PLACES = (
    Place("home", "首页", "Alt+1", HomePage),
    Place("tasks", "本月任务", "Alt+2", TasksPage),
    Place("ledger", "收支登记", "Alt+3", LedgerPage),
    Place("preview", "预览打印", "Alt+4", PreviewPage),
    Place("review", "审核张贴", "Alt+5", ReviewPage),
    Place("feedback", "群众意见", "Alt+6", FeedbackPage),
    Place("registers", "三资台账", "Alt+7", RegistersPage),
    Place("stick", "插入U盘", "Alt+8", StickPage),
    Place("archive", "档案", "Alt+9", ArchivePage),
    Place("settings", "设置", "Alt+0", SettingsPage),
    Place("history", "导入记录", "F7", HistoryPage),
    Place("backup", "备份与恢复", "F8", BackupPage),
)
"""Every page of the window, in the order of the navigation.

A page is made with the session when it is first turned to, and follows its changes; it may have
a signal ``asked_for`` that names the page to turn to, and a verb ``show_part``. The window has
room for all of them.
"""


@runtime_checkable
class Parted(Protocol):
    """A page of which another page can ask for a part."""

    def show_part(self, part: str) -> None:
        """Turn to a part of the page."""


class MainWindow(QMainWindow):
    """The window of one open desk."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        places: Sequence[Place] = PLACES,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.places = tuple(places)
        self.setWindowIcon(QIcon(str(resource("icons") / "board.svg")))
        self._pages: dict[str, QWidget] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        self._connect()
        self.reload()
        self.show_page("home")

    def _build(self) -> None:
        self.stack = QStackedWidget()
        self.group = QButtonGroup(self)
        for number, place in enumerate(self.places):
            self.buttons[place.key] = _entry(place)
            self.group.addButton(self.buttons[place.key], number)
        self.bar = PeriodBar(self.session)
        self.status = QLabel()
        self.status.setProperty("role", "small")
        self.status.setWordWrap(True)
        right = QVBoxLayout()
        right.setContentsMargins(28, 14, 28, 10)
        right.setSpacing(12)
        right.addWidget(self.bar)
        right.addWidget(self.stack, 1)
        right.addWidget(self.status)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.navigation = self._navigation()
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        self.setCentralWidget(middle)

    def _navigation(self) -> QFrame:
        nav = QFrame()
        nav.setObjectName("nav")
        column = QVBoxLayout(nav)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(QLabel(PRODUCT))
        for place in self.places:
            if place.everyday:
                column.addWidget(self.buttons[place.key])
        column.addStretch()
        for place in self.places:
            if not place.everyday:
                column.addWidget(self.buttons[place.key])
        self.place = QLabel()
        self.place.setObjectName("place")
        self.place.setWordWrap(True)
        column.addWidget(self.place)
        return nav

    def _connect(self) -> None:
        self.group.idClicked.connect(self._turn)
        self.bar.size_asked.connect(self.next_size)
        self.session.changed.connect(self.reload)

    def page(self, key: str) -> QWidget:
        """Return a page by its key; it is made when it is first asked for."""
        if key not in self._pages:
            place = next(one for one in self.places if one.key == key)
            page = self._pages[key] = place.page(self.session)
            asked_for = getattr(page, "asked_for", None)
            if asked_for is not None:
                asked_for.connect(self.show_page)
            self.stack.addWidget(page)
        return self._pages[key]

    def start(self) -> None:
        """Put the cursor on the one thing to do next."""
        home = self.page("home")
        if isinstance(home, HomePage):
            home.next.button.setFocus()

    def show_page(self, key: str) -> None:
        """Turn to a page by its key, or to a part of it: ``tasks/overdue``."""
        key, _, part = key.partition("/")
        self.buttons[key].setChecked(True)
        page = self.page(key)
        self.stack.setCurrentWidget(page)
        if part and isinstance(page, Parted):
            page.show_part(part)

    def reload(self) -> None:
        """Show whose data this is and where it lies."""
        desk = self.session.desk
        village = the_village(desk)
        self.setWindowTitle(f"{village.name} · {PRODUCT}")
        day = f"{desk.today.year}年{desk.today.month}月{desk.today.day}日"
        self.place.setText(f"{village.township} {village.name}\n{day}")
        self._wear(self._size())
        operator = desk.operator or "没有填写（在设置里填）"
        self.status.setText(
            f"操作人：{operator}　·　数据文件夹：{desk.folder}　·　{self._backup()}"
        )

    def next_size(self) -> None:
        """Put on the next size of type and remember it."""
        size = self._size().next()
        change_setting(self.session.desk, TYPE_SIZE, size.value)
        self.session.changed.emit()

    def _wear(self, size: TypeSize) -> None:
        """Put a size of type on, unless it is on already: restyling the window takes a moment."""
        app = QApplication.instance()
        if isinstance(app, QApplication) and app.font().pixelSize() != size.pixels:
            wear(app, size)
        self.bar.show_size(size)

    def _turn(self, number: int) -> None:
        self.show_page(self.places[number].key)

    def _size(self) -> TypeSize:
        return TypeSize.named(villages.setting(self.session.desk.db, TYPE_SIZE))

    def _backup(self) -> str:
        last, due = newest(self.session.desk), reminder(self.session.desk)
        if last is None:
            return "还没有备份"
        moment = last.made_at
        told = f"最近备份：{moment.month}月{moment.day}日 {moment:%H:%M}"
        return f"{told}　·　⚠ 该存第二份备份了" if due else f"✓ {told}"


def _entry(place: Place) -> QPushButton:
    """Return the entry of a page; it takes more room where the screen has it."""
    button = QPushButton(place.label)
    button.setShortcut(place.keys)
    button.setToolTip(f"{place.title}（{place.keys}）")
    button.setProperty("role", "everyday" if place.everyday else "rare")
    button.setCheckable(True)
    button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    return button
