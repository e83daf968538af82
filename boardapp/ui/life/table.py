"""The postings under way as rows with boxes to tick, for sheets and meetings about many."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem, QWidget

from boardapp.core.village import BodyKind
from boardapp.ui.life.lives import LifeDeed, LifeRow
from boardapp.ui.tasks.words import INKS
from boardapp.ui.theme import COLOURS
from boardapp.ui.widgets.rows import Rows

STATE, ITEM, ABOUT, DIGEST, NEXT = range(5)
_WORDS = (ITEM, ABOUT, NEXT)
HEADS = ("状态", "事项", "期间或事件", "摘要码", "下一步")
SHORT = {BodyKind.COLLECTIVE: "集体", BodyKind.COMMITTEE: "村委会", BodyKind.GROUP: "小组"}
DIGITS = 8
"""How many digits of a digest are shown: enough to tell it from those beside it."""


class LifeTable(Rows):
    """One row for each content; those that are in review can be ticked.

    Signals: ``ticked`` when a tick was set or taken off, ``done`` when a row is acted upon by
    double click or Enter.
    """

    ticked = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(HEADS, wide=NEXT, parent=parent, words=(DIGEST,))
        self.setAccessibleName("审核、公布和张贴")
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setStretchLastSection(True)
        self.rows: tuple[LifeRow, ...] = ()
        self.itemChanged.connect(self._note)
        self.cellDoubleClicked.connect(self.done)

    def show_lives(self, rows: Sequence[LifeRow], several_bodies: bool) -> None:
        """Show rows, keep the ticks, and stay with the chosen one."""
        before, marked = self.chosen(), {row.same for row in self.marked()}
        self.rows = tuple(rows)
        self.blockSignals(True)
        self.show_rows([_texts(row, several_bodies) for row in rows])
        for number, row in enumerate(rows):
            state = self.item(number, STATE)
            if state is None:
                continue
            state.setForeground(QBrush(QColor(COLOURS[INKS[row.state]])))
            if row.deed is LifeDeed.STEP:
                on = row.same in marked
                state.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self._make_room()
        self.choose(before)
        self.itemSelectionChanged.emit()

    def _make_room(self) -> None:
        """Give each column its room; where there is too little, the longest words wrap."""
        words, head = self.fontMetrics(), self.horizontalHeader()
        widest = max((words.horizontalAdvance(row.words) for row in self.rows), default=0)
        # The widths of the contents do not count the boxes.
        wide = {STATE: widest + 2 * words.height() + 12}
        for one in (ITEM, ABOUT, DIGEST, NEXT):
            wide[one] = max(self.sizeHintForColumn(one), head.sectionSizeHint(one)) + 2
        room = self.viewport().width() - wide[STATE] - wide[DIGEST]
        for place, width in shared(room, [wide[one] for one in _WORDS]).items():
            one = _WORDS[place]
            # A column that is but a little too narrow is taken for wide enough by the rows.
            wide[one] = width if width == wide[one] else min(width, wide[one] - words.height())
        for one, width in wide.items():
            self.setColumnWidth(one, width)
        self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._make_room()

    def choose(self, one: LifeRow | None) -> None:
        """Turn to the row of the same content, if it is still there."""
        same = [n for n, row in enumerate(self.rows) if one and row.same == one.same]
        same = same or [n for n, row in enumerate(self.rows) if one and _key(row) == _key(one)]
        if same:
            self.setCurrentCell(same[0], 0)

    def go_to(self, item: str, about: str) -> None:
        """Turn to the first row of an item about something."""
        for number, row in enumerate(self.rows):
            if (row.subject.key[0], row.subject.key[2]) == (item, about):
                self.setCurrentCell(number, 0)
                return

    def chosen(self) -> LifeRow | None:
        """Return the row that is looked at."""
        row = self.currentRow()
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def marked(self) -> tuple[LifeRow, ...]:
        """Return the rows that are ticked."""
        found = []
        for number, row in enumerate(self.rows):
            item = self.item(number, STATE)
            if item is not None and item.checkState() is Qt.CheckState.Checked:
                found.append(row)
        return tuple(found)

    def tick(self, number: int, on: bool = True) -> None:
        """Tick a row, as a person does."""
        item = self.item(number, STATE)
        if item is not None and self.rows[number].deed is LifeDeed.STEP:
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _note(self, item: QTableWidgetItem) -> None:
        if item.column() == STATE:
            self.ticked.emit()


def shared(room: int, wants: Sequence[int]) -> dict[int, int]:
    """Return the widths of columns by place: what each wants, or else no more than any other.

    Only the widest give way when all of them are too wide for the room, in pixels.
    """
    found: dict[int, int] = {}
    for place in sorted(range(len(wants)), key=wants.__getitem__):
        found[place] = min(wants[place], max(room, 0) // (len(wants) - len(found)))
        room -= found[place]
    return found


def _key(row: LifeRow) -> tuple[str, str, str]:
    return row.subject.key


def _texts(row: LifeRow, several_bodies: bool) -> tuple[str, ...]:
    body = f"（{SHORT[row.subject.body.kind]}）" if several_bodies else ""
    return (row.words, row.title, f"{row.label}{body}", row.digest[:DIGITS], row.next)
