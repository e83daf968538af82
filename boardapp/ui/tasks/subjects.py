"""What can be previewed about a period: everything due, grouped by class as the board is."""

from dataclasses import dataclass

from boardapp.core.catalogue import Item
from boardapp.core.disclosure import ItemClass
from boardapp.core.obligations import about
from boardapp.core.period import Period
from boardapp.core.village import Body
from boardapp.services.composing import About, code_of
from boardapp.services.obligations import situation
from boardapp.services.posting import FINANCE
from boardapp.ui.session import Session
from boardapp.ui.tasks.words import MARKS


@dataclass(frozen=True)
class Subject:
    """One notice to preview: an item about a period or an event, and the sign of its state."""

    item: Item
    about: About
    mark: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """The item's code, and the period's code or the event's id."""
        return self.item.code, code_of(self.about)

    def words(self, period: Period) -> str:
        """Return it in words; the period on screen need not be said."""
        title = self.item.title
        if isinstance(self.about, Period):
            return title if self.about == period else f"{title}（{self.about.label}）"
        return f"{title}：{self.about.title}"


def subjects(session: Session, body: Body) -> tuple[tuple[ItemClass, tuple[Subject, ...]], ...]:
    """Return what a body can post about the session's period, money first.

    The items of the ledger can be posted about any period that the village looks at.
    """
    now, period = situation(session.desk), session.period
    found = {}
    for one in about(now, period):
        when = one.event or one.period
        if one.body.id == body.id and when is not None:
            subject = Subject(one.item, when, MARKS[one.state])
            found[subject.key] = subject
    ledger = {item.code: Subject(item, period) for item in now.items if item.code in FINANCE}
    first = [found.get(ledger[code].key, ledger[code]) for code in FINANCE if code in ledger]
    ordered = [*first, *(one for one in found.values() if one not in first)]
    classes = sorted(ItemClass, key=lambda one: one is not ItemClass.FINANCE)
    grouped = ((c, tuple(one for one in ordered if one.item.item_class is c)) for c in classes)
    return tuple((item_class, group) for item_class, group in grouped if group)
