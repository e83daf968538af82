"""导入账目 from the file to the check page, on real files and a real database."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from boardapp.core.ledger import Entry
from boardapp.core.period import Period
from boardapp.core.reading import Field
from boardapp.services import previewing
from boardapp.store import entries, imports, villages
from boardapp.ui.dialogs.import_ledger import ImportDialog
from boardapp.ui.dialogs.import_look import REASONS
from boardapp.ui.session import Session
from boardapp.ui.widgets.finding_list import summary
from tests.ui.conftest import LEDGERS, OCTOBER

CENTRE = LEDGERS / "centre-2026-10.xlsx"
Open = Callable[..., ImportDialog]


@pytest.fixture
def opened(qtbot: QtBot, session: Session) -> Open:
    def open_(path: Path | None = None, *, chosen: Path | None = None) -> ImportDialog:
        dialog = ImportDialog(session, path=path, choose=lambda _parent: chosen)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return open_


def held(session: Session) -> tuple[Entry, ...]:
    return entries.of_months(session.desk.db, session.book.id, [OCTOBER])


def choose(dialog: ImportDialog, column: int, field: Field | None) -> None:
    """Choose what a column holds, as a person does in its list."""
    combo = dialog.look.columns.combos[column]
    combo.setCurrentIndex(combo.findData(field) if field else 0)
    combo.activated.emit(combo.currentIndex())


def altered(folder: Path, **cells: object) -> Path:
    """Return a copy of the centre's file with some cells changed."""
    book = load_workbook(CENTRE)
    sheet = book.active
    assert sheet is not None
    for name, value in cells.items():
        sheet[name] = value
    path = folder / "altered.xlsx"
    book.save(path)
    return path


def test_a_file_is_chosen_read_taken_in_and_checked(opened: Open, session: Session) -> None:
    dialog = opened(chosen=CENTRE)
    assert not dialog.read_button.isEnabled()
    dialog.choose.file_button.click()
    dialog.read_button.click()
    assert dialog.pages.currentWidget() is dialog.look
    assert dialog.look.lines.rowCount() == 46
    assert [cell.text() for cell in dialog.look.sums.cells["期末"]] == [
        "297,210.75",
        "297,210.75",
        "✓ 相符",
    ]
    assert dialog.take_button.text() == "导入 46 笔(&I)"
    dialog.take_button.click()
    assert len(held(session)) == 46
    assert dialog.done_page.headline.text() == "✓ 已导入 46 笔"
    assert dialog.done_page.values["期末"].text() == "297,210.75"


def test_the_import_is_taken_back_from_the_check_page(opened: Open, session: Session) -> None:
    dialog = opened(CENTRE)
    dialog.read()
    dialog.take_in()
    dialog.done_page.undo_button.click()
    assert held(session) == ()
    assert imports.standing(session.desk.db) == ()
    assert "已撤销" in dialog.done_page.headline.text()


def test_the_window_hears_of_the_import(opened: Open, session: Session, qtbot: QtBot) -> None:
    dialog = opened(CENTRE)
    dialog.read()
    with qtbot.waitSignal(session.changed):
        dialog.take_in()


def test_the_same_file_twice_is_said_and_not_taken_in(opened: Open, session: Session) -> None:
    first = opened(CENTRE)
    first.read()
    first.take_in()
    again = opened(CENTRE)
    again.read()
    assert not again.take_button.isEnabled()
    assert "2026年11月6日导入过（46 笔）" in again.reason.text()
    assert len(held(session)) == 46


