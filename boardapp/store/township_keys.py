"""The keys that the township signs its receipts with: one that counts, and those before it."""

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

_COLUMNS = (
    "key_id, public, code, name, registered_on, registered_by, revoked_on, revoked_by,"
    " revoked_reason"
)


@dataclass(frozen=True)
class TownshipKey:
    """One key: its identity as minisign prints it, its public line, and what its card claimed.

    ``code`` and ``name`` of the township may be empty. A key that counts no more has the day, the
    person and the reason of its end.
    """

    key_id: str
    public: str
    code: str
    name: str
    registered_on: date
    registered_by: str
    revoked_on: date | None = None
    revoked_by: str | None = None
    revoked_reason: str | None = None

    @property
    def revoked(self) -> bool:
        """Whether it counts no more."""
        return self.revoked_on is not None


def all_keys(db: Database) -> tuple[TownshipKey, ...]:
    """Return every key that was ever registered, the oldest first."""
    rows = db.execute(f"select {_COLUMNS} from township_key order by rowid")
    return tuple(
        TownshipKey(
            key_id, public, code, name, date.fromisoformat(since), by,
            date.fromisoformat(until) if until else None, revoked_by, reason,
        )
        for key_id, public, code, name, since, by, until, revoked_by, reason in rows
    )  # fmt: skip


def current(db: Database) -> TownshipKey | None:
    """Return the one key that counts, or None."""
    return next((one for one in all_keys(db) if not one.revoked), None)


def add(db: Database, one: TownshipKey) -> None:
    """Register a key; any other must have been revoked before."""
    row = {**vars(one), "registered_on": one.registered_on.isoformat()}
    db.table("township_key").insert(row)


def revoke(db: Database, key_id: str, on: date, by: str, reason: str) -> None:
    """Let a key count no more."""
    db.table("township_key").update(
        key_id,
        {"revoked_on": on.isoformat(), "revoked_by": by, "revoked_reason": reason},
    )
