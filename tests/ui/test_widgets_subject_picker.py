"""The subjects to choose from."""

import pytest
from pytestqt.qtbot import QtBot

from boardapp.core.ledger import Direction
from boardapp.core.subjects import SUBJECTS
from boardapp.ui.tables.typed import TRANSFER
from boardapp.ui.widgets.subject_picker import SubjectPicker


@pytest.fixture
def picker(qtbot: QtBot) -> SubjectPicker:
    picker = SubjectPicker(Direction.EXPENSE)
    qtbot.addWidget(picker)
    return picker


def test_only_subjects_of_the_direction_are_offered(picker: SubjectPicker) -> None:
    spending = [one for one in SUBJECTS.values() if one.direction is Direction.EXPENSE]
    assert picker.count() == len(spending) + 1
    picker.show_direction(Direction.INCOME)
    assert picker.count() == len(SUBJECTS) - len(spending) + 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("会议费", "E04-03"),
        ("会议", "E04-03"),
        ("E04", "E04"),
        ("费", ""),
        ("", ""),
        ("没有的", ""),
    ],
)
def test_a_part_of_a_name_or_a_code_is_enough(picker: SubjectPicker, text: str, code: str) -> None:
    picker.setEditText(text)
    assert picker.code() == code


def test_a_chosen_subject_is_the_one_returned(picker: SubjectPicker) -> None:
    for code in ("E02", "E04-08", TRANSFER):
        picker.choose(code)
        assert picker.code() == code
    picker.choose("")
    assert picker.code() == ""
