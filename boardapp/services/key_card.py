"""The enrolment card of the village's key: as a file, as paper, and the memory of both."""

from boardapp.bundles import card as cards
from boardapp.core.errors import UserError
from boardapp.notices.card import EnrolmentCard, render_card
from boardapp.services.desk import Desk
from boardapp.services.item_checks import notice_fonts
from boardapp.services.keys import CARD_MADE, OwnKey, current_key, own_keys, trouble
from boardapp.services.village import the_village


def card_text(desk: Desk) -> str:
    """Return the enrolment card as a file: minisign's public key, naming the village."""
    village = the_village(desk)
    return cards.card_text(_enrolled(desk).public, village.code, village.name)


def card_pdf(desk: Desk) -> bytes:
    """Return the enrolment card as paper: one sheet of A4, the same bytes for the same key."""
    village, one = the_village(desk), _enrolled(desk)
    before = [key for key in own_keys(desk) if key.retired]
    face = EnrolmentCard(
        village=village.name,
        code=village.code,
        township=village.township,
        fingerprint=one.public.fingerprint,
        key_id=one.public.id_text,
        line=one.public.line,
        made_on=one.told.made_on,
        scanned=card_text(desk),
        replaces=before[-1].public.id_text if before else "",
        reason=one.told.reason if before else "",
    )
    return render_card(face, notice_fonts())


def note_card(desk: Desk, where: str) -> None:
    """Journal that the current key's card was printed or written to a file."""
    with desk.writing(CARD_MADE, {"key": _enrolled(desk).told.key_id, "where": where}):
        pass


def _enrolled(desk: Desk) -> OwnKey:
    """Return the key that a card can be made of; raises UserError where there is none."""
    sentence, found = trouble(desk), current_key(desk)
    if sentence:
        raise UserError(sentence)
    if found is None:
        raise UserError("还没有签名密钥，没有生成登记卡。请运行 boardapp key，或重新打开程序。")
    return found
