"""The third step: how far the export is, by its stages."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from boardapp.ui.widgets.steps import DONE, LATER, NOW, StepCard

STAGES = ("编好签名", "写到U盘", "读回核对", "改成正名")
_STAGE_OF_PHASE = (0, 0, 1, 2)
"""The export goes through the bytes four times: writes them here, judges them, copies, compares."""
SCALE = 4000


def thousandths(done: int, total: int) -> int:
    """Return how far an export of any size is, of ``SCALE`` in all: sizes outgrow Qt's numbers."""
    return min(SCALE, done * SCALE // total) if total else 0


def stage_at(done: int) -> int:
    """Return the stage at a progress of ``SCALE`` in all; the renaming is what comes last."""
    if done >= SCALE:
        return len(STAGES) - 1
    return _STAGE_OF_PHASE[done * len(_STAGE_OF_PHASE) // SCALE]


class Working(QWidget):
    """The stages as cards, and the one thing that must not happen now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = [StepCard(name) for name in STAGES]
        row = QHBoxLayout()
        row.setSpacing(12)
        for card in self.cards:
            row.addWidget(card, 1)
        self.told = QLabel()
        self.told.setProperty("role", "strong")
        self.told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        column.addLayout(row)
        column.addWidget(self.told)
        column.addStretch()
        self.show_stage(0)

    def show_stage(self, stage: int) -> None:
        """Show which stage it is at."""
        for number, card in enumerate(self.cards):
            mark = DONE if number < stage else NOW if number == stage else LATER
            card.show_state(mark, {DONE: "做好了", NOW: "正在做", LATER: "还没到"}[mark])
        self.told.setText("⚠ 正在写，请不要拔U盘。要停下就按“取消”或 Esc，原来的文件不会受损。")

    def show_stopping(self) -> None:
        """Say that it will stop."""
        self.told.setText("正在停止……请不要拔U盘。")
