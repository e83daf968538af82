"""Two columns of fields in one box, which would be too high for a small screen as one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def side_by_side(left: Sequence[QWidget], right: Sequence[QWidget]) -> QHBoxLayout:
    """Return two columns of one width, each with its widgets below one another."""
    columns = QHBoxLayout()
    columns.setSpacing(28)
    for widgets in (left, right):
        column = QVBoxLayout()
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch()
        columns.addLayout(column, 1)
    return columns
