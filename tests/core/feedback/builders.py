"""An opinion and an answer with valid defaults."""

from datetime import date
from typing import Any

from boardapp.core.feedback import Act, ActKind, Channel, Kind, Opinion, Way


def opinion(**changes: Any) -> Opinion:
    """Return a question from the box, to be answered within ten days."""
    values: dict[str, Any] = {
        "id": "o1",
        "body": "body",
        "year": 2026,
        "serial": 1,
        "channel": Channel.BOX,
        "kind": Kind.QUESTION,
        "received_on": date(2026, 11, 2),
        "taken_by": "王某",
        "text": "三组机耕路什么时候修好？",
        "due_on": date(2026, 11, 12),
        "due_source": "某条例：十日内答复",
        "due_law": True,
    }
    return Opinion(**{**values, **changes})


def act(**changes: Any) -> Act:
    """Return an answer given face to face."""
    values: dict[str, Any] = {
        "id": "a1",
        "opinion": "o1",
        "kind": ActKind.ANSWER,
        "on": date(2026, 11, 5),
        "by": "张某",
        "text": "本月底完工。",
        "way": Way.IN_PERSON,
    }
    return Act(**{**values, **changes})
