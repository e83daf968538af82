from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from boardapp.core.village import BodyKind
from boardapp.services.desk import open_desk
from boardapp.services.village import the_village
from boardapp.store import villages
from boardapp.ui.dialogs.first_run import FirstRun, set_up_village
from tests.ui.conftest import TODAY


@pytest.fixture
def wizard(qtbot: QtBot) -> FirstRun:
    wizard = FirstRun(TODAY)
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.activateWindow()
    return wizard


def fill(wizard: FirstRun) -> None:
    """Answer every page and stop at the last."""
    wizard.fields.name.setText("青石桥村")
    wizard.fields.code.setText("3311 8110 2299")
    wizard.go_on()
    wizard.fields.township.setText("青石镇")
    wizard.go_on()
    wizard.collective.setText("青石桥村股份经济合作社")
    wizard.go_on()
    wizard.people["会计"].setText("林芳")
    wizard.go_on()
    wizard.operator.setText("陈小燕")
    wizard.go_on()


def test_it_goes_through_by_keyboard_alone(qtbot: QtBot, wizard: FirstRun) -> None:
    def answer(*texts: str) -> None:
        for text in texts:
            qtbot.keyClicks(wizard.focusWidget(), text)
            qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Tab)
        qtbot.keyClick(wizard, Qt.Key.Key_Return)

    answer("Qingshi", "331181102299")
    answer("Qingshizhen")
    answer("Hezuoshe")
    answer("Li")
    answer("Chen")
    assert wizard.heading.text() == "核对"
    with qtbot.waitSignal(wizard.accepted):
        qtbot.keyClick(wizard, Qt.Key.Key_Return)
    said = wizard.answers()
    assert (said.village.name, said.village.township) == ("Qingshi", "Qingshizhen")
    assert (said.collective, said.operator) == ("Hezuoshe", "Chen")
    assert said.offices == (("负责人", "Li"),)


def test_a_page_with_a_mistake_is_not_left(wizard: FirstRun) -> None:
    wizard.fields.code.setText("12")
    wizard.go_on()
    assert wizard.stack.currentIndex() == 0
    form = wizard.steps[0][2]
    assert list(form.summary.links) == ["name", "code"]


def test_the_last_page_shows_every_answer(wizard: FirstRun) -> None:
    fill(wizard)
    shown = {label: row.value.text() for label, row in wizard.rows.items()}
    assert shown["村代码"] == "331181102299"
    assert shown["公开主体"] == "青石桥村股份经济合作社"
    assert shown["签字人"] == "会计　林芳"
    assert shown["监督电话"] == "（没有填）"


def test_change_goes_to_its_page_and_straight_back(qtbot: QtBot, wizard: FirstRun) -> None:
    fill(wizard)
    qtbot.mouseClick(wizard.rows["乡镇"].change_button, Qt.MouseButton.LeftButton)
    assert wizard.stack.currentIndex() == 1
    wizard.fields.township.setText("白水镇")
    qtbot.mouseClick(wizard.next_button, Qt.MouseButton.LeftButton)
    assert wizard.rows["乡镇"].value.text() == "白水镇"


def test_going_back_keeps_what_was_typed(qtbot: QtBot, wizard: FirstRun) -> None:
    fill(wizard)
    for _ in range(5):
        qtbot.mouseClick(wizard.back_button, Qt.MouseButton.LeftButton)
    assert wizard.stack.currentIndex() == 0
    assert wizard.fields.name.text() == "青石桥村"


def test_without_a_collective_the_committee_publishes(wizard: FirstRun) -> None:
    fill(wizard)
    wizard.by_committee.setChecked(True)
    assert not wizard.collective.isEnabled()
    assert wizard.answers().publisher == "青石桥村村民委员会"
    assert wizard.answers().collective == ""


def test_the_answers_make_a_village(wizard: FirstRun, tmp_path: Path) -> None:
    fill(wizard)
    with open_desk(tmp_path / "data", "陈小燕", TODAY, new=True) as desk:
        set_up_village(desk, wizard.answers())
        assert the_village(desk).code == "331181102299"
        bodies = villages.bodies(desk.db)
        assert [body.kind for body in bodies] == [BodyKind.COLLECTIVE, BodyKind.COMMITTEE]
        (office,) = villages.offices(desk.db, bodies[0].id)
        assert (office.title, office.person, office.start) == ("会计", "林芳", date(2026, 1, 1))
        assert villages.setting(desk.db, "operator") == "陈小燕"
