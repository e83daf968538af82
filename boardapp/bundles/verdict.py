"""What a file is worth: one outcome, and the one concrete thing that decided it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from boardapp.bundles.minisign import PublicKey
from boardapp.core.bundle.header import Header
from boardapp.core.bundle.outcome import Outcome


@dataclass(frozen=True)
class KnownKey:
    """A key that is registered for a village, and whether it was revoked since."""

    public: PublicKey
    revoked: bool = False


Known = Callable[[str], Sequence[KnownKey]]
"""Given a village code, returns the keys that are registered for it; none for a stranger."""

CheckTables = Callable[[Header, Mapping[str, bytes]], Sequence[str]]
"""Given the header, and the description and tables by their path in the bag, returns what is
wrong with them, a Chinese sentence each."""


@dataclass(frozen=True)
class PayloadFile:
    """One payload file: path in the bag, SHA-256, size and place in the zip, both in bytes."""

    path: str
    digest: str
    size: int
    offset: int


@dataclass(frozen=True)
class Verdict:
    """The judgement on one file.

    ``reason`` is a Chinese sentence that names the one concrete thing, empty when all is well;
    ``notes`` are things to know that change nothing. ``digest`` is the bundle's, and ``header``
    and ``files`` are there only when the signature was found right; ``village`` and ``sequence``
    are what the signature's comment claims, proved or not.
    """

    outcome: Outcome
    reason: str = ""
    header: Header | None = None
    digest: str = ""
    files: tuple[PayloadFile, ...] = ()
    village: str = ""
    sequence: int = 0
    signer: PublicKey | None = None
    notes: tuple[str, ...] = ()
    tables: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def sentence(self) -> str:
        """The outcome's sentence, and what decided it."""
        return self.outcome.sentence + self.reason

    @property
    def next_step(self) -> str:
        """What the person does now."""
        return self.outcome.next_step


class Refused(Exception):  # noqa: N818 - an outcome, not an error
    """Stop reading with an outcome; never leaves this package."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome, self.reason = outcome, reason


def damaged(reason: str) -> Refused:
    """Return the refusal of a file that is damaged."""
    return Refused(Outcome.DAMAGED, reason)


def shown(name: str) -> str:
    """Return a name from a stranger's file so that it can stand in a sentence."""
    plain = "".join(one if one.isprintable() else "�" for one in name)
    return f"“{plain if len(plain) <= 80 else plain[:40] + '…' + plain[-30:]}”"
