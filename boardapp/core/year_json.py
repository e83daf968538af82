"""A yearly file told for scripts: English keys, days as ISO texts."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from boardapp.core.finding import Finding
from boardapp.core.life import Void
from boardapp.core.yearfile import FiledPosting, Leaf


def year_json(
    year: int,
    body: str,
    filed: Sequence[FiledPosting],
    voids: Sequence[Void],
    leaves: Sequence[Leaf],
) -> dict[str, Any]:
    """Return a yearly file with the keys that scripts rely on."""
    return {
        "year": year,
        "body": body,
        "postings": [
            {
                "mark": one.mark,
                "number": one.number,
                "title": one.title,
                "period": one.period_label,
                "published_on": one.published_on.isoformat(),
                "days": one.days,
                "hangs": one.hangs,
                "signers": list(one.signers),
                "pages": one.pages,
                "file": one.path,
                "digest": one.digest,
                "note": one.note,
            }
            for one in filed
        ],
        "voids": [{"number": one.number, "reason": one.reason} for one in voids],
        "files": [
            {"shelf": one.shelf.value, "pages": one.pages, **asdict(one.file)} for one in leaves
        ],
    }


def told_finding(one: Finding) -> dict[str, Any]:
    """Return a finding with the keys that scripts rely on."""
    told = {"level": one.level.value, "code": one.code, "where": one.where}
    return {**told, "sentence": one.sentence}
