"""A line below the work that says what was done, what is wrong, or what to press."""

from PySide6.QtWidgets import QLabel, QWidget


class Note(QLabel):
    """One sentence, dressed by what it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Show a sentence; one that begins with ✓ is good news, an empty one takes no room."""
        self.setText(text)
        self.setVisible(bool(text))
        wear_role(self, "wrong" if wrong else "done" if text.startswith("✓") else "small")


def wear_role(widget: QWidget, role: str) -> None:
    """Dress a widget in another role of the style sheet."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
