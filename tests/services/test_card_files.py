"""A card's file is read, or refused in Chinese, and never waited for."""

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from boardapp.core.errors import UserError
from boardapp.services import township_keys, verifying
from boardapp.services.desk import Desk

ENGLISH = re.compile(r"[A-Za-z]{3,}")


def looks(desk: Desk, bundle: Path) -> tuple[Callable[[Path], object], ...]:
    """Return the two ways in which a card comes in."""
    return (
        lambda card: township_keys.look(desk, card),
        lambda card: verifying.card_verdict(bundle, card, date(2026, 11, 6)),
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes")
def test_a_folder_a_pipe_and_a_device_are_told_and_not_waited_for(
    desk: Desk, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "card.pub")
    (tmp_path / "folder").mkdir()
    for look in looks(desk, tmp_path / "b.zip"):
        for file, kind in (
            (tmp_path / "card.pub", "管道"),
            (Path("/dev/zero"), "设备"),
            (tmp_path / "folder", "文件夹"),
        ):
            with pytest.raises(UserError, match=f"是.*{kind}"):
                look(file)


@pytest.mark.parametrize("name", ["没有", "圈", "长" * 200])
def test_a_card_that_cannot_be_read_is_told_in_chinese(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    (tmp_path / "圈").symlink_to(tmp_path / "圈")
    for look in looks(desk, tmp_path / "b.zip"):
        with pytest.raises(UserError, match="读不出登记卡文件") as caught:
            look(tmp_path / name)
        assert not ENGLISH.search(str(caught.value))
