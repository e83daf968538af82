"""The card of the chosen posting: what was signed, where it hangs, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from boardapp.core.life import Display, State, days_hung, due_down
from boardapp.services import life
from boardapp.services.boards import photos_lacking
from boardapp.services.desk import Desk
from boardapp.store import life as store
from boardapp.ui.life.lives import LifeDeed, LifeRow
from boardapp.ui.life.photos import Photo, PhotoViewer, photos_of
from boardapp.ui.tasks.words import day_words

MNEMONICS = {
    LifeDeed.SUBMIT: "提交审查(&G)",
    LifeDeed.STEP: "记入审核结果(&G)…",
    LifeDeed.PUBLISH: "公布(&G)…",
    LifeDeed.PUT_UP: "张贴(&G)…",
    LifeDeed.TAKE_DOWN: "揭下(&G)…",
    LifeDeed.ARCHIVE: "归档(&G)…",
    LifeDeed.LOOK: "看榜(&G)",
    LifeDeed.CORRECT: "重新更正(&G)…",
}


class LifeCard(QFrame):
    """One posting in words, with its next deed at the right and the others before it.

    Signals: ``asked`` with the deed.
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row: LifeRow | None = None
        self.photos: tuple[Photo, ...] = ()
        self._desk: Desk | None = None
        self.setProperty("role", "card")
        self._build()
        self.deed_button.clicked.connect(self.act)
        self.photo_button.clicked.connect(self.show_photos)
        for deed, button in self.others.items():
            button.clicked.connect(lambda _=False, one=deed: self.asked.emit(one))

    def _build(self) -> None:
        self.title, self.detail = QLabel(), QLabel()
        self.title.setProperty("role", "strong")
        self.detail.setProperty("role", "small")
        for label in (self.title, self.detail):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.deed_button = QPushButton()
        self.deed_button.setProperty("role", "main")
        self.others = {
            LifeDeed.ADD_PHOTO: QPushButton("补照片(&P)…"),
            LifeDeed.WITHDRAW: QPushButton("撤回(&V)…"),
            LifeDeed.CORRECT: QPushButton("更正(&C)…"),
            LifeDeed.PUT_UP: QPushButton("再贴一处(&T)…"),
            LifeDeed.TAKE_DOWN: QPushButton("揭下(&J)…"),
            LifeDeed.LOOK: QPushButton("看榜(&L)"),
        }
        self.others[LifeDeed.WITHDRAW].setToolTip("撤回没有公布的，改了内容再提交")
        self.others[LifeDeed.ADD_PHOTO].setToolTip("张贴、揭下时没有照的，现在补")
        self.others[LifeDeed.CORRECT].setToolTip("已公布的有错：发更正公告")
        self.photo_button = QPushButton()
        top, buttons = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title, 1)
        for line in (top, buttons):
            line.setSpacing(10)
        buttons.addStretch()
        for deed, button in self.others.items():
            (top if deed is LifeDeed.ADD_PHOTO else buttons).addWidget(button)
        top.addWidget(self.photo_button)
        buttons.addWidget(self.deed_button)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(18, 10, 18, 12)
        inside.setSpacing(6)
        inside.addLayout(top)
        inside.addWidget(self.detail)
        inside.addLayout(buttons)

    def show_row(self, desk: Desk, row: LifeRow | None) -> None:
        """Show a posting, or nothing."""
        self.row = row
        self.setVisible(row is not None)
        if row is None:
            return
        number = row.posting.number if row.posting else ""
        parts = (row.title, row.label, row.subject.body.name, number)
        self.title.setText("　".join(part for part in parts if part))
        self.detail.setText("\n".join(told(desk, row)))
        self._offer_photos(desk, row)
        self.deed_button.setText(MNEMONICS[row.deed])
        newest = row.posting is not None and row.life.replaced_by is None
        correcting = row.life.review in (State.SUBMITTED, State.REVIEWED)
        displays = row.life.hanging.displays if row.posting and row.life.hanging else ()
        up = [one for one in displays if one.down_on is None]
        fresh = newest and row.state is not State.ARCHIVED
        wanted = {
            LifeDeed.WITHDRAW: row.state in (State.SUBMITTED, State.REVIEWED),
            LifeDeed.CORRECT: newest and not correcting,
            LifeDeed.PUT_UP: fresh and bool(displays),
            LifeDeed.TAKE_DOWN: bool(up),
            LifeDeed.LOOK: newest or row.life.posting is None,
            LifeDeed.ADD_PHOTO: bool(photos_lacking(displays)),
        }
        for deed, button in self.others.items():
            button.setVisible(wanted[deed] and row.deed is not deed)

    def show_photos(self) -> None:
        """Open the photos that prove what the card says."""
        if self._desk and self.row and self.photos:
            title = self.row.posting.number if self.row.posting else self.row.title
            self.viewer = PhotoViewer(self._desk, self.photos, title, self)
            self.viewer.open()

    def _offer_photos(self, desk: Desk, row: LifeRow) -> None:
        self._desk = desk
        boards = {one.id: one.name for one in store.boards(desk.db)}
        hung = row.life.hanging.displays if row.life.hanging else ()
        self.photos = photos_of(row.life.steps, hung, boards)
        self.photo_button.setText(f"照片 {len(self.photos)} 张(&K)…")
        self.photo_button.setToolTip("\n".join(one.label for one in self.photos))
        self.photo_button.setVisible(bool(self.photos))

    def act(self) -> None:
        """Ask for the next deed."""
        if self.row:
            self.asked.emit(self.row.deed)


def told(desk: Desk, row: LifeRow) -> list[str]:
    """Say what was signed, by whom and when, and on which boards it hangs or hung."""
    lines = [f"{row.next}　·　摘要码 {row.digest[:16]}" if row.digest else row.next]
    if row.life.steps and row.state is not State.DRAFT:
        lines.append("　→　".join(_steps(desk, row)))
    back = [one for one in life.returns_of(desk, row.subject) if one not in row.life.steps]
    if back:
        last = back[-1]
        lines.append(
            f"退回过 {len(back)} 次，最近 {day_words(last.on, desk.today)} {last.by}：{last.reason}"
        )
    if row.posting and row.life.hanging:
        names = {one.id: one.name for one in store.boards(desk.db)}
        least = row.life.hanging.least
        shown = row.life.hanging.displays[-2:]
        lines += [_display(desk, one, names.get(one.board, ""), least) for one in shown]
    return lines


def _steps(desk: Desk, row: LifeRow) -> list[str]:
    done = [
        f"{one.kind.word}{one.outcome.word}（{one.by}，{day_words(one.on, desk.today)}"
        f"{'，有照片' if one.paper else ''}）"
        for one in row.life.steps
    ]
    missing = row.life.missing if row.posting is None else ()
    return done + [f"差{step.word}" for step in missing]


def _display(desk: Desk, one: Display, name: str, least: int) -> str:
    today, photo = desk.today, "" if one.up_photo else "，没有张贴照片"
    up, hung = day_words(one.up_on, today), days_hung(one, today)
    if one.down_on:
        down = day_words(one.down_on, today)
        early = "" if hung >= least else f"，不满 {least} 天"
        return f"{name}：{up}贴，{down}揭，贴了 {hung} 天{early}{photo}"
    left = max((due_down(one, least) - today).days, 0)
    return f"{name}：{up}贴，已 {hung} 天，" + (f"还有 {left} 天" if left else "已贴满") + photo
