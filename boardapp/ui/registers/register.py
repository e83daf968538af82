"""One register of cards: its list, the card that is open, and what is done to both."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from boardapp.core.errors import UserError
from boardapp.core.progress import Progress
from boardapp.core.registers.cards import Card, CardKind, card_title
from boardapp.services import registers, templates
from boardapp.services.contracts import book_reminders
from boardapp.store.register_imports import RegisterImport
from boardapp.ui.dialogs.message import Confirm, ask
from boardapp.ui.errors import AskPath, show_error
from boardapp.ui.registers.attachments import AskFiles, ask_files
from boardapp.ui.registers.card_list import CardList
from boardapp.ui.registers.card_page import CardPage
from boardapp.ui.registers.changes import CardChange, CardChanges
from boardapp.ui.registers.import_cards import AskCards, ImportCards, ask_cards
from boardapp.ui.registers.reminders import ReminderStrip
from boardapp.ui.registers.shelves import SHELVES
from boardapp.ui.session import Session

_FEW_LINES = 24
"""A page lower than so many lines of type tells the counts of reminders only."""

_NAMED = 3
"""How many cards a question names one by one."""


def ask_template(parent: QWidget, name: str) -> Path | None:
    """Let a person choose where to save a template."""
    chosen, _ = QFileDialog.getSaveFileName(parent, "保存模板", name, "Excel 文件 (*.xlsx)")
    return Path(chosen) if chosen else None


@dataclass(frozen=True)
class Ask:
    """How a person is asked: to confirm, for a file of cards, for photos, for a place to save."""

    confirm: Confirm = ask
    cards: AskCards = ask_cards
    files: AskFiles = ask_files
    path: AskPath = ask_template


class RegisterView(QStackedWidget):
    """The list of a register, or one of its cards in its place."""

    def __init__(
        self, session: Session, kind: CardKind, ask: Ask, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.kind, self._ask = session, kind, ask
        self.changes = CardChanges()
        self.list = CardList(session, SHELVES[kind])
        self.page = CardPage(session, kind, ask.confirm, ask.files)
        self.reminders: ReminderStrip | None = None
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if kind is CardKind.CONTRACT:
            self.reminders = ReminderStrip()
            column.addWidget(self.reminders)
        column.addWidget(self.list, 1)
        self.setContentsMargins(0, 8, 0, 0)
        self.addWidget(first)
        self.addWidget(self.page)
        self._connect()

    def _connect(self) -> None:
        self.list.new_button.clicked.connect(self.new_card)
        self.list.import_button.clicked.connect(self.take_in)
        self.list.undo_button.clicked.connect(self.undo)
        self.list.opened.connect(self.open_card)
        self.list.removing.connect(self.remove)
        self.list.blank_action.triggered.connect(self.save_blank)
        self.list.filled_action.triggered.connect(self.save_filled)
        self.page.closed.connect(self.show_list)
        self.page.kept.connect(self.remember)
        self.page.removing.connect(self._remove_one)
        if self.reminders:
            self.reminders.chosen.connect(self.list.filters.show_only)
            self.list.filters.edited.connect(self._follow_filters)
        self._key(QKeySequence(QKeySequence.StandardKey.New), self.new_card)
        self._key(QKeySequence(QKeySequence.StandardKey.Find), self.find_cards)
        self._key(QKeySequence(QKeySequence.StandardKey.Undo), self.undo)
        self._key(QKeySequence(QKeySequence.StandardKey.Save), self._save)
        self._key(QKeySequence(Qt.Key.Key_Escape), self._escape)

    def reload(self) -> None:
        """Show what the database holds."""
        desk, book = self.session.desk, self.session.book.id
        if self.page.card is not None and self.page.card.book != book and not self.page.begun:
            self.show_list()
        self.page.reload()
        self.list.reload()
        if self.reminders:
            self.reminders.show_reminders(book_reminders(desk, book))
            self.reminders.brief(brief=self._low)
        self.list.undo_button.setEnabled(bool(self.changes))
        self.list.say("")

    def open_card(self, card: Card) -> None:
        """Show a card in place of the list."""
        self.page.show_card(card)
        self.setCurrentWidget(self.page)

    def new_card(self) -> None:
        """Begin a new card, numbered on from the last one."""
        if self.currentWidget() is self.page and not self.page.may_leave():
            return
        desk, book = self.session.desk, self.session.book.id
        code = registers.next_code(desk, self.kind, book)
        self.setCurrentWidget(self.page)
        self.page.show_new(replace(registers.blank_card(self.kind, book), code=code))

    def show_list(self) -> None:
        """Show the list again, at the card that was open."""
        self.page.card = None
        self.setCurrentIndex(0)
        self.list.view.setFocus()

    def find_cards(self) -> None:
        """Put the cursor where words to find are typed."""
        if self.currentIndex() == 0:
            self.list.filters.words.setFocus()
            self.list.filters.words.selectAll()

    def remember(self, before: Card | None, after: Card) -> None:
        """Remember the way back from a card that was kept, and tell the window."""
        word = "修改" if before else "新建"
        self.changes.add(CardChange(f"{word}“{card_title(after)}”", ((before, after),)))
        self.session.changed.emit()
        self.list.show_card(after.id)

    def remove(self, cards: list[Card]) -> None:
        """Take cards out, after asking."""
        names = "、".join(f"“{card_title(one)}”" for one in cards[:_NAMED])
        more = f"等 {len(cards)} 张" if len(cards) > _NAMED else ""
        sentence = f"要从{self.kind.word}台账里删去{names}{more}。删去后按 Ctrl+Z 可以恢复。"
        if not self._ask.confirm(self, f"删去 {len(cards)} 张卡片？", sentence, "删去"):
            return
        try:
            registers.remove_cards(self.session.desk, cards)
        except UserError as error:
            show_error(error, self)
            return
        self.changes.add(
            CardChange(f"删去 {len(cards)} 张卡片", tuple((one, None) for one in cards))
        )
        if self.currentWidget() is self.page:
            self.show_list()
        self.session.changed.emit()
        self.list.say(f"✓ 已删去 {len(cards)} 张卡片。按 Ctrl+Z 可以恢复。")

    def undo(self) -> None:
        """Take back what was done last to cards of this register."""
        if self.currentWidget() is self.page:
            return
        try:
            words = self.changes.undo(self.session.desk)
        except UserError as error:
            show_error(error, self)
            self.reload()
            return
        if words:
            self.session.changed.emit()
            self.list.say(f"✓ 已撤销：{words}。")

    def take_in(self, path: Path | None = None) -> None:
        """Open the dialog that takes a filled template in."""
        self.dialog = ImportCards(self.session, self.kind, self._ask.cards, self, path or None)
        self.dialog.taken_in.connect(self._tell_import)
        self.dialog.open()

    def save_blank(self) -> None:
        """Save an empty template where the person says."""
        self._save_template(filled=False)

    def save_filled(self) -> None:
        """Save the cards in the form of a template where the person says."""
        self._save_template(filled=True)

    def _save_template(self, *, filled: bool) -> None:
        word, session = self.kind.word, self.session
        name = f"{word}台账.xlsx" if filled else f"{word}登记模板.xlsx"
        path = self._ask.path(self, name)
        if path is None:
            return
        target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
        book = session.book if filled else None

        def task(_progress: Progress) -> Path | UserError:
            try:
                with session.desk.again() as desk:
                    templates.template(desk, self.kind, target, book)
            except UserError as error:
                return error
            return target

        session.jobs.start(task, "正在写出模板", self, self._tell_template)

    def _tell_template(self, result: object) -> None:
        if isinstance(result, UserError):
            show_error(result, self)
        elif isinstance(result, Path):
            self.list.say(f"✓ 已保存 {result.name}（{result.parent}）。填好后按“导入”。")

    def _tell_import(self, one: RegisterImport) -> None:
        words = "已撤销导入" if one.undone_on else f"已导入：新增 {one.added}，改动 {one.changed}"
        self.list.say(f"✓ {words}（{one.file_name}）。")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the reminders where there is little room."""
        super().resizeEvent(event)
        if self.reminders:
            self.reminders.brief(brief=self._low)

    @property
    def _low(self) -> bool:
        return self.height() < _FEW_LINES * self.fontMetrics().lineSpacing()

    def _remove_one(self, card: Card) -> None:
        self.remove([card])

    def _follow_filters(self) -> None:
        if self.reminders and self.list.filters.only is None:
            self.reminders.forget()

    def _save(self) -> None:
        if self.currentWidget() is self.page:
            self.page.save()

    def _escape(self) -> None:
        if self.currentWidget() is self.page:
            self.page.leave()

    def _key(self, keys: QKeySequence, slot: Callable[[], None]) -> None:
        shortcut = QShortcut(keys, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)
