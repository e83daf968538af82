"""The frozen notice of a posting, to be looked at, saved and printed again."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from boardapp.core.progress import Progress
from boardapp.services import posting as postings
from boardapp.store import postings as store
from boardapp.ui.dialogs.sheet import SheetDialog
from boardapp.ui.session import Session


class NoticeDialog(SheetDialog):
    """The pages that were published; ``mark`` is the posting's number."""

    what = "榜"
    purpose = "这是公布时固定下来的榜，只供查看、保存和重新打印。"


def show_notice(
    session: Session, id_: str, parent: QWidget, on_done: Callable[[NoticeDialog], None]
) -> None:
    """Read a posting's notice on the worker and open it; one that was corrected says so."""

    def task(_progress: Progress) -> tuple[bytes, str] | None:
        with session.desk.again() as desk:
            one = store.by_id(desk.db, id_)
            return (postings.notice_of(desk, one).pdf, one.number) if one else None

    def show(held: Any) -> None:
        if held:
            pdf, number = held
            dialog = NoticeDialog(session, pdf, number, parent)
            on_done(dialog)
            dialog.open()

    session.jobs.start(task, "正在打开榜", parent, show)
