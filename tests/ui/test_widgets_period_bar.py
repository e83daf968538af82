import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from boardapp.core.period import Period
from boardapp.store import villages
from boardapp.ui.session import Session
from boardapp.ui.theme import TypeSize
from boardapp.ui.widgets.period_bar import PeriodBar


@pytest.fixture
def bar(qtbot: QtBot, session: Session) -> PeriodBar:
    bar = PeriodBar(session)
    qtbot.addWidget(bar)
    bar.show_size(TypeSize.LARGE)
    bar.resize(1140, 60)
    bar.show()
    bar.activateWindow()
    return bar


def test_it_turns_to_the_month_before_and_after(qtbot: QtBot, bar: PeriodBar) -> None:
    assert bar.title.text() == "2026年10月"
    qtbot.mouseClick(bar.back_button, Qt.MouseButton.LeftButton)
    assert bar.title.text() == "2026年9月"
    qtbot.mouseClick(bar.forward_button, Qt.MouseButton.LeftButton)
    assert bar.session.period == Period(2026, 10)


def test_the_keyboard_turns_the_period_again_and_again(qtbot: QtBot, bar: PeriodBar) -> None:
    for _ in range(3):
        qtbot.keyClick(bar, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: not bar.back_button.isDown())
    assert bar.session.period == Period(2026, 7)


@pytest.mark.parametrize(
    ("index", "label", "back"),
    [(1, "2026年第四季度", "‹ 上季"), (2, "2026年下半年", "‹ 上个半年"), (3, "2026年", "‹ 上年")],
)
def test_another_cycle_changes_label_and_buttons(
    bar: PeriodBar, index: int, label: str, back: str
) -> None:
    bar.cycles.setCurrentIndex(index)
    bar.cycles.activated.emit(index)
    assert bar.title.text() == label
    assert bar.back_button.text() == back


def test_several_bodies_can_be_chosen_from(bar: PeriodBar) -> None:
    bodies = villages.bodies(bar.session.desk.db)
    assert [bar.bodies.itemText(n) for n in range(bar.bodies.count())] == [b.name for b in bodies]
    bar.bodies.setCurrentIndex(1)
    bar.bodies.activated.emit(1)
    assert bar.session.body == bodies[1]
    assert bar.bodies.currentText() == bodies[1].name


def test_the_bodies_get_a_line_of_their_own_where_one_is_too_short(
    qtbot: QtBot, bar: PeriodBar
) -> None:
    assert bar.bodies.y() < bar.title.geometry().bottom()
    bar.resize(bar.minimumSizeHint().width(), 120)
    qtbot.waitUntil(lambda: bar.bodies.y() > bar.title.geometry().bottom())


def test_the_size_of_type_is_asked_for(qtbot: QtBot, bar: PeriodBar) -> None:
    with qtbot.waitSignal(bar.size_asked):
        qtbot.mouseClick(bar.size_button, Qt.MouseButton.LeftButton)
