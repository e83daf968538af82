import logging
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication

from boardapp.ui.crashes import CrashLog, catch, last_crash
from boardapp.ui.errors import CrashDialog


@pytest.mark.complains
def test_what_nobody_caught_reaches_the_log_and_the_screen(tmp_path: Path) -> None:
    crashes = CrashLog(tmp_path)
    crashes.start()
    try:
        error = ValueError("意外")
        sys.excepthook(ValueError, error, None)
    finally:
        crashes.stop()
    assert "ValueError: 意外" in (tmp_path / "logs" / "boardapp.log").read_text("utf-8")
    (dialog,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog))
    dialog.close()
    dialog.deleteLater()


@pytest.mark.complains
@pytest.mark.qt_log_level_fail("CRITICAL")
def test_qt_writes_its_warnings_to_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    crashes = CrashLog(tmp_path)
    crashes.start()
    try:
        with caplog.at_level(logging.WARNING):
            qWarning("no such font")
    finally:
        crashes.stop()
    assert "Qt: no such font" in (tmp_path / "logs" / "boardapp.log").read_text("utf-8")


def test_an_ordinary_end_leaves_nothing_for_the_next_start(tmp_path: Path) -> None:
    first = CrashLog(tmp_path)
    assert first.start() == ""
    first.stop()
    second = CrashLog(tmp_path)
    assert second.start() == ""
    second.stop()


def test_a_hard_crash_is_offered_at_the_next_start(tmp_path: Path) -> None:
    script = (
        "import os, pathlib, signal, sys\n"
        "from boardapp.ui.crashes import CrashLog\n"
        "CrashLog(pathlib.Path(sys.argv[1])).start()\n"
        "os.kill(os.getpid(), signal.SIGSEGV)\n"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=root, check=False)
    crashes = CrashLog(tmp_path)
    left = crashes.start()
    crashes.stop()
    assert "Segmentation fault" in left
    dialog = last_crash(left)
    assert "上次" in dialog.sentence.text()
    assert "Segmentation fault" in dialog.text.toPlainText()


def test_ctrl_c_in_a_terminal_shows_no_dialog(capsys: pytest.CaptureFixture[str]) -> None:
    catch(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
    assert not any(isinstance(one, CrashDialog) for one in QApplication.topLevelWidgets())
