"""设置: one section at a time, chosen on the left."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from boardapp.ui.session import Freshness, Session
from boardapp.ui.settings.accounts import AccountsSection
from boardapp.ui.settings.boards import BoardsSection
from boardapp.ui.settings.bodies import BodiesSection
from boardapp.ui.settings.keys import KeysSection
from boardapp.ui.settings.offices import OfficesSection
from boardapp.ui.settings.person import PersonSection
from boardapp.ui.settings.rules import RulesSection
from boardapp.ui.settings.township import TownshipSection
from boardapp.ui.settings.village import VillageSection
from boardapp.ui.settings.year import YearSection

Section = (
    VillageSection
    | BodiesSection
    | BoardsSection
    | OfficesSection
    | AccountsSection
    | YearSection
    | PersonSection
    | KeysSection
    | RulesSection
)


class SettingsPage(QWidget):
    """Who the village is, who publishes and signs, and how the window looks."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.village = VillageSection(session)
        self.bodies = BodiesSection(session)
        self.boards = BoardsSection(session)
        self.offices = OfficesSection(session)
        self.accounts = AccountsSection(session)
        self.year = YearSection(session)
        self.person = PersonSection(session)
        self.keys = KeysSection(session)
        self.township = TownshipSection(session)
        self.rules = RulesSection(session)
        self.sections: tuple[Section, ...] = (
            self.village,
            self.bodies,
            self.offices,
            self.boards,
            self.accounts,
            self.year,
            self.person,
            self.keys,
            self.rules,
        )
        self._build()
        self.group.idClicked.connect(self.stack.setCurrentIndex)
        Freshness(self, session, self.reload)

    def _build(self) -> None:
        self.group = QButtonGroup(self)
        self.stack = QStackedWidget()
        self.areas: list[QScrollArea] = []
        names = QVBoxLayout()
        names.setSpacing(4)
        for number, section in enumerate(self.sections):
            button = QPushButton(section.title)
            button.setProperty("role", "section")
            button.setCheckable(True)
            self.group.addButton(button, number)
            names.addWidget(button)
            area = QScrollArea(widgetResizable=True)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(self._ground(section))
            self.stack.addWidget(area)
            self.areas.append(area)
        names.addStretch()
        self.group.button(0).setChecked(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        row.addLayout(names)
        row.addWidget(self.stack, 1)

    def _ground(self, section: Section) -> QWidget:
        """Return what scrolls; the township's key stands below our own."""
        if section is not self.keys:
            section.setObjectName("ground")
            return section
        ground = QWidget()
        ground.setObjectName("ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.keys)
        column.addWidget(self.township)
        column.addStretch()
        return ground

    def reload(self) -> None:
        """Show what the database holds in every section."""
        for section in (*self.sections, self.township):
            section.reload()

    def show_section(self, section: Section) -> None:
        """Turn to a section."""
        number = self.sections.index(section)
        self.group.button(number).setChecked(True)
        self.stack.setCurrentIndex(number)

    def show_part(self, part: str) -> None:
        """Turn to a section by its name: ``keys``, ``township``."""
        if part == "keys":
            self.show_section(self.keys)
        elif part == "township":
            self.show_section(self.keys)
            area = self.areas[self.sections.index(self.keys)]
            self.township.card_button.setFocus()
            area.ensureWidgetVisible(self.township.card_button)
