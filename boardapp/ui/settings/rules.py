"""Which number of the rules governs this village, and where it stands."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from boardapp.core.rules import Rule
from boardapp.services.village import rule_in_force, rule_packs, the_village
from boardapp.ui.session import Session
from boardapp.ui.settings.layout import lay_out

WORDS = {
    "min_days_on_board": ("张贴最少天数", "天"),
    "reply_days": ("答复群众意见的期限", "天"),
    "due_day": ("每月公布的截止日", "日"),
    "event_days": ("随时公开的期限", "天"),
}


class RulesSection(QWidget):
    """Every rule that comes with the program and touches this village."""

    title = "规定和出处"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.list = QWidget()
        self.labels: list[QLabel] = []
        self._column = QVBoxLayout(self.list)
        self._column.setContentsMargins(0, 0, 0, 0)
        note = "程序里的数字从哪里来。国家和地方都有规定时，按较严的一个。"
        lay_out(self, self.title, note, self.list)

    def reload(self) -> None:
        """Show the rules that are in force today."""
        code, today = the_village(self.session.desk).code, self.session.desk.today
        rules = [
            rule
            for pack in rule_packs()
            if code.startswith(pack.prefix)
            for rule in pack.rules
            if rule.in_force(today)
        ]
        for label in self.labels:
            self._column.removeWidget(label)
            label.deleteLater()
        self.labels = [self._label(rule) for rule in rules]
        for label in self.labels:
            self._column.addWidget(label)

    def _label(self, rule: Rule) -> QLabel:
        word, unit = WORDS.get(rule.key, (rule.key, ""))
        governs = rule_in_force(self.session.desk, rule.key, self.session.desk.today) == rule
        parts = [f"{word}：{rule.value} {unit}"]
        parts += [] if governs else ["另有更严的规定，不按这一条"]
        parts += [] if rule.confirmed else ["出处未经核对"]
        day = rule.start
        text = f"{'，'.join(parts)}\n{rule.source}（{rule.jurisdiction}，{day.isoformat()}起）"
        label = QLabel(text)
        label.setWordWrap(True)
        return label
