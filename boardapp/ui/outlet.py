"""Where a finished paper goes: into a file that a person names, or to her printer."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from boardapp.core.errors import UserError
from boardapp.services.files import write_whole
from boardapp.ui.errors import AskPath, ask_path, show_error
from boardapp.ui.printing import AskPrinter, ask_printer, new_printer, prepare, print_pages
from boardapp.ui.session import Session


@dataclass(frozen=True)
class Outlet:
    """Saves and prints before the widget it is given, and shows there what goes wrong."""

    session: Session
    widget: QWidget
    choose_path: AskPath = ask_path
    choose_printer: AskPrinter = ask_printer
    printer: Callable[[], QPrinter] = new_printer

    def save(self, pdf: bytes, name: str, tell: Callable[[Path], None]) -> None:
        """Write a paper to a file that the person chooses, and tell which."""
        path = self.choose_path(self.widget, name)
        if path is None:
            return
        path = path if path.suffix.lower() == ".pdf" else Path(f"{path}.pdf")
        try:
            write_whole(path, pdf)
        except UserError as error:
            show_error(error, self.widget)
            return
        tell(path)

    def print(self, pdf: bytes, tell: Callable[[Any], None]) -> None:
        """Print a paper at its true size, after the system's dialog, and tell how many pages."""
        printer = self.printer()
        try:
            if not prepare(pdf, printer, self.choose_printer, self.widget):
                return
        except UserError as error:
            show_error(error, self.widget)
            return
        self.session.jobs.start(
            lambda progress: print_pages(pdf, printer, progress), "正在打印", self.widget, tell
        )
