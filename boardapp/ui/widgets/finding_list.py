"""What was found wrong or doubtful, as a list that leads to the place."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.finding import Finding, Level
from boardapp.ui.theme import COLOURS

_PAD = 6
_STYLE = f"QListWidget::item {{ padding: {_PAD}px; }}"
ICONS = {Level.MUST: "✖", Level.VERIFY: "▲", Level.HINT: "●"}
INKS = {Level.MUST: "red", Level.VERIFY: "amber", Level.HINT: "soft"}


class FindingList(QWidget):
    """A heading that counts, and the findings below it, the grave ones first.

    Signals: ``chosen`` with the finding that a person clicked or pressed Enter on.
    """

    chosen = Signal(object)

    def __init__(
        self, title: str = "自查", parent: QWidget | None = None, *, most_lines: int = 0
    ) -> None:
        super().__init__(parent)
        self._title, self._most_lines = title, most_lines
        self.heading = QLabel()
        self.heading.setObjectName("findingHeading")
        self.list = QListWidget()
        self.list.setStyleSheet(_STYLE)
        self.list.setAccessibleName(title)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.heading)
        layout.addWidget(self.list, 1)
        layout.addStretch()
        down = QSizePolicy.Policy.Maximum if most_lines else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Preferred, down)
        self.heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_findings(())

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings."""
        self.list.clear()
        order = list(Level)
        for one in sorted(findings, key=lambda finding: order.index(finding.level)):
            item = QListWidgetItem(_line(one))
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            item.setForeground(QColor(COLOURS[INKS[one.level]]))
            self.list.addItem(item)
        self.heading.setText(f"<b>{self._title}</b>　{summary(findings)}")
        self.list.setVisible(bool(findings))
        self._fit()

    def findings(self) -> list[Finding]:
        """Return what is shown, in order."""
        return [self.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self.list.count())]

    def limit(self, most_lines: int) -> None:
        """Be no higher than so many lines."""
        if most_lines != self._most_lines:
            self._most_lines = most_lines
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the list to its lines, which wrap otherwise now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give each finding the lines it wraps into, and the list no more than it needs.

        Qt's own guess is made before the list has its width, and cuts the last line off.
        """
        metrics, frame = self.list.fontMetrics(), 2 * self.list.frameWidth()
        room = max(
            120, self.width() - frame - 2 * _PAD - self.list.verticalScrollBar().sizeHint().width()
        )
        heights = []
        for n in range(self.list.count()):
            item = self.list.item(n)
            box = metrics.boundingRect(
                QRect(0, 0, room, 10_000), Qt.TextFlag.TextWordWrap, item.text()
            )
            heights.append(box.height() + 2 * _PAD)
            item.setSizeHint(QSize(room, heights[-1]))
        if self._most_lines:
            most = self._most_lines * metrics.lineSpacing() + 4 * _PAD
            self.list.setFixedHeight(min(sum(heights), most) + frame)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def summary(findings: Sequence[Finding]) -> str:
    """Return how many findings of each kind there are, in words."""
    counts = [
        f"{sum(one.level is level for one in findings)} 处{level.word}"
        for level in Level
        if any(one.level is level for one in findings)
    ]
    return "，".join(counts) if counts else "✓ 没有发现问题"


def _line(one: Finding) -> str:
    where = f"（{one.where}）" if one.where else f"（第{one.row}行）" if one.row else ""
    return f"{ICONS[one.level]} {one.level.word}　{one.sentence}{where}"
