"""What happens by itself when the program starts and ends: checks first, backups last."""

from collections.abc import Callable

from boardapp.core.errors import UserError
from boardapp.services import backup, clock, drill, instance, keys, proof, proven
from boardapp.services.desk import Desk
from boardapp.store import villages


def start(desk: Desk) -> tuple[str, ...]:
    """Check what can be checked quickly, and return a sentence for each thing that is not right.

    The journal's chain is followed from where it was proven before; a clock that ran backwards
    is journalled; a restored or copied database is named; the signing key is looked after.
    """
    found = []
    broken = proof.start_trouble(desk.db, desk.folder)
    if broken:
        found.append(broken.sentence)
    else:
        proven.remember(desk.db, desk.folder)
    late = clock.note(desk)
    if late:
        found.append(late.sentence)
    state = instance.standing(desk)
    if state is not instance.Standing.PROVEN:
        if not instance.identity(desk).proven:
            instance.retire_keys(desk)
        found.append(state.sentence)
    return (*found, *keys.look_after(desk))


def finish(desk: Desk, *, at_exit: bool = False) -> tuple[str, ...]:
    """Make the backups that are due, and return a sentence for each that could not be made.

    At the exit of the window that is whenever something has changed, after a command once a day.
    Once a month the newest backup is restored for trial.
    """
    if villages.village(desk.db) is None:
        return ()
    found: list[str] = []
    made = _tried(lambda: (backup.make_if_changed if at_exit else backup.make_daily)(desk), found)
    second = backup.second_folder(desk)
    if made and second and second.is_dir():
        _tried(lambda: backup.make_second(desk), found)
    if drill.is_due(desk):
        held = _tried(lambda: drill.drill(desk), found)
        if isinstance(held, drill.Drill) and not held.ok:
            found.append(f"恢复演练没有通过：{held.sentence}请马上再做一份备份。")
    if proof.start_trouble(desk.db, desk.folder) is None:
        proven.remember(desk.db, desk.folder)
    return tuple(found)


def _tried(act: Callable[[], object], found: list[str]) -> object:
    try:
        return act()
    except UserError as error:
        found.append(str(error))
        return None
