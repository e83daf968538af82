"""移交: asked, looked over as the very list that will be signed, entered, packed, and signed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from boardapp.core.errors import UserError
from boardapp.core.handover import Handover
from boardapp.core.pack import Checked
from boardapp.core.progress import Progress
from boardapp.services import handover, handover_pack, packs
from boardapp.services.handover_pack import PackDone
from boardapp.services.pictures import page_picture, page_sizes_mm
from boardapp.services.settings import OPERATOR
from boardapp.store import villages
from boardapp.ui.archive.folder import AskFolder, ask_folder
from boardapp.ui.archive.handover_form import HandoverForm
from boardapp.ui.dialogs.message import Message
from boardapp.ui.drawing import COARSE
from boardapp.ui.errors import show_error
from boardapp.ui.life.photo import AskPhoto, ask_photo
from boardapp.ui.outlet import Outlet
from boardapp.ui.printing import AskPrinter, ask_printer, new_printer
from boardapp.ui.session import Session
from boardapp.ui.widgets.note import Note
from boardapp.ui.widgets.pdf_view import PdfView

HEADS = (
    (
        "移交",
        "换届、离任、调岗时用：算出移交清单，变更职务，写出移交包（清单、全部数据的备份、档案）。",
    ),
    ("核对移交清单", "没有问题就登记；登记以后清单不能再改。要改请点“上一步”。"),
    ("已登记移交", "请打印移交清单，三方当面核对签字，拍照存回来。"),
)
_SHOWN = 40
"""So many pages of the list are shown; more are in the file."""


class HandoverDialog(Message):
    """Three pages: the questions, the list to be looked over, and what is left to do."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        choose_folder: AskFolder = ask_folder,
        choose_photo: AskPhoto = ask_photo,
        choose_printer: AskPrinter = ask_printer,
        printer: Callable[[], QPrinter] = new_printer,
    ) -> None:
        super().__init__(*HEADS[0], parent, "看清单(&L)")
        self.session, self._choose_folder, self._choose_photo = session, choose_folder, choose_photo
        self.outlet = Outlet(session, self, choose_printer=choose_printer, printer=printer)
        self.one: Handover | None = None
        self.entered = False
        self.form = HandoverForm(session.desk, choose_folder)
        self.view, self.note = PdfView(), Note()
        self.view.setAccessibleName("移交清单")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.form)
        self.stack.addWidget(self.view)
        self.back_button = QPushButton("上一步(&B)")
        self.check_button = QPushButton("核对移交包(&V)…")
        self.photo_button = QPushButton("存入签字照片(&S)…")
        self.print_button = QPushButton("打印清单(&P)…")
        self._build()
        self._connect()
        self.show_page(0)
        self.form.people["taker"].setFocus()

    def _build(self) -> None:
        self.body.insertWidget(2, self.note)
        self.body.insertWidget(3, self.stack, 1)
        for n, button in enumerate((self.check_button, self.photo_button)):
            self.buttons.insertWidget(n, button)
        self.buttons.insertWidget(self.buttons.count() - 1, self.back_button)
        self.buttons.insertWidget(self.buttons.count() - 1, self.print_button)
        height = self.fontMetrics().height()
        self.resize(min(44 * height, 1280), min(32 * height, 690))

    def _connect(self) -> None:
        self.do_by(self.go_on)
        self.do_button.setDefault(True)
        self.back_button.clicked.connect(self.go_back)
        self.check_button.clicked.connect(self.check)
        self.photo_button.clicked.connect(self.add_photo)
        self.print_button.clicked.connect(self.print_list)

    def show_page(self, number: int) -> None:
        """Turn to the questions (0), the list (1), or what is left to do (2)."""
        heading, sentence = HEADS[number]
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.stack.setCurrentIndex(min(number, 1))
        self.back_button.setVisible(number == 1)
        self.check_button.setVisible(number == 0)
        self.print_button.setVisible(number == 2)
        last = next(iter(handover.handovers(self.session.desk)), None)
        self.photo_button.setVisible(number != 1 and bool(last and not last.sheet))
        self.do_button.setText(("看清单(&L)", "登记移交(&Y)", "再写一份移交包(&W)")[number])
        self.close_button.setText("关闭" if number == 2 else "取消")
        if number == 0:
            waits = last and not last.sheet
            self.note.say(
                f"上一次移交（{last.mark}）还没有存入签字照片。" if last and waits else ""
            )

    def go_on(self) -> None:
        """Show the list, or enter the handover and write its pack."""
        if self.entered:
            self.write()
        elif self.stack.currentWidget() is self.form:
            self.look()
        else:
            self.enter()

    def go_back(self) -> None:
        """Return to the questions; nothing was entered."""
        self.show_page(0)

    def look(self) -> None:
        """Draw the list up and show it, page by page."""
        if not self.form.check():
            return
        folder = self.form.folder.path
        assert folder is not None
        try:
            handover_pack.refuse_unready(self.session.desk, folder, self.form.chosen_years())
            self.one = self.form.drawn_up()
            pdf = handover.list_pdf(self.one)
        except UserError as error:
            self.note.say(f"✖ {error}", wrong=True)
            return
        pages = len(page_sizes_mm(pdf))
        shown = min(pages, _SHOWN)
        self.view.show_pages([page_picture(pdf, n, COARSE) for n in range(shown)], COARSE)
        self.show_page(1)
        found = handover.findings(self.session.desk, self.one)
        years = self.form.chosen_years()
        with_years = f"，附 {'、'.join(map(str, years))} 年档案" if years else ""
        said = f"清单共 {pages} 页。移交包写到 {folder}{with_years}。"
        told = "".join(f"\n✖ {one.sentence}" for one in found)
        self.note.say(said + told, wrong=bool(found))

    def enter(self) -> None:
        """Enter the handover, then write its pack."""
        assert self.one is not None
        try:
            handover.hand_over(self.session.desk, self.one)
        except UserError as error:
            self.note.say(f"✖ {error}", wrong=True)
            return
        self.entered = True
        desk = self.session.desk
        operator = villages.setting(desk.db, OPERATOR)
        if desk.operator == self.one.giver and operator == self.one.taker:
            self.session.desk = replace(desk, operator=operator)
        self.show_page(2)
        self.note.say("移交已登记；移交包还没有写。")
        self.session.changed.emit()
        self.write()

    def write(self) -> None:
        """Write the pack on the worker, with progress and cancel."""
        one, folder, years = self.one, self.form.folder.path, self.form.chosen_years()
        assert one is not None
        assert folder is not None
        desk = self.session.desk

        def task(progress: Progress) -> PackDone:
            with desk.again() as mine:
                return handover_pack.write_pack(mine, one, folder, years, progress)

        self.session.jobs.start(task, "正在写移交包", self, self.tell_written)

    def tell_written(self, done: PackDone) -> None:
        """Say what was written and what is missing in it."""
        self.one = done.handover
        lacking = "".join(f"\n✖ {one.sentence}" for one in done.findings[:5])
        said = f"移交已登记，移交包已写好并读回核对：{done.folder}，{len(done.files)} 个文件。"
        self.note.say(f"{'' if lacking else '✓ '}{said}{lacking}", wrong=bool(lacking))
        self.session.changed.emit()

    def add_photo(self) -> None:
        """Keep the photo of the signed list of the newest handover."""
        path: Path | None = self._choose_photo(self)
        if path is None:
            return
        try:
            one = handover.keep_sheet(
                self.session.desk, handover.handover_named(self.session.desk), path
            )
        except UserError as error:
            show_error(error, self)
            return
        self.note.say(f"✓ 已存入移交清单 {one.mark} 的签字照片。")
        self.photo_button.hide()
        self.session.changed.emit()

    def print_list(self) -> None:
        """Print the list at its true size, after the system's dialog."""
        assert self.one is not None
        self.outlet.print(handover.list_pdf(self.one), self.tell_printed)

    def tell_printed(self, count: int) -> None:
        """Say how many pages went to the printer."""
        self.note.say(f"✓ 已交给打印机 {count} 页。")

    def check(self) -> None:
        """Look at a pack that was written before."""
        folder = self._choose_folder(self, "选写好的移交包文件夹")
        if folder is not None:
            self.session.jobs.start(
                lambda progress: packs.check_pack(folder, progress),
                "正在核对",
                self,
                self.tell_checked,
            )

    def tell_checked(self, found: Checked) -> None:
        """Say what a second look found."""
        self.note.say(f"{'✓' if found.ok else '✖'} {found.sentence}", wrong=not found.ok)


class HandoverButton(QPushButton):
    """Opens the handover."""

    def __init__(self, session: Session, _year: Callable[[], int], page: QWidget) -> None:
        super().__init__("移交(&Y)…", page)
        self.session, self._page = session, page
        self.clicked.connect(self.act)

    def act(self) -> None:
        """Open the dialog."""
        self.dialog = HandoverDialog(self.session, self._page)
        self.dialog.open()
