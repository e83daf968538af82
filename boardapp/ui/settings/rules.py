"""Which numbers and items govern this village, where each stands, and which files are faulty."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from boardapp.core.catalogue import Item
from boardapp.core.finding import Finding
from boardapp.core.rules import KEYS
from boardapp.services.catalogues import catalogue
from boardapp.services.rulebooks import RuleLine, rule_lines, rulebook
from boardapp.ui.session import Session
from boardapp.ui.settings.layout import lay_out
from boardapp.ui.widgets.rows import Rows

SUGGESTED = "本程序建议，非法律规定"


class RulesSection(QWidget):
    """The rules in force today, the items of the 公开目录, and the files that could not be used."""

    title = "规定和目录"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.labels: list[QLabel] = []
        self.items: tuple[Item, ...] = ()
        self._shown: tuple[RuleLine, ...] = ()
        self._build()
        self.table.itemSelectionChanged.connect(self.show_item)

    def _build(self) -> None:
        self.faults = QFrame()
        self.faults.setProperty("role", "problems")
        self.fault_words = _wrapped(QLabel())
        inside = QVBoxLayout(self.faults)
        inside.setContentsMargins(18, 12, 18, 12)
        inside.addWidget(self.fault_words)
        self.list = QWidget()
        self.column = QVBoxLayout(self.list)
        self.column.setContentsMargins(0, 6, 0, 0)
        self.column.setSpacing(2)
        self.catalogue_title = QLabel("公开目录")
        self.catalogue_title.setProperty("role", "section")
        self.catalogue_note = _wrapped(QLabel())
        self.catalogue_note.setProperty("role", "soft")
        self.table = Rows(("事项", "类别", "多久", "出自"), wide=0, most=9)
        self.table.setAccessibleName("公开目录")
        self.detail = _wrapped(QLabel())
        note = "程序里的数字和事项从哪里来。国家和地方都有规定时，按较严的一个。"
        lay_out(
            self,
            self.title,
            note,
            self.faults,
            self.list,
            self.catalogue_title,
            self.catalogue_note,
            self.table,
            self.detail,
        )

    def reload(self) -> None:
        """Show what is in force today."""
        desk = self.session.desk
        held = catalogue(desk)
        found = (*rulebook(desk).findings, *held.findings)
        self._show_faults(found)
        self._show_rules(rule_lines(desk, desk.today))
        self.items = tuple(one for one in held.items if one.valid(desk.today))
        self.catalogue_note.setText(
            f"本村现在用 {len(self.items)} 项。县里另有目录的，"
            "把文件放进数据文件夹的 catalogue 里，同一编号以县里的为准。选中一项看它的依据。"
        )
        self.table.show_rows(
            [(one.title, one.item_class.word, one.cycle_word, one.catalogue) for one in self.items]
        )
        self.show_item()

    def show_item(self) -> None:
        """Show what the chosen item rests on."""
        row = self.table.currentRow()
        self.detail.setText(_item(self.items[row]) if 0 <= row < len(self.items) else "")

    def _show_faults(self, found: Sequence[Finding]) -> None:
        """Show the files that could not be used, and what no item covers."""
        self.faults.setVisible(bool(found))
        self.fault_words.setText("\n".join(f"▲ {one.sentence}" for one in found))

    def _show_rules(self, lines: tuple[RuleLine, ...]) -> None:
        if lines == self._shown:
            return
        for label in self.labels:
            self.column.removeWidget(label)
            label.deleteLater()
        self._shown, self.labels = lines, []
        for one in lines:
            asked, source = _wrapped(QLabel(_asked(one))), _wrapped(QLabel(_source(one)))
            asked.setProperty("role", "strong" if one.governs else "soft")
            source.setProperty("role", "small")
            for label in (asked, source):
                self.column.addWidget(label)
                self.labels.append(label)
            self.column.addSpacing(10)


def _wrapped(label: QLabel) -> QLabel:
    label.setWordWrap(True)
    return label


def _asked(one: RuleLine) -> str:
    """Say what a rule asks, and whether it is the one that governs."""
    rule, word = one.rule, KEYS[one.rule.key].word
    only = f"（{'、'.join(c.word for c in rule.classes)}）" if rule.classes else ""
    governs = "" if one.governs else "　不按这一条，另有同样严、更严或更可靠的"
    return f"{'✓' if one.governs else '—'} {word}{only}：{rule.text}{governs}"


def _source(one: RuleLine) -> str:
    """Say how binding a rule is, where it stands and since when."""
    rule = one.rule
    note = f"\n{rule.note}" if rule.note else ""
    if rule.suggestion:
        own = rule.source.removeprefix("本程序建议（非法律规定）").lstrip("：")
        return f"{SUGGESTED}：{own}{note}"
    rank = "法律、法规规定" if rule.confirmed else "▲ 出处未经核对，不当作法律引用"
    since = f"{rule.jurisdiction}，{rule.start.isoformat()}起"
    return f"{rank}：{rule.source}（{since}）{note}"


def _item(one: Item) -> str:
    """Say what an item rests on, who posts it, and what was not confirmed about it."""
    bodies = "、".join(body.word for body in one.bodies)
    lines = [f"{one.title}（{one.code}）：由{bodies}公布。", *(f"依据：{b}" for b in one.basis)]
    if not one.confirmed:
        lines.append("▲ 依据没有核对过原文，只供参考。")
    if one.note:
        lines.append(one.note)
    return "\n".join(lines)
