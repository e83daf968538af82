"""恢复: into a new folder first, proved there; then in the place of the live data, if wanted."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from boardapp.core.errors import UserError
from boardapp.core.progress import Progress
from boardapp.services import backup, clock, instance, pending, restore
from boardapp.services.backup import Backup
from boardapp.services.instance import Standing
from boardapp.services.restore import Restored
from boardapp.store import villages
from boardapp.ui.backup.card import Ask, Card, scrolled
from boardapp.ui.backup.keeping import when
from boardapp.ui.errors import show_error
from boardapp.ui.session import Session
from boardapp.ui.widgets.choice import Choice
from boardapp.ui.widgets.form import Form

MOST_DIGITS = 6


class RestoringTab(QWidget):
    """Which backup to restore, what came of it, and what a restored database must still be told."""

    def __init__(self, session: Session, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._ask = ask
        self._found: tuple[Backup, ...] = ()
        self._restored: Path | None = None
        self.proof = Card(
            "这份数据要先确认，才能公布和上报", "请到公示栏前，看清墙上最后一个编号。"
        )
        self.form = Form(self.problems)
        self.numbers: dict[str, QLineEdit] = {}
        self.sequence = QLineEdit()
        self.proof.add(self.form)
        self.confirm_button = self.proof.add_button("确认，可以公布了(&O)", "main")
        self.moved_button = self.proof.add_button("只是换了文件夹或电脑(&M)")
        self.time = Card("电脑的时间", "比操作记录里的时间早，公布的日期和编号会出错。")
        self.time_button = self.time.add_button("现在的时间没有错(&T)")
        self.card = Card(
            "从备份恢复",
            "先恢复到一个新文件夹，检查好；现在的数据一点不动。检查通过以后，再决定要不要换过来。"
            "换过来的数据要重新确认墙上的编号，才能公布。",
        )
        self.choice = Choice()
        self.choice.setAccessibleName("哪一份备份")
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setMinimumContentsLength(20)
        self.card.add(self.choice)
        self.restore_button = self.card.add_button("恢复到新文件夹(&N)", "main")
        self.other_button = self.card.add_button("从U盘选(&X)…")
        self.replace_button = self.card.add_button("换过来(&P)…", "danger")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(self.proof, self.time, self.card))
        self._connect()

    def _connect(self) -> None:
        self.restore_button.clicked.connect(self.restore_chosen)
        self.other_button.clicked.connect(self.restore_other)
        self.replace_button.clicked.connect(self.replace)
        self.confirm_button.clicked.connect(self.confirm)
        self.moved_button.clicked.connect(self.say_moved)
        self.time_button.clicked.connect(self.say_time_right)

    def reload(self) -> None:
        """Show which backups there are, and whether the data must be confirmed."""
        desk = self.session.desk
        state = instance.standing(desk)
        self.proof.setVisible(state is not Standing.PROVEN)
        self.proof.note.say(state.sentence if state is not Standing.PROVEN else "", wrong=True)
        self.moved_button.setVisible(state is Standing.COPIED and instance.identity(desk).proven)
        self._ask_numbers()
        late = clock.behind(desk)
        self.time.setVisible(late is not None)
        self.time.note.say(late.sentence if late else "", wrong=True)
        found = backup.backups(backup.folder_of(desk))
        if found != self._found:
            self._found = found
            self.choice.clear()
            self.choice.addItems(
                [when(one) + ("" if one.manifest else "　读不出") for one in found]
            )
        self.choice.setVisible(bool(found))
        self.restore_button.setEnabled(bool(found))
        self.replace_button.setVisible(self._restored is not None)

    def restore_chosen(self) -> None:
        """Restore the backup that is chosen in the list."""
        if self._found:
            self._restore(self._found[self.choice.currentIndex()].path)

    def restore_other(self) -> None:
        """Restore a backup from elsewhere."""
        path = self._ask.file(self, "选一份备份")
        if path:
            self._restore(path)

    def replace(self) -> None:
        """Have the restored data take the place of the live ones at the next start."""
        if self._restored is None:
            return
        sentence = (
            f"程序会关闭；再打开时，用 {self._restored} 换掉现在的数据。"
            "现在的数据会另存在旁边的文件夹里，不会丢。换过来以后要先确认墙上的编号才能公布。"
        )
        if not self._ask.confirm(self, "换成恢复的数据", sentence, "换过来，关闭程序"):
            return
        try:
            pending.plan(self.session.desk, self._restored)
        except UserError as error:
            show_error(error, self)
            return
        self.window().close()

    def problems(self) -> dict[str, str]:
        """Return what is wrong with the numbers as they were typed."""
        fields = {**self.numbers, "sequence": self.sequence}
        return {
            key: "请填数字，没有就填 0。"
            for key, field in fields.items()
            if not (field.text().strip().isdecimal() and len(field.text()) <= MOST_DIGITS)
        }

    def confirm(self) -> None:
        """Confirm the numbers on the wall."""
        if not self.form.check():
            return
        desk = self.session.desk
        year = desk.today.year
        numbers = {body: (year, int(field.text())) for body, field in self.numbers.items()}
        try:
            done = instance.confirm(desk, numbers, int(self.sequence.text()))
        except UserError as error:
            show_error(error, self)
            return
        self.session.changed.emit()
        void = f"作废 {'、'.join(done.void)}。" if done.void else ""
        self.card.note.say(f"✓ 已确认。{void}下一个编号：{'、'.join(done.next_numbers)}")

    def say_moved(self) -> None:
        """Keep the identity: the folder was moved, and the old one is no longer used."""
        sentence = "只有原来那一份不再使用时才能这样选；两份都在用，编号会重复。"
        if not self._ask.confirm(self, "数据挪了地方", sentence, "原来的不用了"):
            return
        try:
            instance.moved(self.session.desk)
        except UserError as error:
            show_error(error, self)
        self.session.changed.emit()

    def say_time_right(self) -> None:
        """Keep that the clock is right as it is now."""
        clock.confirm(self.session.desk)
        self.session.changed.emit()

    def _restore(self, path: Path) -> None:
        desk = self.session.desk
        into = desk.folder.with_name(f"{desk.folder.name}-restored-{desk.now:%Y%m%d-%H%M%S}")

        def task(progress: Progress) -> Restored:
            return restore.restore(
                path, into, desk.operator, desk.day, live=desk.folder, progress=progress
            )

        self.card.note.say("")
        self.session.jobs.start(task, "正在恢复", self, self._show_restored)

    def _show_restored(self, one: Restored) -> None:
        self._restored = one.folder
        lacking = f"；有 {len(one.missing)} 个附件备份时就已不在" if one.missing else ""
        self.card.note.say(
            f"✓ 已恢复并检查通过：公布 {one.postings} 项、账 {one.entries} 笔、"
            f"附件 {one.attachments} 个{lacking}。在 {one.folder}"
        )
        self.replace_button.setVisible(True)

    def _ask_numbers(self) -> None:
        """Have a field for the last number of each body, made once."""
        if self.numbers or self.proof.isHidden():
            return
        year = self.session.desk.today.year
        for body in villages.bodies(self.session.desk.db):
            self.numbers[body.id] = QLineEdit()
            label = f"{body.prefix}〔{year}〕墙上最后是第几号"
            self.form.add(body.id, label, self.numbers[body.id], "今年还没有贴过就填 0")
        self.form.add("sequence", "最后一次上报的序号", self.sequence, "没有上报过就填 0")
