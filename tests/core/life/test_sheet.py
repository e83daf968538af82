from boardapp.core.compose import cash_journal
from boardapp.core.content import Chart, Content, Table, Words, digest, to_json
from boardapp.core.disclosure import Step
from boardapp.core.life.sheet import SheetPart, review_sheet, sheet_mark, spaced
from tests.builders import PUBLISHER, entry, ledger
from tests.core.life.builders import DAY, submission

STEPS = (Step.SUPERVISION, Step.JOINT_MEETING)


def part(content: Content) -> SheetPart:
    one = submission(digest=digest(content), content=to_json(content))
    return SheetPart(one, content, STEPS)


def test_a_sheet_lists_contents_and_digests_and_leaves_lines_to_sign() -> None:
    one = part(cash_journal.compose(ledger(entry()), PUBLISHER))
    sheet = review_sheet([one], {Step.SUPERVISION: "李某"}, DAY)
    table = next(block for block in sheet.blocks if isinstance(block, Table))
    assert spaced(one.submission.digest) in table.rows[0].cells
    words = [line for block in sheet.blocks if isinstance(block, Words) for line in block.lines]
    assert f"1. {one.submission.digest}" in words
    assert [(s.office, s.name) for s in sheet.signers] == [
        ("村务监督委员会审查", "李某"),
        ("村党组织和村民委员会联席会议", ""),
    ]
    assert any("应到" in line for line in words)
    assert sheet.standing.days == 0
    assert not [block for block in sheet.blocks if isinstance(block, Chart)]


def test_a_sheet_that_only_lists_has_no_contents() -> None:
    one = part(cash_journal.compose(ledger(entry()), PUBLISHER))
    assert len(review_sheet([one], {}, DAY, whole=False).blocks) == 3


def test_the_mark_of_a_sheet_follows_from_what_stands_on_it() -> None:
    assert sheet_mark(["a", "b"]) == sheet_mark(["b", "a"])
    assert sheet_mark(["a", "b"]) != sheet_mark(["a", "c"])
