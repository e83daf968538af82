"""A handover passes on all that the program holds, with offices and desk, whole or not at all."""

import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from boardapp.core.content import Table, Words, texts
from boardapp.core.errors import Cancelled, UserError
from boardapp.core.handover import Handover, Line, Reason
from boardapp.core.period import Period
from boardapp.core.registers.choices import Frequency
from boardapp.core.village import AccountKind, Body
from boardapp.services import (
    backup_file,
    boards,
    handover,
    handover_pack,
    keys,
    ledger,
    registers,
    restore,
)
from boardapp.services.desk import Desk, open_desk
from boardapp.services.packs import check_pack
from boardapp.services.settings import OPERATOR, change_setting
from boardapp.services.village import body_named, book_named, open_account, set_up
from boardapp.store import journal, seals, villages
from tests.builders import VILLAGE, asset, contract, debt, entry, resource
from tests.life import published

LINES = "finance-lines"
OCTOBER = Period(2026, 10)
ACCOUNT, PHONE = "6222020200112233445", "13800138000"
NINTH = date(2026, 11, 6)


def prepared(folder: Path) -> None:
    """Set up a village that holds something of everything."""
    offices = (("负责人", "张某"), ("会计", "王某"), ("报账员", "王某"))
    with open_desk(folder, "王某", NINTH, new=True) as desk:
        set_up(desk, VILLAGE, "青石桥村股份经济合作社", offices=offices, since=date(2026, 1, 1))
        change_setting(desk, OPERATOR, "王某")
        book, body = book_named(desk), body_named(desk)
        bank = open_account(desk, book.id, AccountKind.BANK, "基本户", ACCOUNT)
        ledger.state_opening(desk, book.id, bank.id, OCTOBER, 987_654_321_00)
        for day, fen in ((date(2026, 10, 8), 100), (date(2026, 10, 30), 23_00)):
            line = entry(book=book.id, account=bank.id, month=OCTOBER, date=day, fen=fen)
            ledger.save_entry(desk, line)
        registers.save_card(desk, asset(book=book.id))
        registers.save_card(desk, resource(book=book.id))
        card = contract(book=book.id, phone=PHONE, frequency=Frequency.YEARLY)
        registers.save_card(desk, card)
        registers.save_card(desk, debt(book=book.id))
        one = published(desk, LINES, OCTOBER, body)
        boards.put_up(desk, one, boards.open_board(desk, "村委会门口公开栏"))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("village") / "data"
    prepared(folder)
    shutil.copytree(folder, folder.with_name("kept"))
    return folder


@pytest.fixture
def village(kept: Path) -> Path:
    """Put the village back as it was, in its own place: elsewhere it would be a copy."""
    shutil.rmtree(kept)
    shutil.copytree(kept.with_name("kept"), kept)
    return kept


@pytest.fixture
def desk(village: Path) -> Iterator[Desk]:
    with open_desk(village, "王某", NINTH) as one:
        yield one


@pytest.fixture
def body(desk: Desk) -> Body:
    return body_named(desk)


def drawn(desk: Desk, **changes: Any) -> Handover:
    values: dict[str, Any] = {
        "body": body_named(desk), "giver": "王某", "taker": "周某", "witness": "刘某",
        "offices": ("会计", "报账员"), "since": date(2026, 11, 1),
        "lines": (Line("公章", "村委会公章 1 枚"), Line("钥匙", f"办公室钥匙，问 {PHONE}")),
    }  # fmt: skip
    return handover.draw_up(desk, **{**values, **changes})


def section(one: Handover, word: str) -> Any:
    blocks = handover.content_of(one).blocks
    (found,) = (b for b in blocks if isinstance(b, Table | Words) and word in b.title)
    return found


def cells(one: Handover, word: str) -> list[tuple[Any, ...]]:
    return [row.cells for row in section(one, word).rows]


