"""Printing at true size, and the printer that will not."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from reportlab.pdfgen.canvas import Canvas

from boardapp.core.errors import Cancelled, UserError
from boardapp.services.pictures import page_sizes_mm
from boardapp.ui.printing import paper_name, prepare, print_pages

pytestmark = pytest.mark.usefixtures("qapp")
MM = 72 / 25.4
A3, A3_LANDSCAPE, A4 = (297.0, 420.0), (420.0, 297.0), (210.0, 297.0)


def sheet(folder: Path, size: tuple[float, float], pages: int = 2) -> bytes:
    """Return a PDF with a square of 100 mm, 50 mm from the left and from the top."""
    path = folder / "notice.pdf"
    canvas = Canvas(str(path), pagesize=(size[0] * MM, size[1] * MM))
    for _ in range(pages):
        canvas.rect(50 * MM, (size[1] - 150) * MM, 100 * MM, 100 * MM, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


def to_file(path: Path, resolution: int = 100) -> QPrinter:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(resolution)
    return printer


def agree(_printer: QPrinter, _parent: QWidget | None) -> bool:
    return True


def put_back_a4(printer: QPrinter, _parent: QWidget | None) -> bool:
    """Do what drivers do when their dialog closes."""
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    return True


class OnlyA4(QPrinter):
    """A printer that takes no other paper whatever it is told."""

    def setPageLayout(self, _layout: object) -> bool:  # noqa: N802
        return super().setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
            )
        )


@pytest.mark.parametrize("size", [A3, A3_LANDSCAPE, A4])
def test_the_sheets_come_out_on_the_paper_of_the_notice(
    tmp_path: Path, size: tuple[float, float]
) -> None:
    pdf, target = sheet(tmp_path, size), tmp_path / "out.pdf"
    printer = to_file(target)
    assert prepare(pdf, printer, agree)
    assert print_pages(pdf, printer) == 2
    found = page_sizes_mm(target.read_bytes())
    assert len(found) == 2
    assert found[0] == pytest.approx(size, abs=1)


def test_nothing_is_rescaled_or_moved(tmp_path: Path) -> None:
    pdf, target = sheet(tmp_path, A3), tmp_path / "out.pdf"
    printer = to_file(target)
    prepare(pdf, printer, agree)
    print_pages(pdf, printer)
    with pdfium.PdfDocument(target) as document:
        image = document[0].render(scale=100 / 72, grayscale=True).to_pil()
    left, top, right, bottom = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    inch = 25.4 / 100
    assert [left * inch, top * inch] == pytest.approx([50, 50], abs=0.6)
    assert [(right - left) * inch, (bottom - top) * inch] == pytest.approx([100, 100], abs=0.6)


def test_a_dialog_that_puts_a4_back_is_overruled(tmp_path: Path) -> None:
    pdf, target = sheet(tmp_path, A3), tmp_path / "out.pdf"
    printer = to_file(target)
    assert prepare(pdf, printer, put_back_a4)
    print_pages(pdf, printer)
    assert page_sizes_mm(target.read_bytes())[0] == pytest.approx(A3, abs=1)


def test_a_printer_that_insists_on_a4_prints_nothing_and_the_sentence_names_a_way(
    tmp_path: Path,
) -> None:
    pdf = sheet(tmp_path, A3)
    printer = OnlyA4()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with pytest.raises(UserError, match=r"不肯用 A3 纸.*A4.*保存为PDF"):
        prepare(pdf, printer, put_back_a4)
    assert not (tmp_path / "out.pdf").exists()


def test_giving_up_in_the_dialog_prints_nothing(tmp_path: Path) -> None:
    printer = to_file(tmp_path / "out.pdf")
    assert not prepare(sheet(tmp_path, A3), printer, lambda *_: False)


def test_only_the_pages_that_were_asked_for_are_printed(tmp_path: Path) -> None:
    pdf, target = sheet(tmp_path, A4, pages=3), tmp_path / "out.pdf"
    printer = to_file(target)

    def ask(chosen: QPrinter, _parent: QWidget | None) -> bool:
        chosen.setFromTo(2, 2)
        return True

    prepare(pdf, printer, ask)
    assert print_pages(pdf, printer) == 1
    assert len(page_sizes_mm(target.read_bytes())) == 1


def test_cancelling_ends_the_job(tmp_path: Path) -> None:
    pdf = sheet(tmp_path, A4)
    printer = to_file(tmp_path / "out.pdf")
    prepare(pdf, printer, agree)

    def stop(_done: int, _total: int, _label: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        print_pages(pdf, printer, stop)


def test_papers_are_called_by_their_names() -> None:
    assert paper_name(A3) == "A3"
    assert paper_name(A3_LANDSCAPE) == "A3（横向）"
    assert paper_name((100, 150)) == "100×150毫米"
