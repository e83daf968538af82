"""Settings of this data folder: small texts under a key, each change in the journal."""

from boardapp.services.desk import Desk
from boardapp.store import villages

TYPE_SIZE = "type-size"
OPERATOR = "operator"


def change_setting(desk: Desk, key: str, value: str) -> None:
    """Keep a setting's text; one that says the same already is left as it is."""
    before = villages.setting(desk.db, key)
    if before == value:
        return
    with desk.writing("change-setting", {"key": key, "before": before, "after": value}) as db:
        villages.save_setting(db, key, value)
