"""The program killed at random moments: a short storm; the long one is a command of its own."""

from pathlib import Path

from tests.journeys.kill import months, storm


def test_a_killed_command_leaves_the_state_before_or_after_it(tmp_path: Path) -> None:
    deeds = list(months(tmp_path, 1))
    tally = storm(tmp_path, deeds[:6], kills=4, seed=7)
    assert tally.before + tally.after == tally.kills == 4