def test_a_file_that_cannot_be_read_is_one_sentence_in_the_dialog(
    opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "photo.xlsx"
    path.write_bytes(b"\x89PNG")
    dialog = opened(path)
    dialog.read()
    assert dialog.pages.currentWidget() is dialog.choose
    assert dialog.summary.isVisible()
    (sentence,) = (link.text() for link in dialog.summary.links.values())
    assert "photo.xlsx" in sentence


def test_a_corrected_column_is_read_anew_and_remembered(
    opened: Open, session: Session, tmp_path: Path
) -> None:
    # The balance tells which side is which, so the sides can be told wrongly only without it.
    path = altered(tmp_path, **{f"{c}{n}": None for n in range(5, 54) for c in "HI"})
    dialog = opened(path)
    dialog.read()
    assert dialog.seen
    before = dialog.seen.reading
    place = {column.field: column.index for column in before.columns}
    income, expense = place[Field.INCOME], place[Field.EXPENSE]
    choose(dialog, income, Field.EXPENSE)
    after = dialog.seen.reading
    chosen = {column.index: column.field for column in after.columns}
    assert (chosen[income], chosen[expense]) == (Field.EXPENSE, Field.INCOME)
    assert after.income == before.expense
    dialog.take_in()
    remembered = imports.choice(session.desk.db, before.shape)
    assert remembered
    assert dict(remembered)[income] is Field.EXPENSE


def test_a_head_that_is_none_is_refused_and_can_be_put_right(opened: Open) -> None:
    dialog = opened(CENTRE)
    dialog.read()
    dialog.look.columns.head_row.setValue(150)
    assert not dialog.take_button.isEnabled()
    assert dialog.summary.isVisible()
    dialog.look.columns.head_row.setValue(3)
    assert dialog.take_button.isEnabled()
    assert not dialog.summary.isVisible()


def test_rows_left_out_say_why(opened: Open) -> None:
    dialog = opened(CENTRE)
    dialog.read()
    reasons = {row[1] for row in dialog.look.skipped.rows}
    assert REASONS["opening"] in reasons
    assert REASONS["total"] in reasons
    assert "其他" not in reasons


def test_a_finding_that_blocks_stands_in_the_summary_and_leads_to_its_row(
    opened: Open, tmp_path: Path
) -> None:
    dialog = opened(altered(tmp_path, B12=31, A12=9))
    dialog.read()
    assert not dialog.take_button.isEnabled()
    assert "必须改" in dialog.reason.text()
    link = next(iter(dialog.summary.links.values()))
    assert "第12行" in link.text()
    link.click()
    (index,) = dialog.look.line_view.selectionModel().selectedRows()
    assert index.data() == "12"


def test_lines_held_already_are_decided_by_a_person(
    opened: Open, session: Session, tmp_path: Path
) -> None:
    first = opened(CENTRE)
    first.read()
    first.take_in()
    dialog = opened(altered(tmp_path, E10="另一个摘要"))
    dialog.read()
    question = dialog.look.decisions.overlaps
    assert question.isVisible()
    assert dialog.look.pairs.rowCount() == len(dialog.seen.overlaps if dialog.seen else ())
    assert not dialog.take_button.isEnabled()
    question.buttons["replace"].click()
    assert dialog.take_button.isEnabled()
    dialog.take_button.click()
    assert len(held(session)) == 46
    assert len(imports.standing(session.desk.db)) == 1
    assert any(one.summary == "另一个摘要" for one in held(session))


def test_skipping_what_is_held_takes_only_the_rest_in(opened: Open, tmp_path: Path) -> None:
    first = opened(CENTRE)
    first.read()
    first.take_in()
    dialog = opened(altered(tmp_path, F10=None, G10=1))
    dialog.read()
    dialog.look.decisions.overlaps.buttons["skip"].click()
    assert dialog.take_button.text() == "导入 1 笔(&I)"


@pytest.mark.parametrize(("answer", "count"), [("here", 46), ("leave-out", 45)])
def test_lines_outside_the_period_are_decided_by_a_person(
    opened: Open, session: Session, tmp_path: Path, answer: str, count: int
) -> None:
    dialog = opened(altered(tmp_path, A6=9, B6=30))
    dialog.read()
    assert "日期不在本期" in dialog.reason.text()
    assert not dialog.take_button.isEnabled()
    dialog.look.decisions.outside.buttons[answer].click()
    assert dialog.take_button.text() == f"导入 {count} 笔(&I)"
    dialog.take_in()
    assert len(held(session)) == count


def test_an_account_is_registered_on_the_way(opened: Open, session: Session) -> None:
    dialog = opened(LEDGERS / "daybook-2026-10.xls")
    ledgers = dialog.choose.ledgers
    ledgers.setCurrentIndex(ledgers.count() - 1)
    assert not dialog.read_button.isEnabled()
    dialog.choose.add_button.click()
    assert dialog.summary.isVisible()
    dialog.choose.kinds.setCurrentIndex(1)
    dialog.choose.name_edit.setText("基本户")
    dialog.choose.add_button.click()
    dialog.read_button.click()
    dialog.take_button.click()
    (account,) = villages.accounts(session.desk.db, session.book.id)
    assert {one.account for one in held(session)} == {account.id}


def test_a_book_of_one_account_is_put_there_by_itself(opened: Open, session: Session) -> None:
    dialog = opened(LEDGERS / "daybook-2026-10.xls")
    dialog.read()
    assert dialog.look.title.text().endswith("银行存款")
    dialog.take_in()
    assert len(villages.accounts(session.desk.db, session.book.id)) == 1


def test_the_window_turns_to_the_period_that_was_taken_in(opened: Open, session: Session) -> None:
    dialog = opened(LEDGERS / "centre-2026-09.xlsx")
    dialog.choose.periods.setCurrentIndex(dialog.choose.periods.currentIndex() + 1)
    assert dialog.choose.period == Period(2026, 9)
    dialog.read()
    dialog.take_in()
    dialog.finish_button.click()
    assert session.period == Period(2026, 9)


def test_a_file_may_be_dropped(opened: Open) -> None:
    dialog = opened()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(CENTRE))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.choose.dropEvent(event)
    assert dialog.choose.path == CENTRE


def test_findings_are_counted_in_words(session: Session) -> None:
    seen = previewing.preview(session.desk, CENTRE, OCTOBER, session.book)
    assert summary(seen.findings) == "✓ 没有发现问题"
