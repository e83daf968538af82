"""The steps of a period as cards, and the one thing to do next with its button."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from boardapp.ui.overview import Step

DONE, NOW, LATER = "✓", "●", "○"


class StepCard(QFrame):
    """One step of the way from the file to the wall."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "step")
        self._name = name
        self.title = QLabel()
        self.title.setProperty("role", "strong")
        self.note = QLabel()
        self.note.setProperty("role", "small")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 8, 16, 10)
        inside.setSpacing(0)
        inside.addWidget(self.title)
        inside.addWidget(self.note)

    def show_state(self, mark: str, note: str) -> None:
        """Show how far the step is, by a sign and in words."""
        self.title.setText(f"{mark} {self._name}")
        self.note.setText(note)
        self.setProperty("now", mark == NOW)
        self.style().unpolish(self)
        self.style().polish(self)


class NextStep(QFrame):
    """The one thing to do next, and the button that leads to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lead = QLabel("下一步")
        self.lead.setProperty("role", "section")
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.button = QPushButton()
        self.button.setProperty("role", "main")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(20, 12, 14, 12)
        inside.setSpacing(18)
        inside.addWidget(self.lead)
        inside.addWidget(self.sentence, 1)
        inside.addWidget(self.button)

    def show_step(self, step: Step) -> None:
        """Show a step."""
        self.setProperty("role", "calm" if step.calm else "next")
        self.style().unpolish(self)
        self.style().polish(self)
        self.sentence.setText(step.sentence)
        self.button.setText(f"{step.verb}(&G)")
        self.button.setAccessibleDescription(step.sentence)
