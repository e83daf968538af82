"""年度档案: what a year's file will hold, where it goes, that it was written; and a second look."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from boardapp.core.pack import Checked
from boardapp.core.progress import Progress
from boardapp.core.village import Body
from boardapp.services import packs, year_file
from boardapp.services.year_contents import YearFile
from boardapp.services.year_file import Outline
from boardapp.store import villages
from boardapp.ui.archive.folder import AskFolder, FolderField, ask_folder
from boardapp.ui.dialogs.message import Message
from boardapp.ui.life.columns import side_by_side
from boardapp.ui.session import Session
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.form import Form, Problems
from boardapp.ui.widgets.note import Note

PURPOSE = (
    "目录、公示、审查记录、张贴照片、意见答复、三资台账和校验和写进一个文件夹，可以直接交档案室。"
    "写完会从头读一遍核对；已有的文件夹不会动。"
)


class YearFileDialog(Message):
    """Shows what will be written before it is, and what was written afterwards."""

    def __init__(
        self,
        session: Session,
        year: int,
        parent: QWidget | None = None,
        choose_folder: AskFolder = ask_folder,
    ) -> None:
        super().__init__(f"{year}年度档案", PURPOSE, parent, "写出档案(&W)")
        self.session, self.year, self._choose = session, year, choose_folder
        self.written: YearFile | None = None
        self.bodies = Choice()
        self.bodies.addItem("全部公开主体", None)
        for body in villages.bodies(session.desk.db):
            self.bodies.addItem(body.name, body)
        self.folder = FolderField("档案写到哪里", choose_folder)
        self.form = Form(self.problems)
        self.form.add("body", "哪个公开主体(&B)", self.bodies)
        self.told, self.note = Note(), Note()
        self.form.add("folder", "写到哪里", self.folder, "例如U盘；在里面新建一个文件夹")
        self.check_button = QPushButton("核对写好的档案(&V)…")
        self.body.insertLayout(2, side_by_side((self.form,), (self.told,)))
        self.body.insertWidget(3, self.note)
        self.buttons.insertWidget(0, self.check_button)
        self.note.say("")
        self.do_by(self.write)
        self.check_button.clicked.connect(self.check)
        self.bodies.currentIndexChanged.connect(self.reload)
        self.folder.changed.connect(self.form.refresh)
        self.setMinimumWidth(36 * self.fontMetrics().height())
        self.reload()
        self.folder.button.setFocus()

    def chosen(self) -> Body | None:
        """Return the body that is chosen, None for all."""
        held = self.bodies.currentData()
        return held if isinstance(held, Body) else None

    def reload(self) -> None:
        """Tell what will be written."""
        told = year_file.outline(self.session.desk, self.year, self.chosen())
        self.told.say(outline_words(told))

    def problems(self) -> Problems:
        """Return what is wrong with the answers."""
        return {} if self.folder.path else {"folder": "请选档案写到哪个文件夹，例如U盘。"}

    def write(self) -> None:
        """Write the file on the worker, with progress and cancel."""
        if not self.form.check():
            return
        body, folder, desk = self.chosen(), self.folder.path, self.session.desk
        assert folder is not None

        def task(progress: Progress) -> YearFile:
            with desk.again() as mine:
                return year_file.write(mine, self.year, folder, body, progress)

        self.note.say("")
        self.session.jobs.start(task, "正在写出档案", self, self.tell_written)

    def tell_written(self, done: YearFile) -> None:
        """Say what was written and what is missing in it."""
        self.written = done
        self.close_button.setText("关闭")
        if done.findings:
            lacking = "".join(f"\n✖ {one.sentence}" for one in done.findings[:5])
            self.note.say(
                f"已写在 {done.folder}，但缺 {len(done.findings)} 项：{lacking}", wrong=True
            )
        else:
            self.note.say(f"✓ 已写好并读回核对：{done.folder}，{len(done.leaves)} 个文件。")
        self.fit()
        self.session.changed.emit()

    def fit(self) -> None:
        """Take the room that is needed: Qt by itself stops at two thirds of the screen."""
        self.resize(self.width(), max(self.height(), self.body.totalHeightForWidth(self.width())))

    def showEvent(self, event: QShowEvent) -> None:
        """Show everything from the start."""
        super().showEvent(event)
        self.fit()

    def check(self) -> None:
        """Look at a folder that was written before."""
        folder = self._choose(self, "选写好的档案文件夹")
        if folder is None:
            return
        self.note.say("")
        self.session.jobs.start(
            lambda progress: packs.check_pack(folder, progress),
            "正在核对",
            self,
            self.tell_checked,
        )

    def tell_checked(self, found: Checked) -> None:
        """Say what a second look found."""
        self.note.say(f"{'✓' if found.ok else '✖'} {found.sentence}", wrong=not found.ok)
        self.fit()


class YearFileButton(QPushButton):
    """Opens the yearly file of the year in sight."""

    def __init__(self, session: Session, year: Callable[[], int], page: QWidget) -> None:
        super().__init__("年度档案(&D)…", page)
        self.session, self._year, self._page = session, year, page
        self.clicked.connect(self.act)

    def act(self) -> None:
        """Open the dialog."""
        self.dialog = YearFileDialog(self.session, self._year(), self._page)
        self.dialog.open()


def outline_words(told: Outline) -> str:
    """Say what a yearly file will hold."""
    megabytes = max(1, told.size >> 20)
    said = (
        f"公示 {told.postings} 份，张贴照片 {told.photos} 张，作废编号 {told.voids} 个，"
        f"大约 {megabytes}MB。"
    )
    if told.hanging:
        said += f"\n还有 {len(told.hanging)} 份正在张贴，天数算到今天；揭下以后可以再写一次。"
    return said
