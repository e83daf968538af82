"""The last step: what lies on the stick now and what to do with it; or why nothing does."""

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from boardapp.services.exporting import Exported
from boardapp.services.sticks import human
from boardapp.ui.stick.facts import Facts, groups, scrolled
from boardapp.ui.stick.places import Place
from boardapp.ui.widgets.note import Note, wear_role

FILE, NUMBER, INSIDE, DIGEST, NEXT = "文件", "序号", "带了", "摘要", "接下来"
ON_STICK = "✓ 已写到U盘并核对无误，可以拔下U盘"
IN_FOLDER = "✓ 已写到文件夹并核对无误"
THERE = "✓ U盘上已经有这个数据包，核对无误，可以拔下U盘"
HAND_OVER = (
    "1. 把U盘交给乡镇收件的人，请他收下这个文件。\n"
    "2. 请他把回执存在U盘上带回来；回执上写明收了哪些、退回哪些。\n"
    "3. 回执回来以前，U盘上的数据包不要删。"
)
CARRY = "0. 先把这个文件拷到U盘，或送到乡镇看得到的地方。\n"


class Done(QWidget):
    """What was written and compared, for whoever holds the stick now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        banner = QFrame()
        banner.setProperty("role", "calm")
        self.headline = QLabel()
        self.headline.setProperty("role", "section")
        self.headline.setWordWrap(True)
        inside = QVBoxLayout(banner)
        inside.setContentsMargins(20, 12, 20, 12)
        inside.addWidget(self.headline)
        self.facts = Facts((FILE, NUMBER, INSIDE, DIGEST, NEXT))
        self.reminder = Note()
        self.others = Note()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(banner, self.others, self.reminder, self.facts))

    def show_export(self, one: Exported, place: Place, reminder: str) -> None:
        """Show an export that has ended well."""
        ready = THERE if one.already else ON_STICK
        is_stick = place.is_stick and not one.same_disk
        self.headline.setText(ready if is_stick else IN_FOLDER)
        again = "，补发，序号和上次一样" if one.reissued else ""
        full = "全部文件" if one.full else "乡镇还没有的文件"
        show = self.facts.show_fact
        show(FILE, f"{one.path.name}（{human(one.size)}）", "strong")
        show(NUMBER, f"第{one.sequence}号{again}")
        show(
            INSIDE,
            f"{full}：公示 {one.carried['postings']} 份，附件 {one.carried['attachments']} 个",
        )
        show(DIGEST, groups(one.digest))
        show(NEXT, HAND_OVER if is_stick else CARRY + HAND_OVER)
        self.reminder.say(f"⚠ {reminder}" if reminder else "", wrong=bool(reminder))
        told = [f"⚠ {told}" for told in one.warnings]
        if one.older:
            where = "U盘上" if is_stick else "那里"
            told.append(
                f"{where}还有本村以前的数据包 {len(one.older)} 个，没有动；乡镇收下最新的就可以。"
            )
        self.others.say("\n".join(told))


class Failed(QWidget):
    """An export that did not end well: what happened, what is safe, what to press."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = QFrame()
        self.headline, self.what, self.safe, self.then = (QLabel() for _ in range(4))
        self.headline.setProperty("role", "section")
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(22, 16, 22, 18)
        inside.setSpacing(14)
        for label in (self.headline, self.what, self.safe, self.then):
            label.setWordWrap(True)
            inside.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(self.frame))

    def show_failure(self, sentence: str) -> None:
        """Show why an export ended."""
        self._show("problems", "✖ 没有导出完", *taken_apart(sentence))

    def show_stopped(self) -> None:
        """Show that it was stopped as the person wished."""
        self._show(
            "next",
            "已停止导出",
            "按了“取消”，没有导出。",
            "U盘上原来的文件和电脑里的数据都没有改动，没有写完的文件已清掉。",
            "可以拔下U盘；要导出就按“再试一次”。",
        )

    def _show(self, role: str, headline: str, what: str, safe: str, then: str) -> None:
        wear_role(self.frame, role)
        self.headline.setText(headline)
        told = (("出了什么事", self.what, what), ("什么没事", self.safe, safe))
        for head, label, text in (*told, ("怎么办", self.then, then)):
            label.setText(f"{head}：{text}")
            label.setVisible(bool(text))


def taken_apart(sentence: str) -> tuple[str, str, str]:
    """Return of a failure's sentence what happened, what is safe, and what to do."""
    found: dict[str, list[str]] = {"what": [], "safe": [], "then": []}
    for part in filter(None, sentence.removeprefix("没有导出：").split("。")):
        key = "what"
        if part.startswith(("请", "还不行")) or found["then"]:
            key = "then"
        if any(word in part for word in ("没有改动", "完好", "没有用掉", "没有受影响")):
            key = "safe"
        found[key].append(f"{part}。")
    return "".join(found["what"]), "".join(found["safe"]), "".join(found["then"])
