import pytest

from boardapp.core.bundle.outcome import Outcome
from boardapp.core.bundle.package import package_problems
from tests.bundles.corpus import FOLDER, made
from tests.bundles.making import anything, judged

ROWS = [
    tuple(line.split("\t")) for line in (FOLDER / "index.tsv").read_text("utf-8").splitlines()[1:]
]


def test_the_corpus_is_what_its_script_makes() -> None:
    held = {
        path.relative_to(FOLDER).as_posix(): path.read_bytes()
        for path in FOLDER.rglob("*")
        if path.is_file()
    }
    assert held == made()


def test_the_corpus_is_small_and_wide() -> None:
    assert len(ROWS) >= 100
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.zip")) < 2_000_000


@pytest.mark.parametrize(("file", "outcome", "_tests"), ROWS, ids=[row[0] for row in ROWS])
def test_every_file_of_the_corpus_ends_as_its_index_says(
    file: str, outcome: str, _tests: str
) -> None:
    raw = (FOLDER / file).read_bytes()
    verdict = judged(raw, package_problems)
    assert verdict.outcome is Outcome(outcome), verdict.reason
    assert bool(verdict.reason) is (outcome != "accepted")
    if "table" not in file:  # whatever else is wrong is found before the tables are
        assert judged(raw, anything).outcome is Outcome(outcome)


def test_a_future_export_date_is_a_note_and_no_fraud() -> None:
    verdict = judged((FOLDER / "valid/future-export-date.zip").read_bytes(), package_problems)
    assert verdict.outcome is Outcome.ACCEPTED
    assert "2099-01-01" in verdict.notes[0]
