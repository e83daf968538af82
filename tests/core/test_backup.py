from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.backup import DAYS, LAST, MONTHS, backup_name, kept, stamp_of

START = datetime(2024, 1, 1, 8, 0)  # noqa: DTZ001 - a fixed local time
moments = st.lists(st.integers(0, 900 * 24 * 60), max_size=120).map(
    lambda minutes: [START + timedelta(minutes=m) for m in minutes]
)


def names(found: list[datetime]) -> list[str]:
    return [backup_name("331181102299", one) for one in found]


def test_a_name_tells_whose_it_is_and_when_it_was_made() -> None:
    name = backup_name("331181102299", START)
    assert name == "backup-331181102299-20240101-080000.zip"
    assert stamp_of(name) == "20240101-080000"
    assert stamp_of(backup_name("", START)) == "20240101-080000"


def test_other_files_are_no_backups_and_are_left_alone() -> None:
    others = ["photo.jpg", "backup.zip", "backup-331181102299-20240101-080000.zip.part", "files"]
    assert [stamp_of(one) for one in others] == [""] * 4
    assert kept(others) == set(others)


def test_years_of_daily_backups_leave_thirty_days_and_twelve_months() -> None:
    found = kept(names([START + timedelta(days=n, hours=h) for n in range(800) for h in (1, 9)]))
    assert DAYS + MONTHS - 2 <= len(found) <= DAYS + MONTHS + LAST
    assert backup_name("331181102299", START + timedelta(days=799, hours=9)) in found


@given(moments)
def test_the_newest_is_always_kept_and_so_is_the_newest_of_its_day(found: list[datetime]) -> None:
    held = kept(names(found))
    if found:
        assert backup_name("331181102299", max(found)) in held
    assert len(held) <= DAYS + MONTHS + LAST
    assert kept(held) == held


@given(moments)
def test_a_folder_with_backups_is_never_emptied(found: list[datetime]) -> None:
    assert len(kept(names(found))) >= min(len(set(found)), LAST)
