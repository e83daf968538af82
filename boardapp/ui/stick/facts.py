"""Facts below one another, each under its caption, in type that can be read across a desk."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from boardapp.ui.widgets.note import wear_role


class Facts(QFrame):
    """A card of captions and texts; the texts can be selected, long ones wrap."""

    def __init__(self, captions: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 12, 20, 14)
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.values: dict[str, QLabel] = {}
        self._heads: dict[str, QLabel] = {}
        for row, caption in enumerate(captions):
            head, value = QLabel(caption), QLabel()
            head.setProperty("role", "soft")
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(caption)
            grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
            self.values[caption], self._heads[caption] = value, head

    def show_fact(self, caption: str, text: str, role: str = "") -> None:
        """Show one text; an empty one takes no room."""
        value = self.values[caption]
        value.setText(text)
        wear_role(value, role)
        for label in (value, self._heads[caption]):
            label.setVisible(bool(text))


def groups(digest: str, in_a_line: int = 8) -> str:
    """Return a digest in groups of four, so that two people can compare it aloud."""
    parts = [digest[n : n + 4] for n in range(0, len(digest), 4)]
    lines = [parts[n : n + in_a_line] for n in range(0, len(parts), in_a_line)]
    return "\n".join(" ".join(line) for line in lines)


def scrolled(*widgets: QWidget) -> QScrollArea:
    """Put widgets below one another on a ground that scrolls where the screen is small."""
    ground = QWidget()
    ground.setObjectName("ground")
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 12, 0)
    column.setSpacing(12)
    for one in widgets:
        column.addWidget(one)
    column.addStretch()
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(ground)
    return area
