"""备份: three levels, each with its purpose, its state and its button."""

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from boardapp.core.errors import UserError
from boardapp.core.progress import Progress
from boardapp.services import backup, drill
from boardapp.services.backup import Backup
from boardapp.services.drill import Drill
from boardapp.ui.backup.card import Ask, Card, scrolled
from boardapp.ui.errors import show_error
from boardapp.ui.session import Session


class KeepingTab(QWidget):
    """What is kept where: on this computer, on a second disk, and whether it can be restored."""

    def __init__(self, session: Session, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._ask = ask
        self.here = Card(
            "第一级：本机备份",
            "每天第一次改动后、退出程序时、升级数据以前，自动在数据文件夹里存一份。"
            "留最近 30 天每天一份、12 个月每月一份。防的是误删和数据损坏。",
        )
        self.make_button = self.here.add_button("立即备份(&B)", "main")
        self.second = Card(
            "第二级：U盘或另一个磁盘",
            "电脑坏了、丢了，只有这一份能救。请准备一个专门的U盘，每周插上存一次；"
            "选好以后，退出时U盘插着就自动存。私钥不在备份里。",
        )
        self.choose_button = self.second.add_button("选文件夹(&F)…")
        self.copy_button = self.second.add_button("现在存一份(&U)")
        self.trial = Card(
            "第三级：恢复演练",
            "每月自动把最新备份恢复到临时位置，检查数据库、操作记录、记录数和每个附件。"
            "没有演练过的备份，不算备份。",
        )
        self.drill_button = self.trial.add_button("现在演练一次(&D)")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(self.here, self.second, self.trial))
        self.make_button.clicked.connect(self.make)
        self.choose_button.clicked.connect(self.choose)
        self.copy_button.clicked.connect(self.copy)
        self.drill_button.clicked.connect(self.hold_drill)

    def reload(self) -> None:
        """Show how each level stands."""
        desk = self.session.desk
        last = backup.newest(desk)
        self.here.note.say(f"✓ 最近一份：{when(last)}" if last else "还没有备份", wrong=not last)
        folder, day = backup.second_folder(desk), backup.second_made(desk)
        due = backup.reminder(desk)
        if due or folder is None:
            self.second.note.say(due or "还没有选放在哪里。", wrong=bool(due))
        else:
            self.second.note.say(f"✓ {day} 存在 {folder}")
        self.copy_button.setEnabled(folder is not None)
        self._show_drill(drill.last_drill(desk))

    def make(self) -> None:
        """Make a backup now."""
        desk = self.session.desk

        def task(progress: Progress) -> Backup:
            progress(0, 0, "正在备份")
            with desk.again() as other:
                return backup.make(other)

        self.session.jobs.start(task, "正在备份", self, self._made)

    def choose(self) -> None:
        """Choose where the second copy goes, and make it at once."""
        folder = self._ask.folder(self, "第二份备份放在哪里")
        if folder is None:
            return
        try:
            backup.choose_second(self.session.desk, folder)
        except UserError as error:
            show_error(error, self)
            return
        self.session.changed.emit()
        self.copy()

    def copy(self) -> None:
        """Make the second copy."""
        desk = self.session.desk

        def task(progress: Progress) -> Backup:
            progress(0, 0, "正在存第二份备份")
            with desk.again() as other:
                return backup.make_second(other)

        self.session.jobs.start(task, "正在存第二份备份", self, self._made)

    def hold_drill(self) -> None:
        """Hold the drill now."""
        desk = self.session.desk

        def task(progress: Progress) -> Drill:
            progress(0, 0, "正在演练恢复")
            with desk.again() as other:
                return drill.drill(other)

        self.session.jobs.start(task, "正在演练恢复", self, self._made)

    def _made(self, _result: object) -> None:
        self.session.changed.emit()

    def _show_drill(self, last: Drill | None) -> None:
        if last is None:
            self.trial.note.say("还没有演练过。")
        elif last.ok:
            self.trial.note.say(f"✓ {last.sentence}")
        else:
            self.trial.note.say(f"{last.day} 没有通过：{last.sentence}", wrong=True)


def when(one: Backup) -> str:
    """Return when a backup was made and what it is called, for a person."""
    moment = one.made_at
    return f"{moment.month}月{moment.day}日 {moment:%H:%M}　{Path(one.path.name)}"
