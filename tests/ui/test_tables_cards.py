"""The cards of a register as a model, with five thousand of them."""

from time import process_time

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from boardapp.core.registers.cards import CardKind
from boardapp.services import registers
from boardapp.store import registers as store
from boardapp.ui.registers.card_list import CardList
from boardapp.ui.registers.shelves import SHELVES
from boardapp.ui.session import Session
from boardapp.ui.tables.cards import CardRow, CardTable
from tests.builders import asset, contract, debt, resource

MANY = 5000
MOST_OF_BARE = 60
"""How many times the bare SQL a list may take: it makes five thousand cards of what it reads."""


def test_a_register_without_computed_values_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    table = CardTable(SHELVES[CardKind.RESOURCE].columns)
    table.show_rows([CardRow(resource()), CardRow(resource(code="ZY-2", area=None))])
    qtmodeltester.check(table)


def test_every_register_tells_a_card_of_its_own(session: Session) -> None:
    book = session.book.id
    for card in (asset(book=book), resource(book=book), contract(book=book), debt(book=book)):
        registers.save_card(session.desk, card)
    for kind, shelf in SHELVES.items():
        (card,) = store.cards(session.desk.db, kind, book)
        row = CardRow(card, shelf.compute(session.desk, book, session.period).get(card.id))
        table = CardTable(shelf.columns)
        table.show_rows([row])
        texts = {column.key: column.text(row) for column in shelf.columns}
        assert texts["code"] == card.code
        assert shelf.sums([row], session.desk.today)
        assert set(shelf.states_of(row, session.desk.today)) <= set(shelf.states)


def test_arrears_are_told_in_red_and_stand_at_the_right(session: Session) -> None:
    book = session.book.id
    registers.save_card(session.desk, contract(book=book))
    shelf = SHELVES[CardKind.CONTRACT]
    (card,) = store.cards(session.desk.db, CardKind.CONTRACT, book)
    table = CardTable(shelf.columns)
    table.show_rows([CardRow(card, shelf.compute(session.desk, book, session.period)[card.id])])
    index = table.index(0, len(shelf.columns) - 1)
    assert index.data() == "24,000.00"
    assert index.data(Qt.ItemDataRole.ForegroundRole) is not None
    assert index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_five_thousand_cards_are_shown_and_found_without_a_visible_wait(
    qtbot: QtBot, session: Session
) -> None:
    book, db = session.book.id, session.desk.db
    cards = [
        asset(book=book, code=f"ZC-{n}", name=f"{'路灯' if n % 7 else '水泵站'}{n}")
        for n in range(MANY)
    ]
    registers.write(session.desk, "save-card", [(None, card) for card in cards])
    one = CardList(session, SHELVES[CardKind.ASSET])
    qtbot.addWidget(one)
    one.resize(1100, 600)
    one.show()
    start = process_time()
    db.execute("select * from asset where book = ? order by code_order", [book]).fetchall()
    bare = process_time() - start
    start = process_time()
    one.reload()
    assert process_time() - start < max(MOST_OF_BARE * bare, 1.0)
    assert len(one.table.rows) == MANY
    one.filters.words.setText("水泵")
    qtbot.waitUntil(lambda: len(one.table.rows) == 715)
    start = process_time()
    one.refresh()
    assert process_time() - start < max(MOST_OF_BARE * bare, 1.0)
