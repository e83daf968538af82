"""本月任务: what is due is seen, written, published, waived and told, by mouse and keyboard."""

import time
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from boardapp.core.obligations import Obligation, State
from boardapp.core.period import Cycle, Period
from boardapp.services import ledger, obligations
from boardapp.services.village import body_named
from boardapp.store import drafts, postings
from boardapp.ui.dialogs.unsaved import Unsaved, UnsavedDialog
from boardapp.ui.main_window import MainWindow
from boardapp.ui.pages.preview import PreviewPage
from boardapp.ui.pages.tasks import TasksPage
from boardapp.ui.session import Session
from boardapp.ui.tables.tasks import BELOW, Task, TaskColumn
from boardapp.ui.tasks.bar import DAY, LATE, OPEN, PERIOD, YEAR
from boardapp.ui.tasks.words import Deed
from boardapp.ui.theme import Scale, TypeSize, wear
from tests.life import published, reviewed
from tests.ui.conftest import OCTOBER, Person, message_of

SEPTEMBER = Period(2026, 9)
SUMMER = Period(2026, 3, Cycle.QUARTER)


@dataclass
class Asked:
    """Answers what to do with a draft that is not kept, and remembers being asked."""

    answer: Unsaved = Unsaved.STAY
    asked: list[str] = field(default_factory=list)

    def __call__(self, _parent: QWidget, what: str) -> Unsaved:
        self.asked.append(what)
        return self.answer


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def page(qtbot: QtBot, session: Session, person: Person, asked: Asked) -> TasksPage:
    session.period = SEPTEMBER
    page = TasksPage(session, confirm=person.confirm, unsaved=asked)
    qtbot.addWidget(page)
    page.resize(1138, 640)
    page.show()
    page.activateWindow()
    return page


