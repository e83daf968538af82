"""Templates out, filled templates in, and photos on cards."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from pytestqt.qtbot import QtBot

from boardapp.core.registers.cards import CardKind
from boardapp.services import registers
from boardapp.store import attachments, register_imports
from boardapp.ui.pages.registers import RegistersPage
from boardapp.ui.registers.register import Ask, RegisterView
from boardapp.ui.session import Session
from tests.builders import asset
from tests.ui.conftest import Person, message_of
from tests.ui.registers import held, keep

HEAD = 3


class Files:
    """A person who answers questions for files with the ones that were laid out."""

    def __init__(self, folder: Path, person: Person) -> None:
        self.template = folder / "模板.xlsx"
        self.photos: list[Path] = []
        self.ask = Ask(
            person.confirm,
            lambda _parent: self.template,
            lambda _parent: self.photos,
            lambda _parent, _name: self.template,
        )


@pytest.fixture
def files(tmp_path: Path, person: Person) -> Files:
    return Files(tmp_path, person)


@pytest.fixture
def page(qtbot: QtBot, session: Session, files: Files) -> RegistersPage:
    keep(session, asset(book=session.book.id))
    page = RegistersPage(session, ask=files.ask)
    qtbot.addWidget(page)
    page.resize(1130, 640)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def view(page: RegistersPage) -> RegisterView:
    return page.views[CardKind.ASSET]


def fill(path: Path, *rows: dict[str, object]) -> None:
    """Write rows below the heads of a template, by head."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {str(cell.value).lstrip("★"): cell.column for cell in sheet[HEAD]}
    for number, row in enumerate(rows, start=HEAD + 1):
        for title, value in row.items():
            sheet.cell(number, heads[title]).value = value
    book.save(path)


NEW = {"资产编号": "ZC-002", "资产名称": "路灯", "类别": "公益设施设备", "原值(元)": 5000}


def test_a_filled_template_is_looked_at_taken_in_and_taken_back(
    view: RegisterView, session: Session, files: Files
) -> None:
    view.list.filled_action.trigger()
    assert "✓ 已保存 模板.xlsx" in view.list.note.text()
    fill(files.template, {"资产名称": "村民大礼堂"}, NEW)
    view.list.import_button.click()
    dialog = view.dialog
    dialog.choose.file_button.click()
    look = dialog.look
    assert [look.tabs.tabText(n) for n in range(4)] == [
        "新增 1 张", "改动 1 张", "没有变化 0 张", "没有导入 0 行",
    ]  # fmt: skip
    assert look.changed.rows == (
        ("4", "ZC-001 村民大礼堂", "资产名称", "村民活动中心", "村民大礼堂"),
    )
    assert held(session, CardKind.ASSET)[0].name == "村民活动中心"
    dialog.take_button.click()
    assert [one.name for one in held(session, CardKind.ASSET)] == ["村民大礼堂", "路灯"]
    assert "新增 1 张，改动 1 张" in dialog.done_page.told.text()
    dialog.done_page.undo_button.click()
    assert [one.name for one in held(session, CardKind.ASSET)] == ["村民活动中心"]
    assert "已撤销" in dialog.done_page.headline.text()


def test_an_example_row_is_left_out_and_said(view: RegisterView, files: Files) -> None:
    view.list.blank_action.trigger()
    book = load_workbook(files.template)
    book.worksheets[0].append(["ZC-9", "打印机", "办公设备"])
    book.save(files.template)
    view.take_in(files.template)
    assert view.dialog.look.skipped.rows[0][1] == "示例行"
    assert view.dialog.look.tabs.tabText(0) == "新增 1 张"


def test_what_is_wrong_in_a_row_blocks_the_whole_file_and_leads_to_the_row(
    view: RegisterView, session: Session, files: Files
) -> None:
    view.save_filled()
    fill(files.template, {}, {**NEW, "原值(元)": "很多"})
    view.take_in(files.template)
    dialog = view.dialog
    assert not dialog.take_button.isEnabled()
    assert "1 处必须改" in dialog.reason.text()
    link = next(iter(dialog.summary.links.values()))
    assert "第5行" in link.text()
    link.click()
    (index,) = dialog.look.views[0].selectionModel().selectedRows()
    assert index.data() == "5"
    assert len(held(session, CardKind.ASSET)) == 1


def test_a_file_that_is_no_table_is_one_sentence(view: RegisterView, tmp_path: Path) -> None:
    path = tmp_path / "photo.xlsx"
    path.write_bytes(b"\x89PNG")
    view.take_in(path)
    (link,) = view.dialog.summary.links.values()
    assert "photo.xlsx" in link.text()
    assert view.dialog.pages.currentWidget() is view.dialog.choose


def test_the_same_file_twice_is_said_and_an_earlier_import_is_taken_back(
    view: RegisterView, session: Session, files: Files
) -> None:
    view.save_filled()
    fill(files.template, {}, NEW)
    view.take_in(files.template)
    view.dialog.take_in()
    view.dialog.finish_button.click()
    view.take_in(files.template)
    assert "导入过" in view.dialog.reason.text()
    view.dialog.back_button.click()
    assert view.dialog.choose.table.text(0, 1) == "模板.xlsx"
    view.dialog.choose.undo_button.click()
    assert len(held(session, CardKind.ASSET)) == 1
    assert register_imports.standing(session.desk.db) == ()


def test_an_import_is_not_taken_back_over_a_later_change(
    view: RegisterView, session: Session, files: Files
) -> None:
    view.save_filled()
    fill(files.template, {}, NEW)
    view.take_in(files.template)
    view.dialog.take_in()
    card = held(session, CardKind.ASSET)[1]
    keep(session, registers.typed_card(session.desk, card, {"place": "村东"})[0])
    view.dialog.undo()
    assert "以后又改过" in next(iter(view.dialog.summary.links.values())).text()
    assert len(held(session, CardKind.ASSET)) == 2


def test_photos_are_added_looked_at_and_taken_off(
    view: RegisterView, session: Session, files: Files, tmp_path: Path, person: Person
) -> None:
    photo = tmp_path / "正门.jpg"
    Image.new("RGB", (320, 200), "red").save(photo)
    files.photos = [photo]
    card = held(session, CardKind.ASSET)[0]
    view.open_card(card)
    tab = view.page.attachments
    tab.add_button.click()
    (one,) = attachments.of_owner(session.desk.db, "asset", card.id)
    assert tab.list.item(0).text() == one.name == "正门.jpg"
    assert view.page.tabs.tabText(1) == "附件 1"
    shown: list[Path] = []
    tab._open = shown.append
    tab.open_button.click()
    tab.folder_button.click()
    assert shown[0].is_file()
    assert shown[1] == shown[0].parent
    tab.remove_button.click()
    assert "正门.jpg" in person.asked[0]
    assert attachments.of_owner(session.desk.db, "asset", card.id) == ()
    assert tab.list.isHidden()


def test_a_file_that_is_no_photo_is_refused_with_a_sentence(
    view: RegisterView, session: Session, files: Files, tmp_path: Path
) -> None:
    files.photos = [tmp_path / "合同.docx"]
    files.photos[0].write_bytes(b"PK\x03\x04")
    view.open_card(held(session, CardKind.ASSET)[0])
    view.page.attachments.add()
    assert "合同.docx" in message_of(view.page.attachments).sentence.text()


def test_a_card_takes_photos_only_once_it_is_saved(view: RegisterView) -> None:
    view.new_card()
    assert not view.page.attachments.add_button.isEnabled()
    assert "先保存" in view.page.attachments.empty.text()
