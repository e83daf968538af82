"""Meetings that approve many contents with one vote, and the sheet that they sign."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from boardapp.core.content import Content, digest, from_json
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.life import Meeting, Outcome, Submission
from boardapp.core.life.roles import STEP_OFFICES, holder
from boardapp.core.life.sheet import SheetPart, review_sheet, sheet_mark
from boardapp.core.posting import Imprint
from boardapp.notices.paper import Paper, Style
from boardapp.notices.render import render
from boardapp.services.desk import Desk
from boardapp.services.item_checks import notice_fonts
from boardapp.services.reviewing import (
    Reviewed,
    entered,
    missing_of,
    offices_of,
    refuse_out_of_turn,
    some,
)
from boardapp.services.submissions import step_taken


def hold_meeting(
    desk: Desk,
    submissions: Sequence[Submission],
    meeting: Meeting,
    paper: Path | None = None,
) -> Reviewed:
    """Enter a meeting that approved some submissions with one vote and on one sheet.

    Raises UserError when fewer than half of those present agreed, or as ``approve`` does.
    """
    one = replace(
        meeting, id=str(uuid.uuid4()), sheet=sheet_mark(s.digest for s in some(submissions))
    )
    found = _vote_findings(one)
    taken = []
    for submission in submissions:
        refuse_out_of_turn(desk, submission, one.kind, one.on)
        step = step_taken(submission, one.kind, Outcome.APPROVED, one.chair, one.on)
        taken.append(replace(step, meeting=one.id))
    return entered(desk, "meeting", taken, found, paper, one)


def sheet_of(
    desk: Desk, submissions: Sequence[Submission], *, whole: bool = True
) -> tuple[bytes, Content]:
    """Return the review sheet of some submissions as a PDF on A4, and what it says."""
    parts = [
        SheetPart(one, from_json(one.content), missing_of(desk, one)) for one in some(submissions)
    ]
    holders = {
        step: holder(offices_of(desk, parts[0].submission.body), step, desk.today)
        for step in STEP_OFFICES
    }
    content = review_sheet(parts, holders, desk.today, whole=whole)
    imprint = Imprint(f"审查单 {content.period}", digest(content))
    return render(content, imprint, Paper.A4, notice_fonts(), Style.MONO), content


def _vote_findings(one: Meeting) -> list[Finding]:
    counts = (one.expected, one.present, one.agreed)
    if any(count is not None and count < 0 for count in counts):
        raise UserError("人数不能是负数。没有改动。")
    expected, present, agreed = counts
    if (expected is not None and present is not None and present > expected) or (
        agreed is not None and (present is None or agreed > present)
    ):
        raise UserError("人数对不上：同意的不能多于实到，实到不能多于应到。没有改动。")
    if agreed is not None and present is not None and agreed * 2 <= present:
        raise UserError(
            f"实到 {present} 人，同意 {agreed} 人，没有过半数，不能记为通过。没有改动。"
            "没有通过的，请用 review --return 退回并写明理由。"
        )
    if expected and present is not None and present * 2 <= expected:
        sentence = f"应到 {expected} 人，实到 {present} 人，没有过半数。请核实会议是否有效。"
        return [Finding(Level.VERIFY, "quorum", sentence, one.kind.word)]
    return []
