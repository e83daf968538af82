"""The township's public key: looked at, compared, registered, replaced, and never forgotten."""

from datetime import date
from pathlib import Path

import pytest

from boardapp.bundles.minisign import SecretKey, public_text
from boardapp.core.errors import UserError
from boardapp.services import key_card, keys, proof, township_keys
from boardapp.services.desk import Desk
from boardapp.store import journal
from tests.township import OTHER, Township

SECOND = Township(SecretKey(b"second!!", bytes(range(2, 34))))


def test_a_card_is_looked_at_before_anything_is_registered(desk: Desk, tmp_path: Path) -> None:
    before = journal.head(desk.db)
    one = township_keys.look(desk, Township().card(tmp_path))
    assert (one.name, one.code, one.known, one.doubts) == ("青石镇", "331181102000", False, ())
    assert one.public.fingerprint in township_keys.question(one)
    assert journal.head(desk.db) == before
    assert township_keys.current(desk) is None


def test_a_registered_key_counts_and_once_more_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    key = Township().enrol(desk, tmp_path)
    before = journal.head(desk.db)
    assert Township().enrol(desk, tmp_path) == key == township_keys.current(desk)
    assert journal.head(desk.db) == before
    assert (key.registered_on, key.registered_by) == (date(2026, 11, 6), "王某")


def test_a_new_card_replaces_the_old_one_which_is_kept(desk: Desk, tmp_path: Path) -> None:
    old, new = Township().enrol(desk, tmp_path), SECOND.enrol(desk, tmp_path)
    first, second = township_keys.all_keys(desk)
    assert (first.key_id, first.revoked_on, second) == (old.key_id, date(2026, 11, 6), new)
    assert [one.revoked for one in township_keys.known_keys(desk)] == [True, False]
    with pytest.raises(UserError, match="已经作废"):
        Township().enrol(desk, tmp_path)
    line = journal.newest(desk.db, "register-township-key")
    assert line
    assert old.key_id in line.details
    assert proof.troubles(desk.db, desk.folder) == ()


def test_a_key_is_revoked_for_a_reason_only(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有登记着"):
        township_keys.revoke(desk, "丢了密钥")
    Township().enrol(desk, tmp_path)
    with pytest.raises(UserError, match="写明"):
        township_keys.revoke(desk, " ")
    township_keys.revoke(desk, "乡镇通知密钥丢了")
    assert township_keys.current(desk) is None
    (one,) = township_keys.all_keys(desk)
    assert (one.revoked_by, one.revoked_reason) == ("王某", "乡镇通知密钥丢了")


def test_what_is_no_township_card_is_refused_with_a_sentence(desk: Desk, tmp_path: Path) -> None:
    keys.ensure_key(desk)
    own = tmp_path / "own.pub"
    own.write_text(key_card.card_text(desk), "utf-8")
    with pytest.raises(UserError, match="村的登记卡"):
        township_keys.look(desk, own)
    plain = tmp_path / "plain.pub"
    held = keys.current(desk)
    assert held
    plain.write_text(held.text, "utf-8")
    with pytest.raises(UserError, match="本村自己的公钥"):
        township_keys.look(desk, plain)
    (tmp_path / "x.pub").write_text("hello", "utf-8")
    for name, words in (("x.pub", "不是登记卡"), ("gone.pub", "读不出")):
        with pytest.raises(UserError, match=words):
            township_keys.look(desk, tmp_path / name)


def test_another_key_under_the_same_number_is_refused(desk: Desk, tmp_path: Path) -> None:
    Township().enrol(desk, tmp_path)
    same = SecretKey(Township().secret.key_id, OTHER.seed)
    with pytest.raises(UserError, match="编号相同"):
        Township(same).enrol(desk, tmp_path)


def test_what_a_card_claims_is_compared_with_the_village_and_told(
    desk: Desk, tmp_path: Path
) -> None:
    one = township_keys.look(desk, Township().card(tmp_path, "青山镇", "331181103000"))
    assert len(one.doubts) == 2
    plain = tmp_path / "plain.pub"
    plain.write_text(public_text(OTHER.public, "minisign public key"), "utf-8")
    named = township_keys.look(desk, plain)
    assert (named.name, named.code, named.doubts) == ("青石镇", "", ())


def test_a_typed_fingerprint_must_be_the_cards(desk: Desk, tmp_path: Path) -> None:
    one = township_keys.look(desk, Township().card(tmp_path))
    township_keys.confirm_typed(one, one.public.fingerprint.replace(" ", "-"))
    for wrong in ("", "12345", OTHER.public.fingerprint):
        with pytest.raises(UserError, match="没有登记"):
            township_keys.confirm_typed(one, wrong)
