"""What every test relies on: no screen is needed, and nothing may complain in the log."""

import logging
import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HARMLESS = "propagateSizeHints"
"""What Qt says where there is no screen."""
QT_LIBRARIES = (
    "libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libxkbcommon-x11-0"
)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Say in one sentence which libraries of the system Qt lacks, before Qt says it in its own."""
    config.addinivalue_line("markers", "complains: this test is about something that is logged")
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        raise pytest.UsageError(
            f"Qt cannot be loaded ({error}). On Debian or Ubuntu run: apt-get install -y "
            f"{QT_LIBRARIES}"
        ) from error


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which a warning or worse was logged, unless it is about that."""
    yield
    if not request.node.get_closest_marker("complains"):
        records = caplog.get_records("call")
        loud = [one.getMessage() for one in records if one.levelno >= logging.WARNING]
        assert not [one for one in loud if HARMLESS not in one]
