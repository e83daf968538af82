import re

import pytest

from boardapp.core.bundle.outcome import Outcome

# The table of the design, by hand: outcome, exit, whether anything is taken in.
TABLE = """
accepted 0 yes | accepted-in-part 0 yes | already-have-it 0 no | gap 0 yes | older 0 yes
fork 1 no | history-changed 1 no | new-instance 1 no
unknown-village 1 no | unsigned 1 no | bad-signature 1 no | wrong-key 1 no | revoked-key 1 no
wrong-role 1 no | damaged 1 no | unsafe 1 no | too-large 1 no | too-new 1 no | not-a-bundle 1 no
"""
ROWS = [tuple(row.split()) for row in TABLE.replace("\n", "|").split("|") if row.strip()]


def test_the_outcomes_are_exactly_those_agreed() -> None:
    assert [one.value for one in Outcome] == [name for name, _, _ in ROWS]


@pytest.mark.parametrize(("name", "status", "taken"), ROWS)
def test_an_outcome_knows_its_exit_and_whether_it_is_taken(
    name: str, status: str, taken: str
) -> None:
    assert Outcome(name).exit == int(status)
    assert Outcome(name).taken is (taken == "yes")


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_one_chinese_sentence_and_one_next_step(outcome: Outcome) -> None:
    for words in (outcome.sentence, outcome.next_step):
        assert words.endswith("。")
        assert words.count("。") == 1 or "；" in words or outcome.next_step.count("。") <= 2
        assert re.search(r"[\u4e00-\u9fff]{4}", words)
    assert outcome.sentence.count("。") == 1


def test_no_two_outcomes_say_the_same() -> None:
    assert len({one.sentence for one in Outcome}) == len(Outcome)


@pytest.mark.parametrize("outcome", [one for one in Outcome if one.exit])
def test_a_refusal_says_that_nothing_was_taken_in(outcome: Outcome) -> None:
    assert re.search("没有(接收|打开)", outcome.sentence)
