"""What was found, in a list."""

from pytestqt.qtbot import QtBot

from boardapp.core.finding import Finding, Level
from boardapp.ui.widgets.finding_list import FindingList

HINT = Finding(Level.HINT, "hint", "红字没有找到被冲的那一笔。", "记-9")
MUST = Finding(Level.MUST, "must", "还没有账。", "收支登记")
ROW = Finding(Level.VERIFY, "row", "余额接不上。", row=14)


def test_the_grave_findings_come_first_with_word_and_place(qtbot: QtBot) -> None:
    view = FindingList()
    qtbot.addWidget(view)
    view.show_findings((HINT, ROW, MUST))
    texts = [view.list.item(n).text() for n in range(3)]
    assert texts[0] == "✖ 必须改　还没有账。（收支登记）"
    assert texts[1] == "▲ 请核实　余额接不上。（第14行）"
    assert "1 处必须改，1 处请核实，1 处提示" in view.heading.text()


def test_a_finding_is_chosen_by_a_click(qtbot: QtBot) -> None:
    view = FindingList()
    qtbot.addWidget(view)
    view.show_findings((MUST,))
    with qtbot.waitSignal(view.chosen) as chosen:
        view.list.itemClicked.emit(view.list.item(0))
    assert chosen.args == [MUST]


def test_nothing_found_is_said(qtbot: QtBot) -> None:
    view = FindingList()
    qtbot.addWidget(view)
    view.show_findings(())
    assert "没有发现问题" in view.heading.text()
    assert view.list.isHidden()


def test_a_long_sentence_is_not_cut(qtbot: QtBot) -> None:
    view = FindingList(most_lines=6)
    qtbot.addWidget(view)
    view.show_findings((Finding(Level.MUST, "long", "请与记账中心核对。" * 12),))
    view.resize(400, 300)
    view.show()
    metrics = view.list.fontMetrics()
    assert view.list.item(0).sizeHint().height() >= 4 * metrics.height()
