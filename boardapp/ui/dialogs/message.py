"""One kind of box for telling and asking: a heading, a sentence, buttons that say what they do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

Confirm = Callable[[QWidget, str, str, str], bool]
"""Asks a person: parent, heading, what will happen, the verb on the button; true for yes."""


class Message(QDialog):
    """Tells one thing; with a ``verb`` it asks whether to do it, and 取消 is the default."""

    def __init__(
        self, heading: str, sentence: str, parent: QWidget | None = None, verb: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = QLabel(heading)
        self.heading.setProperty("role", "section")
        self.sentence = QLabel(sentence)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = QPushButton("取消" if verb else "知道了")
        self.close_button.clicked.connect(self.reject)
        self.close_button.setDefault(True)
        self.do_button = QPushButton(verb)
        self.do_button.setProperty("role", "main")
        self.do_button.clicked.connect(self.accept)
        self.do_button.setVisible(bool(verb))
        if not verb:
            self.close_button.setProperty("role", "main")
        self.buttons = QHBoxLayout()
        self.buttons.addStretch()
        self.buttons.addWidget(self.close_button)
        self.buttons.addWidget(self.do_button)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(28, 24, 28, 24)
        self.body.setSpacing(18)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.sentence)
        self.body.addStretch()
        self.body.addLayout(self.buttons)
        self.setMinimumWidth(28 * self.fontMetrics().height())
        self.close_button.setFocus()

    def do_by(self, deed: Callable[[], None]) -> None:
        """Let the verb do a deed, which closes the box itself once it is done."""
        self.do_button.clicked.disconnect(self.accept)
        self.do_button.clicked.connect(deed)

    def present(self) -> None:
        """Show the box beside the work that goes on."""
        # Nobody else holds a box without a parent: it would be gone at once.
        _standing.add(self)
        self.finished.connect(self._leave)
        self.open()

    def _leave(self) -> None:
        _standing.discard(self)


_standing: set[Message] = set()


def tell(heading: str, sentence: str, parent: QWidget | None = None) -> Message:
    """Show a message beside the work that goes on, and return it."""
    box = Message(heading, sentence, parent)
    box.present()
    return box


def ask(parent: QWidget, heading: str, sentence: str, verb: str) -> bool:
    """Ask a person and wait for the answer."""
    return bool(Message(heading, sentence, parent, verb).exec())