@pytest.fixture
def window(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(UnsavedDialog, "exec", lambda dialog: dialog.drop())
    session.period = SEPTEMBER
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    return window


def owed(page: TasksPage, item: str) -> Obligation:
    """Return what is on the list of an item."""
    tasks = page.list.table.tasks
    return next(one.obligation for one in tasks if one.obligation.item.code == item)


def go_to(page: TasksPage, item: str) -> Obligation:
    one = owed(page, item)
    page.list.go_to(one)
    return one


def states(page: TasksPage) -> list[State]:
    return [task.obligation.state for task in page.list.table.tasks]


def type_row(qtbot: QtBot, page: TasksPage, *cells: str) -> None:
    """Type a row at the end of the list as a person does: text, Tab, text, Tab …"""
    view = page.editor.rows.view
    view.go_to(page.editor.rows.table.rowCount() - 1, 0, edit=True)
    for cell in cells:
        qtbot.waitUntil(lambda: view.indexWidget(view.currentIndex()) is not None)
        editor = view.indexWidget(view.currentIndex())
        editor.setText(cell)
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.keyClick(view.indexWidget(view.currentIndex()), Qt.Key.Key_Escape)


def test_the_list_shows_what_is_overdue_first_with_day_and_days(page: TasksPage) -> None:
    found = states(page)
    assert found[0] is State.OVERDUE
    one = go_to(page, "dibao")
    row = page.list.view.currentIndex().row()
    index = page.list.table.index(row, TaskColumn.STATE)
    assert index.data() == "✖ 已过期限"
    told = page.list.table.index(row, TaskColumn.DUE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "建议10月15日前　过了 22 天"
    assert one.label in page.list.title.text()


def test_states_come_in_the_order_in_which_they_press(page: TasksPage, session: Session) -> None:
    desk, committee = session.desk, body_named(session.desk, "committee")
    meeting = ["三季度开了两次支部会。"]
    obligations.save_draft(desk, "party-affairs", SUMMER, committee, paragraphs=meeting)
    obligations.waive(desk, "landless-pension", "本村没有被征地", committee.id, SUMMER.code)
    order = [State.OVERDUE, State.NOT_BEGUN, State.DRAFT, State.PUBLISHED, State.NOT_APPLICABLE]
    for period in (Period(2026, 12), SEPTEMBER):
        session.show_period(period)
        places = [order.index(state) for state in states(page)]
        assert places == sorted(places)


def test_the_source_of_a_day_is_told_and_a_suggestion_is_never_called_law(
    page: TasksPage,
) -> None:
    go_to(page, "dibao")
    assert "本程序建议，非法律规定" in page.list.source.text()
    assert "张贴至少 15 天：《中华人民共和国村民委员会组织法》" in page.list.source.text()


def test_the_filters_narrow_the_list_and_count(page: TasksPage) -> None:
    everything = len(states(page))
    assert page.bar.states.itemText(0) == f"全部 {everything}"
    page.bar.states.setCurrentIndex(LATE)
    page.bar.states.activated.emit(LATE)
    assert set(states(page)) == {State.OVERDUE}
    page.bar.states.setCurrentIndex(OPEN)
    page.bar.classes.setCurrentIndex(page.bar.classes.findText("财务"))
    page.bar.classes.activated.emit(0)
    classes = {task.obligation.item.item_class.word for task in page.list.table.tasks}
    assert classes == {"财务"}


def test_an_empty_choice_says_how_to_see_more(page: TasksPage) -> None:
    page.session.show_period(OCTOBER)
    page.bar.classes.setCurrentIndex(page.bar.classes.findText("党务"))
    page.bar.classes.activated.emit(0)
    assert states(page) == []
    assert "各类" in page.list.empty.text()
    assert page.list.card.isHidden()


def test_enter_does_the_next_deed_of_a_row(qtbot: QtBot, page: TasksPage) -> None:
    go_to(page, "dibao")
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    assert page.editor.isVisible()
    assert page.editor.title.text() == "最低生活保障对象名单　2026年第三季度"


def test_the_button_in_a_row_does_its_next_deed(qtbot: QtBot, page: TasksPage) -> None:
    row = page.list.table.row_of("dibao", owed(page, "dibao").body.id, SUMMER.code)
    view = page.list.view
    index = page.list.table.index(row, TaskColumn.DEED)
    assert index.data() == Deed.WRITE.value
    view.scrollTo(index)
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center()
    )
    assert page.editor.isVisible()


def test_a_month_without_its_ledger_leads_to_the_ledger(qtbot: QtBot, page: TasksPage) -> None:
    page.session.show_period(OCTOBER)
    go_to(page, "finance-lines")
    assert page.list.deed_button.text() == "去登记(&G)"
    with qtbot.waitSignal(page.asked_for) as signal:
        page.list.deed_button.click()
    assert signal.args == ["ledger"]


def test_a_household_list_is_typed_kept_and_published(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    window.show_page("tasks")
    page, preview = window.page("tasks"), window.page("preview")
    assert isinstance(page, TasksPage)
    assert isinstance(preview, PreviewPage)
    go_to(page, "condolences")
    page.list.deed_button.click()
    type_row(qtbot, page, "王某某", "三组", "2", "中秋慰问", "300")
    assert page.editor.rows.table.rows()[0][:5] == ("王某某", "三组", "2", "中秋慰问", "300.00")
    page.editor.save_button.click()
    assert page.editor.note.text() == "✓ 草稿已保存。"
    assert owed(page, "condolences").begun
    page.editor.preview_button.click()
    assert preview.isVisible()
    assert session.body.kind == "committee"
    assert preview.items.currentText().endswith("救助慰问名单（2026年第三季度）")
    reviewed(session.desk, "condolences", SUMMER, session.body)
    session.changed.emit()
    preview.publish_button.click()
    preview.check.do_button.click()
    (held,) = postings.all_of(session.desk.db)
    assert (held.item, held.period) == ("condolences", SUMMER.code)
    assert preview.state.text() == "✓ 已公布"
    window.show_page("tasks")
    assert owed(page, "condolences").state is State.PUBLISHED
    go_to(page, "condolences")
    assert page.list.deed_button.text() == "看榜(&G)"


def test_what_is_wrong_in_a_cell_is_marked_there_and_told(qtbot: QtBot, page: TasksPage) -> None:
    page.write(owed(page, "condolences"))
    type_row(qtbot, page, "王某某", "三组", "2", "", "三百")
    table = page.editor.rows.table
    assert table.index(0, 4).data() == "✗ 三百"
    assert table.index(0, 3).data() == "✗ 没有填写"
    codes = [finding.where for finding in page.editor.findings.findings()]
    assert codes == ["类别或事由", "金额"]
    page.editor.save_button.click()
    assert page.editor.note.text().startswith("✖ 没有保存")
    assert drafts.drafted(page.session.desk.db) == ()
    page.editor.findings.chosen.emit(page.editor.findings.findings()[1])
    assert page.editor.rows.view.currentIndex().column() == 4
    assert "不是金额" in page.editor.rows.note.text()


def test_rows_are_pasted_by_the_titles_above_them(page: TasksPage) -> None:
    page.write(owed(page, "condolences"))
    QApplication.clipboard().setText(
        "金额\t户主\t类别或事由\n300\t王某\t慰问\n500\t李某\t慰问\n合计\t\t\n"
    )
    page.editor.rows.paste()
    rows = page.editor.rows.table.rows()
    assert [(row[0], row[3], row[4]) for row in rows] == [
        ("王某", "慰问", "300.00"),
        ("李某", "慰问", "500.00"),
    ]
    page.editor.rows.undo_button.click()
    assert page.editor.rows.table.rows() == ()


def test_a_block_that_is_too_wide_is_refused_whole(page: TasksPage) -> None:
    page.write(owed(page, "condolences"))
    QApplication.clipboard().setText("\t".join("一二三四五六七八九十"))
    page.editor.rows.paste()
    assert "没有粘贴" in message_of(page.editor.rows).sentence.text()
    message_of(page.editor.rows).close()
    assert page.editor.rows.table.rows() == ()


def test_rows_are_moved_and_taken_out_and_brought_back(page: TasksPage) -> None:
    page.write(owed(page, "condolences"))
    rows = page.editor.rows
    rows.table.paste(0, 0, "甲\n乙\n丙")
    rows.view.go_to(2, 0)
    rows.up_button.click()
    assert [row[0] for row in rows.table.rows()] == ["甲", "丙", "乙"]
    rows.view.go_to(0, 0)
    rows.remove_button.click()
    assert [row[0] for row in rows.table.rows()] == ["丙", "乙"]
    rows.undo_button.click()
    assert [row[0] for row in rows.table.rows()] == ["甲", "丙", "乙"]


def test_private_columns_are_named_as_such_and_required_ones_have_a_star(page: TasksPage) -> None:
    page.write(owed(page, "condolences"))
    table = page.editor.rows.table
    heads = [table.headerData(n, Qt.Orientation.Horizontal) for n in range(table.columnCount())]
    assert heads[0] == "户主 *"
    assert "身份证号（不公布）" in heads


def test_leaving_a_draft_that_is_not_kept_asks_first(page: TasksPage, asked: Asked) -> None:
    page.write(owed(page, "party-affairs"))
    page.editor.text.setPlainText("三季度开了两次支部会。")
    page.editor.back_button.click()
    assert page.editor.isVisible()
    assert asked.asked == ["党务公开　2026年第三季度"]
    asked.answer = Unsaved.SAVE
    page.editor.back_button.click()
    assert page.list.isVisible()
    committee = body_named(page.session.desk, "committee").id
    held = drafts.draft(page.session.desk.db, "party-affairs", committee, SUMMER.code)
    assert held
    assert held.paragraphs == ("三季度开了两次支部会。",)


def test_a_draft_may_be_let_go(page: TasksPage, asked: Asked) -> None:
    asked.answer = Unsaved.DROP
    page.write(owed(page, "party-affairs"))
    page.editor.text.setPlainText("写错了")
    page.editor.back_button.click()
    assert page.list.isVisible()
    assert drafts.drafted(page.session.desk.db) == ()
    page.write(owed(page, "party-affairs"))
    assert page.editor.text.toPlainText() == ""


def test_what_is_being_written_survives_turning_pages_and_periods(
    page: TasksPage, session: Session
) -> None:
    page.write(owed(page, "party-affairs"))
    page.editor.text.setPlainText("三季度开了两次支部会。")
    page.hide()
    session.show_period(OCTOBER)
    page.show()
    assert page.editor.isVisible()
    assert page.editor.text.toPlainText() == "三季度开了两次支部会。"
    page.editor.save_button.click()
    committee = body_named(session.desk, "committee").id
    assert drafts.draft(session.desk.db, "party-affairs", committee, SUMMER.code)


def test_closing_the_window_asks_about_a_draft_that_is_not_kept(
    page: TasksPage, asked: Asked
) -> None:
    page.write(owed(page, "party-affairs"))
    page.editor.text.setPlainText("三季度开了两次支部会。")
    page.close()
    assert page.isVisible()
    asked.answer = Unsaved.DROP
    page.close()
    assert not page.isVisible()


def test_an_event_is_entered_written_as_a_sheet_and_published(
    qtbot: QtBot, window: MainWindow, session: Session, person: Person
) -> None:
    session.show_period(OCTOBER)
    window.show_page("tasks")
    page, preview = window.page("tasks"), window.page("preview")
    assert isinstance(page, TasksPage)
    assert isinstance(preview, PreviewPage)
    page.bar.event_button.click()
    form = page.entering
    form.item.setCurrentIndex(form.item.findData("tenders"))
    form.refresh()
    form.do_button.click()
    assert list(form.form.summary.links) == ["title"]
    form.title.setText("村道硬化工程")
    form.happened_on.show_day(date(2026, 10, 28))
    form.stage.setCurrentIndex(form.stage.findData("before"))
    form.do_button.click()
    one = page.list.chosen()
    assert one
    assert (one.item.code, one.label) == ("tenders", "村道硬化工程")
    page.list.deed_button.click()
    assert list(page.editor.facts.fields)[:2] == ["项目名称", "建设地点"]
    name = page.editor.facts.fields["项目名称"]
    name.setText("村道硬化工程")
    page.editor.facts.fields["预算金额"].setText("很多")
    page.editor.save_button.click()
    assert "不是金额" in page.editor.facts.form.wrongs["预算金额"].text()
    field_ = page.editor.facts.fields["预算金额"]
    field_.clear()
    qtbot.keyClicks(field_, "120000")
    page.editor.preview_button.click()
    assert preview.isVisible()
    assert one.event
    reviewed(session.desk, "tenders", one.event, one.body)
    session.changed.emit()
    assert preview.publish_button.isEnabled()
    preview.publish_button.click()
    preview.check.do_button.click()
    assert person.failures == []
    (held,) = postings.all_of(session.desk.db)
    assert (held.item, held.period) == ("tenders", one.about)


def test_an_event_entered_by_mistake_is_taken_out_after_asking(
    page: TasksPage, session: Session, person: Person
) -> None:
    obligations.happen(session.desk, "project", date(2026, 9, 28), "村道硬化工程", "before")
    session.changed.emit()
    go_to(page, "project")
    person.answer = False
    page.list.forget_button.click()
    assert len(drafts.events(session.desk.db)) == 1
    person.answer = True
    page.list.forget_button.click()
    assert drafts.events(session.desk.db) == ()


def test_what_does_not_apply_needs_a_reason_and_is_done_with(
    page: TasksPage, session: Session
) -> None:
    go_to(page, "landless-pension")
    page.list.waive_button.click()
    page.waiving.do_button.click()
    assert list(page.waiving.form.summary.links) == ["reason"]
    page.waiving.reason.setText("本村没有被征地的人")
    page.waiving.do_button.click()
    assert owed(page, "landless-pension").state is State.NOT_APPLICABLE
    page.turn(PERIOD, OPEN)
    codes = [task.obligation.item.code for task in page.list.table.tasks]
    assert "landless-pension" not in codes
    page.turn(PERIOD)
    go_to(page, "landless-pension")
    assert "本村没有被征地的人" in page.list.source.text()
    page.list.deed_button.click()
    assert owed(page, "landless-pension").state is State.OVERDUE
    assert drafts.waivers(session.desk.db) == ()


def test_what_is_due_by_a_day_is_listed_by_that_day(page: TasksPage, session: Session) -> None:
    ledger.declare_none(session.desk, session.book.id, SEPTEMBER)
    page.turn(DAY)
    assert page.bar.day.isVisible()
    assert "dibao" in [task.obligation.item.code for task in page.list.table.tasks]
    assert all(task.obligation.pending for task in page.list.table.tasks)
    page.bar.day.show_day(date(2026, 10, 14))
    assert "dibao" not in [task.obligation.item.code for task in page.list.table.tasks]


def test_the_year_leads_to_a_month_and_the_item_in_it(page: TasksPage, session: Session) -> None:
    page.turn(YEAR)
    assert page.grid.isVisible()
    codes = [row.item.code for row in page.grid.table.rows]
    index = page.grid.table.index(codes.index("dibao"), 9)
    assert index.data() == "✖"
    assert "2026年第三季度：已过期限" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "✖ 已过期限" in page.grid.legend.text()
    session.show_period(OCTOBER)
    page.grid.view.opened.emit(page.grid.table.index(codes.index("dibao"), 9))
    assert session.period == SEPTEMBER
    assert page.list.isVisible()
    chosen = page.list.chosen()
    assert chosen
    assert chosen.item.code == "dibao"


def test_what_was_posted_before_and_is_gone_now_is_called_out(
    page: TasksPage, session: Session
) -> None:
    assert page.gone.isHidden()
    spring = Period(2026, 2, Cycle.QUARTER)
    committee = body_named(session.desk, "committee")
    obligations.save_draft(
        session.desk, "party-affairs", spring, committee, paragraphs=["二季度开了一次支部会。"]
    )
    published(session.desk, "party-affairs", spring, committee)
    session.changed.emit()
    assert page.gone.isVisible()
    assert "党务公开（2026年第二季度公布过）" in page.gone_words.text()


def test_a_finding_is_let_pass_with_a_reason(page: TasksPage, session: Session) -> None:
    page.write(owed(page, "party-affairs"))
    page.editor.text.setPlainText("对患糖尿病的党员王某进行了慰问。")
    assert page.editor.override_button.isHidden()
    page.editor.save_button.click()
    found = [one.code for one in page.editor.findings.findings()]
    assert "privacy-illness" in found
    page.editor.override_button.click()
    asking = page.editor.overriding
    assert "个人信息保护法" in asking.warning.text()
    asking.do_button.click()
    assert list(asking.form.summary.links) == ["reason"]
    asking.reason.setText("本人书面同意公布")
    asking.do_button.click()
    assert "privacy-illness" not in [one.code for one in page.editor.findings.findings()]
    committee = body_named(session.desk, "committee").id
    (said,) = drafts.overridden(session.desk.db, "party-affairs", committee, SUMMER.code)
    assert said.reason == "本人书面同意公布"


def test_the_list_comes_up_without_a_visible_wait(page: TasksPage) -> None:
    before = time.process_time()
    page.reload()
    assert time.process_time() - before < 0.5


@pytest.mark.parametrize("size", [TypeSize.LARGE, TypeSize.LARGEST])
def test_the_days_that_something_was_late_are_never_cut_off(
    qapp: QApplication, page: TasksPage, session: Session, size: TypeSize
) -> None:
    wear(qapp, size)
    view, small = page.list.view, QFont(qapp.font())
    one = owed(page, "dibao")
    late = replace(one, state=State.PUBLISHED, published_on=date(2026, 12, 25))
    view.table.show_tasks([Task(late, "村民委员会", Deed.LOOK)], session.desk.today)
    small.setPixelSize(Scale(size.pixels).lengths["small"])
    text = str(view.table.index(0, TaskColumn.DUE).data(BELOW))
    assert text == "12月25日公布，迟 71 天"
    room = view.columnWidth(TaskColumn.DUE) - 24
    assert QFontMetrics(small).horizontalAdvance(text) <= room
