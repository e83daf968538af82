"""Publishing from the window, wherever it is asked for: on the worker, which frozen pages take."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from boardapp.core.posting import Posting
from boardapp.core.progress import Progress
from boardapp.core.village import Body
from boardapp.services import posting
from boardapp.services.composing import About
from boardapp.ui.session import Session


def start_publishing(
    session: Session,
    place: tuple[str, About, Body],
    parent: QWidget,
    on_done: Callable[[Any], None],
) -> None:
    """Publish an item about something by a body; ``on_done`` gets the posting."""

    def task(_progress: Progress) -> Posting:
        with session.desk.again() as desk:
            return posting.publish(desk, *place)

    session.jobs.start(task, "正在公布", parent, on_done)