def test_the_list_tells_all_that_is_held_in_numbered_sections(desk: Desk) -> None:
    one = drawn(desk)
    titles = [b.title for b in handover.content_of(one).blocks if isinstance(b, Table | Words)]
    assert titles == [
        "移交事由", "一、印章、办公场所和办公用具", "二、流动资金", "三、固定资产", "四、资源",
        "五、合同", "六、债权债务", "七、财务账目", "八、村务档案", "九、未了事项",
        "十、程序和数据",
    ]  # fmt: skip
    assert cells(one, "流动资金") == [
        ("基本户", "银行存款", "2026-10-31", 987_654_321_00 - 24_00, "＿＿＿＿＿")
    ]
    assert cells(one, "固定资产")[0][:4] == ("ZC-001", "村民活动中心", "1栋", 360_000_00)
    assert cells(one, "资源")[0][:3] == ("ZY-001", "河边机动地", "12.5")
    due = ("2024-01-01 至 2028-12-31", "2027-01-01 收 8,000.00", 24_000_00)
    assert cells(one, "合同")[0][3:6] == due
    assert cells(one, "债权债务")[0][4] == 12_000_00
    assert cells(one, "财务账目")[0][:3] == ("2026", "10月", "2")
    assert cells(one, "村务档案")[0][:4] == ("2026", "1 份", "青石桥集体公开〔2026〕第1号", "0 个")
    kinds = [row[0] for row in cells(one, "未了事项")]
    assert {"张贴中", "合同", "待公布"} <= set(kinds)
    hanging = next(row for row in cells(one, "未了事项") if row[0] == "张贴中")
    assert hanging[2] == "2026-11-21"
    assert [signer.name for signer in handover.content_of(one).signers] == ["王某", "周某", "刘某"]


def test_what_was_typed_is_kept_and_what_nobody_typed_is_left_to_write(desk: Desk) -> None:
    rows = cells(drawn(desk), "印章")
    assert rows[0][:2] == ("公章", "村委会公章 1 枚")
    assert [row[0] for row in rows] == ["公章", "办公场所", "办公用具", "钥匙", "其他"]
    assert rows[1][1].startswith("（手写）＿＿")


def test_the_key_is_told_by_its_number_and_its_fingerprint(desk: Desk) -> None:
    key = keys.ensure_key(desk)
    told = dict(cells(drawn(desk), "程序和数据"))["签名密钥"]
    assert told.startswith(f"密钥编号 {key.id_text}（")
    assert told.endswith(f"指纹 {key.fingerprint}")
    assert len(key.fingerprint.split()) == 8


def test_no_number_of_an_account_or_a_phone_is_on_the_list(desk: Desk) -> None:
    said = " ".join(texts(handover.content_of(drawn(desk))))
    assert ACCOUNT not in said
    assert PHONE not in said


def test_the_list_is_of_its_day_not_of_later(desk: Desk) -> None:
    one = drawn(desk, on=date(2026, 10, 20), since=None, offices=())
    assert cells(one, "流动资金")[0][2:4] == ("2026-10-20", 987_654_321_00 - 1_00)
    assert section(one, "村务档案").title == "八、村务档案"
    assert cells(one, "村务档案")[0][1] == "0 份"


def test_the_last_day_follows_from_the_law_and_is_cited(desk: Desk) -> None:
    one = drawn(desk)
    assert (one.due, one.late) == (date(2026, 11, 11), False)
    assert "第二十四条" in one.basis
    said = section(one, "移交事由").lines[1]
    assert "即 2026-11-11 以前" in said
    assert "十日内" in said
    late = drawn(desk, since=date(2026, 10, 1))
    assert [found.code for found in handover.findings(desk, late)] == ["handover-late"]


