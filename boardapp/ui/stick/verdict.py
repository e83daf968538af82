"""验一个数据包: what a file is worth, in one sentence, with the next step and the facts."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from boardapp.services.verifying import Verdict
from boardapp.ui.dialogs.message import Message
from boardapp.ui.stick.facts import Facts, groups
from boardapp.ui.widgets.note import Note

NEXT, FILE, VILLAGE, NUMBER, INSIDE, DIGEST, SIGNER = (
    "怎么办", "文件", "村", "序号", "内容", "摘要", "签名密钥"
)  # fmt: skip


class VerdictDialog(Message):
    """The judgement on one file; nothing was taken in and nothing was changed."""

    def __init__(self, file: Path, found: Verdict, parent: QWidget | None = None) -> None:
        good = not found.outcome.exit
        super().__init__("✓ 数据包验过，可信" if good else "✖ 数据包不能用", "", parent)
        self.sentence.setText(found.sentence)
        self.facts = Facts((NEXT, FILE, VILLAGE, NUMBER, INSIDE, DIGEST, SIGNER))
        show, header = self.facts.show_fact, found.header
        show(NEXT, found.next_step, "strong")
        show(FILE, file.name)
        show(VILLAGE, _village(found))
        show(NUMBER, _number(found))
        show(INSIDE, _inside(found))
        show(DIGEST, groups(found.digest) if header else "")
        show(SIGNER, found.signer.id_text if found.signer else "")
        self.notes = Note()
        self.notes.say("\n".join(f"⚠ {told}" for told in found.notes))
        self.body.insertWidget(2, self.facts)
        self.body.insertWidget(3, self.notes)
        self.setMinimumWidth(40 * self.font().pixelSize())


def _village(found: Verdict) -> str:
    if found.header:
        return f"{found.header.township} {found.header.name}（{found.header.village}）"
    return f"{found.village}（它自己说的，没有证实）" if found.village else ""


def _number(found: Verdict) -> str:
    if found.header:
        return f"第{found.sequence}号，{found.header.exported_on} 导出"
    return f"第{found.sequence}号（它自己说的，没有证实）" if found.sequence else ""


def _inside(found: Verdict) -> str:
    if not found.header:
        return ""
    counts = [one.path.split("/")[1] for one in found.files]
    full = "全部文件" if found.header.full else "只有新增的文件"
    return f"公示 {counts.count('postings')} 份，附件 {counts.count('attachments')} 个（{full}）"
