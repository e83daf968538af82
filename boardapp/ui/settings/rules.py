"""Which number of the rules governs this village, and where it stands."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from boardapp.core.rules import KEYS
from boardapp.services.rulebooks import RuleLine, rule_lines, rulebook
from boardapp.ui.session import Session
from boardapp.ui.settings.layout import lay_out


class RulesSection(QWidget):
    """Every rule that touches this village today, and the files that could not be used."""

    title = "规定和出处"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.list = QWidget()
        self.labels: list[QLabel] = []
        self.column = QVBoxLayout(self.list)
        self.column.setContentsMargins(0, 0, 0, 0)
        note = "程序里的数字从哪里来。国家和地方都有规定时，按较严的一个。"
        lay_out(self, self.title, note, self.list)

    def reload(self) -> None:
        """Show the rules that are in force today."""
        for label in self.labels:
            self.column.removeWidget(label)
            label.deleteLater()
        desk = self.session.desk
        texts = [f"【{one.level.word}】{one.sentence}" for one in rulebook(desk).findings]
        texts += [_text(one) for one in rule_lines(desk, desk.today)]
        self.labels = [QLabel(text) for text in texts]
        for label in self.labels:
            label.setWordWrap(True)
            self.column.addWidget(label)


def _text(one: RuleLine) -> str:
    rule, word = one.rule, KEYS[one.rule.key].word
    only = f"（{'、'.join(c.word for c in rule.classes)}）" if rule.classes else ""
    parts = [f"{word}{only}：{rule.text}"]
    parts += [] if one.governs else ["另有更严的规定，不按这一条"]
    source = f"{rule.citation}（{rule.jurisdiction}"
    source += "）" if rule.suggestion else f"，{rule.start.isoformat()}起）"
    note = f"\n{rule.note}" if rule.note else ""
    return f"{'，'.join(parts)}\n{source}{note}"