def test_where_no_rule_speaks_none_is_made_up(desk: Desk) -> None:
    one = drawn(desk, reason=Reason.TRANSFER)
    assert (one.due, one.basis) == (None, "")
    assert "没有查到适用的规定" in section(one, "移交事由").lines[1]
    assert drawn(desk, since=None).due is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"giver": " "}, "移交人的姓名"),
        ({"taker": ""}, "接收人的姓名"),
        ({"witness": ""}, "监交人的姓名"),
        ({"taker": "王某"}, "三个不同的人"),
        ({"witness": "长" * 41}, "太长"),
        ({"giver": "王\x00某"}, "不能打印"),
        ({"on": date(2026, 11, 7)}, "还没有到"),
        ({"since": date(2026, 11, 7)}, "不能晚于移交日期"),
        ({"offices": ("村长",)}, "没有“村长”这个职务"),
        ({"lines": (Line("公章", "x" * 201),)}, "太长"),
    ],
)
def test_what_is_wrong_is_refused_with_its_sentence(
    desk: Desk, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        drawn(desk, **changes)


def test_offices_and_desk_pass_on_and_the_past_keeps_its_signers(desk: Desk, body: Body) -> None:
    one = handover.hand_over(desk, drawn(desk))
    held = {o.title: o.person for o in villages.offices(desk.db, body.id) if o.held_on(desk.today)}
    assert held == {"负责人": "张某", "会计": "周某", "报账员": "周某"}
    past = [o for o in villages.offices(desk.db, body.id) if o.held_on(date(2026, 11, 5))]
    assert {o.title: o.person for o in past}["会计"] == "王某"
    assert villages.setting(desk.db, OPERATOR) == "周某"
    assert handover.handovers(desk) == (one,)
    assert handover.last_lines(desk, body) == one.lines
    assert journal.first_broken(desk.db) is None
    assert list(seals.differences(desk.db)) == []


def test_who_is_not_at_the_desk_leaves_it_as_it_is(desk: Desk) -> None:
    handover.hand_over(desk, drawn(desk, giver="张某", offices=("负责人",)))
    assert villages.setting(desk.db, OPERATOR) == "王某"


def test_an_office_that_somebody_else_holds_is_a_finding(desk: Desk) -> None:
    (found,) = handover.findings(desk, drawn(desk, offices=("负责人",)))
    assert found.code == "another-holder"
    assert "张某" in found.sentence


def test_an_office_that_cannot_pass_that_day_changes_nothing(desk: Desk) -> None:
    one = drawn(desk, on=date(2026, 1, 1), since=None)
    with pytest.raises(UserError, match="应晚于前任"):
        handover.hand_over(desk, one)
    assert handover.handovers(desk) == ()
    assert villages.setting(desk.db, OPERATOR) == "王某"


def test_what_was_entered_can_be_neither_changed_nor_taken_out(desk: Desk) -> None:
    handover.hand_over(desk, drawn(desk))
    for text in ("delete from handover", "update handover set taker = '李某'"):
        with pytest.raises(Exception, match="what was handed over"):
            desk.db.execute(text)


def test_the_pack_holds_the_list_a_backup_and_the_years(desk: Desk, tmp_path: Path) -> None:
    one = handover.hand_over(desk, drawn(desk))
    done = handover_pack.write_pack(desk, one, tmp_path / "stick", (2026,))
    assert done.folder.name == "移交-2026-11-06-青石桥村股份经济合作社-王某-周某"
    assert done.findings == ()
    assert check_pack(done.folder).ok
    year = done.folder / "青石桥村股份经济合作社2026年度村务公开档案"
    assert check_pack(year).ok
    assert (done.folder / "移交清单.pdf").read_bytes() == handover.list_pdf(one)
    told = json.loads((done.folder / "移交清单.json").read_text("utf-8"))
    assert (told["giver"], told["taker"], told["digest"]) == ("王某", "周某", one.digest)
    (copy,) = (done.folder / "备份").glob("backup-*.zip")
    assert backup_file.prove_archive(copy).counts["handover"] == 1
    assert handover.handover_named(desk, one.mark).pack == done.folder.name
    text = "".join(page.extract_text() for page in PdfReader(done.folder / "移交清单.pdf").pages)
    assert "第1页" in text.replace(" ", "")


def test_the_taker_can_go_on_from_the_pack(desk: Desk, tmp_path: Path) -> None:
    one = handover.hand_over(desk, drawn(desk))
    done = handover_pack.write_pack(desk, one, tmp_path)
    (copy,) = (done.folder / "备份").glob("backup-*.zip")
    restored = restore.restore(copy, tmp_path / "new", "周某", NINTH)
    with open_desk(restored.folder, "周某", NINTH) as other:
        assert handover.handovers(other)[0].taker == "周某"
        assert villages.setting(other.db, OPERATOR) == "周某"


def test_a_pack_that_fails_leaves_the_handover_and_can_be_written_again(
    desk: Desk, tmp_path: Path
) -> None:
    one = handover.hand_over(desk, drawn(desk))

    def stop(_done: int, _total: int, _label: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        handover_pack.write_pack(desk, one, tmp_path / "stick", progress=stop)
    assert list((tmp_path / "stick").iterdir()) == []
    assert handover.handover_named(desk).pack == ""
    handover_pack.write_pack(desk, handover.handover_named(desk), tmp_path / "stick")
    assert handover.handover_named(desk).pack


@pytest.mark.parametrize("where", ["nowhere/stick", "data"])
def test_a_pack_that_could_not_be_written_is_refused_beforehand(
    desk: Desk, tmp_path: Path, where: str
) -> None:
    folder = desk.folder / "x" if where == "data" else tmp_path / where
    with pytest.raises(UserError, match="什么也没有改动"):
        handover_pack.refuse_unready(desk, folder)


def test_the_signed_list_comes_back_as_a_photo_once(desk: Desk, tmp_path: Path) -> None:
    photo = tmp_path / "signed.png"
    Image.new("RGB", (30, 20), "white").save(photo)
    one = handover.hand_over(desk, drawn(desk))
    signed = handover.keep_sheet(desk, one, photo)
    assert handover.handover_named(desk, one.mark.lower()).sheet == signed.sheet
    with pytest.raises(UserError, match="不能换"):
        handover.keep_sheet(desk, signed, photo)
    with pytest.raises(Exception, match="what was signed"):
        desk.db.execute("update handover set sheet = null")


def test_a_name_that_names_none_is_a_sentence(desk: Desk) -> None:
    with pytest.raises(UserError, match="还没有登记过移交"):
        handover.handover_named(desk)
    handover.hand_over(desk, drawn(desk))
    with pytest.raises(UserError, match="没有标记为“ABCD”"):
        handover.handover_named(desk, "ABCD")


def test_money_that_nobody_can_know_is_not_told_as_nought(tmp_path: Path) -> None:
    with open_desk(tmp_path / "data", "王某", NINTH, new=True) as desk:
        set_up(desk, VILLAGE)
        ledger.save_entry(desk, entry(book=book_named(desk).id, month=OCTOBER))
        words = texts(handover.content_of(drawn(desk, offices=())))
        assert "没有期初" in words


def test_a_village_that_holds_nothing_has_a_list_too(tmp_path: Path) -> None:
    with open_desk(tmp_path / "data", "王某", NINTH, new=True) as desk:
        set_up(desk, VILLAGE)
        one = drawn(desk, offices=())
        assert section(one, "固定资产").lines == ("台账里没有记录。",)
        assert section(one, "村务档案").lines == ("还没有公布过。",)
        assert handover.list_pdf(one).startswith(b"%PDF-")


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_killed_before_any_write_it_was_handed_over_wholly_or_not(
    village: Path, kept: Path, tmp_path: Path
) -> None:
    number, ends = 0, []
    while True:
        shutil.rmtree(kept)
        shutil.copytree(kept.with_name("kept"), kept)
        stick = tmp_path / f"stick-{number}"
        stick.mkdir()
        died = _killed(village, stick, number)
        with open_desk(village, "王某", NINTH) as desk:
            assert journal.first_broken(desk.db) is None
            assert list(seals.differences(desk.db)) == []
            held = handover.handovers(desk)
            offices = villages.offices(desk.db, body_named(desk).id)
            taken = [o.title for o in offices if o.person == "周某"]
            operator = villages.setting(desk.db, OPERATOR)
            state = (len(held), tuple(taken), operator)
            assert state in [(0, (), "王某"), (1, ("会计", "报账员"), "周某")]
            ends.append(state)
            for folder in stick.iterdir():
                assert folder.name.endswith(".part") or check_pack(folder).ok
            if held:
                done = handover_pack.write_pack(desk, held[0], stick)
                assert check_pack(done.folder).ok
                assert [p for p in stick.iterdir() if p.name.endswith(".part")] == []
        if not died:
            break
        number += 5
    assert number > 6
    assert (ends[0][0], ends[-1][0]) == (0, 1)


def _killed(folder: Path, stick: Path, number: int) -> bool:
    """Hand over in a process that kills itself before its nth write; return whether it did."""
    child = os.fork()
    if child == 0:
        left = [number]

        def trace(statement: str) -> None:
            if statement.lstrip().upper().startswith(("BEGIN", "COMMIT", "INSERT", "UPDATE")):
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            with open_desk(folder, "王某", NINTH) as desk:
                one = drawn(desk)
                desk.db.conn.set_trace_callback(trace)
                handover.hand_over(desk, one)
                handover_pack.write_pack(desk, one, stick)
                desk.db.conn.set_trace_callback(None)
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0
    return False
