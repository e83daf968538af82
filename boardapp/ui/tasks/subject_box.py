"""The list of notices to preview, under the classes of the board."""

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QWidget

from boardapp.ui.session import Session
from boardapp.ui.tasks.subjects import Subject, subjects


class SubjectBox(QComboBox):
    """Offers what can be posted about the session's period by its body."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.subjects: list[Subject | None] = []
        self.setAccessibleName("公开事项")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    @property
    def subject(self) -> Subject | None:
        """The notice that is chosen."""
        row = self.currentIndex()
        return self.subjects[row] if 0 <= row < len(self.subjects) else None

    def reload(self) -> None:
        """Offer what is due now, and stay with what the session shows."""
        session = self._session
        self.clear()
        self.subjects = []
        for item_class, group in subjects(session, session.body):
            self._add(f"— {item_class.word} —", None)
            for one in group:
                self._add(f"{one.mark} {one.words(session.period)}".strip(), one)
        first = next((n for n, one in enumerate(self.subjects) if one), -1)
        row = self.row_of(session.chosen)
        self.setCurrentIndex(first if row < 0 else row)
        self.setToolTip(self.subject.words(session.period) if self.subject else "公开事项")
        # The list may be wider than the box, so that long titles are read whole.
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 40)

    def row_of(self, key: tuple[str, str]) -> int:
        """Return the row of an item about something, or -1."""
        keys = [one.key if one else None for one in self.subjects]
        return keys.index(key) if key in keys else -1

    def _add(self, words: str, subject: Subject | None) -> None:
        self.addItem(words)
        self.subjects.append(subject)
        model = self.model()
        if subject is None and isinstance(model, QStandardItemModel):
            model.item(self.count() - 1).setEnabled(False)
