"""The draft of one item: its list, its sheet or its text, what is wrong, and keeping it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.draft import LISTS, SHEETS, Draft, draft_problems, facts_of
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.obligations import Obligation
from boardapp.services.composing import About, draft_of, stage_of
from boardapp.services.obligations import save_draft
from boardapp.services.posting import check_item
from boardapp.ui.dialogs.override import OverrideDialog
from boardapp.ui.dialogs.unsaved import AskUnsaved, Unsaved, ask_unsaved
from boardapp.ui.session import Session
from boardapp.ui.tasks.editor_side import EditorSide
from boardapp.ui.tasks.facts_edit import FactsEdit
from boardapp.ui.tasks.rows_edit import RowsEdit
from boardapp.ui.tasks.words import due_words, passable
from boardapp.ui.tasks.written import Written


class DraftEditor(QWidget):
    """One draft at a time; nothing typed is lost without being asked about.

    Signals: ``left`` when the person goes back to the list, ``preview_asked`` with the
    obligation once its draft is kept.
    """

    left = Signal()
    preview_asked = Signal(object)

    def __init__(
        self, session: Session, parent: QWidget | None = None, ask: AskUnsaved = ask_unsaved
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.obligation: Obligation | None = None
        self._ask = ask
        self._kept = Written()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.back_button = QPushButton("‹ 返回清单(&L)")
        self.title, self.about = QLabel(), QLabel()
        self.title.setProperty("role", "section")
        self.about.setProperty("role", "small")
        for label in (self.title, self.about):
            label.setWordWrap(True)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.about)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.back_button)
        top.addLayout(names, 1)
        self.rows, self.facts = RowsEdit(), FactsEdit()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("正文")
        self.parts = QStackedWidget()
        for part in (self.rows, self.facts):
            self.parts.addWidget(part)
        self.more_label = QLabel()
        self.more_label.setProperty("role", "strong")
        self.more_label.setBuddy(self.text)
        side = EditorSide()
        self.findings, self.note = side.findings, side.note
        self.save_button, self.preview_button = side.save_button, side.preview_button
        self.override_button = side.override_button
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.parts, 1)
        left.addWidget(self.more_label)
        left.addWidget(self.text)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.leave)
        self.save_button.clicked.connect(self.save)
        self.preview_button.clicked.connect(self.ask_for_preview)
        self.override_button.clicked.connect(self.ask_to_override)
        self.findings.chosen.connect(self.go_to)
        self.rows.edited.connect(self.refresh)
        self.facts.edited.connect(self.refresh)
        self.text.textChanged.connect(self.refresh)

    @property
    def dirty(self) -> bool:
        """Whether something is written that is not kept yet."""
        return self.obligation is not None and self.draft() != self._kept

    @property
    def subject(self) -> About:
        """The period or the event that the draft is about."""
        assert self.obligation is not None
        about = self.obligation.event or self.obligation.period
        assert about is not None
        return about

    def open(self, obligation: Obligation) -> None:
        """Show the draft of an obligation; asks first when another one is not kept."""
        if self.same(obligation) or not self.let_go():
            return
        self.obligation = obligation
        self.note.say("")
        self._fill()

    def same(self, obligation: Obligation) -> bool:
        """Whether the draft of an obligation is the one that is open."""
        held = self.obligation
        return held is not None and (held.item.code, held.body.id, held.about) == (
            obligation.item.code,
            obligation.body.id,
            obligation.about,
        )

    def draft(self) -> Written:
        """Return what the fields hold."""
        composer = self.obligation.item.composer if self.obligation else ""
        lines = (line.strip() for line in self.text.toPlainText().split("\n"))
        return Written(
            self.rows.table.rows() if composer in LISTS else (),
            self.facts.facts() if composer in SHEETS else (),
            tuple(line for line in lines if line),
        )

    def reload(self) -> None:
        """Show what the database holds, unless something is written that is not kept yet."""
        if self.obligation is not None and not self.dirty:
            self._fill()

    def _fill(self) -> None:
        one = self.obligation
        assert one is not None
        item, desk = one.item, self.session.desk
        held = draft_of(desk, item, self.subject, one.body)
        self.title.setText(f"{item.title}　{one.label}")
        self.about.setText(f"{one.body.name}　·　{due_words(one, desk.today)}公布")
        self.parts.setVisible(item.composer != "text")
        self.parts.setCurrentWidget(self.rows if item.composer in LISTS else self.facts)
        self.rows.table.show_rows(item.columns, held.rows, desk.today)
        self.rows.show_legend()
        if item.composer in SHEETS:
            self.facts.show_facts(facts_of(item.composer, stage_of(self.subject)), held.facts)
        self.text.blockSignals(True)
        self.text.setPlainText("\n".join(held.paragraphs))
        self.text.blockSignals(False)
        alone = item.composer == "text"
        self.more_label.setText("正文(&T)，一行一段" if alone else "另外要说明的(&T)（可不填）")
        high = 1 if item.composer in LISTS else 2
        lines = high * self.fontMetrics().lineSpacing() + 28
        self.text.setPlaceholderText("在这里写正文。" if alone else "")
        self.text.setMaximumHeight(16_777_215 if alone else lines)
        self._kept = self.draft()
        self.refresh()

    def refresh(self) -> None:
        """Show what is wrong with the draft as it stands."""
        if self.obligation is None:
            return
        found = self._found()
        self.findings.show_findings(found)
        self.findings.setVisible(self._begun() or self.dirty)
        self.facts.show_problems(
            {one.where: one.sentence for one in found if one.level is Level.MUST and one.where}
        )
        self.save_button.setEnabled(self.dirty)
        self.override_button.setVisible(bool(self._passable()))

    def save(self) -> bool:
        """Keep the draft; false when something must be put right first."""
        one, draft = self.obligation, self.draft()
        if one is None:
            return False
        try:
            save_draft(
                self.session.desk,
                one.item.code,
                self.subject,
                one.body,
                rows=draft.rows,
                facts=draft.facts,
                paragraphs=draft.paragraphs,
            )
        except UserError as error:
            self.note.say(f"✖ {error}", wrong=True)
            self._go_to_first()
            return False
        self._kept = draft
        self.session.changed.emit()
        self.refresh()
        self.note.say("✓ 草稿已保存。")
        return True

    def let_go(self) -> bool:
        """Ask about what is not kept; false when the person wants to stay with it."""
        if not self.dirty or self.obligation is None:
            return True
        answer = self._ask(self, f"{self.obligation.item.title}　{self.obligation.label}")
        if answer is Unsaved.SAVE:
            return self.save()
        if answer is Unsaved.DROP:
            self._kept = self.draft()
            return True
        return False

    def leave(self) -> None:
        """Go back to the list."""
        if self.let_go():
            self.obligation = None
            self.left.emit()

    def ask_for_preview(self) -> None:
        """Keep the draft and ask for its preview."""
        if self.dirty and not self.save():
            return
        one = self.obligation
        self.obligation = None
        self.preview_asked.emit(one)

    def ask_to_override(self) -> None:
        """Ask why the chosen finding shall not stand in the way."""
        one, found = self.obligation, self._passable()
        if one and found:
            self.overriding = OverrideDialog(
                self.session, one.item, self.subject, one.body, found, self
            )
            self.overriding.open()

    def go_to(self, finding: Finding) -> None:
        """Put the cursor where a finding is."""
        if self.obligation is None or self.rows.go_to(finding):
            return
        if finding.where in self.facts.fields:
            self.facts.form.go_to(finding.where)

    def _found(self) -> tuple[Finding, ...]:
        """Return the findings: of what is typed, or when it is kept of all that it makes."""
        one = self.obligation
        assert one is not None
        desk = self.session.desk
        if not self.dirty and self._begun():
            return check_item(desk, one.item, self.subject, one.body)
        written = self.draft()
        if written == Written():
            return ()
        draft = Draft("", one.item.code, one.body.id, one.about, *vars(written).values())
        return draft_problems(one.item, draft, stage_of(self.subject))

    def _begun(self) -> bool:
        return self._kept != Written()

    def begin(self) -> None:
        """Put the cursor where writing begins."""
        assert self.obligation is not None
        composer = self.obligation.item.composer
        if composer in LISTS:
            self.rows.view.setFocus()
            self.rows.view.go_to(self.rows.table.rowCount() - 1, 0)
        elif composer in SHEETS:
            next(iter(self.facts.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.text.setFocus()

    def _go_to_first(self) -> None:
        must = [one for one in self.findings.findings() if one.level is Level.MUST]
        if must:
            self.facts.form.check()
            self.go_to(must[0])

    def _passable(self) -> tuple[Finding, ...]:
        """Return the findings that may be let pass: those of what is kept."""
        one = self.obligation
        if one is None or self.dirty:
            return ()
        return tuple(f for f in self.findings.findings() if passable(f, one.item.composer))
