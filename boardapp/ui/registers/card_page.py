"""One card: its fields, what was paid, its attachments, and who changed it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from boardapp.core.errors import UserError
from boardapp.core.finding import Finding
from boardapp.core.registers.cards import Card, CardKind, card_title
from boardapp.core.registers.contract import Contract
from boardapp.core.registers.debt import Debt, debt_problems
from boardapp.services import registers
from boardapp.services.contracts import contract_findings
from boardapp.store import register_money as money
from boardapp.store import registers as store
from boardapp.ui.dialogs.message import Confirm
from boardapp.ui.errors import show_error
from boardapp.ui.registers.attachments import AskFiles, Attachments, ask_files
from boardapp.ui.registers.card_history import CardHistory
from boardapp.ui.registers.editors import Codes
from boardapp.ui.registers.form import CardForm
from boardapp.ui.registers.one_line import OneLine
from boardapp.ui.registers.payments import Movements, Payments
from boardapp.ui.registers.told import told
from boardapp.ui.session import Session
from boardapp.ui.widgets.note import Note

KEYS = "★ 必须填 · 回车或 Tab 到下一格 · Ctrl+S 保存 · Esc 返回列表"


_FEW_LINES = 20
"""A page lower than so many lines of type leaves the keys out, for the fields."""


class CardPage(QWidget):
    """One card of a register, in place of the list.

    Signals: ``closed`` when the list is wanted again, ``kept`` with the card before (None when it
    is new) and after, ``removing`` with the card.
    """

    closed = Signal()
    kept = Signal(object, object)
    removing = Signal(object)

    def __init__(
        self,
        session: Session,
        kind: CardKind,
        confirm: Confirm,
        choose: AskFiles = ask_files,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.kind = session, kind
        self._confirm = confirm
        self.card: Card | None = None
        self.held: Card | None = None
        links = {one.value: self._codes_of(one) for one in (CardKind.ASSET, CardKind.RESOURCE)}
        self.form = CardForm(kind.record, self._judge, links)
        self.attachments = Attachments(session, confirm, choose)
        self.history = CardHistory(session)
        self.money: Payments | Movements | None = None
        if kind is CardKind.CONTRACT:
            self.money = Payments(session, confirm)
        elif kind is CardKind.DEBT:
            self.money = Movements(session, confirm)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.back_button = QPushButton("‹ 返回列表(&B)")
        self.title = OneLine()
        self.title.setProperty("role", "section")
        self.remove_button = QPushButton("删除(&X)")
        self.save_button = QPushButton("保存(&S)")
        self.save_button.setProperty("role", "main")
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.back_button)
        top.addWidget(self.title, 1)
        top.addWidget(self.remove_button)
        top.addWidget(self.save_button)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.form, "卡片")
        if self.money:
            self.tabs.addTab(self.money, "")
        self.tabs.addTab(self.attachments, "")
        self.tabs.addTab(self.history, "")
        self.note = Note()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.note)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.leave)
        self.remove_button.clicked.connect(self._remove)
        self.save_button.clicked.connect(self.save)
        self.form.edited.connect(self._say_keys)
        self.attachments.counted.connect(self._count_attachments)
        if self.money:
            self.money.counted.connect(self._count_money)

    @property
    def begun(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.card is not None and bool(self.form.changed_texts())

    def show_new(self, card: Card) -> None:
        """Show a blank card to be filled in."""
        self._show(card, None)

    def show_card(self, card: Card) -> None:
        """Show a card that is held."""
        self._show(card, card)

    def reload(self) -> None:
        """Show what the database holds of the card, without touching what is being typed."""
        if self.card is None:
            return
        found = store.one(self.session.desk.db, self.kind, self.card.id)
        if self.held is not None and found is None:
            self.card = None
            self.closed.emit()
            return
        if found is not None:
            typed = self.form.changed_texts()
            self._fill(found, found)
            self.form.put(typed)

    def draft(self) -> Card | None:
        """Return the card as it was typed; what cannot be read stays as it was."""
        if self.card is None:
            return None
        return registers.typed_card(self.session.desk, self.card, self.form.changed_texts())[0]

    def save(self) -> None:
        """Keep the card when nothing is left that must be put right."""
        card = self.draft()
        if card is None:
            return
        if not self.form.check():
            self.tabs.setCurrentWidget(self.form)
            self.note.say("✖ 还没有保存：请先改正上面列出的地方。", wrong=True)
            return
        if self.held is not None and not self.form.changed_texts():
            self.note.say("✓ 没有改动，不用保存。")
            return
        before = self.held
        try:
            saved = registers.save_card(self.session.desk, card)
        except UserError as error:
            show_error(error, self)
            return
        self._fill(saved, saved)
        self.kept.emit(before, saved)
        self.note.say("✓ 已保存。Esc 返回列表，Ctrl+N 再建一张。")

    def leave(self) -> None:
        """Go back to the list; what was typed and not saved is asked about."""
        if self.may_leave():
            self.card = None
            self.closed.emit()

    def may_leave(self) -> bool:
        """Whether nothing is lost, or the person gives it up."""
        if not self.begun:
            return True
        sentence = "这张卡片上刚才填的还没有保存。离开就没有了；要留着，请先按“保存”。"
        return self._confirm(self, "不保存就离开？", sentence, "不保存，离开")

    def _show(self, card: Card, held: Card | None) -> None:
        self.tabs.setCurrentWidget(self.form)
        self._fill(card, held)
        self._say_keys()
        self.form.go_to("name" if "name" in self.form.blocks else "party")
        self.form.verticalScrollBar().setValue(0)

    def _fill(self, card: Card, held: Card | None) -> None:
        """Put a card into the fields and into all that belongs to it."""
        self.card, self.held = card, held
        texts = registers.shown_card(self.session.desk, card)
        with QSignalBlocker(self.form):
            self.form.show_texts({field.key: text for field, text in texts})
        self._show_parts()

    def _show_parts(self) -> None:
        """Show what belongs to the card as it is held."""
        card, kept = self.held or self.card, self.held is not None
        if card is None:
            return
        new = f"新建{self.kind.word}卡片"
        self.title.show_text(f"{self.kind.word} {card_title(card)}" if kept else new)
        self.remove_button.setVisible(kept)
        self.attachments.show_card(card, kept=kept)
        if self.money:
            self.money.show_card(card, kept=kept)
        count = self.history.show_card(card)
        self._name_tab(self.history, "改动记录", count)

    def _judge(self, texts: Mapping[str, str]) -> Sequence[Finding]:
        """Say what is wrong with the card as it stands, and above the fields what it comes to."""
        if self.card is None:
            return ()
        desk = self.session.desk
        card, found = registers.typed_card(desk, self.card, texts)
        unread = {one.where for one in found if one.code == "unreadable"}
        more: Sequence[Finding] = ()
        if isinstance(card, Contract):
            more = contract_findings(desk, card)
        elif isinstance(card, Debt):
            more = debt_problems(card, money.movements(desk.db, card.id))
        self.form.say(told(self.session, card))
        kept = [one for one in more if one.where not in unread]
        order = list(self.form.blocks)
        every = dict.fromkeys((*found, *kept))
        return tuple(sorted(every, key=lambda one: order.index(one.where)))

    def _codes_of(self, kind: CardKind) -> Codes:
        def codes() -> list[tuple[str, str]]:
            book = self.card.book if self.card else self.session.book.id
            held = store.cards(self.session.desk.db, kind, book)
            return [(one.code, one.name) for one in held]

        return codes

    def _count_attachments(self, count: int) -> None:
        self._name_tab(self.attachments, "附件", count)

    def _count_money(self, count: int) -> None:
        word = "收付款" if self.kind is CardKind.CONTRACT else "增减"
        if self.money:
            self._name_tab(self.money, word, count)

    def _name_tab(self, tab: QWidget, word: str, count: int) -> None:
        self.tabs.setTabText(self.tabs.indexOf(tab), f"{word} {count}" if count else word)

    def _remove(self) -> None:
        if self.held is not None:
            self.removing.emit(self.held)

    def _say_keys(self) -> None:
        low = self.height() < _FEW_LINES * self.fontMetrics().lineSpacing()
        self.note.say("" if low else KEYS)
