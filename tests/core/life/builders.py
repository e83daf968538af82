"""Records of a posting's life with valid defaults."""

from datetime import date
from typing import Any

from boardapp.core.disclosure import Step
from boardapp.core.life import Display, Outcome, StepTaken, Submission

DAY = date(2026, 11, 6)


def submission(**changes: Any) -> Submission:
    """Return something that 王某 submitted on the sixth."""
    values: dict[str, Any] = {
        "id": "s",
        "item": "finance-lines",
        "body": "b",
        "about": "2026-10",
        "revision": 1,
        "digest": "d" * 64,
        "content": b"{}",
        "submitted_on": DAY,
        "submitted_by": "王某",
    }
    return Submission(**{**values, **changes})


def step(kind: Step, **changes: Any) -> StepTaken:
    """Return a step that approved it on the same day."""
    values: dict[str, Any] = {
        "id": kind.value,
        "submission": "s",
        "kind": kind,
        "outcome": Outcome.APPROVED,
        "digest": "d" * 64,
        "by": "李某",
        "on": DAY,
    }
    return StepTaken(**{**values, **changes})


def display(up: int, down: int | None = None, board: str = "gate", **changes: Any) -> Display:
    """Return a display from a day of November 2026 to another, or still up."""
    values: dict[str, Any] = {
        "id": f"{board}-{up}",
        "posting": "p",
        "board": board,
        "up_on": date(2026, 11, up),
        "up_by": "王某",
        "down_on": date(2026, 11, down) if down else None,
    }
    return Display(**{**values, **changes})
