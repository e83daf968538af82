"""Print a finished notice at its true size, and notice when the printer will not.

Drivers put back their own paper when their dialog closes (A3 comes out as A4, cut or shrunk), so
the paper is set before the dialog, set again after it, and then compared.
"""

import math
from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from boardapp.core.errors import Cancelled, UserError
from boardapp.core.progress import Progress, silent
from boardapp.services.pictures import page_picture, page_sizes_mm

AskPrinter = Callable[[QPrinter, QWidget | None], bool]
"""Shows the system's print dialog for a printer; false when the person thinks better of it."""

TOLERANCE_MM = 2.0
MOST_PIXELS = 36_000_000
"""No page is drawn finer than this: A3 at 430 dots per inch, some 100 MB."""

_NAMES = {(297, 420): "A3", (210, 297): "A4", (148, 210): "A5", (364, 515): "B4"}


def new_printer() -> QPrinter:
    """Return the usual printer at its full resolution."""
    return QPrinter(QPrinter.PrinterMode.HighResolution)


def ask_printer(printer: QPrinter, parent: QWidget | None) -> bool:
    """Show the system's print dialog."""
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    return bool(dialog.exec())


def prepare(
    pdf: bytes, printer: QPrinter, ask: AskPrinter = ask_printer, parent: QWidget | None = None
) -> bool:
    """Let a person choose the printer and make sure that it will take the notice's paper.

    Returns false when the person gave up. Raises UserError when the printer insists on another
    paper; nothing has been printed then.
    """
    sizes = page_sizes_mm(pdf)
    printer.setFromTo(0, 0)
    set_paper(printer, sizes[0])
    printer.setDocName("公示榜")
    if not ask(printer, parent):
        return False
    set_paper(printer, sizes[0])
    sentence = paper_problem(printer, sizes[0])
    if sentence:
        raise UserError(sentence)
    return True


def set_paper(printer: QPrinter, size_mm: tuple[float, float]) -> None:
    """Ask for a paper and its orientation, the whole sheet, nothing rescaled."""
    width, height = size_mm
    portrait = QSizeF(min(width, height), max(width, height))
    size = QPageSize(portrait, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = (
        QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    )
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, turned, QMarginsF(), QPageLayout.Unit.Millimeter))
    printer.setFullPage(True)


def paper_problem(printer: QPrinter, size_mm: tuple[float, float]) -> str:
    """Return a sentence when the printer holds another paper than asked for, or an empty text."""
    paper = printer.paperRect(QPrinter.Unit.Millimeter)
    real = paper.width(), paper.height()
    if all(abs(a - b) <= TOLERANCE_MM for a, b in zip(real, size_mm, strict=True)):
        return ""
    wanted, got = paper_name(size_mm), paper_name(real)
    other = "选用“A4”纸再打印，或" if wanted != "A4" else ""
    name = printer.printerName() or "所选的打印机"
    return (
        f"没有打印：“{name}”不肯用 {wanted} 纸，它改成了 {got}，打出来会缺边或缩小。"
        f"请在打印机属性里把纸张设为 {wanted} 后再试；这台打印机没有 {wanted} 的话，"
        f"请在预览里{other}“保存为PDF”拿到能打 {wanted} 的地方去打。"
    )


def paper_name(size_mm: tuple[float, float]) -> str:
    """Return what people call a paper, or its size in mm."""
    short, long = sorted(size_mm)
    landscape = size_mm[0] > size_mm[1]
    for (width, height), name in _NAMES.items():
        if abs(short - width) <= TOLERANCE_MM and abs(long - height) <= TOLERANCE_MM:
            return f"{name}（横向）" if landscape else name
    return f"{size_mm[0]:.0f}×{size_mm[1]:.0f}毫米"


def print_pages(pdf: bytes, printer: QPrinter, progress: Progress = silent) -> int:
    """Print the pages at 100 %, and return how many; may run on the worker.

    Raises UserError when the printer does not start, and gives the job up when cancelled.
    """
    sizes = page_sizes_mm(pdf)
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or len(sizes), len(sizes))
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("打印机没有响应，没有打印。请看打印机是否开机、连好、有纸，再打印一次。")
    try:
        for number in range(first, last + 1):
            progress(number - first, last - first + 1, f"正在打印第 {number} 页")
            if number > first:
                printer.newPage()
            _draw(painter, printer, pdf, number - 1, sizes[number - 1])
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
    return last - first + 1


def _draw(
    painter: QPainter, printer: QPrinter, pdf: bytes, page: int, size_mm: tuple[float, float]
) -> None:
    """Draw one page from the corner of the sheet, as large as the PDF says."""
    inches = size_mm[0] / 25.4, size_mm[1] / 25.4
    finest = math.sqrt(MOST_PIXELS / (inches[0] * inches[1]))
    resolution = printer.resolution()
    picture = page_picture(pdf, page, min(resolution, finest))
    image = QImage(
        picture.rgb, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB888
    )
    painter.drawImage(QRectF(0, 0, inches[0] * resolution, inches[1] * resolution), image)
