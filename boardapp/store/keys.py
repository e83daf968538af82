"""The public keys that sign, or once signed, for this village; no secret is ever in here."""

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

_COLUMNS = (
    "key_id, public, instance, made_on, made_by, reason, retired_on, retired_by, retired_reason"
)


@dataclass(frozen=True)
class SigningKey:
    """One key: its identity as minisign prints it, its public line, whose it is and since when.

    ``instance`` is the identity of the database that made it; a key that signs no more has the
    day, the person and the reason of its retirement.
    """

    key_id: str
    public: str
    instance: str
    made_on: date
    made_by: str
    reason: str
    retired_on: date | None = None
    retired_by: str | None = None
    retired_reason: str | None = None

    @property
    def retired(self) -> bool:
        """Whether it signs no more."""
        return self.retired_on is not None


def all_keys(db: Database) -> tuple[SigningKey, ...]:
    """Return every key that this database ever had, the oldest first."""
    rows = db.execute(f"select {_COLUMNS} from signing_key order by rowid")
    return tuple(
        SigningKey(
            key_id,
            public,
            instance,
            date.fromisoformat(made_on),
            made_by,
            reason,
            date.fromisoformat(retired_on) if retired_on else None,
            retired_by,
            why,
        )
        for key_id, public, instance, made_on, made_by, reason, retired_on, retired_by, why in rows
    )


def unretired(db: Database) -> SigningKey | None:
    """Return the one key that was not retired, of whichever instance it is."""
    return next((one for one in all_keys(db) if not one.retired), None)


def save(db: Database, one: SigningKey) -> None:
    """Add a key, or keep that it is retired."""
    days = {
        "made_on": one.made_on.isoformat(),
        "retired_on": one.retired_on.isoformat() if one.retired_on else None,
    }
    db.table("signing_key").upsert({**vars(one), **days}, pk="key_id")
