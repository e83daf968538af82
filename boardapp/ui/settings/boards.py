"""The boards where notices hang: to be entered, changed, closed and used again."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from boardapp.core.errors import UserError
from boardapp.core.life import Board
from boardapp.services import boards
from boardapp.ui.dialogs.message import Confirm, ask
from boardapp.ui.errors import show_error
from boardapp.ui.session import Session
from boardapp.ui.settings.layout import SaveRow, lay_out, side_by_side
from boardapp.ui.widgets.form import Form
from boardapp.ui.widgets.rows import Rows

NEW = Board("", "")
NOTE = "榜贴在哪里。分自然村张贴的，每个自然村至少登记一个。停用的不能再贴，以前的记录都在。"


class BoardsSection(QWidget):
    """A list of boards and, below it, the chosen one to be changed, or the fields of a new one."""

    title = "公开栏"

    def __init__(
        self, session: Session, parent: QWidget | None = None, confirm: Confirm = ask
    ) -> None:
        super().__init__(parent)
        self.session, self._confirm = session, confirm
        self._boards: tuple[Board, ...] = ()
        self._shown = NEW
        self.table = Rows(("名称", "地方", "自然村", "现在"), wide=0, most=5)
        self.table.setAccessibleName("公开栏")
        self.name, self.place, self.village = QLineEdit(), QLineEdit(), QLineEdit()
        self.form = Form(self.problems)
        self.form.add("name", "名称", self.name, "例如：村委会门口公开栏")
        self.form.add("place", "在什么地方（可不填）", self.place)
        self.form.add("village", "哪个自然村、片区或小组的", self.village, "全村共用的不用填")
        self.new_button = QPushButton("登记新的(&N)")
        self.close_button = QPushButton("停用(&T)…")
        self.save_row = SaveRow("保存(&S)")
        verbs = side_by_side(self.new_button, self.close_button)
        lay_out(self, self.title, NOTE, self.table, verbs, self.form, self.save_row)
        self.table.itemSelectionChanged.connect(self.choose)
        self.new_button.clicked.connect(self.begin)
        self.close_button.clicked.connect(self.close_or_reopen)
        self.save_row.button.clicked.connect(self.save)

    def reload(self) -> None:
        """Show what the database holds, unless the person has begun to change it."""
        begun = self.draft() != self._shown
        self._boards = boards.all_boards(self.session.desk)
        hanging = boards.hanging_now(self.session.desk)
        self.table.blockSignals(True)
        self.table.show_rows([_row(one, hanging.get(one.id, [])) for one in self._boards])
        self.table.setVisible(bool(self._boards))
        self.table.blockSignals(False)
        if not begun:
            self.choose()

    def choose(self) -> None:
        """Show the chosen board in the fields."""
        row = self.table.currentRow()
        self._show(self._boards[row] if 0 <= row < len(self._boards) else NEW)

    def begin(self) -> None:
        """Empty the fields for a board that is new."""
        self.table.blockSignals(True)
        self.table.setCurrentCell(-1, -1)
        self.table.blockSignals(False)
        self._show(NEW)
        self.name.setFocus()

    def draft(self) -> Board:
        """Return the fields as a record."""
        words = (field.text().strip() for field in (self.name, self.place, self.village))
        name, place, village = words
        return replace(self._shown, name=name, place=place, natural_village=village)

    def problems(self) -> dict[str, str]:
        """Return what is wrong with the fields."""
        return {} if self.draft().name else {"name": "请填写名称。"}

    def save(self) -> None:
        """Keep the board, a new one or the chosen one."""
        if not self.form.check():
            return
        desk, one = self.session.desk, self.draft()
        try:
            if one.id:
                kept = boards.change_board(desk, one)
            else:
                kept = boards.open_board(desk, one.name, one.place, one.natural_village)
        except UserError as error:
            show_error(error, self)
            return
        self._show_kept(kept, f"已保存：{kept.name}")

    def close_or_reopen(self) -> None:
        """Use the chosen board no more, after asking, or again."""
        one, desk = self._shown, self.session.desk
        sentence = "停用以后不能再往上面贴榜；以前贴过的记录都在。以后可以重新启用。"
        if not one.closed_on and not self._confirm(self, f"停用“{one.name}”？", sentence, "停用"):
            return
        try:
            change = boards.reopen_board if one.closed_on else boards.close_board
            kept = change(desk, one)
        except UserError as error:
            show_error(error, self)
            return
        self._show_kept(kept, f"已{'停用' if kept.closed_on else '重新启用'}：{kept.name}")

    def _show_kept(self, one: Board, words: str) -> None:
        self._show(one)
        self.session.changed.emit()
        self.reload()
        self.table.setCurrentCell([held.id for held in self._boards].index(one.id), 0)
        self.save_row.say(words)

    def _show(self, one: Board) -> None:
        self._shown = one
        self.name.setText(one.name)
        self.place.setText(one.place)
        self.village.setText(one.natural_village)
        self.close_button.setText("重新启用(&T)" if one.closed_on else "停用(&T)…")
        self.close_button.setEnabled(bool(one.id))
        self.save_row.button.setText("保存(&S)" if one.id else "登记(&S)")
        self.save_row.say("")
        self.form.forget()


def _row(one: Board, hanging: list[str]) -> tuple[str, str, str, str]:
    up = f"贴着 {len(hanging)} 份" if hanging else "没有贴榜"
    return one.name, one.place, one.natural_village, "已停用" if one.closed_on else up
