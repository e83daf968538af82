import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from boardapp.ui.widgets.form import Form


class TwoFields(Form):
    """A name and a number, both of which must be given."""

    def __init__(self) -> None:
        super().__init__(self.missing)
        self.name, self.number = QLineEdit(), QLineEdit()
        self.add("name", "名称", self.name, "写全称")
        self.add("number", "编号", self.number)

    def missing(self) -> dict[str, str]:
        fields = {"name": self.name, "number": self.number}
        return {key: f"请填写{key}。" for key, field in fields.items() if not field.text()}


@pytest.fixture
def form(qtbot: QtBot) -> TwoFields:
    form = TwoFields()
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    return form


def test_a_right_form_is_let_through_and_says_nothing(form: TwoFields) -> None:
    form.name.setText("青石")
    form.number.setText("1")
    assert form.check()
    assert not form.summary.isVisible()


def test_every_problem_stands_on_top_and_beside_its_field_in_the_same_words(
    form: TwoFields,
) -> None:
    assert not form.check()
    assert form.summary.isVisible()
    for key, sentence in form.missing().items():
        assert form.summary.links[key].text() == sentence
        assert form.wrongs[key].text() == f"✗ {sentence}"
        assert form.wrongs[key].isVisible()
    assert form.name.hasFocus()


def test_one_problem_has_its_summary_too(form: TwoFields) -> None:
    form.name.setText("青石")
    form.check()
    assert list(form.summary.links) == ["number"]
    assert form.number.hasFocus()


def test_pressing_a_problem_goes_to_its_field(qtbot: QtBot, form: TwoFields) -> None:
    form.check()
    qtbot.mouseClick(form.summary.links["number"], Qt.MouseButton.LeftButton)
    assert form.number.hasFocus()


def test_a_field_is_judged_when_it_is_left_and_not_before(qtbot: QtBot, form: TwoFields) -> None:
    qtbot.keyClicks(form.name, "Q")
    qtbot.keyClick(form.name, Qt.Key.Key_Backspace)
    assert not form.wrongs["name"].isVisible()
    qtbot.keyClick(form.name, Qt.Key.Key_Tab)
    assert form.wrongs["name"].isVisible()
    assert not form.wrongs["number"].isVisible()
    assert not form.summary.isVisible()


def test_putting_a_field_right_takes_its_problem_away(qtbot: QtBot, form: TwoFields) -> None:
    form.check()
    qtbot.keyClicks(form.name, "Qingshi")
    qtbot.keyClick(form.name, Qt.Key.Key_Tab)
    assert not form.wrongs["name"].isVisible()
    assert list(form.summary.links) == ["number"]


def test_a_form_filled_afresh_forgets_what_was_wrong(form: TwoFields) -> None:
    form.check()
    form.forget()
    assert not form.summary.isVisible()
    assert not form.wrongs["name"].isVisible()
    assert form.name.property("wrong") is False


def test_labels_and_hints_are_there_for_a_screen_reader(form: TwoFields) -> None:
    assert form.name.accessibleName() == "名称"
    assert form.name.accessibleDescription() == "写全称"
