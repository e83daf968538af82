"""What an export would do, found out before anything is written: check first, carry later."""

from dataclasses import dataclass, replace
from pathlib import Path

from boardapp.core.bundle.receipt import Receipt
from boardapp.core.errors import UserError
from boardapp.services import clock, export_plan, exporting, instance, keys, receipts, sticks
from boardapp.services.desk import Desk
from boardapp.services.export_plan import Plan
from boardapp.services.instance import Standing
from boardapp.services.sticks import Look, human
from boardapp.store import bundles


@dataclass(frozen=True)
class Refusal:
    """Why nothing can be exported now, and the page that leads out of it, if one does.

    ``receipts`` lie on the stick and were not read yet.
    """

    sentence: str
    page: str = ""
    verb: str = ""
    receipts: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Preflight:
    """What would go, where it would go, and the newest receipt of the township, if any.

    ``trusted`` says that the receipt is about bundles that this database knows; ``receipts`` lie
    on the stick and were not read yet.
    """

    plan: Plan
    look: Look
    receipt: Receipt | None = None
    trusted: bool = False
    receipts: tuple[Path, ...] = ()


def refusal(desk: Desk) -> Refusal | None:
    """Return what must be put right before anything is signed, or None; cheap."""
    state, late = instance.standing(desk), clock.behind(desk)
    if state is not Standing.PROVEN:
        return Refusal(state.sentence, "backup/restoring", "去“备份与恢复”")
    if late:
        return Refusal(late.sentence, "backup/restoring", "去“备份与恢复”")
    lost = keys.trouble(desk)
    return Refusal(lost, "settings/keys", "去“签名密钥”") if lost else None


def preflight(desk: Desk, folder: Path, *, full: bool) -> Preflight | Refusal:
    """Find out what an export to a folder would write there, and write nothing there."""
    refused, unread = refusal(desk), receipts.waiting(desk, folder)
    if refused:
        return replace(refused, receipts=unread)
    try:
        plan = export_plan.plan(desk, full=full)
    except UserError as error:
        return Refusal(str(error), receipts=unread)
    kept = exporting.kept_path(desk, plan.file_name)
    # The kept copy may be gone; the export makes it again and compares then.
    same = (kept if kept.is_file() else folder / plan.file_name) if plan.again else None
    look = sticks.look(folder, plan.file_name, plan.size, desk.folder, same)
    newest = bundles.newest_receipt(desk.db)
    return Preflight(plan, look, newest, export_plan.known_receipt(desk) is not None, unread)


def title_of(plan: Plan) -> str:
    """Say which bundle it is."""
    number = f"第{plan.header.sequence}号数据包"
    if plan.again:
        day = plan.again.exported_on
        return f"补发{number}（{day.month}月{day.day}日那一个，没有新的变化，序号不变）"
    return f"{number}（新的）"


def inside(plan: Plan) -> str:
    """Say how many files of each kind go, and how many there are."""
    words = (("postings", "公示", "份"), ("notices", "榜文", "份"), ("attachments", "附件", "个"))
    counts = [
        f"{word} {plan.carried[key]} {unit}（一共 {plan.held[key]} {unit}）"
        for key, word, unit in words
    ]
    return f"{'、'.join(counts)}，账和台账的表全部带上。"


def room(one: Preflight) -> str:
    """Say how large it is and what room is left."""
    size = f"数据包 {human(one.plan.size)}"
    if one.look.same:
        return f"{size}。U盘上已经有这一个，内容相同，不用再写。"
    if not one.look.free:
        return f"{size}。"
    return f"{size}，写完还剩 {human(max(one.look.free - one.plan.size, 0))}。"


def why(one: Preflight) -> str:
    """Say from which receipt it follows what goes."""
    receipt = one.receipt
    if receipt is None:
        return "还没有读入过乡镇的回执，所以文件全部带上。"
    day = f"{receipt.issued_on.month}月{receipt.issued_on.day}日"
    told = f"乡镇第{receipt.number}号回执（{day}）"
    if not one.trusted:
        return f"{told}说的数据包和本机的记录对不上，所以文件全部带上。"
    held = f"{told}：已收到第{receipt.sequence}号" if receipt.sequence else f"{told}：还没有收到过"
    lacks = f"，说缺 {len(receipt.missing)} 个文件，这次补上" if receipt.missing else ""
    full = one.plan.header.full
    return f"{held}{lacks}。{'这次文件全部带上。' if full else '只带乡镇还没有的文件。'}"
