"""Enter in a list of proposals."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from boardapp.ui.widgets.subject_picker import SubjectPicker

ONWARD = (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""The keys that go on to the next cell."""


class PopupKeys(QObject):
    """Lets Enter in a list of proposals take the one chosen and go on, in one press.

    Qt would only close the list, and whoever types fast would lose each second Enter.
    """

    def __init__(
        self,
        popup: QAbstractItemView | None,
        editor: QWidget,
        leave: Callable[[QWidget, int], None],
    ) -> None:
        super().__init__(editor)
        assert popup is not None
        self._popup, self._editor, self._leave = popup, editor, leave
        self._popup.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Tab and Enter from the list."""
        onward = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in ONWARD
        )
        if not onward:
            return super().eventFilter(watched, event)
        chosen = self._popup.currentIndex()
        picker = self._editor
        line = picker.lineEdit() if isinstance(picker, SubjectPicker) else picker
        if chosen.isValid() and isinstance(line, QLineEdit):
            line.setText(str(chosen.data()))
        self._popup.hide()
        self._leave(self._editor, 1)
        return True
