"""The history of the village database: append only, literal SQL, each step tested."""

import uuid

from sqlite_utils import Database, Migrations

from boardapp.store.migrations import (
    m001,
    m002,
    m003,
    m004,
    m005,
    m006,
    m007,
    m008,
    m009,
    m010,
    m011,
)

village = Migrations("village")


@village()
def m001_ledger_and_postings(db: Database) -> None:
    """Make the tables of the main job: who publishes, the ledger, postings and the journal."""
    _run(db, m001.STATEMENTS)


@village()
def m002_registers(db: Database) -> None:
    """Make the registers of 三资: cards, their changes, payments, imports and attachments."""
    _run(db, m002.STATEMENTS)


@village()
def m003_drafts_and_events(db: Database) -> None:
    """Make room for what the catalogue asks: drafts, events, exceptions and overridden findings."""
    _run(db, m003.STATEMENTS)


@village()
def m004_life_of_a_posting(db: Database) -> None:
    """Make room for review, boards, corrections and the archive; guard what was frozen."""
    _run(db, m004.STATEMENTS)


@village()
def m005_seals_and_identity(db: Database) -> None:
    """Keep what every row was when it was last written, whose database this is, and void numbers.

    Every database has an identity from its first day on.
    """
    _run(db, m005.STATEMENTS)
    db.execute("insert into instance values (1, ?, 'new', '', '', '', 1, 0)", [str(uuid.uuid4())])


@village()
def m006_signing_keys(db: Database) -> None:
    """Keep which key signs for this village, and which ones did before."""
    _run(db, m006.STATEMENTS)


@village()
def m007_bundles(db: Database) -> None:
    """Keep what was carried to the township, and what it answered."""
    _run(db, m007.STATEMENTS)


@village()
def m008_feedback(db: Database) -> None:
    """Make the register of opinions; what was registered, answered or made void stays so."""
    _run(db, m008.STATEMENTS)


@village()
def m009_archive(db: Database) -> None:
    """Guard the book of a closed year, and make room for what the archive is searched by."""
    _run(db, m009.STATEMENTS)


@village()
def m010_handover(db: Database) -> None:
    """Make room for handovers, each with the frozen list that three people sign."""
    _run(db, m010.STATEMENTS)


@village()
def m011_township_keys(db: Database) -> None:
    """Keep which keys the township signs its receipts with, and the order they were read in."""
    _run(db, m011.STATEMENTS)


def _run(db: Database, statements: str) -> None:
    """Execute statements that stand between double semicolons: triggers hold single ones."""
    for statement in statements.split(";;"):
        db.execute(statement)
