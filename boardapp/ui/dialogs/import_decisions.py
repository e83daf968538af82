"""What only a person can decide before a ledger file is taken in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.ledger import Entry
from boardapp.core.money import grouped
from boardapp.core.reading import Line
from boardapp.services.importing import Decision
from boardapp.services.previewing import Preview

MOST = 6


class Question(QFrame):
    """One question with its answers below it; none is chosen beforehand.

    Signals: ``decided`` when an answer is chosen.
    """

    decided = Signal()

    def __init__(self, answers: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "next")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.examples = QLabel()
        self.examples.setProperty("role", "small")
        self.examples.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(4)
        layout.addWidget(self.words)
        layout.addWidget(self.examples)
        self.group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        for answer, text in answers.items():
            button = QRadioButton(text)
            self.buttons[answer] = button
            self.group.addButton(button)
            layout.addWidget(button)
        self.group.buttonClicked.connect(self.decided)

    def ask(self, words: str, examples: str) -> None:
        """Ask afresh about other rows."""
        self.words.setText(words)
        self.examples.setText(examples)
        self.group.setExclusive(False)
        for button in self.buttons.values():
            button.setChecked(False)
        self.group.setExclusive(True)

    def answer(self) -> str:
        """Return the answer chosen, or an empty text."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")


class Decisions(QWidget):
    """Lines outside the period, and lines that seem to be held already.

    Signals: ``decided`` when an answer is chosen, ``pairs_asked`` to see all pairs side by side.
    """

    decided = Signal()
    pairs_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outside = Question({"here": "补记到本期", "leave-out": "不导入这些行"})
        self.overlaps = Question(
            {
                "skip": "跳过这些行（账上已有）",
                "keep": "两份都留（不是重复）",
                "replace": "撤销上次导入，换成这份",
            }
        )
        self.pairs_button = QPushButton("逐行对照(&D)")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for question in (self.outside, self.overlaps):
            layout.addWidget(question)
            question.decided.connect(self.decided)
        inside = self.overlaps.layout()
        if inside:
            inside.addWidget(self.pairs_button)
        self.pairs_button.clicked.connect(self.pairs_asked)

    def show_questions(self, seen: Preview) -> None:
        """Ask what this file leaves open."""
        self.outside.setVisible(bool(seen.outside))
        self.overlaps.setVisible(bool(seen.overlaps) or seen.rival)
        self.overlaps.buttons["skip"].setVisible(bool(seen.overlaps))
        self.pairs_button.setVisible(bool(seen.overlaps))
        self.outside.ask(
            f"<b>有 {len(seen.outside)} 行的日期不在{seen.period.label}。怎么办？</b>",
            _some([f"第{x.row}行 {x.date:%m-%d} {x.summary}" for x in seen.outside]),
        )
        if seen.overlaps:
            self.overlaps.ask(
                f"<b>有 {len(seen.overlaps)} 行与已有的账疑似重复。怎么办？</b>",
                _some([f"第{x.row}行 {x.summary}" for x, _ in seen.overlaps]),
            )
        elif seen.rival:
            self.overlaps.ask(
                "<b>这一期已经导入过另一份文件，这一份不是接着它的。怎么办？</b>",
                f"上次导入的是“{seen.earlier[0].file_name}”，{seen.earlier[0].entries} 笔。"
                "如果这是某个账户的日记账，请退回上一步选那个账户。",
            )
        self.overlaps.buttons["replace"].setVisible(bool(seen.earlier))

    def draft(self) -> Decision:
        """Return what has been decided."""
        return Decision(self.outside.answer(), self.overlaps.answer())


def undecided(seen: Preview, decision: Decision) -> str:
    """Return what is still to be decided, or an empty text."""
    if seen.outside and not decision.outside:
        return f"请先决定：{len(seen.outside)} 行日期不在本期，怎么办。"
    if seen.overlaps and not decision.overlaps:
        return f"请先决定：{len(seen.overlaps)} 行疑似重复，怎么办。"
    if seen.rival and not decision.overlaps:
        return "请先决定：这一期已有另一份文件，怎么办。"
    return ""


def count(seen: Preview, decision: Decision) -> int:
    """Return how many lines would be taken in."""
    gone = {line.row for line in seen.outside} if decision.outside == "leave-out" else set()
    if decision.overlaps == "skip":
        gone |= {line.row for line, _ in seen.overlaps}
    return sum(line.row not in gone for line in seen.reading.lines)


def pair_row(line: Line, held: Entry) -> tuple[str, ...]:
    """Return a line of the file and the entry that it seems to repeat, side by side."""
    fen = line.income if line.income is not None else line.expense or 0
    return (
        str(line.row),
        f"{line.date:%m-%d}",
        f"{line.voucher}　{line.summary}",
        grouped(fen),
        f"{held.voucher}　{held.summary}",
        grouped(held.fen),
    )


def _some(texts: list[str]) -> str:
    return "；".join(texts[:MOST]) + (f"；等 {len(texts)} 行" if len(texts) > MOST else "")
