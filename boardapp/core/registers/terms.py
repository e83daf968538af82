"""How long the law lets a contract run, with the source of each number."""

from dataclasses import dataclass

from boardapp.core.finding import Finding, Level
from boardapp.core.registers.choices import ContractKind, LandClass
from boardapp.core.registers.contract import Contract, shifted
from boardapp.core.registers.resource import Resource


@dataclass(frozen=True)
class LegalTerm:
    """The longest term in years for one kind of contract and land; None stands for every land.

    ``confirmed`` tells whether the text of the source was seen.
    """

    kind: ContractKind
    land: LandClass | None
    years: int
    source: str
    confirmed: bool = True


LEGAL_TERMS = (
    LegalTerm(ContractKind.LEASE, None, 20, "民法典第七百零五条"),
    LegalTerm(ContractKind.LAND, LandClass.PLOUGH, 30, "农村土地承包法第二十一条"),
    LegalTerm(ContractKind.LAND, LandClass.GRASS, 50, "农村土地承包法第二十一条"),
    LegalTerm(ContractKind.LAND, LandClass.FOREST, 70, "农村土地承包法第二十一条"),
)
"""民法典 705: 租赁期限不得超过二十年.
农村土地承包法 21: 耕地三十年, 草地三十至五十年, 林地三十至七十年.

The second speaks of household contracts; for land let in other ways nothing certain was found,
so that a longer term is to be verified rather than refused.
"""


def legal_term(contract: Contract, resource: Resource | None) -> LegalTerm | None:
    """Return the term that governs a contract on a resource, or None when we know of none."""
    land = resource.land_class if resource else None
    for term in LEGAL_TERMS:
        if term.kind is contract.kind and term.land in (None, land):
            return term
    return None


def term_findings(contract: Contract, resource: Resource | None) -> tuple[Finding, ...]:
    """Say when a contract runs longer than the law lets it."""
    term = legal_term(contract, resource)
    if term is None or contract.start is None or contract.end is None:
        return ()
    latest = shifted(contract.start, term.years * 12)
    if contract.end <= latest:
        return ()
    doubt = "" if term.confirmed else "（出处待核实）"
    sentence = (
        f"期限 {contract.start} 至 {contract.end}，超过{term.source}{doubt}的"
        f" {term.years} 年（至 {latest}）。请核实合同，并请乡镇审核。"
    )
    return (Finding(Level.VERIFY, "beyond-legal-term", sentence, "end"),)
