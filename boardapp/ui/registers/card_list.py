"""The cards of one register: found as one types, filtered, sorted, and what they come to."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from boardapp.core.registers.cards import Card
from boardapp.store import registers as store
from boardapp.ui.registers.filters import Filters
from boardapp.ui.registers.shelves import Shelf, as_of
from boardapp.ui.session import Session
from boardapp.ui.tables.card_view import CardView
from boardapp.ui.tables.cards import CardRow, CardTable
from boardapp.ui.widgets.note import Note

KEYS = "回车打开卡片 · Ctrl+N 新建 · Ctrl+F 查找 · Del 删除 · Ctrl+Z 撤销 · 点表头或 Ctrl+列号排序"
_HARD = "\u00a0"
_FEW_LINES = 22
"""A page lower than so many lines of type keeps one row above the cards and leaves the keys out."""


class CardList(QWidget):
    """Buttons, filters, the table, and the sums of what it shows.

    Signals: ``opened`` with a card, ``removing`` with cards.
    """

    opened = Signal(object)
    removing = Signal(object)

    def __init__(self, session: Session, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.shelf = session, shelf
        self._computed: Mapping[str, Any] = {}
        self._sort, self._descending = 0, False
        self._low = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self._row = self._verbs()
        self.filters = Filters(self.shelf)
        self.table = CardTable(self.shelf.columns, self)
        self.view = CardView(self.table, self.shelf.wide)
        self.view.setAccessibleName(f"{self.shelf.kind.word}台账")
        self.empty = QLabel()
        self.empty.setProperty("role", "soft")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.hide()
        self.sums = QLabel()
        self.sums.setWordWrap(True)
        self.sums.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.card = QFrame()
        self.card.setProperty("role", "card")
        self._inside = QVBoxLayout(self.card)
        self._inside.setContentsMargins(18, 10, 18, 10)
        self._inside.addWidget(self.sums)
        self.note = Note()
        self.setFocusProxy(self.view)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._row)
        layout.addWidget(self.filters)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.card)
        layout.addWidget(self.note)

    def _verbs(self) -> QHBoxLayout:
        self.new_button = QPushButton(f"新建{self.shelf.kind.word}(&N)")
        self.new_button.setProperty("role", "main")
        self.open_button = QPushButton("打开(&O)")
        self.remove_button = QPushButton("删除(&X)")
        self.import_button = QPushButton("导入(&I)…")
        self.template_button = QPushButton("导出模板(&E)…")
        self.undo_button = QPushButton("撤销(&R)")
        self.undo_button.setToolTip("撤销最近一次改动（Ctrl+Z）")
        self.more_button = QPushButton("更多(&M)")
        self.more_button.setMenu(self._more_menu())
        self.more_button.hide()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.new_button)
        row.addWidget(self.import_button)
        row.addWidget(self.template_button)
        row.addStretch()
        for button in (self.open_button, self.remove_button, self.undo_button, self.more_button):
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self.filters.edited.connect(self.refresh)
        self.filters.words.left.connect(self._enter_list)
        self.table.sort_asked.connect(self.sort)
        self.view.opened.connect(self._open)
        self.view.removing.connect(self._remove)
        self.open_button.clicked.connect(self._open)
        self.remove_button.clicked.connect(self._remove)
        self.view.selectionModel().selectionChanged.connect(self._allow)

    def reload(self) -> None:
        """Show what the database holds, all that is computed anew."""
        session = self.session
        self._computed = self.shelf.compute(session.desk, session.book.id, session.period)
        self.refresh()

    def refresh(self) -> None:
        """Show the cards that the filters let through."""
        held = self.chosen()
        rows = self._found()
        self.table.show_rows(rows)
        row = self.table.row_of(held[0].id) if held else -1
        self.view.go_to(max(row, 0))
        any_ = bool(rows)
        if not any_ and self.view.hasFocus():
            # The keys go on working where there is nothing to stand on.
            (self.filters.words if self.filters.narrow else self.new_button).setFocus()
        self.view.setVisible(any_)
        self.empty.setVisible(not any_)
        self.card.setVisible(any_)
        self.empty.setText(self._nothing())
        self._show_sums(rows)
        self._allow()

    def sort(self, column: int, descending: bool) -> None:
        """Sort by a column."""
        self._sort, self._descending = column, descending
        self.refresh()

    def chosen(self) -> list[Card]:
        """Return the cards of the chosen rows."""
        return [self.table.rows[row].card for row in self.view.chosen()]

    def row(self, id_: str) -> CardRow | None:
        """Return a card that is shown, with what is computed of it."""
        number = self.table.row_of(id_)
        return self.table.rows[number] if number >= 0 else None

    def show_card(self, id_: str) -> None:
        """Make a card the current one, if it is shown."""
        number = self.table.row_of(id_)
        if number >= 0:
            self.view.go_to(number)

    def say(self, words: str) -> None:
        """Say what was done, or with an empty text which keys there are."""
        self.note.say(words or ("" if self._low else KEYS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave most of a small window to the cards."""
        super().resizeEvent(event)
        low = self.height() < _FEW_LINES * self.fontMetrics().lineSpacing()
        if low != self._low:
            self._low = low
            self._fold()
        if not self.note.text().startswith("✓"):
            self.say("")

    def _more_menu(self) -> QMenu:
        """Return what the buttons do that have no room on a low page."""
        menu = QMenu(self)
        for button in (self.open_button, self.remove_button, self.undo_button, self.import_button):
            menu.addAction(button.text(), button.click)
        menu.addSeparator()
        self.templates = QMenu(self)
        self.template_button.setMenu(self.templates)
        self.blank_action = QAction("导出空白模板(&B)…", self)
        self.filled_action = QAction("导出带现有卡片的表(&C)…", self)
        for one in (menu, self.templates):
            one.addActions([self.blank_action, self.filled_action])
        return menu

    def _fold(self) -> None:
        """Put everything above the cards into one row on a low page, else into two."""
        for button in (
            self.import_button,
            self.template_button,
            self.open_button,
            self.remove_button,
            self.undo_button,
        ):
            button.setVisible(not self._low)
        self.more_button.setVisible(self._low)
        if self._low:
            self._row.insertWidget(1, self.filters, 100)
        else:
            self._column.insertWidget(1, self.filters)
        around = 2 if self._low else 10
        self._inside.setContentsMargins(18, around, 18, around)

    def _found(self) -> list[CardRow]:
        session, column = self.session, self.shelf.columns[self._sort]
        key = "code" if column.order else column.key
        query = self.filters.query(key, descending=self._descending and not column.order)
        held = store.cards(session.desk.db, self.shelf.kind, session.book.id, query)
        rows = [CardRow(one, self._computed.get(one.id)) for one in held]
        only = self.filters.only
        if only is not None:
            rows = [row for row in rows if row.card.id in only]
        word, day = self.filters.state_word, session.desk.today
        if word:
            rows = [row for row in rows if word in self.shelf.states_of(row, day)]
        if column.order:
            rows.sort(key=column.order, reverse=self._descending)
        return rows

    def _show_sums(self, rows: Sequence[CardRow]) -> None:
        day = as_of(self.session.desk, self.session.period)
        shown = "显示" if self.filters.narrow else "共"
        parts = [f"{shown}\u00a0<b>{len(rows)}\u00a0{self.shelf.counter}</b>"]
        for title, text in self.shelf.sums(rows, day) if rows else ():
            parts.append(f"{title}\u00a0<b>{text.replace(' ', _HARD)}</b>")
        # Each part stays on one line, days with their hyphens too.
        self.sums.setText("&nbsp;&nbsp;&nbsp; ".join(parts).replace("-", "\u2011"))

    def _nothing(self) -> str:
        word = self.shelf.kind.word
        if self.filters.narrow:
            return f"没有找到这样的{word}。按“全部显示”看全部。"
        return (
            f"还没有登记{word}。\n\n按“新建{word}”一张一张登记；"
            "多的话，先按“导出模板”，在 Excel 里填好，再按“导入”。"
        )

    def _allow(self) -> None:
        count = len(self.view.chosen())
        self.open_button.setEnabled(count == 1)
        self.remove_button.setEnabled(count > 0)

    def _enter_list(self) -> None:
        self.view.setFocus()

    def _open(self) -> None:
        cards = self.chosen()
        if len(cards) == 1:
            self.opened.emit(cards[0])

    def _remove(self) -> None:
        cards = self.chosen()
        if cards:
            self.removing.emit(cards)
