"""审查单: the sheet to be signed, shown whole; save it or print it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton, QWidget

from boardapp.services.pictures import page_picture, page_sizes_mm
from boardapp.ui.dialogs.message import Message
from boardapp.ui.drawing import COARSE
from boardapp.ui.errors import AskPath, ask_path
from boardapp.ui.outlet import Outlet
from boardapp.ui.printing import AskPrinter, ask_printer, new_printer
from boardapp.ui.session import Session
from boardapp.ui.widgets.note import Note
from boardapp.ui.widgets.pdf_view import PdfView


class SheetDialog(Message):
    """The pages of a review sheet; ``mark`` is its own number, printed on it."""

    what = "审查单"
    purpose = "打印出来，由审核的人对照内容签字；签好后拍照，回来“记入审核结果”。"

    def __init__(
        self,
        session: Session,
        pdf: bytes,
        mark: str,
        parent: QWidget | None = None,
        choose_path: AskPath = ask_path,
        choose_printer: AskPrinter = ask_printer,
        printer: Callable[[], QPrinter] = new_printer,
    ) -> None:
        super().__init__(f"{self.what} {mark}", self.purpose, parent)
        self.session, self.pdf, self.mark = session, pdf, mark
        self.outlet = Outlet(session, self, choose_path, choose_printer, printer)
        self.view = PdfView()
        pages = range(len(page_sizes_mm(pdf)))
        self.view.show_pages(tuple(page_picture(pdf, page, COARSE) for page in pages), COARSE)
        self.note = Note()
        self.note.say("")
        self.print_button = QPushButton("打印(&P)…")
        self.save_button = QPushButton("保存为PDF(&D)…")
        self.print_button.clicked.connect(self.print_sheet)
        self.save_button.clicked.connect(self.save)
        self.body.insertWidget(2, self.view, 1)
        self.body.insertWidget(3, self.note)
        self.buttons.insertWidget(1, self.save_button)
        self.buttons.insertWidget(2, self.print_button)
        self.close_button.setText("关闭")
        height = self.fontMetrics().height()
        self.resize(36 * height, min(26 * height, 700))

    def save(self) -> None:
        """Write the sheet to a PDF file that the person chooses."""
        self.outlet.save(self.pdf, f"{self.what}{self.mark}.pdf", self.tell_saved)

    def tell_saved(self, path: Path) -> None:
        """Say where the sheet was written."""
        self.note.say(f"✓ 已保存：{path}")

    def print_sheet(self) -> None:
        """Print the sheet at its true size, after the system's dialog."""
        self.outlet.print(self.pdf, self.tell_printed)

    def tell_printed(self, count: Any) -> None:
        """Say how many pages went to the printer."""
        self.note.say(f"✓ 已交给打印机 {count} 页。")
