from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.registers.cards import problems
from boardapp.core.registers.choices import ContractKind, Frequency, LandClass
from boardapp.core.registers.overlaps import Claim, overlaps
from boardapp.core.registers.terms import LEGAL_TERMS, legal_term, term_findings
from boardapp.core.registers.values import Due
from tests.builders import contract, resource

DAY = date(2024, 1, 1)


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"party": ""}, "missing", "party"),
        ({"end": date(2023, 12, 31)}, "ends-before-start", "end"),
        ({"signed_on": date(2024, 2, 1)}, "signed-late", "signed_on"),
        ({"total": 39_000_00}, "total-differs", "total"),
        ({"plan": (Due(DAY, 1),), "total": 2}, "total-differs", "total"),
        ({"asset": "a", "resource": "r"}, "two-subjects", "resource"),
        ({"frequency": Frequency.PLAN}, "no-plan", "plan"),
        ({"annual_rent": None}, "no-rent", "annual_rent"),
        ({"annual_rent": None, "frequency": Frequency.ONCE}, "no-total", "total"),
        ({"terminated_on": date(2023, 1, 1)}, "terminated-early", "terminated_on"),
        ({"terminated_on": date(2030, 1, 1)}, "terminated-late", "terminated_on"),
    ],
)
def test_what_does_not_agree_is_said_at_its_field(
    changes: dict[str, object], code: str, where: str
) -> None:
    found = problems(contract(**changes))
    assert [(one.code, one.where) for one in found] == [(code, where)]


def test_a_sound_contract_has_no_findings_and_knows_its_days() -> None:
    one = contract(total=40_000_00, terminated_on=date(2026, 6, 30))
    assert problems(one) == ()
    assert one.runs_on(date(2026, 6, 30))
    assert not one.runs_on(date(2026, 7, 1))


@pytest.mark.parametrize(
    ("kind", "land", "years"),
    [
        (ContractKind.LEASE, None, 20),
        (ContractKind.LAND, LandClass.PLOUGH, 30),
        (ContractKind.LAND, LandClass.GRASS, 50),
        (ContractKind.LAND, LandClass.FOREST, 70),
    ],
)
def test_a_term_beyond_the_law_is_said_with_its_article(
    kind: ContractKind, land: LandClass | None, years: int
) -> None:
    ground = resource(land_class=land)
    latest = date(2024 + years, 1, 1)
    assert term_findings(contract(kind=kind, end=latest), ground) == ()
    (one,) = term_findings(contract(kind=kind, end=latest + timedelta(days=1)), ground)
    term = legal_term(contract(kind=kind), ground)
    assert term in LEGAL_TERMS
    assert term.source in one.sentence


def test_where_no_article_is_known_no_term_is_claimed() -> None:
    long = contract(end=date(2090, 1, 1))
    assert term_findings(long, resource(land_class=LandClass.WASTE)) == ()
    assert term_findings(long, None) == ()


CLAIMS = st.lists(
    st.builds(
        lambda id_, first, days, amount: Claim(
            str(id_), DAY + timedelta(days=first), DAY + timedelta(days=first + days), amount
        ),
        st.integers(0, 10**6),
        st.integers(0, 60),
        st.integers(0, 40),
        st.none() | st.integers(0, 50),
    ),
    max_size=6,
)


@given(CLAIMS, st.integers(0, 60))
def test_the_sweep_finds_exactly_the_days_on_which_too_much_is_taken(
    claims: list[Claim], whole: int
) -> None:
    found = overlaps(whole, claims)
    for number in range(-1, 102):
        day = DAY + timedelta(days=number)
        here = [one for one in claims if one.first <= day <= one.last]
        taken = sum(whole if one.amount is None else one.amount for one in here)
        said = [one for one in found if one.first <= day <= one.last]
        assert bool(said) == (taken > whole)
        if said:
            assert said[0].taken == taken
            assert sorted(said[0].contracts) == sorted(one.contract for one in here)


def test_of_something_unmeasured_only_the_whole_taken_twice_is_certain() -> None:
    part = Claim("a", DAY, DAY, 5)
    assert overlaps(None, [part, Claim("b", DAY, DAY, 5)]) == ()
    assert len(overlaps(None, [part, Claim("b", DAY, DAY, None)])) == 1
    assert overlaps(None, [Claim("b", DAY, DAY, None)]) == ()
