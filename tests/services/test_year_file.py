"""The yearly file holds all of a year, says what is missing, and is whole or not there."""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from boardapp.core.disclosure import Step
from boardapp.core.errors import Cancelled, UserError
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.village import AccountKind
from boardapp.services import (
    boards,
    correcting,
    ledger,
    posting,
    registers,
    reviewing,
    year_file,
)
from boardapp.services.attachments import FOLDER
from boardapp.services.desk import Desk, open_desk
from boardapp.services.packs import check_pack
from boardapp.services.village import body_named, book_named, open_account, set_up
from boardapp.store import journal, postings
from boardapp.store import life as lives
from tests.blank import blank
from tests.builders import VILLAGE, asset, contract, entry
from tests.life import approve, published, submitted

LINES = "finance-lines"
SEPTEMBER, OCTOBER = Period(2026, 9), Period(2026, 10)
FIRST = "1-公示/001-青石桥集体公开〔2026〕第1号-财务收支逐笔公开榜-2026年9月.pdf"


def photo(folder: Path, colour: str) -> Path:
    path = folder / f"{colour}.png"
    Image.new("RGB", (24, 16), colour).save(path)
    return path


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Desk]:
    """A village with two postings, of which one was returned once and corrected later."""
    with open_desk(blank(tmp_path / "data"), "王某", date(2026, 11, 6), new=True) as desk:
        set_up(desk, VILLAGE, "青石桥村股份经济合作社")
        book, body = book_named(desk), body_named(desk)
        open_account(desk, book.id, AccountKind.BANK, "基本户", "6222020200112233445")
        ledger.state_opening(desk, book.id, None, SEPTEMBER, 100_000)
        for month in (SEPTEMBER, OCTOBER):
            line = entry(book=book.id, month=month, date=month.first_day)
            ledger.save_entry(desk, line)
        registers.save_card(desk, asset(book=book.id))
        card = contract(book=book.id, phone="13800138000", party="李某 13912345678")
        registers.save_card(desk, card)
        one = submitted(desk, LINES, SEPTEMBER, body)
        reviewing.send_back(desk, [one], "看不清", by="陈某")
        sent = submitted(desk, LINES, SEPTEMBER, body)
        reviewing.approve(desk, [sent], Step.FINANCE_GROUP, "陈某", paper=photo(tmp_path, "red"))
        approve(desk, sent)
        first = posting.publish(desk, LINES, SEPTEMBER, body)
        published(desk, LINES, OCTOBER, body)
        gate = boards.open_board(desk, "村委会门口/大槐树下")
        boards.put_up(desk, first, gate, photo=photo(tmp_path, "green"))
        ledger.save_entry(desk, replace(line, fen=5000))
        ledger.save_entry(desk, entry(book=book.id, month=SEPTEMBER, date=SEPTEMBER.first_day))
        approve(desk, correcting.correct(desk, first, "抄错了"))
        posting.publish(desk, LINES, SEPTEMBER, body)
        posting.void_number(desk, body, 2026, 4, "打印时遗失")
        yield replace(desk, day=date(2026, 11, 21))


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def first_of(desk: Desk) -> Posting:
    return postings.all_of(desk.db)[-1]


def test_everything_of_the_year_lies_in_its_place(year: Desk, tmp_path: Path) -> None:
    done = year_file.write(year, 2026, tmp_path / "out")
    assert done.folder == tmp_path / "out" / "青石桥村2026年度村务公开档案"
    assert done.findings == ()
    assert sorted(digests(done.folder)) == [
        FIRST,
        "1-公示/001更正-青石桥集体公开〔2026〕第3号-财务收支逐笔公开榜更正公告-2026年9月.pdf",
        "1-公示/002-青石桥集体公开〔2026〕第2号-财务收支逐笔公开榜-2026年10月.pdf",
        "2-审查/001-审查记录.pdf",
        "2-审查/001-民主理财小组审核-同意-2026-11-06-签字单.png",
        "2-审查/001更正-审查记录.pdf",
        "2-审查/002-审查记录.pdf",
        "3-张贴照片/001-张贴-村委会门口_大槐树下-2026-11-06.png",
        "5-三资台账/村账-三资台账.xlsx",
        "SHA256SUMS",
        "校验和.txt",
        "目录.json",
        "目录.pdf",
        "说明.txt",
    ]
    assert check_pack(done.folder).ok
    line = journal.newest(year.db, "year-file")
    assert line is not None
    assert json.loads(line.details)["digest"] == done.digest == digests(done.folder)["SHA256SUMS"]


def test_notices_are_the_frozen_bytes_and_corrections_stand_beside(
    year: Desk, tmp_path: Path
) -> None:
    done = year_file.write(year, 2026, tmp_path / "out")
    first, correction, second = done.postings
    assert (first.mark, correction.mark, second.mark) == ("001", "001更正", "002")
    assert (done.folder / FIRST).read_bytes() == postings.notice(year.db, first_of(year).id)
    assert correction.note == "更正青石桥集体公开〔2026〕第1号"
    assert first.note == "已被青石桥集体公开〔2026〕第3号更正"
    assert (first.days, first.hangs, second.days) == (15, True, None)
    assert [one.number for one in done.voids] == ["青石桥集体公开〔2026〕第4号"]


