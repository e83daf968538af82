"""The records of a posting's life: what was submitted, who signed it, where and when it hung."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from boardapp.core.disclosure import Step


class Outcome(StrEnum):
    """How a step ended."""

    APPROVED = "approved"
    RETURNED = "returned"

    @property
    def word(self) -> str:
        """The outcome as it stands on a review sheet."""
        return {"approved": "同意", "returned": "退回"}[self.value]


@dataclass(frozen=True)
class Submission:
    """A content frozen for review: item × body × period or event × revision.

    ``content`` are canonical JSON bytes and ``digest`` their SHA-256: what reviewers sign and
    what is published. ``about`` is a period's code or an event's id; ``replaces`` the id of the
    posting that it corrects, for the ``reason`` given.
    """

    id: str
    item: str
    body: str
    about: str
    revision: int
    digest: str
    content: bytes
    submitted_on: date
    submitted_by: str
    replaces: str = ""
    reason: str = ""
    withdrawn_on: date | None = None
    withdrawn_by: str = ""
    withdrawn_reason: str = ""


@dataclass(frozen=True)
class StepTaken:
    """Somebody's word on one submission: which step, who, on which day and on which digest.

    ``paper`` is the SHA-256 of the photo of the signed sheet; ``meeting`` the meeting's id.
    """

    id: str
    submission: str
    kind: Step
    outcome: Outcome
    digest: str
    by: str
    on: date
    reason: str = ""
    paper: str = ""
    meeting: str = ""


@dataclass(frozen=True)
class Meeting:
    """One sitting, whose votes may approve many contents on one sheet.

    ``expected``, ``present`` and ``agreed`` count people (应到, 实到, 同意); None where nobody
    counted. ``sheet`` is the mark of the review sheet that was signed there.
    """

    id: str
    kind: Step
    on: date
    place: str
    chair: str
    expected: int | None = None
    present: int | None = None
    agreed: int | None = None
    sheet: str = ""
    paper: str = ""


@dataclass(frozen=True)
class Board:
    """A place where notices hang; ``natural_village`` is the 自然村, 片区 or 组 that it serves."""

    id: str
    name: str
    place: str = ""
    natural_village: str = ""
    closed_on: date | None = None

    def serves(self, day: date) -> bool:
        """Whether notices hang there on a day."""
        return self.closed_on is None or day < self.closed_on


@dataclass(frozen=True)
class Display:
    """One hanging of a posting on one board, with who and the photos that prove it."""

    id: str
    posting: str
    board: str
    up_on: date
    up_by: str
    up_photo: str = ""
    down_on: date | None = None
    down_by: str = ""
    down_photo: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Filed:
    """A posting's place in the archive: since when, by whom, in which box or folder."""

    posting: str
    on: date
    by: str
    place: str = ""


@dataclass(frozen=True)
class Void:
    """A number that was lost or skipped, and is never used; ``at`` is an ISO time."""

    body: str
    year: int
    serial: int
    number: str
    reason: str
    at: str
