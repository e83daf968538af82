"""The publisher's own words on a notice: who, who signs, and what stands on every sheet."""

from dataclasses import dataclass

from boardapp.core.content import Signer, Standing
from boardapp.core.village import Body, Village

LEGAL_BASIS = "《中华人民共和国村民委员会组织法》第三十五条"
COLLECTIVE_BASIS = "《中华人民共和国农村集体经济组织法》第四十五条"


@dataclass(frozen=True)
class Publisher:
    """The body that publishes and all that its notices share."""

    village: Village
    body: Body
    signers: tuple[Signer, ...]
    standing: Standing