def test_the_record_of_a_review_tells_what_was_returned_before(year: Desk, tmp_path: Path) -> None:
    done = year_file.write(year, 2026, tmp_path / "out")
    record = done.folder / "2-审查" / "001-审查记录.pdf"
    said = "".join(page.extract_text() for page in PdfReader(record).pages)
    assert "退回" in said
    assert "看不清" in said
    assert "签字单有照片" in said


def test_the_same_data_give_the_same_bytes(year: Desk, tmp_path: Path) -> None:
    one = year_file.write(year, 2026, tmp_path / "a")
    other = year_file.write(year, 2026, tmp_path / "b")
    assert digests(one.folder) == digests(other.folder)


def test_nothing_private_goes_in(year: Desk, tmp_path: Path) -> None:
    done = year_file.write(year, 2026, tmp_path / "out")
    book = CalamineWorkbook.from_path(str(done.folder / "5-三资台账" / "村账-三资台账.xlsx"))
    cells = str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
    assert "村民活动中心" in cells
    for private in ("6222020200112233445", "13800138000", "13912345678"):
        assert private not in cells
        for path in done.folder.rglob("*"):
            assert path.is_dir() or private.encode() not in path.read_bytes()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (Path.unlink, "attachment-missing"),
        (lambda path: path.write_bytes(b"x"), "attachment-damaged"),
    ],
)
def test_a_photo_that_is_gone_is_a_finding_in_the_catalogue(
    year: Desk, tmp_path: Path, spoil: Any, code: str
) -> None:
    (display,) = lives.displays(year.db, first_of(year).id)
    (path,) = (year.folder / FOLDER).rglob(f"{display.up_photo}.*")
    spoil(path)
    done = year_file.write(year, 2026, tmp_path / "out")
    (found,) = done.findings
    assert found.code == code
    assert "第1号2026-11-06张贴的照片" in found.sentence
    told = json.loads((done.folder / "目录.json").read_text("utf-8"))
    assert [one["code"] for one in told["findings"]] == [code]
    said = "".join(page.extract_text() for page in PdfReader(done.folder / "目录.pdf").pages)
    assert "本档案缺1项" in said.replace(" ", "")
    assert found.sentence in (done.folder / "说明.txt").read_text("utf-8-sig")
    assert check_pack(done.folder).ok


def test_a_scan_that_no_reader_opens_is_kept_as_it_is(year: Desk, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4\n" + bytes(500))
    gate = boards.board_named(year)
    boards.take_down(year, first_of(year), gate, photo=scan)
    done = year_file.write(year, 2026, tmp_path / "out")
    name = "3-张贴照片/001-揭下-村委会门口_大槐树下-2026-11-21.pdf"
    assert (done.folder / name).read_bytes() == scan.read_bytes()


def test_one_body_alone_and_a_year_without_anything(year: Desk, tmp_path: Path) -> None:
    other = body_named(year, "committee")
    done = year_file.write(year, 2026, tmp_path / "out", other)
    assert done.folder.name == "青石桥村村民委员会2026年度村务公开档案"
    assert (done.postings, done.voids) == ((), ())
    empty = year_file.write(year, 2025, tmp_path / "out")
    assert [leaf.file.path for leaf in empty.leaves] == ["5-三资台账/村账-三资台账.xlsx"]
    assert year_file.years_held(year) == (2026,)


@pytest.mark.parametrize("number", [1999, 2027, 0, -5])
def test_a_year_that_cannot_be_is_refused(year: Desk, tmp_path: Path, number: int) -> None:
    with pytest.raises(UserError, match="什么也没有改动"):
        year_file.write(year, number, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_data_folder_is_no_place_for_it(year: Desk) -> None:
    with pytest.raises(UserError, match="在数据文件夹里面"):
        year_file.write(year, 2026, year.folder / "out")


def test_cancelled_at_any_report_nothing_is_left_and_nothing_journalled(
    year: Desk, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    calls: list[str] = []
    year_file.write(year, 2026, tmp_path / "whole", progress=lambda *told: calls.append(told[2]))
    before = journal.head(year.db)
    for most in range(0, len(calls), 3):
        left = [most]

        def stop(_done: int, _total: int, _label: str, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Cancelled

        with pytest.raises(Cancelled):
            year_file.write(year, 2026, tmp_path / "out", progress=stop)
        assert list((tmp_path / "out").iterdir()) == []
    assert journal.head(year.db) == before


def test_the_outline_tells_beforehand_what_will_be_written(year: Desk, tmp_path: Path) -> None:
    told = year_file.outline(year, 2026)
    done = year_file.write(year, 2026, tmp_path / "out")
    assert (told.postings, told.photos, told.voids) == (3, 1, 1)
    assert told.hanging == ("青石桥集体公开〔2026〕第1号",)
    assert told.size >= sum(path.stat().st_size for path in done.folder.rglob("*"))


def test_the_explanation_opens_in_an_old_notepad(year: Desk, tmp_path: Path) -> None:
    done = year_file.write(year, 2026, tmp_path / "out")
    data = (done.folder / "说明.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert io.BytesIO(data).readline().decode("utf-8-sig").startswith("青石桥村 2026年度")
