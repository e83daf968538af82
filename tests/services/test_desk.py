import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from boardapp.core.errors import UserError
from boardapp.services import ledger
from boardapp.services.desk import Desk, open_desk
from boardapp.services.village import set_up
from boardapp.store import journal, villages
from tests.builders import VILLAGE


def test_a_folder_that_is_not_set_up_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="boardapp init"), open_desk(tmp_path):
        pass
    assert not any(tmp_path.iterdir())


def test_a_second_program_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    held = f"""
import sys
from pathlib import Path
from boardapp.services.desk import open_desk
with open_desk(Path({str(tmp_path)!r}), new=True):
    print("open", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", held], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(UserError, match="另一个村务公开栏"), open_desk(tmp_path):
            pass
        other.kill()
    with open_desk(tmp_path):
        pass


def test_a_folder_that_cannot_be_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(UserError, match="换一个位置"),
        open_desk(tmp_path / "file" / "data", new=True),
    ):
        pass


def test_a_full_disk_is_a_sentence_and_changes_nothing(desk: Desk) -> None:
    pages = desk.db.execute("pragma page_count").fetchone()[0]
    desk.db.execute(f"pragma max_page_count = {pages}")
    before = [line.digest for line in journal.lines(desk.db)]
    with pytest.raises(UserError, match="磁盘已满"), desk.writing("test", {"text": "长" * 200_000}):
        pass
    assert [line.digest for line in journal.lines(desk.db)] == before


def test_a_change_that_fails_halfway_leaves_nothing_behind(desk: Desk) -> None:
    def fail_halfway() -> None:
        with desk.writing("test", {}) as db:
            villages.save_setting(db, "operator", "李某")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert villages.setting(desk.db, "operator") == ""
    assert "test" not in {line.action for line in journal.lines(desk.db)}


def test_a_given_day_replaces_the_clock_and_the_journal_says_so(tmp_path: Path) -> None:
    with open_desk(tmp_path, "王某", date(2026, 11, 6), new=True) as desk:
        set_up(desk, VILLAGE)
        (line,) = journal.lines(desk.db)
        assert desk.today == date(2026, 11, 6)
        assert line.at.startswith("2026-11-06T")
        assert '"clock":"given"' in line.details


def test_the_same_folder_opens_again_for_another_thread(desk: Desk) -> None:
    book = villages.books(desk.db)[0]
    with desk.again() as other:
        assert villages.books(other.db) == (book,)
        assert ledger.months_held(other.db, book.id) == frozenset()


def test_a_file_damaged_in_the_middle_is_a_sentence_that_names_the_backups(tmp_path: Path) -> None:
    with open_desk(tmp_path, new=True) as desk:
        set_up(desk, VILLAGE)
    path = tmp_path / "village.db"
    data = path.read_bytes()
    path.write_bytes(data[:12288] + b"\xa5" * (len(data) - 12288))

    def read() -> None:
        with open_desk(tmp_path) as desk:
            for table in desk.db.table_names():
                list(desk.db.table(table).rows)

    with pytest.raises(UserError, match="备份"):
        read()
